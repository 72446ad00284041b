"""Đồng hồ: a log from a clock that ran ahead bars the programme until the administrator says the clock is right."""

from datetime import timedelta

import pytest

from tests.web.cast import MONDAY, House

LATER = MONDAY + timedelta(days=7)


@pytest.fixture
def barred(house: House) -> House:
    """Somebody had set the clock a week too far; something sounded by it, and the clock was put back since."""
    house.aired(house.approved(), LATER)
    house.store.raise_fault("clock_wrong", MONDAY.isoformat(), house.clock.at)
    return house


def test_both_times_stand_beside_each_other_with_what_to_do(barred: House) -> None:
    page = barred.signed_in("quang").open("/kiem-tra-may/dong-ho").text

    assert "23/11/2026" in page
    assert "30/11/2026" in page and "Đồng hồ của máy đã đúng" in page
    assert "không hoàn tác được" in page


def test_the_fault_leads_there_from_the_first_page_and_from_the_checkup(barred: House) -> None:
    browser = barred.signed_in("van")

    assert 'href="/kiem-tra-may/dong-ho"' in browser.open("/").text
    assert 'href="/kiem-tra-may/dong-ho"' in browser.open("/kiem-tra-may").text


def test_only_the_administrator_says_it_is_right_and_it_is_written_down(barred: House) -> None:
    assert "Đồng hồ của máy đã đúng" not in barred.signed_in("hoa").open("/kiem-tra-may/dong-ho").text
    assert barred.signed_in("hoa").send("/kiem-tra-may/dong-ho").status_code == 403
    assert barred.store.newest_moment() is not None
    browser = barred.signed_in("quang")
    answer = browser.send("/kiem-tra-may/dong-ho")

    assert answer.status_code == 303
    assert barred.store.newest_moment() is None
    assert "Đã xác nhận đồng hồ của máy" in browser.open("/kiem-tra-may/dong-ho").text
    assert "xác nhận đồng hồ của máy đã đúng" in browser.open("/nhat-ky/hoat-dong").text


def test_where_the_log_bars_nothing_there_is_nothing_to_say(house: House) -> None:
    browser = house.signed_in("quang")

    assert "Không cần làm gì" in browser.open("/kiem-tra-may/dong-ho").text
    assert browser.send("/kiem-tra-may/dong-ho").status_code == 409
    assert not [one for one in house.store.activity(limit=5) if one.verb.value == "trust_clock"]


def test_a_clock_before_the_program_was_written_is_to_be_set_not_believed(house: House) -> None:
    house.store.raise_fault("clock_wrong", "2019-01-01T00:00:00+00:00", house.clock.at)
    page = house.signed_in("quang").open("/kiem-tra-may/dong-ho").text

    assert "Hãy chỉnh ngày giờ của máy tính" in page and "Đồng hồ của máy đã đúng" not in page
