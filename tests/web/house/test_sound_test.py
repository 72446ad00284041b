"""Thử 3 giây on the settings page."""

from datetime import timedelta

import pytest

from broadcaster.airing import Outcome
from tests.web.cast import MONDAY, House


def test_a_test_is_asked_for_and_what_came_of_it_is_told(house: House) -> None:
    house.clock.at = MONDAY - timedelta(minutes=30)
    browser = house.signed_in("quang")
    answer = browser.send("/cai-dat/loa/thu", cum="all")
    assert answer.status_code == 303
    assert "Đang chờ bộ phận phát thanh" in browser.open("/cai-dat/loa/thu").text
    test = house.store.sound_test()
    assert test is not None and test.by_name == "Đỗ Quang"
    from dataclasses import replace

    done = replace(test, outcome=Outcome.COMPLETE.value, heard=3.0, wanted=3.0, device="Loa phường")
    house.store.end_sound_test(done)
    page = browser.open("/cai-dat/loa").text
    assert "Nghe được 3,0/3,0 giây trên Loa phường" in page


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(hours=4), "Nằm ngoài khung giờ được phép phát"),
        (timedelta(hours=14), "Đang là giờ yên tĩnh"),
        (timedelta(hours=9, minutes=20), "Hãy thử sau buổi phát"),
        (timedelta(days=5), "Ngày này đài không phát thanh"),
    ],
)
def test_when_it_may_not_sound_a_sentence_says_why(house: House, later: timedelta, said: str) -> None:
    house.clock.at = MONDAY + later
    browser = house.signed_in("tung")
    browser.send("/cai-dat/loa/thu", cum="all")

    assert said in browser.open("/cai-dat/loa").text
    assert house.store.sound_test() is None
