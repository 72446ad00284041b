"""Accounts in the administrator's hands: roles, opening again, slips, and who came in last."""

import re

from broadcaster.people import Role
from tests.web.cast import PASSWORD, House


def test_roles_are_changed_and_told_in_words(house: House) -> None:
    browser, lan = house.signed_in("quang"), house.people["lan"]
    browser.send(f"/tai-khoan/{lan.id}/vai-tro", role=["author", "operator"])
    found = house.store.person(lan.id)

    assert found is not None and found.roles == {Role.AUTHOR, Role.OPERATOR}
    assert "Đã đổi vai trò của Nguyễn Thị Lan" in browser.open("/tai-khoan").text
    assert "đổi vai trò: lan: Người soạn → Người soạn, Người trực máy" in browser.open("/nhat-ky/hoat-dong").text


def test_the_last_administrator_and_an_account_without_a_role_are_refused(house: House) -> None:
    browser, quang, lan = house.signed_in("quang"), house.people["quang"], house.people["lan"]
    browser.send(f"/tai-khoan/{quang.id}/vai-tro", role="author")
    assert "ít nhất một quản trị" in browser.open("/tai-khoan").text
    browser.send(f"/tai-khoan/{lan.id}/vai-tro")
    assert "cần ít nhất một vai trò" in browser.open("/tai-khoan").text
    assert {one.username: one.roles for one in house.store.people()}["lan"] == {Role.AUTHOR}


def test_a_closed_account_is_opened_again(house: House) -> None:
    browser, lan = house.signed_in("quang"), house.people["lan"]
    browser.send(f"/tai-khoan/{lan.id}/khoa")
    assert "Mở lại tài khoản" in browser.open("/tai-khoan").text
    browser.send(f"/tai-khoan/{lan.id}/mo-lai")

    assert house.signed_in("lan").open("/").status_code == 200


def test_a_slip_is_shown_once_and_changed_at_the_first_sign_in(house: House) -> None:
    browser, lan = house.signed_in("quang"), house.people["lan"]
    page = browser.send(f"/tai-khoan/{lan.id}/phieu").text
    found = re.search(r"((?:[a-z]{6}-){3}[a-z]{6})", page)
    assert found is not None
    assert found[1] not in browser.open("/tai-khoan").text
    assert "Chờ đổi mật khẩu trên phiếu" in browser.open("/tai-khoan").text
    visitor = house.visitor()
    visitor.send("/dang-nhap", "/dang-nhap", username="lan", password=found[1])
    answer = visitor.open("/ban-tin")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/mat-khau")
    assert "chỉ dùng một lần" in visitor.open("/mat-khau").text
    assert visitor.send("/dung-phat").status_code == 303
    own = "trời mưa bong bóng phập phồng"
    visitor.send("/mat-khau", old=found[1], new=own, again=own)

    assert visitor.open("/ban-tin").status_code == 200
    assert house.visitor().send("/dang-nhap", "/dang-nhap", username="lan", password=found[1]).status_code == 401


def test_nobody_prints_a_slip_for_the_own_account(house: House) -> None:
    browser = house.signed_in("quang")
    browser.send(f"/tai-khoan/{house.people['quang'].id}/phieu")

    assert "thì đổi ở mục Đổi mật khẩu" in browser.open("/tai-khoan").text
    assert house.visitor().send("/dang-nhap", "/dang-nhap", username="quang", password=PASSWORD).status_code == 303


def test_who_came_in_last_is_shown(house: House) -> None:
    house.signed_in("lan")
    page = house.signed_in("quang").open("/tai-khoan").text

    assert page.count("Đăng nhập gần nhất: 08:00 23/11/2026") == 2
    assert page.count("Chưa đăng nhập lần nào") == 4


def test_what_a_slip_undoes_for_good_is_said_before_its_button(house: House) -> None:
    page = house.signed_in("quang").open("/tai-khoan").text
    slip = page.index(f"/tai-khoan/{house.people['lan'].id}/phieu")
    before = page.rindex("<details", 0, slip)

    assert "In phiếu mật khẩu mới" in page[before:slip]
    assert "Mật khẩu đang dùng của Nguyễn Thị Lan mất hiệu lực ngay và không lấy lại được." in page[before:slip]
    assert " open" not in page[before : page.index(">", before)]
