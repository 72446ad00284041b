"""The quick reader of pronunciation files gives what TOML gives, or leaves the file to it."""

import tomllib

import pytest

from broadcaster.vietnamese.dictionary import SHIPPED
from broadcaster.vietnamese.word_list import plain_tables


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.name)
def test_every_shipped_list_is_read_quickly_and_alike(path) -> None:
    text = path.read_text(encoding="utf-8")
    assert plain_tables(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "[words]\n# ghi chú\n\nKP = 'khu phố'\n",
        '[words]\nKP = "khu phố"\nKP = "kinh phí"\n',
        '[words]\nKP = "khu\\u0020phố"\n',
        "[words]\nKP = 5\n",
        '[words]\nKP = "khu phố" # ghi chú\n',
        '[words]\nKP="khu phố"\n',
        "[words]\n[words]\n",
        'KP = "khu phố"\n',
        "không phải bảng",
    ],
)
def test_anything_unusual_is_left_to_the_full_reader(text: str) -> None:
    assert plain_tables(text) is None


def test_windows_line_ends_and_a_missing_last_one_make_no_difference() -> None:
    assert plain_tables('# của phường\r\n[words]\r\n"KĐT Sao" = "khu đô thị sao"') == {
        "words": {"KĐT Sao": "khu đô thị sao"}
    }
