"""Thirty days at a glance, and one entry with everything it says."""

import re
from datetime import timedelta

from broadcaster.airing import Outcome, Reason
from tests.web.cast import MONDAY, House

SLOT = MONDAY - timedelta(hours=1, minutes=30)


def test_each_slot_and_day_has_its_tick_in_words(house: House) -> None:
    bulletin = house.approved("Bản tin")
    house.aired(bulletin, SLOT - timedelta(days=3))
    house.aired(bulletin, SLOT - timedelta(days=3) + timedelta(minutes=2), Outcome.FAILED, Reason.MUTED, 0.0, attempt=2)
    house.aired(bulletin, SLOT)
    page = house.signed_in("van").open("/nhat-ky").text
    ticks = re.findall(r'<a class="tick tick-(\w+)" href="([^"]+)" title="([^"]+)"', page)

    assert len(ticks) == 60
    assert (
        "bad",
        "/nhat-ky?tu=2026-11-20&amp;den=2026-11-20",
        "Thứ Sáu 20/11/2026: Phát đủ 1 lượt, Phát lỗi 1 lượt",
    ) in ticks
    assert ("good", "/nhat-ky?tu=2026-11-23&amp;den=2026-11-23", "Thứ Hai 23/11/2026: Phát đủ 1 lượt") in ticks
    words = {title.partition(": ")[2] for _, _, title in ticks}
    assert {"Không phát thanh", "Không có lượt phát", "Chưa đến giờ"} < words
    assert page.count('<th scope="row"') == 30


def test_the_strip_is_drawn_anew_after_each_entry_each_slot_and_each_night_and_in_each_tongue(house: House) -> None:
    bulletin, browser = house.approved("Bản tin"), house.signed_in("van")

    def monday() -> str:
        found = re.findall(r'den=2026-11-23" title="[^:]*: ([^"]+)"', browser.open("/nhat-ky").text)
        return " | ".join(found)

    assert monday() == "Không có lượt phát | Chưa đến giờ"
    house.aired(bulletin, SLOT)
    assert monday() == "Phát đủ 1 lượt | Chưa đến giờ"
    house.clock.at += timedelta(hours=12)
    assert monday() == "Phát đủ 1 lượt | Không có lượt phát"
    browser.client.set_cookie("tieng", "en")
    assert "Phát đủ" not in monday()
    browser.client.set_cookie("tieng", "vi")
    assert monday() == "Phát đủ 1 lượt | Không có lượt phát"
    house.clock.at += timedelta(hours=8)
    assert "tu=2026-11-24" in browser.open("/nhat-ky").text


def test_an_entry_says_everything_in_words(house: House) -> None:
    entry = house.aired(house.approved("Bị ngắt", 80.0), SLOT, Outcome.PARTIAL, Reason.NOT_ALL_HEARD, 0.5)
    page = house.signed_in("van").open(f"/nhat-ky/luot/{entry.number}").text

    for said in (
        "Bị ngắt",
        "06:30:00 ngày 23/11/2026",
        "đúng giờ",
        "40,0/80,0 giây (50%)",
        "40,0 giây không nghe thấy",
        "Buổi sáng",
        "Toàn phường",
        "Loa phường (cạc 0)",
        "Nguyễn Thị Lan",
        entry.sha256,
        entry.chain,
        "còn nguyên như khi ghi",
    ):
        assert said in page


def test_an_entry_that_was_changed_by_hand_is_told(house: House) -> None:
    import sqlite3

    entry = house.aired(house.approved(), SLOT)
    with sqlite3.connect(house.settings.data / "station.db") as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE play_log SET heard = 0")
    database.close()

    assert "đã bị sửa sau khi ghi" in house.signed_in("van").open(f"/nhat-ky/luot/{entry.number}").text


def test_there_is_no_such_entry(house: House) -> None:
    assert house.signed_in("van").open("/nhat-ky/luot/99").status_code == 404
