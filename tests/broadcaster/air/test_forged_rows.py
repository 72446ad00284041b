"""Rows edited by hand: whatever they say, nothing sounds where it must not, and the good ones still sound."""

import tempfile
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Priority
from broadcaster.guard import refusal
from tests.broadcaster.air.witness import SECOND, check, live, quickly, watched
from tests.builders import MONDAY, at, sha
from tests.ward import Ward, open_ward


def row(ward: Ward, sql: str, *values: object) -> None:
    """Somebody edits the database by hand."""
    with ward.store._write() as connection:
        connection.exec_driver_sql(sql, values)


FORGERIES = {
    "a placement whose day is over": ("UPDATE placement SET last = '2020-01-01'",),
    "a placement for a slot that does not exist": ("UPDATE placement SET slot = 'midnight'",),
    "weekdays that are none": ("UPDATE placement SET weekdays = 'x,9,mon'",),
    "a day that is none": ("UPDATE placement SET first = 'yesterday'",),
    "a zone that does not exist": ("UPDATE placement SET zones = 'moon'",),
    "approved by nobody": ("UPDATE bulletin SET decision = NULL, status = 'approved'",),
    "approved with the decision of a return": ("UPDATE decision SET verdict = 'returned'",),
    "approved on another sound": (f"UPDATE decision SET sha256 = '{'f' * 64}'",),
    "a status that is none": ("UPDATE bulletin SET status = 'best'",),
    "no sound": ("UPDATE bulletin SET rendition = NULL",),
    "another hash": (f"UPDATE bulletin SET rendition = '{'e' * 64}'",),
    "a length that is none": ("UPDATE rendition SET duration = 'long'",),
}


@pytest.mark.parametrize("forged", FORGERIES)
def test_rows_edited_by_hand_make_nothing_sound_and_silence_nothing_else(tmp_path: Path, forged: str) -> None:
    ward = open_ward(tmp_path)
    bad = ward.ready("sửa tay", 60)
    where = {
        "placement": f" WHERE bulletin = '{bad.id}'",
        "bulletin": f" WHERE id = '{bad.id}'",
        "decision": f" WHERE bulletin = '{bad.id}'",
        "rendition": f" WHERE sha256 = '{sha(bad)}'",
    }
    for statement in FORGERIES[forged]:
        table = statement.split()[1]
        row(ward, statement + where[table])
    good = ward.ready("tử tế", 40)
    ward.clock.to(at("06:29:50"))
    live(ward, 300)
    assert [sound.cue.sha256 for sound in ward.speakers.sounds] == [sha(good)]
    assert [entry.outcome for entry in ward.log() if entry.title == "tử tế"] == [Outcome.COMPLETE]


def test_a_length_forged_to_be_short_does_not_carry_a_sound_beyond_its_slot(tmp_path: Path) -> None:
    ward = open_ward(tmp_path)
    one = ward.ready("dài", 3000)
    row(ward, "UPDATE rendition SET duration = 800000 WHERE sha256 = ?", sha(one))
    witness = watched(ward)
    ward.clock.to(at("06:29:50"))
    live(ward, 1500)
    check(ward, witness)
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason) == (Outcome.PARTIAL, Reason.SLOT_OVER)


@given(
    st.times(),
    st.booleans(),
    st.sampled_from([None, "", "  ", "vỡ đê"]),
    st.integers(10, 900),
    st.integers(1, 4),
    st.sampled_from([0, 0, -3600, 3600, 40000]),
)
@quickly
def test_a_forged_order_keeps_the_hours(
    moment: time, is_urgent: bool, reason: str | None, seconds: int, repeats: int, step: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        begins = datetime.combine(MONDAY, moment.replace(microsecond=0), at("00:00").tzinfo)
        ward = open_ward(Path(folder), begins - 10 * SECOND)
        witness = watched(ward)
        one = ward.approved("giả", seconds)
        now = round(ward.clock.now().timestamp() * 1000)
        row(
            ward,
            "INSERT INTO air_order (id, station, bulletin, urgent, by, by_name, at, state, permit_by, permit_reason,"
            " updated, zones, repeats, gap, resume) VALUES (?,?,?,?,?,?,?,'waiting',?,?,?,'',?,5000,1)",
            str(uuid4()), "hoa-mau", str(one.id), is_urgent, str(uuid4()), "kẻ lạ", now,
            None if reason is None else "kẻ lạ", reason, now, repeats,
        )  # fmt: skip
        if step:
            ward.clock.at(ward.clock.now() + 15 * SECOND, lambda: ward.clock.step(step * SECOND))
        live(ward, seconds * repeats + 60)
        if not (is_urgent and reason == "vỡ đê"):
            for heard, _ in witness.moments:
                assert not ward.station.policy.is_quiet(ward.station.local(heard).time())
        if not is_urgent:
            for heard, _ in witness.moments:
                assert refusal(ward.station, Priority.NORMAL, heard, timedelta()) is None
            assert sum((entry.heard for entry in ward.log()), timedelta()) <= 2 * ward.station.policy.session
        ward.store.close()


def test_orders_by_junk_rows_do_not_keep_the_programme_from_sounding(tmp_path: Path) -> None:
    ward = open_ward(tmp_path)
    good = ward.ready("tử tế", 40)
    order = ward.store.order_now(good.id, False, None, ward.tung, ward.clock.now())
    row(ward, "UPDATE air_order SET gap = 'soon', at = 'never' WHERE id = ?", str(order.id))
    ward.clock.to(at("06:29:50"))
    live(ward, 120)
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE]
