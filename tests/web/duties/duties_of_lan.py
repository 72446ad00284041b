"""What Lan does with what was ordered: brings a document, confirms what it says, begins a campaign."""

import io
import re
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from tests.broadcaster.office.test_campaigning import TEXT
from tests.web.cast import Browser
from tests.web.forms import filled

LATER = timedelta(hours=3)
KEPT: Mapping[str, Any] = MappingProxyType({})
"""Nothing is corrected: what was found in the document is confirmed as it is."""
EVERY_TOPIC: Mapping[str, Any] = MappingProxyType({"chu_de": None})
"""No topic is ticked: a broadcast about anything counts."""


def brought(browser: Browser, text: str = TEXT) -> str:
    """The address of a document that was just brought."""
    answer = browser.send("/van-ban", tep=(io.BytesIO(text.encode()), "15-KH.txt"))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def confirmed(browser: Browser, address: str, **changes: Any) -> None:
    """What it says is confirmed, with these corrections."""
    page = browser.open(address).text
    answer = browser.send(f"{address}/xac-nhan", **filled(page, f"{address}/xac-nhan", **changes))
    assert answer.status_code == 303, answer.text


def begun(browser: Browser, document: str = "", **changes: Any) -> str:
    """The address of a campaign begun from a confirmed document."""
    query = f"?van-ban={document.rpartition('/')[2]}" if document else ""
    if not document:
        changes.setdefault("ten", "Đợt thử")
    page = browser.open(f"/dot-cao-diem/moi{query}").text
    answer = browser.send("/dot-cao-diem", **filled(page, "/dot-cao-diem", **changes))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def under_way(browser: Browser, corrected: Mapping[str, Any] = KEPT, **changes: Any) -> str:
    """The address of a campaign whose document was brought and confirmed just now, `corrected` where it says so."""
    document = brought(browser)
    confirmed(browser, document, **corrected)
    return begun(browser, document, **changes)


def words(text: str) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())
