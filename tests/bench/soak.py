"""Memory over hours: the real station with a whole day's slots in a short time, its processes weighed each minute.

python -m tests.bench.soak [--minutes 120] [--past 20000] [--keep weights.csv]

The station has a year behind it: its log holds twenty thousand entries, so that the growth of a log is not taken for
that of the station (an empty database fills the cache of each of its connections, and every page grows by each row).
Slots (forty-eight, the most a policy allows, in two hours) follow one another, two short bulletins in each; every few
minutes a new bulletin is written, rendered by the renderer that comes for it, approved and put into the slots to come;
a browser stays open on the first page and looks at the other pages; somebody signs in now and then. The slope of each
process is that of the line of least squares through its anonymous memory (what it has written itself: pages of files
are shared with whatever else runs on this PC) after the first quarter, when everything has been used at least once.
"""

import argparse
import csv
import os
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import nullcontext, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from broadcaster import bell
from broadcaster.bulletin import Bulletin, Kind, Priority, Script, Source, Topic
from broadcaster.office import newsroom
from tests.bench.past import write_log
from tests.bench.slope import slope, spread
from tests.bench.station import memory, processes
from tests.running import POLICY, STATION, Browser, RunningStation, wait_for
from tests.soundcard import running_sound_card

SLOTS = 48
"""The most sessions a day a policy may have (broadcaster/settings/station.py)."""

PACE = 150.0
"""Seconds from slot to slot at least: five bulletins fit between them, so that a short run misses nothing either."""

LASTING = ("supervisor", "desk", "daemon", "player")
"""Who is there all the time; what a play calls in (the ear, the questions to the sound server) goes again with it."""

MOST = 1.0
"""Megabytes an hour the whole station may grow by."""

WARM = 0.25
"""The part of the run that is left out of the slope: caches fill, each page is asked for once."""

DAY = timedelta(days=1)
WHOLE = "whole station"
TEXT = "Kính thưa bà con. Tin thứ {number}: hãy khóa cửa cẩn thận."
PAGES = (
    *("/", "/ban-tin", "/cho-duyet", "/lich-phat", "/nhat-ky", "/nhat-ky/hoat-dong", "/bao-cao", "/kiem-tra-may"),
    *("/tro-giup", "/van-ban", "/ban-ghi", "/cai-dat", "/tu-dien", "/khan-cap"),
)
FRAGMENTS = {"/manh/dang-phat": 2.0, "/manh/dai": 10.0, "/manh/hom-nay": 10.0}
"""What an open first page asks for, and every how many seconds."""

Weight = tuple[float, float]
"""Megabytes: PSS, and of it what is anonymous."""

Weights = dict[str, list[tuple[float, float, float]]]
"""By process: seconds since the start, and its weight."""


class BusyStation(RunningStation):
    """A station whose slots lie within the next `minutes`, by a clock on which it is morning."""

    def __init__(self, home: Path, minutes: float) -> None:
        self.minutes = minutes
        super().__init__(home)

    @property
    def pace(self) -> float:
        """Seconds from slot to slot."""
        return max(PACE, self.minutes * 60 / SLOTS)

    @property
    def slots(self) -> int:
        """How many there are, one at least."""
        return max(1, int(self.minutes * 60 / self.pace))

    def set_slot(self, ahead: timedelta) -> datetime:
        """All slots; the first begins a minute and a half from now, whatever is asked."""
        utc = datetime.now(UTC)
        zone = ZoneInfo(f"Etc/GMT{min(12, utc.hour - 2):+d}")  # early in the morning there: no midnight for hours
        first = (utc + timedelta(seconds=90)).astimezone(zone).replace(microsecond=0)
        head = STATION.format(zone=zone.key, port=self.port, start=first).partition("[[slots]]")[0]
        length = (self.pace - 5) / 60
        for number in range(self.slots):
            start = first + timedelta(seconds=round(number * self.pace))
            head += f'[[slots]]\nid = "s{number}"\nname = "Buổi {number}"\nstart = "{start:%H:%M:%S}"\n'
            head += f"minutes = {length:.3f}\n"
        head += '[policy]\nprofile = "always"\n[calendar]\npublic_holidays = false\n'
        (self.config / "station.toml").write_text(head, encoding="utf-8")
        policy = POLICY + f"sessions_per_day = {self.slots}\n"
        (self.config / "policies.toml").write_text(policy, encoding="utf-8")
        return first

    def written(self, number: int) -> Bulletin:
        """A bulletin as people make it while the station runs: written, rendered, heard, approved."""
        store, now = self.store, lambda: datetime.now(UTC)
        lan, minh = store.person_named("lan"), store.person_named("minh")
        assert lan is not None and minh is not None
        script = Script(
            f"Tin thứ {number}", Kind.NEWS, Topic.T01, Priority.NORMAL, Source(), TEXT.format(number=number)
        )
        draft = newsroom.write(store, lan, script, now())
        newsroom.submit(store, lan, draft.id, draft.version, now())
        bell.ring(self.settings.data)
        made = wait_for(lambda: store.bulletin(draft.id).rendition, 90)
        newsroom.listened(store, minh, draft.id, made.sha256, now())
        done = newsroom.approve(store, minh, draft.id, made.sha256, now())
        store.close()
        return done

    def into_slots(self, bulletin: Bulletin, numbers: Iterable[int]) -> None:
        """Put it into these slots of today."""
        store, loaded = self.store, self.settings
        lan = store.person_named("lan")
        assert lan is not None
        now = datetime.now(UTC)
        today = loaded.station.local(now).date()
        for number in numbers:
            newsroom.place(store, loaded.station, lan, bulletin.id, f"s{number}", today, today, frozenset(), now)
        store.close()


def live(station: BusyStation, began: float, done: threading.Event) -> None:
    """What people do meanwhile: a bulletin every few minutes, its slots, and looks at every page."""
    number = 2
    while not done.wait(station.pace * 4):
        reached = int((time.monotonic() - began) / station.pace)
        number += 1
        bulletin = station.written(number)
        station.into_slots(bulletin, range(reached + 2, min(station.slots, reached + 8)))


def look(browser: Browser, done: threading.Event) -> None:
    """An open first page asks for its fragments; every half minute somebody opens another page."""
    due = dict.fromkeys(FRAGMENTS, 0.0)
    pages, next_page = 0, 0.0
    while not done.wait(0.5):
        now = time.monotonic()
        for address, every in FRAGMENTS.items():
            if now >= due[address]:
                due[address] = now + every
                browser.session.get(browser.address + address, headers={"HX-Request": "true"}, timeout=10)
        if now >= next_page:
            next_page = now + 30
            browser.get(PAGES[pages % len(PAGES)])
            pages += 1
            if pages % 10 == 0:
                Browser(browser.address).sign_in("minh")


def weigh(station: RunningStation) -> dict[str, Weight]:
    """What each part's processes weigh now; who ends while looked at weighs nothing."""
    found: dict[str, Weight] = {}
    for pid, part in processes(station).items():
        with suppress(OSError, AssertionError, IndexError):
            name = (Path("/proc") / str(pid) / "comm").read_text().strip()
            key = part if part != "player" or name.startswith("python") else f"{part}: {name}"
            before = found.get(key, (0.0, 0.0))
            found[key] = before[0] + memory(pid), before[1] + anonymous(pid)
    return found


def anonymous(pid: int) -> float:
    """Megabytes it has written itself, shared ones in proportion."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(text.partition("Pss_Anon:")[2].split()[0]) / 1024


def watched(station: BusyStation, keep: Path | None) -> Weights:
    """Weigh every minute until the time is up; each weight goes to `keep` at once."""
    weights: Weights = defaultdict(list)
    began = time.monotonic()
    with keep.open("w", encoding="utf-8", newline="") if keep else nullcontext() as file:
        for minute in range(1, int(station.minutes) + 1):
            time.sleep(max(0.0, began + 60 * minute - time.monotonic()))
            now = time.monotonic() - began
            found = weigh(station)
            steady = [found[part] for part in LASTING if part in found]
            found[WHOLE] = sum(one[0] for one in steady), sum(one[1] for one in steady)
            for part, (whole, own) in found.items():
                weights[part].append((now, whole, own))
                if file is not None:
                    csv.writer(file).writerow([f"{now:.0f}", part, f"{whole:.2f}", f"{own:.2f}"])
                    file.flush()
    return weights


def told(weights: Weights, minutes: float) -> bool:
    """Print the table; whether the station as a whole grows by less than it may."""
    warm = WARM * minutes * 60
    print("| process | seen | first, MB PSS | last | most | slope, MB/h |\n|---|---:|---:|---:|---:|---:|")
    for part, points in weights.items():
        heavy = max(whole for _, whole, _ in points)
        line = f"| {part} | {len(points)} | {points[0][1]:.1f} | {points[-1][1]:.1f} | {heavy:.1f} |"
        own = _own(points, warm)
        lasts = part in LASTING or part == WHOLE
        print(line, f"{slope(own):+.2f} ± {spread(own):.2f} |" if lasts else "comes and goes |")
    own = _own(weights[WHOLE], warm)
    print(
        f"\n{slope(own):+.2f} ± {spread(own):.2f} MB/h after the first {warm / 60:.0f} of {minutes:.0f} minutes;"
        f" at most {MOST} is allowed, and in much less than two hours it cannot be told"
    )
    return slope(own) < MOST


def _own(points: list[tuple[float, float, float]], since: float) -> list[tuple[float, float]]:
    return [(at, own) for at, _, own in points if at >= since]


def main() -> int:
    """Start it, fill its slots, let it live, weigh it, tell; exit 1 when it grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--past", type=int, default=20_000, help="entries of the log before it starts")
    parser.add_argument("--keep", type=Path, help="every weight as a line: second, process, MB of PSS, of it anonymous")
    given = parser.parse_args()
    done = threading.Event()
    with tempfile.TemporaryDirectory() as home, running_sound_card() as card:
        os.environ.update(card.environ)
        station = BusyStation(Path(home), given.minutes)
        try:
            station.start()
            station.people()
            first = [station.written(number) for number in (1, 2)]
            write_log(station.store, station.settings.station, datetime.now(UTC) - DAY, given.past, first)
            for bulletin in first:
                station.into_slots(bulletin, range(station.slots))
            people = [
                threading.Thread(target=live, args=(station, time.monotonic(), done), daemon=True),
                threading.Thread(target=look, args=(station.browser().sign_in("lan"), done), daemon=True),
            ]
            for one in people:
                one.start()
            weights = watched(station, given.keep)
            done.set()
            outcomes = Counter(entry.outcome.value for entry in station.store.entries(since=datetime.now(UTC) - DAY))
        finally:
            done.set()
            station.kill()
    print(f"{sum(outcomes.values())} airings in {given.minutes:.0f} minutes: {dict(outcomes)}\n")
    fine = told(weights, given.minutes)
    return 0 if fine and outcomes["complete"] >= 0.95 * sum(outcomes.values()) > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
