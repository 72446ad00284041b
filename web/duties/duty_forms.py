"""Rows of a form that say what is asked and which reports are owed: shown from a reading, and read back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Generic, TypeVar

from werkzeug.datastructures import MultiDict

from broadcaster.bulletin import Topic
from broadcaster.campaigns.reach import far_day
from broadcaster.duty import Every, Filed, Findings, ReportDuty, SpeakerDuty, duty_from_json
from web import typed
from web.duties.campaign_words import PARTS_OF_DAY, PER_OF_DUTY
from web.duties.quoting import Quote
from web.sentences import say
from web.typed import Mistyped

MOST_ROWS = 40
DAY_CELLS = {"once": "ngay", "first": "tu", "last": "den"}
Days = tuple[date, date]
Duty = TypeVar("Duty", SpeakerDuty, ReportDuty)


@dataclass(frozen=True, slots=True)
class Row(Generic[Duty]):
    """One fieldset: the duty as it stands, whether it counts, and where it comes from."""

    number: int
    duty: Duty
    kept: bool = True
    quote: Quote | None = None


def read_findings(filed: Filed) -> Findings:
    """What the program read, as a person would confirm it unchanged."""
    told = filed.reading
    first, last = told["period"] or (None, None)
    return Findings(
        number=told["number"] or "",
        issued=_day(told["date"]),
        issuer=told["issuer"] or "",
        title=told["title"] or "",
        first=_day(first),
        last=_day(last),
        loudspeaker=tuple(_speaker(one) for one in told["loudspeaker"]),
        reports=tuple(_report(one) for one in told["reports"]),
        topics=frozenset(Topic(one) for one in told["topics"] if one in tuple(Topic)),
    )


def speaker_rows(filed: Filed, found: Iterable[Quote]) -> list[Row[SpeakerDuty]]:
    """The duties read, as confirmed where they were, then those a person added."""
    confirmed = filed.confirmed.loudspeaker if filed.confirmed else None
    return _gone_through("loudspeaker", read_findings(filed).loudspeaker, confirmed, found)


def report_rows(filed: Filed, found: Iterable[Quote]) -> list[Row[ReportDuty]]:
    """The same for reports."""
    confirmed = filed.confirmed.reports if filed.confirmed else None
    return _gone_through("reports", read_findings(filed).reports, confirmed, found)


def plain_report_rows(duties: Iterable[ReportDuty]) -> list[Row[ReportDuty]]:
    """Rows for duties that come from no document."""
    return [Row(number, duty) for number, duty in enumerate(duties)]


def _gone_through(
    kind: str, read: Sequence[Duty], confirmed: Iterable[Duty] | None, found: Iterable[Quote]
) -> list[Row[Duty]]:
    """What was read, each as a person confirmed it (None: nobody has yet), then what that person added."""
    quotes = {one.key: one for one in found}
    left = list(confirmed or ())
    rows = []
    for number, duty in enumerate(read):
        mine = next((one for one in left if one.quote == duty.quote), None)
        if mine is not None:
            left.remove(mine)
        rows.append(Row(number, mine or duty, confirmed is None or mine is not None, quotes.get(f"{kind}-{number}")))
    return rows + [Row(len(read) + number, duty) for number, duty in enumerate(left)]


def findings(given: MultiDict[str, str], filed: Filed) -> Findings:
    """The form read back; Mistyped names the field and the sentence."""
    read = read_findings(filed)
    first, last = typed.day("first", given.get("tu")), typed.day("last", given.get("den"))
    if first and last and last < first:
        raise Mistyped("last", say("last_before_first"))
    return Findings(
        number=typed.fits("number", typed.line(given.get("so")), 100),
        issued=typed.day("issued", given.get("ngay")),
        issuer=typed.fits("issuer", typed.line(given.get("co-quan")), 300),
        title=typed.fits("source", typed.line(given.get("trich-yeu")), 1000),
        first=first,
        last=last,
        loudspeaker=speaker_duties(given, [one.quote for one in read.loudspeaker]),
        reports=report_duties(given, [one.quote for one in read.reports]),
        topics=topics(given),
    )


def topics(given: MultiDict[str, str]) -> frozenset[Topic]:
    """The topics ticked."""
    return frozenset(Topic(one) for one in given.getlist("chu-de") if one in tuple(Topic))


def speaker_duties(given: MultiDict[str, str], quotes: list[str]) -> tuple[SpeakerDuty, ...]:
    """The rows that are kept and say something."""
    found = []
    for number in _rows(given, "loa"):
        name = f"loa-{number}-"
        duty = SpeakerDuty(
            plays=_number(f"{name}luot", given, 1, 200),
            minutes=_number(f"{name}phut", given, 1, 2000),
            per=_one_of(given.get(f"{name}moi"), PER_OF_DUTY),
            parts_of_day=tuple(one for one in PARTS_OF_DAY if one in given.getlist(f"{name}buoi")),
            times=_times(f"{name}gio", given.get(f"{name}gio")),
            max_minutes=_number(f"{name}toi-da", given, 1, 600),
            increase=bool(given.get(f"{name}tang")),
            quote=_quote(quotes, number),
        )
        found.append(duty)
    return tuple(found)


def report_duties(given: MultiDict[str, str], quotes: list[str], days: Days | None = None) -> tuple[ReportDuty, ...]:
    """The reports that are kept; where a campaign's first and last day are given, none far from them."""
    found = []
    for number in _rows(given, "bc"):
        name = f"bc-{number}-"
        every = given.get(f"{name}ky", "")
        once = typed.day(f"{name}ngay", given.get(f"{name}ngay")) if every == "once" else None
        if every == "once" and once is None:
            raise Mistyped(f"{name}ngay", say("report_day"))
        if every != "once" and every not in tuple(Every):
            raise Mistyped(f"{name}ky", say("report_every"))
        duty = _duty(given, name, Every(every) if once is None else None, once, _quote(quotes, number))
        if days and (far := far_day(*days, duty)):
            raise Mistyped(name + DAY_CELLS[far], say("report_far"))
        found.append(duty)
    return tuple(found)


def _duty(given: MultiDict[str, str], name: str, every: Every | None, once: date | None, quote: str) -> ReportDuty:
    times = _times(f"{name}gio", given.get(f"{name}gio"))
    first, last = (typed.day(name + field, given.get(name + field)) for field in ("tu", "den"))
    if first and last and last < first:
        raise Mistyped(f"{name}den", say("last_before_first"))
    return ReportDuty(
        every=every,
        once=once,
        weekday=_number(f"{name}thu", given, 1, 7) if every is Every.WEEK else None,
        by_day=_number(f"{name}mong", given, 1, 31) if every not in (None, Every.DAY, Every.WEEK) else None,
        by_month=_number(f"{name}thang", given, 1, 12) if every in (Every.HALF_YEAR, Every.YEAR) else None,
        by_time=times[0] if times else None,
        first=first if every else None,
        last=last if every else None,
        addressee=typed.fits(f"{name}noi-nhan", typed.line(given.get(f"{name}noi-nhan")), 300),
        quote=quote,
    )


def _quote(quotes: list[str], number: int) -> str:
    return quotes[number] if number < len(quotes) else ""


def _rows(given: MultiDict[str, str], kind: str) -> list[int]:
    """The numbers of the rows that are ticked."""
    return [number for number in range(MOST_ROWS) if given.get(f"{kind}-{number}-tinh")]


def _number(field: str, given: MultiDict[str, str], least: int, most: int) -> int | None:
    text = typed.line(given.get(field))
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6 and least <= int(text) <= most):
        raise Mistyped(field, say("whole_number", least=least, most=most))
    return int(text)


def _times(field: str, value: str | None) -> tuple[time, ...]:
    found = []
    for word in typed.line(value).replace(";", ",").replace("h", ":").split(","):
        if not (text := word.strip()):
            continue
        hour, _, minute = text.partition(":")
        if not (text.isascii() and hour.isdigit() and (minute or "0").isdigit() and len(text) <= 5):
            raise Mistyped(field, say("clock_times"))
        if not (int(hour) < 24 and int(minute or 0) < 60):
            raise Mistyped(field, say("clock_times"))
        found.append(time(int(hour), int(minute or 0)))
    return tuple(found)


def _one_of(value: str | None, known: Iterable[str]) -> str:
    return value if value is not None and value in known else ""


def _speaker(told: dict[str, Any]) -> SpeakerDuty:
    return SpeakerDuty(
        plays=told["plays"],
        minutes=told["minutes"],
        per=told["per"] or "",
        parts_of_day=tuple(told["parts_of_day"]),
        times=tuple(time.fromisoformat(one) for one in told["times"]),
        max_minutes=told["max_minutes"],
        increase=told["increase"],
        quote=told["quote"],
    )


def _report(told: dict[str, Any]) -> ReportDuty:
    """One of the two shapes the reader gives."""
    usual = dict.fromkeys(("every", "once", "weekday", "by_day", "by_month", "by_time"))
    given = {**usual, **told, "first": told.get("from"), "last": told.get("to"), "addressee": told["addressee"] or ""}
    return duty_from_json(given)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
