"""What the tests of Phát khẩn cấp do on the desk: read its pages, confirm, type words, put a thing on the air."""

import html
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from broadcaster.bulletin import Bulletin
from broadcaster.placement import AirOrder
from broadcaster.store import OnAir
from tests.web.cast import MONDAY, PASSWORD, Browser, House

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


def confirmed(browser: Browser, one: Bulletin, password: str = PASSWORD, **more: Any) -> TestResponse:
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


def show(house: House, bulletin: Bulletin, state: str = "sounding") -> None:
    """Put a bulletin on the loudspeakers."""
    now = house.clock.at
    length = timedelta(seconds=30)
    house.store.set_on_air(
        "all", OnAir(bulletin.id, bulletin.script.title, now, now + length, 3.0, -19.0, state, "all", "cạc 0", now)
    )
