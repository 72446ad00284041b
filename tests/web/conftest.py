"""A house per test: real store, real desk, a clock that stands still."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadcaster.computer import certificate
from tests.web.cast import House, station_in


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A station with its cast, all parts alive."""
    made = House(station_in(tmp_path)).hire()
    made.alive()
    return made


@pytest.fixture
def bare(tmp_path: Path) -> House:
    """A station on its first start: nobody has an account yet."""
    return House(station_in(tmp_path))


@pytest.fixture
def secure(tmp_path: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's side, and a browser that was told to trust exactly this certificate."""
    certificate.make(tmp_path / "tls", ["127.0.0.1", "tram.local"], datetime.now(UTC))
    browser = ssl.create_default_context(cafile=str(tmp_path / "tls" / certificate.CERTIFICATE))
    return certificate.context(tmp_path / "tls"), browser
