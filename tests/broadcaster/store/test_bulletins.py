"""Writing, finding, submitting, taking back."""

import unicodedata
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from broadcaster.bulletin import Kind, Priority, Source, Status, Topic
from broadcaster.errors import Conflict, NotFound, WrongState
from broadcaster.store import JobState, Store, Verb
from tests.broadcaster.store.steps import MINUTE, SECOND, approved, pending
from tests.builders import LAN, MINH, NOW, TUNG, script


def test_a_draft_comes_back_as_it_was_written(store: Store) -> None:
    source = Source("12/KH-UBND", date(2026, 8, 1), "UBND phường", "Kế hoạch")
    written = script("Cảnh báo", kind=Kind.ARTICLE, topic=Topic.T10, priority=Priority.PRIORITY, source=source)
    made = store.add_bulletin(written, LAN, NOW)
    assert made.script == written
    assert (made.status, made.version, made.author, made.author_name) == (Status.DRAFT, 1, LAN.id, LAN.name)
    assert made.created == made.updated == NOW
    assert store.bulletin(made.id) == made
    assert not made.on_air_ready


def test_a_bulletin_made_twice_under_one_id_is_one_and_stays_as_it_stands(store: Store) -> None:
    id = uuid.uuid4()
    made = store.add_bulletin(script("Một"), LAN, NOW, id=id)
    assert made.id == id
    assert store.add_bulletin(script("Hai"), LAN, NOW + SECOND, id=id) == made
    edited = store.edit_bulletin(id, 1, script("Ba"), LAN, NOW + SECOND)
    assert store.add_bulletin(script("Một"), LAN, NOW + MINUTE, id=id) == edited
    with pytest.raises(Conflict):
        store.add_bulletin(script("Một"), TUNG, NOW, id=id)
    assert [one.verb for one in store.activity()] == [Verb.EDIT, Verb.WRITE]
    assert len(store.revisions(id)) == 2


def test_text_is_kept_in_one_spelling(store: Store) -> None:
    apart = unicodedata.normalize("NFD", "Lừa đảo qua điện thoại")
    made = store.add_bulletin(script(apart, text=apart + "\0 👵🏽 \u202e"), LAN, NOW)
    assert made.script.title == "Lừa đảo qua điện thoại"
    assert made.script.text == "Lừa đảo qua điện thoại 👵🏽 \u202e"


def test_a_bulletin_is_found_with_or_without_its_marks(store: Store) -> None:
    fraud = store.add_bulletin(script("Giả danh công an", text="Đừng chuyển tiền, 100% là lừa đảo."), LAN, NOW)
    prize = store.add_bulletin(script("Trúng thưởng", text="Người cao tuổi cảnh giác."), LAN, NOW + SECOND)
    found = {words: [one.id for one in store.bulletins(search=words)] for words in SEARCHES}
    assert found == dict(zip(SEARCHES, ([fraud.id], [fraud.id], [prize.id], [fraud.id], [], []), strict=True))
    assert [one.id for one in store.bulletins()] == [prize.id, fraud.id]


SEARCHES = ("gia danh LUA DAO", "chuyển tiền", "cao tuoi", "100%", "1_0", "không có")


def test_bulletins_are_listed_by_status_and_topic_a_page_at_a_time(store: Store) -> None:
    waiting = pending(store, "Chờ duyệt")
    for number in range(5):
        store.add_bulletin(script(f"Bài {number}", topic=Topic.T04), LAN, NOW + number * SECOND)
    assert [one.id for one in store.bulletins(status=Status.PENDING)] == [waiting.id]
    page = store.bulletins(topic=Topic.T04, limit=2, offset=1)
    assert [one.script.title for one in page] == ["Bài 3", "Bài 2"]


def test_a_stale_edit_overwrites_nothing(store: Store) -> None:
    made = store.add_bulletin(script("Một"), LAN, NOW)
    store.edit_bulletin(made.id, 1, script("Hai"), LAN, NOW)
    with pytest.raises(Conflict):
        store.edit_bulletin(made.id, 1, script("Ba"), TUNG, NOW)
    with pytest.raises(Conflict):
        store.submit(made.id, 1, LAN, NOW)
    assert store.bulletin(made.id).script.title == "Hai"


def test_an_edit_voids_sound_and_approval_and_keeps_the_old_words(store: Store) -> None:
    ready = approved(store)
    edited = store.edit_bulletin(ready.id, 1, script("Sửa lại"), TUNG, NOW + SECOND)
    assert (edited.status, edited.version) == (Status.DRAFT, 2)
    assert edited.rendition is None and edited.decision is None and not edited.on_air_ready
    history = store.revisions(ready.id)
    assert [(version, words.title, name) for version, words, name, _ in history] == [
        (2, "Sửa lại", TUNG.name),
        (1, "Giả danh công an", LAN.name),
    ]
    assert history[0][3] == NOW + SECOND


def test_an_edit_calls_off_the_sound_that_was_being_made(store: Store) -> None:
    made = store.add_bulletin(script(), LAN, NOW)
    job = store.queue_render(made.id, 1, NOW)
    assert store.claim_render(job, "renderer", NOW) is not None
    store.edit_bulletin(made.id, 1, script("Khác"), LAN, NOW)
    assert not store.render_progress(job, 1, 3, "voice", NOW)


def test_submitting_asks_for_the_sound_once(store: Store) -> None:
    made = store.add_bulletin(script(), LAN, NOW)
    job = store.queue_render(made.id, 1, NOW)
    assert store.submit(made.id, 1, LAN, NOW).status is Status.PENDING
    assert [one.id for one in store.waiting_renders(NOW, SECOND)] == [job]
    with pytest.raises(WrongState):
        store.submit(made.id, 1, LAN, NOW)


def test_submitting_what_has_its_sound_already_asks_for_no_other(store: Store) -> None:
    waiting = pending(store)
    store.cancel_render(waiting.id, NOW)
    store.withdraw(waiting.id, LAN, "", NOW)
    again = store.submit(waiting.id, 1, LAN, NOW)
    assert again.rendition == waiting.rendition
    state = store.render_state(waiting.id)
    assert state is not None and state.state is JobState.CANCELLED


def test_a_withdrawn_bulletin_is_a_draft_whose_approval_is_void(store: Store) -> None:
    ready = approved(store)
    taken = store.withdraw(ready.id, MINH, "Sai số điện thoại", NOW + timedelta(minutes=1))
    assert taken.status is Status.DRAFT and taken.decision is None
    assert taken.rendition == ready.rendition
    with pytest.raises(WrongState):
        store.withdraw(ready.id, MINH, "", NOW)


def test_what_is_not_there_is_not_found(store: Store) -> None:
    nothing = uuid.uuid4()
    for ask in (
        lambda: store.bulletin(nothing),
        lambda: store.submit(nothing, 1, LAN, NOW),
        lambda: store.edit_bulletin(nothing, 1, script(), LAN, NOW),
        lambda: store.withdraw(nothing, LAN, "", NOW),
        lambda: store.queue_render(nothing, 1, NOW),
        lambda: store.void_sound(nothing, "", NOW),
    ):
        with pytest.raises(NotFound):
            ask()


def test_another_station_has_none_of_these_bulletins(url: str, store: Store) -> None:
    made = approved(store)
    other = Store(url, "an-khe")
    assert other.bulletins() == [] and other.revisions(made.id) == [] and other.rendition("a" * 64) is None
    with pytest.raises(NotFound):
        other.edit_bulletin(made.id, 1, script("Khác"), LAN, NOW)
    with pytest.raises(NotFound):
        other.order_now(made.id, False, None, TUNG, NOW)
    assert store.bulletin(made.id) == made
    other.close()


def test_a_bulletin_keeps_the_voice_it_asks_for_and_so_does_every_wording(store: Store) -> None:
    made = store.add_bulletin(replace(script(), voice="piper:giong-nu"), LAN, NOW)
    assert store.bulletin(made.id).script.voice == "piper:giong-nu"
    store.edit_bulletin(made.id, 1, replace(made.script, voice=""), LAN, NOW)
    assert [wording.voice for _, wording, _, _ in store.revisions(made.id)] == ["", "piper:giong-nu"]


def test_another_voice_voids_the_approval_like_other_words(store: Store) -> None:
    made = approved(store)
    store.edit_bulletin(made.id, 1, replace(made.script, voice="espeak:vi"), LAN, NOW)
    found = store.bulletin(made.id)
    assert (found.status, found.decision, found.rendition) == (Status.DRAFT, None, None)


def test_an_approved_bulletin_made_again_waits_for_a_decision_on_the_new_sound(store: Store) -> None:
    made = approved(store)
    again = store.render_again(made.id, 1, LAN, NOW)
    assert (again.status, again.decision, again.on_air_ready) == (Status.PENDING, None, False)
    assert again.rendition == made.rendition, "until the new sound is there, there is the old one"
    assert store.render_state(made.id).state is JobState.QUEUED
    assert store.activity()[0].verb is Verb.RENDER_AGAIN
    with pytest.raises(Conflict):
        store.render_again(made.id, 7, LAN, NOW)


def test_a_draft_made_again_stays_a_draft(store: Store) -> None:
    made = store.add_bulletin(script(), LAN, NOW)
    assert store.render_again(made.id, 1, LAN, NOW).status is Status.DRAFT
    assert store.stop_rendering(made.id, LAN, NOW)
    assert not store.stop_rendering(made.id, LAN, NOW), "nothing is being made any more"
    assert store.render_state(made.id).state is JobState.CANCELLED
    assert [deed.verb for deed in store.activity()] == [Verb.CANCEL_RENDER, Verb.WRITE]


def test_the_sound_of_an_urgent_bulletin_is_made_before_others(store: Store) -> None:
    ids = [store.add_bulletin(script(priority=one), LAN, NOW).id for one in (Priority.NORMAL, Priority.URGENT)]
    for id in ids:
        store.submit(id, 1, LAN, NOW)
    assert [job.bulletin for job in store.waiting_renders(NOW, MINUTE)] == ids[::-1]
