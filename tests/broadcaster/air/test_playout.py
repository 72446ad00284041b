"""On air: what is due sounds once, at its second, and what a listener heard stands in the log."""

from datetime import date, timedelta
from typing import Any

import pytest

from broadcaster.airing import Outcome, PlayLogEntry, Reason
from broadcaster.errors import StoreBusy
from broadcaster.planning import BETWEEN
from broadcaster.speakers import LEADING_SILENCE
from tests.builders import MONDAY, at, policy, sha, station
from tests.ward import Ward

NEAR = timedelta(milliseconds=1)


def test_an_approved_bulletin_sounds_at_the_second_of_its_slot_and_is_logged(ward: Ward) -> None:
    bulletin = ward.ready()
    ward.until(at("06:50"))
    (sound,) = ward.speakers.sounds
    assert abs(sound.since + LEADING_SILENCE - at("06:30")) < NEAR
    (entry,) = ward.log()
    assert entry.outcome is Outcome.COMPLETE and entry.reason is Reason.NONE
    assert (entry.planned, entry.started) == (at("06:30"), at("06:30"))
    assert entry.heard == entry.wanted == timedelta(seconds=60)
    assert (entry.author_name, entry.approver_name, entry.operator_name) == (
        "Nguyễn Thị Lan",
        "Trần Văn Minh",
        "Lê Thanh Tùng",
    )
    assert entry.bulletin == bulletin.id and entry.sha256 == sha(bulletin)


def test_two_bulletins_follow_one_another_and_never_overlap(ward: Ward) -> None:
    ward.ready("a")
    ward.ready("b")
    ward.until(at("06:50"))
    first, second = ward.speakers.sounds
    assert BETWEEN - NEAR <= second.since + LEADING_SILENCE - first.until <= BETWEEN + timedelta(seconds=2)
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE] * 2


def test_it_sounds_each_morning_once(ward: Ward) -> None:
    ward.ready()
    ward.until(at("06:50", date(2026, 11, 24)))
    assert [entry.occurrence for entry in ward.log()] == ["2026-11-23/morning", "2026-11-24/morning"]


def test_a_daemon_started_late_begins_at_once_while_the_slot_is_open(ward: Ward) -> None:
    ward.ready()
    ward.clock.to(at("06:35"))
    ward.until(at("06:50"))
    (entry,) = ward.log()
    assert entry.started and at("06:35") <= entry.started <= at("06:35:03")
    assert entry.planned == at("06:30"), "the log shows that it was late"


def test_a_daemon_started_too_late_for_the_whole_bulletin_says_nothing(ward: Ward) -> None:
    ward.ready()
    ward.clock.to(at("06:44:30"))
    ward.until(at("06:50"))
    assert not ward.speakers.sounds


def test_a_restarted_daemon_does_not_speak_again(ward: Ward) -> None:
    ward.ready()
    ward.until(at("06:32"))
    ward.until(at("06:50"), ward.playout())
    assert len(ward.speakers.sounds) == 1


def test_an_airing_that_another_daemon_has_begun_is_not_played(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    ward.ready()
    real = ward.store.begin_airing
    monkeypatch.setattr(ward.store, "begin_airing", lambda airing: real(airing) and real(airing))
    ward.clock.to(at("06:29:55"))
    ward.playout().turn()
    assert not ward.speakers.sounds


def test_an_approval_given_while_the_slot_is_open_needs_no_message(ward: Ward) -> None:
    ward.clock.to(at("06:33"))
    ward.until(at("06:33:20"))
    ward.ready()
    ward.until(at("06:50"))
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE]


def test_the_outcome_is_kept_while_the_database_is_locked(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    ward.ready()
    real, refused = ward.store.end_airing, [3]

    def locked(*args: Any, **kwargs: Any) -> PlayLogEntry:
        if refused[0]:
            refused[0] -= 1
            raise StoreBusy("locked")
        return real(*args, **kwargs)

    monkeypatch.setattr(ward.store, "end_airing", locked)
    ward.until(at("06:50"))
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE]


def test_the_desk_is_shown_what_sounds_and_then_that_nothing_does(ward: Ward) -> None:
    one = ward.ready()
    seen = []
    ward.during[30.0] = lambda: seen.append(ward.store.on_air())
    ward.until(at("06:50"))
    assert (seen[0][0].title, seen[0][0].state, seen[0][0].bulletin_id) == (one.script.title, "sounding", one.id)
    assert seen[0][0].heard_seconds == pytest.approx(30, abs=2)
    assert ward.store.on_air() == []


def test_a_closing_daemon_ends_the_sound_and_says_that_the_station_ended(ward: Ward) -> None:
    ward.ready()
    playout = ward.playout()

    def close() -> None:
        playout.closing = True

    ward.during[10.0] = close
    ward.clock.to(at("06:29:55"))
    playout.turn()
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason) == (Outcome.PARTIAL, Reason.STATION_OFF)
    assert entry.heard < timedelta(seconds=12)


def test_the_alarm_knows_the_next_slot_over_a_weekend(ward: Ward) -> None:
    assert ward.playout().next_start(at("18:00", date(2026, 11, 27))) == at("06:30", date(2026, 11, 30))
    everyday = station(policy=policy(weekdays=frozenset()))
    ward.station = everyday
    assert ward.playout().next_start(at("18:00", MONDAY)) is None
