"""The ward's own template of its reports, and the one before it: one step back and forth, never lost half-way."""

import io
from pathlib import Path

import pytest
from docx import Document

from broadcaster.errors import BadInput, NotAllowed, NotFound
from broadcaster.people import Person, Role
from broadcaster.reports import template
from broadcaster.store import Store, Verb
from tests.builders import LAN, NOW

QUANG = Person(LAN.id, "quang", "Quang", frozenset({Role.ADMIN}))


def a_template(line: str) -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def lies(folder: Path) -> list[bytes]:
    """What is in force, and what is kept beside it."""
    assert all(one.name in (template.NAME, template.EARLIER) for one in folder.iterdir())
    return [(folder / name).read_bytes() for name in (template.NAME, template.EARLIER) if (folder / name).exists()]


ONE, TWO = a_template("Một"), a_template("Hai")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "config"
    made.mkdir()
    return made


def test_another_one_keeps_the_earlier_and_the_same_again_replaces_nothing(fortnight: Store, folder: Path) -> None:
    template.keep(fortnight, folder, QUANG, ONE, NOW)
    assert lies(folder) == [ONE] and not template.earlier(folder)
    template.keep(fortnight, folder, QUANG, TWO, NOW)
    template.keep(fortnight, folder, QUANG, TWO, NOW)
    assert lies(folder) == [TWO, ONE] and template.earlier(folder)
    with pytest.raises(BadInput):
        template.keep(fortnight, folder, QUANG, b"not Word", NOW)
    assert lies(folder) == [TWO, ONE]


def test_back_and_forth_between_the_two(fortnight: Store, folder: Path) -> None:
    template.keep(fortnight, folder, QUANG, ONE, NOW)
    template.keep(fortnight, folder, QUANG, TWO, NOW)
    template.restore(fortnight, folder, QUANG, NOW)
    assert lies(folder) == [ONE, TWO]
    template.restore(fortnight, folder, QUANG, NOW)
    assert lies(folder) == [TWO, ONE]
    assert fortnight.activity(1)[0].verb is Verb.RESTORE_TEMPLATE


def test_a_dropped_one_comes_back_and_then_nothing_is_left_to_come_back(fortnight: Store, folder: Path) -> None:
    template.keep(fortnight, folder, QUANG, ONE, NOW)
    for _ in range(2):
        template.drop(fortnight, folder, QUANG, NOW)
    assert not (folder / template.NAME).exists() and template.earlier(folder)
    template.restore(fortnight, folder, QUANG, NOW)
    assert lies(folder) == [ONE]
    with pytest.raises(NotFound):
        template.restore(fortnight, folder, QUANG, NOW)


def test_an_earlier_one_that_no_longer_makes_a_report_changes_nothing(fortnight: Store, folder: Path) -> None:
    template.keep(fortnight, folder, QUANG, ONE, NOW)
    broken = a_template("{{ so_luot_nao_do }}")
    (folder / template.EARLIER).write_bytes(broken)
    with pytest.raises(BadInput):
        template.restore(fortnight, folder, QUANG, NOW)
    assert lies(folder) == [ONE, broken]


def test_only_who_looks_after_the_station_brings_one_back(fortnight: Store, folder: Path) -> None:
    with pytest.raises(NotAllowed):
        template.restore(fortnight, folder, LAN, NOW)
