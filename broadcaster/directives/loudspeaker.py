"""What a directive asks of the loudspeakers: how often, how long, when; and not what it asks of Zalo or the portal."""

import re
from collections.abc import Iterator
from dataclasses import replace

from broadcaster.directives.amounts import amounts
from broadcaster.directives.asking import AIRS, REPORTS, asks, duty_verbs
from broadcaster.directives.counts import counts, lengths
from broadcaster.directives.drafts import Draft, add, another_time, finished, holds_another, of_its_own, spread
from broadcaster.directives.finding import LoudspeakerDuty
from broadcaster.directives.media import Stretch, mentions, names_loudspeakers, only_loudspeakers, stretches
from broadcaster.directives.outline import Paragraph, Sentence, Zone
from broadcaster.directives.view import View

_OF_THE_BROADCAST = re.compile(
    r"^\W*(?:[a-h\d.]{1,4}[.)]?\s*)?(?:(?:sap xep|dieu chinh|bo tri|thong nhat)(?: lai)? )?(?:moi (?:ban tin|buoi"
    r"|lan|luot|chuong trinh)|thoi luong\b|thoi (?:gian"
    r"|diem) phat|khung gio|gio phat"
    r"|lich phat|tan suat phat|so (?:luot|lan|buoi)(?: phat)?|cac buoi phat|do (?:dai|DAI))\b"
    r"|^\W*(?:giai doan|dot)\b[^.;]{0,80}:[^.;]{0,20}\d+ (?:buoi|luot|lan)\b"
)

_OF_THE_STATION = re.compile(
    r"^\W*(?:dieu \d{1,2}\.\s*|[a-h\d.]{1,4}[.)]?\s*)?(?:mo chuyen muc\b|chuyen muc (?:nay )?(?:duoc )?phat\b"
    r"|(?:duy tri|to chuc|bao dam|dam bao) (?:phat )?(?:it nhat |toi thieu )?\d+ (?:buoi|luot|lan|chuong trinh)\b"
    r"|(?:(?:sang|chieu|toi)\s+)?thu (?:[2-7]|hai|ba|tu|nam|sau|bay)\b|chu nhat\b|buoi (?:sang|chieu|toi)\b"
    r"|chuong trinh (?:TU|tu) san xuat\b"
    r"|dem giao thua\b|tiep (?:song|am)\b|(?:moi|hang) ngay phat\b|phat (?:vao )?(?:tat ca )?(?:cac|moi"
    r"|hang) ngay\b|danh (?:it nhat"
    r"|toi thieu) [^.;]{1,12}(?:buoi|chuong trinh|phut))"
)
_RELAY = re.compile(r"\btiep (?:song|am)\b")  # another station's broadcast is a duty of its own
# "phát lại lúc 18 giờ ngày 21/7; các ngày tiếp theo phát 4 lần/ngày": what follows is for other days.
_LATER = re.compile(
    r"\W*(?:(?:trong )?(?:cac|nhung) (?:ngay|tuan|thang) (?:he )?(?:tiep theo|tiep|con lai|SAU|sau)|tu ngay hom (?:SAU"
    r"|sau)|(?:SAU|sau) do)\b"
)

# "thu âm bài tuyên truyền (không quá 05 phút); … phát trên hệ thống truyền thanh": the length of what is aired.
_RECORDED = re.compile(
    r"\b(?:thu am|bien soan|bien tap|xay dung|viet)\b[^.;]{0,30}\b(?:bai|ban tin|tin|file|noi dung|kich ban)\b"
)

_OPENS_COLUMN = re.compile(r"\W*(?:[a-h\d.]{1,4}[.)]?\s*)?mo chuyen muc\b")
_EACH_TIME = re.compile(r"\b(?:buoi|luot)\s*/\s*ngay\b")
_AIRS_ITEM = re.compile(r"\bphat (?:cac )?(?:bai|tin|ban tin|noi dung|chuong trinh|thong diep|chuyen muc)\b")
# What stands in quotation marks is a name: a column called "Mỗi ngày một cảnh báo" asks for no play a day.
_NAMED = re.compile('["“”][^"“”]{2,80}["“”]')

MOST = 200


def loudspeaker_duties(seen: View, outline: list[Paragraph], title: str = "") -> tuple[LoudspeakerDuty, ...]:
    """Every duty to broadcast, in the document's order. `title` is the document's abstract as the rules see it."""
    title = " ".join(title.split())  # an annex that bears the abstract again asks for nothing by it
    own = [one for one in outline if not (one.rank == 9 and title and " ".join(one.plain.split()) in title)]
    drafts = _without_items(_Passages(bool(title) and only_loudspeakers(title)).read(own))
    found = [(draft, finished(seen, draft)) for draft in drafts]
    told = any(duty.says_how_much for _, duty in found)
    kept = [
        duty
        for draft, duty in found
        if duty.says_how_much or (draft.duty_words and not draft.annex and not (told and draft.shared))
    ]
    return tuple(kept)


def _without_items(drafts: list[Draft]) -> list[Draft]:
    """ "phát 04 bài; mỗi bài phát 3 ngày, mỗi ngày 2 lượt": how many items there are is no count of plays."""
    following = [*drafts[1:], None]
    return [
        one
        for one, after in zip(drafts, following, strict=False)
        if not (one.items and after and after.begun == one.begun and after.plays and after.per)
    ]


class _Passages:
    """Goes through the document; a passage about loudspeakers lasts to the end of its item and what hangs below it."""

    def __init__(self, whole_document: bool) -> None:
        self.whole_document = whole_document
        self.open: dict[int, Draft] = {}
        self.below: dict[int, list[Draft]] = {}
        self.done: list[Draft] = []
        self.before: Draft | None = None
        self.of_title: Draft | None = None
        self.recorded: int | None = None

    def read(self, outline: list[Paragraph]) -> list[Draft]:
        for paragraph in outline:
            if paragraph.zone in (Zone.BODY, Zone.ANNEX) and len(self.done) < MOST:
                self._paragraph(paragraph)
        return self.done

    def _paragraph(self, paragraph: Paragraph) -> None:
        over = _heading_about(paragraph)
        draft, goes_on, together = self._carried_on(paragraph, over)
        self.before, self.recorded = None, None
        for sentence in paragraph.sentences():
            if len(self.done) >= MOST:
                break
            if not mentions(sentence.plain) and _RECORDED.search(sentence.plain):
                self.recorded = next((one.number for one in lengths(sentence.plain)[1]), None)
            pieces = list(own_pieces(sentence, goes_on))
            if _only_airtime(sentence) and _heading_about_another(paragraph):
                pieces = []
            asked = False
            for piece, shared, quiet in pieces:
                if not asks(sentence, piece, paragraph, quiet):
                    continue
                draft = self._read_piece(sentence, piece, shared, quiet, paragraph, draft)
                asked = True
                self.open[id(paragraph)] = self.before = self.of_title = draft
                if over:
                    self._below(over, paragraph, draft, quiet)
            if mentions(sentence.plain):
                goes_on = asked  # what follows "không mở loa gây ồn" is about something else
        spread(draft, together)

    def _carried_on(self, paragraph: Paragraph, over: Paragraph | None) -> tuple[Draft | None, bool, list[Draft]]:
        """The duty that a paragraph adds to, whether it does, and the duties that were begun together with it."""
        draft = self.open.get(id(over)) if over else None
        if draft is not None or over:
            return draft, draft is not None, []
        if self.before and _OF_THE_BROADCAST.search(paragraph.plain):
            item = paragraph.rank < 9
            together = [one for one in self.done if item and one.begun == self.before.begun]
            return self.before, True, together  # "- Mỗi bản tin không quá 5 phút" after the dash that asks for them
        if self.whole_document and _of_the_station(paragraph.plain):
            if _OPENS_COLUMN.match(paragraph.plain):
                return None, True, []
            return self.of_title, True, []  # "Thời điểm phát sóng: …" in a document about nothing else
        return None, False, []

    def _below(self, over: Paragraph, paragraph: Paragraph, draft: Draft, quiet: bool) -> None:
        """Note a duty under its heading; "Thời lượng mỗi lượt từ 3 đến 5 phút" on a line of its own is for them all."""
        self.open[id(over)] = draft
        beside = self.below.setdefault(id(over), [])
        if not any(one is draft for one in beside):
            beside.append(draft)
        elif quiet and paragraph.start > beside[-1].begun:
            spread(draft, beside)

    def _read_piece(
        self, sentence: Sentence, piece: Stretch, shared: bool, quiet: bool, paragraph: Paragraph, draft: Draft | None
    ) -> Draft:
        plain = _NAMED.sub(_blank, sentence.plain[piece.start : piece.end])
        for amount in amounts(plain, sentence.plain, paragraph):
            later = _LATER.match(sentence.plain) is not None
            relay = _RELAY.search(plain) is not None and (names_loudspeakers(plain) or self.whole_document)
            full = draft is not None and (
                holds_another(draft, amount)
                or (relay and draft.counted)
                or (later and draft.says)
                or (not quiet and sentence.start > draft.end and another_time(draft, amount))
                or (paragraph.start > draft.begun and of_its_own(draft, amount, plain))
            )
            if draft is None or full:
                draft = Draft(sentence.start, sentence.end, shared, paragraph.zone is Zone.ANNEX)
                draft.longest, draft.begun = self.recorded, paragraph.end
                self.done.append(draft)
            draft.end = max(draft.end, sentence.end)
            draft.duty_words |= bool(duty_verbs().search(plain) or AIRS.search(sentence.plain))
            draft.shared &= shared
            add(draft, amount)
        assert draft is not None
        return draft


def _blank(found: re.Match[str]) -> str:
    return "_" * len(found[0])


def _of_the_station(plain: str) -> bool:
    """Whether a line of a document on the station alone is about its broadcasts."""
    if _OF_THE_BROADCAST.search(plain) or _OF_THE_STATION.search(plain):
        return True
    often = [one for one in counts(plain) if not one.written]
    return bool(often) and (
        _AIRS_ITEM.search(plain) is not None or any(_EACH_TIME.search(plain, one.start) for one in often)
    )


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


def own_pieces(sentence: Sentence, goes_on: bool) -> Iterator[tuple[Stretch, bool, bool]]:
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
