"""An urgent broadcast under way: what sounds, how it ended, and the way back from a false alarm."""

from datetime import timedelta
from uuid import UUID

from broadcaster import urgent
from broadcaster.office import newsroom
from broadcaster.placement import OrderState
from tests.web.air.urgent_steps import LEADER, alarm_of, show, token_on
from tests.web.cast import PASSWORD, House


def test_what_sounds_is_shown_with_its_number_and_its_stop_button(house: House) -> None:
    alarm = alarm_of(house)
    house.store.take_order(alarm.id, house.clock.at)
    fire = house.store.bulletin(alarm.bulletin)
    browser = house.signed_in("van")
    address = f"/manh/khan-cap/{alarm.id}"
    assert "SẮP PHÁT" in browser.open(address).text
    show(house, fire)
    page = browser.open(address).text
    assert "ĐANG PHÁT KHẨN CẤP" in page and "Lần 1/3" in page and 'action="/dung-phat"' in page
    house.aired(fire, house.clock.at, occurrence=alarm.occurrence_key)
    assert "Lần 2/3" in browser.open(address).text
    show(house, fire, "silent")
    assert "MẤT TIẾNG" in browser.open(address).text
    house.store.close_order(alarm.id, OrderState.DONE, house.clock.at)
    page = browser.open(address).text
    assert "ĐÃ PHÁT XONG" in page and "1/3 lần" in page and "Phát đủ" in page and "/dung-phat" not in page


def test_an_order_that_was_refused_is_not_called_done(house: House) -> None:
    alarm = alarm_of(house)
    house.store.close_order(alarm.id, OrderState.REFUSED, house.clock.at)
    page = house.signed_in("van").open(f"/khan-cap/lan-phat/{alarm.id}").text
    assert "KHÔNG PHÁT" in page and "Lệnh này không phát lên loa" in page


def test_only_urgent_orders_have_such_a_page(house: House) -> None:
    plain = house.store.order_now(house.approved().id, False, None, house.people["tung"], house.clock.at)
    browser = house.signed_in("hoa")
    assert browser.open(f"/khan-cap/lan-phat/{plain.id}").status_code == 404
    assert browser.open(f"/khan-cap/lan-phat/{UUID(int=9)}").status_code == 404


def test_a_false_alarm_is_taken_back_with_one_button_and_the_password(house: House) -> None:
    alarm = alarm_of(house)
    house.store.take_order(alarm.id, house.clock.at)
    browser = house.signed_in("hoa")
    way_back = f"/khan-cap/lan-phat/{alarm.id}"
    page = browser.open(way_back).text
    assert "Đính chính: báo nhầm" in page and "chương trình còn lại không bị dừng" in page
    token = token_on(page)
    wrong = browser.send(f"{way_back}/dinh-chinh", token=token, password="đoán mò")
    assert (wrong.status_code, house.store.last_stop()) == (401, None)
    answers = [browser.send(f"{way_back}/dinh-chinh", token=token, password=PASSWORD) for _ in range(2)]
    (order,) = house.store.waiting_orders()
    assert {one.headers["Location"] for one in answers} == {f"/khan-cap/lan-phat/{order.id}"}
    assert house.store.bulletin(order.bulletin).template == urgent.CORRECTION
    assert house.store.last_stop() is None
    assert house.store.called().taken_back[alarm.occurrence_key].by_name == LEADER
    assert order.permit is not None and "08:00" in order.permit.reason
    shown = browser.open(f"/khan-cap/lan-phat/{order.id}").text
    assert "Lời đính chính sẽ phát trong vài giây" in shown
    assert "Báo nhầm?" not in shown
    assert "đính chính báo nhầm" in browser.open("/nhat-ky/hoat-dong").text


def test_an_old_page_does_not_take_anything_back(house: House) -> None:
    alarm, browser = alarm_of(house), house.signed_in("hoa")
    way_back = f"/khan-cap/lan-phat/{alarm.id}"
    token = token_on(browser.open(way_back).text)
    house.clock.at += timedelta(minutes=11)
    answer = browser.send(f"{way_back}/dinh-chinh", token=token, password=PASSWORD)
    assert (answer.status_code, "đã mở quá 10 phút" in answer.text) == (400, True)
    assert [one.id for one in house.store.waiting_orders()] == [alarm.id]


def test_without_a_correction_the_page_of_a_broadcast_says_what_to_do(house: House) -> None:
    alarm = alarm_of(house)
    correction = urgent.correction(house.store).bulletin
    assert correction is not None
    newsroom.withdraw(house.store, house.people["lan"], correction.id, "", house.clock.at)
    browser = house.signed_in("hoa")
    page = browser.open(f"/khan-cap/lan-phat/{alarm.id}").text
    assert "Chưa có bản đính chính sẵn sàng (bản nháp)" in page and "Đính chính: báo nhầm" not in page
