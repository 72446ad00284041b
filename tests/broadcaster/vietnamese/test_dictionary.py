"""The shipped lists and the ward's own file."""

from pathlib import Path

import pytest

from broadcaster.vietnamese import Dictionary, DictionaryError, speakable, store_entry

from .spoken_forms import residue

WARD = Path(__file__).parents[3] / "config" / "pronunciation.toml"


def test_the_shipped_list_is_large_and_speakable(dictionary: Dictionary) -> None:
    entries = [e for index in (dictionary.exact, dictionary.any_case) for found in index.values() for e in found]
    assert len([e for e in entries if e.kind == "abbreviation"]) >= 250
    for entry in entries:
        for sense in entry.senses:
            assert not residue(sense.said), entry
            assert speakable(sense.said, dictionary).spoken == sense.said, entry


def test_the_ward_file_of_the_repository_loads() -> None:
    assert Dictionary.load(WARD)


def test_the_ward_has_the_last_word(tmp_path: Path) -> None:
    path = tmp_path / "pronunciation.toml"
    path.write_text(
        '[words]\n"UBND" = "ủy ban"\nzalo = "gia lô"\n"KĐT Hoa Sen" = "khu đô thị Hoa Sen"\n', encoding="utf-8"
    )
    spoken = speakable("UBND, Zalo, KĐT Hoa Sen", Dictionary.load(path)).spoken
    assert spoken == "ủy ban, gia lô, khu đô thị Hoa Sen"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[words]\nA = "b"\nA = "c"\n', "line 3"),
        ("[words]\nUBND = 5\n", "words.UBND"),
        ('[words]\nUBND = "ủy ban 4"\n', "ủy ban 4"),
        ('[wards]\nUBND = "ủy ban"\n', "wards"),
        ('[words]\nUBND = ""\n', "UBND"),
    ],
)
def test_a_fault_names_the_file_and_the_place(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "pronunciation.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DictionaryError, match=r"pronunciation\.toml") as caught:
        Dictionary.load(path)
    assert named in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DictionaryError, match=r"none\.toml"):
        Dictionary.load(tmp_path / "none.toml")


def test_an_entry_is_stored_beside_the_comments(tmp_path: Path) -> None:
    path = tmp_path / "pronunciation.toml"
    path.write_text('# của phường\n[words]\n"ABC" = "a" # ghi chú\n', encoding="utf-8")
    store_entry(path, "KĐT Waterfront", "khu đô thị bờ nước")
    store_entry(path, "ABC", "a bê xê")
    assert path.read_text(encoding="utf-8") == (
        '# của phường\n[words]\n"ABC" = "a bê xê" # ghi chú\n"KĐT Waterfront" = "khu đô thị bờ nước"\n'
    )
    assert speakable("ABC ở KĐT Waterfront", Dictionary.load(path)).spoken == "a bê xê ở khu đô thị bờ nước"


def test_a_first_entry_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "pronunciation.toml"
    store_entry(path, 'say "hi"', "nói")
    assert Dictionary.load(path)
    assert [p.name for p in path.parent.iterdir()] == ["pronunciation.toml"]


def test_a_broken_file_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "pronunciation.toml"
    path.write_text("[words\n", encoding="utf-8")
    with pytest.raises(DictionaryError):
        store_entry(path, "ABC", "a bê xê")
    assert path.read_text(encoding="utf-8") == "[words\n"


@pytest.mark.parametrize(
    ("written", "said"), [("", "a"), ("#", "a"), ("A\nB", "a"), ("A", ""), ("A", "5"), ("A", "x\ny"), ("A", "a & b")]
)
def test_an_entry_that_is_no_speech_is_refused(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(DictionaryError):
        store_entry(tmp_path / "pronunciation.toml", written, said)


def test_an_entry_is_found_however_its_marks_are_typed(dictionary: Dictionary) -> None:
    taught = dictionary.with_entry("KDC Hoà Bình", "khu dân cư Hoà Bình")
    assert speakable("ở KDC Hòa Bình", taught).spoken == "ở khu dân cư Hòa Bình"
