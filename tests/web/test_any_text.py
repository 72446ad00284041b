"""Any text an officer can type is stored, found or refused with a sentence; never a five hundred."""

import unicodedata

import pytest

from tests.web.cast import House
from tests.web.test_rights import FOR_STRANGERS, doors
from web import typed
from web.auth import own_page

TEXTS = {
    "decomposed": unicodedata.normalize("NFD", "Cảnh giác lừa đảo"),
    "emoji": "Cảnh giác 🚨👩‍👩‍👧‍👦 lừa đảo",
    "right to left": "Cảnh \u202egiác\u202c \u200flừa đảo",
    "NUL": "Cảnh\u0000 giác lừa đảo",
    "half a pair": "Cảnh giác \ud800 lừa đảo",
    "control": "Cảnh\u0007 giác\u001b[2J lừa đảo",
    "not a character": "Cảnh giác \uffff lừa đảo",
    "private": "Cảnh giác \ue000 lừa đảo",
    "markup": "<script>alert('Cảnh giác')</script> lừa đảo",
    "template": "{{ 7 * 7 }} {% raw %} Cảnh giác lừa đảo",
    "braces": "{hotline {0} {title.__class__} Cảnh giác lừa đảo",
    "sql": "'; DROP TABLE bulletin; -- Cảnh giác lừa đảo",
    "long word": "x" * 19_000,
    "many marks": "a" + "\u0301" * 5_000,
    "digits": "1" * 5_000,
    "empty": "",
    "blank": " \u00a0\u2003 ",
}


FIELDS = [
    *("title", "text", "kind", "topic", "priority", "number", "issued", "issuer", "source", "version", "then"),
    *("reason", "verdict", "sha256", "ban-tin", "khung", "ngay", "den", "cach", "thu", "thu-tu", "slot", "day"),
    *("written", "said", "bulletin", "again", "document"),
    *("position", "sure", "surely", "username", "password", "name", "role", "old", "new", "again", "next"),
]


def encoded(text: str) -> str:
    """As a browser would send it: a lone half of a pair cannot be sent, and becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


@pytest.mark.parametrize("name", TEXTS)
def test_a_bulletin_takes_any_text_or_says_why_not(house: House, name: str) -> None:
    text = encoded(TEXTS[name])
    browser = house.signed_in("lan")
    answer = browser.send("/ban-tin/moi", title=text[:190], text=text, number=text[:50], issuer=text[:50])

    assert answer.status_code in (303, 400)
    if answer.status_code == 303:
        page = browser.open(answer.headers["Location"])
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "\u202e" not in page.text
        kept = house.store.bulletins()[0].script
        assert kept.title == unicodedata.normalize("NFC", kept.title)
    assert browser.send("/ban-tin/uoc-luong", title=text, text=text).status_code == 200
    assert browser.open("/ban-tin", query_string={"tim": text[:2000]}).status_code == 200


@pytest.mark.parametrize("name", TEXTS)
def test_the_dictionary_takes_any_text_or_says_why_not(house: House, name: str) -> None:
    text, browser = encoded(TEXTS[name]), house.signed_in("lan")
    for written, said in ((text, "bê bê"), (text[:70], "bê bê"), ("ABCX", text), (text[:70], text[:70])):
        assert browser.send("/tu-dien", written=written, said=said).status_code in (303, 400)
        fields = {"title": "x", "text": text, "written-a": written, "said-a": said}
        assert browser.send("/tu-dien/hoc?chu=a", **fields).status_code in (200, 400)
    assert browser.send("/tu-dien/bo", written=text).status_code in (303, 404)
    page = browser.open("/tu-dien")
    assert page.status_code == 200
    assert "có lỗi" not in page.text
    assert "<script>alert" not in page.text


def test_a_decomposed_title_is_found_composed(house: House) -> None:
    house.signed_in("lan").send("/ban-tin/moi", title=TEXTS["decomposed"], text="Nội dung.")

    assert "Cảnh giác lừa đảo" in house.signed_in("lan").open("/ban-tin?tim=giác").text


def test_a_megabyte_is_refused_with_a_sentence(house: House) -> None:
    answer = house.signed_in("lan").send("/ban-tin/moi", title="Dài", text="ă" * 170_000)

    assert (answer.status_code, "rút gọn" in answer.text) == (400, True)


@pytest.mark.parametrize("name", ["emoji", "right to left", "NUL", "digits", "many marks", "blank", "sql"])
def test_no_form_of_the_desk_breaks_on_any_text(house: House, name: str) -> None:
    bulletin, text = house.pending(), encoded(TEXTS[name])
    assert bulletin.rendition is not None
    for username in ("lan", "minh", "tung", "hoa", "quang"):
        browser = house.signed_in(username)
        browser.open("/mat-khau")
        for endpoint, method, address in doors(house.app, bulletin.id, bulletin.rendition.sha256):
            if endpoint == "auth.sign_out" or endpoint in FOR_STRANGERS:
                continue
            if method == "POST":
                answer = browser.send(address, **dict.fromkeys(FIELDS, text))
            else:
                answer = browser.open(
                    address, query_string=dict.fromkeys([*FIELDS, "tim", "tt", "trang", "tu", "kq"], text)
                )
            assert answer.status_code < 500, (endpoint, answer.status_code)


@pytest.mark.parametrize(
    ("given", "kept"), [("7", 7), ("-3", -3), ("٣", 0), ("1e9", 0), ("9" * 400, 0), ("", 0), ("--5", 0), ("5-", 0)]
)
def test_a_number_in_an_address_is_a_number_or_nothing(given: str, kept: int) -> None:
    assert typed.whole(given, -10, 100, 0) == kept


@pytest.mark.parametrize("address", ["//[", "http://[", "//[x]", "http://[::1"])
def test_an_address_that_is_none_leads_to_the_first_page(house: House, address: str) -> None:
    with house.app.test_request_context():
        assert own_page(address) == "/"
    browser = house.signed_in("lan")
    browser.open("/")
    answer = browser.send("/tieng", next=address)
    assert answer.status_code == 303 and answer.headers["Location"] == "/"
