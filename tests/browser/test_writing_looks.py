"""Đang phát, Bản tin and Chờ duyệt in every state: read, reached and used on each screen, light and dark."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from broadcaster.bulletin import Bulletin, Source
from tests.browser.conftest import Street
from tests.browser.test_looks import faults
from tests.web.cast import House

pytestmark = pytest.mark.browser

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
DOUBTFUL = (
    "Theo Nghị định 13/2023/NĐ-CP, thủ đoạn phò biến ở quận Ngô Quyền. Mời ông Nguyễn Văn An, số điện thoại "
    "0912 345 678, đến tổ ABCX. Cửa hàng khai trương, đại hạ giá, mua ngay! " + "và nói lại cho người nhà nghe " * 12
)


def a_day(house: House) -> dict[str, Bulletin]:
    """A bulletin of each state, one of them approved once and changed since, one that is written and not saved."""
    lan, minh, at = house.people["lan"], house.people["minh"], house.clock.at
    approved = house.approved("Cảnh giác cuộc gọi lạ", source=Source("15/KH-UBND", None, "UBND phường", "Kế hoạch"))
    document = house.store.keep_document("ke hoach.docx", "docx", "", "Kế hoạch\n" * 40, "ab" * 32, lan, at)
    house.store.written_from(approved.id, document.id, at)
    changed = house.approved("Họp tổ dân phố", text="Họp lúc 19 giờ tại nhà văn hóa tổ 5. Mời bà con.")
    script = replace(changed.script, title="Họp toàn phường", text="Họp lúc 20 giờ tại sân đình. Mời cả nhà.")
    edited = house.store.edit_bulletin(changed.id, 1, script, lan, at)
    house.store.submit(changed.id, 2, lan, at)
    house.rendered(edited, house.sound(1.1, 510))
    doubtful = house.draft("Nhắc nhở", text=DOUBTFUL)
    house.store.keep_unsaved(str(doubtful.id), 1, {"title": "Nhắc nhở", "text": "Viết dở."}, lan, at)
    house.store.keep_unsaved("new", 0, {"title": "", "text": "Viết dở."}, lan, at)
    house.pending("Bài thứ hai chờ duyệt")
    house.aired(approved, at)
    assert minh is not lan
    return {"approved": house.store.bulletin(approved.id), "changed": changed, "doubtful": doubtful}


def look(page: Page, width: int) -> list[str]:
    """What cannot be read, hit, named or reached."""
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    page.evaluate("document.querySelectorAll('[role=status]').forEach(one => one.offsetHeight)")
    return [
        *faults(page, width),
        *(f"axe {one['id']}" for one in Axe().run(page, options=RULES).response["violations"]),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_the_screens_of_writing_and_approving_can_be_read_and_used(street: Street, width: int, scheme: str) -> None:
    one = a_day(street.house)
    found: dict[str, list[str]] = {}
    pages = {
        "lan": ["/", "/ban-tin", "/ban-tin?tim=khong+co"]
        + ["/ban-tin/moi", "/ban-tin/moi?tim=khong+co", "/ban-tin/moi?mau="]
        + [f"/ban-tin/{one['doubtful'].id}/{rest}" for rest in ("sua", "sua?viet-tiep=1", "gui-duyet", "phien-ban")]
        + [f"/ban-tin/{one['approved'].id}", f"/ban-tin/{one['changed'].id}/phien-ban"]
        + [f"/ban-tin/{one['approved'].id}/van-ban/{street.house.store.documents_of(one['approved'].id)[0].id}"],
        "minh": ["/", "/cho-duyet", f"/cho-duyet/{one['changed'].id}", f"/ban-tin/{one['doubtful'].id}"],
    }
    for who, addresses in pages.items():
        page = street.signed_in(who, width, scheme=scheme)
        for address in addresses:
            page.goto(address)
            if bad := look(page, width):
                found[f"{who} {address}"] = bad
    assert found == {}


def test_two_texts_that_meet_can_be_read_and_used(street: Street) -> None:
    draft = street.house.draft()
    page = street.signed_in("lan", 390)
    page.goto(f"/ban-tin/{draft.id}/sua")
    page.fill("#text", "Bản của Lan.")
    script = replace(draft.script, text="Bản của Hoa, lưu trước.")
    street.house.store.edit_bulletin(draft.id, 1, script, street.house.people["hoa"], street.house.clock.at)
    page.get_by_role("button", name="Lưu nháp").click()
    page.get_by_text("Hai người cùng sửa").first.wait_for()
    street.wrong[:] = [one for one in street.wrong if "409" not in one]

    assert look(page, 390) == []
