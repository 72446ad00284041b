"""The renderer's own process: makes what waits, says that it lives, ends when told, and killed loses nothing."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest

from broadcaster.people import Person
from broadcaster.settings import PROJECT, Settings
from broadcaster.store import JobState, Store
from tests.broadcaster.rendering.worker.jobs import LONG, state_of, submitted


@pytest.fixture
def process(ward: Settings) -> Iterator[Callable[[], "subprocess.Popen[str]"]]:
    """Starts the renderer's own process, as the supervisor does, on this ward's folders."""
    started: list[subprocess.Popen[str]] = []
    places = {"BROADCASTER_DATA": str(ward.data), "BROADCASTER_AUDIO": str(ward.audio), "PYTHONPATH": str(PROJECT)}
    program = (
        "from dataclasses import replace; from pathlib import Path; import sys\n"
        "from broadcaster import settings; from broadcaster.rendering import worker\n"
        "from broadcaster.station import Voice\n"
        "ward = replace(settings.load(Path(sys.argv[1])), voices=(Voice('espeak', 'vi'),))\n"
        "sys.exit(worker.main(ward))\n"
    )

    def start() -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", program, str(PROJECT / "config")]
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
