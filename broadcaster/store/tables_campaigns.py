"""The tables of what the ward was told to do: documents on file, campaigns, their rotations, columns, reports sent."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from broadcaster.store.columns import Id, Moment, Words
from broadcaster.store.tables import metadata, station_column
from broadcaster.store.tables_writing import document_columns

directive = Table(
    "directive",
    metadata,
    *document_columns(),
    Column("reading", Words, nullable=False),
    Column("by_name", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Column("confirmed", Words, nullable=False),
    Column("confirmed_by", Words, nullable=False),
    Column("confirmed_at", Moment),
    UniqueConstraint("station", "sha256"),
)

campaign = Table(
    "campaign",
    metadata,
    Column("id", Id, primary_key=True),
    station_column(),
    Column("name", Words, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("plays", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("per", String(16), nullable=False),
    Column("slots", Words, nullable=False),
    Column("topics", Words, nullable=False),
    Column("weekdays", Words, nullable=False),
    Column("responsible", Words, nullable=False),
    Column("closing_report_due", Date),
    Column("closing_report_to", Words, nullable=False),
    Column("duties", Words, nullable=False),
    Column("directives", Words, nullable=False),
    Column("stale_after", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("by_name", Words, nullable=False),
    Column("created", Moment, nullable=False),
    Column("ended", Moment),
    Column("ended_by", Words, nullable=False),
    Index(None, "station", "last"),
)

rotation = Table(
    "rotation",
    metadata,
    Column("id", Id, primary_key=True),
    station_column(),
    Column("campaign", Id, ForeignKey("campaign.id"), nullable=False),
    Column("by_name", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("undone", Moment),
    Column("undone_by", Words, nullable=False),
    Index(None, "station", "campaign"),
)

rotation_placement = Table(
    "rotation_placement",
    metadata,
    Column("rotation", Id, ForeignKey("rotation.id"), primary_key=True),
    Column("placement", Id, ForeignKey("placement.id"), primary_key=True),
)

report_sent = Table(
    "report_sent",
    metadata,
    Column("campaign", Id, ForeignKey("campaign.id"), primary_key=True),
    Column("duty", String(16), primary_key=True),
    Column("due", Moment, primary_key=True),
    Column("by_name", Words, nullable=False),
    Column("at", Moment, nullable=False),
)

column = Table(
    "programme_column",
    metadata,
    Column("id", Id, primary_key=True),
    station_column(),
    Column("name", Words, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("slot", Words, nullable=False),
    Column("opening", Words, nullable=False),
    Column("topic", String(16), nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date),
    Column("by_name", Words, nullable=False),
    Column("created", Moment, nullable=False),
    Column("removed", Moment),
    Column("removed_by", Words, nullable=False),
)
