"""Cài đặt: read by everybody, changed by the administrator, safely, with a way back."""

import re
from pathlib import Path

import pytest

from broadcaster.settings import history
from broadcaster.settings.writing import version
from tests.web.cast import Browser, House
from web.house.settings_words import SECTIONS


def file(house: House) -> str:
    """station.toml as it stands."""
    return (house.settings.folder / "station.toml").read_text(encoding="utf-8")


def filled(browser: Browser, section: str) -> dict[str, list[str]]:
    """The form of a section as a browser would send it back untouched."""
    page = browser.open(f"/cai-dat/{section}").text
    form = page[page.index(f'action="/cai-dat/{section}"') :]
    form = form[: form.index("</form>")]
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        name = re.search(r'\bname="([^"]+)"', tag)
        ticked = 'type="checkbox"' not in tag or re.search(r"\bchecked\b", tag)
        if name and ticked and name[1] != "csrf_token":
            value = re.search(r'\bvalue="([^"]*)"', tag)
            fields.setdefault(name[1], []).append(unescaped(value[1] if value else "on"))
    for name_, text in re.findall(r'<textarea\b[^>]*\bname="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        fields[name_] = [unescaped(text)]
    for name_, options in re.findall(r'<select\b[^>]*\bname="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        assert chosen is not None
        fields.setdefault(name_, []).append(unescaped(chosen[1]))
    return fields


def unescaped(text: str) -> str:
    import html

    return html.unescape(text)


def send(browser: Browser, section: str, **changes: object) -> object:
    """The form with some fields changed."""
    return browser.send(f"/cai-dat/{section}", **{**filled(browser, section), **changes})


@pytest.mark.parametrize("section", SECTIONS)
def test_a_form_sent_back_untouched_changes_nothing(house: House, section: str) -> None:
    before = file(house)
    browser = house.signed_in("quang")
    answer = browser.send(f"/cai-dat/{section}", **filled(browser, section))

    assert answer.status_code == 303, answer.text
    assert file(house) == before
    assert history.former(house.settings.data) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_everybody_reads_and_only_the_administrator_writes(house: House, section: str) -> None:
    browser = house.signed_in("lan")

    assert browser.open(f"/cai-dat/{section}").status_code == 200
    assert browser.send(f"/cai-dat/{section}", ban=version(house.settings.folder)).status_code == 403
    assert "Chỉ quản trị đổi được" in browser.open(f"/cai-dat/{section}").text


def test_a_new_name_is_kept_with_the_comments_and_shown_at_once(house: House) -> None:
    browser = house.signed_in("quang")
    answer = browser.send("/cai-dat/dai", **{**filled(browser, "dai"), "station-name": "Đài phường Hòa Mẫu mới"})

    assert answer.status_code == 303
    assert 'name = "Đài phường Hòa Mẫu mới"    # spoken in the opening words, printed on the log' in file(house)
    assert "Đài phường Hòa Mẫu mới" in browser.open("/").text
    assert "Đỗ Quang</strong> đổi Tên đài" in browser.open("/cai-dat").text
    assert "đổi cài đặt: Tên đài" in browser.open("/nhat-ky/hoat-dong").text


@pytest.mark.parametrize(
    ("section", "changes", "said"),
    [
        ("dai", {"station-name": ""}, "Hãy nhập tên đài"),
        ("ngay-nghi", {"calendar-holidays": "mồng một Tết"}, "Mỗi dòng một ngày"),
        ("ngay-nghi", {"calendar-holidays": "01/01/0001"}, "Mỗi dòng một ngày"),
        ("sao-luu", {"backup-folder": "~nobodyx/y"}, "Giá trị này chưa đúng"),
        ("chi-tieu", {"quota-plays": "rất nhiều"}, "từ 0 đến 50"),
        ("chi-tieu", {"quota-plays": "99"}, "từ 0 đến 50"),
        ("loi", {"words-opening": "Xin chào {ai_day}"}, "trong ngoặc nhọn"),
        ("giong", {"voice-rate": "3"}, "từ 0,7 đến 1,3"),
        ("giong", {"voice-order": ["espeak", "espeak", "", ""]}, "mỗi nơi cung cấp một giọng"),
        ("khung-gio", {"slots-0-start": "17:20"}, "trùng giờ với khung giờ khác"),
        ("khung-gio", {"slots-0-minutes": "900"}, "số phút từ 1 đến 240"),
        ("khung-gio", {"slots-2-name": "Buổi trưa"}, "không cho phép nhiều buổi như vậy"),
        ("khung-gio", {"slots-0-drop": "1"}, "đang được dùng ở phần cài đặt khác"),
        ("sao-luu", {"backup-at": "25:00"}, "Nhập giờ như 02:30"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence_and_the_file_stays(
    house: House, section: str, changes: dict[str, object], said: str
) -> None:
    before = file(house)
    browser = house.signed_in("quang")
    answer = browser.send(f"/cai-dat/{section}", **{**filled(browser, section), **changes})

    assert (answer.status_code, said in answer.text) == (400, True)
    assert file(house) == before


def test_a_slot_is_moved_and_one_more_is_added_under_another_policy(house: House) -> None:
    browser = house.signed_in("quang")
    browser.send("/cai-dat/chi-tieu", **{**filled(browser, "chi-tieu"), "quota-slots": []})
    browser.send("/cai-dat/khung-gio", **{**filled(browser, "khung-gio"), "slots-1-drop": "1"})
    answer = browser.send(
        "/cai-dat/khung-gio",
        **{
            **filled(browser, "khung-gio"),
            "slots-1-name": "Buổi tối",
            "slots-1-start": "18:00",
            "slots-0-start": "06:45",
        },
    )

    assert answer.status_code == 303, answer.text
    desk = house.app.extensions["desk"]
    assert [(slot.id, f"{slot.start:%H:%M}") for slot in desk.station.slots] == [
        ("morning", "06:45"),
        ("buoi-toi", "18:00"),
    ]
    assert "06:45" in browser.open("/lich-phat").text


def test_two_who_change_at_once_lose_nothing(house: House) -> None:
    first, second = house.signed_in("quang"), house.signed_in("quang")
    mine, theirs = filled(first, "dai"), filled(second, "dai")
    assert second.send("/cai-dat/dai", **{**theirs, "station-hotline": "Trực ban 0900 000 113"}).status_code == 303
    answer = first.send("/cai-dat/dai", **{**mine, "station-name": "Đài của tôi"})

    assert answer.status_code == 409
    for said in ("Có người vừa đổi cài đặt trước bạn", "Đài của tôi", "Trực ban 0900 000 113"):
        assert said in answer.text
    assert "Đài của tôi" not in file(house)


def test_a_wrong_address_in_the_file_is_named_whichever_page_is_saved(house: House) -> None:
    path, browser = house.settings.folder / "station.toml", house.signed_in("quang")
    path.write_text(file(house).replace('address = ""', 'address = "192.168.1.300"', 1), "utf-8")
    answer = browser.send("/cai-dat/dai", **{**filled(browser, "dai"), "station-name": "Đài của tôi"})

    assert answer.status_code == 400, answer.status_code
    assert "Địa chỉ ở mục [lan] của station.toml không phải là địa chỉ mạng" in answer.text
    assert "Đài của tôi" not in file(house)


def test_a_former_version_is_shown_and_put_back(house: House) -> None:
    before = file(house)
    browser = house.signed_in("quang")
    browser.send("/cai-dat/dai", **{**filled(browser, "dai"), "station-name": "Đài lỡ tay"})
    (kept,) = history.former(house.settings.data)
    page = browser.open(f"/cai-dat/lich-su/{kept.id}").text
    assert "Đài lỡ tay" in page
    seen = re.search(r'name="ban" value="(\w+)"', page)
    assert seen is not None
    answer = browser.send(f"/cai-dat/lich-su/{kept.id}", ban=seen[1])

    assert answer.status_code == 303
    assert file(house) == before
    assert len(history.former(house.settings.data)) == 2
    assert browser.open("/cai-dat/lich-su/20200101T000000000000").status_code == 404
    assert house.signed_in("lan").open(f"/cai-dat/lich-su/{kept.id}").status_code == 403


def test_a_file_changed_by_hand_is_taken_up_by_the_desk(house: House) -> None:
    path: Path = house.settings.folder / "station.toml"
    browser = house.signed_in("van")
    path.write_text(file(house).replace("Đài truyền thanh phường Hòa Mẫu", "Đài sửa bằng tay"), "utf-8")
    assert "Đài sửa bằng tay" in browser.open("/").text
    path.write_text("name = ", "utf-8")

    assert "Đài sửa bằng tay" in browser.open("/").text


def test_a_backup_is_asked_for_once_there_is_a_folder(house: House, tmp_path: Path) -> None:
    browser = house.signed_in("quang")
    browser.send("/cai-dat/sao-luu/ngay")
    assert "Chưa có thư mục nhận bản sao lưu" in browser.open("/cai-dat/sao-luu").text
    fields = {**filled(browser, "sao-luu"), "backup-folder": str(tmp_path / "usb")}
    browser.send("/cai-dat/sao-luu", **fields)
    browser.send("/cai-dat/sao-luu/ngay")

    assert "Đang sao lưu" in browser.open("/cai-dat/sao-luu").text
    assert house.store.chores_wait()
    assert house.signed_in("tung").send("/cai-dat/sao-luu/ngay").status_code == 403


def test_how_long_things_are_kept_can_be_set_on_a_station_that_never_heard_of_it(house: House) -> None:
    path = house.settings.folder / "station.toml"
    path.write_text(re.sub(r"\[keep\].*?(?=\n\[)", "", file(house), flags=re.DOTALL), encoding="utf-8")
    browser = House(house.settings).signed_in("quang")

    assert send(browser, "sao-luu", **{"keep-log_years": "5"}).status_code == 303
    assert re.search(r"^\[keep\]\nlog_years = 5$", file(house), re.MULTILINE)
    answer = send(browser, "sao-luu", **{"keep-log_years": "1"})
    assert answer.status_code == 400 and "số từ 2 đến 100" in answer.text
    assert "log_years = 5" in file(house)
