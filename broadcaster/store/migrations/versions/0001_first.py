"""The first tables of a station, and the walls around its log."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.String(36)
NAME = sa.String(64)
WORD = sa.String(16)
MOMENT = sa.BigInteger()
COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
APPEND_ONLY = ("airing", "play_log", "activity")


def upgrade() -> None:
    """Make everything."""
    for part in (_people, _bulletins, _decisions, _sounds, _schedule, _orders, _airings, _play_log, _state):
        part()
    refuse = _refuse_on_sqlite if op.get_bind().dialect.name == "sqlite" else _refuse_on_server
    refuse()


def _some(kind: Any, *names: str, null: bool = False) -> list[Any]:
    return [sa.Column(name, kind, nullable=null) for name in names]


def _key(table: str, *names: str) -> Any:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def _refers(table: str, column: str, other: str) -> Any:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def _unique(table: str, *names: str) -> Any:
    return sa.UniqueConstraint(*names, name=f"uq_{table}_{'_'.join(names)}")


def _index(table: str, *names: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(names)}", table, list(names))


def _script() -> list[Any]:
    texts = _some(sa.Text(), "title", "source_number", "source_issuer", "source_title", "text")
    return [*texts, *_some(WORD, "kind", "topic", "priority"), *_some(sa.Date(), "source_issued", null=True)]


def _people() -> None:
    op.create_table(
        "person",
        *_some(ID, "id"),
        *_some(NAME, "station"),
        *_some(sa.Text(), "username", "name", "roles", "password_hash"),
        *_some(sa.Boolean(), "active"),
        *_some(sa.Integer(), "session_mark"),
        *_some(MOMENT, "created"),
        _key("person", "id"),
        _unique("person", "station", "username"),
    )
    op.create_table(
        "activity",
        sa.Column("id", COUNTER, autoincrement=True, nullable=False),
        *_some(NAME, "station"),
        *_some(MOMENT, "at"),
        *_some(ID, "by", null=True),
        *_some(sa.Text(), "by_name", "object", "detail"),
        *_some(sa.String(32), "verb"),
        _key("activity", "id"),
    )
    _index("activity", "station", "id")


def _bulletins() -> None:
    op.create_table(
        "decision",
        *_some(ID, "id", "bulletin", "by"),
        *_some(NAME, "station", "sha256"),
        *_some(sa.Integer(), "version"),
        *_some(WORD, "verdict"),
        *_some(sa.Text(), "by_name", "reason", "voided_why"),
        *_some(MOMENT, "at"),
        *_some(MOMENT, "voided", null=True),
        _key("decision", "id"),
    )
    _index("decision", "bulletin")
    op.create_table(
        "bulletin",
        *_some(ID, "id", "author"),
        *_some(NAME, "station"),
        *_script(),
        *_some(sa.Text(), "folded", "origin", "author_name"),
        *_some(WORD, "status"),
        *_some(sa.Integer(), "version"),
        *_some(MOMENT, "created", "updated"),
        *_some(NAME, "rendition", null=True),
        *_some(ID, "decision", null=True),
        _key("bulletin", "id"),
        _refers("bulletin", "decision", "decision"),
    )
    _index("bulletin", "station", "status", "updated")
    _index("bulletin", "station", "updated")


def _decisions() -> None:
    op.create_table(
        "revision",
        *_some(ID, "bulletin", "by"),
        *_some(sa.Integer(), "version"),
        *_some(NAME, "station"),
        *_script(),
        *_some(sa.Text(), "by_name"),
        *_some(MOMENT, "at"),
        _key("revision", "bulletin", "version"),
        _refers("revision", "bulletin", "bulletin"),
    )
    op.create_table(
        "listened",
        *_some(ID, "bulletin", "by"),
        *_some(NAME, "sha256", "station"),
        *_some(MOMENT, "at"),
        _key("listened", "bulletin", "sha256", "by"),
        _refers("listened", "bulletin", "bulletin"),
    )


def _sounds() -> None:
    op.create_table(
        "rendition",
        *_some(NAME, "station", "sha256"),
        *_some(sa.Text(), "key", "path", "voice", "why", "marks"),
        *_some(MOMENT, "duration", "made"),
        *_some(sa.Float(53), "lufs", "peak"),
        *_some(sa.Boolean(), "fallback"),
        _key("rendition", "station", "sha256"),
    )
    op.create_table(
        "render_job",
        *_some(ID, "id", "bulletin"),
        *_some(NAME, "station"),
        *_some(sa.Integer(), "number", "version", "done", "total", "tries"),
        *_some(sa.Boolean(), "urgent"),
        *_some(WORD, "state"),
        *_some(sa.Text(), "step", "error", "worker"),
        *_some(MOMENT, "created", "updated"),
        _key("render_job", "id"),
        _refers("render_job", "bulletin", "bulletin"),
        _unique("render_job", "bulletin", "number"),
    )
    _index("render_job", "station", "state")


def _schedule() -> None:
    op.create_table(
        "placement",
        *_some(ID, "id", "bulletin", "by"),
        *_some(NAME, "station"),
        *_some(sa.Text(), "slot", "by_name", "removed_by"),
        *_some(sa.Date(), "first"),
        *_some(sa.Date(), "last", null=True),
        *_some(sa.String(32), "weekdays"),
        *_some(sa.Integer(), "position"),
        *_some(MOMENT, "created"),
        *_some(MOMENT, "removed", null=True),
        _key("placement", "id"),
        _refers("placement", "bulletin", "bulletin"),
    )
    _index("placement", "station", "removed", "first")
    op.create_table(
        "skipped_day",
        *_some(ID, "placement", "by"),
        *_some(sa.Date(), "day"),
        *_some(NAME, "station"),
        *_some(sa.Text(), "by_name"),
        *_some(MOMENT, "at"),
        _key("skipped_day", "placement", "day"),
        _refers("skipped_day", "placement", "placement"),
    )


def _orders() -> None:
    op.create_table(
        "air_order",
        *_some(ID, "id", "bulletin", "by"),
        *_some(NAME, "station"),
        *_some(sa.Boolean(), "urgent"),
        *_some(sa.Text(), "by_name"),
        *_some(MOMENT, "at", "updated"),
        *_some(WORD, "state"),
        *_some(sa.Text(), "permit_by", "permit_reason", null=True),
        _key("air_order", "id"),
        _refers("air_order", "bulletin", "bulletin"),
    )
    _index("air_order", "station", "state")
    op.create_table(
        "stop_asked",
        sa.Column("id", COUNTER, autoincrement=True, nullable=False),
        *_some(NAME, "station"),
        *_some(ID, "by"),
        *_some(sa.Text(), "by_name"),
        *_some(MOMENT, "at"),
        _key("stop_asked", "id"),
    )
    _index("stop_asked", "station", "at")
    _index("stop_asked", "station", "id")


def _what_was_said() -> list[Any]:
    return [
        *_some(ID, "id", "bulletin"),
        *_some(NAME, "station", "sha256"),
        *_some(sa.Text(), "occurrence", "zone", "title", "author_name", "approver_name", "operator_name"),
        *_some(sa.Integer(), "attempt"),
        *_some(WORD, "kind", "topic", "priority"),
        *_some(MOMENT, "planned", "wanted"),
    ]


def _airings() -> None:
    key = _unique("airing", "station", "occurrence", "bulletin", "attempt", "zone")
    op.create_table("airing", *_what_was_said(), *_some(MOMENT, "begun"), _key("airing", "id"), key)
    op.create_table(
        "open_airing",
        *_some(ID, "airing"),
        *_some(NAME, "station"),
        *_some(MOMENT, "position", "at"),
        _key("open_airing", "airing"),
        _refers("open_airing", "airing", "airing"),
    )
    _index("open_airing", "station")


def _play_log() -> None:
    op.create_table(
        "play_log",
        *_what_was_said(),
        *_some(sa.Integer(), "number"),
        *_some(MOMENT, "started", null=True),
        *_some(MOMENT, "ended", "heard"),
        *_some(WORD, "outcome"),
        *_some(sa.String(32), "reason"),
        *_some(sa.Text(), "detail", "device"),
        *_some(NAME, "before", "chain"),
        _key("play_log", "id"),
        _refers("play_log", "id", "airing"),
        _unique("play_log", "station", "number"),
    )
    _index("play_log", "station", "planned", "number")
    _index("play_log", "station", "occurrence", "number")
    _index("play_log", "station", "bulletin", "outcome", "number")


def _state() -> None:
    op.create_table(
        "beat",
        *_some(NAME, "station", "process"),
        *_some(sa.Integer(), "pid"),
        *_some(MOMENT, "at"),
        *_some(sa.Text(), "detail"),
        _key("beat", "station", "process"),
    )
    op.create_table(
        "on_air",
        *_some(NAME, "station"),
        *_some(ID, "bulletin_id"),
        *_some(sa.Text(), "title", "zone", "device"),
        *_some(MOMENT, "started", null=True),
        *_some(MOMENT, "ends", "at"),
        *_some(sa.Float(53), "heard_seconds"),
        *_some(sa.Float(53), "level_db", null=True),
        *_some(WORD, "state"),
        _key("on_air", "station"),
    )
    value = _some(sa.Text(), "value")
    op.create_table("mark", *_some(NAME, "station", "name"), *value, _key("mark", "station", "name"))
    trouble = [*_some(sa.Text(), "detail"), *_some(MOMENT, "since")]
    op.create_table("fault", *_some(NAME, "station", "code"), *trouble, _key("fault", "station", "code"))


def _refuse_on_sqlite() -> None:
    for table in APPEND_ONLY:
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
            )


def _refuse_on_server() -> None:
    op.execute(
        "CREATE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        for deed in ("UPDATE", "DELETE", "TRUNCATE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION only_grows()"
            )
