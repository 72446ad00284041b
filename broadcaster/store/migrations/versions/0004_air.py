"""Zones side by side, urgent broadcasts that repeat."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """A placement and an order name their zones, an order its repetitions; each zone is stopped and shown by itself."""
    op.add_column("placement", sa.Column("zones", sa.Text(), nullable=False, server_default=""))
    op.add_column("air_order", sa.Column("zones", sa.Text(), nullable=False, server_default=""))
    op.add_column("air_order", sa.Column("repeats", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("air_order", sa.Column("gap", sa.BigInteger(), nullable=False, server_default="5000"))
    op.add_column("air_order", sa.Column("resume", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("decision", sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("bulletin", sa.Column("template", sa.String(64), nullable=False, server_default=""))
    op.add_column("stop_asked", sa.Column("zone", sa.Text(), nullable=False, server_default=""))
    _on_air_by_zone()


def _on_air_by_zone() -> None:
    """The table only says what sounds at this instant, so it is made anew rather than rewritten."""
    op.drop_table("on_air")
    op.create_table(
        "on_air",
        sa.Column("station", sa.String(64), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("bulletin_id", sa.String(36), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("started", sa.BigInteger()),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.Column("heard_seconds", sa.Float(53), nullable=False),
        sa.Column("level_db", sa.Float(53)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("station", "zone", name="pk_on_air"),
    )
