"""What the official documents ask of a loudspeaker station, row by row: R1 to R22, each through the station itself.

The phrase of each row stands with its test. Most go through the desk, as an officer would.
"""

import io
import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from docx import Document

from broadcaster import scripts, settings, spoken
from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Kind, Priority, Script, Source, Topic
from broadcaster.campaign import Campaign, Column, Directive, Obligation
from broadcaster.campaigns import Due, State, terms
from broadcaster.directives import read
from broadcaster.duty import Every, Findings, ReportDuty
from broadcaster.errors import BadInput, NotAllowed
from broadcaster.office import campaigning, filing, newsroom
from broadcaster.programme import programme
from broadcaster.proofreading import remarks_on
from broadcaster.proofreading.remark import Concern
from broadcaster.recording import Level, Purpose, Taken
from broadcaster.reports import Form, Period, Report, ReportKind, log_book, period_of, report, written
from broadcaster.settings import Settings
from broadcaster.settings.report import Letterhead
from tests.builders import MONDAY, at
from tests.web.cast import ROOT, House, station_in
from tests.web.paper import read_duties

ORDER = """KẾ HOẠCH
Thực hiện đợt cao điểm tuyên truyền phòng, chống lừa đảo chiếm đoạt tài sản

Triển khai đợt cao điểm từ ngày 02/8/2025 đến ngày 14/8/2025.

Phối hợp tuyên truyền trên hệ thống loa truyền thanh phường (tối thiểu 01 lượt/ngày vào các khung giờ sáng sớm và \
chiều tối).

Từ ngày 02/8 đến 13/8/2025: các Tổ dân phố hằng ngày gửi báo cáo nhanh về Công an phường (trước 8h30' sáng).

Kết thúc đợt cao điểm, các Tổ dân phố gửi báo cáo trước ngày 14/8/2025 về Công an phường.
"""
SHIPPED = [script for path, script in scripts.folder(ROOT / "scripts_vi") if not path.stem.startswith("urgent_")]
AREAS = ("Tổ dân phố 1", "Buôn Ea Sút")
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def house(tmp_path: Path) -> House:
    station_in(tmp_path)
    file = tmp_path / "config" / "station.toml"
    told = file.read_text("utf-8").replace("areas = []", f"areas = {list(AREAS)!r}".replace("'", '"'), 1)
    file.write_text(told, "utf-8")
    made = House(again(tmp_path)).hire()
    made.alive()
    return made


def again(folder: Path) -> Settings:
    """The settings as the file says them now."""
    return settings.load(
        folder / "config", {"BROADCASTER_DATA": str(folder / "var"), "BROADCASTER_AUDIO": str(folder / "audio")}
    )


def begun(house: House, **changes: object) -> Campaign:
    """A campaign of this fortnight, one play in the morning and one in the evening."""
    quota = changes.pop("quota", Obligation(1, slots=frozenset({"morning", "evening"})))
    last = MONDAY + timedelta(days=11)
    wanted = Campaign(UUID(int=0), "Cao điểm", MONDAY, last, quota, **changes)  # type: ignore[arg-type]
    return campaigning.begin(house.store, house.settings.station, house.people["lan"], wanted, house.clock.at)


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def figures_of(house: House, period: Period) -> Report:
    told = house.settings
    return report(house.store, told.station, told.quota, told.report, period, house.clock.at)


def a_report(house: House, kind: ReportKind, day: date, form: Form = Form.DOCX) -> bytes:
    made = figures_of(house, period_of(kind, day))
    return written(made, form)


def paragraphs(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_r1_at_least_once_a_day_early_morning_and_dusk(house: House) -> None:
    """ "tối thiểu 01 lượt/ngày vào các khung giờ sáng sớm và chiều tối" """
    loudspeaker, _ = read_duties(read(ORDER))
    quota = terms(UUID(int=1), Directive(UUID(int=1), "", None, "", ""), Findings(loudspeaker=loudspeaker),
                  house.settings.station, MONDAY).obligation  # fmt: skip
    assert (quota.plays, quota.slots) == (2, {"morning", "evening"})
    one, bulletin = begun(house, quota=quota), house.approved()
    house.aired(bulletin, at("06:30"))
    house.clock.at = at("17:20")
    ((_, day),) = campaigning.today(house.store, house.settings.station, house.clock.at)
    assert day.state is State.POSSIBLE
    house.aired(bulletin, at("17:15"), slot="evening")
    assert campaigning.whole(house.store, house.settings.station, one, house.clock.at).days[0].state is State.MET


def test_r2_a_warning_while_today_can_still_be_saved(house: House) -> None:
    """ "Phát thanh tuyên truyền phòng chống lừa đảo … (tối thiểu 01 lượt/ngày)" """
    begun(house, quota=Obligation(1))
    browser = house.signed_in("lan")
    assert "Hôm nay còn thiếu 01 lượt, còn kịp ở Buổi chiều tối 17:15" in words(browser.open("/").text)
    house.clock.at = at("17:31")
    assert "còn kịp" not in words(browser.open("/dot-cao-diem/hom-nay").text)


def test_r3_a_campaign_with_first_and_last_day_over_the_standing_schedule(house: House) -> None:
    """ "xuyên suốt … đợt cao điểm từ 02/8/2025 đến ngày 14/8/2025" """
    found = read(ORDER).period
    assert found is not None
    assert (found.value.first, found.value.last) == (date(2025, 8, 2), date(2025, 8, 14))
    standing, extra = house.approved("Lịch thường"), house.approved("Đợt cao điểm")
    house.store.place(standing.id, "morning", MONDAY, None, (), 0, house.people["tung"], house.clock.at)
    one, station = begun(house, quota=Obligation(2, slots=frozenset({"morning"}))), house.settings.station
    picks = campaigning.proposal(house.store, station, one, house.clock.at).picks
    wanted = [campaigning.Pick(each.occurrence.day, each.occurrence.slot.id, each.bulletin.id) for each in picks]
    campaigning.carry_out(house.store, station, house.people["lan"], one.id, wanted, house.clock.at)
    morning = station.occurrence(f"{TUESDAY}/morning")
    assert morning is not None
    titles = {each.bulletin.script.title for each in programme(house.store, station, morning).planned}
    assert titles == {"Lịch thường", "Đợt cao điểm"} and extra.id in {each.bulletin.id for each in picks}
    assert one.covers(MONDAY) and not one.covers(one.last + timedelta(days=1))


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


def test_r7_columns_and_more_minutes_and_plays_than_before(house: House) -> None:
    """ "Tăng cường thời lượng, tần suất … mở các chuyên mục điểm tin" """
    station, lan = house.settings.station, house.people["lan"]
    wanted = Column(UUID(int=0), "Điểm tin", 1, "morning", "Mời bà con nghe điểm tin.", Topic.T14, MONDAY)
    campaigning.open_column(house.store, station, lan, wanted, house.clock.at)
    news, other = house.approved("Điểm tin tuần", topic=Topic.T14), house.approved("Khác", topic=Topic.T01)
    friday = MONDAY - timedelta(days=3)
    house.aired(other, at("06:30", friday))
    house.aired(other, at("06:30"))
    house.aired(news, at("06:32"))
    one = begun(house)
    house.clock.at = at("05:00", TUESDAY)
    change = campaigning.increase(house.store, station, one, house.clock.at)
    assert change is not None and change.increased
    assert [(each.plays, each.plays_before) for each in change.slots if each.slot == "morning"] == [(2, 1)]
    picks = campaigning.proposal(house.store, station, one, house.clock.at).picks
    tuesday = next(each for each in picks if each.occurrence.key == f"{TUESDAY}/morning")
    assert (tuesday.bulletin.id, tuesday.column) == (news.id, "Điểm tin")


def test_r8_good_people_and_good_deeds_are_a_topic_of_their_own(house: House) -> None:
    """ "nêu gương người tốt, việc tốt" """
    assert any(script.topic is Topic.T17 for script in SHIPPED)
    house.aired(house.approved("Cô giao dịch viên", topic=Topic.T17), at("06:30"))
    assert "T17 Người tốt, việc tốt" in paragraphs(a_report(house, ReportKind.FLASH, MONDAY))


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


def test_r10_every_warning_ends_with_whom_to_call_and_that_is_a_setting(house: House) -> None:
    """ "phương thức, thủ đoạn, hậu quả … tố giác tội phạm" """
    assert {Topic.T14, Topic.T16} <= {script.topic for script in SHIPPED}
    for script in SHIPPED:
        assert "{hotline}" in script.text.rpartition("\n\n")[2], script.title
    heard = spoken.filled(SHIPPED[0].text, SHIPPED[0], house.settings)
    assert house.settings.station.hotline in heard and "{hotline}" not in heard


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


def test_r14_the_approved_text_can_be_copied_for_zalo_and_the_portal(house: House) -> None:
    """ "nhiều hình thức như … nhóm Zalo … hệ thống truyền thanh cơ sở" """
    bulletin, draft = house.approved("Đăng Zalo"), house.draft("Chưa duyệt")
    browser = house.signed_in("lan")
    page = browser.open(f"/ban-tin/{bulletin.id}").text
    area = re.search(r'<textarea[^>]*id="copy"[^>]*>(.*?)</textarea>', page, re.S)
    assert area is not None and "Công an không làm việc qua điện thoại" in area[1]
    assert 'id="copy"' not in browser.open(f"/ban-tin/{draft.id}").text


def test_r15_a_script_for_each_kind_of_fraud_and_for_each_topic() -> None:
    """seven fraud types (1) … (7)"""
    assert {script.topic for script in SHIPPED} >= set(Topic) - {Topic.OTHER}


def test_r16_one_airing_counts_for_every_directive_it_serves(house: House) -> None:
    """ "Tổ chức tuyên truyền rộng rãi trên … hệ thống thông tin cơ sở" """
    first = begun(house, quota=Obligation(1, frozenset({Topic.T01})))
    second = begun(house, quota=Obligation(1))
    house.aired(house.approved(topic=Topic.T01), at("06:30"))
    found = {one.id: day for one, day in campaigning.today(house.store, house.settings.station, house.clock.at)}
    assert {found[first.id].state, found[second.id].state} == {State.MET}
    assert len(house.store.entries()) == 1


def test_r17_a_text_that_was_sent_along_is_imported_with_its_source(house: House) -> None:
    """ "Bài tuyên truyền, đồ họa thông tin (gửi kèm)" """
    document = Document()
    for line in ("CÔNG AN TỈNH", "Số: 88/CAT-PV05", "Ngày 20 tháng 11 năm 2026", "Cảnh giác lừa đảo qua mạng."):
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    lan = house.signed_in("lan")
    answer = lan.send("/van-ban", tep=(io.BytesIO(file.getvalue()), "bai.docx"))
    assert answer.status_code == 303, answer.text
    (filed,) = house.store.directives()
    assert filing.original(house.settings, filed).read_bytes() == file.getvalue()
    said = Findings("88/CAT-PV05", date(2026, 11, 20), "Công an tỉnh", "Cảnh giác", topics=frozenset({Topic.T01}))
    filing.confirm(house.store, house.people["lan"], filed.id, 1, said, house.clock.at)
    made = lan.send(f"/van-ban/{filed.id}/ban-tin")
    assert made.status_code == 303
    (draft,) = house.store.bulletins()
    assert draft.script.source == Source("88/CAT-PV05", date(2026, 11, 20), "Công an tỉnh", "Cảnh giác")
    assert "Cảnh giác lừa đảo qua mạng." in draft.script.text


def test_r18_who_supplied_the_words_and_who_broadcasts_are_two_and_no_author_approves(house: House) -> None:
    """ "Phối hợp với Phòng Văn hóa - xã hội phường" """
    bulletin = house.pending(source=Source("12/CAP", None, "Công an phường", "Cảnh giác"))
    assert bulletin.rendition is not None
    assert bulletin.script.source.issuer == "Công an phường" and bulletin.author_name == "Nguyễn Thị Lan"
    lan = house.people["lan"]
    house.store.listened(bulletin.id, bulletin.rendition.sha256, lan, house.clock.at)
    with pytest.raises(NotAllowed):
        newsroom.approve(house.store, lan, bulletin.id, bulletin.rendition.sha256, house.clock.at)
    assert "Công an phường" in house.signed_in("van").open(f"/ban-tin/{bulletin.id}").text


def test_r19_author_approver_and_operator_stand_on_every_log_row_and_a_campaign_names_who_is_responsible(
    house: House,
) -> None:
    """ "gán trách nhiệm cụ thể cho các tổ chức, cá nhân phụ trách" """
    entry = house.aired(house.approved(), at("06:30"))
    names = (entry.author_name, entry.approver_name, entry.operator_name)
    assert names == ("Nguyễn Thị Lan", "Trần Văn Minh", "Lê Thanh Tùng")
    shown = words(house.signed_in("van").open("/nhat-ky").text)
    assert all(name in shown for name in names)
    one = begun(house, responsible=("Công an phường: cung cấp nội dung", "Phòng Văn hóa - Xã hội: phát thanh"))
    page = words(house.signed_in("van").open(f"/dot-cao-diem/{one.id}").text)
    assert "Phòng Văn hóa - Xã hội: phát thanh" in page


def test_r20_what_areas_were_covered_is_told_and_no_household_is_ever_claimed(house: House) -> None:
    """ "100% hộ dân trên địa bàn được tiếp cận" """
    house.aired(house.approved(), at("06:30"))
    said = paragraphs(a_report(house, ReportKind.WEEK, MONDAY))
    for area in AREAS:
        assert area in said
    assert not re.search(r"hộ dân|hộ gia đình|100 ?%? hộ", said)


def test_r21_five_nots_and_two_musts_is_a_script_of_its_own_and_the_default_topic(house: House) -> None:
    """ "trọng tâm tuyên truyền theo khẩu hiệu “5 không, 2 phải”" """
    whole = next(script for script in SHIPPED if script.title.startswith("“Năm không, hai phải”"))
    for part in ("không thực hiện", "không tham lam", "không kết bạn", "không chuyển khoản", "không đầu tư"):
        assert part in whole.text.casefold()
    assert "phải thường xuyên cảnh giác" in whole.text and "phải tố giác" in whole.text
    page = house.signed_in("lan").open("/ban-tin/moi?mau=").text
    assert re.search(r'<option value="T13" selected', page)


def test_r22_length_and_long_sentences_are_told_while_writing(house: House) -> None:
    """ "ngắn gọn, dễ hiểu" """
    long = "Bà con hãy cảnh giác với những cuộc gọi lạ " + "và nhớ kỹ điều này " * 15 + "."
    remarks = remarks_on(long)
    assert any(remark.concern is Concern.LENGTH for remark in remarks)
    assert not any(remark.concern is Concern.LENGTH for remark in remarks_on("Bà con hãy cảnh giác."))
    live = house.signed_in("lan").send("/ban-tin/uoc-luong", form_page="/ban-tin/moi?mau=", text=long)
    assert live.status_code == 200 and "giây" in words(live.text)


def test_every_row_has_its_test() -> None:
    named = {int(number) for number in re.findall(r"def test_r(\d+)_", Path(__file__).read_text("utf-8"))}
    assert named == set(range(1, 23))
    assert tomllib.loads((ROOT / "config" / "station.toml").read_text("utf-8"))["quota"]["plays"] == 2
