"""Brought sounds in the station's memory: each state left only as it may be, limits kept, choices recorded."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from broadcaster.errors import NotFound, RecordingRefused, WrongState
from broadcaster.people import Person, Role
from broadcaster.recording import NO_CHIME, Brought, Intake, Level, Purpose, Refusal, Taken
from broadcaster.store import Store, Verb
from broadcaster.store.recordings import MOST_A_DAY
from tests.builders import script

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def lan(store: Store) -> Person:
    return store.add_person("lan", "Nguyễn Thị Lan", frozenset({Role.AUTHOR}), "hash", NOW, None)


@pytest.fixture
def tung(store: Store) -> Person:
    return store.add_person("tung", "Lê Thanh Tùng", frozenset({Role.AUTHOR}), "hash", NOW, None)


def begun(store: Store, by: Person, name: str = "Phóng sự", size: int = 1000, at: datetime = NOW) -> Brought:
    return store.begin_recording(Purpose.BULLETIN, name, "phong su.mp3", size, by, at)


def taken(sha256: str = "a" * 64) -> Taken:
    marks = ((SECOND, 3 * SECOND), (4 * SECOND, 9 * SECOND))
    return Taken(sha256, "b" * 64, "mp3", 10.5 * SECOND, -14.02, -2.01, Level.FINE, (0, 50, 100), marks)


def ready(store: Store, by: Person, sha256: str = "a" * 64, purpose: Purpose = Purpose.BULLETIN) -> Brought:
    made = store.begin_recording(purpose, "Phóng sự", "phong su.mp3", 1000, by, NOW)
    store.recording_arrived(made.id, by, NOW)
    assert store.claim_recording(made.id, "worker", NOW)
    assert store.recording_ready(made.id, taken(sha256), NOW)
    return store.recording(made.id)


def test_a_sound_goes_its_way_from_its_first_byte_into_the_library(store: Store, lan: Person) -> None:
    one = begun(store, lan)
    assert (one.state, one.by_name, one.given, one.under_way) == (Intake.COMING, lan.name, "phong su.mp3", True)
    assert store.waiting_recordings(NOW, SECOND) == []
    assert store.recording_arrived(one.id, lan, NOW).state is Intake.WAITING
    assert [found.id for found in store.waiting_recordings(NOW, SECOND)] == [one.id]
    claimed = store.claim_recording(one.id, "worker", NOW)
    assert claimed is not None and (claimed.state, claimed.tries) == (Intake.WORKING, 1)
    assert store.recording_progress(one.id, "master", 40, NOW)
    assert (store.recording(one.id).step, store.recording(one.id).done) == ("master", 40)
    assert store.recording_ready(one.id, taken(), NOW)
    done = store.recording(one.id)
    assert (done.state, done.taken) == (Intake.READY, taken())
    assert store.recording_of("a" * 64) == done
    assert store.activity(1)[0].verb is Verb.BRING_SOUND


def test_exactly_one_worker_gets_it(store: Store, lan: Person) -> None:
    one = begun(store, lan)
    store.recording_arrived(one.id, lan, NOW)
    assert store.claim_recording(one.id, "first", NOW) is not None
    assert store.claim_recording(one.id, "second", NOW) is None


def test_only_its_owner_sends_pieces_and_only_while_it_comes(store: Store, lan: Person, tung: Person) -> None:
    one = begun(store, lan)
    with pytest.raises(WrongState):
        store.recording_grows(one.id, tung, NOW)
    with pytest.raises(WrongState):
        store.recording_arrived(one.id, tung, NOW)
    store.recording_grows(one.id, lan, NOW)
    store.recording_arrived(one.id, lan, NOW)
    with pytest.raises(WrongState):
        store.recording_grows(one.id, lan, NOW)


def test_a_person_has_a_few_sounds_on_the_way_and_so_much_a_day(store: Store, lan: Person, tung: Person) -> None:
    first = begun(store, lan)
    begun(store, lan), begun(store, lan)
    with pytest.raises(RecordingRefused) as refused:
        begun(store, lan)
    assert refused.value.code == Refusal.TOO_MANY
    assert begun(store, tung).under_way, "another person's limit is another"
    quarter = NOW + timedelta(minutes=16)
    assert begun(store, lan, at=quarter).under_way, "what broke off does not bar the next"
    store.refuse_recording(first.id, Refusal.BROKEN, "cannot be decoded", NOW)
    with pytest.raises(RecordingRefused) as refused:
        begun(store, lan, size=MOST_A_DAY, at=quarter)
    assert refused.value.code == Refusal.TOO_MUCH
    assert begun(store, lan, size=MOST_A_DAY, at=quarter + timedelta(days=1, seconds=1)).under_way


def test_a_refusal_is_kept_with_its_reason_and_is_final(store: Store, lan: Person) -> None:
    one = begun(store, lan)
    assert store.refuse_recording(one.id, Refusal.ARCHIVE, "is an archive", NOW)
    found = store.recording(one.id)
    assert (found.state, found.refusal, found.error) == (Intake.REFUSED, Refusal.ARCHIVE, "is an archive")
    assert not store.recording_ready(one.id, taken(), NOW)
    assert store.claim_recording(one.id, "worker", NOW) is None


def test_what_was_lost_is_found_again_and_what_never_came_too(store: Store, lan: Person) -> None:
    one, other = begun(store, lan), begun(store, lan)
    store.recording_arrived(one.id, lan, NOW)
    store.claim_recording(one.id, "dead", NOW)
    later = NOW + timedelta(minutes=5)
    assert store.waiting_recordings(NOW, timedelta(minutes=3)) == []
    assert [found.id for found in store.waiting_recordings(later, timedelta(minutes=3))] == [one.id]
    assert [found.id for found in store.stalled_recordings(later, timedelta(minutes=3))] == [other.id]
    assert store.requeue_recording(one.id, later)
    assert store.recording(one.id).state is Intake.WAITING


def test_the_library_is_searched_without_marks_and_shows_no_removed_sound(store: Store, lan: Person) -> None:
    first, second = ready(store, lan, "a" * 64), ready(store, lan, "c" * 64)
    store.rename_recording(second.id, "Bài bằng tiếng Mông", lan, NOW)
    assert [one.id for one in store.recordings(search="tieng mong")] == [second.id]
    assert store.recordings(Purpose.CHIME) == []
    store.remove_recording(first.id, lan, NOW)
    assert [one.id for one in store.recordings()] == [second.id]
    removed = store.recording_of("a" * 64)
    assert removed is not None and removed.state is Intake.REMOVED, "a bulletin may still be made of it"
    with pytest.raises(WrongState):
        store.remove_recording(first.id, lan, NOW)


def test_the_choice_of_a_chime_stands_over_the_file_and_is_recorded(store: Store, lan: Person) -> None:
    chime = ready(store, lan, "d" * 64, Purpose.CHIME)
    assert store.choices() == {}
    store.choose("opening_chime", "d" * 64, "opening_chime · Nhạc", lan, NOW)
    store.choose("closing_chime", NO_CHIME, "closing_chime · none", lan, NOW)
    assert store.choices() == {"opening_chime": ("d" * 64, lan.name), "closing_chime": (NO_CHIME, lan.name)}
    assert [deed.verb for deed in store.activity(2)] == [Verb.CHOOSE_CHIME] * 2
    with pytest.raises(WrongState, match="one of the station's"):
        store.remove_recording(chime.id, lan, NOW)
    store.choose("opening_chime", "", "opening_chime · ", lan, NOW)
    assert store.choices() == {"closing_chime": (NO_CHIME, lan.name)}
    assert store.remove_recording(chime.id, lan, NOW)


def test_a_chime_of_the_program_is_kept_once_even_when_somebody_removed_it(store: Store, lan: Person) -> None:
    assert store.keep_chime("opening", "opening.wav", taken(), NOW)
    assert not store.keep_chime("opening", "opening.wav", taken(), NOW)
    (one,) = store.recordings(Purpose.CHIME)
    store.remove_recording(one.id, lan, NOW)
    assert not store.keep_chime("opening", "opening.wav", taken(), NOW)


def test_a_bulletin_keeps_its_recording_in_every_version(store: Store, lan: Person) -> None:
    written = store.add_bulletin(replace(script(), recording="a" * 64, chimes=False), lan, NOW)
    assert (written.script.recording, written.script.chimes) == ("a" * 64, False)
    store.edit_bulletin(written.id, 1, replace(script(), recording="c" * 64), lan, NOW)
    kept = [(found.recording, found.chimes) for _, found, _, _ in store.revisions(written.id)]
    assert kept == [("c" * 64, True), ("a" * 64, False)]
    assert {"a" * 64, "c" * 64} <= store.sounds_in_use()


def test_a_bulletin_without_a_recording_has_none(store: Store, lan: Person) -> None:
    written = store.add_bulletin(script(), lan, NOW)
    assert (written.script.recording, written.script.chimes) == ("", True)
    assert store.recording_of("") is None


def test_what_is_in_use_is_known_with_its_original(store: Store, lan: Person) -> None:
    one = ready(store, lan)
    assert store.sounds_in_use() == {"a" * 64, "b" * 64}
    store.remove_recording(one.id, lan, NOW)
    assert store.sounds_in_use() == set()
    assert store.sounds_in_use(removed_since=NOW - SECOND) == {"a" * 64, "b" * 64}, "it may be brought back"
    assert store.sounds_in_use(removed_since=NOW) == set()


def test_a_removed_sound_is_brought_back_while_it_is_remembered(store: Store, lan: Person, tung: Person) -> None:
    first, second = ready(store, lan, "a" * 64), ready(store, lan, "c" * 64)
    store.remove_recording(first.id, lan, NOW)
    store.remove_recording(second.id, lan, NOW + SECOND)
    assert [one.id for one in store.removed_recordings(NOW - SECOND, 10)] == [second.id, first.id]
    assert [one.id for one in store.removed_recordings(NOW, 10)] == [second.id]
    with pytest.raises(WrongState):
        store.bring_back_recording(first.id, Intake.READY, NOW, tung, NOW)
    back = store.bring_back_recording(first.id, Intake.READY, NOW - SECOND, tung, NOW + 2 * SECOND)
    assert (back.state, back.taken) == (Intake.READY, first.taken)
    (deed,) = store.activity(1)
    assert (deed.verb, deed.by_name, deed.detail) == (Verb.BRING_BACK_SOUND, tung.name, "Phóng sự")
    with pytest.raises(WrongState):
        store.bring_back_recording(first.id, Intake.READY, NOW - SECOND, tung, NOW)


def test_there_is_work_from_the_moment_something_waits_until_it_is_done(store: Store, lan: Person) -> None:
    assert store.work_since() is None
    one = begun(store, lan)
    assert store.work_since() is None, "what is still coming is no work yet"
    store.recording_arrived(one.id, lan, NOW + SECOND)
    assert store.work_since() == NOW + SECOND
    store.claim_recording(one.id, "worker", NOW + 2 * SECOND)
    assert store.work_since() == NOW + 2 * SECOND
    store.recording_ready(one.id, taken(), NOW + 3 * SECOND)
    assert store.work_since() is None
    written = store.add_bulletin(script(), lan, NOW)
    store.submit(written.id, 1, lan, NOW + 4 * SECOND)
    assert store.work_since() == NOW + 4 * SECOND


def test_another_station_sees_none_of_it(store: Store, lan: Person, url: str) -> None:
    from broadcaster.store import open_store

    one = ready(store, lan)
    other = open_store(url, "phuong-khac")
    assert other.recordings() == [] and other.recording_of("a" * 64) is None and other.sounds_in_use() == set()
    with pytest.raises(NotFound):
        other.recording(one.id)
    other.close()
