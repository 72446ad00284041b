"""What the desk works out once for many: given again while it is true, and let go of as soon as it is not."""

import gc
from contextlib import closing
from datetime import timedelta
from weakref import ref

import pytest

from broadcaster.reports import Report
from broadcaster.store import Store
from tests.web.cast import House
from web.recent import MOST, lasting, recent


class Answer:
    """Something to be worked out."""


@pytest.mark.parametrize("change", ["a beat", "a second"])
def test_an_answer_is_given_again_until_something_is_written_or_a_second_has_passed(house: House, change: str) -> None:
    with house.app.app_context():
        here = house.app.extensions["desk"]
        first = recent(here, "day", Answer)
        assert recent(here, "day", Answer) is first
        assert recent(here, "week", Answer) is not first
        if change == "a beat":
            with closing(_another(house)) as daemon:
                daemon.beat("daemon", 3, house.clock.at, {})
        else:
            house.clock.at += timedelta(seconds=1)
        assert recent(here, "day", Answer) is not first


def test_nothing_that_was_true_a_moment_ago_is_kept(house: House) -> None:
    """Sixteen schedules of the week, each of another second, were kept for nobody."""
    with house.app.app_context():
        here = house.app.extensions["desk"]
        kept = [ref(recent(here, what, Answer)) for what in ("day", "week", "strip")]
        assert all(one() is not None for one in kept)
        house.clock.at += timedelta(seconds=1)
        recent(here, "day", Answer)
        gc.collect()
        assert all(one() is None for one in kept)


def test_answers_about_one_state_are_few_and_go_with_it(house: House) -> None:
    with house.app.app_context():
        here = house.app.extensions["desk"]
        made = [ref(lasting(here, ("report", month), Answer, state=1)) for month in range(MOST + 3)]
        other = lasting(here, ("looks",), Answer, state="quarter past")
        assert sum(one() is not None for one in made) == MOST
        assert lasting(here, ("report", MOST + 2), Answer, state=1) is made[-1]()
        lasting(here, ("report", 0), Answer, state=2)
        gc.collect()
        assert not any(one() for one in made)
        assert lasting(here, ("looks",), Answer, state="quarter past") is other


def test_of_many_looks_at_a_growing_log_one_report_stays_in_mind(house: House) -> None:
    """A report holds every entry of its days: nine of them kept a month of the log nine times."""
    one = house.approved()
    browser = house.signed_in("van")
    gc.collect()
    before = _reports()
    for attempt in range(1, 6):
        house.aired(one, house.clock.at - timedelta(days=1), attempt=attempt)
        assert browser.open("/bao-cao").status_code == 200
    gc.collect()
    assert _reports() - before == 1


def _reports() -> int:
    return sum(isinstance(one, Report) for one in gc.get_objects())


def _another(house: House) -> Store:
    """The daemon's own line to the same database."""
    return Store(house.settings.database, house.settings.station.id)
