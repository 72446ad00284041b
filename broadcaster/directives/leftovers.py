"""Figures, hours and days in passages on loudspeakers and on reports that no duty holds."""

import re
from collections.abc import Iterable, Iterator

from broadcaster.directives.airtimes import parts_of_day, times, weekdays
from broadcaster.directives.asking import AIRS, ALREADY, duty_verbs, tells
from broadcaster.directives.counts import INTERVAL, counts, per_words
from broadcaster.directives.days import TIME, WEEKDAY, clock
from broadcaster.directives.deadline_words import EVERY, REPORT
from broadcaster.directives.deadlines import FULL_DAY
from broadcaster.directives.finding import DirectiveReading, Doubt, DoubtAbout, LoudspeakerDuty, Per, ReportDuty
from broadcaster.directives.media import mentions, names_loudspeakers, only_loudspeakers
from broadcaster.directives.outline import Paragraph, Sentence, quoted
from broadcaster.directives.view import View

_MINUTES = re.compile(r"(?<![\d/.,])(\d{1,3})\s*phut\b(?!\s*\d+\s*giay)")
_AIRS_THEN = re.compile(
    r"\bvao (?:ban tin|chuong trinh|buoi phat)\b|\bphat (?:vao|luc|trong|lai|tin|bai|chuong trinh|chuyen muc"
    r"|ban tin|hang|moi|tu|ngay|cac)\b"
)
_UNIT = re.compile(
    r"(?:/\s*|\b(?:moi|hang|cua(?: moi)?)\s+)(?P<per>ngay|tuan|thang)\b(?!\s*(?:\d|nay|SAU|hanh dong|cao diem))"
)
_PERS = {"ngay": Per.DAY, "tuan": Per.WEEK, "thang": Per.MONTH}
_NO_BEGINNING = re.compile(
    r"(?:-|\bden|\bTOI|\btruoc|\bsau|\bSAU|\bcu|\bmoi|\btrong|\bkhong qua|\bvong|\btruc)\s*(?:het\s+|luc\s+)?$"
)
_CLOCK_BEFORE = re.compile(r"\d\s*(?:gio|h)\s*$")
# "gửi danh sách về Phòng trước ngày 10/6": something is due, perhaps no report.
_NAME_BEHIND = re.compile(
    r"\s*\(\W*(?!SĐT|ĐT)(?:[A-ZĐÂÊÔƯÁÀẢÃẠ]|(?:qua |thông qua )?(?:bộ phận|phòng|tổ|đội|ban|công chức)\b)"
)
_ODD_NAME = re.compile(r"\b\d+ (?:kỳ|lần|lượt|ngày|đợt|giờ)\b|\d[hg]\d|\blúc\b")
_DUE = re.compile(
    r"\b(?:gui|nop(?! thue)|phan hoi|thong tin lai|xac nhan|tong hop)\b[^.;]{0,90}\b(?:truoc|cham nhat|muon nhat"
    r"|han|vao)\b"
    r"|\b(?:ve|cho)\s[^.;]{3,50}\b(?:truoc|cham nhat|muon nhat)\s+(?:ngay\s+)?\d"
)
_ON_A_DAY = re.compile(r"\bvao (?:cac )?ngay\s+(?:\d|cuoi|dau)")
_AGAIN_AND_AGAIN = re.compile(r"\b(?:hang|moi|dinh ky|tung)\s+(?:ngay|tuan|thang|quy|nam|dot|buoi)\b")


def of_loudspeakers(seen: View, body: list[Paragraph], found: DirectiveReading) -> Iterator[Doubt]:
    """Counts, minutes and hours beside loudspeakers that no duty holds; and amounts that may be read in two ways."""
    for duty in found.loudspeaker:
        if rule := _of_two_meanings(seen, duty):
            yield Doubt(DoubtAbout.LOUDSPEAKER, quoted(seen, duty.source.start, duty.source.end, rule))
    any_told = False
    title = found.title.source if found.title else None
    station = title is not None and only_loudspeakers(seen.plain[title.start : title.end])
    for paragraph in body:
        near = station
        for sentence in paragraph.sentences():
            own = [one for one in found.loudspeaker if _meet(one.source.start, one.source.end, sentence)]
            names = names_loudspeakers(sentence.plain)
            near = bool(own) or ((near or station) and not mentions(sentence.plain))
            rule = _left_of_airing(sentence, paragraph, own, names, near or _under_a_duty(paragraph, found))
            if rule:
                any_told = True
                yield Doubt(DoubtAbout.LOUDSPEAKER, quoted(seen, sentence.start, sentence.end, rule))
    if not found.loudspeaker and not any_told:
        yield from _never_asked(seen, body)


def _of_two_meanings(seen: View, duty: LoudspeakerDuty) -> str | None:
    """The rule of the doubt about a duty as a whole, or None."""
    plain = seen.plain[duty.source.start : duty.source.end]
    if duty.plays and duty.per is None:
        return "doubt.in-all"
    if (duty.times or duty.parts_of_day) and not (duty.plays or duty.minutes or duty.per or duty.increase):
        return "doubt.how-often"
    days = len(weekdays(plain))
    product = duty.plays and days > 1 and duty.plays != days and str(duty.plays) not in re.findall(r"\d+", plain)
    return "doubt.product" if product and duty.plays not in {one.number for one in counts(plain)} else None


def _left_of_airing(
    sentence: Sentence, paragraph: Paragraph, own: list[LoudspeakerDuty], names: bool, near: bool
) -> str | None:
    plain = sentence.plain
    if own:
        if INTERVAL.search(plain):
            return "doubt.interval"
        alone = not any(not one.loudspeaker for one in mentions(plain))
        return "doubt.amount-left" if alone and (_unheld(plain, own) or _another_unit(plain, own)) else None
    amounts = bool(counts(plain) or times(plain) or INTERVAL.search(plain) or per_words(plain))
    if names and amounts and not REPORT.search(plain) and not ALREADY.search(plain):
        return "doubt.no-duty"
    if mentions(plain) or REPORT.search(plain):
        return None
    airs = _AIRS_THEN.search(plain) is not None and bool(weekdays(plain) or times(plain) or parts_of_day(plain))
    often = any(not one.written for one in counts(plain)) or (near and bool(per_words(plain) and weekdays(plain)))
    beside = airs or (near and often)
    return "doubt.beside" if beside and not tells(sentence, paragraph) else None


def _unheld(plain: str, own: Iterable[LoudspeakerDuty]) -> bool:
    """Whether a count, a length or an hour of the sentence stands in none of its duties."""
    duties = list(own)
    figures = {one.plays for one in duties} | {one.minutes for one in duties} | {one.max_minutes for one in duties}
    plays = sum(one.plays or 0 for one in duties)
    said = {one.number for one in counts(plain) if not one.written}
    if said - figures and sum(said) != plays:
        return True
    lengths = [int(one[1]) for one in _MINUTES.finditer(plain) if not _CLOCK_BEFORE.search(plain[: one.start()])]
    if set(lengths) - figures:
        return True
    hours = {hour for one in duties for hour in one.times}
    return not _hours(plain) <= hours


def _another_unit(plain: str, own: list[LoudspeakerDuty]) -> bool:
    """Whether the sentence counts by a stretch of time that none of its duties has: "… thứ ba của tháng"."""
    said = {_PERS[one["per"]] for one in _UNIT.finditer(plain)}
    return any(one.plays for one in own) and bool(said - {one.per for one in own})


def _hours(plain: str) -> set[str]:
    """Every hour of a sentence but the ends of spans and lengths such as "24/24 giờ"."""
    found = (one for one in TIME.finditer(plain) if not _NO_BEGINNING.search(plain[: one.start()]))
    return {said for one in found if (said := clock(one))}


def _under_a_duty(paragraph: Paragraph, found: DirectiveReading) -> bool:
    over = paragraph.parent
    if over is None or not names_loudspeakers(over.plain):
        return False
    return any(one.source.start <= over.end and over.start <= one.source.end for one in found.loudspeaker)


def _never_asked(seen: View, body: list[Paragraph]) -> Iterator[Doubt]:
    """The first sentence that names loudspeakers and a verb of broadcasting, in a document without any duty."""
    for paragraph in body:
        for sentence in paragraph.sentences():
            airs = AIRS.search(sentence.plain) or duty_verbs().search(sentence.plain)
            if names_loudspeakers(sentence.plain) and airs and not tells(sentence, paragraph):
                yield Doubt(DoubtAbout.LOUDSPEAKER, quoted(seen, sentence.start, sentence.end, "doubt.no-duty"))
                return


def of_reports(seen: View, body: list[Paragraph], found: DirectiveReading) -> Iterator[Doubt]:
    """Days and hours beside a report that no report duty holds, reports without an addressee, and what else is due."""
    for duty in found.reports:
        if duty.addressee is None or _cut_short(duty) or _borrowed(duty, found) or _ODD_NAME.search(duty.addressee):
            yield Doubt(DoubtAbout.REPORTS, quoted(seen, duty.source.start, duty.source.end, "doubt.addressee"))
    for paragraph in body:
        for sentence in paragraph.sentences():
            own = [one for one in found.reports if _meet(one.source.start, one.source.end, sentence)]
            if rule := _left_of_reports(sentence, own):
                yield Doubt(DoubtAbout.REPORTS, quoted(seen, sentence.start, sentence.end, rule))


def _borrowed(duty: ReportDuty, found: DirectiveReading) -> bool:
    """Whether the addressee is that of the next report and is not said for this one."""
    here = " ".join(duty.source.quote.split())
    others = [one for one in found.reports if one.source.start != duty.source.start]
    beside = [one for one in others if abs(one.source.start - duty.source.end) < 6]
    said = [one for one in beside if (duty.addressee or "") in " ".join(one.source.quote.split())]
    return (duty.addressee or "") not in here and bool(said)


def _cut_short(duty: ReportDuty) -> bool:
    """Whether a name in brackets behind the addressee was left out: "Phòng Kinh tế (bộ phận một cửa)"; no hour."""
    said = " ".join(duty.source.quote.split())
    at = said.find(duty.addressee or "")
    return at >= 0 and _NAME_BEHIND.match(said, at + len(duty.addressee or "")) is not None


def _left_of_reports(sentence: Sentence, own: list[ReportDuty]) -> str | None:
    plain = sentence.plain
    if own:
        return "doubt.deadline-left" if _deadline_left(plain, own) else None
    if REPORT.search(plain) is None:
        due = _DUE.search(plain)
        return "doubt.due" if due and (FULL_DAY.search(plain, due.start()) or EVERY.search(plain)) else None
    begins = REPORT.search(plain)
    behind = plain[begins.start() :] if begins else plain
    dated = WEEKDAY.search(behind) or _ON_A_DAY.search(behind) or _AGAIN_AND_AGAIN.search(plain) or _due_day(behind)
    return "doubt.no-report" if dated else None


def _due_day(plain: str) -> bool:
    return re.search(r"\b(?:truoc|cham nhat|muon nhat|han)\b[^.;]{0,30}\d", plain) is not None


def _deadline_left(plain: str, own: list[ReportDuty]) -> bool:
    """Whether an hour or a weekday of the sentence stands in none of its reports."""
    begins = REPORT.search(plain)
    hours = {clock(one) for one in TIME.finditer(plain, begins.start() if begins else 0)} - {None}
    left = hours - {one.by_time for one in own}
    weekly = {one.weekday for one in own if one.weekday}
    days = list(WEEKDAY.finditer(plain, begins.start() if begins else 0))
    return bool(left) or (bool(days) and not weekly and not any(one.once for one in own))


def _meet(start: int, end: int, sentence: Sentence) -> bool:
    return start < sentence.end and sentence.start < end
