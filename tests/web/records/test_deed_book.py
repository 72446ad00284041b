"""Nhật ký hoạt động: by person, by kind of deed, by day, page by page."""

from datetime import timedelta

from broadcaster.store import Verb
from tests.web.cast import MONDAY, House
from web.records.deed_words import DEED_KINDS


def test_every_deed_belongs_to_exactly_one_kind() -> None:
    listed = [verb for kind in DEED_KINDS.values() for verb in kind.verbs]

    assert sorted(listed) == sorted(Verb)


def test_the_deeds_of_one_person_and_of_one_kind(house: House) -> None:
    house.approved("Cảnh giác")
    browser = house.signed_in("van")

    def told(query: str) -> list[str]:
        page = browser.open(f"/nhat-ky/hoat-dong?{query}").text
        return [
            line.split("</strong>")[1].split("</span>")[0].strip()
            for line in page.split("<li>")
            if "</strong> " in line
        ]

    assert all("duyệt" in one or "nghe" in one for one in told("loai=duyet"))
    assert told(f"ai={house.people['tung'].id}") == []
    assert "Không có hoạt động nào khớp" in browser.open(f"/nhat-ky/hoat-dong?ai={house.people['tung'].id}").text
    lan = told(f"ai={house.people['lan'].id}")
    assert lan and not any("nghe hết" in one for one in lan)
    assert told("ai=nonsense&loai=nonsense&tu=x&den=y&trang=z") == told("")


def test_ones_own_deeds(house: House) -> None:
    house.approved("Cảnh giác")
    page = house.signed_in("minh").open("/nhat-ky/hoat-dong?ai=toi").text

    assert "<strong>Trần Văn Minh</strong> duyệt" in page
    assert "<strong>Nguyễn Thị Lan</strong>" not in page


def test_the_deeds_of_some_days(house: House) -> None:
    house.draft("Hôm nay")
    house.clock.at = MONDAY + timedelta(days=3)
    house.draft("Ba hôm sau")
    page = house.signed_in("van").open("/nhat-ky/hoat-dong?tu=2026-11-26&den=2026-11-26").text

    assert "Ba hôm sau" in page
    assert "Hôm nay" not in page.split('class="card-plain deeds"')[1]


def test_the_filter_stays_from_page_to_page(house: House) -> None:
    for number in range(60):
        house.draft(f"Bản {number}")
    browser = house.signed_in("van")
    page = browser.open("/nhat-ky/hoat-dong?loai=ban-tin").text
    assert "trang=2&amp;loai=ban-tin" in page
    assert browser.open("/nhat-ky/hoat-dong?loai=ban-tin&trang=2").text.count("soạn bản tin") == 10
