"""A fortnight's log: three things went wrong in the second week."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.store import Store
from tests.broadcaster.reports.records import heard, open_log, slot

FIRST = date(2026, 11, 9)


@pytest.fixture
def fortnight(tmp_path: Path) -> Iterator[Store]:
    """Week 46 without a fault; in week 47 a power cut, a dead sink, a stop, and an urgent broadcast said twice."""
    store = open_log(tmp_path)
    for offset in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11):
        day = FIRST + timedelta(days=offset)
        for name in ("morning", "evening"):
            key, moment = slot(day, name)
            if offset == 8 and name == "morning":
                heard(store, key, moment, Outcome.MISSED, Reason.STATION_OFF, seconds=0)
            elif offset == 9 and name == "evening":
                heard(store, key, moment, Outcome.FAILED, Reason.SILENT, seconds=0)
            elif offset == 10 and name == "morning":
                heard(store, key, moment, Outcome.STOPPED, Reason.BY_PERSON, seconds=30)
            else:
                heard(store, key, moment)
    key, moment = slot(FIRST + timedelta(days=11), "evening")
    heard(store, key, moment + timedelta(seconds=92), Outcome.CUT_IN, Reason.URGENT, seconds=40, title="Bài hai")
    for repeat in (1, 2):
        urgent = moment + timedelta(seconds=140 + 35 * repeat)
        heard(store, "order/1", urgent, seconds=90, attempt=repeat, title="Ngập", priority="urgent", topic="other")
    resumed = moment + timedelta(seconds=300)
    heard(
        store, key, resumed, Outcome.PARTIAL, Reason.NOT_ALL_HEARD, seconds=50, title="Bài hai", attempt=2, kind="news"
    )
    yield store
    store.close()
