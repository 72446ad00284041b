"""What a reading is not sure of: words with a figure, an hour or a day in them that no finding took up.

A wrong finding does harm when nobody looks at it. What was left over beside a finding, what reads two ways and what a
directive usually says and this one does not is therefore put to the officer with its words, and never guessed.
"""

import re
from collections.abc import Iterator
from datetime import date

from broadcaster.directives.days import Calendar, read_day
from broadcaster.directives.deadline_words import REPORT
from broadcaster.directives.deadlines import FULL_DAY
from broadcaster.directives.finding import DirectiveReading, Doubt, DoubtAbout, Period, Quotation
from broadcaster.directives.leftovers import of_loudspeakers, of_reports
from broadcaster.directives.outline import Paragraph, Zone, quoted
from broadcaster.directives.period import other_spans
from broadcaster.directives.view import View, tones_lost

MOST = 40
# "Công văn số 12/CV ngày 02/3/2026", "kỷ niệm Ngày 20/10": the day of something else.
_CITED = re.compile(
    r"\b(?:so\s+\d|ky niem|ngay le|huong ung|chao mung|DAI (?:HOI|hoi))\b[^.;]{0,60}$|\btruoc (?:ngay )?$"
)


def doubts(seen: View, outline: list[Paragraph], calendar: Calendar, found: DirectiveReading) -> tuple[Doubt, ...]:
    """Everything to be asked about a reading, in the document's order; one passage is asked about once a subject."""
    body = [one for one in outline if one.zone in (Zone.BODY, Zone.ANNEX)]
    asked: dict[tuple[DoubtAbout, int], Doubt] = {}
    told = (
        *_scan(seen),
        *_head(seen, found),
        *_period(seen, body, calendar, found),
        *of_loudspeakers(seen, body, found),
        *of_reports(seen, body, found),
        *_topics(seen, found),
    )
    for one in told:
        asked.setdefault((one.about, one.source.start), one)
    return tuple(sorted(asked.values(), key=lambda one: (one.source.start, one.source.end)))[:MOST]


def _scan(seen: View) -> Iterator[Doubt]:
    """A text whose tones a scanner lost: every number and word in it is to be compared with the paper."""
    if tones_lost(seen.text):
        line = next(line for line in seen.text.split("\n") if line.strip())
        start = seen.text.index(line)
        yield Doubt(DoubtAbout.TEXT, quoted(seen, start, start + len(line), "doubt.scan"))


def _head(seen: View, found: DirectiveReading) -> Iterator[Doubt]:
    """What the head of every official document says and this one's was not found."""
    missing = (found.number, found.issued, found.issuer, found.title)
    rules = ("doubt.number", "doubt.date", "doubt.issuer", "doubt.title")
    line = next((line for line in seen.text.split("\n") if line.strip()), "")
    start = seen.text.index(line) if line else 0
    for fact, rule in zip(missing, rules, strict=True):
        if fact is None and line:
            source = quoted(seen, start, start + len(line), rule)
            yield Doubt(DoubtAbout(rule.removeprefix("doubt.")), source)


def _period(seen: View, body: list[Paragraph], calendar: Calendar, found: DirectiveReading) -> Iterator[Doubt]:
    """Spans of days that speak of the work and lie outside the period that was read, or beside none."""
    period = found.period.value if found.period else None
    if found.period and (found.period.value.first is None or found.period.value.last is None):
        yield Doubt(DoubtAbout.PERIOD, _again(found.period.source, "doubt.period-open"))
    for place in _days_of_airing(body, calendar, found, period):
        yield Doubt(DoubtAbout.PERIOD, quoted(seen, *place, "doubt.period-other"))
    for start, end in other_spans(body, calendar, period):
        yield Doubt(DoubtAbout.PERIOD, quoted(seen, start, end, "doubt.period-other"))


def _days_of_airing(
    body: list[Paragraph], calendar: Calendar, found: DirectiveReading, period: Period | None
) -> Iterator[tuple[int, int]]:
    """Where a passage on loudspeakers names a day outside the period, or any day where there is none."""
    ends = (period.first, period.last) if period else (None, None)
    first, last = ends[0] or ends[1] or date.max, ends[1] or ends[0] or date.min
    for sentence in (sentence for paragraph in body for sentence in paragraph.sentences()):
        if not any(one.source.start < sentence.end and sentence.start < one.source.end for one in found.loudspeaker):
            continue
        until = REPORT.search(sentence.plain)
        for one in FULL_DAY.finditer(sentence.plain, 0, until.start() if until else len(sentence.plain)):
            day = read_day(one, calendar)
            written = "/" in one[0] or "thang" in one[0]  # "2.1" is an item, "3 - 5" a length
            if day and written and not first <= day <= last and not _CITED.search(sentence.plain[: one.start()]):
                yield sentence.start + one.start(), sentence.start + one.end()
                break


def _topics(seen: View, found: DirectiveReading) -> Iterator[Doubt]:
    """A document about fraud for which no topic was recognised."""
    if found.topics or found.title is None:
        return
    for said in re.finditer(r"\blua dao\b|\b(?:gia|mao) danh\b|\bchiem doat\b", seen.plain, re.IGNORECASE):
        yield Doubt(DoubtAbout.TOPICS, quoted(seen, said.start(), said.end(), "doubt.topics"))
        return


def _again(source: Quotation, rule: str) -> Quotation:
    return Quotation(source.start, source.end, source.quote, rule)
