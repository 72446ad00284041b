"""Reports, the log book and the check of the chain in a log of 100,000 rows: python -m tests.bench.reports"""

import argparse
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from broadcaster import reports
from broadcaster.airing import Airing, AiringKey, Outcome, Reason
from broadcaster.campaign import Obligation
from broadcaster.settings import Letterhead
from broadcaster.store import open_store
from broadcaster.store.playlog import _End, _insert
from tests.builders import HANOI, station

LENGTH = timedelta(seconds=90)
QUOTA = Obligation(2, slots=frozenset({"morning", "evening"}))


def main() -> None:
    """Fill a log and time each form."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--a-day", type=int, default=60, help="entries a day; few of them spread over more years")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        here = station()
        store = open_store(f"sqlite:///{Path(folder, 'log.db')}", here.id)
        last = _fill(store, given.rows, given.a_day)
        now = datetime.combine(last + timedelta(days=1), datetime.min.time(), HANOI)
        print(f"{given.rows} rows, {given.a_day} a day\n\n| what | seconds | KB |\n|---|---|---|")
        for kind in (reports.ReportKind.MONTH, reports.ReportKind.YEAR):
            period = reports.period_of(kind, last)
            for form in reports.Form:
                begun = time.perf_counter()
                made = reports.report(store, here, QUOTA, Letterhead(), period, now)
                content = reports.written(made, form)
                print(f"| {kind} report, {form} | {time.perf_counter() - begun:.2f} | {len(content) // 1000} |")
        begun = time.perf_counter()
        content = reports.log_book(store, here, Letterhead(), reports.period_of(reports.ReportKind.WEEK, last), now)
        print(f"| log book of a week | {time.perf_counter() - begun:.2f} | {len(content) // 1000} |")
        begun = time.perf_counter()
        count, _ = store.verify()
        print(f"| chain of {count} rows checked | {time.perf_counter() - begun:.2f} | |")


def _fill(store, rows: int, a_day: int) -> date:
    """Entries in one transaction, as playout writes them; the last day."""
    first, zone = date(2021, 1, 4), "all"
    day = first
    with store._write() as connection:
        for number in range(rows):
            day = first + timedelta(days=number // a_day)
            slot = ("morning", "evening")[number % 2]
            moment = datetime.combine(day, datetime.min.time(), HANOI) + timedelta(hours=6, minutes=number % a_day)
            key = AiringKey(store.station, f"{day}/{slot}", uuid4(), 1, zone)
            airing = Airing(uuid4(), key, "Năm không, hai phải", "article", f"T{number % 18 + 1:02d}", "normal", moment,
                            moment, LENGTH, "ab" * 32, "Lan", "Minh", "Tùng")  # fmt: skip
            outcome = Outcome.MISSED if number % 50 == 0 else Outcome.COMPLETE
            reason = Reason.STATION_OFF if number % 50 == 0 else Reason.NONE
            heard = timedelta() if number % 50 == 0 else LENGTH
            _insert(connection, airing)
            end = _End(moment if heard else None, moment + heard, heard, outcome, reason, "", "ward")
            store._append(connection, airing, end)
    return day


if __name__ == "__main__":
    main()
