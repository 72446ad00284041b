"""Xuất toàn bộ dữ liệu: one button of the administrator's, left and come back to, fetched for a day, with a name."""

import html
import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.backup.packed import Hindrance, pack
from broadcaster.store import ChoreKind
from tests.web.cast import MONDAY, PASSWORD, Browser, House, password_hash
from tests.web.house.test_settings_pages import filled
from web.house.takeout_words import HINDRANCE, hindrance

PAGE, ASK, PART, FILE = (f"/cai-dat/sao-luu{rest}" for rest in ("", "/xuat", "/xuat/manh", "/xuat/tep"))


def asked(house: House, by: str = "quang") -> Browser:
    browser = house.signed_in(by)
    answer = browser.send(ASK)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}#xuat")
    return browser


def made(house: House, folder: Path | None = None) -> Path:
    """What the renderer does with the order that waits."""
    chore = house.store.take_chore(house.clock.at)
    assert chore is not None and chore.kind is ChoreKind.TAKE_OUT
    house.settings.exports.mkdir(parents=True, exist_ok=True)
    done = pack(house.settings, house.store, folder or house.settings.exports, house.clock.at)
    told = {"file": done.path.name, "bytes": done.size, "unread": 0, "folder": str(folder or "")}
    house.store.finish_chore(chore.id, told, house.clock.at)
    return done.path


def seen(browser: Browser, address: str = PAGE) -> str:
    return html.unescape(browser.open(address).text)


def test_the_page_says_what_it_holds_and_what_not_and_offers_it_to_the_administrator_alone(house: House) -> None:
    page = seen(house.signed_in("quang"))
    for said in ("nhật ký phát", "Không có tài khoản, mật khẩu", "không niêm phong", f'action="{ASK}"'):
        assert said in page
    assert ASK not in seen(house.signed_in("lan"))


def test_it_is_asked_for_left_and_come_back_to(house: House) -> None:
    quang = asked(house)
    assert "Đang xuất dữ liệu" in (waits := quang.open(PART).text) and 'hx-trigger="every 2s"' in waits
    chore = house.store.take_chore(house.clock.at)
    assert chore is not None
    house.store.chore_goes_on(chore.id, {"done": 42}, house.clock.at)
    page = seen(house.signed_in("quang"))
    assert "42 %" in page and 'value="42"' in page and "Có thể rời trang này" in page
    assert "disabled" in page[page.index(f'action="{ASK}"') :].split("</form>")[0]


def test_a_second_administrator_sees_the_one_under_way(house: House) -> None:
    asked(house)
    house.store.add_person(
        "thu", "Vũ Thị Thu", house.people["quang"].roles, password_hash(), MONDAY, house.people["quang"]
    )
    thu = house.visitor()
    thu.send("/dang-nhap", form_page="/dang-nhap", username="thu", password=PASSWORD)
    thu.send(ASK)
    assert "Đỗ Quang bấm lúc" in seen(thu)
    assert house.store.take_chore(MONDAY) is not None and not house.store.chores_wait()


def test_it_is_fetched_as_a_zip_and_who_did_it_stands_in_the_record(house: House) -> None:
    house.approved()
    quang = asked(house)
    path = made(house)
    page = seen(quang)
    assert "Đã xuất xong" in page and "rồi tự xóa" in page and FILE in page
    sent = quang.open(FILE)
    assert (sent.status_code, sent.mimetype, sent.headers["Cache-Control"]) == (200, "application/zip", "no-store")
    assert path.name in sent.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(sent.data)) as archive:
        assert archive.testzip() is None and "log.csv" in archive.namelist()
    rest = quang.open(FILE, headers={"Range": "bytes=100-"})
    assert (rest.status_code, rest.data) == (206, sent.data[100:])
    deeds = seen(house.signed_in("van"), "/nhat-ky/hoat-dong?loai=cai-dat")
    assert deeds.count("tải về tệp xuất toàn bộ dữ liệu") == 1
    assert "xuất toàn bộ dữ liệu" in deeds and "Đỗ Quang" in deeds


def test_after_a_day_it_is_gone_and_the_page_says_so(house: House) -> None:
    quang = asked(house)
    made(house)
    house.clock.at = MONDAY + timedelta(days=1)
    quang = house.signed_in("quang")
    assert "đã được xóa" in seen(quang)
    assert quang.open(FILE).status_code == 303
    assert "không còn ở đây" in seen(quang)


def test_with_a_folder_for_backups_its_place_is_told(house: House, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    quang = house.signed_in("quang")
    quang.send(PAGE, **{**filled(quang, "sao-luu"), "backup-folder": str(tmp_path / "usb")})
    asked(house)
    path = made(house, tmp_path / "usb")
    page = seen(quang)
    assert str(path) in page and FILE not in page
    assert quang.open(FILE).status_code == 303


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"fault": "disk_full"}, "không đủ chỗ"),
        ({"fault": "unwritable"}, "Không ghi được tệp xuất"),
        ({}, "bị ngắt giữa chừng"),
    ],
)
def test_what_hindered_it_is_a_sentence_with_what_to_do(house: House, told: dict[str, str], said: str) -> None:
    quang = asked(house)
    chore = house.store.take_chore(house.clock.at)
    assert chore is not None
    house.store.fail_chore(chore.id, "usb: No space left on device", told, house.clock.at)
    page = seen(quang)
    assert said in page and "Hãy" in page[page.index(said) :][:200]
    assert "disabled" not in page[page.index(f'action="{ASK}"') :].split("</form>")[0]


def test_every_hindrance_has_its_sentence() -> None:
    assert set(HINDRANCE) == {*Hindrance, ""}
    assert all("Hãy" in sentence for sentence in HINDRANCE.values())
    assert hindrance("nonsense") == HINDRANCE[""]
