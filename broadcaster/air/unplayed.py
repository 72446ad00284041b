"""Silence is an entry too: what should have sounded and did not stands in the log with its reason."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from broadcaster.airing import AiringKey, Outcome, Reason
from broadcaster.bulletin import Bulletin, Kind, Priority, Topic
from broadcaster.placement import AirOrder

OF_THE_HOUR = (Reason.QUIET_HOURS, Reason.OUTSIDE_WINDOW, Reason.BARRED_DAY, Reason.OVER_CAP)


class Memory(Protocol):
    """Where it is entered: the store, or on air the ledger."""

    @property
    def log_unplayed(self) -> Callable[..., object]: ...


def outcome_of(reason: Reason) -> Outcome:
    """How silence is called for that reason."""
    if reason is Reason.BY_PERSON:
        return Outcome.STOPPED
    return Outcome.OUT_OF_HOURS if reason in OF_THE_HOUR else Outcome.MISSED


def log_unplayed(
    store: Memory,
    bulletin: Bulletin,
    key: AiringKey,
    planned: datetime,
    operator_name: str,
    reason: Reason,
    at: datetime,
    detail: str = "",
    *,
    priority: Priority | None = None,
) -> None:
    """Enter a bulletin that did not sound in the play log: missed, out of hours, or called off by a person."""
    rendition, decision = bulletin.rendition, bulletin.decision
    store.log_unplayed(
        key=key,
        title=bulletin.script.title,
        kind=bulletin.script.kind,
        topic=bulletin.script.topic,
        priority=priority or bulletin.script.priority,
        planned=planned,
        wanted=rendition.duration if rendition else timedelta(),
        sha256=rendition.sha256 if rendition else "",
        author_name=bulletin.author_name,
        approver_name=decision.by_name if decision else "",
        operator_name=operator_name,
        outcome=outcome_of(reason),
        reason=reason,
        detail=detail,
        at=at,
    )


def log_unreadable(store: Memory, order: AirOrder, zone: str, at: datetime) -> None:
    """Enter an order whose bulletin nobody can read any more: who ordered it, and that it failed."""
    store.log_unplayed(
        key=AiringKey(order.station, order.occurrence_key, order.bulletin, 1, zone),
        title="",
        kind=Kind.NEWS,
        topic=Topic.OTHER,
        priority=Priority.URGENT if order.urgent else Priority.NORMAL,
        planned=order.at,
        wanted=timedelta(),
        sha256="",
        author_name="",
        approver_name="",
        operator_name=order.by_name,
        outcome=Outcome.FAILED,
        reason=Reason.NO_SOUND_FILE,
        detail=f"bulletin {order.bulletin} cannot be read",
        at=at,
    )
