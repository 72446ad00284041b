"""Bringing an empty or older database up to date."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from broadcaster.errors import BroadcasterError
from broadcaster.store import migrations, open_store
from broadcaster.store.migrate import version
from broadcaster.store.tables import metadata
from broadcaster.store.tables_air import APPEND_ONLY
from tests.broadcaster.store.conftest import STATION

OPEN = """
import sys
from broadcaster.store import open_store
store = open_store(sys.argv[1], "hoa-mau")
store.set_mark(sys.argv[2], "opened")
print("alembic" in sys.modules, "sqlalchemy.orm" in sys.modules)
"""


def opener(url: str, name: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", OPEN, url, name], stdout=subprocess.PIPE, text=True)


def test_an_empty_database_is_brought_up_to_date(url: str) -> None:
    store = open_store(url, STATION)
    with store._read() as connection:
        assert version(connection) == migrations.HEAD
    store.close()


def test_the_known_head_is_the_newest_step() -> None:
    steps = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert steps.get_current_head() == migrations.HEAD


def test_the_steps_make_exactly_the_tables_the_program_uses(url: str) -> None:
    open_store(url, STATION).close()
    engine = create_engine(url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
        walls = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
        if engine.dialect.name != "sqlite":
            walls = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgname NOT LIKE '%truncate'"
        assert connection.execute(text(walls)).scalar() == 2 * len(APPEND_ONLY)
    engine.dispose()
    assert differences == []


def test_all_processes_of_a_station_may_open_it_for_the_first_time_at_once(url: str) -> None:
    openers = [opener(url, name) for name in ("desk", "daemon", "renderer", "check")]
    assert [process.wait(60) for process in openers] == [0, 0, 0, 0]
    for process in openers:
        process.communicate()
    store = open_store(url, STATION)
    assert [store.mark(name) for name in ("desk", "daemon", "renderer", "check")] == ["opened"] * 4
    store.close()


def test_opening_a_database_that_is_up_to_date_loads_no_alembic(url: str) -> None:
    open_store(url, STATION).close()
    said, _ = opener(url, "desk").communicate(timeout=60)
    assert said.split() == ["False", "False"]


def test_opening_twice_keeps_what_is_there(url: str) -> None:
    first = open_store(url, STATION)
    first.set_mark("settled_until", "today")
    first.close()
    second = open_store(url, STATION)
    assert second.mark("settled_until") == "today"
    second.close()


def test_a_database_made_by_a_later_program_is_refused_with_a_sentence(url: str) -> None:
    open_store(url, STATION).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(BroadcasterError, match="another version"):
        open_store(url, STATION)
