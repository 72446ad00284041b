"""No page, fragment or refusal is left untranslated for an English reader; people's own words are left alone."""

import re
from functools import cache
from pathlib import Path

from broadcaster.airing import Outcome
from tests.web.cast import MONDAY, ROOT, House
from tests.web.test_rights import doors
from tests.web.tongue.unmarked import Marked, english, unmarked
from web.tongue import tables
from web.tongue.speaking import COOKIE

OWN = ("khu đô thị oa tơ phờ rân", "NĐ-CP", "Hoài My", "Tùng", "Hùng", "Tết")
"""Vietnamese that an English sentence names."""


def test_no_page_leaves_a_word_untranslated(tmp_path: Path) -> None:
    house, where = unmarked(tmp_path)
    left = []
    for places in where.values():
        for who, address in places:
            page = english(house, who, address)
            assert '<html lang="en">' in page, address
            left += [(address, text) for text in Marked.of(page) if _leftover(text)]

    assert left == []


def test_no_fragment_and_no_refusal_is_left_untranslated(tmp_path: Path) -> None:
    house, _ = unmarked(tmp_path)
    bulletin = next(one for one in house.store.bulletins() if one.rendition is not None)
    assert bulletin.rendition is not None
    left = []
    for who in ("lan", "hoa"):
        browser = house.signed_in(who)
        browser.client.set_cookie(COOKIE, "en")
        for endpoint, method, address in doors(house.app, bulletin.id, bulletin.rendition.sha256):
            if method == "GET" and endpoint not in ("static", "auth.sign_out"):
                answer = browser.client.get(address, buffered=True)
                texts = Marked.of(answer.text) if answer.mimetype == "text/html" else []
                left += [(address, text) for text in texts if _leftover(text)]

    assert left == []


@cache
def _shipped() -> str:
    """The scripts that come with the station: what is read to the street is in its listeners' language."""
    return " ".join(" ".join(file.read_text("utf-8") for file in (ROOT / "scripts_vi").glob("*.md")).split())


def _leftover(text: str) -> bool:
    """Whether Vietnamese is left where no sentence quotes it and no script stands."""
    bare = re.sub(r"“[^”]*”", "", text)
    if text.rstrip(".…") in _shipped() or tables.MARKED.search(bare) is None:
        return False
    if all(piece in _shipped() for piece in text.rpartition(": ")[2].rstrip(".").split(", ")):
        return False  # the blanks of a script, which are named in it
    for own in OWN:
        bare = bare.replace(own, "")
    return bool(tables.MARKED.search(bare))


def test_people_and_the_station_keep_their_own_words(house: House) -> None:
    house.aired(house.approved("Tin"), MONDAY, Outcome.COMPLETE)
    page = english(house, "lan", "/nhat-ky")

    assert ">Tin</a>" in page  # as the word for a kind of bulletin, this would be "News item"
    assert "Đài truyền thanh phường Hòa Mẫu" in page
    assert "Nguyễn Thị Lan" in page
