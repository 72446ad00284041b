"""Campaigns as people make them: terms, rotations placed and taken off, reports marked as sent, columns."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from broadcaster.bulletin import Bulletin, Kind, Priority, Script, Source
from broadcaster.campaign import Campaign, Column, Pick, Rotation, Sent
from broadcaster.campaigns import Deadline, Due, Grid, Library, Proposal, Standing, deadlines, foreseen, grid, propose
from broadcaster.campaigns.comparison import Comparison, comparison, earlier
from broadcaster.campaigns.reach import far_day, in_reach
from broadcaster.campaigns.standing import standing
from broadcaster.errors import BadInput, NotFound, WrongState
from broadcaster.office import newsroom
from broadcaster.people import Person, Right
from broadcaster.planning import RunningOrder
from broadcaster.programme import programmes
from broadcaster.reports.counting import Airing, airings
from broadcaster.station import Station
from broadcaster.store import Store

DAY = timedelta(days=1)
AHEAD = timedelta(days=28)
"""As far as a rotation is proposed and the grid looks into the schedule."""

LONGEST = timedelta(days=1100)
MOST_PICKS = 300
MOST_LINES = 40


def may_plan(person: Person) -> bool:
    """Campaigns are made by those who see to the schedule, and by the leadership."""
    return person.may(Right.SCHEDULE) or person.may(Right.AIR_URGENT)


def demand(person: Person) -> None:
    """NotAllowed for everybody else."""
    if not may_plan(person):
        person.demand(Right.SCHEDULE)


def begin(store: Store, station: Station, person: Person, wanted: Campaign, at: datetime) -> Campaign:
    """A campaign, with every document it carries out confirmed by a person before."""
    demand(person)
    return store.begin_campaign(_sound(store, station, wanted), person, at)


def change(store: Store, station: Station, person: Person, wanted: Campaign, at: datetime) -> Campaign:
    """Other terms."""
    demand(person)
    return store.change_campaign(_sound(store, station, wanted), person, at)


def end(store: Store, station: Station, person: Person, id: UUID, at: datetime) -> Campaign:
    """It is over; what its rotations placed from tomorrow on is taken off."""
    demand(person)
    return store.end_campaign(id, station.local(at).date(), person, at)


def carry_out(
    store: Store, station: Station, person: Person, id: UUID, picks: Sequence[Pick], at: datetime
) -> Rotation:
    """Put the confirmed airings into the schedule; each must be one that may still sound."""
    person.demand(Right.SCHEDULE)
    found = store.campaign(id)
    if found.ended is not None:
        raise WrongState(f"campaign {id} has ended")
    if not picks or len(picks) > MOST_PICKS or len(set(picks)) != len(picks):
        raise BadInput("picks", f"between 1 and {MOST_PICKS} different airings are placed at once")
    for bulletin in {pick.bulletin for pick in picks}:
        if not store.bulletin(bulletin).airs_again:
            raise WrongState(f"bulletin {bulletin} is not approved")
    for pick in picks:
        occurrence = station.occurrence(f"{pick.day}/{pick.slot}")
        if occurrence is None:
            raise NotFound(f"station {station.id} has no slot {pick.slot!r}")
        if not found.due_on(station, pick.day) or occurrence.ends <= at:
            raise BadInput("picks", f"{occurrence.key} is over, or no day of the campaign")
    _not_placed_yet(store, picks)
    return store.place_rotation(id, picks, person, at)


def take_back(store: Store, person: Person, rotation: UUID, at: datetime) -> Rotation:
    """Off the schedule again, all of it."""
    person.demand(Right.SCHEDULE)
    return store.undo_rotation(rotation, person, at)


def put_back(store: Store, station: Station, person: Person, rotation: UUID, at: datetime) -> int:
    """What was taken back stands in the schedule again, as far as it is still to come; how many airings."""
    person.demand(Right.SCHEDULE)

    def coming(pick: Pick) -> bool:
        occurrence = station.occurrence(f"{pick.day}/{pick.slot}")
        return occurrence is not None and occurrence.ends > at

    return store.restore_rotation(rotation, coming, person, at)


def sent(store: Store, station: Station, person: Person, id: UUID, duty: str, due: datetime, at: datetime) -> None:
    """A report that is owed has gone out."""
    demand(person)
    owed = reports_due(store, station, store.campaign(id), at)
    if not any(one.name == duty and one.due == due for one in owed):
        raise NotFound(f"campaign {id} owes no report {duty} at {due}")
    store.report_sent(Sent(id, duty, due), person, at)


def not_sent(store: Store, person: Person, id: UUID, duty: str, due: datetime, at: datetime) -> None:
    """It was marked by mistake."""
    demand(person)
    store.report_not_sent(Sent(id, duty, due), person, at)


def open_column(store: Store, station: Station, person: Person, wanted: Column, at: datetime) -> Column:
    """A standing feature of one slot."""
    person.demand(Right.SCHEDULE)
    if station.slot(wanted.slot) is None:
        raise NotFound(f"station {station.id} has no slot {wanted.slot!r}")
    if wanted.weekday not in range(7):
        raise BadInput("weekdays", f"{wanted.weekday} is no day of the week")
    if wanted.last is not None and wanted.last < wanted.first:
        raise BadInput("last", "the last day lies before the first")
    return store.open_column(replace(wanted, name=_said("column", wanted.name)), person, at)


def close_column(store: Store, person: Person, id: UUID, at: datetime) -> str:
    """It is not continued; its name."""
    person.demand(Right.SCHEDULE)
    return store.close_column(id, person, at)


def reopen_column(store: Store, person: Person, id: UUID, at: datetime) -> str:
    """It is continued after all; its name."""
    person.demand(Right.SCHEDULE)
    return store.reopen_column(id, person, at)


def draft_for(store: Store, person: Person, column: Column, title: str, at: datetime) -> Bulletin:
    """A draft for a column that begins with its opening words."""
    person.demand(Right.WRITE)
    opening = column.opening or column.name
    script = Script(title, Kind.FEATURE, column.topic, Priority.NORMAL, Source(), f"{opening}\n\n")
    return newsroom.write(store, person, script, at)


def heard(store: Store, station: Station, first: date, last: date) -> list[Airing]:
    """The airings of those days, each counted once, whatever campaigns they serve."""
    midnight = datetime.min.time()
    since = datetime.combine(first, midnight, station.timezone)
    until = datetime.combine(last + DAY, midnight, station.timezone)
    return airings(store.entries(since, until), station.timezone)


def coming(store: Store, station: Station, first: date, last: date, now: datetime) -> list[RunningOrder]:
    """What the schedule holds from now on, at most AHEAD."""
    today = station.local(now).date()
    since, until = max(first, today), min(last, today + AHEAD)
    orders = programmes(store, station, since, until, now) if since <= until else ()
    return [order for order in orders if order.occurrence.ends > now]


def whole(store: Store, station: Station, campaign: Campaign, now: datetime) -> Grid:
    """How every day of it stands."""
    told = heard(store, station, campaign.first, campaign.last)
    return grid(campaign, station, told, foreseen(coming(store, station, campaign.first, campaign.last, now)), now)


def today(store: Store, station: Station, now: datetime) -> list[tuple[Campaign, Standing]]:
    """The running campaigns and how today (or this week) stands for each: what the first page warns from."""
    day = station.local(now).date()
    running = [one for one in store.campaigns(day) if one.runs(day)]
    if not running:
        return []
    monday = day - DAY * day.weekday()
    told = heard(store, station, monday, day)
    ahead = foreseen(coming(store, station, day, monday + 6 * DAY, now))
    return [(one, standing(one, station, told, ahead, day, now)) for one in reversed(running)]


def reports_due(store: Store, station: Station, campaign: Campaign, now: datetime) -> list[Deadline]:
    """The reports it owes, with what was sent; of a repeated one those near the campaign's days."""
    owed = deadlines(campaign, station, now, store.reports_sent(campaign.id))
    return [one for one in owed if in_reach(campaign, one, station)]


def pressing(store: Store, station: Station, now: datetime) -> list[tuple[Campaign, Deadline]]:
    """The reports of all campaigns that are overdue or due today."""
    since = station.local(now).date() - timedelta(days=60)
    owed = [(one, due) for one in store.campaigns(since) for due in reports_due(store, station, one, now)]
    return [(one, due) for one, due in owed if due.state in (Due.OVERDUE, Due.TODAY)]


def proposal(store: Store, station: Station, campaign: Campaign, now: datetime) -> Proposal:
    """A rotation for the days to come, beside what is placed already."""
    day = station.local(now).date()
    first, last = max(day, campaign.first), min(campaign.last, day + AHEAD)
    since = datetime.combine(day - timedelta(days=60), datetime.min.time(), station.timezone)
    library = Library(
        bulletins=[one for one in store.bulletins() if one.airs_again],
        orders=coming(store, station, day, last + 7 * DAY, now),
        log=store.entries(since, now),
        heard=heard(store, station, min(day, first) - 7 * DAY, day),
        columns=store.columns(),
    )
    return propose(campaign, station, library, first, last, now)


def increase(store: Store, station: Station, campaign: Campaign, now: datetime) -> Comparison | None:
    """Its days so far beside the days before it."""
    day = station.local(now).date()
    days = earlier(campaign, station, day)
    if days is None:
        return None
    first, last, before_first, before_last = days
    then = heard(store, station, before_first, before_last)
    return comparison(campaign, station, heard(store, station, first, last), then, day)


def _not_placed_yet(store: Store, picks: Sequence[Pick]) -> None:
    """A page sent twice places nothing twice."""
    standing_ones = store.placements(min(one.day for one in picks), max(one.day for one in picks))
    once = {(one.first, one.slot, one.bulletin) for one in standing_ones if one.first == one.last}
    if any((pick.day, pick.slot, pick.bulletin) in once for pick in picks):
        raise WrongState("some of these airings stand in the schedule already")


def _sound(store: Store, station: Station, wanted: Campaign) -> Campaign:
    """Terms that can be kept."""
    quota = wanted.obligation
    if not wanted.first <= wanted.last <= wanted.first + LONGEST:
        raise BadInput("last", "the last day lies before the first, or years after it")
    if not 0 <= quota.plays <= 200 or not 0 <= quota.minutes <= 2000 or not (quota.plays or quota.minutes):
        raise BadInput("plays", "a quota asks for plays or minutes")
    if not {slot.id for slot in station.slots} >= quota.slots:
        raise BadInput("slot", "not all of these are slots of the station")
    if not 1 <= wanted.stale_after <= 100:
        raise BadInput("stale", "a bulletin airs 1 to 100 times in 7 days")
    if len(wanted.responsible) > MOST_LINES or len(wanted.duties) > MOST_LINES:
        raise BadInput("responsible", f"more than {MOST_LINES} lines")
    for duty in wanted.duties:
        if far := far_day(wanted.first, wanted.last, duty):
            raise BadInput("duties", f"the {far} day of a report lies far from the campaign's days")
    for one in wanted.directives:
        if store.directive(one.id).confirmed is None:
            raise WrongState(f"nobody has confirmed directive {one.id}")
    return replace(wanted, name=_said("campaign", wanted.name))


def _said(field: str, text: str) -> str:
    if not any(sign.isalnum() for sign in text) or len(text) > newsroom.LONGEST_TITLE:
        raise BadInput(field, f"{field} needs a name of at most {newsroom.LONGEST_TITLE} letters")
    return text.strip()
