"""Silence is an entry too: what should have sounded and did not stands in the log with its reason."""

from datetime import datetime, timedelta

from broadcaster.airing import AiringKey, Outcome, Reason
from broadcaster.bulletin import Bulletin
from broadcaster.store import Store


def log_unplayed(
    store: Store,
    bulletin: Bulletin,
    key: AiringKey,
    planned: datetime,
    operator_name: str,
    reason: Reason,
    at: datetime,
    detail: str = "",
) -> None:
    """Enter a bulletin that did not sound in the play log: missed, out of hours, or called off by a person."""
    hours = (Reason.QUIET_HOURS, Reason.OUTSIDE_WINDOW, Reason.BARRED_DAY, Reason.OVER_CAP)
    outcome = Outcome.OUT_OF_HOURS if reason in hours else Outcome.MISSED
    if reason is Reason.BY_PERSON:
        outcome = Outcome.STOPPED
    rendition, decision = bulletin.rendition, bulletin.decision
    store.log_unplayed(
        key=key,
        title=bulletin.script.title,
        kind=bulletin.script.kind,
        topic=bulletin.script.topic,
        priority=bulletin.script.priority,
        planned=planned,
        wanted=rendition.duration if rendition else timedelta(),
        sha256=rendition.sha256 if rendition else "",
        author_name=bulletin.author_name,
        approver_name=decision.by_name if decision else "",
        operator_name=operator_name,
        outcome=outcome,
        reason=reason,
        detail=detail,
        at=at,
    )
