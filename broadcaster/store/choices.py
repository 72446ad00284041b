"""What the station chose on the desk over what its settings file says."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from broadcaster.people import Person
from broadcaster.store.activity import Verb, record
from broadcaster.store.connection import Line
from broadcaster.store.tables_recordings import station_choice

ITSELF = UUID(int=0)
"""The choice as an object of the record of deeds: the station has one of each."""


class ChoiceVerbs(Line):
    """Choosing, and reading what was chosen."""

    def choices(self) -> dict[str, tuple[str, str]]:
        """What the station chose: name -> (value, who chose it)."""
        with self._read() as connection:
            return choices_in(connection, self.station)

    def choose(self, name: str, value: str, detail: str, by: Person, at: datetime) -> None:
        """Choose; "" goes back to what the settings file says. `detail` is what the record of deeds says of it."""
        mine = (station_choice.c.station == self.station) & (station_choice.c.name == name)
        row = {"value": value, "by_name": by.name, "at": at}
        with self._write() as connection:
            if connection.execute(update(station_choice).where(mine).values(**row)).rowcount == 0:
                connection.execute(insert(station_choice).values(station=self.station, name=name, **row))
            record(connection, self.station, by, Verb.CHOOSE_CHIME, ("choice", ITSELF), detail, at)


def choices_in(connection: Connection, station: str) -> dict[str, tuple[str, str]]:
    """The choices that stand."""
    asked = select(station_choice).where(station_choice.c.station == station, station_choice.c.value != "")
    return {row.name: (row.value, row.by_name) for row in connection.execute(asked)}
