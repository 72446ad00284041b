"""What a page asks of the database: as much for many bulletins as for few, and no text that it does not show."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.web.cast import MONDAY, House

MOST = 12
"""Questions for a whole page, the reader's account and the count of what waits included."""


def _asked(house: House, who: str, address: str, *, anew: bool = False) -> list[str]:
    browser = house.signed_in(who)
    browser.open(address)  # what is made once and kept is made
    if anew:  # what is kept while nobody writes has to be read again
        house.pending("Vừa gửi duyệt")
    told: list[str] = []

    def listen(connection: object, cursor: object, statement: str, *_: object) -> None:
        told.append(statement)

    event.listen(house.store._engine, "before_cursor_execute", listen)
    try:
        assert browser.open(address).status_code == 200
    finally:
        event.remove(house.store._engine, "before_cursor_execute", listen)
    return told


@pytest.mark.parametrize(
    ("who", "address"),
    [("lan", "/ban-tin"), ("lan", "/ban-tin?tim=ban+tin"), ("minh", "/cho-duyet"), ("minh", "/"), ("van", "/nhat-ky")],
)
def test_a_list_asks_no_more_for_many_than_for_few(house: House, who: str, address: str) -> None:
    def more(number: int) -> None:
        house.aired(house.approved(f"Bản tin {number}"), MONDAY - timedelta(hours=1, minutes=number))
        house.pending(f"Chờ duyệt bản tin {number}")

    more(1)
    few = len(_asked(house, who, address))
    for number in range(2, 8):
        more(number)

    assert few == len(_asked(house, who, address)) <= MOST


@pytest.mark.parametrize(("who", "address"), [("lan", "/ban-tin"), ("minh", "/cho-duyet")])
def test_a_list_reads_no_texts(house: House, who: str, address: str) -> None:
    house.pending("Chờ duyệt")
    lists = [one for one in _asked(house, who, address, anew=True) if "bulletin.title" in one]

    assert lists
    assert not any("bulletin.text" in one or "marks" in one for one in lists)
