"""Builders that say only what matters, and the fixed cast: Lan writes, Minh approves, Tùng minds the machine."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from broadcaster.airing import Outcome, PlayLogEntry, Reason, chain_hash
from broadcaster.bulletin import (
    Bulletin,
    Decision,
    Kind,
    Priority,
    Rendition,
    Script,
    Source,
    Status,
    Topic,
    Verdict,
)
from broadcaster.people import Person, Role
from broadcaster.placement import Placement
from broadcaster.station import Occurrence, Policy, Slot, Station, Window, Zone

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = date(2026, 11, 23)
BEFORE = datetime(2026, 11, 20, 9, 0, tzinfo=HANOI)


def person(username: str, *roles: Role) -> Person:
    names = {"lan": "Nguyễn Thị Lan", "minh": "Trần Văn Minh", "tung": "Lê Thanh Tùng"}
    return Person(uuid.uuid5(uuid.NAMESPACE_DNS, username), username, names.get(username, username), frozenset(roles))


LAN = person("lan", Role.AUTHOR)
MINH = person("minh", Role.APPROVER)
TUNG = person("tung", Role.OPERATOR)


def at(clock: str, day: date = MONDAY) -> datetime:
    """A local moment: at("06:30") on the Monday of the tests."""
    return datetime.combine(day, time.fromisoformat(clock), HANOI)


def policy(**changes: Any) -> Policy:
    usual: dict[str, Any] = {
        "id": "urban",
        "name": "Mặc định an toàn",
        "citation": "",
        "weekdays": frozenset(range(5)),
        "windows": (Window(time(6), time(8)), Window(time(16, 30), time(19))),
        "sessions_per_day": 2,
        "session": timedelta(minutes=15),
    }
    return Policy(**(usual | changes))


def station(**changes: Any) -> Station:
    usual: dict[str, Any] = {
        "id": "hoa-mau",
        "name": "Đài truyền thanh phường Hòa Mẫu",
        "ward": "phường Hòa Mẫu",
        "timezone": HANOI,
        "zones": (Zone("all", "Toàn phường"),),
        "slots": (
            Slot("morning", "Buổi sáng", time(6, 30), timedelta(minutes=15), ("all",)),
            Slot("evening", "Buổi chiều tối", time(17, 15), timedelta(minutes=15), ("all",)),
        ),
        "policy": policy(),
        "hotline": "Công an phường",
    }
    return Station(**(usual | changes))


def occurrence(slot: str = "morning", day: date = MONDAY, of: Station | None = None) -> Occurrence:
    found = (of or station()).occurrence(f"{day}/{slot}")
    assert found is not None
    return found


def script(title: str = "Giả danh công an", **changes: Any) -> Script:
    usual: dict[str, Any] = {
        "kind": Kind.NEWS,
        "topic": Topic.T01,
        "priority": Priority.NORMAL,
        "source": Source(),
        "text": "Kính thưa bà con. Hãy cảnh giác.",
    }
    return Script(title=title, **(usual | changes))


def rendition(seconds: float = 90, sha256: str = "a" * 64, path: Path = Path("a.wav")) -> Rendition:
    return Rendition("key", sha256, path, timedelta(seconds=seconds), "espeak/vi", -14.0, -2.0)


def bulletin(title: str = "Giả danh công an", seconds: float = 90, **changes: Any) -> Bulletin:
    """An approved bulletin, unless `status` says otherwise."""
    sha = uuid.uuid5(uuid.NAMESPACE_URL, title).hex * 2
    script_changes = {key: changes.pop(key) for key in ("priority", "topic", "kind", "text") if key in changes}
    usual: dict[str, Any] = {
        "id": uuid.uuid5(uuid.NAMESPACE_OID, title),
        "station": "hoa-mau",
        "script": script(title, **script_changes),
        "status": Status.APPROVED,
        "version": 1,
        "author": LAN.id,
        "author_name": LAN.name,
        "created": BEFORE,
        "updated": BEFORE,
        "rendition": rendition(seconds, sha),
        "decision": Decision(Verdict.APPROVED, sha, MINH.id, MINH.name, BEFORE),
    }
    return Bulletin(**(usual | changes))


def placement(of: Bulletin, slot: str = "morning", **changes: Any) -> Placement:
    usual: dict[str, Any] = {
        "id": uuid.uuid5(of.id, slot),
        "station": of.station,
        "bulletin": of.id,
        "slot": slot,
        "first": MONDAY,
        "last": None,
        "weekdays": frozenset(),
        "position": 0,
        "by": TUNG.id,
        "by_name": TUNG.name,
        "created": BEFORE,
    }
    return Placement(**(usual | changes))


def entry(of: Bulletin, where: Occurrence, outcome: Outcome = Outcome.COMPLETE, **changes: Any) -> PlayLogEntry:
    """A finished log entry of `of`; a complete one has been heard whole from the slot's second on."""
    assert of.rendition is not None
    length = of.rendition.duration
    silent = outcome in (Outcome.FAILED, Outcome.MISSED, Outcome.OUT_OF_HOURS)
    usual: dict[str, Any] = {
        "number": 1,
        "id": uuid.uuid4(),
        "station": of.station,
        "occurrence": where.key,
        "zone": "all",
        "bulletin": of.id,
        "attempt": 1,
        "title": of.script.title,
        "kind": of.script.kind,
        "topic": of.script.topic,
        "priority": of.script.priority,
        "planned": where.starts,
        "started": None if silent else where.starts,
        "ended": where.starts if silent else where.starts + length,
        "wanted": length,
        "heard": timedelta() if silent else length,
        "outcome": outcome,
        "reason": Reason.NONE,
        "detail": "",
        "device": "ward",
        "sha256": of.rendition.sha256,
        "author_name": LAN.name,
        "approver_name": MINH.name,
        "operator_name": TUNG.name,
        "before": "",
        "chain": "",
    }
    made = PlayLogEntry(**(usual | changes))
    return made if made.chain else _chained(made)


def sha(of: Bulletin) -> str:
    """The SHA-256 of its sound, which must be there."""
    assert of.rendition is not None
    return of.rendition.sha256


def _chained(made: PlayLogEntry) -> PlayLogEntry:
    from dataclasses import replace

    return replace(made, chain=chain_hash(made))


NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
