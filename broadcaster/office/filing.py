"""Filing official documents: the original kept by its hash, read once, and its findings confirmed by a person."""

import contextlib
import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from broadcaster import directives
from broadcaster.bulletin import Bulletin, Kind, Priority, Script, Source, Topic
from broadcaster.duty import Filed, Findings
from broadcaster.errors import BadInput
from broadcaster.office import newsroom
from broadcaster.people import Person, Right
from broadcaster.settings import Settings
from broadcaster.store import Store

LONGEST_DRAFT = 20_000
"""Letters of a document that go into a draft: what the editor takes."""

LONGEST_FIELD = 2_000
LONGEST_PERIOD = timedelta(days=1100)
MOST_DUTIES = 40


def may_file(person: Person) -> bool:
    """Documents are filed and confirmed by those who write, and by the leadership."""
    return person.may(Right.WRITE) or person.may(Right.AIR_URGENT)


def demand(person: Person) -> None:
    """NotAllowed for everybody else."""
    if not may_file(person):
        person.demand(Right.WRITE)


def file_document(
    store: Store, settings: Settings, person: Person, content: bytes, name: str, at: datetime
) -> tuple[Filed, bool]:
    """Keep a .docx, .pdf or .txt and read it; the same file again is recognised. DocumentError if it cannot be read."""
    demand(person)
    return _file(store, settings, person, directives.take_in(content, name), content, at)


def file_text(store: Store, settings: Settings, person: Person, text: str, at: datetime) -> tuple[Filed, bool]:
    """The same for a text that was pasted; its UTF-8 is the original."""
    demand(person)
    return _file(store, settings, person, directives.pasted(text), text.encode("utf-8", "replace"), at)


def confirm(store: Store, person: Person, id: UUID, version: int, findings: Findings, at: datetime) -> Filed:
    """This person went through the findings and vouches for them; only now may a campaign be made of them."""
    demand(person)
    return store.confirm_directive(id, version, _sound(findings), person, at)


def original(settings: Settings, filed: Filed) -> Path:
    """Where the original lies."""
    return folder(settings) / filed.sha256


def folder(settings: Settings) -> Path:
    """Where originals are kept, each under its SHA-256."""
    return settings.data / "directives"


def draft_from(store: Store, person: Person, filed: Filed, at: datetime) -> Bulletin:
    """A draft with the document's text (R17), which keeps number, date and issuer as its source.

    Imported text carries scanning errors: it is a draft to be corrected, never a bulletin.
    """
    person.demand(Right.WRITE)
    said = filed.confirmed or Findings(title=filed.name)
    source = Source(said.number, said.issued, said.issuer, said.title)
    topic = min(said.topics, default=Topic.OTHER)
    title = (said.title or filed.name)[: newsroom.LONGEST_TITLE]
    text = _beginning(filed.text)
    return newsroom.write(store, person, Script(title, Kind.ARTICLE, topic, Priority.NORMAL, source, text), at)


def _beginning(text: str) -> str:
    """As many whole paragraphs as the editor takes."""
    if len(text) <= LONGEST_DRAFT:
        return text
    cut = text.rfind("\n", 0, LONGEST_DRAFT)
    return text[: cut if cut > LONGEST_DRAFT // 2 else LONGEST_DRAFT]


def _file(
    store: Store, settings: Settings, person: Person, document: directives.Document, content: bytes, at: datetime
) -> tuple[Filed, bool]:
    if known := store.directive_of(document.sha256):
        _keep(settings, document.sha256, content)
        return known, False
    reading = directives.read(document.text, document.sha256).to_json()
    text = str(reading.pop("text"))
    _keep(settings, document.sha256, content)
    told = document.name, document.kind, document.legacy, text, document.sha256
    return store.file_directive(*told, reading, person, at)


def _keep(settings: Settings, digest: str, content: bytes) -> None:
    """The original, whole or not at all; it is written once and never changed."""
    place = folder(settings)
    place.mkdir(parents=True, exist_ok=True)
    if (place / digest).exists():
        return
    handle, name = tempfile.mkstemp(dir=place, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place / digest)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _sound(found: Findings) -> Findings:
    """Findings that can be kept: lengths, days in order, duties that say how much."""
    for field in ("number", "issuer", "title"):
        if len(getattr(found, field)) > LONGEST_FIELD:
            raise BadInput(field, f"{field} is longer than {LONGEST_FIELD} letters")
    if found.first and found.last and not found.first <= found.last <= found.first + LONGEST_PERIOD:
        raise BadInput("last", "the last day lies before the first, or years after it")
    if len(found.loudspeaker) + len(found.reports) > MOST_DUTIES:
        raise BadInput("loudspeaker", f"more than {MOST_DUTIES} duties")
    for duty in found.reports:
        if (duty.every is None) == (duty.once is None):
            raise BadInput("reports", "a report is owed again and again, or on one day")
    return found
