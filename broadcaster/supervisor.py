"""The station as one program: starts the desk, the daemon and the renderer, restarts what dies, ends all together.

The daemon starts and restarts the player, its own child, because a command to start a sound must not wait for a
database. This process imports nothing heavy: it is the one that must not fall over.
"""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

PARTS = ("desk", "daemon", "renderer")
GRACE = 4.5
"""Seconds a part has to end by itself; systemd and people expect five in all."""

REFUSED = 2
"""A part that ends with this code was refused (bad settings, another daemon): restarting it cannot help soon."""

LONGEST_PAUSE = 4.0
"""Seconds before a part that keeps dying is started again: a hung player is to be replaced within ten."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Part:
    """One child process and when it may be started again."""

    name: str
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    not_before: float = 0.0
    deaths: int = field(default=0)


def run(config: Path) -> int:
    """Prepare the station, start its parts and watch them until SIGTERM or SIGINT. Exit code for the shell."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    prepared = subprocess.run(_command("prepare", config), check=False)
    if prepared.returncode:
        return prepared.returncode
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    parts = [Part(name) for name in PARTS]
    while not done.is_set():
        for part in parts:
            _keep_alive(part, config)
        done.wait(0.5)
    _end(parts)
    return 0


def _keep_alive(part: Part, config: Path) -> None:
    now = time.monotonic()
    if part.process is not None:
        code = part.process.poll()
        if code is None:
            return
        part.deaths = part.deaths + 1 if now - part.started < 60 else 1
        pause = 30.0 if code == REFUSED else min(LONGEST_PAUSE, 0.5 * 2 ** (part.deaths - 1))
        log.warning("%s ended with code %d; started again in %.1f s", part.name, code, pause)
        part.process, part.not_before = None, now + pause
    if now >= part.not_before:
        part.started = now
        part.process = subprocess.Popen(
            _command(part.name, config), stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_die_with_parent()
        )


def _command(part: str, config: Path) -> list[str]:
    return [sys.executable, "-m", "broadcaster", part, "--config", str(config)]


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux a part must not outlive a supervisor that was killed: nobody would stop it."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def set_up() -> None:
        libc.prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)

    return set_up


def _end(parts: list[Part]) -> None:
    """SIGTERM to all, then SIGKILL to what is still there."""
    alive = [part.process for part in parts if part.process and part.process.poll() is None]
    for process in alive:
        process.terminate()
    until = time.monotonic() + GRACE
    for process in alive:
        try:
            process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
