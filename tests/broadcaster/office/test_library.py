"""The library's deeds: who may do them, what comes in lies apart, and a full disk ends with its reason."""

import io
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadcaster.errors import BadInput, Conflict, NotAllowed, RecordingRefused
from broadcaster.office import library, newsroom
from broadcaster.people import Person
from broadcaster.recording import Intake, Place, Purpose, Refusal
from broadcaster.settings import Settings
from broadcaster.store import Store
from tests.builders import script

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def bring(store: Store, ward: Settings, by: Person, content: bytes = b"RIFF") -> None:
    library.bring(store, ward, by, Purpose.BULLETIN, "Phóng sự", "a.wav", io.BytesIO(content), NOW)


def test_only_who_writes_brings_sounds(store: Store, ward: Settings, lan: Person, tung: Person) -> None:
    bring(store, ward, lan)
    (brought,) = store.recordings()
    for deed in (
        lambda: bring(store, ward, tung),
        lambda: library.take_piece(store, ward, tung, brought.id, 0, io.BytesIO(b"x"), NOW),
        lambda: library.finish(store, ward, tung, brought.id, NOW),
        lambda: library.rename(store, tung, brought.id, "Khác", NOW),
        lambda: library.remove(store, ward, tung, brought.id, NOW),
        lambda: library.bring_back(store, ward, tung, brought.id, NOW),
        lambda: library.choose_chimes(store, tung, {Place.OPENING: ""}, NOW),
        lambda: library.choose_chimes(store, lan, {Place.OPENING: ""}, NOW),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_what_comes_in_lies_apart_for_its_owner_alone(store: Store, ward: Settings, lan: Person) -> None:
    bring(store, ward, lan, b"RIFF....")
    (path,) = ward.incoming.iterdir()
    (brought,) = store.recordings()
    assert path.name == f"{brought.id}.upload" and path.read_bytes() == b"RIFF...."
    assert path.stat().st_mode & 0o077 == 0
    assert not ward.recordings.exists() and not ward.rendered.exists()


def test_a_name_says_something(store: Store, ward: Settings, lan: Person) -> None:
    for name in ("", "  ", "…", "a" * 201):
        with pytest.raises(BadInput):
            library.begin(store, ward, lan, Purpose.BULLETIN, name, "a.wav", 10, NOW)


def test_it_is_not_finished_before_it_is_whole(store: Store, ward: Settings, lan: Person) -> None:
    begun = library.begin(store, ward, lan, Purpose.BULLETIN, "Phóng sự", "a.wav", 10, NOW)
    with pytest.raises(Conflict):
        library.finish(store, ward, lan, begun.id, NOW)
    assert library.take_piece(store, ward, lan, begun.id, 0, io.BytesIO(b"12345"), NOW) == 5
    with pytest.raises(Conflict):
        library.take_piece(store, ward, lan, begun.id, 7, io.BytesIO(b"890"), NOW)
    with pytest.raises(Conflict):
        library.finish(store, ward, lan, begun.id, NOW)
    assert library.take_piece(store, ward, lan, begun.id, 3, io.BytesIO(b"4567890"), NOW) == 10
    assert library.finish(store, ward, lan, begun.id, NOW).state is Intake.WAITING
    assert library.upload(ward, begun).read_bytes() == b"1234567890"


def test_a_disk_without_room_refuses_before_anything_comes(
    store: Store, ward: Settings, lan: Person, tiny: Path
) -> None:
    with pytest.raises(RecordingRefused) as refused:
        bring(store, replace(ward, audio=tiny), lan)
    assert refused.value.code == Refusal.DISK_FULL
    assert store.recordings() == []


def test_a_disk_that_fills_while_it_comes_leaves_nothing_half(
    store: Store, ward: Settings, lan: Person, tiny: Path
) -> None:
    begun = library.begin(store, ward, lan, Purpose.BULLETIN, "Phóng sự", "a.wav", 3_000_000, NOW)
    small = replace(ward, audio=tiny)
    small.incoming.mkdir()
    with pytest.raises(RecordingRefused) as refused:
        library.take_piece(store, small, lan, begun.id, 0, io.BytesIO(os.urandom(3_000_000)), NOW)
    assert refused.value.code == Refusal.DISK_FULL
    assert list(small.incoming.iterdir()) == [] and shutil.disk_usage(tiny).used < 20_000
    assert store.recording(begun.id).refusal is Refusal.DISK_FULL


def test_a_bulletin_of_a_recording_the_station_never_took_in_is_not_written(store: Store, lan: Person) -> None:
    with pytest.raises(BadInput, match="no recording"):
        newsroom.write(store, lan, replace(script(), recording="a" * 64), NOW)
    kept = newsroom.write(store, lan, script(), NOW)
    with pytest.raises(BadInput, match="no recording"):
        newsroom.edit(store, lan, kept.id, 1, replace(script(), recording="a" * 64), NOW)
