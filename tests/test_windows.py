"""What can be known here of Windows: the program is loaded without what only POSIX has, and run.ps1 asks what is there.

The scripts themselves were never run (README, limits).
"""

import os
import re
import subprocess
import sys
from pathlib import Path

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


def test_the_port_is_the_settings_own() -> None:
    install = (ROOT / "install.ps1").read_text(encoding="utf-8")
    assert "127.0.0.1:8080" in install and "port = 8080" in (ROOT / "config" / "station.toml").read_text("utf-8")
