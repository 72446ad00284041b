"""Accounts, looked after by somebody who can neither approve nor broadcast."""

import pytest

from broadcaster.people import Role
from tests.web.cast import PASSWORD, House

GOOD = "con trâu ăn cỏ ven đê"
NEW = {"name": "Võ Thị Sáu", "username": "sau", "password": GOOD}


def test_quang_adds_somebody_with_two_roles(house: House) -> None:
    answer = house.signed_in("quang").send("/tai-khoan", **NEW, role=["author", "operator"])
    person = house.store.person_named("sau")

    assert answer.status_code == 303
    assert person is not None
    assert person.roles == {Role.AUTHOR, Role.OPERATOR}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Hãy nhập họ và tên"),
        ({"username": "lan"}, "chưa ai dùng"),
        ({"username": "sáu 6"}, "không có dấu cách"),
        ({"password": "ngắn"}, "ít nhất 12 ký tự"),
        ({"role": "king"}, "Hãy chọn ít nhất một vai trò"),
    ],
)
def test_an_account_that_is_not_right_is_refused_under_its_field(
    house: House, changes: dict[str, str], said: str
) -> None:
    answer = house.signed_in("quang").send("/tai-khoan", **{**NEW, "role": "author", **changes})

    assert (answer.status_code, said in answer.text) == (400, True)
    assert len(house.store.people()) == 6


def test_a_locked_account_can_no_longer_sign_in(house: House) -> None:
    id = house.people["lan"].id
    house.signed_in("quang").send(f"/tai-khoan/{id}/khoa")
    answer = house.visitor().send("/dang-nhap", "/dang-nhap", username="lan", password=PASSWORD)

    assert answer.status_code == 401
    assert "Đã khóa" in house.signed_in("quang").open("/tai-khoan").text


def test_nobody_locks_the_own_account(house: House) -> None:
    browser = house.signed_in("quang")
    browser.send(f"/tai-khoan/{house.people['quang'].id}/khoa")

    assert "Không thể tự khóa" in browser.open("/tai-khoan").text


def test_a_forgotten_password_is_set_anew_and_ends_old_sessions(house: House) -> None:
    lan = house.signed_in("lan")
    quang = house.signed_in("quang")
    id = house.people["lan"].id
    assert quang.send(f"/tai-khoan/{id}/mat-khau", password="ngắn").status_code == 400
    assert quang.send(f"/tai-khoan/{id}/mat-khau", password=GOOD).status_code == 303

    assert lan.open("/").status_code == 302
    assert house.visitor().send("/dang-nhap", "/dang-nhap", username="lan", password=GOOD).status_code == 303


def test_the_administrator_changes_the_own_password_and_stays(house: House) -> None:
    browser = house.signed_in("quang")
    browser.send(f"/tai-khoan/{house.people['quang'].id}/mat-khau", password=GOOD)

    assert browser.open("/tai-khoan").status_code == 200


def test_an_unknown_account_is_not_found(house: House) -> None:
    browser = house.signed_in("quang")

    assert browser.send("/tai-khoan/00000000-0000-0000-0000-000000000007/khoa").status_code == 404


def test_what_a_new_password_undoes_for_good_is_said_before_its_button(house: House) -> None:
    quang, lan, own = house.signed_in("quang"), house.people["lan"].id, house.people["quang"].id
    page = quang.open("/tai-khoan").text

    for id, said in ((lan, "của Nguyễn Thị Lan mất hiệu lực"), (own, "của bạn mất hiệu lực")):
        form = page.index(f"/tai-khoan/{id}/mat-khau")
        asked = page[page.rindex("<details", 0, form) : form]
        assert f"Mật khẩu đang dùng {said} ngay và không lấy lại được." in asked
    page = quang.send(f"/tai-khoan/{lan}/mat-khau", password="ngắn").text
    form = page.index(f"/tai-khoan/{lan}/mat-khau")
    assert page[page.rindex("<details", 0, form) : form].startswith('<details class="more" open>')
