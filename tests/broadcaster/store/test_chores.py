"""What is asked of the renderer besides bulletins: asked once, done once, taken up again after a crash; who rests."""

from datetime import timedelta

import pytest

from broadcaster.errors import NotFound
from broadcaster.people import Person
from broadcaster.store import ChoreKind, JobState, Store, Verb, VoiceRest
from broadcaster.store.chores import TRIES
from tests.builders import LAN, NOW

MINUTE = timedelta(minutes=1)


def asked(store: Store, about: str = "piper:vi", by: Person = LAN, at=NOW):
    return store.ask_chore(ChoreKind.TRY_VOICE, about, {"voice": about}, by, at)


def test_asking_twice_while_it_waits_is_one_chore(store: Store) -> None:
    first = asked(store)
    assert asked(store) == first
    assert asked(store, "espeak", at=NOW + MINUTE) != first
    taken = store.take_chore(NOW)
    assert taken is not None and taken.id == first and taken.state is JobState.RUNNING
    assert asked(store) == first, "it is still being done"
    store.finish_chore(first, {"file": "a.wav"}, NOW)
    assert asked(store, at=NOW + MINUTE) != first


def test_the_oldest_is_taken_first_and_by_one_worker_only(store: Store) -> None:
    late, early = asked(store, "late", at=NOW + MINUTE), asked(store, "early", at=NOW)
    taken = [store.take_chore(NOW + MINUTE) for _ in range(3)]
    assert [one and one.id for one in taken] == [early, late, None]
    assert not store.chores_wait()


def test_what_came_of_it_is_told_and_a_failure_says_why(store: Store) -> None:
    good, bad = asked(store, "good"), asked(store, "bad", at=NOW + MINUTE)
    store.take_chore(NOW)
    store.finish_chore(good, {"seconds": 4.5}, NOW)
    store.take_chore(NOW)
    store.fail_chore(bad, "no such voice", {"fault": "name"}, NOW)
    assert (store.chore(good).state, store.chore(good).told) == (JobState.DONE, {"seconds": 4.5})
    assert (store.chore(bad).error, store.chore(bad).told) == ("no such voice", {"fault": "name"})
    newest = store.newest_chores(ChoreKind.TRY_VOICE)
    assert list(newest) == ["bad", "good"] and newest["good"].id == good
    assert store.newest_chore(ChoreKind.TRY_VOICE, "bad") == store.chore(bad)
    assert store.newest_chore(ChoreKind.PACK_MP3, "bad") is None


def test_a_chore_that_does_not_wait_for_it_is_not_finished(store: Store) -> None:
    id = asked(store)
    store.finish_chore(id, {}, NOW)
    assert store.chore(id).state is JobState.QUEUED
    with pytest.raises(NotFound):
        store.chore(LAN.id)


def test_a_chore_lost_with_its_worker_waits_again_and_is_given_up_in_the_end(store: Store) -> None:
    id = asked(store)
    for _ in range(TRIES):
        assert store.take_chore(NOW) is not None
        store.retake_chores(NOW, timedelta(minutes=1))
        assert store.chore(id).state is JobState.RUNNING, "its worker may still be alive"
        store.retake_chores(NOW, timedelta())
    assert store.chore(id).state is JobState.FAILED and "broke down" in store.chore(id).error
    assert store.take_chore(NOW) is None


def test_voices_added_and_taken_away_stand_in_the_record_of_deeds(store: Store) -> None:
    store.ask_chore(ChoreKind.ADD_VOICE, "a.zip", {"file": "x", "title": "giong.zip"}, LAN, NOW)
    store.voice_removed("giong", LAN, NOW)
    asked(store)
    deeds = [(deed.verb, deed.detail, deed.by_name) for deed in store.activity()]
    assert deeds == [(Verb.REMOVE_VOICE, "giong", LAN.name), (Verb.ADD_VOICE, "giong.zip", LAN.name)]


def test_the_voices_that_rest_are_known_until_their_time_is_over(store: Store) -> None:
    rests = {"gtts": VoiceRest(NOW + MINUTE, "no answer"), "fpt": VoiceRest(NOW - MINUTE, "429")}
    store.set_voice_rests(rests)
    assert store.voice_rests(NOW) == {"gtts": rests["gtts"]}
    assert store.voice_rests(NOW + MINUTE) == {}
    store.set_voice_rests({})
    assert store.voice_rests(NOW) == {}
