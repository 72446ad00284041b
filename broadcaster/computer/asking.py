"""Asking the system's own programs: their answer, or None where they are not there, forbidden, or too slow."""

import os
import shutil
import subprocess
from typing import Protocol

PATIENCE = 5
"""Seconds a program has to answer."""


class Ask(Protocol):
    """Runs a program with its words."""

    def __call__(self, program: str, *words: str) -> str | None:
        """What it printed, whatever it thought of the question; None when nobody answers."""
        ...


def ask_program(program: str, *words: str) -> str | None:
    """Ask a program of this PC. Nothing is run through a shell, and nothing it prints on the error stream is read."""
    path = shutil.which(program, path=os.environ.get("PATH", "") + os.pathsep + "/usr/sbin" + os.pathsep + "/sbin")
    if path is None:
        return None
    try:
        done = subprocess.run(
            [path, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            text=True,
            errors="replace",
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout
