"""What the desk keeps: programs that may read the station, documents a text was taken from, unsaved writing."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """A token for each client, kept as its hash; a script may name a stream of the allow-list."""
    for table in ("bulletin", "revision"):
        op.add_column(table, sa.Column("relay", sa.String(64), nullable=False, server_default=""))
        op.add_column(table, sa.Column("relay_minutes", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "api_client",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("station", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("revoked", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_api_client"),
        sa.UniqueConstraint("token_sha256", name="uq_api_client_token_sha256"),
    )
    _documents()
    op.create_table(
        "unsaved",
        sa.Column("station", sa.String(64), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("station", "by", "place", name="pk_unsaved"),
    )


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("station", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("legacy", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint("station", "sha256", name="uq_document_station_sha256"),
    )
    op.create_table(
        "bulletin_document",
        sa.Column("bulletin", sa.String(36), nullable=False),
        sa.Column("document", sa.String(36), nullable=False),
        sa.Column("station", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bulletin", "document", name="pk_bulletin_document"),
        sa.ForeignKeyConstraint(["bulletin"], ["bulletin.id"], name="fk_bulletin_document_bulletin"),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name="fk_bulletin_document_document"),
    )
    op.create_index("ix_bulletin_document_document", "bulletin_document", ["document"])
