"""From a leader's confirmation to the street: an urgent broadcast breaks in, repeats, and is taken back in time."""

import hashlib
import uuid
from datetime import timedelta

import pytest

from broadcaster import urgent
from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Verdict
from broadcaster.office import passwords
from broadcaster.urgent import Confirmed, Terms
from tests.builders import at, rendition
from tests.ward import Ward, open_ward

PASSWORD = "mười ba con trâu"


@pytest.fixture
def ward(tmp_path) -> Ward:
    made = open_ward(tmp_path)
    made.store.set_password(made.minh.id, passwords.hash_password(PASSWORD), made.clock.now(), None)
    return made


def template(ward, name, seconds=20.0):
    """A shipped template, approved, with a sound the loudspeakers know."""
    now = ward.clock.now()
    made = ward.store.add_bulletin(urgent.shipped()[name], ward.lan, now, template=name)
    ward.store.submit(made.id, made.version, ward.lan, now)
    return approve(ward, made, seconds)


def approve(ward, made, seconds):
    path = ward.folder / f"{made.id}.wav"
    path.write_bytes(made.id.bytes)
    sha = hashlib.sha256(made.id.bytes).hexdigest()
    ward.store.save_rendition(made.id, made.version, rendition(seconds, sha, path), ward.clock.now())
    ward.speakers.lengths[sha] = timedelta(seconds=seconds)
    return ward.store.decide(made.id, sha, Verdict.APPROVED, ward.minh, "", ward.clock.now())


def break_in(ward, what, terms=None):
    """Minh, the leader, confirms it."""
    shown = Confirmed(uuid.uuid4(), what.id, what.version, what.rendition.sha256)
    now = ward.clock.now()
    return urgent.order_template(ward.store, ward.station, ward.minh, PASSWORD, shown, terms or Terms(), "", now)


def of(ward, order):
    """What the log says about one order."""
    return [entry for entry in ward.log() if entry.occurrence == order.occurrence_key]


def test_a_confirmed_template_breaks_in_within_three_seconds_and_is_said_three_times(ward):
    ward.ready("thường", 240)
    alarm = template(ward, "urgent_chay")
    given = []
    ward.during[30.0] = lambda: given.append((ward.clock.now(), break_in(ward, alarm)))
    ward.until(at("06:45"))
    ((confirmed, order),) = given
    said = of(ward, order)
    assert [entry.outcome for entry in said] == [Outcome.COMPLETE] * 3
    assert said[0].started - confirmed <= timedelta(seconds=3)
    usual = [entry for entry in ward.log() if entry.title == "thường"]
    assert (usual[0].outcome, usual[0].reason) == (Outcome.CUT_IN, Reason.URGENT)
    assert usual[-1].outcome is Outcome.COMPLETE


@pytest.mark.parametrize("moment", [5.0, 19.0])
def test_a_false_alarm_is_corrected_within_a_minute_while_it_still_sounds(ward, moment):
    alarm, way_back = template(ward, "urgent_chay"), template(ward, urgent.CORRECTION)
    ward.clock.to(at("12:00"))
    wrong = break_in(ward, alarm)
    given = []

    def take_back():
        now = ward.clock.now()
        given.append((now, urgent.correct(ward.store, ward.minh, PASSWORD, wrong.id, "nhầm", now, uuid.uuid4())))

    ward.during[moment] = take_back
    ward.until(at("12:10"))
    ((confirmed, order),) = given
    assert {entry.outcome for entry in of(ward, wrong)} == {Outcome.STOPPED}
    corrected = of(ward, order)
    assert [entry.outcome for entry in corrected] == [Outcome.COMPLETE] * 3
    assert corrected[0].started - confirmed <= timedelta(seconds=60)
    assert all(entry.started < corrected[0].started for entry in of(ward, wrong) if entry.started)
    assert corrected[0].bulletin == way_back.id


def test_words_typed_for_one_broadcast_sound_once_and_in_no_slot(ward):
    now = ward.clock.now()
    made = urgent.draft_text(ward.store, ward.minh, "Vỡ đê ở bến sông.", now)
    ward.store.place(made.id, "morning", now.date(), None, frozenset(), 0, ward.tung, now)
    sha = made.id.hex * 2
    ward.store.save_rendition(made.id, made.version, rendition(20, sha), now)
    ward.speakers.lengths[sha] = timedelta(seconds=20)
    shown = Confirmed(uuid.uuid4(), made.id, made.version, sha)
    order = urgent.order_text(ward.store, ward.station, ward.minh, PASSWORD, shown, Terms(repeats=1), "Vỡ đê", now)
    ward.until(at("06:50"))
    assert [entry.outcome for entry in of(ward, order)] == [Outcome.COMPLETE]
    assert of(ward, order)[0].approver_name == ward.minh.name
    assert len(ward.speakers.sounds) == 1
    assert {entry.reason for entry in ward.log() if entry.occurrence != order.occurrence_key} <= {Reason.NOT_APPROVED}
