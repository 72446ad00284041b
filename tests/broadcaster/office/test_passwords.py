"""Passwords that hold, and those that everybody tries first."""

import unicodedata

import pytest

from broadcaster.errors import BadInput
from broadcaster.office import passwords

GOOD = "mười ba con trâu"


def test_a_password_is_known_again_and_another_is_not() -> None:
    kept = passwords.hash_password(GOOD)
    assert kept.startswith("$argon2id$") and GOOD not in kept
    assert passwords.verify(kept, GOOD)
    assert not passwords.verify(kept, GOOD + "!")


def test_a_password_is_the_same_whichever_keyboard_typed_its_marks() -> None:
    kept = passwords.hash_password(unicodedata.normalize("NFD", GOOD))
    assert passwords.verify(kept, unicodedata.normalize("NFC", GOOD))


def test_two_hashes_of_one_password_differ() -> None:
    assert passwords.hash_password(GOOD) != passwords.hash_password(GOOD)


@pytest.mark.parametrize("short", ["", "x7#kQ9!pL2w", "mươi hai con"[:11], unicodedata.normalize("NFD", "ệểễọụ ậẩẫ")])
def test_eleven_characters_are_too_few_however_they_are_encoded(short: str) -> None:
    with pytest.raises(BadInput, match="at least 12") as refused:
        passwords.hash_password(short)
    assert refused.value.field == "password"


def test_a_password_has_an_end() -> None:
    with pytest.raises(BadInput, match="at most 256"):
        passwords.hash_password("mười ba con trâu " * 100)
    assert not passwords.verify(passwords.nobodys_hash(), "x" * 1_000_000)


@pytest.mark.parametrize(
    "known",
    [
        "matkhau12345",
        "Matkhau@123456",
        "mậtkhẩu123456",
        "MẬT KHẨU 2026!",
        "matkhaumatkhau",
        "maatjkhaaur123",
        "mat65khau63!!",
        "password1234",
        "P@ssw0rd2026!",
        "p@$$w0rd12345",
        "123456789012",
        "0987654321098",
        "qwertyuiop123",
        "qwerty123456",
        "asdfghjkl123",
        "1qaz2wsx3edc",
        "abcdefghijkl",
        "zxcvbnm12345",
        "111111111111",
        "121212121212",
        "admin@123456",
        "Admin12345678",
        "anhyeuem1234",
        "anhyeeuem@@123",
        "iloveyou1234",
        "vietnam@2026",
        "Việt Nam 2026!",
        "hanoi1234567",
        "loaphuong2026",
        "truyenthanh123",
        "ubnd.phuong.2026",
        "xinchao123456",
        "congan113113",
    ],
)
def test_what_is_tried_first_is_refused(known: str) -> None:
    with pytest.raises(BadInput):
        passwords.hash_password(known)


@pytest.mark.parametrize("named", ["nguyenthilan12", "Nguyễn Thị Lan 1990", "lan.phuong2026", "LanPhuong!!!2026"])
def test_nobodys_own_name_is_a_password(named: str) -> None:
    with pytest.raises(BadInput):
        passwords.hash_password(named, about=("lan.phuong", "Nguyễn Thị Lan"))


@pytest.mark.parametrize(
    "good",
    [
        GOOD,
        "con ngựa đá con ngựa",
        "Ba7#kQ9!pL2wz",
        "qua cau rut van 2 lan",
        "correct horse battery",
        "9f86d081884c7d659a2feaa0c55ad015",
        "vietnam co bon mua hoa",
    ],
)
def test_a_long_phrase_of_ones_own_is_welcome(good: str) -> None:
    passwords.check(good, about=("lan", "Nguyễn Thị Lan"))


@pytest.mark.parametrize("no_hash", ["", "plain", "$argon2id$v=19$broken", "\0"])
def test_what_is_no_hash_opens_nothing(no_hash: str) -> None:
    assert not passwords.verify(no_hash, GOOD)


def test_half_a_character_in_a_password_is_no_error() -> None:
    assert not passwords.verify(passwords.nobodys_hash(), "\ud83d" * 12)
