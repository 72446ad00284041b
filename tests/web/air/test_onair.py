"""The first page: what sounds, what comes, today's duty, and one press that silences."""

from dataclasses import replace
from datetime import timedelta

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.campaign import Obligation
from broadcaster.planning import BETWEEN
from broadcaster.station import Zone
from broadcaster.store import OnAir
from tests.web.cast import MONDAY, House, day
from tests.web.sample import on_air

SLOT = MONDAY - timedelta(hours=1, minutes=30)


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
    assert f"17:16:{10 + BETWEEN.seconds}" in page
    assert "2 bản tin · 2,5/15 phút" in page
    assert "Sẽ không phát: Bản tin chưa được duyệt." in page
    assert "Trống" in page


def test_todays_duty_counts_what_was_heard(house: House) -> None:
    bulletin = house.approved()
    browser = house.signed_in("van")
    assert "Còn thiếu: Buổi sáng, Buổi chiều tối." in browser.open("/").text
    house.aired(bulletin, SLOT)
    assert "Còn thiếu: Buổi chiều tối." in browser.open("/").text
    house.aired(house.approved("Một tin nữa"), SLOT + timedelta(minutes=3))
    again = browser.open("/").text  # two of two would look like a day that is done
    assert "Còn thiếu: Buổi chiều tối." in again and ">1<span>/2</span>" in again
    house.aired(bulletin, SLOT + timedelta(hours=10, minutes=45), slot="evening")

    assert "Đã đạt" in browser.open("/").text


def test_todays_log_stands_on_the_page(house: House) -> None:
    house.aired(house.approved("Bị ngắt"), SLOT, Outcome.PARTIAL, Reason.KILLED, 0.4)
    page = house.signed_in("van").open("/").text

    assert "Phát dở dang" in page
    assert "Máy tắt hoặc mất điện khi đang phát." in page


def test_everybody_stops_the_loudspeakers_with_one_click(house: House) -> None:
    for username in house.people:
        house.signed_in(username).send("/dung-phat", "/")
        last = house.store.last_stop()
        assert last is not None
        assert last.by_name == house.people[username].name


def test_each_zone_is_told_and_the_one_without_sound_first(house: House) -> None:
    zones = (Zone("north", "Cụm bắc"), Zone("south", "Cụm nam"))
    station = replace(house.settings.station, zones=zones)
    house.app.extensions["desk"] = replace(
        house.app.extensions["desk"], settings=replace(house.settings, station=station)
    )
    bulletin = house.approved("Cảnh giác lừa đảo")
    now = house.clock.at
    for zone, state in (("north", "sounding"), ("south", "silent")):
        house.store.set_on_air(
            zone,
            OnAir(
                bulletin.id, bulletin.script.title, now, now + timedelta(minutes=1), 1.0, -20.0, state, zone, "", now
            ),
        )
    page = house.signed_in("van").open("/manh/dang-phat").text
    assert page.index("MẤT TIẾNG") < page.index("ĐANG PHÁT")
    assert "Cụm bắc" in page and "Cụm nam" in page
    house.store.set_on_air("south", None)
    page = house.signed_in("van").open("/manh/dang-phat").text
    assert page.index("ĐANG PHÁT") < page.index("LOA ĐANG NGHỈ")


def test_what_sounds_is_no_longer_to_come(house: House) -> None:
    first, second = house.approved("Bài đang phát", 70.0), house.approved("Bài kế tiếp", 80.0)
    for position, bulletin in enumerate((first, second)):
        house.store.place(
            bulletin.id, "evening", day("2026-11-23"), None, (), position, house.people["tung"], house.clock.at
        )
    house.clock.at = MONDAY + timedelta(hours=9, minutes=15, seconds=5)
    on_air(house, first)
    page = house.signed_in("van").open("/manh/hom-nay").text
    coming = page[: page.index("today-head")]
    assert "Bài đang phát" not in coming.partition("</article>")[0] and "Bài kế tiếp" in coming


def test_yesterdays_result_and_the_earliest_play_of_the_week_stand_on_the_page(house: House) -> None:
    bulletin = house.approved()
    house.clock.at = MONDAY + timedelta(days=1)
    house.aired(bulletin, SLOT)
    house.aired(bulletin, SLOT + timedelta(hours=10, minutes=45), Outcome.FAILED, Reason.NO_DEVICE, 0.0, slot="evening")
    page = house.signed_in("van").open("/manh/hom-nay").text
    assert "1/2 lượt phát đủ" in page
    assert "Lượt phát sớm nhất tuần này" in page and "06:30" in page and "Hôm qua" in page


def test_one_bulletin_in_two_zones_is_one_play(house: House) -> None:
    """Monday and Tuesday morning, heard in both; nothing in the evening."""
    bulletin, browser = house.approved(), house.signed_in("van")
    house.clock.at = MONDAY + timedelta(days=1)
    for zone in ("all", "hill"):
        house.aired(bulletin, SLOT, zone=zone)
        house.aired(bulletin, SLOT + timedelta(days=1), zone=zone)
    page = browser.open("/manh/hom-nay").text
    assert "1/1 lượt phát đủ" in page
    assert ">1<span>/2</span>" in page and "Đã đạt" not in page
    assert page.count(bulletin.script.title) == 1
    here = replace(house.app.extensions["desk"], settings=replace(house.settings, quota=Obligation(2)))
    house.app.extensions["desk"] = here
    house.clock.at += timedelta(seconds=2)
    page = browser.open("/manh/hom-nay").text
    assert ">1<span>/2</span>" in page and "Đã đạt" not in page


def test_an_item_cut_by_an_urgent_broadcast_and_heard_to_its_end_is_one_whole_play(house: House) -> None:
    """The urgent broadcast itself was ordered, not scheduled."""
    bulletin, urgent = house.approved("Bài bị ngắt"), house.approved("Bão gần bờ")
    house.clock.at = MONDAY + timedelta(days=1)
    house.aired(bulletin, SLOT, Outcome.CUT_IN, Reason.URGENT, 0.3)
    house.aired(urgent, SLOT + timedelta(seconds=5), occurrence="order/1")
    house.aired(bulletin, SLOT + timedelta(seconds=9), share=0.75, attempt=2)
    page = house.signed_in("van").open("/manh/hom-nay").text
    assert "1/1 lượt phát đủ" in page


def test_what_nobody_could_measure_is_not_called_whole_on_the_day_after(house: House) -> None:
    bulletin = house.approved()
    house.clock.at = MONDAY + timedelta(days=1)
    house.aired(bulletin, SLOT, Outcome.UNMEASURED, Reason.NO_EAR)
    page = house.signed_in("van").open("/manh/hom-nay").text
    assert "0/1 lượt phát đủ" in page and "(1 lượt đã phát nhưng không đo được)" in page
