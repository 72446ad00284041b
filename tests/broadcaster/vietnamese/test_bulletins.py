"""Whole bulletins: nothing is left that a voice cannot read, except what is pointed out."""

from pathlib import Path

import pytest

from broadcaster.vietnamese import Dictionary, speakable

from .spoken_forms import residue

BULLETINS = Path(__file__).parent / "bulletins"
# Texts of real directives may lie beside the project; they are not part of it.
SEEDS = Path(__file__).parents[3].parent / "shared" / "seeds"
TEXTS = [*sorted(BULLETINS.glob("*.txt")), *(sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else [])]


def test_there_are_bulletins_of_our_own() -> None:
    assert len(list(BULLETINS.glob("*.txt"))) >= 5


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_bulletin_has_no_residue(path: Path, dictionary: Dictionary) -> None:
    text = path.read_text(encoding="utf-8")
    reading = speakable(text, dictionary)
    assert not residue(reading.spoken)
    assert len(reading.spoken.split("\n")) == len(reading.text.split("\n"))
    assert speakable(reading.spoken, dictionary).spoken == reading.spoken
    # A page of an office must not drown the author in questions.
    assert len(reading.unsure) <= 2 + len(text) // 700
