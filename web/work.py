"""What waits for whoever has just come to the desk: a bulletin to hear and decide on, a text to write for tomorrow."""

from dataclasses import dataclass

from broadcaster.bulletin import Bulletin, Status
from broadcaster.people import Person, Right
from web.desk import Desk
from web.timetable import soon
from web.writing import samples

SUGGESTED = 3
"""Ready scripts offered on the first page."""
LOOKED_THROUGH = 50


@dataclass(frozen=True, slots=True)
class Work:
    """`decide` is the longest-waiting bulletin this person may decide on; `more` how many others wait as well."""

    decide: Bulletin | None
    listened: bool
    more: int
    aim: soon.Target | None
    suggested: tuple[samples.Sample, ...]


def work_for(here: Desk, person: Person) -> Work:
    """Nothing for those who neither write nor approve."""
    decide, more = _to_decide(here, person) if person.may(Right.APPROVE) else (None, 0)
    listened = False
    if decide is not None and decide.rendition is not None:
        listened = here.store.has_listened(decide.id, decide.rendition.sha256, person)
    writes = person.may(Right.WRITE) and person.may(Right.SCHEDULE)
    aim = soon.tomorrow(here) if writes else None
    suggested = tuple(samples.suggested(here.today(), SUGGESTED)) if aim else ()
    return Work(decide, listened, more, aim, suggested)


def _to_decide(here: Desk, person: Person) -> tuple[Bulletin | None, int]:
    """With its sound there, by another's hand, not a relay: such ones are looked at on their own page."""
    pending = here.store.headings(status=Status.PENDING, limit=LOOKED_THROUGH)
    mine = [one for one in pending if here.settings.one_person or one.author != person.id]
    fit = [one for one in mine if one.length is not None and not one.relay]
    first = min(fit, key=lambda one: one.updated, default=None)
    return here.store.bulletin(first.id) if first else None, len(mine) - (first is not None)
