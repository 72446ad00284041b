"""Phát khẩn cấp: who may, with which confirmation, for which words, and how a false alarm is taken back."""

import hashlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from broadcaster import urgent
from broadcaster.bulletin import ONCE, Bulletin, Priority, Rendition, Status, Verdict
from broadcaster.errors import BadInput, Conflict, NotAllowed, WrongState
from broadcaster.guard import Permit
from broadcaster.office import newsroom, passwords
from broadcaster.people import Person, Role
from broadcaster.planning import OrderState, running_order
from broadcaster.store import Store, Verb, open_store
from broadcaster.urgent import Confirmed, Readiness, Terms
from tests.builders import MONDAY, at, occurrence, placement, script, station

NOON = at("12:00")
NIGHT = at("03:15")
PASSWORD = "mười ba con trâu"
NAMES = {
    "lan": ("Nguyễn Thị Lan", Role.AUTHOR),
    "minh": ("Trần Văn Minh", Role.APPROVER),
    "tung": ("Lê Thanh Tùng", Role.OPERATOR),
    "hoa": ("Phạm Thu Hoa", Role.LEADER),
    "binh": ("Võ Bình", Role.LEADER),
    "quang": ("Đỗ Quang", Role.ADMIN),
    "van": ("Bùi Hồng Vân", Role.INSPECTOR),
}
WORDS = "Cháy ở chợ Bến Xuân. Bà con ra ngoài ngay bằng cổng sau."


@cache
def password_hash() -> str:
    """Made once: argon2 is slow on purpose."""
    return passwords.hash_password(PASSWORD)


@dataclass
class Office:
    """The station's memory with its people, and a shelf with real files."""

    store: Store
    people: dict[str, Person]
    shelf: Path

    def sound(self, name: str, seconds: float = 30) -> Rendition:
        """A file on the shelf, as long as it says and hashed as it is."""
        path = self.shelf / f"{name}.wav"
        path.write_bytes(name.encode() * 1000)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return Rendition(name, digest, path, timedelta(seconds=seconds), "espeak/vi", -14.0, -2.0)

    def heard_and_approved(self, one: Bulletin) -> Bulletin:
        """Minh approves the sound of a bulletin that waits."""
        sound = self.sound(one.template or one.id.hex)
        assert self.store.save_rendition(one.id, one.version, sound, NOON)
        newsroom.listened(self.store, self.people["minh"], one.id, sound.sha256, NOON)
        return newsroom.approve(self.store, self.people["minh"], one.id, sound.sha256, NOON)

    def templates(self) -> dict[str, Bulletin]:
        """The shipped templates, loaded by Lan and approved by Minh."""
        loaded = urgent.load_templates(self.store, self.people["lan"], NOON)
        return {one.template: self.heard_and_approved(one) for one in loaded}

    def typed(self, text: str = WORDS, who: str = "hoa") -> Bulletin:
        """Words a leader has typed, with their sound."""
        made = urgent.draft_text(self.store, self.people[who], text, NOON)
        assert self.store.save_rendition(made.id, made.version, self.sound(made.id.hex), NOON)
        return self.store.bulletin(made.id)

    def order(
        self,
        one: Bulletin,
        who: str = "hoa",
        password: str = PASSWORD,
        reason: str = "",
        moment: datetime = NOON,
        terms: Terms | None = None,
        id: uuid.UUID | None = None,
    ):
        """A template, ordered."""
        what = Confirmed(id or uuid.uuid4(), one.id, one.version, sha(one))
        terms = terms or Terms()
        return urgent.order_template(self.store, station(), self.people[who], password, what, terms, reason, moment)

    def order_typed(
        self, one: Bulletin, who: str = "hoa", password: str = PASSWORD, reason: str = "Cháy chợ", **more: object
    ):
        """Typed words, confirmed for the second time."""
        id, version, sound = more.get("what") or (one.id, one.version, sha(one))  # type: ignore[misc]
        what = Confirmed(more.get("id") or uuid.uuid4(), id, version, sound)  # type: ignore[arg-type]
        return urgent.order_text(self.store, station(), self.people[who], password, what, Terms(), reason, NOON)

    def deeds(self) -> list[Verb]:
        """What was recorded, the newest first."""
        return [one.verb for one in self.store.activity(limit=200)]


def sha(one: Bulletin) -> str:
    assert one.rendition is not None
    return one.rendition.sha256


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = open_store(f"sqlite:///{tmp_path}/station.db", "hoa-mau")
    people = {
        username: opened.add_person(username, name, frozenset({role}), password_hash(), NOON, None)
        for username, (name, role) in NAMES.items()
    }
    yield Office(opened, people, tmp_path)
    opened.close()


def test_an_author_loads_the_whole_set_once_and_it_waits_for_approval(office: Office) -> None:
    made = urgent.load_templates(office.store, office.people["lan"], NOON)
    assert {one.template for one in made} == set(urgent.shipped())
    assert {one.status for one in made} == {Status.PENDING}
    assert {one.script.priority for one in made} == {Priority.URGENT}
    assert all(office.store.render_state(one.id) for one in made)
    assert urgent.load_templates(office.store, office.people["lan"], NOON) == []


@pytest.mark.parametrize("who", ["minh", "tung", "hoa", "quang", "van"])
def test_only_an_author_loads_the_set(office: Office, who: str) -> None:
    with pytest.raises(NotAllowed):
        urgent.load_templates(office.store, office.people[who], NOON)


def test_whoever_loaded_a_template_does_not_approve_it(office: Office) -> None:
    both = replace(office.people["lan"], roles=frozenset({Role.AUTHOR, Role.APPROVER}))
    (one, *_) = urgent.load_templates(office.store, both, NOON)
    sound = office.sound("own")
    office.store.save_rendition(one.id, one.version, sound, NOON)
    newsroom.listened(office.store, both, one.id, sound.sha256, NOON)
    with pytest.raises(NotAllowed):
        newsroom.approve(office.store, both, one.id, sound.sha256, NOON)


def test_the_daily_look_names_every_template_and_how_it_stands(office: Office) -> None:
    assert {one.readiness for one in urgent.templates_ready(office.store)} == {Readiness.NOT_LOADED}
    loaded = {one.template: one for one in urgent.load_templates(office.store, office.people["lan"], NOON)}
    assert {one.readiness for one in urgent.templates_ready(office.store)} == {Readiness.PENDING}
    ready = {name: office.heard_and_approved(one) for name, one in loaded.items()}
    assert all(one.fit for one in urgent.templates_ready(office.store))

    ready["urgent_chay"].rendition.path.unlink()  # type: ignore[union-attr]
    ready["urgent_di-doi"].rendition.path.write_bytes(b"something else")  # type: ignore[union-attr]
    newsroom.withdraw(office.store, office.people["lan"], ready["urgent_tre-lac"].id, "", NOON)
    found = {one.name: one for one in urgent.templates_ready(office.store)}
    assert found["urgent_chay"].readiness is Readiness.FILE_MISSING and "missing" in found["urgent_chay"].found
    assert found["urgent_di-doi"].readiness is Readiness.FILE_CHANGED and found["urgent_di-doi"].broken
    assert found["urgent_tre-lac"].readiness is Readiness.DRAFT
    assert found["urgent_ngap-lut"].fit


def test_a_page_looks_only_whether_the_files_are_there(office: Office) -> None:
    one = office.templates()["urgent_chay"]
    assert one.rendition is not None
    one.rendition.path.write_bytes(b"something else")
    by_name = {state.name: state for state in urgent.templates_ready(office.store, files=False)}
    assert by_name["urgent_chay"].fit
    one.rendition.path.unlink()
    by_name = {state.name: state for state in urgent.templates_ready(office.store, files=False)}
    assert by_name["urgent_chay"].readiness is Readiness.FILE_MISSING


def test_an_urgent_bulletin_of_the_wards_own_is_a_template_too_and_typed_words_are_none(office: Office) -> None:
    own = newsroom.write(office.store, office.people["lan"], script("Vỡ đê", priority=Priority.URGENT), NOON)
    assert own.id not in {one.bulletin.id for one in urgent.templates_ready(office.store) if one.bulletin}
    newsroom.submit(office.store, office.people["lan"], own.id, own.version, NOON)
    office.heard_and_approved(own)
    office.order_typed(office.typed())
    states = [one for one in urgent.templates_ready(office.store) if one.bulletin]
    assert [(one.name, one.title, one.fit) for one in states] == [("", "Vỡ đê", True)]


def test_a_broken_text_file_does_not_take_the_others_with_it(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "urgent_a.md").write_text("nothing", "utf-8")
    (folder / "urgent_b.md").write_text((urgent.templates.SCRIPTS / "urgent_chay.md").read_text("utf-8"), "utf-8")
    assert list(urgent.shipped(folder)) == ["urgent_b"]


def test_what_the_daily_look_finds_is_a_fault_until_it_is_right_again(office: Office) -> None:
    urgent.report(office.store, NOON)
    assert [one.code for one in office.store.faults()] == ["no_correction"]
    ready = office.templates()
    urgent.report(office.store, NOON)
    assert office.store.faults() == []
    path = ready["urgent_chay"].rendition.path  # type: ignore[union-attr]
    kept = path.read_bytes()
    path.write_bytes(b"")
    urgent.report(office.store, NOON)
    (fault,) = office.store.faults()
    assert (fault.code, fault.detail) == ("urgent_template", ready["urgent_chay"].script.title)
    path.write_bytes(kept)
    urgent.report(office.store, NOON)
    assert office.store.faults() == []


def test_a_leader_orders_a_template_with_the_own_password(office: Office) -> None:
    flood = office.templates()["urgent_ngap-lut"]
    terms = Terms(("all",), 2, timedelta(seconds=20), resume=False)
    order = office.order(flood, terms=terms)
    assert (order.urgent, order.by_name, order.permit) == (True, "Phạm Thu Hoa", None)
    assert (order.zones, order.repeats, order.gap, order.resume) == (("all",), 2, timedelta(seconds=20), False)
    assert office.store.waiting_orders() == [order]
    assert office.deeds()[0] is Verb.AIR_URGENT


def test_three_times_everywhere_is_what_goes_out_unless_said_otherwise() -> None:
    terms = Terms()
    assert (terms.zones, terms.repeats, terms.resume) == ((), 3, True)
    assert terms.lasts(timedelta(seconds=30)) == timedelta(seconds=100)


@pytest.mark.parametrize("who", ["lan", "minh", "tung", "quang", "van"])
def test_nobody_but_a_leader_breaks_in(office: Office, who: str) -> None:
    flood = office.templates()["urgent_ngap-lut"]
    person, before = office.people[who], office.deeds()
    deeds: list[Callable[[], object]] = [
        lambda: office.order(flood, who),
        lambda: urgent.draft_text(office.store, person, WORDS, NOON),
        lambda: office.order_typed(flood, who),
        lambda: urgent.correct(office.store, person, PASSWORD, uuid.uuid4(), "nhầm", NOON, uuid.uuid4()),
    ]
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    assert office.store.waiting_orders() == [] and office.deeds() == before


def test_a_closed_account_breaks_in_no_more(office: Office) -> None:
    flood = office.templates()["urgent_ngap-lut"]
    office.people["hoa"] = replace(office.people["hoa"], active=False)
    with pytest.raises(NotAllowed):
        office.order(flood)


def test_a_wrong_password_orders_nothing_and_is_written_down(office: Office) -> None:
    flood, typed = office.templates()["urgent_ngap-lut"], office.typed()
    for deed in (
        lambda: office.order(flood, password="đoán mò cho vui"),
        lambda: office.order(flood, password=""),
        lambda: office.order_typed(typed, password="đoán mò cho vui"),
    ):
        with pytest.raises(BadInput) as refused:
            deed()
        assert refused.value.field == "password"
        assert office.deeds()[0] is Verb.WRONG_PASSWORD
    assert office.store.waiting_orders() == []
    assert office.store.bulletin(typed.id).status is Status.DRAFT


def test_an_order_sent_twice_is_one_order(office: Office) -> None:
    flood, id = office.templates()["urgent_ngap-lut"], uuid.uuid4()
    first = office.order(flood, id=id)
    office.store.take_order(id, NOON)
    assert office.order(flood, id=id).id == first.id
    assert office.store.waiting_orders() == [] and office.deeds().count(Verb.AIR_URGENT) == 1
    with pytest.raises(Conflict):
        office.order(flood, "binh", id=id)


def test_a_sound_that_changed_since_it_was_confirmed_is_not_ordered(office: Office) -> None:
    flood = office.templates()["urgent_ngap-lut"]
    other = replace(flood, rendition=office.sound("another"))
    with pytest.raises(Conflict):
        office.order(other)


def test_what_was_not_approved_as_urgent_does_not_break_in(office: Office) -> None:
    plain = newsroom.write(office.store, office.people["lan"], script(), NOON)
    newsroom.submit(office.store, office.people["lan"], plain.id, 1, NOON)
    with pytest.raises(WrongState):
        office.order(office.heard_and_approved(plain))
    (waiting, *_) = urgent.load_templates(office.store, office.people["lan"], NOON)
    office.store.save_rendition(waiting.id, waiting.version, office.sound("waiting"), NOON)
    with pytest.raises(WrongState):
        office.order(office.store.bulletin(waiting.id))


def test_a_zone_the_station_does_not_have_is_refused(office: Office) -> None:
    with pytest.raises(BadInput) as refused:
        office.order(office.templates()["urgent_ngap-lut"], terms=Terms(("moon",)))
    assert refused.value.field == "zones"


@pytest.mark.parametrize("empty", ["", "  ", "…", "x" * 501])
def test_in_quiet_hours_a_template_needs_a_reason_that_says_something(office: Office, empty: str) -> None:
    flood = office.templates()["urgent_ngap-lut"]
    with pytest.raises(BadInput) as refused:
        office.order(flood, reason=empty, moment=NIGHT)
    assert refused.value.field == "reason" and office.store.waiting_orders() == []
    order = office.order(flood, reason=" Vỡ đê ", moment=NIGHT)
    assert order.permit == Permit("Phạm Thu Hoa", "Vỡ đê")


def test_repeats_that_would_run_into_the_quiet_hours_need_a_reason_too() -> None:
    half_a_minute = timedelta(seconds=30)
    assert not urgent.needs_reason(station(), half_a_minute, at("20:58:00"))
    assert urgent.needs_reason(station(), Terms(repeats=5).lasts(half_a_minute), at("20:58:00"))


def test_typed_words_are_approved_by_who_typed_them_for_one_broadcast_and_it_is_logged(office: Office) -> None:
    typed = office.typed()
    job = office.store.render_state(typed.id)
    assert job is not None and job.urgent
    assert (typed.template, typed.script.priority, typed.author_name) == (ONCE, Priority.URGENT, "Phạm Thu Hoa")
    order = office.order_typed(typed)
    aired = office.store.bulletin(typed.id)
    assert aired.on_air_ready and aired.decision is not None
    assert (aired.decision.urgent, aired.decision.by_name, aired.decision.reason) == (True, "Phạm Thu Hoa", "Cháy chợ")
    assert (order.bulletin, order.permit) == (typed.id, Permit("Phạm Thu Hoa", "Cháy chợ"))
    assert office.deeds()[:2] == [Verb.AIR_URGENT, Verb.APPROVE_URGENT]


def test_words_approved_for_one_broadcast_are_for_nothing_else(office: Office) -> None:
    typed = office.typed()
    with pytest.raises(WrongState):
        office.order(typed)
    office.order_typed(typed)
    aired = office.store.bulletin(typed.id)
    assert not aired.airs_again
    for deed in (
        lambda: newsroom.air_now(office.store, office.people["tung"], typed.id, NOON),
        lambda: newsroom.place(
            office.store, station(), office.people["tung"], typed.id, "morning", MONDAY, None, (), NOON
        ),
        lambda: office.order(aired),
        lambda: office.order_typed(aired),
    ):
        with pytest.raises(WrongState):
            deed()
    plan = running_order(station(), occurrence(), [aired], [placement(aired)], [])
    assert plan.planned == () and len(plan.left_out) == 1


def test_only_who_typed_the_words_stands_by_them(office: Office) -> None:
    typed = office.typed()
    with pytest.raises(NotAllowed):
        office.order_typed(typed, "binh")
    with pytest.raises(NotAllowed):
        urgent.draft_text(office.store, office.people["binh"], "Khác hẳn.", NOON, (typed.id, typed.version))
    lans = newsroom.write(office.store, office.people["lan"], script(priority=Priority.URGENT), NOON)
    office.store.save_rendition(lans.id, 1, office.sound("lan"), NOON)
    with pytest.raises(NotAllowed):
        office.order_typed(office.store.bulletin(lans.id))


def test_typed_words_need_a_reason_their_sound_and_the_wording_that_was_shown(office: Office) -> None:
    typed = office.typed()
    with pytest.raises(BadInput) as refused:
        office.order_typed(typed, reason=" ")
    assert refused.value.field == "reason"
    with pytest.raises(Conflict):
        office.order_typed(typed, what=(typed.id, typed.version, "0" * 64))
    with pytest.raises(Conflict):
        office.order_typed(typed, what=(typed.id, typed.version + 1, sha(typed)))
    silent = urgent.draft_text(office.store, office.people["hoa"], "Chưa có tiếng.", NOON)
    with pytest.raises(WrongState):
        office.order_typed(silent, what=(silent.id, silent.version, ""))
    assert office.store.waiting_orders() == []


def test_typed_words_sent_twice_are_one_broadcast(office: Office) -> None:
    typed, id = office.typed(), uuid.uuid4()
    assert office.order_typed(typed, id=id) == office.order_typed(typed, id=id)
    assert len(office.store.waiting_orders()) == 1 and office.deeds().count(Verb.APPROVE_URGENT) == 1


@pytest.mark.parametrize(
    ("field", "text"), [("text", ""), ("text", " … "), ("text", "a" * 601), ("blanks", "Cháy tại [nơi cháy].")]
)
def test_a_text_is_one_to_six_hundred_characters_with_no_blank_left(office: Office, field: str, text: str) -> None:
    with pytest.raises(BadInput) as refused:
        urgent.draft_text(office.store, office.people["hoa"], text, NOON)
    assert refused.value.field == field
    assert office.store.bulletins() == []


def test_words_can_be_changed_before_they_are_confirmed_and_not_after(office: Office) -> None:
    typed = office.typed()
    changed = urgent.draft_text(office.store, office.people["hoa"], "Khác hẳn.", NOON, (typed.id, typed.version))
    assert (changed.id, changed.script.text, changed.rendition) == (typed.id, "Khác hẳn.", None)
    with pytest.raises(Conflict):
        urgent.draft_text(office.store, office.people["hoa"], "Lại khác.", NOON, (typed.id, typed.version))
    office.store.save_rendition(changed.id, changed.version, office.sound("changed"), NOON)
    again = office.store.bulletin(changed.id)
    assert urgent.draft_text(office.store, office.people["hoa"], "Khác hẳn.", NOON, (again.id, again.version)) == again
    office.order_typed(again)
    with pytest.raises(WrongState):
        urgent.draft_text(office.store, office.people["hoa"], "Nữa.", NOON, (again.id, again.version))


def test_a_long_text_gives_a_title_that_fits(office: Office) -> None:
    made = urgent.draft_text(office.store, office.people["hoa"], "Nước lên nhanh " * 30, NOON)
    assert made.script.title.endswith(" Nước…") and len(made.script.title) <= 81


def test_a_false_alarm_that_still_waits_never_sounds(office: Office) -> None:
    ready = office.templates()
    alarm = office.order(ready["urgent_chay"], terms=Terms(("all",)))
    order = correct(office, alarm.id)
    assert office.store.order(alarm.id).state is OrderState.REFUSED
    assert office.store.last_stop() is None
    assert office.store.waiting_orders() == [order]
    assert (order.bulletin, order.zones) == (ready[urgent.CORRECTION].id, ("all",))


def test_a_false_alarm_that_sounds_is_stopped_first(office: Office) -> None:
    ready = office.templates()
    alarm = office.order(ready["urgent_chay"])
    office.store.take_order(alarm.id, NOON)
    id = uuid.uuid4()
    order = correct(office, alarm.id, id)
    stop = office.store.last_stop()
    assert stop is not None and stop.by_name == "Phạm Thu Hoa" and stop.at < order.at
    assert order.permit is not None and order.permit.reason == "báo nhầm"
    assert office.deeds()[0] is Verb.CORRECT
    assert correct(office, alarm.id, id) == order
    assert office.store.last_stop() == stop


def test_a_false_alarm_in_one_zone_stops_nothing_in_the_others(office: Office) -> None:
    alarm = office.order(office.templates()["urgent_chay"], terms=Terms(("all",)))
    office.store.take_order(alarm.id, NOON)
    order = correct(office, alarm.id)
    stop = office.store.last_stop()
    assert stop is not None and (stop.zone, order.zones) == ("all", ("all",))


def test_a_false_alarm_that_is_over_is_corrected_without_stopping_anything(office: Office) -> None:
    alarm = office.order(office.templates()["urgent_chay"])
    office.store.take_order(alarm.id, NOON)
    office.store.close_order(alarm.id, OrderState.DONE, NOON)
    correct(office, alarm.id)
    assert office.store.last_stop() is None
    assert office.store.order(alarm.id).state is OrderState.DONE


def test_without_a_correction_ready_it_says_so_and_touches_nothing(office: Office) -> None:
    ready = office.templates()
    alarm = office.order(ready["urgent_chay"])
    ready[urgent.CORRECTION].rendition.path.unlink()  # type: ignore[union-attr]
    with pytest.raises(WrongState, match="missing"):
        correct(office, alarm.id)
    assert [one.id for one in office.store.waiting_orders()] == [alarm.id]


def test_a_correction_asks_for_the_password_and_only_takes_back_what_was_urgent(office: Office) -> None:
    ready = office.templates()
    alarm = office.order(ready["urgent_chay"])
    with pytest.raises(BadInput) as refused:
        urgent.correct(office.store, office.people["hoa"], "sai rồi sai rồi", alarm.id, "nhầm", NOON, uuid.uuid4())
    assert refused.value.field == "password" and len(office.store.waiting_orders()) == 1
    plain = newsroom.air_now(office.store, office.people["tung"], ready["urgent_chay"].id, NOON)
    with pytest.raises(WrongState):
        correct(office, plain.id)


def test_what_a_person_approved_alone_is_told_apart_from_what_two_approved(office: Office) -> None:
    typed = office.typed()
    office.order_typed(typed)
    newsroom.withdraw(office.store, office.people["minh"], typed.id, "xong", NOON)
    newsroom.submit(office.store, office.people["lan"], typed.id, typed.version, NOON)
    newsroom.listened(office.store, office.people["minh"], typed.id, sha(typed), NOON)
    office.store.decide(typed.id, sha(typed), Verdict.APPROVED, office.people["minh"], "", NOON)
    assert office.store.bulletin(typed.id).airs_again


def correct(office: Office, wrong: uuid.UUID, id: uuid.UUID | None = None):
    return urgent.correct(office.store, office.people["hoa"], PASSWORD, wrong, "báo nhầm", NOON, id or uuid.uuid4())
