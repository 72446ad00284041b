"""Documents on file, campaigns with their rotations and reports, columns."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """What the ward was told to do, and how it is carried out."""
    _directives()
    _campaigns()
    _carrying_out()
    _columns()


def _some(kind: sa.types.TypeEngine[Any], *names: str, null: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=null) for name in names]


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")


def _directives() -> None:
    op.create_table(
        "directive",
        *_some(sa.String(36), "id"),
        *_some(sa.String(64), "station", "sha256"),
        *_some(sa.String(16), "kind", "legacy"),
        *_some(sa.Text(), "name", "text", "reading", "by_name", "confirmed", "confirmed_by"),
        *_some(sa.BigInteger(), "at"),
        *_some(sa.BigInteger(), "confirmed_at", null=True),
        *_some(sa.Integer(), "version"),
        sa.PrimaryKeyConstraint("id", name="pk_directive"),
        sa.UniqueConstraint("station", "sha256", name="uq_directive_station_sha256"),
    )


def _campaigns() -> None:
    op.create_table(
        "campaign",
        *_some(sa.String(36), "id"),
        *_some(sa.String(64), "station"),
        *_some(sa.Text(), "name", "slots", "topics", "weekdays", "responsible", "closing_report_to"),
        *_some(sa.Text(), "duties", "directives"),
        *_some(sa.Text(), "by_name", "ended_by"),
        *_some(sa.Date(), "first", "last"),
        *_some(sa.Date(), "closing_report_due", null=True),
        *_some(sa.Integer(), "plays", "minutes", "stale_after", "version"),
        *_some(sa.String(16), "per"),
        *_some(sa.BigInteger(), "created"),
        *_some(sa.BigInteger(), "ended", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_campaign"),
    )
    op.create_index("ix_campaign_station_last", "campaign", ["station", "last"])


def _carrying_out() -> None:
    op.create_table(
        "rotation",
        *_some(sa.String(36), "id", "campaign"),
        *_some(sa.String(64), "station"),
        *_some(sa.Text(), "by_name", "undone_by"),
        *_some(sa.BigInteger(), "at"),
        *_some(sa.BigInteger(), "undone", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_rotation"),
        _to("rotation", "campaign", "campaign"),
    )
    op.create_index("ix_rotation_station_campaign", "rotation", ["station", "campaign"])
    op.create_table(
        "rotation_placement",
        *_some(sa.String(36), "rotation", "placement"),
        sa.PrimaryKeyConstraint("rotation", "placement", name="pk_rotation_placement"),
        _to("rotation_placement", "rotation", "rotation"),
        _to("rotation_placement", "placement", "placement"),
    )
    op.create_table(
        "report_sent",
        *_some(sa.String(36), "campaign"),
        *_some(sa.String(16), "duty"),
        *_some(sa.BigInteger(), "due", "at"),
        *_some(sa.Text(), "by_name"),
        sa.PrimaryKeyConstraint("campaign", "duty", "due", name="pk_report_sent"),
        _to("report_sent", "campaign", "campaign"),
    )


def _columns() -> None:
    op.create_table(
        "programme_column",
        *_some(sa.String(36), "id"),
        *_some(sa.String(64), "station"),
        *_some(sa.Text(), "name", "slot", "opening", "by_name", "removed_by"),
        *_some(sa.Integer(), "weekday"),
        *_some(sa.String(16), "topic"),
        *_some(sa.Date(), "first"),
        *_some(sa.Date(), "last", null=True),
        *_some(sa.BigInteger(), "created"),
        *_some(sa.BigInteger(), "removed", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_programme_column"),
    )
