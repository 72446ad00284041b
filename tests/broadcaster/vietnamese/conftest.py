"""What the reading tests share: the shipped dictionary, and what may stand in a spoken text."""

import pytest

from broadcaster.vietnamese import Dictionary


@pytest.fixture(scope="session")
def dictionary() -> Dictionary:
    return Dictionary.load()
