"""The player's cage: it dies with its parent, reaches no network, and is first in the queue for the processor."""

import contextlib
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_NICE = -11


def die_with_parent(parent: int) -> None:
    """Be killed when the thread that started this process is gone (Linux; elsewhere the closed stdin does it)."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def leave_the_network() -> bool:
    """Move into an empty network of one's own; True when done. Must run before any thread is started.

    The sound server is a socket in the file system, which stays within reach.
    """
    if sys.platform != "linux":
        return False
    import ctypes

    system = ctypes.CDLL(None, use_errno=True)
    if system.unshare(_CLONE_NEWNET) == 0:
        return True
    user, group = os.getuid(), os.getgid()
    if system.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    with contextlib.suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
    return True


def hurry() -> None:
    """Ask to be scheduled first, where the system lets us."""
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, _NICE)
