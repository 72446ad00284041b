"""An order for a bulletin that nobody can read at once, at all, or that nobody approves any more."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.errors import StoreBusy
from broadcaster.office import newsroom
from broadcaster.placement import OrderState
from tests.broadcaster.air.orders.ordering import SECOND, run, urgent
from tests.ward import Ward


def unreadable_for(ward: Ward, length: timedelta) -> None:
    """From now on no bulletin can be read, for so long."""
    read, until = ward.store.bulletin, ward.clock.now() + length

    def busy(id):
        if ward.clock.now() < until:
            raise StoreBusy("database is locked")
        return read(id)

    ward.store.bulletin = busy  # type: ignore[method-assign]


@pytest.mark.parametrize("stopped", [False, True])
def test_an_order_waits_while_its_bulletin_cannot_be_read(ward: Ward, stopped: bool) -> None:
    alarm = ward.approved("Cháy", 20)
    playout = run(ward, "06:20:10")
    unreadable_for(ward, 2 * SECOND)
    order = urgent(ward, alarm)
    if stopped:
        ward.clock.at(ward.clock.now() + SECOND, lambda: newsroom.stop(ward.store, ward.lan, ward.clock.now()))
    run(ward, "06:21", playout)
    (entry,) = ward.log()
    assert entry.outcome is (Outcome.STOPPED if stopped else Outcome.COMPLETE)
    assert ward.store.order(order.id).state is (OrderState.REFUSED if stopped else OrderState.DONE)


def test_what_a_killed_daemon_left_is_gone_on_with_as_soon_as_its_bulletin_can_be_read(ward: Ward) -> None:
    alarm = ward.approved("Cháy", 20)
    order = urgent(ward, alarm)
    ward.store.take_order(order.id, ward.clock.now())
    unreadable_for(ward, 2 * SECOND)
    run(ward, "06:21")
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE]
    assert ward.store.order(order.id).state is OrderState.DONE


def test_an_order_whose_bulletin_was_spoiled_is_refused_with_an_entry(ward: Ward) -> None:
    alarm = ward.approved("Cháy", 20)
    order = urgent(ward, alarm)
    with closing(sqlite3.connect(ward.folder / "station.db")) as hand:
        hand.execute("UPDATE bulletin SET created = 'never', updated = 'never' WHERE id = ?", (str(alarm.id),))
        hand.commit()
    run(ward, "06:21")
    (entry,) = ward.log()
    assert (entry.occurrence, entry.outcome) == (order.occurrence_key, Outcome.FAILED)
    assert (entry.reason, entry.operator_name) == (Reason.NO_SOUND_FILE, "Trần Văn Minh")
    assert ward.store.order(order.id).state is OrderState.REFUSED


def test_withdrawn_between_two_repetitions_it_ends_with_one_entry(ward: Ward) -> None:
    alarm = ward.approved("Cháy", 20)
    order = urgent(ward, alarm, repeats=3, gap=60 * SECOND)
    taken_off = ward.clock.now() + 40 * SECOND
    ward.clock.at(taken_off, lambda: newsroom.withdraw(ward.store, ward.minh, alarm.id, "sai", ward.clock.now()))
    run(ward, "06:28")
    assert [(entry.attempt, entry.outcome, entry.reason) for entry in ward.log()] == [
        (1, Outcome.COMPLETE, Reason.NONE),
        (2, Outcome.MISSED, Reason.NOT_APPROVED),
    ]
    assert ward.store.order(order.id).state is OrderState.DONE
