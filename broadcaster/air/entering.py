"""How a slip becomes an entry: what was kept beside the log book is entered with the times it really had."""

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from broadcaster.air.slips import Ended, Slip, Tells
from broadcaster.airing import Airing, AiringKey, Outcome, PlayLogEntry, Reason
from broadcaster.placement import OrderState
from broadcaster.store import Store

NOT_NUMBERED = 0
"""The number of an entry that is not in the database yet."""

_ORDER = "order-"


def order_name(id: UUID) -> str:
    """The name of an order's slip."""
    return f"{_ORDER}{id}"


def order_of(name: str) -> UUID | None:
    """The order whose slip has this name, None for the slip of an airing."""
    try:
        return UUID(name.removeprefix(_ORDER)) if name.startswith(_ORDER) else None
    except ValueError:
        return None


def killed(airing: Airing, position: timedelta, now: datetime) -> Ended:
    """How an airing ended that nobody ended, because the station was killed when it had come to `position`."""
    heard = min(position, airing.wanted)
    started = max(airing.planned, airing.begun)
    return Ended(
        started=started if heard else None,
        ended=min(now, started + heard) if heard else airing.begun,
        heard=heard,
        outcome=Outcome.PARTIAL if heard else Outcome.FAILED,
        reason=Reason.KILLED,
        detail=f"{heard.total_seconds():.1f} s of {airing.wanted.total_seconds():.1f} s",
        device="",
    )


def settled(slip: Slip, now: datetime) -> Slip:
    """A slip that a former life of the station left: what was sounding then was cut.

    An order that was taken then stays taken: whoever settles what was left goes on with it, or enters that it was not
    said; its airings stand on slips of their own, or in the log.
    """
    if slip.tells is Tells.AIRING and slip.airing is not None and slip.ended is None:
        return replace(slip, ended=killed(slip.airing, slip.position, now))
    return slip


def enter(store: Store, slip: Slip) -> None:
    """Write a slip into the database; once more changes nothing. StoreBusy, or NotFound for a stray end."""
    if slip.tells is Tells.SILENCE:
        silence(store, slip)
    elif slip.tells is Tells.ORDER:
        store.take_order(slip.id, slip.at)
        if slip.state is not None and slip.state is not OrderState.TAKEN:
            store.close_order(slip.id, slip.state, slip.at)
    else:
        if slip.airing is not None:
            store.begin_airing(slip.airing)
        if slip.ended is not None:
            store.end_airing(slip.id, **words(slip.ended))
        else:
            store.progress(slip.id, slip.position, slip.at)


def silence(store: Store, slip: Slip) -> PlayLogEntry | None:
    """Enter what did not sound; None when it stands in the log already."""
    assert slip.airing is not None and slip.ended is not None  # a slip of silence is made with both
    said = {name: value for name, value in words(slip.airing).items() if name not in ("id", "begun")}
    end = slip.ended
    return store.log_unplayed(**said, outcome=end.outcome, reason=end.reason, detail=end.detail, at=end.ended)


def words(of: Airing | AiringKey | Ended) -> dict[str, Any]:
    """The fields of a value by name, as the store's verbs take them."""
    return {field.name: getattr(of, field.name) for field in fields(of)}


def as_entry(airing: Airing, ended: Ended) -> PlayLogEntry:
    """What the log will say, as far as it is known before it is entered: no number and no hash yet."""
    said = {name: value for name, value in words(airing).items() if name not in ("key", "begun")}
    return PlayLogEntry(number=NOT_NUMBERED, before="", chain="", **words(airing.key), **said, **words(ended))
