"""The station as one program: starts its parts, restarts what dies, ends all together; the renderer when it rings.

The daemon starts and restarts the player, its own child, because a command to start a sound must not wait for a
database. This process imports nothing heavy: it is the one that must not fall over. The renderer is there only
while there is something to make: at the start, when the bell rings, and once a day to tidy.
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

from broadcaster import bell, lifeline
from broadcaster.computer import awake

PARTS = ("desk", "daemon", "renderer")
GRACE = 4.5
"""Seconds a part has to end by itself; systemd and people expect five in all."""

REFUSED = 2
"""A part that ends with this code was refused (bad settings, another daemon): restarting it cannot help soon."""

LONGEST_PAUSE = 4.0
"""Seconds before a part that keeps dying is started again: a hung player is to be replaced within ten."""

LOOK = 0.5
"""Seconds between two looks at the parts and the bell: who listens to a bulletin waits for it."""

SILENT = {"daemon": 12.0, "desk": 20.0, "renderer": 20.0}
"""Seconds without a sign of life (one comes every two) after which a part that is there but hangs is replaced."""

FIRST_SIGN = 60.0
"""Seconds a part has for its first sign of life: a slow card loads its libraries for long."""

DAY = 24 * 3600.0
DATA = "data: "
"""How `prepare` begins the line that names the folder of the bell."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Part:
    """One child process and when it may be started again; with a `bell` folder only when it is called.

    On its `line` it gives its signs of life. `owed` says that its last run did not end by itself with everything done.
    """

    name: str
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    not_before: float = 0.0
    deaths: int = field(default=0)
    line: lifeline.Listening | None = None
    bell: Path | None = None
    owed: bool = True

    def wanted(self, now: float) -> bool:
        """Whether it should be running."""
        if self.bell is None or self.owed or now - self.started >= DAY:
            return True
        return bell.rung(self.bell, bell.answered(self.bell))


def run(config: Path) -> int:
    """Prepare the station, start its parts and watch them until SIGTERM or SIGINT. Exit code for the shell."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    spoken = {**os.environ, "PYTHONUTF8": "1"}
    prepared = subprocess.run(
        _command("prepare", config), check=False, stdout=subprocess.PIPE, encoding="utf-8", env=spoken
    )
    sys.stdout.write(prepared.stdout)
    sys.stdout.flush()
    if prepared.returncode:
        return prepared.returncode
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    folder = next((line.removeprefix(DATA) for line in prepared.stdout.splitlines() if line.startswith(DATA)), None)
    on_call = {"renderer": Path(folder) if folder else None}
    parts = [Part(name, bell=on_call.get(name)) for name in PARTS]
    systemd = Systemd()
    held = awake.hold()
    while not done.is_set():
        for part in parts:
            _keep_alive(part, config)
        systemd.look(parts)
        done.wait(LOOK)
    lifeline.tell("STOPPING=1", "STATUS=ending")
    _end(parts)
    if held is not None:
        held.close()
    return 0


class Systemd:
    """What systemd is told, if it started us: ready once the desk and the daemon have shown life, then alive."""

    def __init__(self) -> None:
        self.ready = False
        self.said = ""
        self.every = lifeline.watchdog()
        self.due = 0.0

    def look(self, parts: list[Part]) -> None:
        """Once a round of the supervisor: if that hangs, systemd hears nothing more and starts the station anew."""
        alive = [part.name for part in parts if part.process is not None and part.line and part.line.last is not None]
        if not self.ready and {"desk", "daemon"} <= set(alive):
            self.ready = True
            lifeline.tell("READY=1")
        status = f"running: {', '.join(alive) or 'nothing yet'}"
        if status != self.said:
            self.said = status
            lifeline.tell(f"STATUS={status}")
        if self.every is not None and time.monotonic() >= self.due:
            self.due = time.monotonic() + self.every
            lifeline.tell("WATCHDOG=1")


def _keep_alive(part: Part, config: Path) -> None:
    now = time.monotonic()
    if part.process is not None:
        code = part.process.poll()
        if code is None:
            _replace_if_hung(part, now)
            return
        part.process, part.owed = None, code != 0
        if part.bell is not None and code == 0:
            part.deaths, part.not_before = 0, now
            return
        part.deaths = part.deaths + 1 if now - part.started < 60 else 1
        pause = 30.0 if code == REFUSED else min(LONGEST_PAUSE, 0.5 * 2 ** (part.deaths - 1))
        log.warning("%s ended with code %d; started again in %.1f s", part.name, code, pause)
        part.not_before = now + pause
    if now >= part.not_before and part.wanted(now):
        part.started = now
        try:
            _start(part, config)
        except (OSError, subprocess.SubprocessError) as why:
            log.error("%s cannot be started now, tried again in %.1f s: %s", part.name, LONGEST_PAUSE, why)
            part.not_before = now + LONGEST_PAUSE


FRUGAL = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "1048576"}
"""For the C library of desk and daemon: each thread of the desk kept what one sign-in takes (argon2 fills 16 MB), 170
MB in all, and those of the daemon some of what every play takes."""


def _start(part: Part, config: Path) -> None:
    """The part with a line to give its signs of life on; where pipes cannot be handed over, nobody listens."""
    environ = {name: value for name, value in os.environ.items() if name not in lifeline.OURS_ALONE}
    if part.name != "renderer":  # which works on large blocks, and soon goes
        environ = {**FRUGAL, **environ}
    handed: tuple[int, ...] = ()
    if part.line is not None:
        part.line.close()
        part.line = None
    if os.name == "posix":
        part.line = lifeline.Listening()
        handed = (part.line.writes,)
        environ[lifeline.PIPE] = str(part.line.writes)
    try:
        part.process = subprocess.Popen(
            _command(part.name, config),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent(),
            env=environ,
            pass_fds=handed,
        )
    finally:
        if part.line is not None:
            part.line.started()


def _replace_if_hung(part: Part, now: float) -> None:
    """Kill a part that is there and gives no sign of life (stopped, hung); the next round starts it again."""
    if part.line is None or part.process is None:
        return
    heard = part.line.listen(now)
    silent = now - (part.started + FIRST_SIGN - SILENT[part.name] if heard is None else heard)
    if silent > SILENT[part.name]:
        log.error("%s has given no sign of life for %.0f s and is replaced", part.name, silent)
        part.process.kill()


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
