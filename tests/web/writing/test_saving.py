"""One page of the editor makes one bulletin: clicked twice, left open for a day, or come back to in the browser."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import uuid4

import pytest

from broadcaster.bulletin import Bulletin, Status
from broadcaster.people import Role
from broadcaster.store import Verb
from tests.web.cast import Browser, House, password_hash
from tests.web.forms import filled
from tests.web.writing.drafts_of_lan import FIELDS, TEXT, TOMORROW, kept

NEXT_DAY = date(2026, 11, 24)
OTHER = TEXT + "\n\nMang theo sổ tiêm."


def form(browser: Browser, address: str = "/ban-tin/moi?mau=") -> dict[str, str]:
    """The form of a new bulletin, filled in."""
    page = filled(browser.open(address).text, "/ban-tin/moi")
    assert page["ma"]
    return {**FIELDS, "ma": page["ma"][0], "version": "0", "bulletin": ""}


def only(house: House) -> Bulletin:
    """The one bulletin there is."""
    (found,) = house.store.bulletins()
    return found


def beside_lan(house: House) -> Browser:
    """Another who writes."""
    house.store.add_person("hanh", "Bùi Hạnh", frozenset({Role.AUTHOR}), password_hash(), house.clock.at, None)
    return house.signed_in("hanh")


def deeds(house: House, verb: Verb) -> int:
    return len(house.store.activity(verbs=[verb]))


@pytest.mark.parametrize(("then", "leads"), [("", 303), ("hear", 307)])
def test_a_second_click_on_save_leads_to_the_bulletin_the_first_made(house: House, then: str, leads: int) -> None:
    lan = house.signed_in("lan")
    page = form(lan)
    first, second = (lan.send("/ban-tin/moi", **page, then=then) for _ in range(2))

    assert (first.status_code, second.status_code) == (leads, leads)
    assert first.headers["Location"] == second.headers["Location"]
    assert str(only(house).id) in first.headers["Location"]
    assert (only(house).version, deeds(house, Verb.WRITE)) == (1, 1)
    assert lan.open(f"/ban-tin/{only(house).id}").text.count("Đã lưu bản nháp.") == 1


def test_a_second_click_on_hand_on_and_place_places_nothing_twice(house: House) -> None:
    lan = house.signed_in("lan")
    page = form(lan)
    answers = [lan.send("/ban-tin/moi", **page, then=TOMORROW) for _ in range(3)]

    assert {answer.headers["Location"] for answer in answers} == {f"/ban-tin/{only(house).id}"}
    assert only(house).status is Status.PENDING
    assert len(house.store.placements(NEXT_DAY, NEXT_DAY)) == 1
    assert (deeds(house, Verb.SUBMIT), deeds(house, Verb.PLACE)) == (1, 1)
    assert lan.open(f"/ban-tin/{only(house).id}").text.count("Đã gửi duyệt và xếp vào") == 1


def test_two_clicks_that_arrive_at_once_are_one_bulletin_and_one_place(house: House) -> None:
    lan = house.signed_in("lan")
    page, token = form(lan), lan.token
    cookie = lan.client.get_cookie("ban_lam_viec")
    assert cookie is not None

    def click(_: int) -> int:
        browser = house.visitor()
        browser.client.set_cookie("ban_lam_viec", cookie.value)
        answer = browser.client.post("/ban-tin/moi", data={"csrf_token": token, **page, "then": TOMORROW})
        return answer.status_code

    with ThreadPoolExecutor(4) as clicks:
        assert list(clicks.map(click, range(4))) == [303] * 4
    assert only(house).status is Status.PENDING
    assert len(house.store.placements(NEXT_DAY, NEXT_DAY)) == 1


def test_a_second_click_after_the_questions_hands_on_once(house: House) -> None:
    lan = house.signed_in("lan")
    text = "Mời anh Nguyễn Văn An, số điện thoại 0912 345 678, đến trụ sở công an phường."
    page = form(lan) | {"text": text}
    for _ in range(2):
        assert "/gui-duyet?khung=" in lan.send("/ban-tin/moi", **page, then=TOMORROW).headers["Location"]
    khung = TOMORROW.removeprefix("send ")
    for _ in range(2):
        answer = lan.send(f"/ban-tin/{only(house).id}/gui-duyet", version="1", sure="1", khung=khung)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/ban-tin/{only(house).id}")
    assert len(house.store.placements(NEXT_DAY, NEXT_DAY)) == 1


def test_a_bulletin_sent_back_and_handed_on_for_the_slot_it_stands_in_is_placed_once(house: House) -> None:
    lan = house.signed_in("lan")
    lan.send("/ban-tin/moi", **form(lan), then=TOMORROW)
    house.store.withdraw(only(house).id, house.people["lan"], "", house.clock.at)
    fields = {**FIELDS, "text": OTHER, "title": "Tiêm phòng", "bulletin": str(only(house).id)}
    lan.send(f"/ban-tin/{only(house).id}/sua", **fields, version="1", then=TOMORROW)

    assert only(house).status is Status.PENDING
    assert len(house.store.placements(NEXT_DAY, NEXT_DAY)) == 1


def test_a_page_left_open_for_a_day_still_saves(house: House) -> None:
    lan = house.signed_in("lan")
    page = form(lan)
    house.clock.at += timedelta(hours=26)
    answer = lan.send("/ban-tin/moi", **page, then=TOMORROW)

    assert answer.headers["Location"].startswith(f"/ban-tin/{only(house).id}/gui-duyet"), "its slot is over by now"
    assert (only(house).script.text, only(house).status) == (TEXT, Status.DRAFT)
    assert house.store.placements(NEXT_DAY, NEXT_DAY) == []


def test_two_pages_are_two_bulletins_and_one_page_of_two_people_too(house: House) -> None:
    lan, colleague = house.signed_in("lan"), beside_lan(house)
    page = form(lan)
    colleague.send("/ban-tin/moi", **page)
    for one in (page, form(lan)):
        lan.send("/ban-tin/moi", **one)
    assert len(house.store.bulletins()) == 3


@pytest.mark.parametrize("page", ["", "nonsense", "\u0000"])
def test_a_form_that_names_no_page_is_kept_all_the_same(house: House, page: str) -> None:
    lan = house.signed_in("lan")
    assert lan.send("/ban-tin/moi", **{**FIELDS, "ma": page}).status_code == 303
    assert only(house).script.text == TEXT


def test_a_refused_form_keeps_its_page(house: House) -> None:
    lan = house.signed_in("lan")
    page = form(lan)
    answer = lan.send("/ban-tin/moi", **{**page, "issued": "xx"})
    assert (answer.status_code, filled(answer.text, "/ban-tin/moi")["ma"]) == (400, [page["ma"]])


def test_going_back_and_saving_other_words_is_an_edit_and_says_so(house: House) -> None:
    lan = house.signed_in("lan")
    page = form(lan)
    lan.send("/ban-tin/moi", **page)
    lan.open(f"/ban-tin/{only(house).id}")
    lan.send("/ban-tin/moi", **page | {"text": OTHER})

    assert (only(house).script.text, only(house).version) == (OTHER, 2)
    assert "Đã lưu nội dung mới vào bản tin bạn vừa tạo." in lan.open(f"/ban-tin/{only(house).id}").text
    assert [script.text for _, script, _, _ in house.store.revisions(only(house).id)] == [OTHER, TEXT]


def test_going_back_after_somebody_changed_it_shows_both_texts(house: House) -> None:
    lan = house.signed_in("lan")
    page = form(lan)
    lan.send("/ban-tin/moi", **page)
    made = only(house)
    changed = lan.send(f"/ban-tin/{made.id}/sua", **{**FIELDS, "text": "Trạm y tế hoãn tiêm."}, version="1")
    answer = lan.send("/ban-tin/moi", **page | {"text": OTHER})

    assert (changed.status_code, answer.status_code) == (303, 409)
    for text in ("Hai người cùng sửa", "Trạm y tế hoãn tiêm.", "Mang theo sổ tiêm."):
        assert text in answer.text
    assert only(house).script.text == "Trạm y tế hoãn tiêm."


def test_going_back_after_it_was_handed_on_shows_first_what_would_become_of_it(house: House) -> None:
    lan = house.signed_in("lan")
    page = form(lan)
    lan.send("/ban-tin/moi", **page, then=TOMORROW)
    answer = lan.send("/ban-tin/moi", **page | {"text": OTHER}, then="")

    assert answer.status_code == 409
    for text in ("lần này chưa lưu gì", "đang chờ duyệt", "Mang theo sổ tiêm."):
        assert text in answer.text
    assert (only(house).status, only(house).script.text) == (Status.PENDING, TEXT)
    action = f"/ban-tin/{only(house).id}/sua"
    lan.send(action, **filled(answer.text, action), then="")
    assert (only(house).status, only(house).script.text) == (Status.DRAFT, OTHER)


def test_the_page_asked_for_again_is_the_editor_of_what_was_saved_from_it(house: House) -> None:
    lan = house.signed_in("lan")
    page = form(lan)
    address = f"/ban-tin/moi?mau=&ma={page['ma']}"
    assert form(lan, address)["ma"] == page["ma"], "nothing is saved yet: the same page"
    lan.send("/ban-tin/moi", **page)
    answer = lan.open(address)

    assert answer.headers["Location"] == f"/ban-tin/{only(house).id}/sua"
    assert "Bài này đã được lưu thành bản tin." in lan.open(answer.headers["Location"]).text
    assert beside_lan(house).open(address).status_code == 200, "another person writes on a page of their own"
    assert form(lan, "/ban-tin/moi?mau=&ma=x")["ma"] != page["ma"]


def test_saving_from_the_page_with_both_texts_leaves_an_unfinished_new_one_alone(house: House) -> None:
    draft, lan = house.draft(), house.signed_in("lan")
    kept(lan, text="Bài mới còn dở.")
    kept(lan, text="Lan sửa.", bulletin=str(draft.id), version="1")
    house.store.edit_bulletin(draft.id, 1, draft.script, house.people["tung"], house.clock.at)
    action = f"/ban-tin/{draft.id}/sua"
    answer = lan.send(action, **{**FIELDS, "title": "Của Lan", "version": "1", "bulletin": str(draft.id)})
    both = filled(answer.text, action)
    assert (answer.status_code, both["bulletin"]) == (409, [str(draft.id)])
    lan.send(action, **{name: value for name, value in both.items() if name != "bulletin"}, then="")

    assert house.store.bulletin(draft.id).script.title == "Của Lan"
    left = house.store.unsaved("new", house.people["lan"])
    assert left is not None and left.fields["text"] == "Bài mới còn dở."
    assert house.store.unsaved(str(draft.id), house.people["lan"]) is None


def test_a_word_taught_without_scripts_keeps_document_and_page_of_the_form(house: House) -> None:
    lan, document = house.signed_in("lan"), str(uuid4())
    page = form(lan) | {"document": document, "written-abc": "UBND", "said-abc": "ủy ban nhân dân"}
    answer = lan.send("/tu-dien/hoc?chu=abc", **page)
    back = filled(answer.text, "/ban-tin/moi")

    assert (answer.status_code, back["document"], back["ma"]) == (200, [document], [page["ma"]])
    assert re.search(r"Mời bà con tiêm phòng", back["text"][0])
