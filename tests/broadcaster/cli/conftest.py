"""A ward of its own for every command."""

import shutil
from pathlib import Path

import pytest

from broadcaster.settings import PROJECT
from tests.broadcaster.cli.asking import House


@pytest.fixture
def house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> House:
    """The shipped settings in a folder of the test; Tuesday of its week is a day like others."""
    shutil.copytree(PROJECT / "config", tmp_path / "config")
    file = tmp_path / "config" / "station.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("public_holidays = true", "public_holidays = false"), "utf-8"
    )
    return House(tmp_path / "config", capsys)
