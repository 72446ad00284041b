"""What people may ask of the workshop: the right is asked for first, and only what is approved leaves the house."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from broadcaster.bulletin import Status
from broadcaster.errors import BadInput, NotAllowed, NotFound, WrongState
from broadcaster.office import workshop
from broadcaster.people import Person, Role
from broadcaster.settings import Settings
from broadcaster.station import Voice
from broadcaster.store import ChoreKind, JobState, Store, Verb, open_store
from broadcaster.voices import packs as voice_packs
from tests.broadcaster.store.steps import approved, pending
from tests.builders import LAN, MINH, NOW, TUNG, script
from tests.fakes.pack import pack

QUANG = Person(LAN.id, "quang", "Đỗ Quang", frozenset({Role.ADMIN}))
VAN = Person(LAN.id, "van", "Bùi Hồng Vân", frozenset({Role.INSPECTOR}))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/station.db", "hoa-mau")
    yield opened
    opened.close()


def test_whoever_writes_hears_a_sentence_and_waits_for_three_at_most(ward: Settings, store: Store) -> None:
    first = workshop.say_sentence(store, ward, LAN, "Một.", "", NOW)
    assert workshop.say_sentence(store, ward, LAN, "Một.", "", NOW) == first, "it waits already"
    for text in ("Hai.", "Ba."):
        workshop.say_sentence(store, ward, LAN, text, "", NOW)
    with pytest.raises(WrongState):
        workshop.say_sentence(store, ward, LAN, "Bốn.", "", NOW)
    for text in ("", " . ", "a" * 601):
        with pytest.raises(BadInput):
            workshop.say_sentence(store, ward, LAN, text, "", NOW)
    with pytest.raises(NotAllowed):
        workshop.say_sentence(store, ward, MINH, "Một.", "", NOW)


def heard(ward: Settings, store: Store, id: UUID, voice: str, at: datetime = NOW) -> UUID:
    """What the renderer does with a sentence."""
    store.take_chore(at)
    ward.voice_trials.mkdir(parents=True, exist_ok=True)
    (ward.voice_trials / f"{id}.wav").write_bytes(b"RIFF")
    store.finish_chore(id, {"voice": voice}, at)
    return id


def test_a_sentence_is_said_anew_when_the_voices_or_their_sound_have_changed(ward: Settings, store: Store) -> None:
    first, second = (Voice("gtts", "vi"), Voice("espeak", "vi"))
    ward = replace(ward, voices=(first, second))
    old = heard(ward, store, workshop.say_sentence(store, ward, LAN, "Một.", "", NOW), "gtts/vi")
    assert workshop.say_sentence(store, ward, LAN, "Một.", "", NOW) == old
    assert workshop.say_sentence(store, ward, LAN, "Một.", "gtts", NOW) == old, "the same voices in the same order"
    changed = (
        replace(ward, voices=(second, first)),
        replace(ward, voices=(replace(first, rate=1.2), replace(second, rate=1.2))),
        replace(ward, sound=replace(ward.sound, street="noisy")),
        replace(ward, sound=replace(ward.sound, lufs=-18.0)),
    )
    found = []
    for one in changed:
        found.append(heard(one, store, workshop.say_sentence(store, one, LAN, "Một.", "", NOW), ""))
    assert len({old, *found}) == 5
    assert workshop.say_sentence(store, ward, LAN, "Một.", "", NOW) == old, "back to what was: heard already"


def test_a_sentence_another_voice_had_to_say_is_said_again_once_the_first_has_rested(
    ward: Settings, store: Store
) -> None:
    ward = replace(ward, voices=(Voice("gtts", "vi"), Voice("espeak", "vi")))
    stand_in = heard(ward, store, workshop.say_sentence(store, ward, LAN, "Một.", "", NOW), "espeak/vi")
    rested = NOW + ward.voice_care.rest
    assert workshop.say_sentence(store, ward, LAN, "Một.", "", rested - timedelta(seconds=1)) == stand_in
    again = heard(ward, store, workshop.say_sentence(store, ward, LAN, "Một.", "", rested), "gtts/vi", rested)
    assert again != stand_in
    assert workshop.say_sentence(store, ward, LAN, "Một.", "", rested + timedelta(days=1)) == again


def test_whoever_writes_has_a_sound_made_called_off_and_made_again(store: Store) -> None:
    made = store.add_bulletin(script(), LAN, NOW)
    workshop.make_again(store, LAN, made.id, 1, NOW)
    assert workshop.under_way(store, made)
    assert workshop.stop_making(store, LAN, made.id, NOW) and not workshop.under_way(store, made)
    assert not workshop.stop_making(store, LAN, made.id, NOW)


def test_making_an_approved_sound_again_takes_the_approval(store: Store) -> None:
    made = approved(store)
    assert workshop.make_again(store, LAN, made.id, 1, NOW).status is Status.PENDING
    job = store.render_state(made.id)
    assert job is not None and job.state is JobState.QUEUED


def test_only_an_approved_sound_is_packed_and_only_for_those_who_work_with_it(store: Store) -> None:
    waiting, ready = pending(store, "Chờ", "b" * 64), approved(store, "Duyệt", "c" * 64)
    with pytest.raises(WrongState):
        workshop.pack_mp3(store, LAN, waiting.id, NOW)
    for person in (QUANG, VAN):
        with pytest.raises(NotAllowed):
            workshop.pack_mp3(store, person, ready.id, NOW)
    ids = {workshop.pack_mp3(store, person, ready.id, NOW) for person in (LAN, MINH, TUNG)}
    assert len(ids) == 1, "one file serves all"
    chore = store.take_chore(NOW)
    assert chore is not None and chore.kind is ChoreKind.PACK_MP3 and chore.given["sha256"] == "c" * 64
    assert [deed.verb for deed in store.activity(limit=1)] == [Verb.PACK_MP3]


DEEDS: list[Callable[[Store, Settings, Person], object]] = [
    lambda store, ward, person: workshop.try_voice(store, ward, person, "espeak", NOW),
    lambda store, ward, person: workshop.add_voice(store, person, Path("a.zip"), "a.zip", "", "", NOW),
    lambda store, ward, person: workshop.remove_voice(store, ward, person, "giong", NOW),
]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("person", [LAN, MINH, TUNG, VAN])
def test_voices_are_the_administrators(
    store: Store, ward: Settings, deed: Callable[[Store, Settings, Person], object], person: Person
) -> None:
    with pytest.raises(NotAllowed):
        deed(store, ward, person)
    assert store.take_chore(NOW) is None


def test_a_voice_is_tried_only_if_its_engine_is_known(store: Store, ward: Settings) -> None:
    workshop.try_voice(store, ward, QUANG, "piper:giong", NOW)
    for wrong in ("nobody", "piper", "piper:../x", ""):
        with pytest.raises(BadInput):
            workshop.try_voice(store, ward, QUANG, wrong, NOW)


@pytest.mark.parametrize(("name", "sha256", "field"), [("Giọng", "", "voice-name"), ("", "xyz", "sha256")])
def test_what_is_typed_beside_a_pack_is_looked_at_first(store: Store, name: str, sha256: str, field: str) -> None:
    with pytest.raises(BadInput) as why:
        workshop.add_voice(store, QUANG, Path("a.zip"), "a.zip", name, sha256, NOW)
    assert why.value.field == field


def test_a_voice_goes_unless_the_station_speaks_with_it(store: Store, ward: Settings, tmp_path: Path) -> None:
    voice_packs.add(pack(tmp_path / "source"), ward.voice_packs, "giong", lambda staging, name: None)
    speaking = replace(ward, voices=(Voice("piper", "giong"),))
    with pytest.raises(WrongState):
        workshop.remove_voice(store, speaking, QUANG, "giong", NOW)
    workshop.remove_voice(store, ward, QUANG, "giong", NOW)
    with pytest.raises(NotFound):
        workshop.remove_voice(store, ward, QUANG, "giong", NOW)
