"""A ward on the air: its real memory, a clock that is told the time, loudspeakers without sound."""

from pathlib import Path

import pytest

from tests.ward import Ward, open_ward


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    """At six on Monday morning, half an hour before the slot."""
    return open_ward(tmp_path)
