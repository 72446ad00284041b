"""What the documents ask to be reported, and when: R4 to R6, R9, R11 to R13, R20; each through the station itself.

The phrase of each row stands with its test. Most go through the desk, as an officer would.
"""

import re
from datetime import date, timedelta

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Kind, Priority, Script, Source, Topic
from broadcaster.campaigns import Due
from broadcaster.directives import read
from broadcaster.duty import Every, ReportDuty
from broadcaster.errors import BadInput
from broadcaster.office import campaigning, newsroom
from broadcaster.recording import Level, Purpose, Taken
from broadcaster.reports import Form, ReportKind, log_book, period_of, report, written
from broadcaster.settings.report import Letterhead
from tests.builders import MONDAY, at
from tests.requirements.asked import AREAS, ORDER, TUESDAY, a_report, begun, figures_of, paragraphs, words
from tests.web.cast import House
from tests.web.paper import read_duties


def test_r4_yesterdays_flash_report_is_ready_before_half_past_eight(house: House) -> None:
    """ "từ ngày 02/8 đến 13/8/2025 … hằng ngày gửi báo cáo nhanh … (trước 8h30' sáng)" """
    _, (flash, *_) = read_duties(read(ORDER))
    assert (flash.every, f"{flash.by_time:%H:%M}", flash.last) == (Every.DAY, "08:30", date(2025, 8, 13))
    house.aired(house.approved(), at("06:30"))
    begun(house, duties=(ReportDuty(Every.DAY, by_time=flash.by_time, first=TUESDAY),))
    house.clock.at = at("07:30", TUESDAY)
    browser = house.signed_in("lan")
    assert "Hạn hôm nay: Báo cáo nhanh ngày 23/11: trước 08:30 ngày 24/11/2026" in words(browser.open("/").text)
    ready = browser.open("/bao-cao/tai-ve/docx?loai=flash")
    assert "ngày 23/11/2026" in paragraphs(ready.data)


def test_r5_the_closing_reports_deadline_is_a_field_of_its_own(house: House) -> None:
    """ "Kết thúc đợt cao điểm … gửi báo cáo trước ngày 14/8/2025" """
    _, duties = read_duties(read(ORDER))
    assert [duty.once for duty in duties if duty.once] == [date(2025, 8, 14)]
    one = begun(house, closing_report_due=MONDAY + timedelta(days=3))
    owed = campaigning.reports_due(house.store, house.settings.station, one, house.clock.at)
    assert [(each.name, each.due.astimezone(at("06:00").tzinfo).date()) for each in owed] == [
        ("closing", MONDAY + timedelta(days=3))
    ]
    assert one.last == MONDAY + timedelta(days=11)
    assert owed[0].state is Due.NEXT


def test_r6_an_inspector_can_trust_the_log_and_take_it_along(house: House) -> None:
    """ "theo dõi, kiểm tra, đôn đốc … định kỳ tổng hợp tình hình, kết quả báo cáo" """
    house.aired(house.approved(), at("06:30"))
    van = house.signed_in("van")
    assert "Nhật ký nguyên vẹn: 1 dòng" in van.open("/nhat-ky/kiem-tra", follow_redirects=True).text
    assert van.open("/bao-cao/so-nhat-ky.pdf?ngay=2026-11-23").data.startswith(b"%PDF")
    number, chain = house.store.head()
    said = paragraphs(a_report(house, ReportKind.WEEK, MONDAY))
    assert number == 1 and chain[:16] in said
    to = Letterhead(addressee="Công an phường Hòa Mẫu")
    period = period_of(ReportKind.WEEK, MONDAY)
    made = report(house.store, house.settings.station, house.settings.quota, to, period, house.clock.at)
    assert "Kính gửi: Công an phường Hòa Mẫu" in paragraphs(written(made, Form.DOCX))
    assert log_book(house.store, house.settings.station, to, period, house.clock.at).startswith(b"%PDF")


@pytest.mark.parametrize("kind", [kind for kind in ReportKind if kind is not ReportKind.CAMPAIGN])
def test_r9_reports_for_every_period_the_documents_name(house: House, kind: ReportKind) -> None:
    """ "định kỳ 06 tháng, 01 năm báo cáo tình hình, kết quả thực hiện" """
    house.aired(house.approved(), at("06:30"))
    said = paragraphs(a_report(house, kind, MONDAY))
    names = {
        "flash": "NHANH",
        "week": "TUẦN",
        "month": "THÁNG",
        "quarter": "QUÝ",
        "half-year": "06 THÁNG",
        "year": "NĂM",
    }
    assert f"BÁO CÁO {names[kind.value]}" in said
    assert "Theo lịch có 01 lượt phát; đã phát đủ 01 lượt" in said


def test_r11_items_of_each_kind_are_counted_apart(house: House) -> None:
    """ "tăng thời lượng, tần suất phát các tin, bài, chuyên đề, phóng sự" """
    for minute, kind in enumerate(Kind):
        house.aired(house.approved(f"Mục {kind}", kind=kind), at(f"06:3{minute}"))
    house.aired(house.approved("Phóng sự nữa", kind=Kind.REPORT), at("06:38"))
    made = figures_of(house, period_of(ReportKind.FLASH, MONDAY))
    counted = {row["ten"]: row["du"] for row in made.fields["bang_the_loai"]}
    assert counted == {"Tin": 1, "Bài": 1, "Chuyên đề": 1, "Phóng sự": 2}


def test_r12_the_areas_covered_stand_in_the_report_and_recordings_air_like_texts(house: House) -> None:
    """ "đến thôn, buôn, bon, tổ dân phố, khu dân cư" """
    house.aired(house.approved(), at("06:30"))
    made = figures_of(house, period_of(ReportKind.FLASH, MONDAY))
    (row,) = made.fields["bang_dia_ban"]
    assert row["dia_ban"] == "Tổ dân phố 1, Buôn Ea Sút"


def test_r12_a_recording_in_a_minority_language_airs_and_counts_like_a_text(house: House) -> None:
    """ "đến thôn, buôn, bon": words no voice reads are brought as a recording"""
    lan, store, now = house.people["lan"], house.store, house.clock.at
    brought = store.begin_recording(Purpose.BULLETIN, "Bài bằng tiếng Ê Đê", "e-de.wav", 1000, lan, now)
    sound = house.sound(2.0)
    store.recording_arrived(brought.id, lan, now)
    store.claim_recording(brought.id, "renderer", now)
    facts = (sound.sha256, sound.sha256, "wav", sound.duration, -14.0, -2.0, Level.FINE, (1,) * 400)
    store.recording_ready(brought.id, Taken(*facts), now)
    spoken_of = house.approved("Bài bằng tiếng Ê Đê", recording=sound.sha256, kind=Kind.REPORT)
    house.aired(spoken_of, at("06:30"))
    made = figures_of(house, period_of(ReportKind.FLASH, MONDAY))
    assert {row["ten"]: row["du"] for row in made.fields["bang_the_loai"]} == {"Phóng sự": 1}
    unknown = Script("Tiếng lạ", Kind.REPORT, Topic.T01, Priority.NORMAL, Source(), "Lời", recording="f" * 64)
    with pytest.raises(BadInput):
        newsroom.write(store, lan, unknown, now)


def test_r13_difficulties_are_filled_in_from_what_was_missed_with_the_reasons(house: House) -> None:
    """ "quá trình thực hiện có khó khăn, vướng mắc, kịp thời báo cáo" """
    house.aired(house.approved(), at("06:30"), Outcome.MISSED, Reason.STATION_OFF, 0.0)
    said = paragraphs(a_report(house, ReportKind.FLASH, MONDAY))
    assert "Khó khăn, vướng mắc" in said
    assert "01 lượt bỏ lỡ do máy của đài không chạy" in said


def test_r20_what_areas_were_covered_is_told_and_no_household_is_ever_claimed(house: House) -> None:
    """ "100% hộ dân trên địa bàn được tiếp cận" """
    house.aired(house.approved(), at("06:30"))
    said = paragraphs(a_report(house, ReportKind.WEEK, MONDAY))
    for area in AREAS:
        assert area in said
    assert not re.search(r"hộ dân|hộ gia đình|100 ?%? hộ", said)
