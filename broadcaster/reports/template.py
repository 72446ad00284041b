"""The ward's own Word template of its reports: kept only when a report can be made with it, and never lost half-way."""

import os
import tempfile
from datetime import datetime
from pathlib import Path

from broadcaster.errors import BadInput
from broadcaster.people import Person, Right
from broadcaster.reports.word_file import SHIPPED, check_template
from broadcaster.store import Store

__all__ = ["NAME", "SHIPPED", "drop", "keep"]

NAME = "report.docx"
"""Its name in the settings folder."""


def keep(store: Store, settings: Path, person: Person, content: bytes, at: datetime) -> None:
    """Put it in force. BadInput names the place where it is broken; the one in force then stays."""
    person.demand(Right.MANAGE)
    if not content:
        raise BadInput("template", f"{NAME}: is no Word file (.docx)")
    handle, name = tempfile.mkstemp(dir=settings, prefix=".template-", suffix=".docx")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        check_template(new)
        new.replace(settings / NAME)
    finally:
        new.unlink(missing_ok=True)
    store.template_changed(NAME, person, at)


def drop(store: Store, settings: Path, person: Person, at: datetime) -> None:
    """Back to the shipped template."""
    person.demand(Right.MANAGE)
    (settings / NAME).unlink(missing_ok=True)
    store.template_changed("", person, at)
