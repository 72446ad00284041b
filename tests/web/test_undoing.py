"""The notice that offers the way back: once, to whoever did it, in the tongue it was done in."""

from broadcaster.bulletin import Topic
from broadcaster.campaign import Column
from tests.web.cast import MONDAY, House, nowhere


def a_column(house: House) -> Column:
    wanted = Column(nowhere(), "Điểm tin", 4, "evening", "", Topic.OTHER, MONDAY.date())
    return house.store.open_column(wanted, house.people["tung"], house.clock.at)


def test_the_way_back_is_offered_on_the_page_that_follows_and_no_more(house: House) -> None:
    lan, column = house.signed_in("lan"), a_column(house)
    answer = lan.send(f"/chuyen-muc/{column.id}/dung")

    assert f'action="/chuyen-muc/{column.id}/mo-lai"' in lan.open(answer.headers["Location"]).text
    assert "Hoàn tác" not in lan.open("/chuyen-muc").text


def test_it_is_offered_wherever_the_next_page_is_but_not_to_others(house: House) -> None:
    lan, tung, column = house.signed_in("lan"), house.signed_in("tung"), a_column(house)
    lan.send(f"/chuyen-muc/{column.id}/dung")

    assert "Hoàn tác" not in tung.open("/chuyen-muc").text
    lan.open("/manh/dai", headers={"HX-Request": "true"})  # what a page asks for by itself takes nothing away
    assert "Đã dừng chuyên mục “Điểm tin”." in lan.open("/tro-giup").text


def test_a_page_with_nothing_to_offer_writes_no_cookie(house: House) -> None:
    lan = house.signed_in("lan")
    lan.open("/tro-giup")

    assert "Set-Cookie" not in lan.open("/tro-giup").headers


def test_signing_out_takes_the_offer_along(house: House) -> None:
    lan, column = house.signed_in("lan"), a_column(house)
    lan.send(f"/chuyen-muc/{column.id}/dung")
    lan.send("/dang-xuat")

    assert "Đã dừng chuyên mục" not in lan.open("/dang-nhap").text
