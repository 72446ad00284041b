"""The schedule as a calendar: for whoever has signed in, and for a calendar that holds a token."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar

from broadcaster.airing import Outcome, Reason
from tests.web.cast import House, day

TUESDAY = "2026-11-24"


def events(answer: bytes) -> dict[str, Any]:
    """Each event by its uid."""
    return {str(one["uid"]): one for one in Calendar.from_ical(answer).walk("VEVENT")}


def test_each_slot_is_an_event_with_its_bulletins(house: House) -> None:
    bulletin = house.approved("Cảnh giác, lừa đảo; mới")
    house.store.place(bulletin.id, "morning", day(TUESDAY), day(TUESDAY), (), 0, house.people["tung"], house.clock.at)
    answer = house.signed_in("van").open("/lich-phat/lich-phat.ics")
    found = events(answer.data)
    one = found["2026-11-24-morning@phuong-mau"]

    assert answer.mimetype == "text/calendar"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert one["dtstart"].dt == datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert str(one["summary"]) == "Buổi sáng: 1 bản tin"
    assert str(one["description"]) == "06:30:00 Cảnh giác, lừa đảo; mới"
    assert str(found["2026-11-24-evening@phuong-mau"]["summary"]).endswith("chưa có bản tin")
    assert not any(uid.startswith("2026-11-28") for uid in found)


def test_a_calendar_follows_with_its_token_until_it_is_taken_back(house: House) -> None:
    browser = house.signed_in("quang")
    page = browser.send("/tai-khoan/may-khach", client="Lịch của anh Tùng", kind="calendar").text
    address = re.search(r"http://[^/]+(/lich-phat/theo-doi/[\w-]{43}/lich-phat\.ics)", page)
    assert address is not None
    stranger = house.visitor()
    assert stranger.open(address[1]).status_code == 200
    assert len(events(stranger.open(address[1]).data)) > 30
    (client,) = house.store.clients()
    token = address[1].split("/")[3]
    assert stranger.open("/api/v1/status", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert token not in browser.open("/tai-khoan").text
    browser.send(f"/tai-khoan/may-khach/{client.id}/thu")
    assert stranger.open(address[1]).status_code == 404


def test_a_guessed_address_and_a_token_for_another_use_open_nothing(house: House) -> None:
    page = house.signed_in("quang").send("/tai-khoan/may-khach", client="Tỉnh", kind="api").text
    token = re.search(r">([\w-]{43})</textarea>", page)
    assert token is not None
    stranger = house.visitor()
    assert stranger.open(f"/lich-phat/theo-doi/{token[1]}/lich-phat.ics").status_code == 404
    assert stranger.open("/lich-phat/theo-doi/x/lich-phat.ics").status_code == 404
    assert stranger.open("/lich-phat/lich-phat.ics").status_code == 302


def test_a_client_needs_a_name(house: House) -> None:
    browser = house.signed_in("quang")
    browser.send("/tai-khoan/may-khach", client="  ", kind="api")

    assert "Hãy đặt tên" in browser.open("/tai-khoan").text
    assert house.store.clients() == []


def test_a_bulletin_in_two_zones_or_in_two_parts_is_one_bulletin(house: House) -> None:
    """Two zones in the morning; in the evening an urgent broadcast cut it, and the rest is still to come."""
    whole, cut = house.approved("Bài hai cụm"), house.approved("Bài bị ngắt", 60.0)
    monday = day("2026-11-23")
    morning, evening = datetime(2026, 11, 22, 23, 30, tzinfo=UTC), datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
    for zone in ("all", "hill"):
        house.aired(whole, morning, zone=zone)
    house.store.place(cut.id, "evening", monday, monday, (), 0, house.people["tung"], house.clock.at)
    house.aired(cut, evening, Outcome.CUT_IN, Reason.URGENT, 0.3, "evening")
    browser = house.signed_in("van")
    for at in (evening + timedelta(minutes=2), evening + timedelta(hours=2)):
        house.clock.at = at
        found = events(browser.open("/lich-phat/lich-phat.ics").data)
        assert str(found["2026-11-23-morning@phuong-mau"]["summary"]) == "Buổi sáng: 1 bản tin"
        one = found["2026-11-23-evening@phuong-mau"]
        assert str(one["summary"]) == "Buổi chiều tối: 1 bản tin"
        assert str(one["description"]) == "17:15:00 Bài bị ngắt"
