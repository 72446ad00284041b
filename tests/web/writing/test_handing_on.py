"""A text is handed on for a slot with one button, once what should be looked at has been asked."""

import re
from datetime import date, timedelta

from broadcaster.bulletin import Status
from tests.web.cast import MONDAY, House
from tests.web.writing.drafts_of_lan import FIELDS, TOMORROW


def test_one_button_submits_and_places_for_tomorrow_morning(house: House) -> None:
    answer = house.signed_in("lan").send("/ban-tin/moi", **FIELDS, then=TOMORROW)
    (bulletin,) = house.store.bulletins()
    day = MONDAY.date() + timedelta(days=1)
    (placement,) = house.store.placements(day, day)

    assert answer.headers["Location"] == f"/ban-tin/{bulletin.id}"
    assert bulletin.status is Status.PENDING
    assert (placement.bulletin, placement.slot, placement.last) == (bulletin.id, "morning", date(2026, 11, 24))


def test_what_should_be_looked_at_is_asked_before_it_is_handed_on(house: House) -> None:
    lan = house.signed_in("lan")
    text = "Mời anh Nguyễn Văn An, số điện thoại 0912 345 678, đến trụ sở công an phường."
    answer = lan.send("/ban-tin/moi", **{**FIELDS, "text": text}, then=TOMORROW)
    page = lan.open(answer.headers["Location"]).text
    (bulletin,) = house.store.bulletins()

    assert "/gui-duyet?khung=" in answer.headers["Location"]
    assert bulletin.status is Status.DRAFT
    assert "Số điện thoại riêng" in page
    key = re.search(r'name="khung" value="([^"]+)"', page)
    assert key is not None
    lan.send(f"/ban-tin/{bulletin.id}/gui-duyet", version="1", sure="1", khung=key[1])
    assert house.store.bulletin(bulletin.id).status is Status.PENDING
    assert len(house.store.placements(date(2026, 11, 24), date(2026, 11, 24))) == 1


def test_a_slot_that_is_over_or_silent_is_not_placed_into(house: House) -> None:
    lan = house.signed_in("lan")
    for key in ("2026-11-22/morning", "2026-11-24/nowhere", "nonsense", "2026-11-23/morning"):
        lan.send("/ban-tin/moi", **FIELDS, then=f"send {key}")

    assert house.store.placements(date(2026, 11, 1), date(2027, 1, 1)) == []
    assert all(one.status is Status.DRAFT for one in house.store.bulletins())
