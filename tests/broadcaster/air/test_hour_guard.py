"""The hour guard on air: whatever the rows say and wherever the clock jumps, nothing sounds where it must not."""

import tempfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Priority
from broadcaster.guard import Permit, refusal
from broadcaster.speakers import Sounding
from broadcaster.station import Slot
from tests.builders import MONDAY, at, policy, station
from tests.ward import open_ward

SECOND = timedelta(seconds=1)
TOLERATED = timedelta(seconds=2)
"""A clock put back by so little over a slot's first second does not end what has begun."""


@dataclass
class Witness:
    """Loudspeakers that note the wall clock at every moment at which anything sounds."""

    ward: object
    moments: list = field(default_factory=list)

    def play(self, cue, watch):
        def watched(sounding: Sounding) -> str | None:
            said = watch(sounding)
            if sounding.position > cue.offset and said is None:
                self.moments.append((self.ward.clock.now(), cue.sha256))
            return said

        return self.ward.speakers.play(cue, watched)

    def devices(self):
        return self.ward.speakers.devices()

    def close(self):
        self.ward.speakers.close()


def watched(ward) -> Witness:
    """The ward's loudspeakers with a witness before them."""
    witness = Witness(ward)
    plain = ward.playout

    def playout():
        made = plain()
        for announcer in made.announcers.values():
            announcer.speakers = witness
        return made

    ward.playout = playout
    return witness


def live(ward, seconds: float) -> None:
    """The daemon's thread for so long a time, whatever the wall clock shows meanwhile."""
    playout = ward.playout()
    ends = ward.clock.monotonic() + seconds
    while ward.clock.monotonic() < ends:
        playout.ledger.flush()
        if not playout.turn():
            ward.clock.wait(SECOND)


def allowed(here, moment: datetime) -> bool:
    """Whether a slot's bulletin may sound at that moment."""
    local = here.local(moment)
    for one in here.occurrences(local.date(), local.date()):
        closes = min(one.ends, one.starts + here.policy.session)
        if one.starts - TOLERATED <= moment <= closes:
            return refusal(here, Priority.NORMAL, max(moment, one.starts), timedelta()) is None
    return False


def check(ward, witness, urgent=frozenset()) -> None:
    """Nothing but what was ordered as urgent ever sounded outside a slot, and that not in quiet hours."""
    for moment, sha256 in witness.moments:
        if sha256 in urgent:
            assert not ward.station.policy.is_quiet(ward.station.local(moment).time()), f"quiet hours: {moment}"
        else:
            assert allowed(ward.station, moment), f"outside its slot: {moment}"


def row(ward, sql, *values) -> None:
    """Somebody edits the database by hand."""
    with ward.store._write() as connection:
        connection.exec_driver_sql(sql, values)


times = st.times().map(lambda one: time(one.hour, one.minute, one.second))
steps = st.lists(
    st.tuples(
        st.floats(-20, 900),
        st.one_of(
            st.sampled_from([-86400, -3600, -60, -3, 3, 60, 600, 3600, 86400]),
            st.integers(-2000, 2000),
            st.integers(-90000, 90000),
        ),
    ),
    max_size=3,
)
quickly = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


@given(steps, st.integers(5, 900), st.integers(5, 900))
@quickly
def test_wherever_the_clock_jumps_nothing_sounds_outside_its_slot(jumps, first, second):
    with tempfile.TemporaryDirectory() as folder:
        ward = open_ward(Path(folder))
        witness = watched(ward)
        ward.ready("a", first)
        ward.ready("b", second)
        ward.clock.to(at("06:29:30"))
        for after, step in jumps:
            moment = at("06:30") + max(-25.0, after) * SECOND
            ward.clock.at(moment, lambda step=step: ward.clock.step(step * SECOND))
        live(ward, 1200)
        check(ward, witness)
        keys = [(one.occurrence, one.bulletin, one.attempt, one.zone) for one in ward.log()]
        assert len(keys) == len(set(keys))
        for bulletin in {one.bulletin for one in ward.log()}:
            for occurrence in {one.occurrence for one in ward.log()}:
                heard = [
                    one for one in ward.log() if (one.bulletin, one.occurrence) == (bulletin, occurrence) and one.heard
                ]
                assert len(heard) <= 1, "nothing is said twice, however the clock goes"
        ward.store.close()


@given(times, st.integers(1, 240), st.integers(5, 1200), st.sampled_from(list(range(7))), st.booleans())
@quickly
def test_whatever_hour_somebody_types_for_a_slot_nothing_sounds_in_quiet_hours_or_beyond_the_policy(
    start, minutes, seconds, day, holiday
):
    today = MONDAY + timedelta(days=day)
    slot = Slot("morning", "?", start, timedelta(minutes=minutes), ("all",))
    here = station(slots=(slot,), holidays=frozenset({today} if holiday else ()))
    with tempfile.TemporaryDirectory() as folder:
        ward = open_ward(Path(folder), at("00:00"), here)
        witness = watched(ward)
        ward.placed(ward.approved("a", seconds))
        ward.clock.to(datetime.combine(today, start, here.timezone) - 20 * SECOND)
        live(ward, seconds + 60)
        check(ward, witness)
        if witness.moments:
            assert here.broadcasts_on(today) and seconds <= here.policy.session.total_seconds()
        ward.store.close()


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
def test_rows_edited_by_hand_make_nothing_sound_and_silence_nothing_else(tmp_path, forged):
    ward = open_ward(tmp_path)
    bad = ward.ready("sửa tay", 60)
    where = {
        "placement": f" WHERE bulletin = '{bad.id}'",
        "bulletin": f" WHERE id = '{bad.id}'",
        "decision": f" WHERE bulletin = '{bad.id}'",
        "rendition": f" WHERE sha256 = '{bad.rendition.sha256}'",
    }
    for statement in FORGERIES[forged]:
        table = statement.split()[1]
        row(ward, statement + where[table])
    good = ward.ready("tử tế", 40)
    ward.clock.to(at("06:29:50"))
    live(ward, 300)
    assert [sound.cue.sha256 for sound in ward.speakers.sounds] == [good.rendition.sha256]
    assert [entry.outcome for entry in ward.log() if entry.title == "tử tế"] == [Outcome.COMPLETE]


def test_a_length_forged_to_be_short_does_not_carry_a_sound_beyond_its_slot(tmp_path):
    ward = open_ward(tmp_path)
    one = ward.ready("dài", 3000)
    row(ward, "UPDATE rendition SET duration = 800000 WHERE sha256 = ?", one.rendition.sha256)
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
def test_a_forged_order_keeps_the_hours(moment, is_urgent, reason, seconds, repeats, step):
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


def test_orders_by_junk_rows_do_not_keep_the_programme_from_sounding(tmp_path):
    ward = open_ward(tmp_path)
    good = ward.ready("tử tế", 40)
    order = ward.store.order_now(good.id, False, None, ward.tung, ward.clock.now())
    row(ward, "UPDATE air_order SET gap = 'soon', at = 'never' WHERE id = ?", str(order.id))
    ward.clock.to(at("06:29:50"))
    live(ward, 120)
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE]


def test_the_sessions_and_minutes_of_a_day_hold_though_the_settings_have_too_many_slots(tmp_path):
    slots = tuple(Slot(f"s{hour}", "?", time(hour, 0), timedelta(minutes=15), ("all",)) for hour in (6, 7, 17, 18))
    ward = open_ward(tmp_path, at("05:50"), station(slots=slots))
    one = ward.approved("a", 600)
    for slot in slots:
        ward.placed(one, slot.id)
    ward.until(at("19:00"))
    heard = [entry for entry in ward.log() if entry.heard]
    assert len({entry.occurrence for entry in heard}) == 2
    assert {entry.reason for entry in ward.log() if not entry.heard} == {Reason.OVER_CAP}


def test_an_approval_taken_back_while_it_is_armed_keeps_it_silent(tmp_path):
    from broadcaster.office import newsroom

    ward = open_ward(tmp_path)
    one = ward.ready("a", 60)
    ward.clock.at(at("06:29:57"), lambda: newsroom.withdraw(ward.store, ward.lan, one.id, "nhầm", ward.clock.now()))
    ward.clock.to(at("06:29:50"))
    live(ward, 120)
    (entry,) = ward.log()
    assert not ward.speakers.sounds or all(sound.since == sound.until for sound in ward.speakers.sounds)
    assert (entry.outcome, entry.reason) == (Outcome.MISSED, Reason.NOT_APPROVED)


def test_a_loudspeaker_that_begins_late_is_ended_with_its_slot(tmp_path):
    ward = open_ward(tmp_path)
    ward.ready("a", 880)
    ward.speakers.faults.late = timedelta(seconds=60)
    witness = watched(ward)
    ward.clock.to(at("06:29:50"))
    live(ward, 1200)
    check(ward, witness)
    (entry,) = ward.log()
    assert entry.outcome in (Outcome.PARTIAL, Outcome.MISSED) and entry.reason is Reason.SLOT_OVER


def test_a_permit_is_only_for_urgent_orders(tmp_path):
    ward = open_ward(tmp_path, at("03:10", date(2026, 11, 24)))
    one = ward.approved("a", 30)
    ward.store.order_now(one.id, False, Permit("kẻ lạ", "thích"), ward.tung, ward.clock.now())
    live(ward, 60)
    assert not ward.speakers.sounds
    assert [entry.reason for entry in ward.log()] == [Reason.QUIET_HOURS]


def test_the_witness_would_notice():
    """The test of the test: a sound at three in the morning is found."""
    moments = [(at("03:15"), "x")]
    with pytest.raises(AssertionError):
        for moment, _ in moments:
            assert allowed(station(), moment)
    assert allowed(station(), at("06:30")) and not allowed(station(policy=policy(windows=())), at("06:30"))
