"""The player's cage: it dies with its parent, reaches no network, and is first in the queue for the processor."""

import contextlib
import gc
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_TIMERSLACK = 29
_LOCK_WHAT_IS_TOUCHED = 1 | 2 | 4  # MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT: whole thread stacks would be 8 MB each
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
    """Be scheduled first, stay in memory and never stop to tidy up, as far as the system lets us.

    Threads inherit it: this must run before libVLC makes its own. A real-time share is asked for with the lowest
    priority and is given back to no child; where it is refused, niceness; where that is refused too, nothing.
    """
    gc.collect()
    gc.freeze()
    gc.disable()  # a player makes little rubbish, and none in circles
    if sys.platform != "linux":
        return
    import ctypes

    system = ctypes.CDLL(None)
    system.prctl(_PR_SET_TIMERSLACK, 1, 0, 0, 0)
    if _may_lock():
        system.mlockall(_LOCK_WHAT_IS_TOUCHED)
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, _NICE)
    with contextlib.suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))


def _may_lock() -> bool:
    """Memory is locked without bounds or not at all: at a bound, libVLC would find no more memory later."""
    import resource

    return resource.getrlimit(resource.RLIMIT_MEMLOCK)[0] == resource.RLIM_INFINITY or os.geteuid() == 0
