"""What a directive asks of the loudspeakers: how often, how long, when; and not what it asks of Zalo or the portal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from broadcaster.directives.amounts import Amount, amounts
from broadcaster.directives.asking import AIRS, REPORTS, asks, duty_verbs
from broadcaster.directives.counts import counts, lengths
from broadcaster.directives.finding import LoudspeakerDuty, PartOfDay, Per
from broadcaster.directives.media import Stretch, mentions, names_loudspeakers, only_loudspeakers, stretches
from broadcaster.directives.outline import Paragraph, Sentence, Zone, quoted
from broadcaster.directives.view import View

_OF_THE_BROADCAST = re.compile(
    r"^\W*(?:[a-h\d.]{1,4}[.)]?\s*)?(?:moi (?:ban tin|buoi|lan|luot|chuong trinh)|thoi luong\b|thoi (?:gian"
    r"|diem) phat|khung gio|gio phat"
    r"|lich phat|tan suat phat|so (?:luot|lan|buoi)(?: phat)?|cac buoi phat|do (?:dai|DAI))\b"
    r"|^\W*(?:giai doan|dot)\b[^.;]{0,80}:[^.;]{0,20}\d+ (?:buoi|luot|lan)\b"
)

_OF_THE_STATION = re.compile(
    r"^\W*(?:[a-h\d.]{1,4}[.)]?\s*)?(?:buoi (?:sang|chieu|toi)\b|chuong trinh (?:TU|tu) san xuat\b"
    r"|(?:moi|hang) ngay phat\b|danh (?:it nhat|toi thieu) [^.;]{1,12}(?:buoi|chuong trinh|phut))"
)
_RELAY = re.compile(r"\btiep (?:song|am)\b")  # another station's broadcast is a duty of its own
# "phát lại lúc 18 giờ ngày 21/7; các ngày tiếp theo phát 4 lần/ngày": what follows is for other days.
_LATER = re.compile(
    r"\W*(?:(?:trong )?(?:cac|nhung) ngay (?:tiep theo|tiep|con lai|SAU|sau)|tu ngay hom (?:SAU|sau)|(?:SAU|sau) do)\b"
)

# "thu âm bài tuyên truyền (không quá 05 phút); … phát trên hệ thống truyền thanh": the length of what is aired.
_RECORDED = re.compile(
    r"\b(?:thu am|bien soan|bien tap|xay dung|viet)\b[^.;]{0,30}\b(?:bai|ban tin|tin|file|noi dung|kich ban)\b"
)

MOST = 200


@dataclass(slots=True)
class _Draft:
    """A duty while its passage is being read. `shared`: other media are named beside the loudspeakers."""

    start: int
    end: int
    shared: bool
    annex: bool
    duty_words: bool = False
    plays: int | None = None
    minutes: int | None = None
    per: Per | None = None
    parts: set[PartOfDay] = field(default_factory=set)
    times: set[str] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    longest: int | None = None
    increase: bool = False

    @property
    def says(self) -> bool:
        return bool(self.counted or self.times or self.parts)

    @property
    def counted(self) -> bool:
        return bool(self.plays or self.minutes)


def loudspeaker_duties(seen: View, outline: list[Paragraph], title: str = "") -> tuple[LoudspeakerDuty, ...]:
    """Every duty to broadcast, in the document's order. `title` is the document's abstract as the rules see it."""
    drafts = _Passages(bool(title) and only_loudspeakers(title)).read(outline)
    found = [(draft, _finished(seen, draft)) for draft in drafts]
    told = any(duty.says_how_much for _, duty in found)
    kept = [
        duty
        for draft, duty in found
        if duty.says_how_much or (draft.duty_words and not draft.annex and not (told and draft.shared))
    ]
    return tuple(kept)


class _Passages:
    """Goes through the document; a passage about loudspeakers lasts to the end of its item and what hangs below it."""

    def __init__(self, whole_document: bool) -> None:
        self.whole_document = whole_document
        self.open: dict[int, _Draft] = {}
        self.done: list[_Draft] = []
        self.before: _Draft | None = None
        self.of_title: _Draft | None = None
        self.recorded: int | None = None

    def read(self, outline: list[Paragraph]) -> list[_Draft]:
        for paragraph in outline:
            if paragraph.zone in (Zone.BODY, Zone.ANNEX) and len(self.done) < MOST:
                self._paragraph(paragraph)
        return self.done

    def _paragraph(self, paragraph: Paragraph) -> None:
        over = _heading_about(paragraph)
        draft = self.open.get(id(over)) if over else None
        goes_on = draft is not None
        if not goes_on and self.before and not over and _OF_THE_BROADCAST.search(paragraph.plain):
            draft, goes_on = self.before, True  # "- Mỗi bản tin không quá 5 phút" after the dash that asks for them
        elif not goes_on and not over and self.whole_document and _of_the_station(paragraph.plain):
            draft, goes_on = self.of_title, True  # "Thời điểm phát sóng: …" in a document about nothing else
        self.before, self.recorded = None, None
        for sentence in paragraph.sentences():
            if len(self.done) >= MOST:
                break
            if not mentions(sentence.plain) and _RECORDED.search(sentence.plain):
                self.recorded = next((one.number for one in lengths(sentence.plain)[1]), None)
            pieces = list(_own_pieces(sentence, goes_on))
            if _only_airtime(sentence) and _heading_about_another(paragraph):
                pieces = []
            asked = False
            for piece, shared, quiet in pieces:
                if not asks(sentence, piece, paragraph, quiet):
                    continue
                draft = self._read_piece(sentence, piece, shared, paragraph, draft)
                asked = True
                self.open[id(paragraph)] = self.before = draft
                self.of_title = draft
                if over:
                    self.open[id(over)] = draft
            if mentions(sentence.plain):
                goes_on = asked  # what follows "không mở loa gây ồn" is about something else

    def _read_piece(
        self, sentence: Sentence, piece: Stretch, shared: bool, paragraph: Paragraph, draft: _Draft | None
    ) -> _Draft:
        plain = sentence.plain[piece.start : piece.end]
        for amount in amounts(plain, sentence.plain, paragraph):
            later = _LATER.match(sentence.plain) is not None
            relay = _RELAY.search(plain) is not None and names_loudspeakers(plain)
            full = draft is not None and (
                _holds_another(draft, amount) or (relay and draft.counted) or (later and draft.says)
            )
            if draft is None or full:
                draft = _Draft(sentence.start, sentence.end, shared, paragraph.zone is Zone.ANNEX)
                draft.longest = self.recorded
                self.done.append(draft)
            draft.end = max(draft.end, sentence.end)
            draft.duty_words |= bool(duty_verbs().search(plain) or AIRS.search(sentence.plain))
            draft.shared &= shared
            _add(draft, amount)
        assert draft is not None
        return draft


def _of_the_station(plain: str) -> bool:
    """Whether a line of a document on the station alone is about its broadcasts."""
    return bool(_OF_THE_BROADCAST.search(plain) or _OF_THE_STATION.search(plain))


def _add(draft: _Draft, amount: Amount) -> None:
    draft.plays = draft.plays or amount.plays
    draft.minutes = draft.minutes or amount.minutes
    draft.per = draft.per or amount.per
    draft.longest = draft.longest or amount.longest
    draft.parts.update(amount.parts)
    draft.times.update(amount.times)
    draft.days.update(amount.days)
    draft.increase |= amount.increase


def _holds_another(draft: _Draft, amount: Amount) -> bool:
    """Whether the next amount is a duty of its own: another count, or another stretch of time."""
    again = (draft.plays and amount.plays) or (draft.minutes and amount.minutes)
    other = draft.per and amount.per and draft.per is not amount.per
    return bool(again or other or (draft.per is Per.DAY and amount.days and not draft.days))


def _heading_about(paragraph: Paragraph) -> Paragraph | None:
    """The item above that speaks of loudspeakers only; None when a nearer one speaks of something else."""
    for above in paragraph.above():
        named = mentions(above.plain)
        if named:
            return above if any(one.loudspeaker for one in named) and all(one.loudspeaker for one in named) else None
    return None


def _only_airtime(sentence: Sentence) -> bool:
    named = [one for one in mentions(sentence.plain) if one.loudspeaker]
    return bool(named) and all(one.airtime for one in named)


def _heading_about_another(paragraph: Paragraph) -> bool:
    """Whether the nearest item above that names a medium names another one: television, the portal."""
    named = next((named for above in paragraph.above() if (named := mentions(above.plain))), ())
    return bool(named) and not any(one.loudspeaker for one in named)


def _own_pieces(sentence: Sentence, goes_on: bool) -> Iterator[tuple[Stretch, bool, bool]]:
    """The stretches of a sentence that speak of loudspeakers: with other media beside them? without naming any?"""
    marks = [one.start for one in counts(sentence.plain)]
    shares = stretches(sentence.plain, marks)
    if not shares and goes_on:
        yield Stretch(0, len(sentence.plain), True, False), False, True
    several = any(not share.loudspeaker for share in shares)
    for share in shares:
        if share.loudspeaker:
            yield _without_report(sentence.plain, share), share.other or several, False


def _without_report(plain: str, share: Stretch) -> Stretch:
    """The stretch up to the words about reporting, whose days and hours are deadlines."""
    own = [one.start for one in mentions(plain) if one.loudspeaker and one.start >= share.start]
    reporting = REPORTS.search(plain, own[0] if own else share.start)
    return replace(share, end=min(share.end, reporting.start())) if reporting else share


def _finished(seen: View, draft: _Draft) -> LoudspeakerDuty:
    plays, per = draft.plays, draft.per
    rule = "loudspeaker.count" if plays else "loudspeaker.minutes" if draft.minutes else ""
    if not rule and draft.days and per in (None, Per.WEEK) and not (draft.times and len(draft.days) >= 5):
        plays, per, rule = len(draft.days) * max(1, len(draft.times)), Per.WEEK, "loudspeaker.weekdays"
    elif not rule and draft.times and (per is Per.DAY or len(draft.days) >= 5):
        plays, per, rule = len(draft.times), Per.DAY, "loudspeaker.times"
    if not rule:
        said = (draft.increase and "increase") or ((draft.parts or draft.times or per) and "when") or "use"
        rule = f"loudspeaker.{said}"
    parts = tuple(part for part in PartOfDay if part in draft.parts)
    return LoudspeakerDuty(
        quoted(seen, draft.start, draft.end, rule),
        plays,
        draft.minutes,
        per,
        parts,
        tuple(sorted(draft.times)),
        draft.longest,
        draft.increase,
    )
