"""The tables of writing: documents a text was taken from, and what each person has typed and not yet saved."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from broadcaster.store.columns import Id, Moment, Words
from broadcaster.store.tables import by_person, metadata, station_column


def document_columns() -> list[Column[Any]]:
    """A document that was brought: the SHA-256 of its bytes, the name and format it came with, and what it says."""
    return [
        Column("id", Id, primary_key=True),
        station_column(),
        Column("sha256", String(64), nullable=False),
        Column("name", Words, nullable=False),
        Column("kind", String(16), nullable=False),
        Column("legacy", String(16), nullable=False),
        Column("text", Words, nullable=False),
    ]


document = Table(
    "document",
    metadata,
    *document_columns(),
    *by_person(),
    Column("at", Moment, nullable=False),
    UniqueConstraint("station", "sha256"),
)

bulletin_document = Table(
    "bulletin_document",
    metadata,
    Column("bulletin", Id, ForeignKey("bulletin.id"), primary_key=True),
    Column("document", Id, ForeignKey("document.id"), primary_key=True),
    station_column(),
    Column("at", Moment, nullable=False),
    Index(None, "document"),
)

unsaved = Table(
    "unsaved",
    metadata,
    Column("station", String(64), primary_key=True),
    Column("by", Id, primary_key=True),
    Column("place", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("fields", Words, nullable=False),
    Column("at", Moment, nullable=False),
)
