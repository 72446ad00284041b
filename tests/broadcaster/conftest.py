"""A ward with the shipped settings in a folder of its own, its empty memory, who works there, and a small disk."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadcaster import settings
from broadcaster.people import Person, Role
from broadcaster.settings import PROJECT, Settings
from broadcaster.store import Store, open_store
from tests.disks import small_disk

JOINED = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def ward(tmp_path: Path) -> Settings:
    """The settings as they are shipped; what the ward keeps lies in a folder of the test."""
    places = {"BROADCASTER_DATA": str(tmp_path / "var"), "BROADCASTER_AUDIO": str(tmp_path / "audio")}
    return settings.load(PROJECT / "config", places)


@pytest.fixture
def store(ward: Settings) -> Iterator[Store]:
    """The memory of that ward, closed after the test."""
    opened = open_store(ward.database, ward.station.id)
    yield opened
    opened.close()


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    with small_disk(tmp_path / "tiny", "1m") as disk:
        yield disk.folder


@pytest.fixture
def lan(store: Store) -> Person:
    """Lan writes."""
    return store.add_person("lan", "Nguyễn Thị Lan", frozenset({Role.AUTHOR}), "hash", JOINED, None)


@pytest.fixture
def minh(store: Store) -> Person:
    """Minh approves."""
    return store.add_person("minh", "Trần Văn Minh", frozenset({Role.APPROVER}), "hash", JOINED, None)


@pytest.fixture
def tung(store: Store) -> Person:
    """Tùng minds the machine."""
    return store.add_person("tung", "Lê Thanh Tùng", frozenset({Role.OPERATOR}), "hash", JOINED, None)
