"""Accounts show their last sign-in, a reset password is changed at the first one; a client may be a calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Two facts of an account, and what a client's token opens."""
    op.add_column("person", sa.Column("must_change", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("person", sa.Column("last_signed_in", sa.BigInteger()))
    op.add_column("api_client", sa.Column("kind", sa.String(16), nullable=False, server_default="api"))
