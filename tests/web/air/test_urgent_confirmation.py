"""Phát khẩn cấp is confirmed: by a leader, with the password once more, once, and at night with a reason."""

from datetime import timedelta

import pytest

from broadcaster.office import newsroom
from tests.web.air.urgent_steps import LEADER, NIGHT, WORDS, alarm_of, confirmed, said_back, token_on
from tests.web.cast import CAST, PASSWORD, House


@pytest.mark.parametrize("username", sorted(set(CAST) - {"hoa"}))
def test_nobody_else_gets_past_the_page(house: House, username: str) -> None:
    alarm, browser = alarm_of(house), house.signed_in(username)
    browser.open("/khan-cap")
    for address in (f"/khan-cap/{alarm.bulletin}", "/khan-cap/soan", f"/khan-cap/lan-phat/{alarm.id}/dinh-chinh"):
        assert browser.send(address, password=PASSWORD, text=WORDS, reason="x").status_code == 403
    assert [one.id for one in house.store.waiting_orders()] == [alarm.id]
    assert "Đính chính: báo nhầm</button>" not in browser.open(f"/khan-cap/lan-phat/{alarm.id}").text


def test_without_its_token_no_form_is_taken(house: House) -> None:
    fire = house.templates()["urgent_chay"]
    browser = house.signed_in("hoa")
    token = token_on(browser.open(f"/khan-cap/{fire.id}").text)
    for address in (f"/khan-cap/{fire.id}", "/khan-cap/soan", f"/khan-cap/lan-phat/{fire.id}/dinh-chinh"):
        assert browser.client.post(address, data={"token": token, "password": PASSWORD}).status_code == 400
    assert house.store.waiting_orders() == []


def test_a_wrong_password_is_told_as_at_the_door_and_orders_nothing(house: House) -> None:
    fire = house.templates()["urgent_chay"]
    browser = house.signed_in("hoa")
    for wrong in ("mưa rào tháng sáu", ""):
        answer = confirmed(browser, fire, wrong, repeats="5")
        assert (answer.status_code, "Tên đăng nhập hoặc mật khẩu không đúng" in answer.text) == (401, True)
        assert "5 lần" in said_back(answer.text)
    assert house.store.waiting_orders() == []


def test_another_persons_password_is_not_the_own_one(house: House) -> None:
    fire = house.templates()["urgent_chay"]
    browser = house.signed_in("hoa")
    newsroom.set_password(house.store, house.people["minh"], house.people["minh"].id, "con trâu ăn cỏ", house.clock.at)
    assert confirmed(browser, fire, "con trâu ăn cỏ").status_code == 401


def test_guessing_is_throttled_for_the_person_over_every_door_that_asks(house: House) -> None:
    alarm, browser = alarm_of(house), house.signed_in("hoa")
    fire = house.store.bulletin(alarm.bulletin)
    way_back = f"/khan-cap/lan-phat/{alarm.id}"
    for number in range(8):
        if number % 2:
            token = token_on(browser.open(way_back).text)
            answer = browser.send(f"{way_back}/dinh-chinh", token=token, password="đoán mò")
        else:
            answer = confirmed(browser, fire, "đoán mò")
        assert answer.status_code == 401
    answer = confirmed(browser, fire)
    assert (answer.status_code, "Hãy đợi một phút rồi thử lại" in answer.text) == (429, True)
    assert [one.id for one in house.store.waiting_orders()] == [alarm.id]
    assert browser.send("/dung-phat").status_code == 303


def test_right_passwords_and_slips_in_other_fields_are_not_counted(house: House) -> None:
    house.clock.at = NIGHT
    fire = house.templates()["urgent_chay"]
    browser = house.signed_in("hoa")
    for _ in range(9):
        assert confirmed(browser, fire).status_code == 400
    for _ in range(9):
        assert confirmed(browser, fire, reason="Cháy chợ").status_code == 303


def test_a_confirmation_grows_old(house: House) -> None:
    fire = house.templates()["urgent_chay"]
    browser = house.signed_in("hoa")
    token = token_on(browser.open(f"/khan-cap/{fire.id}").text)
    house.clock.at += timedelta(minutes=10, seconds=1)
    answer = confirmed(browser, fire, token=token)
    assert (answer.status_code, "đã mở quá 10 phút" in answer.text) == (400, True)
    assert house.store.waiting_orders() == []
    assert confirmed(browser, fire, token=token_on(answer.text)).status_code == 303


def test_a_confirmation_is_for_one_bulletin_one_sound_and_one_person(house: House) -> None:
    templates = house.templates()
    fire, flood = templates["urgent_chay"], templates["urgent_ngap-lut"]
    browser = house.signed_in("hoa")
    about_flood = token_on(browser.open(f"/khan-cap/{flood.id}").text)
    about_fire = token_on(browser.open(f"/khan-cap/{fire.id}").text)
    for bad in (about_flood, "x", "", about_fire[:-2] + "xx"):
        answer = browser.send(f"/khan-cap/{fire.id}", token=bad, password=PASSWORD)
        assert (answer.status_code, "Trang xác nhận này không dùng được" in answer.text) == (400, True)
    newsroom.withdraw(house.store, house.people["lan"], fire.id, "", house.clock.at)
    house.store.submit(fire.id, fire.version, house.people["lan"], house.clock.at)
    assert confirmed(browser, fire, token=about_fire).status_code == 409
    assert house.store.waiting_orders() == []


def test_a_double_click_orders_once(house: House) -> None:
    fire = house.templates()["urgent_chay"]
    browser = house.signed_in("hoa")
    token = token_on(browser.open(f"/khan-cap/{fire.id}").text)
    answers = [confirmed(browser, fire, token=token) for _ in range(3)]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, answers[0].headers["Location"])}
    assert len(house.store.waiting_orders()) == 1


def test_in_quiet_hours_the_page_asks_for_a_reason_and_keeps_it(house: House) -> None:
    house.clock.at = NIGHT
    fire = house.templates()["urgent_chay"]
    browser = house.signed_in("hoa")
    assert "Đang là giờ yên tĩnh" in browser.open(f"/khan-cap/{fire.id}").text
    answer = confirmed(browser, fire)
    assert (answer.status_code, "Hãy ghi lý do" in answer.text) == (400, True)
    assert confirmed(browser, fire, reason="Cháy chợ Bến Xuân").status_code == 303
    (order,) = house.store.waiting_orders()
    assert order.permit is not None
    assert (order.permit.by_name, order.permit.reason) == (LEADER, "Cháy chợ Bến Xuân")
    assert "Cháy chợ Bến Xuân" in browser.open("/nhat-ky/hoat-dong").text


def test_what_was_not_approved_as_urgent_is_not_ordered_here(house: House) -> None:
    browser = house.signed_in("hoa")
    for one in (house.approved(), house.pending()):
        assert browser.open(f"/khan-cap/{one.id}").status_code == 409
        assert browser.send(f"/khan-cap/{one.id}", password=PASSWORD).status_code in (400, 409)
    assert house.store.waiting_orders() == []


def test_a_template_whose_file_has_changed_says_so_before_the_button(house: House) -> None:
    fire = house.templates()["urgent_chay"]
    assert fire.rendition is not None
    fire.rendition.path.write_bytes(b"something else")
    assert "khác với bản đã duyệt" in house.signed_in("hoa").open(f"/khan-cap/{fire.id}").text


def test_a_silent_daemon_is_named_on_the_confirmation(house: House) -> None:
    fire = house.templates()["urgent_chay"]
    browser = house.signed_in("hoa")
    assert "Bộ phận phát thanh không trả lời" not in browser.open(f"/khan-cap/{fire.id}").text
    house.clock.at += timedelta(minutes=1)
    assert "Bộ phận phát thanh không trả lời" in browser.open(f"/khan-cap/{fire.id}").text
