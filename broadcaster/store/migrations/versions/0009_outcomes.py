"""The log is filtered by outcome without walking through the years: a few failures among a hundred thousand entries."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """One more way into the log; nothing in it changes."""
    columns = ["station", "outcome", "planned", "number"]
    op.create_index("ix_play_log_station_outcome_planned_number", "play_log", columns)
