"""A voice of its own for a bulletin."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing yet."""
