"""Taking documents in: Word, PDF, text of all ages; and everything that is refused, each with its code."""

import hashlib
import random
import unicodedata

import pytest

from broadcaster.directives import DocumentError, Refusal, pasted, read, take_in
from tests.broadcaster.directives.paper import blank_pdf, bomb, letter, pdf, word
from tests.broadcaster.directives.scoring import FOLDER, faults, wanted

LINE = "Phát trên hệ thống loa truyền thanh phường tối thiểu 02 lượt/ngày, vào sáng sớm và chiều tối."
TCVN3 = "Ph¸t trªn hÖ thèng loa truyÒn thanh ph­êng tèi thiÓu 02 l­ît/ngµy, vµo s¸ng sím vµ chiÒu tèi."


def refused(content, name):
    with pytest.raises(DocumentError) as why:
        take_in(content, name)
    assert name in str(why.value)
    return why.value.code


@pytest.mark.parametrize("name", ["a01_cong_van_phuong", "a05_ke_hoach_bang", "a13_ke_hoach_sxh", "d06_xay_dung_dang"])
def test_a_word_document_reads_like_its_text(name):
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    document = take_in(word(text), f"{name}.docx")
    assert faults(read(document.text).to_json(), wanted(FOLDER / f"{name}.txt")) == []


@pytest.mark.parametrize("name", ["a01_cong_van_phuong", "e01_thong_bao_chien_dich", "g10_ke_hoach_tong_the"])
def test_a_pdf_with_text_reads_like_its_text(name, tmp_path):
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    document = take_in(pdf(text, tmp_path), f"{name}.pdf")
    found, want = read(document.text).to_json(), wanted(FOLDER / f"{name}.txt")
    assert faults(found, want) == []


def test_the_head_of_a_letter_stands_in_two_columns_and_lists_number_themselves():
    content = letter(
        ["ỦY BAN NHÂN DÂN", "PHƯỜNG MẪU TÂN", "Số: 31/UBND-VX", "V/v phát thanh dịp hè"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu Tân, ngày 02 tháng 6 năm 2026"],
        [
            ("", "Kính gửi: Các tổ dân phố."),
            ("", "UBND phường yêu cầu:"),
            ("List Number", "Đài truyền thanh phát 02 lượt/ngày."),
            ("List Number", "Các tổ báo cáo kết quả về UBND phường trước ngày 30/6/2026."),
            ("List Bullet", "Đăng Zalo 03 lượt/tuần."),
        ],
    )
    document = take_in(content, "cv.docx")
    assert "1. Đài truyền thanh" in document.text and "2. Các tổ báo cáo" in document.text and "- Đăng" in document.text
    found = read(document.text).to_json()
    assert (found["number"], found["date"]) == ("31/UBND-VX", "2026-06-02")
    assert (found["issuer"], found["title"]) == ("ỦY BAN NHÂN DÂN PHƯỜNG MẪU TÂN", "phát thanh dịp hè")
    assert [one["plays"] for one in found["loudspeaker"]] == [2]
    assert [one["once"] for one in found["reports"]] == ["2026-06-30"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_any_unicode(encoding):
    assert take_in(LINE.encode(encoding), "vb.txt").text == LINE


def test_decomposed_letters_are_composed():
    assert take_in(unicodedata.normalize("NFD", LINE).encode(), "vb.txt").text == LINE


def in_windows_1258(text):
    """Each vowel with its own mark as one letter, the tone behind it."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    made = ""
    for one in text:
        parts = unicodedata.normalize("NFD", one)
        vowel = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        made += vowel + "".join(part for part in parts if part in tones)
    return made.encode("cp1258")


def test_windows_1258_is_read():
    assert take_in(in_windows_1258(LINE), "cu.txt").text == LINE


def test_a_text_in_an_old_font_is_converted_and_read():
    document = take_in(TCVN3.encode("latin-1"), "cu.txt")
    assert (document.legacy, document.text) == ("tcvn3", LINE)
    assert [duty.plays for duty in read(document.text).loudspeaker] == [2]


def test_pasted_text_keeps_its_places():
    document = pasted("Dòng một\r\n\r\nDòng ba\x00 có chữ")
    assert document.kind == "paste" and document.text == "Dòng một\n\nDòng ba có chữ"
    at = document.text.index("ba")
    assert (document.line_of(at), document.paragraph_of(at)) == (3, 2)


def test_the_hash_is_that_of_the_file_as_it_was_brought(tmp_path):
    file = tmp_path / "vb.txt"
    file.write_bytes(("\ufeff" + LINE).encode())
    assert take_in(file).sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "vb.txt", Refusal.EMPTY),
        (b" \n ", "vb.txt", Refusal.EMPTY),
        ("…".encode(), "vb.txt", Refusal.EMPTY),
        (b"x" * 20_000_001, "vb.txt", Refusal.TOO_LARGE),
        (b"hello", "vb.xlsx", Refusal.UNKNOWN_KIND),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "vb.doc", Refusal.OLD_WORD),
        (b"{\\rtf1", "vb.doc", Refusal.OLD_WORD),
        (b"no zip", "vb.docx", Refusal.BROKEN),
        (b"PK\x03\x04broken", "vb.docx", Refusal.BROKEN),
        (b"%PDF-1.4\nbroken", "vb.pdf", Refusal.BROKEN),
        (b"no pdf", "vb.pdf", Refusal.BROKEN),
        (b"%PDF-1.4", "vb.txt", Refusal.NOT_TEXT),
        (b"\x00\x01\x02\x03" * 50, "vb.txt", Refusal.NOT_TEXT),
        (bytes(range(128, 256)) * 20, "vb.txt", Refusal.NOT_TEXT),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_code(content, name, code):
    assert refused(content, name) is code


def test_a_scan_without_text_is_refused():
    assert refused(blank_pdf(), "quet.pdf") is Refusal.SCAN


def test_a_locked_pdf_is_refused():
    assert refused(blank_pdf("mat-khau"), "khoa.pdf") is Refusal.LOCKED


def test_a_zip_bomb_in_word_s_clothes_is_refused():
    content = bomb()
    assert len(content) < 1_000_000
    assert refused(content, "bom.docx") is Refusal.TOO_LARGE


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(DocumentError, match=r"khong_co\.txt: cannot be read") as why:
        take_in(tmp_path / "khong_co.txt")
    assert why.value.code is Refusal.UNREADABLE


def test_damaged_files_end_in_a_document_or_a_code():
    chance = random.Random(7)
    whole = word(LINE * 3)
    for _ in range(12):
        damaged = bytearray(whole)
        for _ in range(20):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            assert take_in(bytes(damaged), "hong.docx").text
        except DocumentError as why:
            assert why.code in Refusal


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\vb\\a.exe", "a\x00b.bin", "x" * 300])
def test_a_strange_name_is_only_shown(name):
    with pytest.raises(DocumentError) as why:
        take_in(b"\x00\x01" * 40, name)
    assert "/" not in why.value.name and "\\" not in why.value.name and why.value.name.isprintable()
