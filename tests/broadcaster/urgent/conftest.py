"""A station's office in an empty database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from broadcaster.store import open_store
from tests.broadcaster.urgent.office import NAMES, NOON, Office, password_hash


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A station in which everybody of the cast has an account."""
    opened = open_store(f"sqlite:///{tmp_path}/station.db", "hoa-mau")
    people = {
        username: opened.add_person(username, name, frozenset({role}), password_hash(), NOON, None)
        for username, (name, role) in NAMES.items()
    }
    yield Office(opened, people, tmp_path)
    opened.close()
