"""The years a station has behind it, for benchmarks: a log written and chained as the store writes and chains it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import insert

from broadcaster.airing import Outcome, PlayLogEntry, Reason, chain_hash
from broadcaster.bulletin import Bulletin
from broadcaster.station import Station
from broadcaster.store import Store
from broadcaster.store.logbook import ENTRY
from broadcaster.store.tables_air import airing, play_log

LENGTH = timedelta(seconds=90)

DAILY = 60
"""Entries a day."""


def write_log(store: Store, station: Station, until: datetime, rows: int, made: Sequence[Bulletin]) -> None:
    """Fill the empty log of a store with sixty entries a day until that moment, a thousand rows at a time."""
    first, chain = until - timedelta(days=-(-rows // DAILY)), ""
    for begin in range(0, rows, 1_000):
        airings, entries = [], []
        for number in range(begin, min(rows, begin + 1_000)):
            moment, one = first + timedelta(days=number // DAILY, minutes=number % DAILY), made[number % len(made)]
            missed, script = number % 50 == 0, one.script
            occurrence = f"{station.local(moment).date()}/{('morning', 'evening')[number % 2]}"
            key = {
                "station": station.id,
                "occurrence": occurrence,
                "bulletin": one.id,
                "attempt": number,
                "zone": "all",
            }
            said = {"title": script.title, "kind": script.kind.value, "topic": script.topic.value, "wanted": LENGTH}
            said |= {"priority": script.priority.value, "planned": moment, "sha256": one.rendition.sha256}
            said |= {"author_name": "Lan", "approver_name": "Minh", "operator_name": "Tùng"}
            id, heard = uuid4(), timedelta() if missed else LENGTH
            airings.append({"id": id, "begun": moment, **key, **said})
            end = {"started": None if missed else moment, "ended": moment + heard, "heard": heard, "detail": ""}
            end |= {"outcome": Outcome.MISSED if missed else Outcome.COMPLETE, "device": "ward"}
            end |= {"reason": Reason.STATION_OFF if missed else Reason.NONE}
            entry = PlayLogEntry(number=number + 1, id=id, before=chain, chain="", **key, **said, **end)
            chain = chain_hash(entry)
            entries.append({name: getattr(replace(entry, chain=chain), name) for name in ENTRY})
        with store._write() as connection:
            connection.execute(insert(airing), airings)
            connection.execute(insert(play_log), entries)
