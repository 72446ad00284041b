"""English is one press away and back, for this reader alone; what leaves the desk stays Vietnamese."""

import re
from datetime import timedelta

from broadcaster.airing import Outcome, Reason
from tests.web.cast import MONDAY, House
from tests.web.tongue.unmarked import english
from web.tongue import chosen, scripts
from web.tongue.speaking import ALWAYS_VIETNAMESE, COOKIE


def test_the_desk_is_vietnamese_whatever_the_browser_wishes(house: House) -> None:
    answer = house.signed_in("lan").open("/", headers={"Accept-Language": "en-GB,en;q=0.9"})

    assert '<html lang="vi">' in answer.text
    assert "Đang phát" in answer.text


def test_english_is_one_press_away_and_back(house: House) -> None:
    browser = house.signed_in("lan")
    assert 'lang="en">' in browser.open("/lich-phat?tuan=2026-11-23").text

    answer = browser.send("/tieng", tieng="en", next="/lich-phat?tuan=2026-11-23")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/lich-phat?tuan=2026-11-23")
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    page = browser.open("/lich-phat?tuan=2026-11-23").text
    assert '<html lang="en">' in page
    assert "Schedule" in page
    browser.send("/tieng", tieng="vi", next="/")
    assert '<html lang="vi">' in browser.open("/").text


def test_a_stranger_chooses_at_the_door(house: House) -> None:
    stranger = house.visitor()
    stranger.open("/dang-nhap")
    stranger.send("/tieng", tieng="en", next="/dang-nhap")

    wrong = stranger.send("/dang-nhap", form_page="/dang-nhap", username="lan", password="không phải")

    assert "User name or password is wrong." in wrong.text


def test_choosing_needs_the_token_leads_nowhere_else_and_knows_two_tongues(house: House) -> None:
    browser = house.signed_in("lan")
    assert browser.client.post("/tieng", data={"tieng": "en"}).status_code == 400
    assert browser.send("/tieng", tieng="en", next="https://example.org/").headers["Location"] == "/"
    browser.send("/tieng", tieng="../../etc", next="/")
    assert '<html lang="vi">' in browser.open("/").text
    browser.client.set_cookie(COOKIE, "xx")
    assert '<html lang="vi">' in browser.open("/").text


def test_what_leaves_the_desk_stays_vietnamese(house: House) -> None:
    house.aired(house.approved(), MONDAY - timedelta(days=1), Outcome.MISSED, Reason.STATION_OFF, 0.0)
    browser = house.signed_in("lan")
    files = ("/nhat-ky/nhat-ky-phat.csv", "/bao-cao/tai-ve/csv", "/bao-cao/tai-ve/json", "/lich-phat/lich-phat.ics")
    usual = [browser.client.get(address, buffered=True) for address in files]
    browser.client.set_cookie(COOKIE, "en")

    for address, before in zip(files, usual, strict=True):
        assert before.status_code == 200, address
        assert browser.client.get(address, buffered=True).data == before.data, address


def test_the_exports_that_stay_vietnamese_exist(house: House) -> None:
    assert set(house.app.view_functions) >= ALWAYS_VIETNAMESE


def test_drafts_made_by_an_english_reader_are_vietnamese(house: House) -> None:
    browser = house.signed_in("lan")
    browser.client.set_cookie(COOKIE, "en")
    browser.send("/chuyen-muc", ten="Điểm tin", thu="4", khung="evening")
    column = house.store.columns()[0]
    browser.send(f"/chuyen-muc/{column.id}/ban-tin")

    assert house.store.bulletins(search="Điểm tin")[0].script.title == "Điểm tin ngày 23/11/2026"


def test_scripts_speak_with_the_page(house: House) -> None:
    bulletin = house.draft()
    page = english(house, "lan", f"/ban-tin/{bulletin.id}/sua")
    address = re.search(r'src="(/tieng/en/editor\.js\?v=\w+)"', page)
    assert address is not None

    script = house.visitor().open(address[1])

    assert script.mimetype == "text/javascript"
    assert "Copied. Open Zalo" in script.text
    assert not [text for name in scripts.names() for text in _said_by(scripts.script("en", name))]
    assert house.visitor().open("/tieng/vi/editor.js").status_code == 404
    assert house.visitor().open("/tieng/en/desk.css").status_code == 404


def _said_by(source: str) -> list[str]:
    return [text for _, text in scripts.messages(source)]


def test_the_next_reader_of_the_same_desk_is_not_surprised(house: House) -> None:
    assert '<html lang="en">' in english(house, "lan", "/")
    assert not chosen.translated()
    assert '<html lang="vi">' in house.signed_in("minh").open("/").text
