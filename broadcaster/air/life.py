"""The daemon's life on a real computer: one at a time, with the computer's clock and loudspeakers, until a signal."""

import signal

from broadcaster.air.ballast import Ballast
from broadcaster.air.daemon import Daemon
from broadcaster.air.instance import only_instance
from broadcaster.air.ledger import ON_AIR
from broadcaster.settings import Settings
from broadcaster.store import Store


def main(settings: Settings) -> None:
    """Run the daemon until SIGTERM or SIGINT. AlreadyRunning, before anything is opened, when another plays."""
    with only_instance(settings.data / "daemon.lock"):
        _run(settings)


def _run(settings: Settings) -> None:
    """With the computer's own clock and loudspeakers."""
    from broadcaster import lifeline, thrift
    from broadcaster.clock import SystemClock
    from broadcaster.speakers import open_speakers
    from broadcaster.store import open_store

    clock = SystemClock()
    Ballast(settings.data).make_room_to_start()
    open_store(settings.database, settings.station.id).close()  # brought up to date with patience; then with little
    store = Store(settings.database, settings.station.id, ON_AIR)
    out = settings.output
    speakers = {zone.id: open_speakers(out.module, out.ear, out.device_volume) for zone in settings.station.zones}
    daemon = Daemon(settings, store, speakers, clock)
    lifeline.keep_pulsing(daemon.upkeep.healthy)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: daemon.end())
    thrift.settle_down()
    try:
        daemon.run()
    finally:
        for one in speakers.values():
            one.close()
        store.close()
