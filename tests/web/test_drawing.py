"""What is drawn without a template reads as the template drew it, and a remembered address is the right one."""

from flask import url_for

from tests.web.cast import House, nowhere
from web import drawing
from web.words import STATUS, Sign


def test_a_sign_is_a_word_with_its_picture_and_nothing_in_it_is_markup(house: House) -> None:
    with house.app.test_request_context():
        drawn = drawing.sign(Sign("Đã <duyệt>", "check-lg", "good"))
        assert '<span class="sign sign-good"><svg class="icon" aria-hidden="true"' in drawn
        assert drawn.endswith('#check-lg"></use></svg>Đã &lt;duyệt&gt;</span>')
        assert all(one.word in drawing.sign(one) for one in STATUS.values())


def test_a_remembered_address_is_what_flask_says_each_time(house: House) -> None:
    asked = [
        {"tim": "a b", "trang": 1}, {"trang": True}, {"trang": 1}, {"trang": 1.0}, {"cum": ["x", "y"]}, {"tt": None},
        {"_anchor": "chimes"}, {},
    ]  # fmt: skip
    with house.app.test_request_context("/ban-tin"):
        for _ in range(2):
            for values in asked:
                assert drawing.address("bulletins.page", **values) == url_for("bulletins.page", **values)
        assert drawing.address("bulletins.show", id=nowhere()) == url_for("bulletins.show", id=nowhere())


def test_each_page_lies_under_the_place_that_stays_lit(house: House) -> None:
    browser = house.signed_in("lan")
    lit = {"/ban-tin": "page", "/tiep-am": "true", "/van-ban": "true", "/bao-cao": "true", "/nhat-ky/hoat-dong": "true"}
    for address, current in lit.items():
        assert f'aria-current="{current}"' in browser.open(address).text.partition("<main")[0], address
