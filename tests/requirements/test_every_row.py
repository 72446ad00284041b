"""The list of requirements is whole: no row of it is without a test."""

import re
import tomllib
from pathlib import Path

from tests.web.cast import ROOT


def test_every_row_has_its_test() -> None:
    rows = "\n".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    named = {int(number) for number in re.findall(r"def test_r(\d+)_", rows)}
    assert named == set(range(1, 23))
    assert tomllib.loads((ROOT / "config" / "station.toml").read_text("utf-8"))["quota"]["plays"] == 2
