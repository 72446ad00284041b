"""Three seconds of a quiet sound to try a loudspeaker with: asked for at the desk, taken once by the daemon."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from sqlalchemy import Connection, insert, select, update

from broadcaster.people import Person
from broadcaster.store.activity import Verb, record
from broadcaster.store.connection import Line
from broadcaster.store.tables_air import mark

NAME = "sound_test"
"""The mark under which the newest test is kept; an older one is of no use to anybody."""


@dataclass(frozen=True, slots=True)
class SoundTest:
    """One test of one zone. `state` is waiting, taken or done; `outcome` and `reason` are codes of the airing's.

    `heard` and `wanted` are seconds, `device` is where it sounded.
    """

    id: UUID
    zone: str
    by_name: str
    at: datetime
    state: str = "waiting"
    outcome: str = ""
    reason: str = ""
    heard: float = 0.0
    wanted: float = 0.0
    device: str = ""


class TrialVerbs(Line):
    """Asking, taking, telling."""

    def ask_sound_test(self, zone: str, by: Person, at: datetime) -> SoundTest:
        """Ask for a test; it takes the place of one that nobody has taken yet."""
        asked = SoundTest(uuid4(), zone, by.name, at)
        with self._write() as connection:
            self._keep_test(connection, asked)
            record(connection, self.station, by, Verb.TEST_SOUND, ("zone", uuid5(NAMESPACE_OID, zone)), zone, at)
        return asked

    def sound_test(self) -> SoundTest | None:
        """The newest test, however it stands."""
        with self._read() as connection:
            return self._test(connection)

    def take_sound_test(self, id: UUID) -> bool:
        """Begin it: true exactly once, and before any sound."""
        with self._write() as connection:
            found = self._test(connection)
            if found is None or found.id != id or found.state != "waiting":
                return False
            self._keep_test(connection, replace(found, state="taken"))
            return True

    def end_sound_test(self, ended: SoundTest) -> None:
        """What came of it, unless another has been asked for since."""
        with self._write() as connection:
            found = self._test(connection)
            if found is not None and found.id == ended.id:
                self._keep_test(connection, replace(ended, state="done"))

    def _test(self, connection: Connection) -> SoundTest | None:
        wanted = select(mark.c.value).where(mark.c.station == self.station, mark.c.name == NAME)
        value = connection.execute(wanted).scalar()
        try:
            told: dict[str, Any] = json.loads(value or "")
            return SoundTest(**told | {"id": UUID(told["id"]), "at": datetime.fromisoformat(told["at"])})
        except (ValueError, TypeError, KeyError):
            return None

    def _keep_test(self, connection: Connection, test: SoundTest) -> None:
        told = asdict(test) | {"id": str(test.id), "at": test.at.isoformat()}
        value = json.dumps(told, ensure_ascii=False)
        mine = (mark.c.station == self.station) & (mark.c.name == NAME)
        if connection.execute(update(mark).where(mine).values(value=value)).rowcount == 0:
            connection.execute(insert(mark).values(station=self.station, name=NAME, value=value))
