"""Builders of campaigns, and of airings as a report counts them."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Topic
from broadcaster.campaign import Campaign, Obligation
from broadcaster.reports.counting import Airing
from broadcaster.station import Station
from tests.builders import MONDAY, station

BOTH = frozenset({"morning", "evening"})


def campaign(first: date = MONDAY, last: date = MONDAY + timedelta(days=11), **changes: Any) -> Campaign:
    """Two weeks from Monday, one play in the morning and one in the evening."""
    quota = changes.pop("quota", Obligation(1, slots=BOTH))
    return Campaign(UUID(int=7), "Cao điểm", first, last, quota, **changes)


def airing(
    day: date = MONDAY, slot: str = "morning", topic: str = Topic.T01, minutes: float = 1.5, **changes: Any
) -> Airing:
    """An item of a slot that the street heard whole."""
    of: Station = station()
    where = of.occurrence(f"{day}/{slot}")
    assert where is not None
    usual: dict[str, Any] = {
        "occurrence": where.key,
        "slot": slot,
        "bulletin": UUID(int=1),
        "zones": ("all",),
        "title": "Giả danh công an",
        "kind": "news",
        "topic": topic,
        "urgent": False,
        "day": day,
        "planned": where.starts,
        "started": where.starts,
        "wanted": timedelta(minutes=minutes),
        "heard": timedelta(minutes=minutes),
        "outcome": Outcome.COMPLETE,
        "reason": Reason.NONE,
    }
    return Airing(**(usual | changes))


def moment(text: str) -> datetime:
    """moment("2026-11-23 08:00") on the station's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=station().timezone)
