"""Keeping the PC awake while the station runs: an open request to the system, which ends with this process."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from typing import Protocol

INHIBIT = ("systemd-inhibit", "--what=sleep:idle", "--who=Loa phường", "--why=the station broadcasts", "--mode=block")
HOLD = ("cat",)
"""Ends when its input is closed: nothing is left behind by a supervisor that was killed."""

ES_SYSTEM_REQUIRED = 0x00000001
ES_CONTINUOUS = 0x80000000


class Held(Protocol):
    """The request; the system may do as it likes once it is closed."""

    def close(self) -> None:
        """Withdraw it."""
        ...


def hold(command: Sequence[str] = INHIBIT, platform: str = sys.platform) -> Held | None:
    """Ask the system to stay awake; None where it cannot be asked (no logind, no right). Never waits."""
    if platform == "win32":
        return _Windows()
    if shutil.which(command[0]) is None:
        return None
    try:
        return _Inhibitor([*command, *HOLD])
    except OSError:
        return None


class _Inhibitor:
    """A child that holds logind's lock for us."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class _Windows:
    """The thread's own state, which ends with the process. Source: SetThreadExecutionState in the Windows API."""

    def __init__(self) -> None:
        self._set(ES_CONTINUOUS | ES_SYSTEM_REQUIRED)

    def close(self) -> None:
        self._set(ES_CONTINUOUS)

    def _set(self, state: int) -> None:
        import ctypes

        system = getattr(ctypes, "windll", None)
        if system is not None:
            system.kernel32.SetThreadExecutionState(state)
