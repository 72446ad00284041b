"""An approval belongs to one sound, and to a second person."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcaster.bulletin import Bulletin, Mark, Status, Verdict
from broadcaster.errors import BroadcasterError, Conflict, NotAllowed, WrongState
from broadcaster.store import Store, Verb
from tests.broadcaster.store.steps import SECOND, approved, pending
from tests.builders import LAN, MINH, NOW, TUNG, rendition, script

OTHER = "b" * 64


def test_approving_a_sound_makes_the_bulletin_ready_for_the_air(store: Store) -> None:
    waiting = pending(store)
    done = store.decide(waiting.id, "a" * 64, Verdict.APPROVED, MINH, "", NOW + SECOND)
    assert done.on_air_ready and done.status is Status.APPROVED
    assert done.decision is not None
    assert (done.decision.by, done.decision.by_name, done.decision.at) == (MINH.id, MINH.name, NOW + SECOND)


def test_only_the_very_sound_that_was_heard_is_approved(store: Store) -> None:
    waiting = pending(store)
    assert store.save_rendition(waiting.id, 1, rendition(60, OTHER), NOW)
    with pytest.raises(Conflict):
        store.decide(waiting.id, "a" * 64, Verdict.APPROVED, MINH, "", NOW)
    assert store.bulletin(waiting.id).status is Status.PENDING


def test_only_what_waits_for_a_decision_and_has_a_sound_is_decided(store: Store) -> None:
    draft = store.add_bulletin(script(), LAN, NOW)
    with pytest.raises(WrongState):
        store.decide(draft.id, "a" * 64, Verdict.APPROVED, MINH, "", NOW)
    store.submit(draft.id, 1, LAN, NOW)
    with pytest.raises(WrongState, match="no sound"):
        store.decide(draft.id, "a" * 64, Verdict.APPROVED, MINH, "", NOW)
    done = approved(store, "Khác")
    with pytest.raises(WrongState):
        store.decide(done.id, "a" * 64, Verdict.APPROVED, MINH, "", NOW)


def test_the_author_may_not_approve(store: Store) -> None:
    waiting = pending(store)
    with pytest.raises(NotAllowed):
        store.decide(waiting.id, "a" * 64, Verdict.APPROVED, LAN, "", NOW)
    assert store.bulletin(waiting.id).status is Status.PENDING


def test_whoever_wrote_the_words_that_stand_now_may_not_approve_them_either(store: Store) -> None:
    made = store.add_bulletin(script(), LAN, NOW)
    store.edit_bulletin(made.id, 1, script("Minh sửa"), MINH, NOW)
    store.submit(made.id, 2, LAN, NOW)
    store.save_rendition(made.id, 2, rendition(60), NOW)
    with pytest.raises(NotAllowed):
        store.decide(made.id, "a" * 64, Verdict.APPROVED, MINH, "", NOW)
    assert store.decide(made.id, "a" * 64, Verdict.APPROVED, TUNG, "", NOW).on_air_ready


def test_in_an_office_of_one_each_lone_approval_is_written_down(store: Store) -> None:
    waiting = pending(store)
    assert store.decide(waiting.id, "a" * 64, Verdict.APPROVED, LAN, "", NOW, one_person=True).on_air_ready
    assert store.activity(limit=1)[0].verb is Verb.APPROVE_ALONE


def test_the_author_reads_why_a_bulletin_was_returned_and_may_submit_it_again(store: Store) -> None:
    waiting = pending(store)
    back = store.decide(waiting.id, "a" * 64, Verdict.RETURNED, MINH, "Đọc sai số", NOW)
    assert back.status is Status.RETURNED and not back.on_air_ready
    assert back.decision is not None and back.decision.reason == "Đọc sai số"
    again = store.submit(waiting.id, 1, LAN, NOW)
    assert again.status is Status.PENDING and again.decision is None


def test_a_rendition_comes_back_as_it_was_made(store: Store) -> None:
    made = store.add_bulletin(script(), LAN, NOW)
    marks = (Mark(timedelta(), timedelta(seconds=2.5), "Kính thưa bà con."), Mark(SECOND, 2 * SECOND, "“Hãy”"))
    sound = replace(
        rendition(60.123),
        marks=marks,
        fallback=True,
        why="gtts: hết giờ",
        lufs=-14.07,
        peak=-1.53,
        path=Path("/x/á.wav"),
    )
    assert store.save_rendition(made.id, 1, sound, NOW)
    assert store.bulletin(made.id).rendition == store.rendition("a" * 64) == sound
    assert store.rendition(OTHER) is None


def test_a_sound_of_older_words_is_ignored(store: Store) -> None:
    made = store.add_bulletin(script(), LAN, NOW)
    store.edit_bulletin(made.id, 1, script("Mới"), LAN, NOW)
    assert not store.save_rendition(made.id, 1, rendition(60), NOW)
    assert store.bulletin(made.id).rendition is None


def test_nothing_rendered_later_takes_the_place_of_an_approved_sound(store: Store) -> None:
    ready = approved(store)
    assert not store.save_rendition(ready.id, 1, rendition(60, OTHER), NOW)
    assert store.save_rendition(ready.id, 1, rendition(60), NOW)
    assert store.bulletin(ready.id).on_air_ready


def test_two_bulletins_may_have_the_same_sound(store: Store) -> None:
    first, second = approved(store, "Một"), approved(store, "Hai")
    store.void_sound(first.id, "file lost", NOW)
    assert store.bulletin(second.id).on_air_ready


def test_a_sound_that_was_changed_takes_its_approval_with_it(store: Store) -> None:
    ready = approved(store)
    store.void_sound(ready.id, "sha256 differs", NOW + SECOND)
    fallen = store.bulletin(ready.id)
    assert fallen.status is Status.DRAFT and fallen.decision is None and fallen.rendition is None
    told = store.activity(limit=1)[0]
    assert (told.verb, told.by_name, told.detail) == (Verb.VOID_SOUND, "", "sha256 differs")


def test_listening_is_to_one_sound(store: Store) -> None:
    waiting = pending(store)
    store.listened(waiting.id, "a" * 64, MINH, NOW)
    store.listened(waiting.id, "a" * 64, MINH, NOW)
    assert store.has_listened(waiting.id, "a" * 64, MINH)
    assert not store.has_listened(waiting.id, OTHER, MINH)
    assert not store.has_listened(waiting.id, "a" * 64, TUNG)
    with pytest.raises(Conflict):
        store.listened(waiting.id, OTHER, MINH, NOW)


STEPS = st.sampled_from(
    ["edit", "submit", "render a", "render b", "approve a", "approve b", "return a", "withdraw", "void", "stale edit"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=3, max_size=14))
def test_no_sequence_of_steps_leaves_an_approval_on_another_sound(store: Store, steps: list[str]) -> None:
    made = store.add_bulletin(script(), LAN, NOW)
    for step in ["submit", "render a", *steps]:
        before = store.bulletin(made.id)
        try:
            _do(store, before, step)
        except BroadcasterError:
            assert store.bulletin(made.id) == before, f"{step} was refused and yet changed something"
        _check(store.bulletin(made.id), before)


def _do(store: Store, bulletin: Bulletin, step: str) -> Any:
    word, _, letter = step.partition(" ")
    sha = letter * 64
    version = bulletin.version
    match word:
        case "edit":
            store.edit_bulletin(bulletin.id, version, script(f"Bản {version}"), LAN, NOW)
        case "stale":
            store.edit_bulletin(bulletin.id, version - 1, script("Cũ"), LAN, NOW)
        case "submit":
            store.submit(bulletin.id, version, LAN, NOW)
        case "render":
            store.save_rendition(bulletin.id, version, rendition(60, sha), NOW)
        case "approve":
            store.decide(bulletin.id, sha, Verdict.APPROVED, MINH, "", NOW)
        case "return":
            store.decide(bulletin.id, sha, Verdict.RETURNED, MINH, "Sửa", NOW)
        case "withdraw":
            store.withdraw(bulletin.id, MINH, "", NOW)
        case "void":
            store.void_sound(bulletin.id, "lost", NOW)


def _check(now: Bulletin, before: Bulletin) -> None:
    assert (now.status is Status.APPROVED) == now.on_air_ready
    if now.status is Status.APPROVED:
        assert now.rendition is not None and now.decision is not None
        assert now.decision.sha256 == now.rendition.sha256
    if now.status in (Status.DRAFT, Status.PENDING):
        assert now.decision is None
    assert now.version >= before.version
