"""Sounds and the decisions on them: what was rendered, who listened to it, who approved exactly that."""

from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Select, bindparam, exists, insert, select, update

from broadcaster.bulletin import Bulletin, Rendition, Status, Verdict
from broadcaster.errors import Conflict, NotAllowed, WrongState
from broadcaster.people import Person
from broadcaster.store import rows
from broadcaster.store.activity import Verb, record
from broadcaster.store.bulletins import BulletinVerbs
from broadcaster.store.tables import decision, listened, rendition, revision


class ApprovalVerbs(BulletinVerbs):
    """What the renderer hands in and what the approver does with it."""

    def save_rendition(self, bulletin_id: UUID, version: int, sound: Rendition, at: datetime) -> bool:
        """Keep the sound of this version; False when the words have moved on or another sound is approved."""
        with self._write() as connection:
            found = self._get(connection, bulletin_id)
            if found.version != version:
                return False
            if found.status is Status.APPROVED:
                return found.rendition is not None and found.rendition.sha256 == sound.sha256
            self._keep_sound(connection, sound, at)
            self._set(connection, bulletin_id, at, rendition=sound.sha256)
            return True

    def rendition(self, sha256: str) -> Rendition | None:
        """The sound of that hash."""
        wanted = rows.sounds().where(rendition.c.station == self.station, rendition.c.sha256 == sha256)
        with self._read() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else rows.rendition_of(row)

    def listened(self, id: UUID, sha256: str, by: Person, at: datetime) -> None:
        """This person has heard this sound to its end; hearing it twice is no new deed."""
        with self._write() as connection:
            found = self._get(connection, id)
            if found.rendition is None or found.rendition.sha256 != sha256:
                raise Conflict(f"bulletin {id} has no longer the sound {sha256[:12]}")
            if connection.scalar(_heard(self.station, id, sha256, by)):
                return
            connection.execute(
                insert(listened).values(bulletin=id, sha256=sha256, by=by.id, station=self.station, at=at)
            )
            record(connection, self.station, by, Verb.LISTEN, ("bulletin", id), sha256, at)

    def has_listened(self, id: UUID, sha256: str, by: Person) -> bool:
        """Whether this person has heard this sound."""
        asked = {"of": id, "sound": sha256, "person": by.id}
        with self._read() as connection:
            return bool(connection.scalar(self._has_listened, asked))

    @cached_property
    def _has_listened(self) -> Select[Any]:
        """Built once."""
        of, person = (bindparam(name, type_=listened.c.by.type) for name in ("of", "person"))
        mine = (listened.c.station == self.station) & (listened.c.bulletin == of) & (listened.c.by == person)
        return select(exists().where(mine, listened.c.sha256 == bindparam("sound")))

    def decide(
        self,
        id: UUID,
        sha256: str,
        verdict: Verdict,
        by: Person,
        reason: str,
        at: datetime,
        one_person: bool = False,
    ) -> Bulletin:
        """Approve or return exactly the sound `sha256`; whoever wrote these words may approve them only alone."""
        with self._write() as connection:
            found = self._get(connection, id)
            _check_decidable(found, sha256)
            wrote = self._wrote(connection, found, by)
            if verdict is Verdict.APPROVED and wrote and not one_person:
                raise NotAllowed(f"{by.username} wrote bulletin {id} and may not approve it")
            self._decide(connection, found, verdict, by, reason, at)
            record(connection, self.station, by, _verb(verdict, wrote), ("bulletin", id), reason, at)
            return self._get(connection, id)

    def void_sound(self, id: UUID, why: str, at: datetime) -> None:
        """The sound file was changed or lost: its approval falls, and it must be rendered and heard again."""
        with self._write() as connection:
            found = self._get(connection, id)
            self._void_decision(connection, id, why, at)
            decided_on_sound = found.status in (Status.APPROVED, Status.PENDING)
            status = Status.DRAFT if decided_on_sound else found.status
            self._set(connection, id, at, status=status.value, rendition=None)
            record(connection, self.station, None, Verb.VOID_SOUND, ("bulletin", id), why, at)

    def _decide(
        self, connection: Connection, found: Bulletin, verdict: Verdict, by: Person, reason: str, at: datetime
    ) -> None:
        assert found.rendition is not None  # _check_decidable said so
        made = uuid4()
        whom = {"by": by.id, "by_name": by.name, "at": at, "reason": reason, "voided_why": ""}
        what = {"bulletin": found.id, "version": found.version, "sha256": found.rendition.sha256}
        connection.execute(
            insert(decision).values(id=made, station=self.station, verdict=verdict.value, **what, **whom)
        )
        status = Status.APPROVED if verdict is Verdict.APPROVED else Status.RETURNED
        self._set(connection, found.id, at, status=status.value, decision=made)

    def _wrote(self, connection: Connection, found: Bulletin, by: Person) -> bool:
        """The author, or whoever wrote the wording that stands now."""
        current = exists().where(
            revision.c.bulletin == found.id, revision.c.version == found.version, revision.c.by == by.id
        )
        return by.id == found.author or bool(connection.scalar(select(current)))

    def _keep_sound(self, connection: Connection, sound: Rendition, at: datetime) -> None:
        columns = rows.rendition_columns(sound)
        mine = (rendition.c.station == self.station) & (rendition.c.sha256 == sound.sha256)
        if connection.execute(update(rendition).where(mine).values(**columns)).rowcount == 0:
            connection.execute(insert(rendition).values(station=self.station, made=at, **columns))


def _check_decidable(found: Bulletin, sha256: str) -> None:
    if found.status is not Status.PENDING:
        raise WrongState(f"bulletin {found.id} is {found.status.value}, not waiting for a decision")
    if found.rendition is None:
        raise WrongState(f"bulletin {found.id} has no sound yet")
    if found.rendition.sha256 != sha256:
        raise Conflict(f"bulletin {found.id} now has another sound than {sha256[:12]}")


def _verb(verdict: Verdict, wrote: bool) -> Verb:
    if verdict is Verdict.RETURNED:
        return Verb.SEND_BACK
    return Verb.APPROVE_ALONE if wrote else Verb.APPROVE


def _heard(station: str, id: UUID, sha256: str, by: Person) -> Any:
    mine = (listened.c.station == station) & (listened.c.bulletin == id)
    return select(exists().where(mine, listened.c.sha256 == sha256, listened.c.by == by.id))
