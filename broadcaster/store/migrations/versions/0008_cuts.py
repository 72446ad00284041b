"""Years that the ward need not keep may go: each cut is written down, and only what a cut names may be deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

LOG = "cut.station = OLD.station AND cut.book = 'log'"
RULES = {  # put together from constants of this file alone
    "play_log": f"EXISTS (SELECT 1 FROM cut WHERE {LOG} AND OLD.number <= cut.number)",  # nosec B608
    "airing": f"EXISTS (SELECT 1 FROM cut WHERE {LOG} AND OLD.planned < cut.before)"  # nosec B608
    " AND NOT EXISTS (SELECT 1 FROM play_log WHERE play_log.id = OLD.id)"
    " AND NOT EXISTS (SELECT 1 FROM open_airing WHERE open_airing.airing = OLD.id)",
    "activity": "EXISTS (SELECT 1 FROM cut WHERE cut.station = OLD.station AND cut.book = 'activity'"
    " AND OLD.id <= cut.number)",
}
"""When a row may be deleted: the first migration refused every deletion."""


def upgrade() -> None:
    """The cuts, which only grow themselves, and walls that let through what they name."""
    op.create_table(
        "cut",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("station", sa.String(64), nullable=False),
        sa.Column("book", sa.String(16), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.String(64), nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cut"),
    )
    op.create_index("ix_cut_station", "cut", ["station", "book"])
    if op.get_bind().dialect.name == "sqlite":
        _on_sqlite()
    else:
        _on_server()


def _on_sqlite() -> None:
    for table, allowed in RULES.items():
        op.execute(f"DROP TRIGGER {table}_no_delete")
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN NOT ({allowed}) "
            f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
        )
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER cut_no_{deed.lower()} BEFORE {deed} ON cut "
            "BEGIN SELECT RAISE(ABORT, 'cut only grows'); END"
        )


def _on_server() -> None:
    for table, allowed in RULES.items():
        op.execute(f"DROP TRIGGER {table}_no_delete ON {table}")
        op.execute(
            f"CREATE FUNCTION {table}_only_cut() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {allowed} THEN RETURN OLD; END IF; RAISE EXCEPTION '{table} only grows'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_only_cut()"
        )
    for deed in ("UPDATE", "DELETE", "TRUNCATE"):
        op.execute(
            f"CREATE TRIGGER cut_no_{deed.lower()} BEFORE {deed} ON cut "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_grows()"
        )
