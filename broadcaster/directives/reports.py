"""Which reports a directive wants, how often or by which day, at what hour, and for whom."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from broadcaster.directives.days import Calendar
from broadcaster.directives.deadline_words import EVERY, REPORT
from broadcaster.directives.deadlines import FULL_DAY, Clause, Deadline, clauses
from broadcaster.directives.finding import Period, Quotation, ReportDuty
from broadcaster.directives.media import mentions
from broadcaster.directives.outline import Paragraph, Sentence, Zone, quoted
from broadcaster.directives.places import addressee
from broadcaster.directives.view import View
from broadcaster.duty import Every

MOST = 200
_ANYWHERE = Quotation(0, 0, "", "")
_NO_REPORT = re.compile(
    r"\b(?:theo|(?<!ket qua )thuc hien|can cu|tai|xet|kem theo)\s+bao cao\b|\bbao cao so\s*:?\s*\d|\bde bao cao\)"
    r"|\bde b/c"
    r"|\bda bao cao\b|\b(?:thong nhat|dong y|nhat tri|SAU khi nghe|nghe)\s+(?:voi\s+)?(?:cac\s+)?bao cao\b"
)
# "BHXH sẽ tổng hợp báo cáo BHXH tỉnh trước ngày 05/6, vì vậy đề nghị …": the sender's own report is its reason.
_OF_THE_SENDER = re.compile(
    r"[^;]*?\bse (?:tong (?:hop|HOP),?\s*(?:va )?)?bao cao\b[^;]*?,\s*(?=(?:vi vay|vi the|do do|do vay|nen)\b)"
)
_OTHER_REPORT = re.compile(r"\b(?:tong ket|so ket|ket thuc|hoan thanh|hang|moi|dinh ky)\b")


def report_duties(
    seen: View, outline: list[Paragraph], calendar: Calendar, period: Period | None
) -> tuple[ReportDuty, ...]:
    """Every report that is asked for, in the document's order; the same one said twice counts once."""
    found: dict[ReportDuty, ReportDuty] = {}
    bodies = _Bodies(seen)
    for paragraph in outline:
        if paragraph.zone not in (Zone.BODY, Zone.ANNEX):
            continue
        for sentence in _reporting(paragraph):
            if len(found) >= MOST:
                return _with_their_days(list(found.values()))
            for clause in clauses(_about_reports(sentence.plain), calendar, period):
                own = bodies.named(sentence.start + clause.start, sentence.plain[clause.start : clause.end])
                name = own or bodies.addressee(sentence, paragraph)
                source = quoted(seen, sentence.start, sentence.end, "report.every")
                for duty in _duties(clause, ReportDuty(source, addressee=name)):
                    found.setdefault(replace(duty, source=_ANYWHERE), duty)
    return _with_their_days(list(found.values()))[:MOST]


def _with_their_days(found: list[ReportDuty]) -> tuple[ReportDuty, ...]:
    """ "báo cáo hằng quý, 6 tháng; gửi trước ngày 10 tháng cuối quý": the day said behind belongs to the first."""
    kept: list[ReportDuty] = []
    for duty in found:
        bare = next((place for place, one in enumerate(kept) if _says_when_of(duty, one)), None)
        if bare is None:
            kept.append(duty)
        else:
            kept[bare] = duty
    return tuple(kept)


def _says_when_of(duty: ReportDuty, bare: ReportDuty) -> bool:
    same = bare.every is not None and (bare.every, bare.addressee) == (duty.every, duty.addressee)
    undated = bare == ReportDuty(bare.source, every=bare.every, addressee=bare.addressee)
    return same and undated and 0 <= duty.source.start - bare.source.end < 8


def _reporting(paragraph: Paragraph) -> Iterator[Sentence]:
    """The sentences about reports, and those that follow one in its paragraph or stand under such a heading."""
    under = any(above.is_heading and re.search(r"\bbao cao\b", above.plain) for above in paragraph.above())
    goes_on = under
    for sentence in paragraph.sentences():
        speaks = REPORT.search(sentence.plain) is not None and not _only_cited(sentence.plain)
        goes_on = goes_on or speaks
        if speaks or (goes_on and not re.search(r"\bphat\b|\bto chuc\b|\bkiem tra\b", sentence.plain)):
            yield sentence


# "gửi về Sở trước ngày 20 để tổng hợp, báo cáo UBND tỉnh trước ngày 25": the second day is the Sở's own.
_PASSED_ON = re.compile(r"\bde\s+(?:tong (?:hop|HOP),?\s*)?(?:va\s+)?bao cao\b[^.;]*")


def _about_reports(plain: str) -> str:
    """The sentence with blanks for what it says of broadcasts, leaflets … before it comes to the report."""
    if own := _OF_THE_SENDER.match(plain):
        plain = "_" * own.end() + plain[own.end() :]
    begins = REPORT.search(plain)
    on = _PASSED_ON.search(plain, begins.end()) if begins else None
    if begins and on and re.search(r"\b(?:truoc|vao|cham nhat)\b[^.;]*\d", plain[begins.start() : on.start()]):
        plain = plain[: on.start()] + "_" * len(on[0]) + plain[on.end() :]
    if begins and any(one.end <= begins.start() for one in mentions(plain)):
        return "_" * begins.start() + plain[begins.start() :]
    return plain


def _only_cited(plain: str) -> bool:
    return REPORT.search(_NO_REPORT.sub("", plain)) is None


class _Bodies:
    """Finds to whom a report goes; what a paragraph says of it is looked up once."""

    def __init__(self, seen: View) -> None:
        self.seen = seen
        self.known: dict[int, str | None] = {}

    def addressee(self, sentence: Sentence, paragraph: Paragraph) -> str | None:
        """To whom: said in the sentence, else in its paragraph, else in the items beside it or above."""
        if found := self.named(sentence.start, sentence.plain):
            return found
        for other in (paragraph, *_neighbours(paragraph), *paragraph.above()):
            beside = other is not paragraph and other.parent is paragraph.parent
            found = self._of(other)
            if found and not (beside and (EVERY.search(other.plain) or FULL_DAY.search(other.plain))):
                return found  # a neighbour with a time of its own speaks of another report
        return None

    def _of(self, paragraph: Paragraph) -> str | None:
        if paragraph.start not in self.known:
            speaks = REPORT.search(paragraph.plain) is not None
            self.known[paragraph.start] = self.named(paragraph.start, paragraph.plain) if speaks else None
        return self.known[paragraph.start]

    def named(self, start: int, plain: str) -> str | None:
        """The body that a passage from `start` on names as the one a report goes to, as it is written."""
        text = self.seen.text[start : start + len(plain)]
        found = addressee(plain, text)
        return " ".join(text[found[0] : found[1]].replace("*", " ").split()) if found else None


def _neighbours(paragraph: Paragraph) -> list[Paragraph]:
    """The items beside a paragraph, at most a dozen on either side."""
    beside = paragraph.parent.children if paragraph.parent else []
    place = bisect_left(beside, paragraph.start, key=lambda one: one.start)
    return beside[max(0, place - 12) : place + 13]


def _duties(clause: Clause, blank: ReportDuty) -> list[ReportDuty]:
    """The reports of a clause in its order: one for each period it names, one for each full date."""
    found: list[tuple[int, ReportDuty]] = []
    used: set[int] = set()
    if clause.after:
        after = replace(blank, once=clause.after, source=replace(blank.source, rule="report.after"))
        found.append((0, after))
    found += _repeated(clause, blank, used)
    once = replace(blank, source=replace(blank.source, rule="report.once"))
    lone = [one.time for one in clause.deadlines if one.time and not one.day] if not clause.every else []
    for one in clause.deadlines:
        if one.day and id(one) not in used:
            found.append((one.at, replace(once, once=one.day, by_time=one.time or next(iter(lone), None))))
    return [duty for _, duty in sorted(found, key=lambda pair: pair[0])]


def _repeated(clause: Clause, blank: ReportDuty, used: set[int]) -> Iterator[tuple[int, ReportDuty]]:
    """The reports that are due again and again; `used` takes the deadlines that are theirs."""
    begin, end = clause.span or (None, None)
    kinds = _without_repeats(clause.every)
    for place, (at, every) in enumerate(kinds):
        until = kinds[place + 1][0] if place + 1 < len(kinds) else 10**9
        free = [one for one in clause.deadlines if id(one) not in used]
        later = [other for other, _ in kinds[place + 1 :]]
        free = [one for one in free if not any(_touch(clause, one, other) for other in later)]
        mine = [one for one in free if len(kinds) == 1 or _near(one, at, until, place)]
        fitting = [one for one in mine if not (one.day and one.with_year) and _suits(one, every)]
        if not fitting and any(_is_the_day_of(clause, one, at) for one in mine):
            continue  # "báo cáo tháng trước ngày 28/6/2026" is due once
        used.update(id(one) for one in fitting)
        for one in fitting or [Deadline(at, at)]:
            yield (
                min(at, one.at),
                replace(
                    blank,
                    every=every,
                    weekday=one.weekday if every is Every.WEEK else None,
                    by_day=one.of_month,
                    by_month=one.month,
                    by_time=one.time,
                    begin=begin,
                    end=end,
                ),
            )


def _touch(clause: Clause, one: Deadline, at: int) -> bool:
    """ "trước ngày 15/12 hằng năm": the period right behind a day is the day's."""
    return at > one.end and not clause.plain[one.end : at].strip()


def _is_the_day_of(clause: Clause, one: Deadline, at: int) -> bool:
    """Whether a full date follows the name of a report so closely that it is that report's day."""
    between = clause.plain[at : one.at] if 0 <= one.at - at < 40 else None
    return bool(between and one.day and one.with_year and not _OTHER_REPORT.search(between))


def _without_repeats(named: list[tuple[int, Every]]) -> list[tuple[int, Every]]:
    """Each period once; "tháng cuối quý" and "của tháng" beside a longer period only place the day in it."""
    kinds: list[tuple[int, Every]] = []
    for at, every in named:
        if every not in [kind for _, kind in kinds]:
            kinds.append((at, every))
    return kinds


def _near(one: Deadline, at: int, until: int, place: int) -> bool:
    """A deadline belongs to the period before it; to the first one, also when it stands in front of it."""
    return at <= one.at < until or (place == 0 and one.at < at) or 0 <= at - one.end < 4


def _suits(one: Deadline, every: Every) -> bool:
    if every is Every.DAY:
        return bool(one.time) and not one.of_month
    if every is Every.WEEK:
        return not one.of_month
    if every is Every.MONTH:
        return bool(one.of_month and not one.month) or not one.of_month
    return True
