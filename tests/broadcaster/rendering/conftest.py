"""Somebody who takes in what Lan brings."""

from collections.abc import Iterator

import pytest

from broadcaster.clock import SystemClock
from broadcaster.people import Person
from broadcaster.rendering.intake import Intake as IntakeDesk
from broadcaster.settings import Settings
from broadcaster.store import Store
from tests.broadcaster.rendering.bringing import Desk


@pytest.fixture
def intake(ward: Settings, store: Store) -> Iterator[IntakeDesk]:
    """The renderer's part that takes in recordings; its processes end with the test."""
    made = IntakeDesk(ward, store, SystemClock())
    yield made
    made.close()


@pytest.fixture
def desk(ward: Settings, store: Store, lan: Person, intake: IntakeDesk) -> Desk:
    """Lan, who brings something."""
    return Desk(ward, store, lan, intake)
