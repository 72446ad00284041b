"""Rows of the newsroom read as the trade's values: scripts, sounds, decisions, bulletins."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Select, and_, select

from broadcaster.bulletin import (
    Bulletin,
    Decision,
    Kind,
    Mark,
    Priority,
    Rendition,
    Script,
    Source,
    Status,
    Topic,
    Verdict,
)
from broadcaster.store.columns import clean, to_milliseconds
from broadcaster.store.searching import fold
from broadcaster.store.tables import bulletin, decision, rendition


def script_columns(script: Script) -> dict[str, Any]:
    """A script as the columns it lies in."""
    return {
        "title": script.title,
        "kind": script.kind.value,
        "topic": script.topic.value,
        "priority": script.priority.value,
        "source_number": script.source.number,
        "source_issued": script.source.issued,
        "source_issuer": script.source.issuer,
        "source_title": script.source.title,
        "text": script.text,
        "voice": script.voice,
        "recording": script.recording,
        "chimes": script.chimes,
        "relay": script.relay,
        "relay_minutes": script.relay_minutes,
    }


def folded(script: Script) -> str:
    """What a search looks through."""
    return fold(clean(f"{script.title}\n{script.source.number}\n{script.text}"))


def script_of(row: Row[Any]) -> Script:
    """The script in a row of bulletins or revisions."""
    source = Source(row.source_number, row.source_issued, row.source_issuer, row.source_title)
    told = (row.title, Kind(row.kind), Topic(row.topic), Priority(row.priority), source, row.text, row.voice)
    relayed = {"relay": row.relay, "relay_minutes": row.relay_minutes}
    return Script(*told, recording=row.recording, chimes=row.chimes, **relayed)


def rendition_columns(sound: Rendition) -> dict[str, Any]:
    """A rendition as columns; its marks as one line of JSON."""
    marks = [[to_milliseconds(mark.begin), to_milliseconds(mark.end), mark.text] for mark in sound.marks]
    return {
        "sha256": sound.sha256,
        "key": sound.key,
        "path": str(sound.path),
        "duration": sound.duration,
        "voice": sound.voice,
        "lufs": sound.lufs,
        "peak": sound.peak,
        "fallback": sound.fallback,
        "why": sound.why,
        "marks": json.dumps(marks, ensure_ascii=False),
    }


_SOUND = [column.label(f"sound_{column.name}") for column in rendition.c]
_VERDICT = [
    column.label(f"decision_{column.name}")
    for column in decision.c
    if column.name in ("verdict", "sha256", "by", "by_name", "at", "reason", "urgent")
]


def sounds() -> Select[Any]:
    """Renditions, in the column names that rendition_of reads."""
    return select(*_SOUND)


def bulletins(station: str) -> Select[Any]:
    """The station's bulletins, each with its newest sound and the decision that stands."""
    joined = bulletin.outerjoin(
        rendition, and_(rendition.c.station == bulletin.c.station, rendition.c.sha256 == bulletin.c.rendition)
    ).outerjoin(decision, decision.c.id == bulletin.c.decision)
    return select(bulletin, *_SOUND, *_VERDICT).select_from(joined).where(bulletin.c.station == station)


def rendition_of(row: Row[Any]) -> Rendition | None:
    """The sound in a row, if there is one."""
    if row.sound_sha256 is None:
        return None
    return Rendition(
        key=row.sound_key,
        sha256=row.sound_sha256,
        path=Path(row.sound_path),
        duration=row.sound_duration,
        voice=row.sound_voice,
        lufs=row.sound_lufs,
        peak=row.sound_peak,
        fallback=row.sound_fallback,
        why=row.sound_why,
        marks=tuple(
            Mark(timedelta(milliseconds=begin), timedelta(milliseconds=end), text)
            for begin, end, text in json.loads(row.sound_marks)
        ),
    )


def decision_of(row: Row[Any]) -> Decision | None:
    """The decision in a row, if one stands."""
    if row.decision_verdict is None:
        return None
    return Decision(
        Verdict(row.decision_verdict),
        row.decision_sha256,
        row.decision_by,
        row.decision_by_name,
        row.decision_at,
        row.decision_reason,
        row.decision_urgent,
    )


def bulletin_of(row: Row[Any]) -> Bulletin:
    """A bulletin with everything that belongs to it."""
    return Bulletin(
        id=row.id,
        station=row.station,
        script=script_of(row),
        status=Status(row.status),
        version=row.version,
        author=row.author,
        author_name=row.author_name,
        created=row.created,
        updated=row.updated,
        rendition=rendition_of(row),
        decision=decision_of(row),
        template=row.template,
    )
