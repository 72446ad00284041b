"""A false alarm is corrected: its order ends for good, and neither other orders nor the programme do."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from broadcaster.air.settling import settle_open
from broadcaster.airing import Outcome, PlayLogEntry, Reason
from broadcaster.bulletin import CORRECTION, Bulletin, Priority, Verdict
from broadcaster.guard import Permit
from broadcaster.placement import AirOrder, OrderState
from tests.broadcaster.air.orders.ordering import SECOND, run, urgent
from tests.builders import at, rendition, script
from tests.ward import Ward


def way_back(ward: Ward, seconds: float = 10) -> Bulletin:
    """The approved correction, made from its template."""
    now, sha = ward.clock.now(), "c" * 64
    made = ward.store.add_bulletin(script("Đính chính", priority=Priority.URGENT), ward.lan, now, template=CORRECTION)
    ward.store.submit(made.id, made.version, ward.lan, now)
    assert ward.store.save_rendition(made.id, made.version, rendition(seconds, sha), now)
    ward.store.listened(made.id, sha, ward.minh, now)
    ward.speakers.lengths[sha] = timedelta(seconds=seconds)
    return ward.store.decide(made.id, sha, Verdict.APPROVED, ward.minh, "", now)


def correct(ward: Ward, wrong: AirOrder, correction: Bulletin, **more: Any) -> AirOrder:
    """Minh takes the order back."""
    by, now = ward.minh, ward.clock.now()
    order = AirOrder(
        uuid.uuid4(), ward.store.station, correction.id, True, by.id, by.name, now, OrderState.WAITING,
        Permit(by.name, "nhầm"), **more,
    )  # fmt: skip
    return ward.store.order_correction(order, wrong.id, by)


def of(ward: Ward, title: str) -> list[PlayLogEntry]:
    return [entry for entry in ward.log() if entry.title == title]


def test_the_order_of_somebody_else_is_said_in_full_after_the_correction(ward: Ward) -> None:
    alarm, fire, correction = ward.approved("Báo nhầm", 30), ward.approved("Cháy thật", 30), way_back(ward)
    given = ward.clock.now()
    wrong = urgent(ward, alarm, repeats=3)
    ward.clock.at(given + 10 * SECOND, lambda: urgent(ward, fire))
    ward.clock.at(given + 20 * SECOND, lambda: correct(ward, wrong, correction, repeats=2))
    run(ward, "06:24")
    assert [(entry.title, entry.outcome, entry.reason) for entry in ward.log()] == [
        ("Báo nhầm", Outcome.STOPPED, Reason.BY_PERSON),
        ("Đính chính", Outcome.COMPLETE, Reason.NONE),
        ("Đính chính", Outcome.COMPLETE, Reason.NONE),
        ("Cháy thật", Outcome.COMPLETE, Reason.NONE),
    ]
    assert of(ward, "Báo nhầm")[0].detail == "Trần Văn Minh"
    said = of(ward, "Đính chính")[0].started
    assert said is not None and said - given - 20 * SECOND <= 3 * SECOND


def test_the_programme_that_the_false_alarm_cut_goes_on_to_its_end(ward: Ward) -> None:
    ward.ready("Bản tin 1", 60)
    ward.ready("Bản tin 2", 60)
    alarm, correction = ward.approved("Báo nhầm", 30), way_back(ward)
    orders: list[AirOrder] = []
    ward.clock.at(at("06:30:20"), lambda: orders.append(urgent(ward, alarm, repeats=3)))
    ward.clock.at(at("06:30:35"), lambda: correct(ward, orders[0], correction))
    run(ward, "06:46")
    assert [(entry.title, entry.outcome) for entry in ward.log()] == [
        ("Bản tin 1", Outcome.CUT_IN),
        ("Báo nhầm", Outcome.STOPPED),
        ("Đính chính", Outcome.COMPLETE),
        ("Bản tin 1", Outcome.COMPLETE),
        ("Bản tin 2", Outcome.COMPLETE),
    ]


def test_taken_back_in_its_pause_it_is_not_said_again_and_the_log_tells_who(ward: Ward) -> None:
    alarm, correction = ward.approved("Báo nhầm", 20), way_back(ward)
    wrong = urgent(ward, alarm, repeats=3, gap=60 * SECOND)
    ward.clock.at(ward.clock.now() + 40 * SECOND, lambda: correct(ward, wrong, correction))
    run(ward, "06:26")
    assert [(entry.attempt, entry.outcome, entry.reason, entry.detail) for entry in of(ward, "Báo nhầm")] == [
        (1, Outcome.COMPLETE, Reason.NONE, ""),
        (2, Outcome.STOPPED, Reason.BY_PERSON, "Trần Văn Minh"),
    ]
    assert ward.store.order(wrong.id).state is OrderState.DONE


def test_taken_back_while_the_daemon_was_down_it_is_not_gone_on_with(ward: Ward) -> None:
    class Killed(BaseException):
        pass

    def kill() -> None:
        raise Killed

    alarm, correction = ward.approved("Báo nhầm", 20), way_back(ward)
    wrong = urgent(ward, alarm, repeats=3)
    ward.during[5.0] = kill
    with pytest.raises(Killed):
        run(ward, "06:25")
    ward.clock.wait(3 * SECOND)
    correct(ward, wrong, correction)
    settle_open(ward.store, ward.clock.now(), ("all",))
    run(ward, "06:27")
    assert [(entry.attempt, entry.reason) for entry in of(ward, "Báo nhầm")] == [
        (1, Reason.KILLED),
        (2, Reason.BY_PERSON),
    ]
    assert [entry.outcome for entry in of(ward, "Đính chính")] == [Outcome.COMPLETE]


def test_a_stop_and_the_order_after_it_are_seen_together_whatever_is_written_meanwhile(ward: Ward) -> None:
    alarm, way = ward.approved("Báo nhầm", 30), ward.approved("Đính chính", 10)
    urgent(ward, alarm, repeats=3)
    when, done = ward.clock.now() + 20 * SECOND, []

    def meanwhile(*told: Any) -> None:
        """Between two questions of the daemon's one look both are committed."""
        if not done and ward.clock.now() > when and "FROM stop_asked" in told[2]:
            done.append(ward.clock.now())
            ward.store.ask_stop(ward.minh, ward.clock.now())
            ward.clock.wait(SECOND / 100)
            urgent(ward, way)

    event.listen(ward.store._engine, "after_cursor_execute", meanwhile)
    run(ward, "06:24")
    assert [(entry.title, entry.outcome) for entry in ward.log()] == [
        ("Báo nhầm", Outcome.STOPPED),
        ("Đính chính", Outcome.COMPLETE),
    ]
