"""Sounds taken out of the library: remembered for a while, brought back, and at last no longer in use."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from broadcaster.errors import WrongState
from broadcaster.people import Person
from broadcaster.recording import UNDER_WAY, Brought, Intake
from broadcaster.store.activity import Verb, record
from broadcaster.store.choices import choices_in
from broadcaster.store.recordings import RecordingVerbs
from broadcaster.store.tables import bulletin, revision
from broadcaster.store.tables_recordings import recording


class RemovalVerbs(RecordingVerbs):
    """What becomes of a sound that somebody takes out of the library. Its row says since when, as `updated`."""

    def remove_recording(self, id: UUID, by: Person, at: datetime) -> Brought:
        """Out of the library, or off its way there, and what it was before; bulletins made of it keep their sound."""
        with self._write() as connection:
            found = self._recording_of_row(connection, id)
            if found.state is Intake.REMOVED:
                raise WrongState(f"the recording {id} is removed already")
            if found.taken and found.taken.sha256 in {one for one, _ in choices_in(connection, self.station).values()}:
                raise WrongState(f"the chime {id} is one of the station's")
            self._move_recording(
                connection, id, (*UNDER_WAY, Intake.READY, Intake.REFUSED), at, state=Intake.REMOVED.value
            )
            record(connection, self.station, by, Verb.REMOVE_SOUND, ("recording", id), found.name, at)
            return found

    def bring_back_recording(self, id: UUID, state: Intake, since: datetime, by: Person, at: datetime) -> Brought:
        """Into `state` again, if it was removed after `since`; WrongState otherwise."""
        with self._write() as connection:
            found = self._recording_of_row(connection, id)
            if found.state is not Intake.REMOVED or found.updated <= since:
                raise WrongState(f"the recording {id} is {found.state.value} since {found.updated}")
            afresh: dict[str, Any] = (
                {"step": "", "done": 0, "tries": 0, "worker": ""} if state is Intake.WAITING else {}
            )
            self._move_recording(connection, id, (Intake.REMOVED,), at, state=state.value, **afresh)
            record(connection, self.station, by, Verb.BRING_BACK_SOUND, ("recording", id), found.name, at)
            return self._recording_of_row(connection, id)

    def removed_recordings(self, since: datetime, limit: int) -> list[Brought]:
        """What was removed after `since`, the last one first."""
        wanted = (recording.c.state == Intake.REMOVED.value) & (recording.c.updated > since)
        return self._recordings_where(wanted, recording.c.updated.desc(), recording.c.id, limit=limit)

    def sounds_in_use(self, removed_since: datetime | None = None) -> set[str]:
        """The hashes of our own WAVs and originals in the library, or named by bulletins, wordings or choices.

        With `removed_since` those that were removed after it count too: they may be brought back.
        """
        with self._read() as connection:
            named = {value for value, _ in choices_in(connection, self.station).values()}
            for table in (bulletin, revision):
                asked = select(table.c.recording).where(table.c.station == self.station, table.c.recording != "")
                named |= set(connection.scalars(asked.distinct()))
            columns = (recording.c.sha256, recording.c.original, recording.c.state, recording.c.updated)
            mine = (recording.c.station == self.station) & (recording.c.sha256 != "")
            rows = connection.execute(select(*columns).where(mine)).all()

        def kept(row: Any) -> bool:
            may_come_back = removed_since is not None and row.updated > removed_since
            return row.state == Intake.READY.value or row.sha256 in named or may_come_back

        wanted = [row for row in rows if kept(row)]
        return named | {row.sha256 for row in wanted} | {row.original for row in wanted}
