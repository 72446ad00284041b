"""Signs of life to whoever keeps watch: a pipe to the station's supervisor, and systemd's own socket (sd_notify)."""

import contextlib
import logging
import os
import socket
import threading
from collections.abc import Callable, Mapping

PIPE = "BROADCASTER_LIFELINE"
"""The environment variable with the number of the pipe's end a part writes to."""

SYSTEMD = "NOTIFY_SOCKET"
WATCHDOG = "WATCHDOG_USEC"
OURS_ALONE = (SYSTEMD, WATCHDOG, "WATCHDOG_PID")
"""What systemd tells the process it has started; a part of that process would answer in its name."""

PULSE = 2.0
"""Seconds between two signs of life of a part."""

SOON = 0.5
"""Seconds after which a part that was not well, or was still starting, is asked again."""

log = logging.getLogger(__name__)


def pulse() -> None:
    """I am alive: one byte to the supervisor, if there is one. Never waits and never fails."""
    number = os.environ.get(PIPE, "")
    if number.isdigit():
        with contextlib.suppress(OSError):
            os.write(int(number), b".")


def keep_pulsing(healthy: Callable[[], bool] = lambda: True, every: float = PULSE) -> threading.Event:
    """Give a sign of life as long as `healthy` says so, from a thread of its own; setting the event ends it.

    A part that systemd started itself says READY=1 with its first sign, and answers the watchdog with every one.
    """
    done = threading.Event()
    asked = watchdog()
    every = min(every, asked) if asked is not None else every

    def beat() -> None:
        told = False
        while not done.is_set():
            well = healthy()
            if well:
                pulse()
                if asked is not None or not told:
                    told = tell(*([] if told else ["READY=1"]), *(["WATCHDOG=1"] if asked is not None else [])) or told
            done.wait(every if well else min(every, SOON))

    if os.environ.get(PIPE) or os.environ.get(SYSTEMD):
        threading.Thread(target=beat, name="lifeline", daemon=True).start()
    return done


def tell(*states: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell systemd, for example tell("READY=1", "STATUS=on air"). False when it did not start us (or not here)."""
    address = environ.get(SYSTEMD, "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return False
    where = "\0" + address[1:] if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.connect(where)
            line.sendall("\n".join(states).encode())
    except OSError as why:
        log.warning("systemd cannot be told %s: %s", states[0], why)
        return False
    return True


def watchdog(environ: Mapping[str, str] = os.environ) -> float | None:
    """Seconds between two WATCHDOG=1 that systemd asks of this process: half its patience. None: it asks for none."""
    asked, of = environ.get(WATCHDOG, ""), environ.get("WATCHDOG_PID", str(os.getpid()))
    return int(asked) / 2e6 if asked.isdigit() and int(asked) and of == str(os.getpid()) else None


class Listening:
    """The supervisor's end of one part's pipe: when it was last heard."""

    def __init__(self) -> None:
        self.reads, self.writes = os.pipe()
        os.set_blocking(self.reads, False)
        os.set_blocking(self.writes, False)
        self.last: float | None = None

    def started(self) -> None:
        """The part holds the other end now."""
        os.close(self.writes)

    def listen(self, now: float) -> float | None:
        """When it was heard last, None if never; `now` when anything has come since the last call."""
        with contextlib.suppress(OSError):
            while os.read(self.reads, 4096):
                self.last = now
        return self.last

    def close(self) -> None:
        """The part is gone."""
        os.close(self.reads)
