"""Lists the licence of every package in requirements.lock, and of what stands beside them, into docs/licences.md.

.venv/bin/python tools/licences.py          write it
.venv/bin/python tools/licences.py --check  exit 1 when it is not what would be written
"""

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "licences.md"
ELSEWHERE = {"audioop-lts": "PSF-2.0", "colorama": "BSD License"}
"""Packages that are installed on other systems only, as their wheels say of themselves."""

UNSAID = {
    "espeakng-loader": "not said in its package; what it carries, espeak-ng, is GPL-3.0-or-later",
}
OPTIONAL = ("psycopg", "psycopg-binary", "piper-tts", "edge-tts", "imageio-ffmpeg")
"""What `pip install broadcaster[…]` adds where the ward wants it; never installed by itself."""

BESIDE = (
    ("espeak-ng (data and library in espeakng-loader)", "GPL-3.0-or-later", "run as a program apart"),
    ("Piper (piper-tts), optional", "GPL-3.0-or-later", "run as a program apart"),
    ("libVLC (libvlc5, vlc-plugin-base)", "LGPL-2.1-or-later, plug-ins partly GPL-2.0-or-later", "from the system"),
    ("PulseAudio", "LGPL-2.1-or-later", "from the system"),
    ("smartmontools", "GPL-2.0-or-later", "from the system; asks the disks, as a program apart"),
    ("Tinos (broadcaster/reports/fonts)", "OFL-1.1", "inside the reports' PDF"),
    ("Be Vietnam Pro, Source Sans 3 (web/static/vendor/fonts)", "OFL-1.1", "sent to browsers"),
    ("Bootstrap, Bootstrap Icons (web/static/vendor)", "MIT", "sent to browsers"),
    ("htmx (web/static/vendor)", "0BSD", "sent to browsers"),
    ("wavesurfer.js (web/static/vendor)", "BSD-3-Clause", "sent to browsers"),
)
HEAD = """# Licences of what the station is made with

Written by `tools/licences.py` out of `requirements.lock` and what each package says of itself. The station itself is
under Apache-2.0 (LICENSE).

| package | version | licence |
|---|---|---|
"""
OPTIONAL_HEAD = "\n| optional | version tried | licence |\n|---|---|---|\n"
BESIDE_HEAD = "\n| beside them | licence | how |\n|---|---|---|\n"


def locked(lock: Path) -> dict[str, str]:
    """Name and version of every package of the lock."""
    lines = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(lines)


def licence_of(package: Distribution) -> str:
    """What it says: the SPDX expression, else its classifiers, else the first line of its licence field."""
    told = package.metadata
    if expression := told.get("License-Expression"):
        return expression
    named = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License :: ")]
    named = [name for name in named if name != "OSI Approved"]
    first = ((told.get("License") or "").strip().splitlines() or [""])[0]
    return " / ".join(named) or first[:80] or _heading(package)


def _heading(package: Distribution) -> str:
    """The first words of its licence file, where it says nothing else."""
    for file in package.files or ():
        if re.match(r"(licen[cs]e|copying)", file.name, re.IGNORECASE):
            text = Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")
            if "Permission is hereby granted, free of charge" in text and "MERCHANTABILITY" in text:
                return "MIT (by its text)"
            lines = text.split("\n")
            return f"“{' '.join(' '.join(lines[:4]).split())[:100]}…”"
    return UNSAID.get(package.metadata["Name"].lower(), "not said in its package")


def listed() -> str:
    """The whole page."""
    rows = []
    for name, version in sorted(locked(ROOT / "requirements.lock").items(), key=lambda one: one[0].lower()):
        try:
            licence = licence_of(distribution(name))
        except PackageNotFoundError:
            licence = f"{ELSEWHERE.get(name.lower(), 'unknown')} (installed on other systems only)"
        rows.append(f"| {name} | {version} | {licence} |\n")
    optional = "".join(
        f"| {name} | {version} | {licence} |\n" for name, version, licence in (_optional(one) for one in OPTIONAL)
    )
    beside = "".join(f"| {what} | {licence} | {how} |\n" for what, licence, how in BESIDE)
    return HEAD + "".join(rows) + OPTIONAL_HEAD + optional + BESIDE_HEAD + beside


def _optional(name: str) -> tuple[str, str, str]:
    """Its name, the version it was tried with and its licence, from the environment of the tests."""
    found = distribution(name)
    return name, found.version, licence_of(found)


def main() -> int:
    made = listed()
    if "--check" in sys.argv[1:]:
        same = OUT.exists() and OUT.read_text(encoding="utf-8") == made
        print("up to date" if same else f"{OUT.relative_to(ROOT)} is out of date: run tools/licences.py")
        return 0 if same else 1
    OUT.write_text(made, encoding="utf-8")
    print(f"{OUT.relative_to(ROOT)}: {made.count(chr(10))} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
