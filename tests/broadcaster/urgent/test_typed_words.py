"""Phát khẩn cấp, words typed on the spot: approved by who typed them, for one broadcast."""

import uuid

import pytest

from broadcaster import urgent
from broadcaster.bulletin import ONCE, Priority, Verdict
from broadcaster.errors import BadInput, Conflict, NotAllowed, WrongState
from broadcaster.guard import Permit
from broadcaster.office import newsroom
from broadcaster.planning import running_order
from broadcaster.store import Verb
from tests.broadcaster.urgent.office import NOON, Office
from tests.builders import MONDAY, occurrence, placement, script, sha, station


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


def test_what_a_person_approved_alone_is_told_apart_from_what_two_approved(office: Office) -> None:
    typed = office.typed()
    office.order_typed(typed)
    newsroom.withdraw(office.store, office.people["minh"], typed.id, "xong", NOON)
    newsroom.submit(office.store, office.people["lan"], typed.id, typed.version, NOON)
    newsroom.listened(office.store, office.people["minh"], typed.id, sha(typed), NOON)
    office.store.decide(typed.id, sha(typed), Verdict.APPROVED, office.people["minh"], "", NOON)
    assert office.store.bulletin(typed.id).airs_again
