"""Reports on the desk: the log's figures on a page, each form as a file, the ward's template kept or refused."""

import io
from datetime import timedelta

import pytest
from docx import Document

from broadcaster.airing import Outcome, Reason
from tests.web.cast import MONDAY, House
from web.words import REPORT_KIND

RESTORE = "/bao-cao/mau/lay-lai"
SLOT = MONDAY - timedelta(hours=1, minutes=30)


@pytest.fixture
def aired(house: House) -> House:
    """A morning heard, an evening missed."""
    bulletin = house.approved("Năm không, hai phải", 60.0)
    house.aired(bulletin, SLOT)
    house.aired(bulletin, SLOT + timedelta(hours=10, minutes=45), Outcome.MISSED, Reason.STATION_OFF, 0.0, "evening")
    return house


def word_file(*lines: str) -> io.BytesIO:
    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    out.seek(0)
    return out


def test_the_page_says_what_was_planned_heard_and_missed_and_why(aired: House) -> None:
    van = aired.signed_in("van")
    aired.clock.at = MONDAY + timedelta(days=1)
    page = van.open("/bao-cao?loai=flash&ngay=2026-11-23").text
    said = " ".join(page.split())

    assert (
        'Theo lịch <strong class="figures">02</strong> lượt, phát đủ <strong class="figures">01</strong> (50%)' in said
    )
    assert "01 lượt bỏ lỡ do máy của đài không chạy" in said
    assert '<strong class="figures">00/01</strong> ngày' in said


def test_without_a_day_the_flash_report_is_yesterdays(aired: House) -> None:
    page = aired.signed_in("van").open("/bao-cao").text
    assert "Báo cáo nhanh ngày 22/11/2026" in page
    assert "Kỳ này chưa có lượt phát nào" in page


@pytest.mark.parametrize("kind", [kind.value for kind in REPORT_KIND])
def test_each_kind_is_a_page_and_a_file(aired: House, kind: str) -> None:
    browser = aired.signed_in("van")
    days = "&tu=2026-11-20&den=2026-11-24&ten=Đợt cao điểm" if kind == "campaign" else "&ngay=2026-11-23"
    assert browser.open(f"/bao-cao?loai={kind}{days}").status_code == 200
    answer = browser.open(f"/bao-cao/tai-ve/csv?loai={kind}{days}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK"), ("json", b"{"), ("csv", b"\xef\xbb\xbf")]
)
def test_each_form_can_be_taken(aired: House, form: str, begins: bytes) -> None:
    answer = aired.signed_in("van").open(f"/bao-cao/tai-ve/{form}?loai=month&ngay=2026-11-23")
    assert answer.data.startswith(begins)


def test_the_weeks_log_book_can_be_taken(aired: House) -> None:
    assert aired.signed_in("van").open("/bao-cao/so-nhat-ky.pdf?ngay=2026-11-23").data.startswith(b"%PDF")


@pytest.mark.parametrize(
    "days", ["", "&tu=2026-11-20", "&tu=2026-11-24&den=2026-11-20", "&tu=2020-01-01&den=2026-01-01", "&tu=x&den=y"]
)
def test_a_campaign_without_its_days_gets_a_sentence(aired: House, days: str) -> None:
    answer = aired.signed_in("van").open(f"/bao-cao?loai=campaign{days}")
    assert answer.status_code == 400
    assert "Hãy " in answer.text or "ngày" in answer.text


def test_a_picture_stands_beside_a_table_with_the_same_figures(aired: House) -> None:
    page = aired.signed_in("van").open("/bao-cao?loai=week&ngay=2026-11-23").text
    assert page.count("<rect ") == 7
    assert page.count('data-label="Tính vào chỉ tiêu"') == 7
    assert "chart-quota" in page


def test_the_ward_puts_its_own_template_in_force_and_goes_back(aired: House) -> None:
    quang, van = aired.signed_in("quang"), aired.signed_in("van")
    sent = quang.send("/bao-cao/mau", template=(word_file("Mẫu riêng: {{ luot_du }} lượt"), "mau.docx"))
    assert sent.status_code == 303
    taken = van.open("/bao-cao/tai-ve/docx?loai=flash&ngay=2026-11-23").data
    assert Document(io.BytesIO(taken)).paragraphs[0].text == "Mẫu riêng: 01 lượt"
    assert "thay mẫu báo cáo" in van.open("/nhat-ky/hoat-dong").text
    assert quang.send("/bao-cao/mau/bo").status_code == 303
    taken = van.open("/bao-cao/tai-ve/docx?loai=flash&ngay=2026-11-23").data
    assert Document(io.BytesIO(taken)).paragraphs[0].text != "Mẫu riêng: 01 lượt"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("Số lượt {{ so_luot_la }} đây",), "trường “so_luot_la” mà đài không có"),
        (("Kính gửi", "Số lượt {{ luot_du"), "Chỗ sai: “Số lượt {{ luot_du”."),
    ],
)
def test_a_broken_template_is_refused_with_its_place_and_the_old_one_stays(
    aired: House, lines: tuple[str, ...], said: str
) -> None:
    quang = aired.signed_in("quang")
    answer = quang.send("/bao-cao/mau", template=(word_file(*lines), "mau.docx"))
    assert answer.status_code == 400
    assert said in answer.text.replace("&#39;", "'")
    assert aired.settings.report_template is None


def test_what_is_no_word_file_is_refused(aired: House) -> None:
    for content in (b"", b"PK\x03\x04 khong phai", b"\x00" * 1000):
        answer = aired.signed_in("quang").send("/bao-cao/mau", template=(io.BytesIO(content), "../../mau.docx"))
        assert answer.status_code == 400
        assert "không phải tệp Word" in answer.text


def first_line(aired: House) -> str:
    """What the Word report begins with."""
    taken = aired.signed_in("van").open("/bao-cao/tai-ve/docx?loai=flash&ngay=2026-11-23").data
    return str(Document(io.BytesIO(taken)).paragraphs[0].text)


def test_a_template_put_over_another_keeps_the_earlier_one_and_offers_it_back(aired: House) -> None:
    quang = aired.signed_in("quang")
    quang.send("/bao-cao/mau", template=(word_file("Mẫu thứ nhất"), "mau.docx"))
    page = quang.open("/bao-cao/mau").text
    assert "Hoàn tác" not in page and RESTORE not in page
    quang.send("/bao-cao/mau", template=(word_file("Mẫu thứ hai"), "mau.docx"))
    assert first_line(aired) == "Mẫu thứ hai"
    page = quang.open("/bao-cao/mau").text
    assert "Từ nay báo cáo Word được lập theo mẫu của phường." in page and "Hoàn tác" in page
    assert quang.send(RESTORE).status_code == 303
    assert first_line(aired) == "Mẫu thứ nhất"
    page = quang.open("/bao-cao/mau").text
    assert "theo mẫu riêng trước đó" in page and "Hoàn tác" not in page and "Dùng lại mẫu riêng trước đó" in page
    quang.send(RESTORE)
    assert first_line(aired) == "Mẫu thứ hai"
    assert "lấy lại mẫu báo cáo trước đó" in quang.open("/nhat-ky/hoat-dong").text


def test_a_template_that_was_dropped_is_brought_back(aired: House) -> None:
    quang = aired.signed_in("quang")
    quang.send("/bao-cao/mau", template=(word_file("Mẫu thứ nhất"), "mau.docx"))
    quang.send("/bao-cao/mau/bo")
    assert first_line(aired) != "Mẫu thứ nhất"
    assert "Hoàn tác" in quang.open("/bao-cao/mau").text
    quang.send(RESTORE)
    assert first_line(aired) == "Mẫu thứ nhất"
    quang.send(RESTORE)
    assert "Không còn mẫu riêng nào trước đó" in quang.open("/bao-cao/mau").text
    assert first_line(aired) == "Mẫu thứ nhất"


def test_a_week_under_way_calls_no_day_to_come_failed_in_either_tongue(aired: House) -> None:
    van = aired.signed_in("van")
    page = van.open("/bao-cao?loai=week&ngay=2026-11-23").text
    assert page.count('data-label="Chỉ tiêu">chưa đến hạn<') == 5
    assert "chưa đạt" not in page
    van.send("/tieng", tieng="en", next="/")
    page = van.open("/bao-cao?loai=week&ngay=2026-11-23").text
    assert page.count(">not due yet<") == 5
