"""Orders to break in: each asks for its right, for the person's own password once more, and in the night for a reason.

A template was approved ahead by two people, so one leader orders it. Words typed on the spot are approved by the
leader who typed them, on their sound, for this one broadcast: the only place where author and approver are one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from broadcaster.airing import Reason
from broadcaster.bulletin import ONCE, Bulletin, Kind, Priority, Script, Source, Topic
from broadcaster.errors import BadInput, Conflict, NotAllowed, NotFound, WrongState
from broadcaster.guard import Permit, refusal
from broadcaster.office import passwords
from broadcaster.people import Person, Right
from broadcaster.placement import GAP, AirOrder, OrderState
from broadcaster.station import Station
from broadcaster.store import Store
from broadcaster.urgent.templates import SCRIPTS, blanks, correction

REPEATS = 3
LONGEST_TEXT = 600
"""Characters of a text typed on the spot: about a minute of reading."""
LONGEST_TITLE = 80
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Terms:
    """How an urgent broadcast goes out: `zones` (empty: all), times in all, the pause between, and what comes after.

    With `resume` the programme it cut in on goes on afterwards; else the rest of the interrupted item is dropped.
    """

    zones: tuple[str, ...] = ()
    repeats: int = REPEATS
    gap: timedelta = GAP
    resume: bool = True

    def lasts(self, once: timedelta) -> timedelta:
        """From the first sound to the last, for a sound of length `once`."""
        return once * self.repeats + self.gap * (self.repeats - 1)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person saw and confirmed: the name of the `order` to come, and a bulletin's wording with its sound.

    Sent twice under one name, it is one order.
    """

    order: UUID
    bulletin: UUID
    version: int
    sha256: str


def reauthenticate(store: Store, person: Person, password: str, at: datetime) -> None:
    """Ask for the person's own password again: BadInput("password") where it is not, and it is written down."""
    if not person.active or not passwords.verify(store.password_hash(person.id), password):
        store.wrong_password(person, at)
        raise BadInput("password", f"this is not the password of {person.username}")


def needs_reason(station: Station, length: timedelta, at: datetime) -> bool:
    """Whether a broadcast of `length` from `at` touches quiet hours: then a reason must be typed."""
    return refusal(station, Priority.URGENT, at, length) is Reason.QUIET_HOURS


def order_template(
    store: Store,
    station: Station,
    person: Person,
    password: str,
    what: Confirmed,
    terms: Terms,
    reason: str,
    at: datetime,
) -> AirOrder:
    """Air an urgent bulletin that two people approved ahead; a reason is asked for in quiet hours."""
    person.demand(Right.AIR_URGENT)
    if before := _given(store, what, person):
        return before
    bulletin = store.bulletin(what.bulletin)
    if bulletin.script.priority is not Priority.URGENT or not bulletin.airs_again or bulletin.rendition is None:
        raise WrongState(f"bulletin {bulletin.id} is not an urgent one approved ahead")
    if bulletin.rendition.sha256 != what.sha256:
        raise Conflict(f"bulletin {bulletin.id} now has another sound than {what.sha256[:12]}")
    _check_zones(station, terms)
    quiet = needs_reason(station, terms.lasts(bulletin.rendition.duration), at)
    permit = Permit(person.name, _reason(reason)) if quiet or reason.strip() else None
    reauthenticate(store, person, password, at)
    return store.order_now(
        bulletin.id, True, permit, person, at,
        zones=terms.zones, repeats=terms.repeats, gap=terms.gap, resume=terms.resume, id=what.order,
    )  # fmt: skip


def draft_text(
    store: Store, person: Person, text: str, at: datetime, instead: tuple[UUID, int] | None = None
) -> Bulletin:
    """The first step of a text typed on the spot: keep it, and have its sound made before all others.

    `instead` is an own earlier draft, and its version, that these words replace.
    """
    person.demand(Right.AIR_URGENT)
    script = _typed(text)
    if instead is None:
        made = store.add_bulletin(script, person, at, template=ONCE)
    else:
        mine = store.bulletin(instead[0])
        if mine.template != ONCE or mine.author != person.id:
            raise NotAllowed(f"{person.username} may not change bulletin {mine.id} here")
        if mine.decision is not None:
            raise WrongState(f"bulletin {mine.id} has been decided on")
        if mine.script == script and mine.version == instead[1] and mine.rendition is not None:
            return mine
        made = store.edit_bulletin(mine.id, instead[1], script, person, at)
    store.queue_render(made.id, made.version, at, urgent=True)
    return made


def order_text(
    store: Store,
    station: Station,
    person: Person,
    password: str,
    what: Confirmed,
    terms: Terms,
    reason: str,
    at: datetime,
) -> AirOrder:
    """The second step: the leader stands by these words, on this sound, for this one broadcast, and says why."""
    person.demand(Right.AIR_URGENT)
    _check_zones(station, terms)
    permit = Permit(person.name, _reason(reason))
    reauthenticate(store, person, password, at)
    order = _order(store, person, what.bulletin, permit, terms, at, what.order)
    return store.order_once(order, what.version, what.sha256, person)


def correct(
    store: Store,
    person: Person,
    password: str,
    wrong: UUID,
    reason: str,
    at: datetime,
    id: UUID,
    folder: Path = SCRIPTS,
) -> AirOrder:
    """Take back the urgent order `wrong`: it ends for good, it alone, and the approved correction goes out.

    It sounds in the same zones, at any hour. WrongState when no correction is ready.
    """
    person.demand(Right.AIR_URGENT)
    ready = correction(store, folder)
    if ready.bulletin is None or not ready.fit:
        raise WrongState(f"no correction can be aired: {ready.found}")
    alarm = store.order(wrong)
    if not alarm.urgent:
        raise WrongState(f"order {wrong} was no urgent one")
    reauthenticate(store, person, password, at)
    terms = Terms(alarm.zones, resume=alarm.resume)
    order = _order(store, person, ready.bulletin.id, Permit(person.name, _reason(reason)), terms, at, id)
    return store.order_correction(order, wrong, person)


def _given(store: Store, what: Confirmed, person: Person) -> AirOrder | None:
    """The order of that name, if this person has given it already for this bulletin."""
    try:
        before = store.order(what.order)
    except NotFound:
        return None
    if (before.by, before.bulletin) != (person.id, what.bulletin):
        raise Conflict(f"order {what.order} was given for something else")
    return before


def _order(
    store: Store, person: Person, bulletin: UUID, permit: Permit, terms: Terms, at: datetime, id: UUID
) -> AirOrder:
    return AirOrder(
        id, store.station, bulletin, True, person.id, person.name, at, OrderState.WAITING, permit,
        terms.zones, terms.repeats, terms.gap, terms.resume,
    )  # fmt: skip


def _check_zones(station: Station, terms: Terms) -> None:
    for zone in terms.zones:
        if station.zone(zone) is None:
            raise BadInput("zones", f"station {station.id} has no zone {zone!r}")


def _typed(text: str) -> Script:
    """Words typed on the spot as a script; their beginning is its title."""
    said = text.strip()
    if not any(sign.isalnum() for sign in said) or len(said) > LONGEST_TEXT:
        raise BadInput("text", f"an urgent text has 1 to {LONGEST_TEXT} characters, this one {len(said)}")
    if left := blanks(said):
        raise BadInput("blanks", f"still to be filled in: {', '.join(left)}")
    title = " ".join(said.split())
    if len(title) > LONGEST_TITLE:
        title = title[:LONGEST_TITLE].rpartition(" ")[0] or title[:LONGEST_TITLE]
        title += "…"
    return Script(title, Kind.NEWS, Topic.OTHER, Priority.URGENT, Source(), said)


def _reason(reason: str) -> str:
    said = reason.strip()
    if not any(sign.isalnum() for sign in said) or len(said) > LONGEST_REASON:
        raise BadInput("reason", f"a reason has 1 to {LONGEST_REASON} characters, and says something")
    return said
