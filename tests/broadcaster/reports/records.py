"""A store with a log to report on: a fortnight of two slots a day, with things that went wrong."""

from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_DNS, uuid5

from broadcaster.airing import AiringKey, Outcome, Reason
from broadcaster.bulletin import Topic
from broadcaster.store import Store, open_store
from tests.builders import HANOI, station

STATION = station()
LENGTH = timedelta(seconds=90)


def open_log(folder: Path) -> Store:
    return open_store(f"sqlite:///{folder / 'log.db'}", STATION.id)


def heard(
    store: Store,
    occurrence: str,
    moment: datetime,
    outcome: Outcome = Outcome.COMPLETE,
    reason: Reason = Reason.NONE,
    *,
    seconds: float = 90,
    title: str = "Năm không, hai phải",
    attempt: int = 1,
    zone: str = "",
    priority: str = "normal",
    topic: str = Topic.T13,
    kind: str = "article",
) -> None:
    """One finished entry, as playout writes it."""
    zone = zone or STATION.zones[0].id
    key = AiringKey(STATION.id, occurrence, uuid5(NAMESPACE_DNS, title), attempt, zone)
    said = {"title": title, "kind": kind, "topic": topic, "priority": priority, "planned": moment, "sha256": "ab" * 32}
    names = {"author_name": "Lan", "approver_name": "Minh", "operator_name": "Tùng"}
    if not seconds:
        silent = {"wanted": LENGTH, "outcome": outcome, "reason": reason, "detail": "", "at": moment}
        store.log_unplayed(key, **said, **names, **silent)
        return
    from broadcaster.airing import Airing

    airing = Airing(uuid5(NAMESPACE_DNS, f"{key}"), key=key, begun=moment, wanted=LENGTH, **said, **names)
    assert store.begin_airing(airing)
    ended, length = moment + timedelta(seconds=seconds), timedelta(seconds=seconds)
    store.end_airing(
        airing.id, started=moment, ended=ended, heard=length, outcome=outcome, reason=reason, detail="", device="ward"
    )


def slot(day: date, name: str) -> tuple[str, datetime]:
    """An occurrence's key and its first second."""
    found = STATION.slot(name)
    assert found is not None
    return f"{day.isoformat()}/{name}", datetime.combine(day, found.start, HANOI)
