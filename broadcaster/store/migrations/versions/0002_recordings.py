"""Recordings and chimes the station keeps."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """A bulletin may be a recording; recordings are brought and taken in; the station chooses its chimes."""
    for table in ("bulletin", "revision"):
        op.add_column(table, sa.Column("recording", sa.String(64), nullable=False, server_default=""))
        op.add_column(table, sa.Column("chimes", sa.Boolean(), nullable=False, server_default=sa.true()))
    _recordings()
    _choices()


def _some(kind: sa.types.TypeEngine[Any], *names: str, null: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=null) for name in names]


def _recordings() -> None:
    op.create_table(
        "recording",
        *_some(sa.String(36), "id", "by"),
        *_some(sa.String(64), "station", "sha256", "original"),
        *_some(sa.String(16), "purpose", "state", "step", "level", "kind"),
        *_some(sa.String(32), "refusal"),
        *_some(sa.Text(), "name", "given", "by_name", "folded", "error", "worker", "wave", "marks"),
        *_some(sa.BigInteger(), "size", "created", "updated", "duration"),
        *_some(sa.Float(53), "lufs", "peak"),
        *_some(sa.Integer(), "done", "tries"),
        sa.PrimaryKeyConstraint("id", name="pk_recording"),
    )
    op.create_index("ix_recording_station_state", "recording", ["station", "state"])
    op.create_index("ix_recording_station_sha256", "recording", ["station", "sha256"])


def _choices() -> None:
    op.create_table(
        "station_choice",
        *_some(sa.String(64), "station", "name"),
        *_some(sa.Text(), "value", "by_name"),
        *_some(sa.BigInteger(), "at"),
        sa.PrimaryKeyConstraint("station", "name", name="pk_station_choice"),
    )
