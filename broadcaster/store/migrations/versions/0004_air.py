"""Zones side by side, urgent broadcasts that repeat."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing yet."""
