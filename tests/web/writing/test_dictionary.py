"""The ward's own words: taught from the editor or on their page, applied at once, changed, taken out, recorded."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from broadcaster.store import Verb
from broadcaster.vietnamese.ward_file import ward_entries
from tests.web.cast import Browser, House

TEXT = "Mời tổ ABCX họp. Công an phò biến đến dân."


def key(browser: Browser, written: str, text: str = TEXT) -> str:
    """The key of the question about `written`."""
    page = browser.send("/ban-tin/uoc-luong", title="x", text=text).text
    found = re.search(rf'name="written-(\w+)" value="{written}"', page)
    assert found is not None, page
    return found[1]


def entries(house: House) -> dict[str, str]:
    """What stands in the ward's file."""
    return ward_entries(house.settings.pronunciation)


def test_a_word_is_taught_with_one_click_and_applied_everywhere_at_once(house: House) -> None:
    browser, other = house.signed_in("lan"), house.pending(text="Tổ ABCX và tổ xây dựng.")
    asked = key(browser, "ABCX")
    fields = {"title": "x", "text": TEXT, f"written-{asked}": "ABCX", f"said-{asked}": "an bình chiến xuân"}
    answer = browser.client.post(
        f"/tu-dien/hoc?chu={asked}", data={"csrf_token": browser.token, **fields}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 200
    assert "Đã ghi vào từ điển: “ABCX” đọc là “an bình chiến xuân”" in answer.text
    assert "Chưa chắc cách đọc (1)" in answer.text
    assert '<span class="change-said">an bình chiến xuân</span>' in answer.text
    assert entries(house)["ABCX"] == "an bình chiến xuân"
    assert "an bình chiến xuân" in house.signed_in("minh").open(f"/cho-duyet/{other.id}").text


def test_without_scripts_the_editor_comes_back_with_everything_typed(house: House) -> None:
    browser, draft = house.signed_in("lan"), house.draft(text=TEXT)
    asked = key(browser, "ABCX")
    answer = browser.send(
        f"/tu-dien/hoc?chu={asked}",
        **{"title": "Tiêu đề mới", "text": TEXT + " Câu mới.", "topic": "T06", "version": "1", "issuer": "UBND"},
        **{"bulletin": str(draft.id), f"written-{asked}": "ABCX", f"said-{asked}": "an bình"},
    )

    assert answer.status_code == 200
    for kept in ("Tiêu đề mới", "Câu mới.", 'name="version" value="1"', f"/ban-tin/{draft.id}/sua", "Đã ghi vào từ"):
        assert kept in answer.text
    assert house.store.bulletin(draft.id).script.text == TEXT


def test_a_right_spelling_is_kept_as_it_is(house: House) -> None:
    browser = house.signed_in("lan")
    browser.send("/tu-dien", written="phò biến", said="phò biến")

    assert "phò biến</mark>" not in browser.send("/ban-tin/uoc-luong", title="x", text=TEXT).text


@pytest.mark.parametrize(
    ("written", "said", "told"),
    [
        ("", "bê", "Hãy nhập chữ viết"),
        ("ABCX", "", "Hãy nhập lời đọc"),
        ("ABCX", "bê 2", "Lời đọc phải là các tiếng đọc được"),
        ("ABCX", "UBND", "Lời đọc phải là các tiếng đọc được"),
        ("ABCX", "wave", "Lời đọc phải là các tiếng đọc được"),
        ("ABCX", ".,", "Lời đọc phải là các tiếng đọc được"),
        ("ABCX", "bê " * 120, "dài quá 300"),
        ("x" * 81, "bê", "dài quá 80"),
        ("🚨", "bê", "không ghi được vào từ điển"),
        ("2/9/23", "bê", "không ghi được vào từ điển"),
    ],
)
def test_what_is_no_speech_or_would_change_nothing_is_refused(house: House, written: str, said: str, told: str) -> None:
    before = house.settings.pronunciation.read_bytes()
    answer = house.signed_in("lan").send("/tu-dien", written=written, said=said)

    assert (answer.status_code, told in answer.text) == (400, True)
    assert house.settings.pronunciation.read_bytes() == before


def test_a_refused_word_in_the_editor_is_told_beside_its_field(house: House) -> None:
    browser = house.signed_in("lan")
    asked = key(browser, "ABCX")
    fields = {"title": "x", "text": TEXT, f"written-{asked}": "ABCX", f"said-{asked}": "wave 2"}
    answer = browser.send(f"/tu-dien/hoc?chu={asked}", **fields)

    assert answer.status_code == 400
    assert f'id="told-{asked}"' in answer.text
    assert "Lời đọc phải là các tiếng đọc được" in answer.text


def test_a_decomposed_word_is_kept_composed(house: House) -> None:
    house.signed_in("lan").send("/tu-dien", written="KDC Hoa\u0300 An", said="khu da\u0302n cu\u031b ho\u0300a an")

    assert entries(house) == {"KDC Hoà An": "khu dân cư hòa an"}


def test_the_page_lists_changes_and_takes_out_and_all_of_it_is_recorded(house: House) -> None:
    browser = house.signed_in("lan")
    browser.send("/tu-dien", written="ABCX", said="an bình")
    browser.send("/tu-dien", written="ABCX", said="an bình chiến xuân")
    page = house.signed_in("van").open("/tu-dien").text
    assert '<strong lang="vi">ABCX</strong>' in page
    assert "an bình chiến xuân" in page
    assert "Bản tin đã duyệt không đổi" in page
    assert "Xóa khỏi từ điển" not in page
    comment = "# Ví dụ"
    assert comment in house.settings.pronunciation.read_text("utf-8")
    assert browser.send("/tu-dien/bo", written="ABCX").status_code == 303
    assert browser.send("/tu-dien/bo", written="ABCX").status_code == 404

    assert entries(house) == {}
    assert comment in house.settings.pronunciation.read_text("utf-8")
    assert [(one.verb, one.by_name, one.detail) for one in house.store.activity(3)] == [
        (Verb.FORGET_WORD, "Nguyễn Thị Lan", "ABCX"),
        (Verb.TEACH_WORD, "Nguyễn Thị Lan", "ABCX → an bình chiến xuân"),
        (Verb.TEACH_WORD, "Nguyễn Thị Lan", "ABCX → an bình"),
    ]
    assert "ghi vào từ điển phát âm: ABCX → an bình" in house.signed_in("van").open("/nhat-ky/hoat-dong").text


def test_a_file_with_a_fault_is_told_and_not_written_over(house: House) -> None:
    house.settings.pronunciation.write_text('[words\n"ABCX" = "an bình"\n', encoding="utf-8")
    browser = house.signed_in("lan")

    assert "Tệp từ điển của phường có lỗi" in browser.open("/tu-dien").text
    answer = browser.send("/tu-dien", written="XYZT", said="bê")
    assert (answer.status_code, "đang có lỗi" in answer.text) == (400, True)
    assert "[words\n" in house.settings.pronunciation.read_text("utf-8")


def test_a_ward_without_a_file_gets_one(house: House) -> None:
    house.settings.pronunciation.unlink()
    browser = house.signed_in("lan")
    assert "Chưa có chữ nào" in browser.open("/tu-dien").text
    browser.send("/tu-dien", written="ABCX", said="an bình")

    assert entries(house) == {"ABCX": "an bình"}


def test_teaching_from_a_bulletin_leads_back_to_it_and_nowhere_else(house: House) -> None:
    browser, draft = house.signed_in("lan"), house.draft(text=TEXT)
    inside = browser.send("/tu-dien", written="ABCX", said="an bình", next=f"/ban-tin/{draft.id}/gui-duyet")
    outside = browser.send("/tu-dien", written="ABCX", said="an bình", next="//evil.example/")

    assert inside.headers["Location"] == f"/ban-tin/{draft.id}/gui-duyet"
    assert "Đã ghi vào từ điển" in browser.open(inside.headers["Location"]).text
    assert outside.headers["Location"] == "/"


def test_a_changed_word_gets_its_new_sound_and_an_approved_one_stays(house: House) -> None:
    browser, draft, approved = house.signed_in("lan"), house.pending(text=TEXT), house.approved("Đã duyệt")
    assert "Tạo lại bản nghe" in browser.open(f"/ban-tin/{draft.id}").text
    assert "Tạo lại bản nghe" not in browser.open(f"/ban-tin/{approved.id}").text
    for bulletin in (draft, approved):
        browser.send(f"/ban-tin/{bulletin.id}/nghe-thu", again="1")
    job = house.store.render_state(draft.id)

    assert job is not None
    assert job.state == "queued"
    assert "đợi đến lượt" in browser.open(f"/manh/ban-nghe/{draft.id}").text
    kept = house.store.render_state(approved.id)
    assert kept is not None
    assert kept.state == "done"
    assert house.store.bulletin(approved.id).on_air_ready


def test_two_officers_who_teach_at_once_lose_no_word(house: House) -> None:
    words = [f"QZ{chr(65 + number)}X" for number in range(8)]
    browsers = [house.signed_in("lan") for _ in range(2)]
    for browser in browsers:
        browser.open("/tu-dien")
    with ThreadPoolExecutor(2) as officers:
        codes = list(
            officers.map(
                lambda part: [part[0].send("/tu-dien", written=word, said="an bình").status_code for word in part[1]],
                ((browsers[0], words[::2]), (browsers[1], words[1::2])),
            )
        )

    assert codes == [[303] * 4] * 2
    assert set(entries(house)) == set(words)


def test_a_word_taken_out_by_mistake_is_put_back_with_one_click(house: House) -> None:
    browser = house.signed_in("lan")
    browser.send("/tu-dien", written="KĐT", said="khu đô thị")
    browser.send("/tu-dien/bo", written="KĐT")
    page = browser.open("/tu-dien").text
    assert "Đã xóa “KĐT” khỏi từ điển." in page and "Hoàn tác" in page
    assert "Hoàn tác" not in browser.open("/tu-dien").text, "it is offered once"
    browser.send("/tu-dien", written="KĐT", said="khu đô thị")

    assert "khu đô thị" in browser.open("/tu-dien").text
