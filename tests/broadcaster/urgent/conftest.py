"""A station's office in an empty database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from broadcaster.store import open_store
from tests.broadcaster.urgent.office import NAMES, NOON, Office
from tests.people import hired


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A station in which everybody of the cast has an account."""
    opened = open_store(f"sqlite:///{tmp_path}/station.db", "hoa-mau")
    yield Office(opened, hired(opened, NOON, NAMES), tmp_path)
    opened.close()
