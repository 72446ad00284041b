"""Memory over days: what plays on air lives through days of forty-eight slots in virtual time, weighed each midnight.

python -m tests.bench.days [--days 10]

The soak (tests.bench.soak) puts one day's slots into two hours, and what is on air remembers a day: of the bulletins it
played, and of what the log says of them. This shows what comes after: the store, the plan, the ledger, the playout, the
settling and the lookout are the station's own; the clock and the loudspeakers are those of the tests.
"""

import argparse
import gc
import tempfile
from datetime import time, timedelta
from pathlib import Path

from broadcaster.air.lookout import Lookout
from broadcaster.air.playout import Playout
from broadcaster.air.settling import settle_slots
from broadcaster.station import Slot, Window
from tests.builders import MONDAY, at, policy, station
from tests.ward import Ward, open_ward

SLOTS = 48
"""The most sessions a day a policy may have (broadcaster/settings/station.py)."""

PACE = timedelta(minutes=1)
TURN = timedelta(seconds=5)


def main() -> None:
    """Live, and weigh at the end of each day."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=10)
    given = parser.parse_args()
    slots = tuple(
        Slot(f"s{n}", f"Buổi {n}", (at("06:30") + n * PACE).time(), PACE - TURN, ("all",)) for n in range(SLOTS)
    )
    often = policy(
        windows=(Window(time(0), time(23, 59)),),
        sessions_per_day=SLOTS,
        session=timedelta(minutes=60),
        weekdays=frozenset(range(7)),
    )
    print("| day | airings | MB of its own | more than the day before, MB |\n|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        ward = open_ward(Path(folder), at("06:20"), station(slots=slots, policy=often))
        for number in range(3):  # three bulletins of every day, and a new one every fourth slot of the first
            _placed(ward, number, range(SLOTS), given.days)
        for number in range(3, SLOTS // 4):
            _placed(ward, number, range(number * 4, min(SLOTS, number * 4 + 6)), 1)
        playout = ward.playout()
        before = _own()
        print(f"| start | 0 | {before:.2f} | |")
        for day in range(given.days):
            _live(ward, playout, day)
            gc.collect()
            now = _own()
            print(f"| {day + 1} | {ward.store.count_entries()} | {now:.2f} | {now - before:+.2f} |", flush=True)
            before = now
        ward.store.close()


def _placed(ward: Ward, number: int, slots: range, days: int) -> None:
    bulletin = ward.approved(f"Tin {number}", seconds=12)
    for slot in slots:
        ward.placed(bulletin, f"s{slot}", MONDAY, MONDAY + timedelta(days=days - 1))


def _live(ward: Ward, playout: Playout, day: int) -> None:
    """One day, from ten minutes before its first slot to the end of its last."""
    begins = at("06:30", MONDAY + timedelta(days=day))
    ward.speakers.sounds.clear()
    ward.speakers.cues.clear()
    if day:
        ward.clock.to(begins - timedelta(minutes=10))
    look = Lookout(
        ward.station, playout.ledger, ward.folder, ward.clock, ward.speakers.devices, lambda _: "",
        lambda: bool(playout.book.sounding()),
    )  # fmt: skip
    turns = 0
    while ward.clock.now() < begins + SLOTS * PACE:
        ward.until(ward.clock.now() + TURN, playout)
        ward.store.beat("daemon", 1, ward.clock.now(), {})
        turns += 1
        if turns % 4 == 0:
            settle_slots(ward.store, ward.station, ward.clock.now(), begins, [])
        look.look()
        if turns % 60 == 0:
            playout.rehearse()


def _own() -> float:
    """Megabytes this process has written itself."""
    told = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Anonymous:")) / 1024


if __name__ == "__main__":
    main()
