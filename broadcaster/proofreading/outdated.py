"""References to what is no longer in force: a list in a file, because law changes faster than programs."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from broadcaster.errors import SettingsError
from broadcaster.proofreading.remark import CAPITAL, Concern, Remark

SHIPPED = Path(__file__).parent / "outdated.toml"


@dataclass(frozen=True, slots=True)
class Outdated:
    """What is written, since when it no longer holds, and what to write instead; `why` is shown to the officer."""

    written: re.Pattern[str]
    since: date
    why: str


def outdated_list(path: Path | None = None) -> tuple[Outdated, ...]:
    """The list of that file (None: the shipped one); SettingsError names the entry that is wrong."""
    return _read(path or SHIPPED)


def outdated(text: str, listed: Iterable[Outdated]) -> list[Remark]:
    """A remark on each place that names something of the list, the longest name first where two overlap."""
    found: list[Remark] = []
    for entry in listed:
        for match in entry.written.finditer(text):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(Remark(Concern.OUTDATED, *match.span(), match[0], entry.why))
    return found


@cache
def _read(path: Path) -> tuple[Outdated, ...]:
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["outdated"]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
        raise SettingsError([f"{path}: {error}"]) from error
    entries, faults = [], []
    for number, row in enumerate(rows, 1):
        try:
            entries.append(Outdated(_pattern(row["written"]), row["since"], row["why"]))
        except (KeyError, TypeError, re.error) as error:
            faults.append(f"{path}: entry {number}: {error!r}")
    if faults:
        raise SettingsError(faults)
    return tuple(entries)


def _pattern(written: str) -> re.Pattern[str]:
    """Case is ignored, but {Capital} stands for a capital letter and nothing else."""
    return re.compile(written.replace("{Capital}", f"(?-i:{CAPITAL})"), re.IGNORECASE)
