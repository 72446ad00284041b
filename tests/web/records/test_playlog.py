"""The log on the desk: filters, pages, the file for a spreadsheet, and the chain."""

import csv
import io
from datetime import timedelta

import pytest

from broadcaster.airing import Outcome, Reason
from tests.web.cast import MONDAY, House
from web.records.csv_words import CSV_HEAD
from web.records.playlog import Filter, lines

SLOT = MONDAY - timedelta(hours=1, minutes=30)


def rows(text: str) -> list[list[str]]:
    """A CSV file as a spreadsheet sees it."""
    return list(csv.reader(io.StringIO(text)))


def test_an_entry_says_when_how_long_how_it_ended_and_who(house: House) -> None:
    house.aired(house.approved("Bị ngắt", 80.0), SLOT, Outcome.PARTIAL, Reason.NOT_ALL_HEARD, 0.5)
    page = house.signed_in("van").open("/nhat-ky").text

    for said in (
        "06:30:00",
        "23/11/2026",
        "40,0/80,0 giây",
        "Phát dở dang",
        "Máy đo chỉ nghe thấy một phần",
        "Lan",
        "Tùng",
    ):
        assert said in page


def test_the_log_is_filtered_by_day_and_outcome(house: House) -> None:
    bulletin = house.approved("Bản tin")
    house.aired(bulletin, SLOT - timedelta(days=3))
    house.aired(bulletin, SLOT, Outcome.FAILED, Reason.MUTED, 0.0)
    browser = house.signed_in("van")

    def count(query: str) -> int:
        return browser.open(f"/nhat-ky{query}").text.count('<td data-label="Bản tin">')

    assert count("") == 2
    assert count("?tu=2026-11-23&den=2026-11-23") == 1
    assert count("?den=2026-11-22") == 1
    assert count("?kq=failed") == 1
    assert count("?kq=missed") == 0
    assert count("?tu=x&den=y&kq=z&trang=abc") == 2


def test_the_log_is_paged_newest_first(house: House) -> None:
    bulletin = house.approved()
    for number in range(53):
        house.aired(bulletin, SLOT - timedelta(days=number))
    browser = house.signed_in("van")
    first, second = browser.open("/nhat-ky").text, browser.open("/nhat-ky?trang=2").text
    first = first[first.index('<table class="log">') :]

    assert first.index("23/11/2026") < first.index("22/11/2026")
    assert second.count('<td data-label="Bản tin">') == 3
    assert "Trang 2" in second


def test_the_file_opens_in_a_spreadsheet_with_its_marks_and_without_formulas(house: House) -> None:
    house.aired(house.approved('=HYPERLINK("http://la")'), SLOT)
    house.aired(house.approved("Thường\n+1"), SLOT + timedelta(minutes=5), slot="evening")
    answer = house.signed_in("van").open("/nhat-ky/nhat-ky-phat.csv?tu=2026-11-01")
    table = rows(answer.data.decode("utf-8-sig"))

    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert table[0] == list(CSV_HEAD)
    assert table[1][5] == '\'=HYPERLINK("http://la")'
    assert table[1][1:5] == ["23/11/2026 06:30:00", "23/11/2026 06:30:00", "Buổi sáng", "Toàn phường"]
    assert table[1][11] == "Phát đủ"
    assert len(table) == 3
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in table for cell in row)


def test_an_export_of_many_rows_leaves_none_out(house: House) -> None:
    bulletin = house.approved()
    for number in range(16):
        house.aired(bulletin, SLOT - timedelta(days=number))
    here = house.app.extensions["desk"]
    table = rows("".join(lines(here, Filter(None, None, None), batch=7)).removeprefix("\ufeff"))

    assert sorted(int(row[0]) for row in table[1:]) == list(range(1, 17))


def test_the_chain_is_shown_and_checked(house: House) -> None:
    house.aired(house.approved(), SLOT)
    number, head = house.store.head()
    page = house.signed_in("van").open("/nhat-ky/kiem-tra").text

    assert head[:16] in page
    assert f"Nhật ký nguyên vẹn: {number} dòng" in page


def test_a_broken_chain_is_told_to_the_inspector(house: House) -> None:
    import sqlite3

    house.aired(house.approved(), SLOT)
    with sqlite3.connect(house.settings.data / "station.db") as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE play_log SET outcome = 'complete', heard = 0")
    database.close()
    page = house.signed_in("van").open("/nhat-ky/kiem-tra")

    assert page.status_code == 200
    assert "không còn nguyên vẹn" in page.text


def test_an_empty_log_says_what_it_is_for(house: House) -> None:
    browser = house.signed_in("van")

    assert "kể cả khi không kêu" in browser.open("/nhat-ky").text
    assert "0 dòng" in browser.open("/nhat-ky/kiem-tra").text


def test_slots_and_days_are_told_by_their_names(house: House) -> None:
    bulletin, tung, at = house.approved("Cảnh giác"), house.people["tung"], house.clock.at
    placed = house.store.place(bulletin.id, "morning", MONDAY.date(), None, (), 0, tung, at)
    house.store.skip_day(placed.id, MONDAY.date(), tung, at)
    house.store.reorder(placed.id, 1, tung, at)
    house.store.void_sound(bulletin.id, "sound_changed", at)
    page = house.signed_in("van").open("/nhat-ky/hoat-dong").text

    for said in ("Cảnh giác · Buổi sáng", "bỏ một ngày: 23/11/2026", "vị trí thứ 2", "khác với bản đã duyệt"):
        assert said in page
    for code in ("morning", "2026-11-23", "sound_changed"):
        assert code not in page


def test_every_deed_is_told_with_who_and_when(house: House) -> None:
    bulletin = house.approved("Cảnh giác lừa đảo")
    house.signed_in("tung").send("/dung-phat", "/")
    page = house.signed_in("van").open("/nhat-ky/hoat-dong").text

    for said in ("<strong>Lê Thanh Tùng</strong> dừng phát", "<strong>Trần Văn Minh</strong> duyệt", "soạn bản tin"):
        assert said in page
    assert bulletin.script.title in page
    assert "Chưa có hoạt động nào" in house.signed_in("van").open("/nhat-ky/hoat-dong?trang=9").text


@pytest.mark.parametrize("number", ["9" * 9, "9" * 23, "9" * 5000, "٤", "-1", "x"])
def test_an_entry_no_log_can_hold_is_not_found(house: House, number: str) -> None:
    house.aired(house.approved("Bản tin"), SLOT)
    assert house.signed_in("van").open(f"/nhat-ky/luot/{number}").status_code == 404
