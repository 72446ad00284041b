"""Columns on the desk: opened, filled with a bulletin that opens as it should, and closed."""

from tests.web.cast import House
from tests.web.duties.duties_of_lan import words


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
