"""An urgent order as Minh gives it, and the daemon's thread of one zone that takes it."""

from datetime import timedelta
from typing import Any

from broadcaster.air.playout import Playout
from broadcaster.bulletin import Bulletin
from broadcaster.placement import AirOrder
from tests.builders import at
from tests.ward import Ward

SECOND = timedelta(seconds=1)
TICK = timedelta(milliseconds=500)


def run(ward: Ward, until: str, playout: Playout | None = None) -> Playout:
    """The daemon's thread of one zone: it looks every half second."""
    playout = playout or ward.playout()
    while ward.clock.now() < at(until):
        if not playout.turn():
            ward.clock.wait(TICK)
    return playout


def urgent(ward: Ward, of: Bulletin, **more: Any) -> AirOrder:
    """Minh orders it now."""
    return ward.store.order_now(of.id, True, None, ward.minh, ward.clock.now(), **more)
