"""The tables of what the desk keeps: the programs that may read the station over its JSON interface."""

from sqlalchemy import Column, String, Table, UniqueConstraint

from broadcaster.store.columns import Id, Moment, Words
from broadcaster.store.tables import metadata, station_column

api_client = Table(
    "api_client",
    metadata,
    Column("id", Id, primary_key=True),
    station_column(),
    Column("name", Words, nullable=False),
    Column("token_sha256", String(64), nullable=False),
    Column("created", Moment, nullable=False),
    Column("revoked", Moment),
    Column("kind", String(16), nullable=False, server_default="api"),
    UniqueConstraint("token_sha256"),
)
