"""A ward ten minutes before its slot."""

from pathlib import Path

import pytest

from tests.builders import at
from tests.ward import Ward, open_ward


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    """At twenty past six on Monday morning."""
    return open_ward(tmp_path, at("06:20"))
