"""What sounds now and what has just sounded: entries the log will hold, for whoever plans before they stand there."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from broadcaster.air.due import Due
from broadcaster.airing import AiringKey, Outcome, PlayLogEntry, Reason
from broadcaster.speakers import Played

KEPT = 400
"""Entries kept in mind; the log holds them all long before so many more have been begun."""


class Book:
    """Shared by all zones: what one has claimed, the others see before it is heard or written."""

    def __init__(self) -> None:
        self._entries: dict[AiringKey, PlayLogEntry] = {}
        self._sounding: dict[str, AiringKey] = {}
        self._lock = threading.Lock()

    def expect(self, due: Due) -> None:
        """This is about to sound, as planned, to its end."""
        entry = _expected(due)
        with self._lock:
            self._entries[due.key] = entry
            self._sounding[due.key.zone] = due.key
            while len(self._entries) > KEPT:
                del self._entries[next(iter(self._entries))]

    def close(self, key: AiringKey, played: Played) -> None:
        """So it ended; its planned start stays, the measured one is some milliseconds off."""
        with self._lock:
            entry = self._entries[key]
            started = entry.started if played.started else None
            self._entries[key] = replace(
                entry,
                started=started,
                ended=played.ended,
                heard=played.heard,
                outcome=played.outcome,
                reason=played.reason,
            )
            self._sounding.pop(key.zone, None)

    def refuse(self, key: AiringKey, outcome: Outcome, reason: Reason) -> None:
        """It did not sound after all."""
        with self._lock:
            entry = self._entries[key]
            self._entries[key] = replace(entry, started=None, heard=timedelta(), outcome=outcome, reason=reason)
            self._sounding.pop(key.zone, None)

    def forget(self, key: AiringKey) -> bool:
        """Nothing came of it, and nobody may count on it; False when it had ended already, however."""
        with self._lock:
            if self._sounding.get(key.zone) != key:
                return False
            del self._sounding[key.zone]
            self._entries.pop(key, None)
            return True

    def of(self, occurrence_key: str) -> list[PlayLogEntry]:
        """What is known here of one occurrence or order."""
        with self._lock:
            return [entry for entry in self._entries.values() if entry.occurrence == occurrence_key]

    def is_open(self, key: AiringKey) -> bool:
        """Whether exactly this is armed or sounds."""
        with self._lock:
            return self._sounding.get(key.zone) == key

    def is_sounding(self, zone: str) -> bool:
        """Whether anything is armed or sounds in that zone."""
        with self._lock:
            return zone in self._sounding

    def occupied(self, zone: str) -> str:
        """The occurrence or order of which anything is armed or sounds in that zone, "" for none."""
        with self._lock:
            key = self._sounding.get(zone)
            return key.occurrence if key else ""

    def sounding(self) -> tuple[str, ...]:
        """The zones in which anything is armed or sounds."""
        with self._lock:
            return tuple(self._sounding)

    def met(self, due_key: AiringKey) -> list[datetime]:
        """When the same item is to start, or has started, in other zones."""
        with self._lock:
            return [
                entry.started
                for key, entry in self._entries.items()
                if entry.started
                and (key.occurrence, key.bulletin) == (due_key.occurrence, due_key.bulletin)
                and key.zone != due_key.zone
            ]


def _expected(due: Due) -> PlayLogEntry:
    bulletin = due.bulletin
    return PlayLogEntry(
        number=0,
        id=uuid4(),
        station=due.key.station,
        occurrence=due.key.occurrence,
        zone=due.key.zone,
        bulletin=bulletin.id,
        attempt=due.key.attempt,
        title=bulletin.script.title,
        kind=bulletin.script.kind,
        topic=bulletin.script.topic,
        priority=due.priority,
        planned=due.planned,
        started=due.starts,
        ended=due.starts + due.length,
        wanted=due.length,
        heard=due.length,
        outcome=Outcome.COMPLETE,
        reason=Reason.NONE,
        detail="",
        device=due.device,
        sha256=bulletin.rendition.sha256 if bulletin.rendition else "",
        author_name=bulletin.author_name,
        approver_name=bulletin.decision.by_name if bulletin.decision else "",
        operator_name=due.operator_name,
        before="",
        chain="",
    )
