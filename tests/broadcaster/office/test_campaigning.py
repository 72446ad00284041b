"""Who may do what with documents and campaigns, and what each deed leaves behind."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from broadcaster.bulletin import Topic
from broadcaster.campaign import Campaign, Column, Obligation, Pick
from broadcaster.campaigns import Due, State
from broadcaster.directives import DocumentError, Refusal
from broadcaster.duty import Every, Findings, ReportDuty
from broadcaster.errors import BadInput, NotAllowed, NotFound, WrongState
from broadcaster.office import campaigning, filing
from broadcaster.people import Person, Role
from tests.builders import MONDAY, at
from tests.web.cast import House, station_in

TEXT = (
    "UBND PHƯỜNG HỒNG AN\nSố: 15/KH-UBND\n\nHồng An, ngày 20 tháng 11 năm 2026\n\nKẾ HOẠCH\n"
    "Đợt cao điểm tuyên truyền phòng, chống lừa đảo trên không gian mạng\n\n"
    "Thời gian: từ ngày 23/11/2026 đến ngày 04/12/2026.\n\n"
    "Phát trên hệ thống loa truyền thanh phường tối thiểu 01 lượt/ngày vào các khung giờ sáng sớm và chiều tối.\n\n"
    "Hằng ngày gửi báo cáo nhanh về Công an phường (trước 8h30' sáng).\n"
)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(station_in(tmp_path)).hire()


def campaign(house: House, **changes: Any) -> Campaign:
    quota = Obligation(1, slots=frozenset({"morning", "evening"}))
    wanted = Campaign(UUID(int=0), "Cao điểm", MONDAY, MONDAY + timedelta(days=11), quota, **changes)
    return campaigning.begin(house.store, house.settings.station, house.people["lan"], wanted, house.clock.at)


def test_the_original_is_kept_under_its_hash_and_recognised_again(house: House) -> None:
    lan, at_ = house.people["lan"], house.clock.at
    content = TEXT.encode()
    filed, new = filing.file_document(house.store, house.settings, lan, content, "ke-hoach.txt", at_)
    assert new and filed.sha256 == hashlib.sha256(content).hexdigest()
    assert filing.original(house.settings, filed).read_bytes() == content
    again, new = filing.file_document(house.store, house.settings, house.people["hoa"], content, "khac.txt", at_)
    assert (again.id, new) == (filed.id, False)


def test_nothing_counts_before_a_person_confirmed_it(house: House) -> None:
    lan, at_ = house.people["lan"], house.clock.at
    filed, _ = filing.file_text(house.store, house.settings, lan, TEXT, at_)
    assert filed.confirmed is None and filed.reading["number"] == "15/KH-UBND"
    from broadcaster.campaign import Directive

    head = Directive(filed.id, "", None, "", "")
    with pytest.raises(WrongState):
        campaign(house, directives=(head,))
    filing.confirm(house.store, lan, filed.id, 1, Findings(number="15/KH-UBND"), at_)
    assert campaign(house, directives=(head,)).directives[0].number == "15/KH-UBND"


def test_a_scan_and_an_old_word_file_are_refused_with_their_reason(house: House) -> None:
    with pytest.raises(DocumentError) as why:
        filing.file_document(
            house.store,
            house.settings,
            house.people["lan"],
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "a.doc",
            house.clock.at,
        )
    assert why.value.code is Refusal.OLD_WORD
    assert not list(filing.folder(house.settings).glob("*"))


@pytest.mark.parametrize("username", ["minh", "tung", "quang", "van"])
def test_documents_are_filed_by_writers_and_the_leadership(house: House, username: str) -> None:
    with pytest.raises(NotAllowed):
        filing.file_text(house.store, house.settings, house.people[username], TEXT, house.clock.at)


@pytest.mark.parametrize("username", ["minh", "quang", "van"])
def test_campaigns_are_made_by_those_who_see_to_the_schedule(house: House, username: str) -> None:
    quota = Obligation(1)
    wanted = Campaign(UUID(int=0), "Cao điểm", MONDAY, MONDAY, quota)
    with pytest.raises(NotAllowed):
        campaigning.begin(house.store, house.settings.station, house.people[username], wanted, house.clock.at)


def test_the_leadership_makes_campaigns_but_places_nothing(house: House) -> None:
    one, hoa = campaign(house), house.people["hoa"]
    bulletin = house.approved()
    pick = Pick(MONDAY, "evening", bulletin.id)
    campaigning.change(house.store, house.settings.station, hoa, replace(one, name="Đợt khác"), house.clock.at)
    with pytest.raises(NotAllowed):
        campaigning.carry_out(house.store, house.settings.station, hoa, one.id, [pick], house.clock.at)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last": MONDAY - timedelta(days=1)}, "last"),
        ({"obligation": Obligation(0)}, "plays"),
        ({"obligation": Obligation(1, slots=frozenset({"noon"}))}, "slot"),
        ({"name": "  "}, "campaign"),
        ({"stale_after": 0}, "stale"),
    ],
)
def test_terms_that_cannot_be_kept_are_refused_at_their_field(
    house: House, changes: dict[str, object], field: str
) -> None:
    wanted = Campaign(UUID(int=0), "Cao điểm", MONDAY, MONDAY, Obligation(1))
    with pytest.raises(BadInput) as why:
        campaigning.begin(
            house.store, house.settings.station, house.people["lan"], replace(wanted, **changes), house.clock.at
        )
    assert why.value.field == field


def test_only_approved_bulletins_on_days_to_come_are_placed(house: House) -> None:
    one, station, lan, now = campaign(house), house.settings.station, house.people["lan"], house.clock.at
    good, pending = house.approved(), house.pending("Chờ duyệt")

    def place(*picks: Pick) -> None:
        campaigning.carry_out(house.store, station, lan, one.id, picks, now)

    with pytest.raises(WrongState):
        place(Pick(MONDAY, "evening", pending.id))
    with pytest.raises(BadInput):
        place(Pick(MONDAY, "morning", good.id))  # eight o'clock: over
    with pytest.raises(BadInput):
        place(Pick(MONDAY + timedelta(days=12), "evening", good.id))
    with pytest.raises(BadInput):
        place(Pick(MONDAY + timedelta(days=5), "evening", good.id))  # a Saturday
    with pytest.raises(NotFound):
        place(Pick(MONDAY, "noon", good.id))
    with pytest.raises(BadInput):
        place()
    place(Pick(MONDAY, "evening", good.id))
    with pytest.raises(WrongState):
        place(Pick(MONDAY, "evening", good.id))  # the page was sent twice
    assert len(house.store.placements(MONDAY, MONDAY)) == 1


def test_a_proposal_that_is_carried_out_leaves_nothing_to_propose(house: House) -> None:
    for number in range(5):
        house.approved(f"Bài {number}")
    one, station, now = campaign(house), house.settings.station, house.clock.at
    found = campaigning.proposal(house.store, station, one, now)
    picks = [Pick(each.occurrence.day, each.occurrence.slot.id, each.bulletin.id) for each in found.picks]
    assert len(picks) == 19  # this morning is over
    campaigning.carry_out(house.store, station, house.people["tung"], one.id, picks, now)
    again = campaigning.proposal(house.store, station, one, now)
    assert again.picks == ()
    grid = campaigning.whole(house.store, station, one, now)
    assert [day.state for day in grid.days[:2]] == [State.NOT_MET, State.AHEAD]
    assert not any(day.unplanned for day in grid.days[1:])


def test_today_tells_how_each_running_campaign_stands(house: House) -> None:
    bulletin, one = house.approved(), campaign(house)
    house.aired(bulletin, at("06:30"))
    ((found, day),) = campaigning.today(house.store, house.settings.station, house.clock.at)
    assert (found.id, day.state, day.missing.slots) == (one.id, State.POSSIBLE, {"evening"})
    campaigning.end(house.store, house.settings.station, house.people["hoa"], one.id, house.clock.at)
    assert campaigning.today(house.store, house.settings.station, house.clock.at) == []


def test_a_report_is_marked_only_when_it_is_owed(house: House) -> None:
    station, lan, now = house.settings.station, house.people["lan"], house.clock.at
    flash = ReportDuty(Every.DAY, by_time=at("08:30").time(), first=MONDAY)
    one = campaign(house, duties=(flash,), closing_report_due=MONDAY + timedelta(days=11))
    ((found, owed),) = campaigning.pressing(house.store, station, now)
    assert (found.id, owed.state, owed.due) == (one.id, Due.TODAY, at("08:30"))
    with pytest.raises(NotFound):
        campaigning.sent(house.store, station, lan, one.id, "week", at("08:30"), now)
    campaigning.sent(house.store, station, lan, one.id, "day", at("08:30"), now)
    assert campaigning.pressing(house.store, station, now) == []


def test_a_draft_keeps_the_documents_number_day_and_issuer(house: House) -> None:
    lan, now = house.people["lan"], house.clock.at
    filed, _ = filing.file_text(house.store, house.settings, lan, TEXT, now)
    said = Findings("15/KH-UBND", MONDAY, "UBND phường Hồng An", "Đợt cao điểm", topics=frozenset({Topic.T03}))
    filed = filing.confirm(house.store, lan, filed.id, 1, said, now)
    draft = filing.draft_from(house.store, lan, filed, now)
    source = draft.script.source
    assert (source.number, source.issued, source.issuer) == ("15/KH-UBND", MONDAY, "UBND phường Hồng An")
    assert draft.script.topic is Topic.T03 and "loa truyền thanh" in draft.script.text


def test_a_long_document_becomes_a_draft_the_editor_takes(house: House) -> None:
    lan, now = house.people["lan"], house.clock.at
    filed, _ = filing.file_text(house.store, house.settings, lan, "Kính gửi bà con.\n" * 3000, now)
    draft = filing.draft_from(house.store, lan, filed, now)
    assert len(draft.script.text) <= filing.LONGEST_DRAFT
    assert draft.script.text.endswith("bà con.")


def test_findings_that_say_nothing_possible_are_refused(house: House) -> None:
    lan, now = house.people["lan"], house.clock.at
    filed, _ = filing.file_text(house.store, house.settings, lan, TEXT, now)
    for wrong in (
        Findings(first=MONDAY, last=MONDAY - timedelta(days=1)),
        Findings(reports=(ReportDuty(),)),
        Findings(title="x" * 3000),
    ):
        with pytest.raises(BadInput):
            filing.confirm(house.store, lan, filed.id, 1, wrong, now)
    assert house.store.directive(filed.id).confirmed is None


def test_a_column_begins_a_draft_with_its_opening_words(house: House) -> None:
    station, lan, now = house.settings.station, house.people["lan"], house.clock.at
    wanted = Column(UUID(int=0), "Điểm tin", 4, "morning", "Mời bà con nghe điểm tin.", Topic.T17, MONDAY)
    column = campaigning.open_column(house.store, station, lan, wanted, now)
    draft = campaigning.draft_for(house.store, lan, column, "Điểm tin tuần 48", now)
    assert draft.script.text.startswith("Mời bà con nghe điểm tin.")
    assert draft.script.topic is Topic.T17
    with pytest.raises(NotFound):
        campaigning.open_column(house.store, station, lan, replace(wanted, slot="noon"), now)
    with pytest.raises(NotAllowed):
        campaigning.close_column(house.store, Person(uuid4(), "la", "Lạ", frozenset({Role.INSPECTOR})), column.id, now)


def test_nobody_takes_back_a_deed_he_may_not_do(house: House) -> None:
    store, station, van, now = house.store, house.settings.station, house.people["van"], house.clock.at
    for undone in (
        lambda: campaigning.reopen_column(store, van, uuid4(), now),
        lambda: campaigning.put_back(store, station, van, uuid4(), now),
        lambda: campaigning.not_sent(store, van, uuid4(), "day", now, now),
    ):
        with pytest.raises(NotAllowed):
            undone()


def test_a_report_far_from_the_campaigns_days_is_refused_and_one_kept_before_floods_nobody(house: House) -> None:
    far = ReportDuty(Every.DAY, first=MONDAY.replace(year=2002))
    with pytest.raises(BadInput) as why:
        campaign(house, duties=(far,))
    assert why.value.field == "duties"
    wanted = Campaign(UUID(int=0), "Đợt cũ", MONDAY, MONDAY + timedelta(days=11), Obligation(1), duties=(far,))
    kept = house.store.begin_campaign(wanted, house.people["lan"], house.clock.at)
    owed = campaigning.reports_due(house.store, house.settings.station, kept, at("07:00"))
    assert owed[0].due.date() == MONDAY - timedelta(days=31)
    assert len(campaigning.pressing(house.store, house.settings.station, at("07:00"))) == 32
