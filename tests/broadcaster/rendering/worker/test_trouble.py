"""Jobs called off, lost, broken down and begun again: no bulletin gets a stale sound, none waits for ever."""

import os
import signal
import sqlite3
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from broadcaster.bulletin import Bulletin
from broadcaster.clock import SystemClock
from broadcaster.people import Person
from broadcaster.rendering.worker import Renderer, bell
from broadcaster.settings import Settings
from broadcaster.station import Voice
from broadcaster.store import JobState, Store, open_store
from tests.broadcaster.rendering.worker.jobs import LONG, NOW, Watching, job_of, state_of, submitted
from tests.builders import script


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
