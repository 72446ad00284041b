"""The text as it will be read, beside the editor, for the approver, and before submitting."""

import html
import re
from pathlib import Path

import pytest

from broadcaster import scripts
from broadcaster.bulletin import Status
from broadcaster.vietnamese import Dictionary, speakable
from tests.web.cast import ROOT, Browser, House
from web.writing.marks import MOST, pieces, questions

DOUBTFUL = "Công an phường phò biến đến dân. Tổ ABCX họp lúc 19h30 ngày 2/9."
SHIPPED = scripts.folder(ROOT / "scripts_vi")


def live(browser: Browser, text: str) -> str:
    """What comes back while typing."""
    answer = browser.send("/ban-tin/uoc-luong", title="x", text=text)
    assert answer.status_code == 200
    return answer.text


def words(text: str) -> list[str]:
    """The words of a text, without pauses."""
    return re.findall(r"[^\W_]+", text.casefold())


def seen(fragment: str) -> str:
    """What a reader sees of a fragment."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", fragment)).split())


@pytest.mark.parametrize("name", [path.stem for path, _ in SHIPPED])
def test_the_pieces_are_the_whole_reading_and_nothing_else(name: str) -> None:
    script = next(script for path, script in SHIPPED if path.stem == name)
    reading = speakable(script.text, Dictionary.load())

    assert words("".join(one.said for one in pieces(reading))) == words(reading.spoken)


def test_every_change_shows_what_is_said_and_what_was_written(house: House) -> None:
    page = live(house.signed_in("lan"), "Mời bà con họp lúc 19h30.")

    assert '<span class="change-said">mười chín giờ ba mươi phút</span>' in page
    assert '<small class="change-wrote">19h30</small>' in page
    assert "Mời bà con họp lúc mười chín giờ ba mươi phút (trong bài: 19h30)." in seen(page)


def test_a_change_into_a_mere_pause_is_not_marked(house: House) -> None:
    page = live(house.signed_in("lan"), "Giá điện - nước ~ vẫn thế.")

    assert "change-wrote" not in page


def test_a_shaky_change_is_told_apart_without_colour(house: House) -> None:
    page = live(house.signed_in("lan"), "Tổ ABCX họp.")

    assert "change-unsure" in page
    assert "(chưa chắc; trong bài: ABCX)" in seen(page)


def test_every_doubt_is_listed_with_where_why_and_what_to_do(house: House) -> None:
    page = live(house.signed_in("lan"), DOUBTFUL)

    assert "Chưa chắc cách đọc (2)" in page
    assert "Công an phường <mark>phò biến</mark> đến dân." in page
    assert re.search(r"Có phải là <strong[^>]*>phổ biến</strong>\?", page)
    assert 'data-fix="phổ biến" data-written="phò biến" data-nth="0"' in page
    assert "Chữ viết tắt chưa có trong từ điển." in page
    assert re.search(r'name="said-\w+" value="a bê xê ích"', page)
    assert "Không có chỗ nào chưa chắc" in live(house.signed_in("lan"), "Mời bà con họp.")


def test_a_word_in_several_places_is_asked_once_and_a_slip_each_time() -> None:
    asked = questions(speakable("Tổ ABCX và tổ ABCX, phò biến rồi phò biến.", Dictionary.load()))

    assert [(one.written, one.times, one.nth) for one in asked] == [
        ("ABCX", 2, 0),
        ("phò biến", 1, 0),
        ("phò biến", 1, 1),
    ]
    assert len({one.key for one in asked}) == 3


def test_what_no_dictionary_can_keep_is_mended_in_the_text(house: House) -> None:
    page = live(house.signed_in("lan"), "Lô 5kg2 hàng, gọi 🚨 ngay.")

    assert "Viết thành chữ trong bài" in page
    assert 'data-fix="năm ca giê hai"' in page
    assert "Bỏ khỏi bài" in page
    assert "Lưu vào từ điển của phường" not in page


def test_a_foreign_text_asks_no_endless_list(house: House) -> None:
    page = live(house.signed_in("lan"), " ".join(f"blah{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(400)))

    assert page.count('class="doubt"') == MOST
    assert "Còn nhiều chỗ khác nữa" in page


def test_a_long_sentence_is_named(house: House) -> None:
    page = live(house.signed_in("lan"), "Mời họp. " + "Bà con nhớ nhé " * 12 + "rồi. Xin cảm ơn.")

    assert "Câu dài 49 tiếng" in page
    assert "“Bà con nhớ nhé Bà con nhớ nhé Bà con nhớ nhé…”" in page


def test_a_text_longer_than_a_bulletin_may_be_is_not_read(house: House) -> None:
    page = live(house.signed_in("lan"), "Không chuyển tiền. " * 1_200)

    assert "Bài dài quá 20.000 ký tự" in page
    assert "<mark>" not in page


def test_submitting_asks_about_doubts_first_and_loses_nothing(house: House) -> None:
    draft, browser = house.draft(text=DOUBTFUL), house.signed_in("lan")
    asked = browser.send(f"/ban-tin/{draft.id}/gui-duyet", version="1")

    assert asked.status_code == 200
    assert "Chưa gửi. Còn 2 chỗ" in asked.text
    assert "Vẫn gửi duyệt như vậy" in asked.text
    assert f'href="/ban-tin/{draft.id}/sua#doubts"' in asked.text
    assert house.store.bulletin(draft.id).status is Status.DRAFT
    assert browser.send(f"/ban-tin/{draft.id}/gui-duyet", version="1", sure="1").status_code == 303
    assert house.store.bulletin(draft.id).status is Status.PENDING
    assert browser.open(f"/ban-tin/{draft.id}/gui-duyet").status_code == 302


def test_a_stale_submission_is_refused_and_not_asked_about(house: House) -> None:
    draft, browser = house.draft(text=DOUBTFUL), house.signed_in("lan")

    assert browser.send(f"/ban-tin/{draft.id}/gui-duyet", version="9", sure="1").status_code == 409


def test_a_text_without_doubts_is_submitted_at_once(house: House) -> None:
    draft = house.draft(text="Không chuyển tiền cho người lạ.")

    assert house.signed_in("lan").send(f"/ban-tin/{draft.id}/gui-duyet", version="1").status_code == 303


def test_the_approver_sees_the_reading_and_what_is_still_doubtful(house: House) -> None:
    bulletin = house.pending(text=DOUBTFUL)
    page = house.signed_in("minh").open(f"/cho-duyet/{bulletin.id}").text

    assert "Còn 2 chỗ chưa chắc cách đọc" in page
    assert "<mark>ABCX</mark>" in page
    assert "mười chín giờ ba mươi phút" in page
    assert "bản tiếng đã duyệt vẫn giữ nguyên" in page
    assert 'name="said"' not in page


def test_the_dictionary_file_is_read_again_when_it_changes(house: House) -> None:
    browser, file = house.signed_in("lan"), Path(house.settings.pronunciation)
    assert "a bê xê ích" in live(browser, "Tổ ABCX họp.")
    file.write_text('[words]\n"ABCX" = "an bình"\n', encoding="utf-8")
    assert "an bình" in live(browser, "Tổ ABCX họp.")
    file.write_text("[words\n", encoding="utf-8")
    assert "a bê xê ích" in live(browser, "Tổ ABCX họp.")
