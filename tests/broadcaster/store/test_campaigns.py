"""What the station remembers of documents, campaigns, rotations, reports and columns."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from broadcaster.bulletin import Topic
from broadcaster.campaign import Campaign, Column, Directive, Obligation, Per, Pick, Sent
from broadcaster.duty import Every, Filed, Findings, ReportDuty, SpeakerDuty
from broadcaster.errors import Conflict, NotFound, WrongState
from broadcaster.store import Store, Verb
from tests.broadcaster.store.steps import approved
from tests.builders import LAN, MONDAY, NOW, TUNG

READING = {"number": "12/KH", "loudspeaker": [], "place": {}}
FINDINGS = Findings(
    number="12/KH-UBND",
    issued=date(2026, 11, 1),
    issuer="UBND phường",
    title="Đợt cao điểm",
    first=MONDAY,
    last=MONDAY + timedelta(days=13),
    loudspeaker=(SpeakerDuty(1, 5, "day", ("sáng sớm",), (time(6, 30),), 15, True, "01 lượt/ngày"),),
    reports=(ReportDuty(Every.DAY, by_time=time(8, 30), first=MONDAY, addressee="Công an phường", quote="hằng ngày"),),
    topics=frozenset({Topic.T01}),
)


def filed(store: Store, sha256: str = "a" * 64) -> Filed:
    return store.file_directive("12-KH.docx", "docx", "", "Kính gửi", sha256, READING, LAN, NOW)[0]


def terms(*directives: Directive, **changes: Any) -> Campaign:
    quota = Obligation(2, frozenset({Topic.T01}), frozenset({"morning"}), 5, Per.WEEK, frozenset({0, 2}))
    usual: dict[str, Any] = {
        "directives": directives,
        "closing_report_due": MONDAY + timedelta(days=14),
        "closing_report_to": "Công an phường",
        "responsible": ("Phòng VH-XH: phát thanh",),
        "duties": FINDINGS.reports,
        "stale_after": 4,
    }
    return Campaign(UUID(int=0), "Cao điểm", MONDAY, MONDAY + timedelta(days=13), quota, **(usual | changes))


def test_a_document_is_kept_once_by_its_hash(store: Store) -> None:
    first = filed(store)
    again, new = store.file_directive("khac.docx", "docx", "", "Kính gửi", "a" * 64, READING, TUNG, NOW)
    assert (again.id, new) == (first.id, False)
    assert store.directive_of("a" * 64) == first
    assert store.directive_of("b" * 64) is None
    assert [one.verb for one in store.activity()] == [Verb.FILE_DIRECTIVE]
    assert first.reading == READING and first.confirmed is None


def test_what_a_person_confirmed_comes_back_whole(store: Store) -> None:
    one = filed(store)
    confirmed = store.confirm_directive(one.id, 1, FINDINGS, LAN, NOW)
    assert confirmed.confirmed == FINDINGS
    assert (confirmed.confirmed_by, confirmed.confirmed_at, confirmed.version) == (LAN.name, NOW, 2)
    assert store.directives() == [confirmed]


def test_two_people_confirming_at_once_do_not_overwrite_each_other(store: Store) -> None:
    one = filed(store)
    store.confirm_directive(one.id, 1, FINDINGS, LAN, NOW)
    with pytest.raises(Conflict):
        store.confirm_directive(one.id, 1, Findings(), TUNG, NOW)
    assert store.directive(one.id).confirmed == FINDINGS


def test_a_campaign_comes_back_with_everything_it_joins(store: Store) -> None:
    one = store.confirm_directive(filed(store).id, 1, FINDINGS, LAN, NOW)
    head = Directive(one.id, "12/KH-UBND", date(2026, 11, 1), "UBND phường", "Đợt cao điểm")
    made = store.begin_campaign(terms(head), TUNG, NOW)
    assert made == replace(terms(head), id=made.id, by_name=TUNG.name)
    assert store.campaign(made.id) == made
    assert store.campaigns(MONDAY + timedelta(days=13)) == [made]
    assert store.campaigns(MONDAY + timedelta(days=14)) == []


def test_a_campaign_of_an_unknown_document_is_refused(store: Store) -> None:
    with pytest.raises(NotFound):
        store.begin_campaign(terms(Directive(uuid4(), "", None, "", "")), TUNG, NOW)


def test_changing_asks_for_the_version_that_was_read(store: Store) -> None:
    made = store.begin_campaign(terms(), TUNG, NOW)
    other = store.change_campaign(replace(made, name="Đợt hai"), TUNG, NOW)
    assert (other.name, other.version) == ("Đợt hai", 2)
    with pytest.raises(Conflict):
        store.change_campaign(replace(made, name="Đợt ba"), LAN, NOW)


def test_a_rotation_is_placed_whole_and_taken_off_whole(store: Store) -> None:
    bulletin, made = approved(store), store.begin_campaign(terms(), TUNG, NOW)
    picks = [Pick(MONDAY + timedelta(days=day), "morning", bulletin.id) for day in (0, 2, 7)]
    rotation = store.place_rotation(made.id, picks, TUNG, NOW)
    placed = store.placements(MONDAY, MONDAY + timedelta(days=20))
    assert sorted((one.first, one.last, one.slot) for one in placed) == [(p.day, p.day, "morning") for p in picks]
    assert {one.id for one in placed} == set(rotation.placements)
    undone = store.undo_rotation(rotation.id, LAN, NOW)
    assert store.placements(MONDAY, MONDAY + timedelta(days=20)) == []
    assert (undone.undone, undone.undone_by, undone.count) == (NOW, LAN.name, 3)
    with pytest.raises(WrongState):
        store.undo_rotation(rotation.id, LAN, NOW)
    verbs = [one.verb for one in store.activity(2)]
    assert verbs == [Verb.UNDO_ROTATION, Verb.PLACE_ROTATION]


def test_a_rotation_put_back_leaves_out_what_is_over_was_taken_off_alone_or_stands_again(store: Store) -> None:
    bulletin, made = approved(store), store.begin_campaign(terms(), TUNG, NOW)
    picks = [Pick(MONDAY + timedelta(days=day), "morning", bulletin.id) for day in (0, 2, 4, 7)]
    rotation = store.place_rotation(made.id, picks, TUNG, NOW)
    alone = next(one for one in store.placements(MONDAY, MONDAY + timedelta(days=7)) if one.first == picks[1].day)
    store.unplace(alone.id, TUNG, NOW)
    with pytest.raises(WrongState):
        store.restore_rotation(rotation.id, lambda pick: True, LAN, NOW)
    store.undo_rotation(rotation.id, LAN, NOW + timedelta(minutes=1))
    anew = store.place(bulletin.id, "morning", picks[2].day, picks[2].day, (), 0, TUNG, NOW)
    with pytest.raises(WrongState):
        store.restore_rotation(rotation.id, lambda pick: False, LAN, NOW)
    assert store.restore_rotation(rotation.id, lambda pick: pick.day > MONDAY, LAN, NOW) == 1
    standing = store.placements(MONDAY, MONDAY + timedelta(days=20))
    assert {one.first for one in standing} == {picks[2].day, picks[3].day} and anew in standing
    assert store.rotation(rotation.id).undone is None
    assert store.activity(1)[0].verb is Verb.RESTORE_ROTATION
    with pytest.raises(NotFound):
        store.restore_rotation(uuid4(), lambda pick: True, LAN, NOW)


def test_an_ended_campaign_takes_no_rotation_back(store: Store) -> None:
    bulletin, made = approved(store), store.begin_campaign(terms(), TUNG, NOW)
    rotation = store.place_rotation(made.id, [Pick(MONDAY, "morning", bulletin.id)], TUNG, NOW)
    store.undo_rotation(rotation.id, LAN, NOW)
    store.end_campaign(made.id, MONDAY, LAN, NOW)
    with pytest.raises(WrongState):
        store.restore_rotation(rotation.id, lambda pick: True, LAN, NOW)
    assert store.placements(MONDAY, MONDAY) == []


def test_an_unknown_bulletin_in_a_rotation_places_nothing_at_all(store: Store) -> None:
    bulletin, made = approved(store), store.begin_campaign(terms(), TUNG, NOW)
    with pytest.raises(NotFound):
        store.place_rotation(
            made.id, [Pick(MONDAY, "morning", bulletin.id), Pick(MONDAY, "evening", uuid4())], TUNG, NOW
        )
    assert store.placements(MONDAY, MONDAY) == []
    assert store.rotations(made.id) == []


def test_ending_takes_off_what_was_placed_for_later_days_and_nothing_else(store: Store) -> None:
    bulletin, made = approved(store), store.begin_campaign(terms(), TUNG, NOW)
    standing = store.place(bulletin.id, "evening", MONDAY, None, (), 0, TUNG, NOW)
    store.place_rotation(
        made.id, [Pick(MONDAY + timedelta(days=day), "morning", bulletin.id) for day in (0, 1)], TUNG, NOW
    )
    ended = store.end_campaign(made.id, MONDAY, LAN, NOW)
    assert (ended.ended, ended.ended_by) == (NOW, LAN.name)
    left = store.placements(MONDAY, MONDAY + timedelta(days=5))
    assert {(one.slot, one.last) for one in left} == {("morning", MONDAY), ("evening", None)}
    assert standing in left
    with pytest.raises(WrongState):
        store.end_campaign(made.id, MONDAY, LAN, NOW)
    with pytest.raises(WrongState):
        store.change_campaign(replace(ended, name="Lại"), LAN, NOW)


def test_a_report_is_sent_once(store: Store) -> None:
    made = store.begin_campaign(terms(), TUNG, NOW)
    sent = Sent(made.id, "day", NOW)
    store.report_sent(sent, LAN, NOW)
    store.report_sent(sent, TUNG, NOW + timedelta(minutes=1))
    assert store.reports_sent(made.id) == [Sent(made.id, "day", NOW, LAN.name, NOW)]


def test_a_report_marked_by_mistake_is_marked_no_more(store: Store) -> None:
    made = store.begin_campaign(terms(), TUNG, NOW)
    sent, other = Sent(made.id, "day", NOW), Sent(made.id, "day", NOW + timedelta(days=1))
    store.report_sent(sent, LAN, NOW)
    store.report_sent(other, LAN, NOW)
    for _ in range(2):
        store.report_not_sent(sent, TUNG, NOW)
    assert [one.due for one in store.reports_sent(made.id)] == [other.due]
    assert [one.verb for one in store.activity(2)] == [Verb.UNSEND_REPORT, Verb.SEND_REPORT]


def test_a_closed_column_stands_again_as_it_stood(store: Store) -> None:
    made = store.open_column(Column(UUID(int=0), "Pháp luật", 4, "evening", "", Topic.T15, MONDAY), TUNG, NOW)
    assert store.close_column(made.id, TUNG, NOW) == "Pháp luật"
    for _ in range(2):
        assert store.reopen_column(made.id, LAN, NOW) == "Pháp luật"
    assert store.columns() == [made]
    assert [one.verb for one in store.activity(2)] == [Verb.REOPEN_COLUMN, Verb.CLOSE_COLUMN]
    with pytest.raises(NotFound):
        store.reopen_column(uuid4(), LAN, NOW)


def test_columns_stand_through_the_week_until_they_are_closed(store: Store) -> None:
    late = store.open_column(Column(UUID(int=0), "Pháp luật", 4, "evening", "", Topic.T15, MONDAY), TUNG, NOW)
    early = store.open_column(
        Column(UUID(int=0), "Điểm tin", 0, "morning", "Mời bà con", Topic.T17, MONDAY, MONDAY), TUNG, NOW
    )
    assert store.columns() == [early, late]
    store.close_column(early.id, TUNG, NOW)
    assert store.columns() == [late]
    with pytest.raises(NotFound):
        store.close_column(early.id, TUNG, NOW)
