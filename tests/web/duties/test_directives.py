"""Documents on the desk: brought, read, each finding beside its sentence, corrected and confirmed."""

import io
import re

import pytest

from broadcaster.bulletin import Topic
from broadcaster.directives.rules import table
from broadcaster.duty import Every
from tests.broadcaster.office.test_campaigning import TEXT
from tests.web.cast import House
from tests.web.duties.duties_of_lan import brought, confirmed
from tests.web.forms import filled
from web.duties.campaign_words import DOUBT


def test_each_finding_stands_marked_and_numbered_beside_its_sentence(house: House) -> None:
    browser = house.signed_in("lan")
    page = browser.open(brought(browser)).text
    numbers = re.findall(r'id="cau-(\d+)" href="#muc-\1"', page)
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(numbers) >= 6
    for number in numbers:
        assert f'id="muc-{number}"' in page, number
        assert f'href="#cau-{number}"' in page, number
    assert "<mark>Phát trên hệ thống loa truyền thanh phường tối thiểu 01 lượt/ngày" in page
    assert "Chờ xác nhận" in page and "Lập đợt cao điểm" not in page


def test_what_the_station_is_not_sure_of_is_put_to_the_person_until_it_is_confirmed(house: House) -> None:
    browser = house.signed_in("lan")
    address = brought(browser, f"{TEXT}\n- Đề nghị phát thêm trên loa phường hai ngày một lần.")
    page = browser.open(address).text
    assert DOUBT["doubt.interval"] in page
    assert re.search(r"<q>[^<]*hai ngày một lần", page)
    confirmed(browser, address)
    assert DOUBT["doubt.interval"] not in browser.open(address).text


def test_a_document_that_was_filed_before_there_were_doubts_is_shown(house: House) -> None:
    browser = house.signed_in("lan")
    brought(browser)
    known = house.store.directives()[0]
    older = {name: value for name, value in known.reading.items() if name != "doubts"}
    assert older.keys() < known.reading.keys()
    facts = ("15-KH-cu.txt", known.kind, known.legacy, known.text, "0" * 64, older)
    filed, _ = house.store.file_directive(*facts, house.people["lan"], house.clock.at)
    assert "15/KH-UBND" in browser.open(f"/van-ban/{filed.id}").text


def test_every_doubt_has_its_sentence() -> None:
    assert {rule for rule in table("rules")["rule"] if rule.startswith("doubt.")} == set(DOUBT)


def test_every_field_can_be_corrected_and_the_person_is_named(house: House) -> None:
    lan = house.signed_in("lan")
    address = brought(lan)
    confirmed(lan, address, so="16/KH-UBND", loa_0_luot="2", bc_0_noi_nhan="UBND phường", chu_de=["T01", "T13"])
    found = house.store.directives()[0].confirmed
    assert found is not None
    assert (found.number, found.loudspeaker[0].plays, found.reports[0].addressee) == ("16/KH-UBND", 2, "UBND phường")
    assert found.reports[0].every is Every.DAY
    assert found.topics == {Topic.T01, Topic.T13}
    page = lan.open(address).text
    assert "Nguyễn Thị Lan xác nhận" in page and 'value="16/KH-UBND"' in page


def test_an_unticked_finding_is_left_out_and_an_added_one_is_taken(house: House) -> None:
    lan = house.signed_in("lan")
    address = brought(lan)
    more = {"loa_1_tinh": "1", "loa_1_luot": "3", "loa_1_moi": "week", "loa_1_gio": "6h30, 17:15"}
    confirmed(lan, address, loa_0_tinh=None, **more)
    found = house.store.directives()[0].confirmed
    assert found is not None
    (duty,) = found.loudspeaker
    assert (duty.plays, duty.per, [f"{one:%H:%M}" for one in duty.times]) == (3, "week", ["06:30", "17:15"])
    page = lan.open(address).text
    again = filled(page, f"{address}/xac-nhan")
    assert "loa-0-tinh" not in again and again["loa-1-tinh"] == ["1"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tu": "2026-12-05"}, "Ngày cuối phải bằng hoặc sau ngày đầu"),
        ({"loa_0_luot": "nhiều"}, "Hãy nhập số từ 1 đến 200"),
        ({"bc_0_gio": "25:99"}, "Hãy viết giờ như 06:30"),
        ({"bc_0_ky": "once", "bc_0_ngay": ""}, "Hãy chọn ngày phải gửi báo cáo"),
        ({"ngay": "hôm qua"}, "Ngày không đúng"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_what_was_typed_stays(
    house: House, changes: dict[str, str], said: str
) -> None:
    lan = house.signed_in("lan")
    address = brought(lan)
    page = lan.open(address).text
    fields = filled(page, f"{address}/xac-nhan", co_quan="Công an phường Hồng An", **changes)
    answer = lan.send(f"{address}/xac-nhan", **fields)
    assert answer.status_code == 400
    assert said in answer.text and "Công an phường Hồng An" in answer.text
    assert house.store.directives()[0].confirmed is None


def test_the_same_document_is_recognised(house: House) -> None:
    lan, hoa = house.signed_in("lan"), house.signed_in("hoa")
    assert brought(lan) == brought(hoa)
    assert "đã có trong đài" in hoa.open("/van-ban").text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "cu.doc", "Word kiểu cũ"),
        (b"GIF89a", "anh.gif", "chỉ đọc được tệp .docx, .pdf và .txt"),
        (b"PK\x03\x04hong", "hong.docx", "bị hỏng"),
        (b"   ", "trong.txt", "Không có chữ nào"),
    ],
)
def test_a_file_that_cannot_be_read_gets_its_own_sentence(house: House, content: bytes, name: str, said: str) -> None:
    answer = house.signed_in("lan").send("/van-ban", tep=(io.BytesIO(content), name))
    assert answer.status_code == 400
    assert said in answer.text
    assert house.store.directives() == []


def test_a_pasted_text_is_read_too_and_its_original_can_be_taken(house: House) -> None:
    lan = house.signed_in("lan")
    answer = lan.send("/van-ban", **{"noi-dung": TEXT})
    address = answer.headers["Location"]
    taken = lan.open(f"{address}/ban-goc")
    assert taken.data.decode().strip() == TEXT.strip()
    assert "attachment" in taken.headers["Content-Disposition"]
    assert lan.send("/van-ban").status_code == 400


def test_the_words_of_a_document_are_shown_and_never_obeyed(house: House) -> None:
    lan = house.signed_in("lan")
    page = lan.open(brought(lan, TEXT + "\n<script>alert(1)</script> <img src=x onerror=alert(1)>\n")).text
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page and "<img src=x" not in page
