"""Rows of brought sounds read as the trade's values, and back."""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import Row

from broadcaster.recording import Brought, Intake, Level, Purpose, Refusal, Taken
from broadcaster.store.columns import MILLISECOND, to_milliseconds

UNTAKEN = {
    "done": 0, "tries": 0, "step": "", "worker": "", "refusal": "", "error": "", "sha256": "", "original": "",
    "kind": "", "duration": timedelta(), "lufs": 0.0, "peak": 0.0, "level": "", "wave": "[]", "marks": "[]",
}  # fmt: skip
"""What a row holds while nothing is known of its sound."""


def taken_columns(taken: Taken) -> dict[str, Any]:
    """What is known of a sound that was taken in, as columns."""
    return {
        "sha256": taken.sha256,
        "original": taken.original,
        "kind": taken.kind,
        "duration": taken.duration,
        "lufs": taken.lufs,
        "peak": taken.peak,
        "level": taken.level.value,
        "wave": json.dumps(taken.wave),
        "marks": json.dumps([[to_milliseconds(begin), to_milliseconds(end)] for begin, end in taken.marks]),
    }


def brought_of(row: Row[Any]) -> Brought:
    """The sound in a row."""
    taken = None
    if row.sha256:
        marks = tuple((begin * MILLISECOND, end * MILLISECOND) for begin, end in json.loads(row.marks))
        facts = (row.sha256, row.original, row.kind, row.duration, row.lufs, row.peak, Level(row.level))
        taken = Taken(*facts, tuple(json.loads(row.wave)), marks)
    return Brought(
        id=row.id,
        purpose=Purpose(row.purpose),
        name=row.name,
        given=row.given,
        size=row.size,
        by=row.by,
        by_name=row.by_name,
        created=row.created,
        updated=row.updated,
        state=Intake(row.state),
        step=row.step,
        done=row.done,
        tries=row.tries,
        refusal=Refusal(row.refusal) if row.refusal else None,
        error=row.error,
        taken=taken,
    )
