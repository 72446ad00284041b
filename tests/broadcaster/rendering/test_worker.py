"""The renderer against the real store and the real voice: jobs done, called off, lost, broken down, and begun again."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from broadcaster.bulletin import Bulletin, Priority, Status
from broadcaster.clock import SystemClock
from broadcaster.people import Person
from broadcaster.rendering import worker
from broadcaster.rendering.worker import Renderer, bell
from broadcaster.settings import Settings
from broadcaster.sound import sha256
from broadcaster.station import Voice
from broadcaster.store import JobState, Store, open_store
from tests.builders import script

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LONG = "\n\n".join(
    f"Câu thứ {number}. Bà con ở tổ dân phố số {number} tuyệt đối không đọc mã xác thực cho bất kỳ ai."
    for number in range(40)
)


@pytest.fixture
def ward(ward: Settings) -> Settings:
    ward.data.mkdir(parents=True)
    return replace(ward, voices=(Voice("espeak", "vi"),))


@pytest.fixture
def renderer(ward: Settings, store: Store) -> Iterator[Renderer]:
    made = Renderer(ward, store, SystemClock())
    yield made
    made.close()


def submitted(store: Store, lan: Person, text: str = "Kính thưa bà con. Hãy cảnh giác.") -> Bulletin:
    draft = store.add_bulletin(script(text=text), lan, NOW)
    return store.submit(draft.id, draft.version, lan, NOW)


def job_of(store: Store, bulletin: Bulletin) -> UUID:
    job = store.render_state(bulletin.id)
    assert job is not None
    return job.id


def state_of(store: Store, bulletin: Bulletin) -> JobState:
    job = store.render_state(bulletin.id)
    assert job is not None
    return job.state


class Watching(Renderer):
    """A renderer that calls `seen` with every job whose progress it reports."""

    seen: Callable[["Watching"], None]

    def _wanted(self, job: Any, step: Any) -> bool:
        self.seen(self)
        return super()._wanted(job, step)


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


def test_a_rendering_called_off_ends_and_leaves_no_sound(ward: Settings, store: Store, lan: Person) -> None:
    waiting = submitted(store, lan, LONG)
    renderer = Watching(ward, store, SystemClock())
    renderer.seen = lambda _: store.cancel_render(waiting.id, NOW)
    renderer.work(job_of(store, waiting))
    assert state_of(store, waiting) is JobState.CANCELLED
    assert store.bulletin(waiting.id).rendition is None
    assert renderer.child is None


def test_a_text_edited_meanwhile_gets_no_stale_sound(ward: Settings, store: Store, lan: Person) -> None:
    waiting = submitted(store, lan, LONG)
    renderer = Watching(ward, store, SystemClock())
    renderer.seen = lambda _: edit_once(store, waiting, lan)
    renderer.work(job_of(store, waiting))
    assert store.bulletin(waiting.id).rendition is None
    assert store.bulletin(waiting.id).script.text == "Bản mới."


def edit_once(store: Store, waiting: Bulletin, lan: Person) -> None:
    if store.bulletin(waiting.id).version == waiting.version:
        store.edit_bulletin(waiting.id, waiting.version, script(text="Bản mới."), lan, NOW)


def test_a_rendering_that_was_killed_waits_again_and_succeeds(ward: Settings, store: Store, lan: Person) -> None:
    waiting = submitted(store, lan, LONG)
    killed: list[int] = []

    def seen(watching: Watching) -> None:
        if watching.child and not killed:
            killed.append(watching.child)
            os.kill(watching.child, signal.SIGKILL)

    renderer = Watching(ward, store, SystemClock())
    renderer.seen = seen
    renderer.work(job_of(store, waiting))
    assert killed
    assert state_of(store, waiting) is JobState.QUEUED
    renderer.work(job_of(store, waiting))
    assert state_of(store, waiting) is JobState.DONE


def test_a_rendering_that_breaks_down_every_time_is_given_up(ward: Settings, store: Store, lan: Person) -> None:
    waiting = submitted(store, lan, LONG)
    renderer = Watching(ward, store, SystemClock())
    renderer.seen = lambda watching: os.kill(watching.child, signal.SIGKILL) if watching.child else None
    for _ in range(3):
        renderer.work(job_of(store, waiting))
    job = store.render_state(waiting.id)
    assert job is not None
    assert job.state is JobState.FAILED
    assert "broke down 3 times" in job.error


def test_what_a_dead_renderer_was_making_is_found_by_the_sweep(renderer: Renderer, store: Store, lan: Person) -> None:
    waiting = submitted(store, lan)
    long_ago = SystemClock().now() - timedelta(minutes=5)
    assert store.claim_render(job_of(store, waiting), "dead", long_ago)
    assert [job.bulletin for job in renderer.waiting()] == [waiting.id]
    renderer.work(job_of(store, waiting))
    assert store.bulletin(waiting.id).rendition is not None


def test_what_another_renderer_is_making_now_is_left_alone(renderer: Renderer, store: Store, lan: Person) -> None:
    waiting = submitted(store, lan)
    assert store.claim_render(job_of(store, waiting), "other", SystemClock().now())
    assert renderer.waiting() == []


def test_a_voice_that_cannot_speak_fails_the_job_with_the_reason(ward: Settings, store: Store, lan: Person) -> None:
    waiting = submitted(store, lan)
    deaf = replace(ward, voices=(Voice("espeak", "atlantis"),))
    Renderer(deaf, store, SystemClock()).work(job_of(store, waiting))
    job = store.render_state(waiting.id)
    assert job is not None
    assert (job.state, job.error) == (JobState.FAILED, "espeak: espeak-ng has no voice 'atlantis'")


def test_a_chime_that_is_gone_fails_the_job_with_its_name(ward: Settings, store: Store, lan: Person) -> None:
    waiting = submitted(store, lan)
    gone = replace(ward, sound=replace(ward.sound, opening_chime=ward.data / "gone.wav"))
    Renderer(gone, store, SystemClock()).work(job_of(store, waiting))
    job = store.render_state(waiting.id)
    assert job is not None
    assert job.state is JobState.FAILED
    assert "gone.wav" in job.error


def test_a_database_locked_at_the_end_does_not_lose_the_sound(ward: Settings, store: Store, lan: Person) -> None:
    waiting = submitted(store, lan)
    impatient = open_store(ward.database, ward.station.id, patience=timedelta(seconds=0.2))
    other = sqlite3.connect(ward.data / "station.db", check_same_thread=False, isolation_level=None)
    held: list[threading.Timer] = []

    def lock(_: Watching) -> None:
        if not held:
            other.execute("BEGIN IMMEDIATE")
            held.append(threading.Timer(2.0, other.rollback))
            held[0].start()

    renderer = Watching(ward, impatient, SystemClock())
    renderer.seen = lock
    renderer.work(job_of(store, waiting))
    held[0].join()
    other.close()
    assert state_of(store, waiting) is JobState.DONE


def test_a_broken_queue_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "jobs.db").write_bytes(b"not a database" * 1000)
    assert bell(tmp_path / "jobs.db").pending_count() == 0


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


@pytest.fixture
def process(ward: Settings) -> Iterator[Callable[[], "subprocess.Popen[str]"]]:
    """Starts the renderer's own process, as the supervisor does, on this ward's folders."""
    started: list[subprocess.Popen[str]] = []
    places = {"BROADCASTER_DATA": str(ward.data), "BROADCASTER_AUDIO": str(ward.audio), "PYTHONPATH": str(ROOT)}
    program = (
        "from dataclasses import replace; from pathlib import Path; import sys\n"
        "from broadcaster import settings; from broadcaster.rendering import worker\n"
        "from broadcaster.station import Voice\n"
        "ward = replace(settings.load(Path(sys.argv[1])), voices=(Voice('espeak', 'vi'),))\n"
        "sys.exit(worker.main(ward))\n"
    )

    def start() -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", program, str(ROOT / "config")]
        started.append(subprocess.Popen(command, env={**os.environ, **places}, text=True))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()


def until(what: Callable[[], bool], seconds: float = 40) -> None:
    """Look again four times a second until it is so."""
    pause = threading.Event()
    for _ in range(round(seconds * 4)):
        if what():
            return
        pause.wait(0.25)
    raise AssertionError("it did not come about")


def test_the_process_makes_what_waits_says_that_it_lives_and_ends_when_told(
    process: Callable[[], "subprocess.Popen[str]"], store: Store, lan: Person
) -> None:
    running = process()
    waiting = submitted(store, lan)
    until(lambda: store.bulletin(waiting.id).rendition is not None)
    until(lambda: state_of(store, waiting) is JobState.DONE)
    assert store.beats()["renderer"].pid == running.pid
    running.send_signal(signal.SIGTERM)
    assert running.wait(5) == 0


def test_a_renderer_killed_at_work_loses_nothing(
    process: Callable[[], "subprocess.Popen[str]"], store: Store, lan: Person
) -> None:
    waiting = submitted(store, lan, LONG)
    first = process()
    until(lambda: state_of(store, waiting) is JobState.RUNNING)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert store.bulletin(waiting.id).rendition is None
    process()
    until(lambda: store.bulletin(waiting.id).rendition is not None)
