"""The ward's own Word template of its reports: kept only when a report can be made with it, and never lost half-way."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from broadcaster.errors import BadInput, NotFound
from broadcaster.people import Person, Right
from broadcaster.reports.word_file import SHIPPED, check_template
from broadcaster.store import Store

__all__ = ["EARLIER", "NAME", "SHIPPED", "drop", "earlier", "keep", "restore"]

NAME = "report.docx"
"""Its name in the settings folder."""

EARLIER = "report-earlier.docx"
"""Beside it: the ward's own template that was in force before, as long as nothing else takes its place."""


def keep(store: Store, settings: Path, person: Person, content: bytes, at: datetime) -> None:
    """Put it in force; the ward's own one that was in force is kept beside it.

    BadInput names the place where it is broken; the one in force then stays.
    """
    person.demand(Right.MANAGE)
    if not content:
        raise BadInput("template", f"{NAME}: is no Word file (.docx)")
    _put_in_force(settings, content)
    store.template_changed(NAME, person, at)


def drop(store: Store, settings: Path, person: Person, at: datetime) -> None:
    """Back to the shipped template; the ward's own one is kept beside it."""
    person.demand(Right.MANAGE)
    with suppress(FileNotFoundError):
        (settings / NAME).replace(settings / EARLIER)
    store.template_changed("", person, at)


def earlier(settings: Path) -> bool:
    """Whether there is an own template of before to go back to."""
    return (settings / EARLIER).is_file()


def restore(store: Store, settings: Path, person: Person, at: datetime) -> None:
    """The own template of before is in force again, and the one that was takes its place.

    NotFound if there is none; BadInput if no report can be made with it any more, and then nothing changes.
    """
    person.demand(Right.MANAGE)
    before = settings / EARLIER
    if not before.is_file():
        raise NotFound(f"there is no {EARLIER}")
    replaces = (settings / NAME).is_file()
    _put_in_force(settings, before.read_bytes())
    if not replaces:
        before.unlink(missing_ok=True)
    store.template_restored(NAME, person, at)


def _put_in_force(settings: Path, content: bytes) -> None:
    """Checked first; the same one again replaces nothing."""
    own = settings / NAME
    with _on_disk(settings, content) as new:
        check_template(new)
        if own.is_file() and (former := own.read_bytes()) != content:
            with _on_disk(settings, former) as copy:
                copy.replace(settings / EARLIER)
        new.replace(own)


@contextmanager
def _on_disk(settings: Path, content: bytes) -> Iterator[Path]:
    """A whole file that has no name of its own yet; it goes if it is given none."""
    handle, name = tempfile.mkstemp(dir=settings, prefix=".template-", suffix=".docx")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield new
    finally:
        new.unlink(missing_ok=True)
