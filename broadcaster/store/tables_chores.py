"""The tables of what the renderer does besides bulletins, and of the voices that rest."""

from sqlalchemy import Column, Index, Integer, String, Table

from broadcaster.store.columns import Id, Moment, Words
from broadcaster.store.tables import by_person, metadata, station_column

chore = Table(
    "chore",
    metadata,
    Column("id", Id, primary_key=True),
    station_column(),
    Column("kind", String(16), nullable=False),
    Column("about", Words, nullable=False),
    Column("given", Words, nullable=False),
    Column("state", String(16), nullable=False),
    Column("told", Words, nullable=False),
    Column("error", Words, nullable=False),
    Column("tries", Integer, nullable=False),
    *by_person(),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Index(None, "station", "state"),
    Index(None, "station", "kind", "about"),
)

voice_rest = Table(
    "voice_rest",
    metadata,
    Column("station", String(64), primary_key=True),
    Column("engine", String(80), primary_key=True),
    Column("until", Moment, nullable=False),
    Column("why", Words, nullable=False),
)
