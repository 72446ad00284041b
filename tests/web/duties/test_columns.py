"""Columns on the desk: opened, filled with a bulletin that opens as it should, and closed."""

from uuid import UUID

from tests.web.cast import House
from tests.web.duties.duties_of_lan import words
from tests.web.forms import filled


def test_a_column_is_opened_filled_and_closed(house: House) -> None:
    lan = house.signed_in("lan")
    fields = {
        "ten": "Người tốt, việc tốt",
        "thu": "4",
        "khung": "evening",
        "chu-de": "T17",
        "mo-dau": "Mời bà con nghe.",
    }
    assert lan.send("/chuyen-muc", **fields).status_code == 303
    page = words(lan.open("/chuyen-muc").text)
    assert "Người tốt, việc tốt" in page and "27/11/2026 : chưa có bản tin đúng chủ đề" in page
    (column,) = house.store.columns()
    answer = lan.send(f"/chuyen-muc/{column.id}/ban-tin")
    assert answer.status_code == 303
    assert "Mời bà con nghe." in lan.open(answer.headers["Location"]).text
    assert lan.send("/chuyen-muc", ten="", khung="evening").status_code == 400
    assert lan.send("/chuyen-muc", ten="Sai", khung="noon").status_code == 400
    assert lan.send(f"/chuyen-muc/{column.id}/dung").status_code == 303
    assert house.store.columns() == []


def test_a_column_closed_by_mistake_is_reopened_out_of_the_notice(house: House) -> None:
    lan = house.signed_in("lan")
    lan.send("/chuyen-muc", **{"ten": "Điểm tin", "thu": "4", "khung": "evening", "mo-dau": "Mời bà con nghe."})
    (column,) = house.store.columns()
    lan.send(f"/chuyen-muc/{column.id}/dung")
    page = lan.open("/chuyen-muc").text
    assert "Đã dừng chuyên mục “Điểm tin”." in page
    back = f"/chuyen-muc/{column.id}/mo-lai"
    assert lan.send(back, **filled(page, back)).status_code == 303
    assert house.store.columns() == [column]
    page = lan.open("/chuyen-muc").text
    assert "Đã mở lại chuyên mục “Điểm tin”." in page and back not in page
    assert "mở lại chuyên mục đã dừng" in lan.open("/nhat-ky/hoat-dong").text
    assert lan.send(back).status_code == 303  # pressed twice
    assert house.store.columns() == [column]
    assert lan.send(f"/chuyen-muc/{UUID(int=3)}/mo-lai").status_code == 404
