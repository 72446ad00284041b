"""Pasted texts are brought into one form, and old encodings into Unicode."""

import sys
import unicodedata

import pytest

from broadcaster.vietnamese import Dictionary, clean, fold, speakable
from broadcaster.vietnamese.legacy import encoding_of


def test_invisible_characters_go() -> None:
    assert clean("phư\u00adờng\u200b  An\u00a0Biên\ufeff\u200e") == "phường An Biên"


def test_lines_stay_lines() -> None:
    assert clean("một\r\nhai\rba\n\nbốn") == "một\nhai\nba\n\nbốn"
    # A line separator of a word processor must not make two lines of one.
    assert clean("một\u2028hai\x0bba") == "một hai ba"


def test_curly_quotes_and_dashes_become_plain() -> None:
    assert clean("“5 không” ‘2 phải’ – xong…") == "\"5 không\" '2 phải' – xong..."


def test_both_unicode_forms_are_one() -> None:
    text = "Ủy ban nhân dân phường thông báo"
    assert clean(unicodedata.normalize("NFD", text)) == text


@pytest.mark.parametrize(
    ("new", "old"), [("hoà", "hòa"), ("Uỷ", "Ủy"), ("THUỶ", "THỦY"), ("khoẻ", "khỏe"), ("quý", "quý")]
)
def test_the_tone_mark_has_one_place(new: str, old: str) -> None:
    assert clean(new) == old


def test_marks_of_layout_go() -> None:
    text = "# Thông báo\n**Lưu ý:** *mang theo* `giấy tờ`\n> trích dẫn\n---\n[Xem thêm](https://phuong.vn/tin)"
    assert clean(text) == "Thông báo\nLưu ý: mang theo giấy tờ\ntrích dẫn\n\nXem thêm (https://phuong.vn/tin)"


def test_a_lone_surrogate_is_no_error(dictionary: Dictionary) -> None:
    reading = speakable("tin \ud800 mới", dictionary)
    assert reading.spoken == "tin mới"
    assert [doubt.reason for doubt in reading.unsure] == ["symbol"]


TCVN3 = "Uû ban nh©n d©n ph\u00adêng th«ng b¸o lÞch tiªm chñng cho trÎ em, b¾t ®Çu tõ thø hai"
VNI = "UÛy ban nhaân daân phöôøng thoâng baùo lòch tieâm chuûng cho treû em, baét ñaàu töø thöù hai"
MODERN = "Ủy ban nhân dân phường thông báo lịch tiêm chủng cho trẻ em, bắt đầu từ thứ hai"


@pytest.mark.parametrize(("written", "name"), [(TCVN3, "tcvn3"), (VNI, "vni"), (MODERN, None)])
def test_the_fonts_of_the_nineties_are_recognised(written: str, name: str | None) -> None:
    assert encoding_of(written) == name
    assert clean(written) == MODERN


@pytest.mark.parametrize(
    "foreign",
    ["El niño comió piñas en España", "Straße für Bücher", "Crème brûlée à la carte, déjà vu", "The quick brown fox"],
)
def test_other_languages_are_not_taken_for_old_vietnamese(foreign: str) -> None:
    assert clean(foreign) == foreign


def test_the_converter_is_not_loaded_for_modern_texts() -> None:
    import subprocess

    use = "from broadcaster.vietnamese import clean; clean('Phường thông báo')"
    code = f"import sys; {use}; print('viparse' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_folding_for_search() -> None:
    assert fold("Đường Hoa Phượng, ĐẶC BIỆT") == "duong hoa phuong, dac biet"
    assert fold(unicodedata.normalize("NFD", "Phượng")) == fold("Phượng") == "phuong"
