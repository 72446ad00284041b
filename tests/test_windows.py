"""What can be known here of Windows: the program is loaded without what only POSIX has, and run.ps1 asks what is there.

The scripts themselves were never run (README, limits).
"""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import time
from pathlib import Path

from broadcaster.cli.machine import wake_times

ROOT = Path(__file__).parents[1]
LOADED = """
import importlib, os, pkgutil, signal, socket, sys
for name in ("fcntl", "resource", "pwd", "grp", "termios", "syslog", "pty", "tty"):
    sys.modules[name] = None
for name in ("fork", "getuid", "geteuid", "getgid", "killpg", "getpgid", "setsid", "nice", "mkfifo", "memfd_create"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGKILL", "SIGSTOP", "SIGCONT", "SIGHUP", "SIGUSR1"):
    if hasattr(signal, name):
        delattr(signal, name)
del socket.AF_UNIX
import broadcaster, web
names = [one.name for package in (broadcaster, web)
         for one in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
names = [name for name in names if not name.endswith(".__main__") and ".migrations." not in name]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def test_every_module_is_loaded_without_what_only_posix_has() -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", LOADED], env=environ, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert int(ran.stdout.split()[-1]) > 200


def test_the_windows_scripts_name_files_and_commands_that_are_there() -> None:
    for name in ("run.ps1", "install.ps1"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for file in re.findall(r'Join-Path \$Root "([^"]+)"', text):
            if not file.startswith(".venv"):
                assert (ROOT / file).exists(), file
        assert text.count("{") == text.count("}") and text.count("(") == text.count(")")
    run = (ROOT / "run.ps1").read_text(encoding="utf-8")
    assert "--require-hashes" in run and "PYTHON_VLC_LIB_PATH" in run and "PYTHON_VLC_MODULE_PATH" in run
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "colorama" in lock and "win32" in lock, "the lock is for Windows too"
    assert "tzdata" in lock, "Windows has no time zones of its own"


def test_the_windows_scripts_are_plain_ascii() -> None:
    """Windows PowerShell 5.1 takes a file without a mark for the PC's own code page: a Vietnamese letter breaks it."""
    for name in ("run.ps1", "install.ps1"):
        (ROOT / name).read_text(encoding="ascii")


def test_what_install_ps1_asks_of_the_program_is_answered(tmp_path: Path) -> None:
    install = (ROOT / "install.ps1").read_text(encoding="ascii")
    asked = set(re.findall(r"\$Places\.(\w+)", install))
    shutil.copytree(ROOT / "config", tmp_path / "config")
    words = [sys.executable, "-m", "broadcaster", "places", "--json", "--config", str(tmp_path / "config")]
    ran = subprocess.run(words, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60)
    told = json.loads(ran.stdout)
    assert asked == {"wake", "desk"} <= told.keys()
    assert told["wake"] == ["06:15", "17:00"], "a quarter of an hour before the slots of the settings"
    assert wake_times([time(0, 5), time(6, 30), time(6, 30)]) == ["06:15", "23:50"]


def test_a_station_is_prepared_before_its_task_is_registered_and_runs_as_other_programs_do() -> None:
    """What a hidden window prints nobody reads: neither a fault of the set-up nor the one-time code."""
    install = (ROOT / "install.ps1").read_text(encoding="ascii")
    assert install.index('run.ps1") prepare') < install.index("Register-ScheduledTask")
    assert "-Priority 4" in install and "-RunLevel Limited" in install
