"""The shelf: sounds under their own hash, cards that are believed only while the sound is whole."""

import json
import resource
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.bulletin import Mark, Rendition
from broadcaster.errors import DiskFull
from broadcaster.rendering import shelf
from broadcaster.sound import RATE, Samples, sha256

CARD = Rendition(
    "k1", "", Path(), timedelta(seconds=1), "espeak/vi", -14.02, -2.0, True, "gtts: no answer",
    (Mark(timedelta(seconds=0.25), timedelta(seconds=0.9), "Xin chào."),),
)  # fmt: skip


def noise(seed: int) -> Samples:
    return Samples(np.random.default_rng(seed).standard_normal(RATE).astype(np.float32) * 0.1)


def test_a_sound_is_found_by_its_key_and_named_by_its_hash(tmp_path: Path) -> None:
    kept = shelf.put(tmp_path, noise(1), CARD)
    assert kept.path == tmp_path / f"{sha256(kept.path)}.wav"
    assert shelf.found(tmp_path, "k1") == kept == replace(CARD, sha256=kept.sha256, path=kept.path)


def test_an_unknown_key_finds_nothing(tmp_path: Path) -> None:
    assert shelf.found(tmp_path, "k1") is None
    assert shelf.found(tmp_path / "nowhere", "k1") is None


def test_another_sound_for_the_same_key_does_not_touch_the_first(tmp_path: Path) -> None:
    first = shelf.put(tmp_path, noise(1), CARD)
    second = shelf.put(tmp_path, noise(2), CARD)
    assert sha256(first.path) == first.sha256
    assert shelf.found(tmp_path, "k1") == second


def test_a_sound_that_was_changed_or_lost_is_not_found(tmp_path: Path) -> None:
    kept = shelf.put(tmp_path, noise(1), CARD)
    with kept.path.open("ab") as file:
        file.write(b"\0\0")
    assert shelf.found(tmp_path, "k1") is None
    kept.path.unlink()
    assert shelf.found(tmp_path, "k1") is None


def test_a_card_of_another_time_is_not_believed(tmp_path: Path) -> None:
    shelf.put(tmp_path, noise(1), CARD)
    (tmp_path / "k1.json").write_text(json.dumps({"sha256": "x"}))
    assert shelf.found(tmp_path, "k1") is None


def test_nothing_else_is_left_on_the_shelf(tmp_path: Path) -> None:
    kept = shelf.put(tmp_path, noise(1), CARD)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([kept.path.name, "k1.json"])


MOMENTS = st.timedeltas(timedelta(), timedelta(hours=1))


@given(st.text(), MOMENTS, st.lists(st.tuples(MOMENTS, MOMENTS, st.text())))
def test_what_is_known_of_a_sound_survives_being_written_down(
    why: str, duration: timedelta, marks: list[tuple[timedelta, timedelta, str]]
) -> None:
    known = replace(CARD, why=why, duration=duration, marks=tuple(Mark(*mark) for mark in marks))
    assert shelf.from_json(json.loads(json.dumps(shelf.as_json(known)))) == known


def test_a_full_disk_is_said_and_leaves_nothing_on_the_shelf(tmp_path: Path) -> None:
    kept = shelf.put(tmp_path, noise(1), CARD)
    before = sorted(path.name for path in tmp_path.iterdir())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(DiskFull, match="the disk is full"):
            shelf.put(tmp_path, noise(2), replace(CARD, key="k2"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert shelf.found(tmp_path, "k1") == kept and shelf.found(tmp_path, "k2") is None


def test_a_disk_that_fills_between_the_sound_and_its_card_leaves_no_card_that_lies(tmp_path: Path) -> None:
    long = replace(CARD, marks=CARD.marks * 3000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, hard))  # the sound fits, its card does not
    try:
        with pytest.raises(DiskFull):
            shelf.put(tmp_path, noise(2), long)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert shelf.found(tmp_path, "k1") is None and not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part"))
