"""The tables of the sounds people bring, and of what the station chose among them."""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, String, Table

from broadcaster.store.columns import Id, Length, Moment, Words
from broadcaster.store.tables import by_person, metadata, station_column

recording = Table(
    "recording",
    metadata,
    Column("id", Id, primary_key=True),
    station_column(),
    Column("purpose", String(16), nullable=False),
    Column("name", Words, nullable=False),
    Column("given", Words, nullable=False),
    Column("folded", Words, nullable=False),
    Column("size", BigInteger(), nullable=False),
    *by_person(),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("step", String(16), nullable=False),
    Column("done", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("worker", Words, nullable=False),
    Column("refusal", String(32), nullable=False),
    Column("error", Words, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("original", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("duration", Length, nullable=False),
    Column("lufs", Float(53), nullable=False),
    Column("peak", Float(53), nullable=False),
    Column("level", String(16), nullable=False),
    Column("wave", Words, nullable=False),
    Column("marks", Words, nullable=False),
    Index(None, "station", "state"),
    Index(None, "station", "sha256"),
)

station_choice = Table(
    "station_choice",
    metadata,
    Column("station", String(64), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("value", Words, nullable=False),
    Column("by_name", Words, nullable=False),
    Column("at", Moment, nullable=False),
)
