"""Phát khẩn cấp on the desk: who may, what is ready, what will happen said back, where it sounds."""

from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster import settings, urgent
from broadcaster.bulletin import Status
from broadcaster.office import newsroom
from tests.web.air.urgent_steps import LEADER, confirmed, said_back, show
from tests.web.cast import CAST, House, station_in


@pytest.mark.parametrize("username", CAST)
def test_the_page_is_reached_from_every_page_and_says_who_may(house: House, username: str) -> None:
    browser = house.signed_in(username)
    for address in ("/", "/ban-tin", "/cho-duyet", "/lich-phat", "/nhat-ky", "/mat-khau"):
        assert 'href="/khan-cap"' in browser.open(address).text
    page = browser.open("/khan-cap").text
    assert ("Gõ lời khẩn cấp" in page) == (username == "hoa")
    assert ("Chỉ lãnh đạo được phát khẩn cấp: <strong>Phạm Thu Hoa" in page) == (username != "hoa")


def test_a_station_without_a_leader_says_what_to_do(house: House) -> None:
    house.store.disable_person(house.people["hoa"].id, house.clock.at, house.people["quang"])

    assert "nhờ quản trị trao vai trò Lãnh đạo" in house.signed_in("tung").open("/khan-cap").text


def test_lan_loads_the_templates_with_one_button_and_the_renderer_is_rung_for(house: House) -> None:
    browser = house.signed_in("lan")
    assert "Nạp bộ mẫu khẩn cấp" in browser.open("/khan-cap").text
    answer = browser.send("/khan-cap/nap-mau")
    assert answer.status_code == 303
    waiting = house.store.bulletins(status=Status.PENDING)
    assert {one.template for one in waiting} == set(urgent.shipped())
    assert (house.settings.data / "renderer.bell").exists()
    page = browser.open("/khan-cap").text
    assert f"Đã nạp {len(waiting)} bản mẫu" in page
    assert "Nạp bộ mẫu khẩn cấp</button>" not in page
    browser.send("/khan-cap/nap-mau")
    assert len(house.store.bulletins()) == len(waiting)


def test_which_templates_are_ready_stands_on_the_page(house: House) -> None:
    templates = house.templates()
    newsroom.withdraw(house.store, house.people["lan"], templates["urgent_di-doi"].id, "", house.clock.at)
    gone = templates["urgent_tre-lac"]
    assert gone.rendition is not None
    gone.rendition.path.unlink()
    page = house.signed_in("hoa").open("/khan-cap").text
    assert page.count("Sẵn sàng") == len(templates) - 2
    assert "Mất tệp âm thanh" in page and "Bản nháp" in page
    assert f'href="/khan-cap/{templates["urgent_chay"].id}"' in page
    assert f'href="/khan-cap/{gone.id}"' not in page


def test_a_missing_correction_is_said_before_anything_is_ordered(house: House) -> None:
    for username in ("hoa", "lan", "tung"):
        assert "Chưa có bản đính chính sẵn sàng" in house.signed_in(username).open("/khan-cap").text
    house.templates()
    assert "Chưa có bản đính chính" not in house.signed_in("hoa").open("/khan-cap").text


def test_what_will_happen_is_said_back_before_it_does(house: House) -> None:
    fire = house.templates()["urgent_chay"]
    browser = house.signed_in("hoa")
    sentence = said_back(browser.open(f"/khan-cap/{fire.id}").text)
    assert sentence == (
        "Phát ngay “Đang có cháy trên địa bàn phường” ra Toàn phường, 3 lần, khoảng 1 phút 34 giây; "
        "lúc này loa đang nghỉ."
    )
    show(house, house.approved())
    assert "bản tin đang phát sẽ tạm dừng và phát tiếp" in said_back(browser.open(f"/khan-cap/{fire.id}").text)
    chosen = browser.open(f"/khan-cap/{fire.id}/se-phat?repeats=1&gap=60&after=drop").text
    assert "1 lần, khoảng 28 giây; bản tin đang phát sẽ bị ngắt và không phát tiếp." in said_back(chosen)
    running = house.store.order_now(fire.id, True, None, house.people["hoa"], house.clock.at)
    house.store.take_order(running.id, house.clock.at)
    assert "một bản khẩn cấp khác đang phát" in said_back(browser.open(f"/khan-cap/{fire.id}").text)


def test_hoa_orders_a_template_with_the_password_and_sees_it_sound(house: House) -> None:
    fire = house.templates()["urgent_chay"]
    browser = house.signed_in("hoa")
    answer = confirmed(browser, fire)
    (order,) = house.store.waiting_orders()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/khan-cap/lan-phat/{order.id}")
    assert (order.bulletin, order.urgent, order.by_name, order.repeats, order.resume) == (
        fire.id,
        True,
        LEADER,
        3,
        True,
    )
    assert "ĐANG CHỜ LOA" in browser.open(f"/khan-cap/lan-phat/{order.id}").text
    assert "Đang có cháy" in browser.open("/khan-cap").text


def test_times_pause_and_what_comes_after_can_be_chosen(house: House) -> None:
    fire = house.templates()["urgent_chay"]
    assert confirmed(house.signed_in("hoa"), fire, repeats="5", gap="30", after="drop").status_code == 303
    (order,) = house.store.waiting_orders()
    assert (order.repeats, order.gap, order.resume) == (5, timedelta(seconds=30), False)


def test_nonsense_in_the_fields_stays_within_bounds(house: House) -> None:
    fire = house.templates()["urgent_chay"]
    assert confirmed(house.signed_in("hoa"), fire, repeats="9999", gap="-3", after="x", zones="moon").status_code == 303
    (order,) = house.store.waiting_orders()
    assert (order.repeats, order.gap, order.zones) == (10, timedelta(), ())


@pytest.fixture
def two_zones(tmp_path: Path) -> House:
    """A station with loudspeakers by the river and on the hill."""
    station_in(tmp_path)
    config = tmp_path / "config" / "station.toml"
    text = config.read_text("utf-8")
    config.write_text(
        text.replace("[[slots]]", '[[zones]]\nid = "hill"\nname = "Khu đồi"\ndevice = "hill"\n\n[[slots]]', 1), "utf-8"
    )
    environ = {"BROADCASTER_DATA": str(tmp_path / "var"), "BROADCASTER_AUDIO": str(tmp_path / "audio")}
    made = House(settings.load(tmp_path / "config", environ)).hire()
    made.alive()
    return made


def test_where_it_sounds_is_chosen_zone_by_zone_and_is_everywhere_at_first(two_zones: House) -> None:
    fire = two_zones.templates()["urgent_chay"]
    browser = two_zones.signed_in("hoa")
    page = browser.open(f"/khan-cap/{fire.id}").text
    assert "ra tất cả cụm loa (Toàn phường, Khu đồi), 3 lần" in said_back(page)
    assert page.count('name="zones"') == 2 and page.count(" checked") == 2
    chosen = browser.open(f"/khan-cap/{fire.id}/se-phat?zoned=1&zones=hill").text
    assert "ra Khu đồi, 3 lần" in said_back(chosen)
    none = confirmed(browser, fire, zoned="1")
    assert (none.status_code, "Hãy chọn ít nhất một cụm loa" in none.text) == (400, True)
    assert confirmed(browser, fire, zoned="1", zones="hill").status_code == 303
    assert confirmed(browser, fire, zoned="1", zones=["hill", "all"]).status_code == 303
    assert sorted(one.zones for one in two_zones.store.waiting_orders()) == [(), ("hill",)]
