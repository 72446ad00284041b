"""A daemon's log book over a ward's database, and what is written into it."""

from pathlib import Path
from typing import Any

from broadcaster.air.ledger import ON_AIR, Ledger
from broadcaster.airing import Airing, Outcome, Reason
from broadcaster.clock import Clock
from broadcaster.store import Store
from tests.broadcaster.store.steps import MINUTE
from tests.builders import station


def a_ledger(folder: Path, clock: Clock) -> Ledger:
    """A daemon's, over the database of the ward in this folder."""
    return Ledger(Store(f"sqlite:///{folder / 'station.db'}", station().id, ON_AIR), folder / "ledger", clock)


def end(ledger: Ledger, airing: Airing, outcome: Outcome = Outcome.COMPLETE) -> None:
    """It was heard for a minute from its second on."""
    ledger.end_airing(
        airing.id,
        started=airing.planned,
        ended=airing.planned + MINUTE,
        heard=MINUTE,
        outcome=outcome,
        reason=Reason.NONE,
        detail="",
        device="ward",
    )


def silent(airing: Airing) -> dict[str, Any]:
    """What is logged of it when the station was off."""
    names = ("title", "kind", "topic", "priority", "planned", "wanted", "sha256")
    people = ("author_name", "approver_name", "operator_name")
    said = {name: getattr(airing, name) for name in (*names, *people)}
    end = {"outcome": Outcome.MISSED, "reason": Reason.STATION_OFF, "detail": "", "at": airing.planned}
    return {"key": airing.key} | said | end
