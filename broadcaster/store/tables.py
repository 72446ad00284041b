"""The station's tables. Every row names its station; every id is unique everywhere; nothing is ever deleted."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from broadcaster.store.columns import COUNTER, Id, Length, Moment, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def station_column() -> Column[str]:
    """Whose row it is."""
    return Column("station", String(64), nullable=False)


def _script() -> list[Column[Any]]:
    return [
        Column("title", Words, nullable=False),
        Column("kind", String(16), nullable=False),
        Column("topic", String(16), nullable=False),
        Column("priority", String(16), nullable=False),
        Column("source_number", Words, nullable=False),
        Column("source_issued", Date),
        Column("source_issuer", Words, nullable=False),
        Column("source_title", Words, nullable=False),
        Column("text", Words, nullable=False),
        Column("voice", Words, nullable=False, server_default=""),
        Column("recording", String(64), nullable=False, server_default=""),
        Column("chimes", Boolean, nullable=False, server_default=true()),
        Column("relay", String(64), nullable=False, server_default=""),
        Column("relay_minutes", Integer, nullable=False, server_default="0"),
    ]


def by_person() -> list[Column[Any]]:
    """Who did it; the name as it was then."""
    return [Column("by", Id, nullable=False), Column("by_name", Words, nullable=False)]


person = Table(
    "person",
    metadata,
    Column("id", Id, primary_key=True),
    station_column(),
    Column("username", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("roles", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("session_mark", Integer, nullable=False),
    Column("created", Moment, nullable=False),
    Column("must_change", Boolean, nullable=False, server_default=false()),
    Column("last_signed_in", Moment),
    UniqueConstraint("station", "username"),
)

activity = Table(
    "activity",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    station_column(),
    Column("at", Moment, nullable=False),
    Column("by", Id),
    Column("by_name", Words, nullable=False),
    Column("verb", String(32), nullable=False),
    Column("object", Words, nullable=False),
    Column("detail", Words, nullable=False),
    Index(None, "station", "id"),
)

rendition = Table(
    "rendition",
    metadata,
    Column("station", String(64), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("key", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("duration", Length, nullable=False),
    Column("voice", Words, nullable=False),
    Column("lufs", Float(53), nullable=False),
    Column("peak", Float(53), nullable=False),
    Column("fallback", Boolean, nullable=False),
    Column("why", Words, nullable=False),
    Column("marks", Words, nullable=False),
    Column("made", Moment, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Id, primary_key=True),
    station_column(),
    Column("bulletin", Id, nullable=False),
    Column("version", Integer, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("sha256", String(64), nullable=False),
    *by_person(),
    Column("at", Moment, nullable=False),
    Column("reason", Words, nullable=False),
    Column("voided", Moment),
    Column("voided_why", Words, nullable=False),
    Column("urgent", Boolean, nullable=False, server_default=false()),
    Index(None, "bulletin"),
)

bulletin = Table(
    "bulletin",
    metadata,
    Column("id", Id, primary_key=True),
    station_column(),
    *_script(),
    Column("folded", Text, nullable=False),
    Column("origin", Words, nullable=False),
    Column("status", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("author", Id, nullable=False),
    Column("author_name", Words, nullable=False),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("rendition", String(64)),
    Column("decision", Id, ForeignKey("decision.id")),
    Column("template", String(64), nullable=False, server_default=""),
    Index(None, "station", "status", "updated"),
    Index(None, "station", "updated"),
)

revision = Table(
    "revision",
    metadata,
    Column("bulletin", Id, ForeignKey("bulletin.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    station_column(),
    *_script(),
    *by_person(),
    Column("at", Moment, nullable=False),
)

listened = Table(
    "listened",
    metadata,
    Column("bulletin", Id, ForeignKey("bulletin.id"), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("by", Id, primary_key=True),
    station_column(),
    Column("at", Moment, nullable=False),
)

render_job = Table(
    "render_job",
    metadata,
    Column("id", Id, primary_key=True),
    Column("number", Integer, nullable=False),
    station_column(),
    Column("bulletin", Id, ForeignKey("bulletin.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("state", String(16), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("step", Words, nullable=False),
    Column("error", Words, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("worker", Words, nullable=False),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    UniqueConstraint("bulletin", "number"),
    Index(None, "station", "state"),
)

placement = Table(
    "placement",
    metadata,
    Column("id", Id, primary_key=True),
    station_column(),
    Column("bulletin", Id, ForeignKey("bulletin.id"), nullable=False),
    Column("slot", Words, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date),
    Column("weekdays", String(32), nullable=False),
    Column("position", Integer, nullable=False),
    *by_person(),
    Column("created", Moment, nullable=False),
    Column("removed", Moment),
    Column("removed_by", Words, nullable=False),
    Column("zones", Words, nullable=False, server_default=""),
    Index(None, "station", "removed", "first"),
)

skipped_day = Table(
    "skipped_day",
    metadata,
    Column("placement", Id, ForeignKey("placement.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    station_column(),
    *by_person(),
    Column("at", Moment, nullable=False),
)

air_order = Table(
    "air_order",
    metadata,
    Column("id", Id, primary_key=True),
    station_column(),
    Column("bulletin", Id, ForeignKey("bulletin.id"), nullable=False),
    Column("urgent", Boolean, nullable=False),
    *by_person(),
    Column("at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("permit_by", Words),
    Column("permit_reason", Words),
    Column("updated", Moment, nullable=False),
    Column("zones", Words, nullable=False, server_default=""),
    Column("repeats", Integer, nullable=False, server_default="1"),
    Column("gap", Length, nullable=False, server_default="5000"),
    Column("resume", Boolean, nullable=False, server_default=true()),
    Index(None, "station", "state"),
)

stop_asked = Table(
    "stop_asked",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    station_column(),
    *by_person(),
    Column("at", Moment, nullable=False),
    Column("zone", Words, nullable=False, server_default=""),
    Index(None, "station", "at"),
    Index(None, "station", "id"),
)
