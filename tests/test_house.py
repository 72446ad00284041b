"""The house keeps its own rules: small rooms, one door to each outside part, words for everything a person sees."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted([*ROOT.glob("broadcaster/**/*.py"), *ROOT.glob("web/**/*.py")])
DOORS = {
    "apscheduler": ("broadcaster/air/daemon.py",),
    "sqlalchemy": ("broadcaster/store/",),
    "alembic": ("broadcaster/store/",),
    "flask": ("web/",),
    "flask_login": ("web/",),
    "flask_wtf": ("web/",),
    "waitress": ("web/",),
    "vlc": ("broadcaster/speakers/",),
    "gtts": ("broadcaster/tts/gtts",),
    "edge_tts": ("broadcaster/tts/edge",),
    "piper": ("broadcaster/tts/piper",),
    "espeakng_loader": ("broadcaster/tts/espeak",),
    "huey": ("broadcaster/rendering/worker.py",),
    "viparse": ("broadcaster/vietnamese/",),
    "docxtpl": ("broadcaster/reports/",),
    "xlsxwriter": ("broadcaster/reports/",),
    "typst": ("broadcaster/reports/",),
    "pypdf": ("broadcaster/directives/",),
    "cryptography": ("broadcaster/backup/", "broadcaster/computer/certificate.py"),
    "prometheus_client": ("web/metrics.py",),
    "flask_babel": ("web/",),
    "tqdm": ("broadcaster/cli/",),
    "soundfile": ("broadcaster/sound/", "broadcaster/tts/"),
    "pydub": ("broadcaster/sound/",),
}


def name(path):
    return path.relative_to(ROOT).as_posix()


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.partition(".")[0]


def test_there_are_modules_to_look_at():
    assert len(MODULES) > 40


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_room_fits_on_a_few_screens_and_says_what_it_is(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400, "over 400 lines: split it"
    assert ast.get_docstring(ast.parse(text)), "the first line says what the module is"
    assert path.stem not in ("utils", "helpers", "manager", "base", "common")


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_each_outside_part_has_one_door(path):
    for module in imports(path):
        doors = DOORS.get(module)
        assert doors is None or name(path).startswith(doors), f"{module} belongs behind {doors}"


def test_every_door_is_used():
    used = {module for path in MODULES for module in imports(path)}
    assert not DOORS.keys() - used


def test_the_clock_is_read_only_where_the_machine_is():
    readers = {
        name(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today") and _is_datetime(node.value)
    }
    vocabulary = {f"broadcaster/{one}.py" for one in ("airing", "bulletin", "campaign", "guard", "planning", "station")}
    assert not readers & vocabulary
    assert not [reader for reader in readers if reader.startswith("broadcaster/store/")]


def _is_datetime(node):
    return isinstance(node, ast.Name) and node.id in ("datetime", "date")


def test_the_program_does_what_the_readme_lists():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for part in ("./run.sh", "./test.sh", "demo", "docs/desk.png"):
        assert part in readme


def test_every_promise_names_a_test_that_is_there() -> None:
    told = (ROOT / "docs/promises.md").read_text("utf-8")
    promised = {f"P{number}" for number in range(1, 18)} | {f"M{number}" for number in range(1, 7)}
    assert set(re.findall(r"^\| ([PM]\d+) ", told, re.MULTILINE)) == promised
    shown = re.findall(r"`(tests/[\w/]+\.py)`", told)
    assert len(shown) > 30
    assert [path for path in shown if not (ROOT / path).exists()] == []
