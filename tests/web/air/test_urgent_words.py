"""Words a leader types for one urgent broadcast: made a sound, heard, stood by, and used for nothing else."""

from uuid import UUID

import pytest

from broadcaster import urgent
from broadcaster.bulletin import ONCE, Status
from tests.web.air.urgent_steps import LEADER, WORDS, confirmed, token_on, typed
from tests.web.cast import PASSWORD, House


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
