"""The rotation of a campaign on the desk: placed as it was ticked, and taken off whole."""

import re
from datetime import timedelta
from uuid import UUID

from tests.builders import at
from tests.web.cast import House
from tests.web.duties.duties_of_lan import begun, words
from tests.web.forms import filled


def test_the_rotation_is_placed_as_ticked_and_taken_off_whole(house: House) -> None:
    for number in range(4):
        house.approved(f"Cảnh giác số {number}")
    lan = house.signed_in("lan")
    address = begun(lan, tu="2026-11-24", den="2026-11-27", luot="1", khung=["morning", "evening"])
    page = lan.open(f"{address}/luan-phien").text
    fields = filled(page, f"{address}/luan-phien")
    assert len(fields["luot"]) == 8
    fields["luot"] = fields["luot"][:5]
    assert lan.send(f"{address}/luan-phien", **fields).status_code == 303
    placed = house.store.placements(at("06:00").date(), at("06:00").date() + timedelta(days=9))
    assert len(placed) == 5
    shown = lan.open(address).text
    assert "Lịch đã đủ" in shown and "Lịch còn thiếu 01 lượt" in shown
    assert lan.send(f"{address}/luan-phien", **fields).status_code == 409
    action = re.search(r'action="(/dot-cao-diem/luan-phien/[^"]+/go)"', shown)
    assert action is not None
    assert lan.send(action[1]).status_code == 303
    assert house.store.placements(at("06:00").date(), at("06:00").date() + timedelta(days=9)) == []
    assert "Nguyễn Thị Lan đã gỡ" in words(lan.open(address).text)
    assert "gỡ lịch luân phiên" in lan.open("/nhat-ky/hoat-dong").text


def test_nothing_ticked_places_nothing_and_a_made_up_airing_is_refused(house: House) -> None:
    lan = house.signed_in("lan")
    address = begun(lan)
    answer = lan.send(f"{address}/luan-phien")
    assert answer.status_code == 409 and "Hãy đánh dấu ít nhất một lượt" in answer.text
    for wrong in ("x", "2026-11-24 morning", f"hôm nay morning {UUID(int=3)}", f"2026-11-24 morning {UUID(int=3)}"):
        assert lan.send(f"{address}/luan-phien", luot=wrong).status_code in (404, 409)


def test_gaps_are_told_with_their_reason(house: House) -> None:
    lan = house.signed_in("lan")
    address = begun(lan, chu_de=["T17"])
    page = words(lan.open(f"{address}/luan-phien").text)
    assert "chưa có bản tin nào đã duyệt đúng chủ đề" in page


def test_ending_a_campaign_takes_its_coming_airings_off(house: House) -> None:
    for number in range(4):
        house.approved(f"Cảnh giác số {number}")
    lan = house.signed_in("lan")
    address = begun(lan, tu="2026-11-24", den="2026-11-27")
    page = lan.open(f"{address}/luan-phien").text
    lan.send(f"{address}/luan-phien", **filled(page, f"{address}/luan-phien"))
    assert lan.send(f"{address}/ket-thuc").status_code == 303
    assert house.store.placements(at("06:00").date(), at("06:00").date() + timedelta(days=9)) == []
    assert "Đã kết thúc" in lan.open("/dot-cao-diem").text
    assert lan.send(f"{address}/luan-phien", luot="2026-11-24 morning " + str(UUID(int=3))).status_code in (404, 409)


def test_a_rotation_taken_off_by_mistake_is_put_back_as_far_as_it_is_to_come(house: House) -> None:
    for number in range(4):
        house.approved(f"Cảnh giác số {number}")
    lan, first = house.signed_in("lan"), at("06:00").date()
    address = begun(lan, tu="2026-11-24", den="2026-11-27", luot="1", khung=["morning", "evening"])
    page = lan.open(f"{address}/luan-phien").text
    lan.send(f"{address}/luan-phien", **filled(page, f"{address}/luan-phien"))
    placed = house.store.placements(first, first + timedelta(days=9))
    (rotation,) = house.store.rotations(UUID(address.rpartition("/")[2]))
    off, back = (f"/dot-cao-diem/luan-phien/{rotation.id}/{word}" for word in ("go", "xep-lai"))
    lan.send(off)
    page = lan.open(address).text
    assert "Đã gỡ cả 8 lượt khỏi lịch phát." in page
    assert "Bạn vừa bỏ" not in lan.open("/lich-phat").text, "one way back for all of it"
    assert lan.send(back, **filled(page, back)).status_code == 303
    assert house.store.placements(first, first + timedelta(days=9)) == placed
    assert "Đã xếp lại 8 lượt vào lịch phát." in lan.open(address).text
    assert "xếp lại lịch luân phiên đã gỡ" in lan.open("/nhat-ky/hoat-dong").text
    lan.send(back)  # pressed twice
    assert "Không còn lượt nào" not in lan.open(address).text
    lan.send(off)
    house.clock.at = at("12:00", first + timedelta(days=2))
    lan = house.signed_in("lan")
    lan.send(back)
    assert "Đã xếp lại 5 lượt vào lịch phát." in lan.open(address).text
    lan.send(off)
    lan.send(f"{address}/ket-thuc")
    lan.send(back)
    assert "Không còn lượt nào để xếp lại" in lan.open(address).text
