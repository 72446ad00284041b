"""How many clicks a duty takes, counted from the first page after sign-in; typing is no click."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from broadcaster.bulletin import Status
from tests.browser.conftest import Street
from tests.browser.test_journey_on_the_desk import render
from tests.web.cast import MONDAY
from tests.web.sample import on_air

pytestmark = pytest.mark.browser


class Hand:
    """A hand that counts its clicks."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, what: Locator, **more: Any) -> None:
        """One click."""
        self.clicks += 1
        what.click(**more)


def test_a_ready_script_is_handed_on_for_tomorrow_morning_with_two_clicks(street: Street) -> None:
    page = street.signed_in("lan")
    hand = Hand(page)
    hand.click(page.locator(".to-write-ways a[href*='mau=t']").first)
    hand.click(page.get_by_role("button", name="Gửi duyệt và xếp vào sáng mai"))
    expect(page.get_by_text("Đã gửi duyệt và xếp vào Buổi sáng")).to_be_visible()

    (bulletin,) = street.house.store.bulletins()
    tomorrow = MONDAY.date() + timedelta(days=1)
    (placement,) = street.house.store.placements(tomorrow, tomorrow)
    assert hand.clicks == 2
    assert bulletin.status is Status.PENDING
    assert (placement.bulletin, placement.slot, placement.first, placement.last) == (
        bulletin.id,
        "morning",
        tomorrow,
        tomorrow,
    )


def test_a_pasted_text_is_handed_on_with_two_clicks_and_takes_its_title_from_its_first_line(street: Street) -> None:
    page = street.signed_in("lan")
    hand = Hand(page)
    hand.click(page.get_by_role("link", name="Viết hoặc dán bài"))
    page.get_by_label("Nội dung sẽ đọc trên loa").fill(
        "Mời bà con tiêm phòng cho chó mèo\n\nSáng mai, trạm y tế phường tiêm phòng dại tại nhà văn hóa."
    )
    hand.click(page.get_by_role("button", name="Gửi duyệt và xếp vào sáng mai"))
    expect(page.get_by_text("Đã gửi duyệt và xếp vào Buổi sáng")).to_be_visible()

    (bulletin,) = street.house.store.bulletins(status=Status.PENDING)
    assert hand.clicks == 2
    assert bulletin.script.title == "Mời bà con tiêm phòng cho chó mèo"


def test_the_approver_hears_and_approves_with_two_clicks(street: Street) -> None:
    house = street.house
    bulletin = house.pending(seconds=1.5)
    page = street.signed_in("minh")
    hand = Hand(page)
    expect(page.locator(".to-decide .reading-text")).to_contain_text("Công an không làm việc qua điện thoại")
    approve = page.get_by_role("button", name="Duyệt", exact=True)
    expect(approve).to_be_disabled()
    hand.click(page.locator(".to-decide audio"), position={"x": 25, "y": 27})  # the player's own play button
    expect(page.get_by_text("Bạn đã nghe hết bản này")).to_be_visible(timeout=15_000)
    hand.click(approve)
    expect(page.get_by_text("có thể xếp lịch và phát")).to_be_visible()

    assert hand.clicks == 2
    assert house.store.bulletin(bulletin.id).on_air_ready


def test_from_tomorrows_text_to_tomorrows_programme_takes_four_clicks_of_two_people(street: Street) -> None:
    house = street.house
    lan, minh = street.signed_in("lan"), street.signed_in("minh")
    one, other = Hand(lan), Hand(minh)
    one.click(lan.locator(".to-write-ways a[href*='mau=t']").nth(1))
    one.click(lan.get_by_role("button", name="Gửi duyệt và xếp vào sáng mai"))
    expect(lan.get_by_text("Đã gửi duyệt và xếp vào Buổi sáng")).to_be_visible()
    render(street)
    minh.reload()
    other.click(minh.locator(".to-decide audio"), position={"x": 25, "y": 27})
    expect(minh.get_by_text("Bạn đã nghe hết bản này")).to_be_visible(timeout=15_000)
    other.click(minh.get_by_role("button", name="Duyệt", exact=True))
    expect(minh.get_by_text("có thể xếp lịch và phát")).to_be_visible()
    (bulletin,) = house.store.bulletins(status=Status.APPROVED)
    minh.goto("/")

    assert (one.clicks, other.clicks) == (2, 2)
    expect(minh.locator(".occurrence", has_text="Ngày mai").first).to_contain_text(bulletin.script.title)


def test_the_sound_is_stopped_with_one_click(street: Street) -> None:
    bulletin = street.house.approved()
    on_air(street.house, bulletin)
    page = street.signed_in("van")
    hand = Hand(page)
    hand.click(page.get_by_role("button", name="Dừng phát"))
    expect(page.get_by_text("Đã ra lệnh dừng")).to_be_visible()

    assert hand.clicks == 1
    assert street.house.store.last_stop() is not None


def test_yesterdays_report_is_one_click_away(street: Street) -> None:
    house = street.house
    bulletin = house.approved()
    house.aired(bulletin, MONDAY - timedelta(days=1, hours=1, minutes=30))
    page = street.signed_in("van")
    hand = Hand(page)
    hand.click(page.get_by_role("link", name="Báo cáo hôm qua"))
    expect(page.locator("main")).to_contain_text("22/11/2026")

    assert hand.clicks == 1
