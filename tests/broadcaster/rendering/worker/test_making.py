"""The renderer makes what waits: urgent first, each once, told as it goes; and throws away what nobody needs."""

import os
from dataclasses import replace

import pytest

from broadcaster.bulletin import Priority, Status
from broadcaster.clock import SystemClock
from broadcaster.people import Person
from broadcaster.rendering import worker
from broadcaster.rendering.worker import Renderer
from broadcaster.settings import Settings
from broadcaster.sound import sha256
from broadcaster.station import Voice
from broadcaster.store import JobState, Store
from tests.broadcaster.rendering.worker.jobs import LONG, NOW, Watching, job_of, state_of, submitted
from tests.builders import script


def test_a_submitted_bulletin_gets_its_sound(renderer: Renderer, store: Store, lan: Person) -> None:
    waiting = submitted(store, lan)
    assert [job.bulletin for job in renderer.waiting()] == [waiting.id]
    renderer.work(job_of(store, waiting))
    ready = store.bulletin(waiting.id)
    assert ready.status is Status.PENDING
    assert ready.rendition is not None
    assert ready.rendition.sha256 == sha256(ready.rendition.path)
    assert ready.rendition.voice == "espeak/vi"
    assert len(ready.rendition.marks) >= 3
    assert state_of(store, waiting) is JobState.DONE
    assert renderer.waiting() == []


def test_the_voice_a_bulletin_asks_for_reaches_its_rendering_and_a_fallback_is_kept_with_its_reason(
    ward: Settings, store: Store, lan: Person
) -> None:
    order = replace(ward, voices=(Voice("piper", "gone"), Voice("espeak", "vi")))
    renderer = Renderer(order, store, SystemClock())
    made = []
    for voice in ("", "espeak:vi"):
        draft = store.add_bulletin(script(text="Kính thưa bà con.", voice=voice), lan, NOW)
        store.submit(draft.id, 1, lan, NOW)
        renderer.work(job_of(store, draft))
        made.append(store.bulletin(draft.id).rendition)
        if not voice:
            assert made[0] is not None and made[0].fallback and 'no voice "gone"' in made[0].why
    renderer.close()
    assert made[1] is not None and (made[1].voice, made[1].fallback) == ("espeak/vi", False)


def test_an_urgent_bulletin_is_made_before_what_was_called_for_earlier(
    renderer: Renderer, store: Store, lan: Person
) -> None:
    usual = [submitted(store, lan), submitted(store, lan, "Xin mời bà con đi họp.")]
    called = [job.id for job in renderer.waiting()]
    draft = store.add_bulletin(script(text="Nước đang lên nhanh.", priority=Priority.URGENT), lan, NOW)
    urgent = store.submit(draft.id, draft.version, lan, NOW)
    renderer.work(called[0])
    assert state_of(store, urgent) is JobState.DONE
    assert [state_of(store, one) for one in usual] == [JobState.QUEUED, JobState.QUEUED]
    renderer.work(called[1])
    assert sorted(state_of(store, one) for one in usual) == [JobState.DONE, JobState.QUEUED]


def test_a_job_is_done_once(renderer: Renderer, store: Store, lan: Person) -> None:
    waiting = submitted(store, lan)
    renderer.work(job_of(store, waiting))
    job = store.render_state(waiting.id)
    renderer.work(job_of(store, waiting))
    assert store.render_state(waiting.id) == job


def test_progress_stands_in_the_store(
    ward: Settings, store: Store, lan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "SPARING", 0.0)  # every step, however quickly they follow one another
    waiting = submitted(store, lan, LONG)
    steps: list[tuple[int, int]] = []

    def seen(_: Watching) -> None:
        job = store.render_state(waiting.id)
        assert job is not None
        steps.append((job.done, job.total))

    renderer = Watching(ward, store, SystemClock())
    renderer.seen = seen
    renderer.work(job_of(store, waiting))
    assert steps == sorted(steps)
    assert any(total > 14 and done > 0 for done, total in steps)


def test_what_another_renderer_is_making_now_is_left_alone(renderer: Renderer, store: Store, lan: Person) -> None:
    waiting = submitted(store, lan)
    assert store.claim_render(job_of(store, waiting), "other", SystemClock().now())
    assert renderer.waiting() == []


def test_what_nobody_needs_is_thrown_away_and_what_a_bulletin_has_is_not(
    ward: Settings, renderer: Renderer, store: Store, lan: Person
) -> None:
    waiting = submitted(store, lan)
    renderer.work(job_of(store, waiting))
    kept = store.bulletin(waiting.id).rendition
    assert kept
    stranger = ward.rendered / "a note of Tùng.wav"
    forgotten = ward.rendered / f"{'0' * 64}.wav"
    for path in (stranger, forgotten):
        path.write_bytes(b"RIFF")
    recent = ward.rendered / f"{'1' * 64}.wav"
    recent.write_bytes(b"RIFF")
    sentences = [*ward.voice_cache.glob("*/*.wav")]
    long_ago = SystemClock().now().timestamp() - 91 * 86_400
    for path in (kept.path, stranger, forgotten, *sentences[1:]):
        os.utime(path, (long_ago, long_ago))
    assert renderer.tidy()
    assert sorted(ward.rendered.glob("*.wav")) == sorted([kept.path, stranger, recent])
    assert [*ward.voice_cache.glob("*/*.wav")] == sentences[:1]
