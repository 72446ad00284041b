"""The tables of the air: airings and the play log, which only grow, and what the station is doing right now."""

from typing import Any

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from broadcaster.store.columns import COUNTER, Id, Length, Moment, Words
from broadcaster.store.tables import metadata, station_column

APPEND_ONLY = ("airing", "play_log", "activity", "cut")
"""Tables whose rows the database itself refuses to change, and to delete unless a cut names them (0001, 0008)."""


def _what_was_said() -> list[Column[Any]]:
    """The columns an airing and its log entry share: each stands on its own, so that each can be checked alone."""
    return [
        station_column(),
        Column("occurrence", Words, nullable=False),
        Column("zone", Words, nullable=False),
        Column("bulletin", Id, nullable=False),
        Column("attempt", Integer, nullable=False),
        Column("title", Words, nullable=False),
        Column("kind", String(16), nullable=False),
        Column("topic", String(16), nullable=False),
        Column("priority", String(16), nullable=False),
        Column("planned", Moment, nullable=False),
        Column("wanted", Length, nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("author_name", Words, nullable=False),
        Column("approver_name", Words, nullable=False),
        Column("operator_name", Words, nullable=False),
    ]


airing = Table(
    "airing",
    metadata,
    Column("id", Id, primary_key=True),
    *_what_was_said(),
    Column("begun", Moment, nullable=False),
    UniqueConstraint("station", "occurrence", "bulletin", "attempt", "zone"),
)

play_log = Table(
    "play_log",
    metadata,
    Column("id", Id, ForeignKey("airing.id"), primary_key=True),
    Column("number", Integer, nullable=False),
    *_what_was_said(),
    Column("started", Moment),
    Column("ended", Moment, nullable=False),
    Column("heard", Length, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("detail", Words, nullable=False),
    Column("device", Words, nullable=False),
    Column("before", String(64), nullable=False),
    Column("chain", String(64), nullable=False),
    UniqueConstraint("station", "number"),
    Index(None, "station", "planned", "number"),
    Index(None, "station", "occurrence", "number"),
    Index(None, "station", "bulletin", "outcome", "number"),
    Index(None, "station", "outcome", "planned", "number"),
)

open_airing = Table(
    "open_airing",
    metadata,
    Column("airing", Id, ForeignKey("airing.id"), primary_key=True),
    station_column(),
    Column("position", Length, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "station"),
)

cut = Table(
    "cut",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    station_column(),
    Column("book", String(16), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("chain", String(64), nullable=False),
    Column("before", Moment, nullable=False),
    Column("count", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_cut_station", "station", "book"),
)
"""What was taken out of the log and of the record of deeds when its time was over (broadcaster/store/cutting.py)."""

beat = Table(
    "beat",
    metadata,
    Column("station", String(64), primary_key=True),
    Column("process", String(64), primary_key=True),
    Column("pid", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("detail", Text, nullable=False),
)

on_air = Table(
    "on_air",
    metadata,
    Column("station", String(64), primary_key=True),
    Column("zone", Words, primary_key=True),
    Column("bulletin_id", Id, nullable=False),
    Column("title", Words, nullable=False),
    Column("started", Moment),
    Column("ends", Moment, nullable=False),
    Column("heard_seconds", Float(53), nullable=False),
    Column("level_db", Float(53)),
    Column("state", String(16), nullable=False),
    Column("device", Words, nullable=False),
    Column("at", Moment, nullable=False),
)

mark = Table(
    "mark",
    metadata,
    Column("station", String(64), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

fault = Table(
    "fault",
    metadata,
    Column("station", String(64), primary_key=True),
    Column("code", String(64), primary_key=True),
    Column("detail", Words, nullable=False),
    Column("since", Moment, nullable=False),
)
