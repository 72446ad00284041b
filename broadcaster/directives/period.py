"""From when to when a directive is to be carried out (R3): a span, a month, so many days, or only an end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from broadcaster.directives.asking import AIRS, SAID_ON_THEM, duty_verbs
from broadcaster.directives.days import Calendar
from broadcaster.directives.finding import Fact, Period, Quotation
from broadcaster.directives.media import listed, mentions, names_loudspeakers
from broadcaster.directives.outline import Paragraph, Zone, quoted
from broadcaster.directives.spans import spans
from broadcaster.directives.view import View

_ABOUT_TIME = re.compile(r"\bthoi (?:gian|diem|han)\b|\btien do\b")
_OF_CAMPAIGN = re.compile(
    r"\bcao diem\b|\bchien dich\b|\bthang hanh dong\b|\btuan le\b|\bdot\b|\bgiai doan\b|\bthang cao diem\b"
)
_CARRIES = re.compile(
    r"\b(?:mo (?:chuyen muc|dot)|ap dung|thuc hien|trien khai|tuyen truyen|to chuc|duy tri|phat|dien ra"
    r"|keo (?:dai|DAI)|ra quan)\b"
)
_NOT_ITS_TIME = re.compile(
    r"\bxay ra\b|\btuan \d[^;.]*\btruc\b|\bso lieu\b|\btinh tu\b|\bky bao cao\b|\bso voi\b|\bthong ke\b"
    r"|\bda (?:phat|co|ghi|xu|tiep"
    r"|phat hien|thuc hien|to chuc|tiep nhan)\b|\bhieu luc\b|\bcung ky\b|\bhop dong\b|\bcan cu\b"
    r"|\bthoi gian qua\b"
    r"|\bqua (?:kiem tra|theo doi)\b|\bmoi (?:phat|dat)\b|\bchua dat\b|\bphat duoc\b|\bghi nhan\b|\bnhiem ky\b"
    r"|\bgiai doan 20\d\d"
)
_OUTAGE = re.compile(r"\b(?:tam )?ngung (?:cung )?cap\b|\bmat dien\b|\bcat dien\b|\bcup nuoc\b")
_STAGE = re.compile(r"\b(?:dot|giai doan|lan)\s*(?:\d|[ivx]+\b|mot|hai)|^\W*giai doan\b")
# "trong tuần đầu (01 - 07/8)", "cao điểm từ … đến …" beside the whole: only a part of the work.
_A_PART = re.compile(r"\b(?:tuan|thang|ngay) (?:dau|cuoi)\b[^.;]{0,20}$")
_COLUMN_OF_TIME = re.compile(r"\b(?:giai doan|dot|thoi gian|tu ngay)\b")
_GOES_ON = re.compile(r"\btu (?:tuan|thang|ngay) (?:SAU|sau)\b|\b(?:SAU|sau) do\b|\btiep (?:theo|tuc)\b")
_REPORTING = re.compile(r"\bbao cao\b|\bgui (?:danh sach|ket qua)\b")


@dataclass(frozen=True, slots=True)
class _Candidate:
    weight: int
    period: Period
    start: int
    end: int
    rule: str
    paragraph: Paragraph


def campaign_period(
    seen: View, outline: list[Paragraph], calendar: Calendar, title: Quotation | None = None
) -> Fact[Period] | None:
    """The period, from the passage that most clearly speaks of the time of the work; else from the abstract."""
    every = [one for paragraph in _of_the_work(outline) for one in _in_paragraph(paragraph, calendar)]
    found = [one for one in every if one.weight > 1] or list(_in_title(seen, title, calendar))
    found = found or [one for one in every if one.rule == "period.range" and _of_airing(one)]
    if not found:
        return None
    best = _gone_on(_around(max(found, key=lambda one: one.weight), found), every)
    stages = _stages(found, best)
    if len(stages) > 1:
        first = min((one.period.first for one in stages if one.period.first), default=None)
        last = max((one.period.last for one in stages if one.period.last), default=None)
        source = quoted(seen, min(one.start for one in stages), max(one.end for one in stages), "period.parts")
        return Fact(Period(first, last), source)
    return Fact(best.period, quoted(seen, best.start, best.end, best.rule))


def other_spans(body: list[Paragraph], calendar: Calendar, period: Period | None) -> Iterator[tuple[int, int]]:
    """Where spans of days stand that speak of the work and lie outside its period; all of them where it has none."""
    for paragraph in _of_the_work(body):
        for one in _in_paragraph(paragraph, calendar):
            inside = period is not None and (_holds(period, one.period) or period == one.period)
            whole = one.rule in ("period.range", "period.days", "period.month") and one.weight > -2
            later = period and period.last and one.period.last and one.period.last > period.last
            whole |= bool(one.rule == "period.end" and later)
            if whole and not inside and not _REPORTING.search(paragraph.plain):
                yield one.start, one.end


def _in_title(seen: View, title: Quotation | None, calendar: Calendar) -> Iterator[_Candidate]:
    """A span of days in the abstract: "nội dung phát thanh tuần từ 12/10 đến 18/10"."""
    if title is None:
        return
    plain = seen.plain[title.start : title.end].replace("\n", " ")
    if _OUTAGE.search(plain) or _NOT_ITS_TIME.search(plain):
        return
    whole = Paragraph(title.start, title.end, plain, 9, Zone.HEAD)
    for period, start, end, rule, spoken in spans(whole.sentences()[0], calendar):
        if spoken > 1 or plain.startswith("lich "):
            yield _Candidate(2, period, title.start + start, title.start + end, rule, whole)


def _of_the_work(outline: list[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, without the items under "sẽ tạm ngừng cấp nước:", whose time is that of the outage."""
    outage = False
    for paragraph in outline:
        if paragraph.rank == 9:
            outage = paragraph.is_heading and _OUTAGE.search(paragraph.plain) is not None
        if not outage and paragraph.zone in (Zone.BODY, Zone.ANNEX):
            yield paragraph


def _around(best: _Candidate, found: list[_Candidate]) -> _Candidate:
    """The longer span that stands just before: "từ 01/5 đến 31/5; cao điểm từ 09/5 đến 15/5" lasts all of May."""
    own = [one for one in found if one.paragraph is best.paragraph and one.rule == best.rule]
    if best.rule not in ("period.range", "period.month"):
        return best
    best = next((one for one in own if one is not best and _holds(one.period, best.period)), best)
    for one in own:  # "từ 10/8 đến 31/8 …; từ 01/9 đến 30/9 …" follow each other without a gap
        if best.period.last and one.period.first == best.period.last + timedelta(days=1):
            best = replace(best, period=Period(best.period.first, one.period.last), end=one.end, rule="period.parts")
    return best


def _gone_on(best: _Candidate, every: list[_Candidate]) -> _Candidate:
    """ "từ 10/8 đến 16/8; từ tuần sau … đến hết tháng 9": the work lasts to the later end."""
    end = next((one for one in every if one.paragraph is best.paragraph and one.rule == "period.end"), None)
    if not (end and end.period.last and best.period.last and _GOES_ON.search(end.paragraph.plain)):
        return best
    if end.period.last <= best.period.last or best.rule != "period.range":
        return best
    return replace(best, period=Period(best.period.first, end.period.last), end=end.end, rule="period.parts")


def _of_airing(one: _Candidate) -> bool:
    """Whether the span stands in a passage on loudspeakers; taken where nothing speaks of the time more clearly."""
    plain = listed("loudspeaker", "portable").sub("", one.paragraph.plain)
    return names_loudspeakers(plain) and _about_airing(plain)


def _holds(whole: Period, part: Period) -> bool:
    if whole.first is None or whole.last is None or part.first is None or part.last is None:
        return False
    return whole.first <= part.first <= part.last <= whole.last


def _stages(found: list[_Candidate], best: _Candidate) -> list[_Candidate]:
    """The spans of "đợt 1", "giai đoạn 2" that stand beside the best one, in its paragraph or its list."""
    spans = [one for one in found if one.rule == best.rule]
    if _in_timetable(best.paragraph):
        return [one for one in spans if one.paragraph.head_row is best.paragraph.head_row]
    if best.rule != "period.range" or not _STAGE.search(best.paragraph.plain):
        return []
    over = best.paragraph.parent
    beside = [one for one in spans if over is not None and one.paragraph.parent is over]
    beside = [one for one in beside if one.weight == best.weight or _STAGE.match(one.paragraph.plain)]
    staged = {id(one.paragraph): one.paragraph for one in beside}
    named = {key for key, paragraph in staged.items() if _STAGE.search(paragraph.plain)}
    return [one for one in spans if one.paragraph is best.paragraph or id(one.paragraph) in named]


def _about_airing(plain: str) -> bool:
    """Whether it speaks of what loudspeakers say, not of those to be put up or mended or of their staff."""
    equipment = listed("duty", "not_unless_counted").search(plain) is not None
    said = AIRS.search(plain) is not None or SAID_ON_THEM.search(plain) is not None
    return said or (not equipment and duty_verbs().search(plain) is not None)


def _in_timetable(row: Paragraph) -> bool:
    """Whether it is a row of a table of broadcasts with a column for their days."""
    head = row.head_row
    if head is None or not _COLUMN_OF_TIME.search(head.plain):
        return False
    over = next((above for above in row.above() if mentions(above.plain)), None)
    return over is not None and names_loudspeakers(over.plain) and AIRS.search(over.plain) is not None


def _in_paragraph(paragraph: Paragraph, calendar: Calendar) -> Iterator[_Candidate]:
    heading = 5 if any(_ABOUT_TIME.search(above.plain) for above in paragraph.above() if above.is_heading) else 0
    label = 5 if re.match(r"\W*(?:[a-h\divx.]+[.)]\s*)?(?:\*\*)?thoi (?:gian|han)\b", paragraph.plain) else 0
    for sentence in paragraph.sentences():
        if _NOT_ITS_TIME.search(sentence.plain) or _OUTAGE.search(sentence.plain):
            continue
        for period, start, end, rule, spoken in spans(sentence, calendar):
            weight = max(heading, label, 3 * bool(_ABOUT_TIME.search(sentence.plain[:start])))
            before = sentence.plain[:start]
            weight += (
                3 * bool(_OF_CAMPAIGN.search(before))
                + 2 * (names_loudspeakers(sentence.plain) and _about_airing(sentence.plain))
                + bool(_CARRIES.search(before))
            )
            weight += spoken - 8 * bool(_REPORTING.search(sentence.plain) and not label and not heading)
            weight -= 3 * (
                bool(mentions(sentence.plain)) and not names_loudspeakers(sentence.plain) and not label and not heading
            )
            weight -= 3 * (paragraph.zone is Zone.ANNEX) + 2 * (paragraph.plain.lstrip().startswith("|"))
            weight += 2 * any(names_loudspeakers(one.plain) for one in paragraph.children[:12])
            weight += 3 * _in_timetable(paragraph) - 4 * bool(_A_PART.search(before))
            yield _Candidate(weight, period, sentence.start + start, sentence.start + end, rule, paragraph)
