"""Passwords: long enough, not one that everybody tries first, and kept only as an argon2 hash."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from broadcaster.errors import BadInput

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12
LONGEST = 256
FEWEST_LETTERS = 5
"""Different characters a password must hold: "aaaabbbbaaaa" is long and no use."""

KEYBOARD_ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv5tgb",
)

# What is tried first in Vietnam, bare of marks, and as a Telex or VNI keyboard types it with the marks on.
_WORDS = """
password passw0rd p@ssword p@ssw0rd matkhau matkhaumoi matkhaucuatoi maatjkhaaur maatkhaaur mat65khau63 admin
administrator quantri quanlyphuong root user test guest welcome letmein login changeme default iloveyou anhyeuem
anhyeeuem anhye6uem emyeuanh emyeeuanh yeuem yeuanh toiyeuban tooiyeeubanj tinhyeu vietnam vieetnam vietj
vieetjnam vie6tnam vietnamvodich toiyeuvietnam tooiyeeuvieetjnam vietnamquehuongtoi hanoi hafnooij saigon
saifgonf hochiminh hoofchisminh tphcm danang hue cantho haiphong thanhpho phuong phuongxa loaphuong loaphuowngf
truyenthanh truyeenfthanh truyenthanhphuong daitruyenthanh dafitruyeenfthanh phatthanh phatsthanh loaphatthanh
bantin uybannhandan ubnd ubndphuong congan coongan conganphuong vanhoaxahoi dangcongsan dangcoongsanr
doclaptudohanhphuc docclapjtuwjdohanhjphucs bachomuonnam khongcogi khongbiet khoongbieets xinchao xinchaof
chaobuoisang chucmungnammoi hanhphuc giadinh conyeume nguyenthia qwerty qwertyuiop qwertyuiopasdfgh asdfgh
asdfghjkl zxcvbnm 1q2w3e4r5t6y q1w2e3r4t5y6 1qaz2wsx3edc qazwsxedcrfv abc abcd abcdef aabbcc dragon monkey
football bongda sunshine princess superman pokemon lienquan lienminh zingme zalo facebook google youtube
internet samsung dienthoai taikhoan taifkhoanr nganhang nganhangf onetwothree motinhyeu sontungmtp cogangsang
conyeu thienthan nguyenvana
"""
COMMON = frozenset(_WORDS.split())
_SIGNS = re.compile(r"[\W_]+")
_ENDS = re.compile(r"^[^a-z]+|[^a-z]+$")
_SWAPPED = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})


def hash_password(password: str, about: Iterable[str] = ()) -> str:
    """The argon2 hash of an acceptable password; `about` holds names its owner may not use as a password."""
    check(password, about)
    return _hasher().hash(_same(password))


def verify(password_hash: str, password: str) -> bool:
    """Whether this is the password. Also answers no, never an error, where the hash is no hash at all."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    if len(password) > 4 * LONGEST:
        return False
    try:
        return _hasher().verify(password_hash, _same(password))
    except (Argon2Error, InvalidHashError):
        return False


@cache
def nobodys_hash() -> str:
    """Checked against when there is no such account, so that the answer takes as long."""
    return _hasher().hash("nobody has this password")


def check(password: str, about: Iterable[str] = ()) -> None:
    """Raise BadInput for a password that is too short, too simple or too well known."""
    bare = _bare(password)
    if len(unicodedata.normalize("NFC", password)) < SHORTEST:
        raise BadInput("password", f"a password has at least {SHORTEST} characters")
    if len(password) > LONGEST:
        raise BadInput("password", f"a password has at most {LONGEST} characters")
    if len(set(bare)) < FEWEST_LETTERS:
        raise BadInput("password", f"a password has at least {FEWEST_LETTERS} different characters")
    if _is_well_known(bare, about):
        raise BadInput("password", "this password is among those tried first")


def _is_well_known(bare: str, about: Iterable[str]) -> bool:
    """A known word or the owner's name, however it is repeated, dressed up, and set between digits and signs."""
    names = {_SIGNS.sub("", _bare(name)) for name in about}
    known = {word for word in COMMON | names if len(word) > 2}
    core = _ENDS.sub("", bare)
    forms = {_SIGNS.sub("", form) for form in (bare, core, bare.translate(_SWAPPED), core.translate(_SWAPPED))}
    letters = re.sub(r"[^a-z]", "", bare)
    if len(letters) < SHORTEST:
        forms.add(letters)
    return any(form in known or _once(form) in known for form in forms) or _runs_along(_SIGNS.sub("", bare))


def _once(form: str) -> str:
    """ "matkhaumatkhau" is "matkhau" said twice."""
    for length in range(1, len(form) // 2 + 1):
        if form == (form[:length] * (len(form) // length + 1))[: len(form)]:
            return form[:length]
    return form


def _runs_along(bare: str) -> bool:
    """Nothing but keys beside each other: runs of three and more along a row make up the whole of it."""
    rows = [row * 2 for row in KEYBOARD_ROWS] + [(row * 2)[::-1] for row in KEYBOARD_ROWS]
    place = 0
    while place < len(bare):
        longest = 0
        for row in rows:
            length = 0
            while place + length < len(bare) and bare[place : place + length + 1] in row:
                length += 1
            longest = max(longest, length)
        if longest < 3:
            return False
        place += longest
    return True


def _bare(text: str) -> str:
    """Without capitals and marks, as a thief's list has it."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).strip()


def _same(password: str) -> bytes:
    """One keyboard writes ệ as one sign, another as three: both are the same password."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace")


@cache
def _hasher() -> "PasswordHasher":
    """19 MiB twice (OWASP's second profile): the station's computer is small and plays sound meanwhile."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
