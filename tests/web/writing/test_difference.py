"""What was changed in a text, word by word."""

from pathlib import Path

import pytest

from tests.web.cast import ROOT
from web.writing.difference import Part, changed, difference, shortened

BEFORE = "Mời bà con họp lúc 19h30 tại nhà văn hóa tổ 5.\n\nKhi đi nhớ mang căn cước."
AFTER = "Mời toàn thể bà con họp lúc 20h00 tại nhà văn hóa tổ 5.\n\nKhi đi nhớ mang theo căn cước."


def of(parts: tuple[Part, ...], *hows: str) -> str:
    """The words of these kinds, in their order."""
    return "".join(part.text for part in parts if part.how in hows)


def test_both_texts_can_be_read_out_of_the_difference() -> None:
    parts = difference(BEFORE, AFTER)

    assert of(parts, "same", "removed") == BEFORE
    assert of(parts, "same", "added") == AFTER
    assert [part.text.strip() for part in parts if part.how == "added"] == ["toàn thể", "20h00", "theo"]
    assert [part.text for part in parts if part.how == "removed"] == ["19h30"]


def test_a_rewritten_sentence_is_one_change_and_not_a_patchwork() -> None:
    parts = difference("Hãy gọi ngay cho công an phường.", "Xin báo sớm cho công an phường.")

    assert [part.how for part in parts] == ["removed", "added", "same"]


def test_the_same_text_has_no_difference() -> None:
    assert not changed(difference(BEFORE, BEFORE))
    assert not changed(difference("", ""))
    assert changed(difference("", "một"))


def test_long_stretches_that_stay_are_left_out() -> None:
    long = " ".join(f"chữ{number}" for number in range(400))
    parts = shortened(difference(f"{long} cũ {long}", f"{long} mới {long}"))

    assert [part.how for part in parts] == ["skipped", "same", "removed", "added", "same", "skipped"]
    assert len(of(parts, "same").split()) < 60


@pytest.mark.parametrize("path", sorted((ROOT / "scripts_vi").glob("t0*.md"))[:4], ids=lambda path: path.stem)
def test_a_shipped_script_beside_another_gives_both_back(path: Path) -> None:
    one = sorted((ROOT / "scripts_vi").glob("t0*.md"))
    before, after = (file.read_text(encoding="utf-8") for file in (path, one[5]))
    parts = difference(before, after)

    assert of(parts, "same", "removed") == before
    assert of(parts, "same", "added") == after
