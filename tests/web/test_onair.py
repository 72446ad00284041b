"""The first page: what sounds, what comes, today's duty, and what is wrong."""

from datetime import timedelta

import pytest

from broadcaster.airing import Outcome, Reason
from tests.web.cast import MONDAY, House, day
from tests.web.sample import on_air

SLOT = MONDAY - timedelta(hours=1, minutes=30)


def test_the_daemons_own_faults_are_told_in_vietnamese(house: House) -> None:
    house.store.raise_fault("clock_wrong", "2019-01-01T00:00:00+00:00", house.clock.at)
    house.store.raise_fault("daemon_defect", "see the daemon's log", house.clock.at)
    page = house.signed_in("van").open("/").text

    assert "máy đang ghi 07:00 01/01/2019" in page
    assert "đang tự thử lại" in page
    assert "daemon" not in page.replace("/daemon", "")


def test_silence_is_said_calmly(house: House) -> None:
    page = house.signed_in("van").open("/").text

    assert "LOA ĐANG NGHỈ" in page
    assert "Dừng phát" in page
    assert 'hx-trigger="every 2s"' in page


@pytest.mark.parametrize(("state", "said"), [("sounding", "ĐANG PHÁT"), ("silent", "MẤT TIẾNG"), ("armed", "SẮP PHÁT")])
def test_what_sounds_is_shown_everywhere(house: House, state: str, said: str) -> None:
    bulletin = house.approved("Cảnh giác lừa đảo")
    on_air(house, bulletin, state)
    browser = house.signed_in("van")
    for address in ("/", "/manh/dang-phat", "/manh/dai"):
        shown = browser.open(address).text
        assert said in shown
        assert "Cảnh giác lừa đảo" in shown
        assert 'action="/dung-phat"' in shown


def test_the_time_left_and_the_level_are_shown(house: House) -> None:
    on_air(house, house.approved())
    page = house.signed_in("van").open("/manh/dang-phat").text

    assert "0:46" in page
    assert 'value="50.0"' in page
    assert "-19 dB" in page


def test_old_news_is_not_shown_as_sound(house: House) -> None:
    on_air(house, house.approved())
    house.clock.at += timedelta(seconds=11)
    for address in ("/manh/dang-phat", "/manh/dai"):
        shown = house.signed_in("van").open(address).text
        assert "MẤT LIÊN LẠC" in shown
        assert "ĐANG PHÁT" not in shown


def test_what_comes_next_is_the_daemons_own_running_order(house: House) -> None:
    first, second = house.approved("Bài đầu", 70.0), house.approved("Bài sau", 80.0)
    for position, bulletin in enumerate((first, second)):
        house.store.place(
            bulletin.id, "evening", day("2026-11-23"), None, (), position, house.people["tung"], house.clock.at
        )
    pending = house.pending("Chưa duyệt")
    house.store.place(pending.id, "evening", day("2026-11-23"), None, (), 5, house.people["tung"], house.clock.at)
    page = house.signed_in("van").open("/manh/hom-nay").text

    assert "17:15:00" in page
    assert "17:16:12" in page
    assert "2 bản tin · 2,5/15 phút" in page
    assert "Sẽ không phát: Bản tin chưa được duyệt." in page
    assert "Trống" in page


def test_todays_duty_counts_what_was_heard(house: House) -> None:
    bulletin = house.approved()
    browser = house.signed_in("van")
    assert "Còn thiếu: Buổi sáng, Buổi chiều tối." in browser.open("/").text
    house.aired(bulletin, SLOT)
    assert "Còn thiếu: Buổi chiều tối." in browser.open("/").text
    house.aired(bulletin, SLOT + timedelta(hours=10, minutes=45), slot="evening")

    assert "Đã đạt" in browser.open("/").text


def test_todays_log_stands_on_the_page(house: House) -> None:
    house.aired(house.approved("Bị ngắt"), SLOT, Outcome.PARTIAL, Reason.KILLED, 0.4)
    page = house.signed_in("van").open("/").text

    assert "Phát dở dang" in page
    assert "Máy tắt hoặc mất điện khi đang phát." in page


def test_a_silent_part_of_the_station_is_a_fault_with_what_to_do(house: House) -> None:
    browser = house.signed_in("van")
    assert 'aria-label="Sự cố"' not in browser.open("/").text
    house.clock.at += timedelta(seconds=21)
    page = browser.open("/manh/dang-phat").text

    assert "Bộ phận phát thanh không trả lời" in page
    assert "Bộ phận tạo giọng đọc không trả lời" in page
    assert "Hãy khởi động lại đài" in page
    house.alive()
    assert 'aria-label="Sự cố"' not in browser.open("/manh/dang-phat").text


def test_a_part_that_never_ran_is_a_fault_too(bare: House) -> None:
    bare.hire()

    assert "Chưa từng thấy chạy" in bare.signed_in("van").open("/").text


def test_a_fault_is_shown_and_clears_itself(house: House) -> None:
    house.store.raise_fault("muted", "sink 0", house.clock.at)
    browser = house.signed_in("van")
    assert "Cạc âm thanh đang tắt tiếng" in browser.open("/manh/dang-phat").text
    house.store.clear_fault("muted")

    assert "Cạc âm thanh" not in browser.open("/manh/dang-phat").text


def test_everybody_stops_the_loudspeakers_with_one_click(house: House) -> None:
    for username in house.people:
        house.signed_in(username).send("/dung-phat", "/")
        last = house.store.last_stop()
        assert last is not None
        assert last.by_name == house.people[username].name
