"""What the air keeps in mind of the database: as long as it may be needed, and not for weeks."""

from datetime import timedelta

import pytest

from broadcaster.air.recall import Recall
from broadcaster.errors import StoreBusy
from broadcaster.store import Store
from tests.broadcaster.air.locking import shut
from tests.builders import MONDAY, at
from tests.ward import open_ward

HOUR = timedelta(hours=1)


@pytest.fixture
def ward(tmp_path):
    return open_ward(tmp_path)


@pytest.fixture
def recall(ward, tmp_path) -> Recall:
    return Recall(Store(f"sqlite:///{tmp_path / 'station.db'}", ward.station.id), ward.clock)


def an_hour_on_air(recall: Recall, ward) -> None:
    """What a daemon asks again and again, while things are written."""
    ward.clock.wait(HOUR)
    ward.store.beat("daemon", 1, ward.clock.now(), {})
    recall.newest_moment()


def test_what_nobody_asks_for_any_more_is_let_go_after_a_day(recall, ward, tmp_path):
    recall.bulletin(ward.ready().id)
    recall.placements(MONDAY, MONDAY)
    for _ in range(29):
        an_hour_on_air(recall, ward)
    recall.store.close()
    with shut(tmp_path / "station.db"), pytest.raises(StoreBusy):
        recall.placements(MONDAY, MONDAY)


def test_in_the_evening_what_was_asked_in_the_morning_is_known_though_nothing_can_be_read(recall, ward, tmp_path):
    ward.ready()
    known = recall.placements(MONDAY, MONDAY)
    for _ in range(12):
        an_hour_on_air(recall, ward)
    recall.store.close()
    with shut(tmp_path / "station.db"):
        assert recall.placements(MONDAY, MONDAY) == known


def test_while_nothing_can_be_read_nothing_is_let_go_however_long_that_lasts(recall, ward, tmp_path):
    ward.ready()
    known, newest = recall.placements(MONDAY, MONDAY), recall.newest_moment()
    recall.store.close()
    with shut(tmp_path / "station.db"):
        for _ in range(72):
            ward.clock.wait(HOUR)
            assert recall.newest_moment() == newest
        assert ward.clock.now() > at("06:00") + 70 * HOUR
        assert recall.placements(MONDAY, MONDAY) == known


def test_what_two_answers_say_alike_is_kept_in_mind_once(recall, ward):
    ward.ready()
    (today,), (both,) = recall.placements(MONDAY, MONDAY), recall.placements(MONDAY, MONDAY + timedelta(days=1))
    assert today is both
    ward.store.skip_day(today.id, MONDAY + timedelta(days=1), ward.tung, ward.clock.now())
    (changed,) = recall.placements(MONDAY, MONDAY)
    assert changed.skipped and not today.skipped
