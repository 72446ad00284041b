"""A store in an empty database: always SQLite, and PostgreSQL too where a server is named."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from broadcaster.store import Store, open_store

STATION = "hoa-mau"
POSTGRES = os.environ.get("BROADCASTER_TEST_POSTGRES", "")
collect_ignore = [] if POSTGRES else ["test_server.py"]
SERVERS = [pytest.param("postgres", marks=pytest.mark.postgres)] if POSTGRES else []


@pytest.fixture(params=["sqlite", *SERVERS])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/station.db"
    engine = create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return POSTGRES


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """The memory of the station of the tests."""
    opened = open_store(url, STATION)
    yield opened
    opened.close()
