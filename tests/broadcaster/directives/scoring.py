"""A document with its expected findings: what the file leaves out is expected to be unsaid."""

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("documents")
TEXTS = sorted(FOLDER.glob("*.txt"))
_DUTY = {"plays": None, "minutes": None, "per": None, "parts_of_day": [], "times": [], "max_minutes": None}
_DUTY |= {"increase": False}
_REPEATED = {"weekday": None, "by_day": None, "by_month": None, "by_time": None, "addressee": None}
_REPEATED |= {"from": None, "to": None}
_ONCE = {"by_time": None, "addressee": None}
_WHERE = ("quote", "place", "rule")


@dataclass(frozen=True)
class Wrong:
    what: str
    found: object
    wanted: object


def wanted(text: Path) -> dict[str, object]:
    return json.loads(text.with_suffix(".json").read_text(encoding="utf-8"))


def faults(found: dict[str, object], want: dict[str, object]) -> list[Wrong]:
    """Everything in which a reading differs from what was expected."""
    pairs = [(key, found[key], want[key]) for key in ("number", "date", "issuer", "title", "period", "topics")]
    pairs.append(("loudspeaker", *([_duty(one) for one in side["loudspeaker"]] for side in (found, want))))
    pairs.append(("reports", *([_report(one) for one in side["reports"]] for side in (found, want))))
    return [Wrong(*pair) for pair in pairs if pair[1] != pair[2]]


def _duty(duty: dict[str, object]) -> dict[str, object]:
    return {**_DUTY, **{key: value for key, value in duty.items() if key not in _WHERE}}


def _report(report: dict[str, object]) -> dict[str, object]:
    blank = _ONCE if "once" in report else _REPEATED
    return {**blank, **{key: value for key, value in report.items() if key not in _WHERE}}
