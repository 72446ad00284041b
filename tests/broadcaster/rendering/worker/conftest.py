"""A ward whose one voice is always there, and its renderer."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from broadcaster.clock import SystemClock
from broadcaster.rendering.worker import Renderer
from broadcaster.settings import Settings
from broadcaster.station import Voice
from broadcaster.store import Store


@pytest.fixture
def ward(ward: Settings) -> Settings:
    ward.data.mkdir(parents=True)
    return replace(ward, voices=(Voice("espeak", "vi"),))


@pytest.fixture
def renderer(ward: Settings, store: Store) -> Iterator[Renderer]:
    made = Renderer(ward, store, SystemClock())
    yield made
    made.close()
