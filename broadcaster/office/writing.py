"""What a person does while writing: keep what is not finished, take in a document, hand a text on for a slot."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from broadcaster.bulletin import Bulletin, Status
from broadcaster.directives import Document
from broadcaster.errors import BadInput, NotFound, WrongState
from broadcaster.office import newsroom
from broadcaster.people import Person, Right
from broadcaster.station import Occurrence, Station
from broadcaster.store import SourceDocument, Store, Unsaved
from broadcaster.store.writing import ASIDE

NEW = "new"
LONGEST = 60_000
"""Characters of one unfinished form; a text of 20,000 and its source take a third of it."""

KEPT_ASIDE = timedelta(days=30)
"""How long writing that was thrown away can be had back; as long as a sound taken out of the library."""


def keep(store: Store, person: Person, place: str, version: int, fields: Mapping[str, str], at: datetime) -> bool:
    """Keep what stands in the form. Whether the bulletin is still the one it was begun on: nothing is overwritten."""
    person.demand(Right.WRITE)
    if sum(map(len, fields.values())) > LONGEST:
        raise BadInput("text", f"the form holds more than {LONGEST} characters")
    current = place == NEW or store.bulletin(UUID(place)).version == version
    store.keep_unsaved(place, version, fields, person, at)
    return current


def left(store: Store, person: Person, place: str) -> Unsaved | None:
    """What this person left unsaved there; nobody sees another's."""
    person.demand(Right.WRITE)
    return store.unsaved(place, person)


def put_aside(store: Store, person: Person, place: str, at: datetime) -> bool:
    """It is not wanted any more, as far as its writer knows today; whether there was anything."""
    person.demand(Right.WRITE)
    return store.put_aside(place, person, at)


def aside(store: Store, person: Person, place: str, at: datetime) -> Unsaved | None:
    """What this person threw away there last, while it can be had back; `at` says since when it lies aside."""
    found = left(store, person, ASIDE + place)
    return found if found is not None and found.at > at - KEPT_ASIDE else None


def take_up_again(store: Store, person: Person, place: str, at: datetime) -> bool | None:
    """Where it stood again. Whether something written since made room for it; None where there is nothing."""
    person.demand(Right.WRITE)
    return store.take_up_again(place, at - KEPT_ASIDE, person, at)


def drop(store: Store, person: Person, place: str) -> None:
    """It is saved."""
    person.demand(Right.WRITE)
    store.drop_unsaved(place, person)


def bring_document(store: Store, person: Person, given: Document, at: datetime) -> SourceDocument:
    """Keep the document a text is taken from (R17)."""
    person.demand(Right.WRITE)
    return store.keep_document(given.name, given.kind, given.legacy, given.text, given.sha256, person, at)


def written_from(store: Store, person: Person, bulletin: UUID, document: UUID, at: datetime) -> None:
    """Say that a bulletin was written from a document."""
    person.demand(Right.WRITE)
    store.document(document)
    store.written_from(bulletin, document, at)


def hand_on(
    store: Store, station: Station, person: Person, id: UUID, version: int, wanted: Occurrence | None, at: datetime
) -> Bulletin:
    """Ask for approval, and for a place in an occurrence that is still to come; asked for twice, it is one deed."""
    if wanted is not None:
        person.demand(Right.SCHEDULE)
        if wanted.starts <= at or not station.broadcasts_on(wanted.day):
            raise NotFound(f"the occurrence {wanted.key} is over or silent")
    try:
        handed = newsroom.submit(store, person, id, version, at)
    except WrongState:
        handed = store.bulletin(id)
        if (handed.status, handed.version) != (Status.PENDING, version):
            raise
    if wanted is not None:
        day = wanted.day
        newsroom.place(store, station, person, id, wanted.slot.id, day, day, frozenset(), at, once=True)
    return handed
