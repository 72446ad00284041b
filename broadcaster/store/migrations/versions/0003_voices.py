"""A voice of its own for a bulletin, what is asked of the renderer besides bulletins, and the voices that rest."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Every script names the voice it wants; "" is the station's own order."""
    for table in ("bulletin", "revision"):
        op.add_column(table, sa.Column("voice", sa.Text(), nullable=False, server_default=""))
    _chores()
    _rests()


def _chores() -> None:
    op.create_table(
        "chore",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("station", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chore"),
    )
    op.create_index("ix_chore_station_state", "chore", ["station", "state"])
    op.create_index("ix_chore_station_kind_about", "chore", ["station", "kind", "about"])


def _rests() -> None:
    op.create_table(
        "voice_rest",
        sa.Column("station", sa.String(64), nullable=False),
        sa.Column("engine", sa.String(80), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("station", "engine", name="pk_voice_rest"),
    )
