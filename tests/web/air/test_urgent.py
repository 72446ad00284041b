"""Phát khẩn cấp on the desk: who may, said back first, the password once more, one order, and the way back."""

import html
import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from broadcaster import settings, urgent
from broadcaster.bulletin import ONCE, Bulletin, Status
from broadcaster.office import newsroom
from broadcaster.planning import AirOrder, OrderState
from broadcaster.store import OnAir
from tests.web.cast import CAST, MONDAY, PASSWORD, Browser, House, station_in

LEADER = "Phạm Thu Hoa"
NIGHT = MONDAY + timedelta(hours=14)
WORDS = "Cháy ở chợ Bến Xuân. Bà con ra ngoài ngay bằng cổng sau."


def token_on(page: str) -> str:
    """The confirmation that stands on a page."""
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def said_back(page: str) -> str:
    """The sentence that says what will happen."""
    found = re.search(r'class="said-back".*?<span>(.*?)</span>', page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def confirmed(browser: Browser, one: Bulletin, password: str = PASSWORD, **more: object):
    """Open the confirmation, type the password, press the button."""
    token = more.pop("token", None) or token_on(browser.open(f"/khan-cap/{one.id}").text)
    return browser.send(f"/khan-cap/{one.id}", token=token, password=password, **more)


def typed(house: House, browser: Browser, text: str = WORDS) -> Bulletin:
    """Words typed on the spot, and spoken by the renderer."""
    answer = browser.send("/khan-cap/soan", form_page="/khan-cap", text=text)
    assert answer.status_code == 303, answer.text
    one = house.store.bulletin(UUID(answer.headers["Location"].rpartition("/")[2]))
    assert house.rendered(one, house.sound(1.0, 900))
    return house.store.bulletin(one.id)


def alarm_of(house: House, name: str = "urgent_chay") -> AirOrder:
    """An urgent broadcast that was ordered by Hoa."""
    templates = house.templates()
    return house.store.order_now(templates[name].id, True, None, house.people["hoa"], house.clock.at, repeats=3)


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


def test_hoa_types_words_hears_them_and_stands_by_them(house: House) -> None:
    house.templates()
    browser = house.signed_in("hoa")
    live = browser.send("/khan-cap/uoc-luong", form_page="/khan-cap", text=WORDS).text
    assert f"{len(WORDS)}/600 ký tự · đọc khoảng" in live
    one = typed(house, browser)
    job = house.store.render_state(one.id)
    assert job is not None and job.urgent
    assert (one.template, one.author_name, one.status) == (ONCE, LEADER, Status.DRAFT)
    page = browser.open(f"/khan-cap/{one.id}").text
    assert one.rendition is not None and f"/am-thanh/{one.rendition.sha256}.wav" in page
    assert confirmed(browser, one).status_code == 400
    assert confirmed(browser, one, "đoán mò", reason="Cháy chợ").status_code == 401
    assert house.store.waiting_orders() == []
    assert confirmed(browser, one, reason="Cháy chợ").status_code == 303
    (order,) = house.store.waiting_orders()
    aired = house.store.bulletin(one.id)
    assert (order.bulletin, aired.status) == (one.id, Status.APPROVED)
    assert aired.decision is not None and (aired.decision.urgent, aired.decision.by_name) == (True, LEADER)
    deeds = browser.open("/nhat-ky/hoat-dong").text
    assert "duyệt lời khẩn cấp tự gõ" in deeds and "Cháy chợ" in deeds


def test_words_once_broadcast_are_offered_for_nothing_else(house: House) -> None:
    browser = house.signed_in("hoa")
    one = typed(house, browser)
    confirmed(browser, one, reason="Cháy chợ")
    assert browser.open(f"/khan-cap/{one.id}").headers["Location"] == f"/ban-tin/{one.id}"
    page = browser.open(f"/ban-tin/{one.id}").text
    assert "Phát không theo lịch" not in page
    assert house.signed_in("tung").open(f"/phat-ngay/{one.id}").status_code == 409


def test_the_sound_is_shown_as_soon_as_it_is_there(house: House) -> None:
    browser = house.signed_in("hoa")
    answer = browser.send("/khan-cap/soan", form_page="/khan-cap", text=WORDS)
    one = house.store.bulletin(UUID(answer.headers["Location"].rpartition("/")[2]))
    fragment = f"/khan-cap/{one.id}/se-phat"
    making = browser.open(answer.headers["Location"]).text
    assert "Đang tạo giọng đọc" in making and 'btn-stop" disabled' in making
    early = browser.send(f"/khan-cap/{one.id}", token="", password=PASSWORD, reason="Cháy")
    assert (early.status_code, "chưa tạo xong" in early.text) == (400, True)
    assert house.rendered(one, house.sound())
    ready = browser.open(fragment).text
    assert "<audio" in ready and "Đang tạo" not in ready and token_on(ready)
    assert "hx-trigger" not in ready and "Phát khẩn cấp ngay" in ready and "disabled" not in ready


def test_a_voice_that_failed_is_told_with_what_to_do(house: House) -> None:
    browser = house.signed_in("hoa")
    answer = browser.send("/khan-cap/soan", form_page="/khan-cap", text=WORDS)
    job = house.store.render_state(UUID(answer.headers["Location"].rpartition("/")[2]))
    assert job is not None
    house.store.fail_render(job.id, "espeak: gone", house.clock.at)
    assert "Chưa tạo được giọng đọc" in browser.open(answer.headers["Location"]).text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "từ 1 đến 600 ký tự"),
        ("…", "từ 1 đến 600 ký tự"),
        ("chữ " * 200, "từ 1 đến 600 ký tự"),
        ("Cháy tại [nơi cháy].", "Còn chỗ trống chưa điền: nơi cháy"),
    ],
)
def test_words_that_cannot_go_out_are_refused_under_their_field(house: House, text: str, sentence: str) -> None:
    answer = house.signed_in("hoa").send("/khan-cap/soan", form_page="/khan-cap", text=text)
    assert (answer.status_code, sentence in answer.text) == (400, True)
    assert house.store.bulletins() == []


def test_a_text_with_blanks_is_offered_and_filled_into_the_field(house: House) -> None:
    browser = house.signed_in("hoa")
    page = browser.open("/khan-cap").text
    for name, script in urgent.fill_in().items():
        assert f"mau={name}" in page and script.title in page
    filled = browser.open("/khan-cap?mau=urgent_chay-tai").text
    assert "Đang có cháy tại [nơi cháy]" in filled and "phường Hòa Mẫu" in filled and "{ward}" not in filled
    assert "Còn chỗ trống phải điền: nơi cháy" in filled
    assert browser.open("/khan-cap?mau=../../etc/passwd").status_code == 200


def test_words_can_be_changed_before_they_go_out(house: House) -> None:
    browser = house.signed_in("hoa")
    one = typed(house, browser)
    page = browser.open(f"/khan-cap/soan/{one.id}").text
    assert WORDS in page
    answer = browser.send("/khan-cap/soan", draft=str(one.id), version=str(one.version), text="Khác hẳn.")
    assert answer.headers["Location"] == f"/khan-cap/{one.id}"
    assert house.store.bulletin(one.id).script.text == "Khác hẳn."
    stale = browser.send("/khan-cap/soan", draft=str(one.id), version=str(one.version), text="Lại khác.")
    assert stale.status_code == 303 and stale.headers["Location"] != f"/khan-cap/{one.id}"


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
    assert "Đính chính: báo nhầm" in page
    token = token_on(page)
    wrong = browser.send(f"{way_back}/dinh-chinh", token=token, password="đoán mò")
    assert (wrong.status_code, house.store.last_stop()) == (401, None)
    answers = [browser.send(f"{way_back}/dinh-chinh", token=token, password=PASSWORD) for _ in range(2)]
    (order,) = house.store.waiting_orders()
    assert {one.headers["Location"] for one in answers} == {f"/khan-cap/lan-phat/{order.id}"}
    assert house.store.bulletin(order.bulletin).template == urgent.CORRECTION
    stop = house.store.last_stop()
    assert stop is not None and stop.number == 1 and stop.by_name == LEADER
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


def show(house: House, bulletin: Bulletin, state: str = "sounding") -> None:
    """Put a bulletin on the loudspeakers."""
    now = house.clock.at
    length = timedelta(seconds=30)
    house.store.set_on_air(
        "all", OnAir(bulletin.id, bulletin.script.title, now, now + length, 3.0, -19.0, state, "all", "cạc 0", now)
    )


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
