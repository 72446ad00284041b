"""What is read to the ward: a script, the bulletin made from it, its sound, and the decision on that sound."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from uuid import UUID


class Kind(StrEnum):
    """Kinds of item that directives count apart (R11): tin, bài, chuyên đề, phóng sự."""

    NEWS = "news"
    ARTICLE = "article"
    FEATURE = "feature"
    REPORT = "report"


class Topic(StrEnum):
    """The fraud and safety topics T01-T18; their Vietnamese names stand in web/words.py."""

    T01 = "T01"
    T02 = "T02"
    T03 = "T03"
    T04 = "T04"
    T05 = "T05"
    T06 = "T06"
    T07 = "T07"
    T08 = "T08"
    T09 = "T09"
    T10 = "T10"
    T11 = "T11"
    T12 = "T12"
    T13 = "T13"
    T14 = "T14"
    T15 = "T15"
    T16 = "T16"
    T17 = "T17"
    T18 = "T18"
    OTHER = "other"


class Priority(StrEnum):
    """Thông thường, ưu tiên, khẩn cấp."""

    NORMAL = "normal"
    PRIORITY = "priority"
    URGENT = "urgent"

    @property
    def rank(self) -> int:
        """0 goes first."""
        return (Priority.URGENT, Priority.PRIORITY, Priority.NORMAL).index(self)


class Status(StrEnum):
    """Bản nháp, chờ duyệt, đã duyệt, trả lại."""

    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Source:
    """The document a script was written from, as far as it is known."""

    number: str = ""
    issued: date | None = None
    issuer: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """A text to be read, before anyone has submitted it. `text` is plain Vietnamese, paragraphs by blank lines.

    `voice` is the voice this text asks for ("piper:NAME"), before the station's own order; "" for the station's order.
    With a `recording` (SHA-256 of a WAV of our own) that is what sounds, with the station's chimes around it if
    `chimes` says so; the text is then its description or its words written down.
    With a `relay` (the id of a stream of the station's allow-list) that is passed on for `relay_minutes` (tiếp âm).
    """

    title: str
    kind: Kind
    topic: Topic
    priority: Priority
    source: Source
    text: str
    voice: str = ""
    recording: str = ""
    chimes: bool = True
    relay: str = ""
    relay_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one sentence stands in a rendered sound: `begin` and `end` from the file's first sample."""

    begin: timedelta
    end: timedelta
    text: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """One rendered WAV (48 kHz mono, 16-bit). `key` names what made it, `sha256` is the sound itself.

    `lufs` is integrated loudness, `peak` true peak in dBTP. `fallback` says that a voice further down the
    station's order had to be used, and `why` for which reason.
    """

    key: str
    sha256: str
    path: Path
    duration: timedelta
    voice: str
    lufs: float
    peak: float
    fallback: bool = False
    why: str = ""
    marks: tuple[Mark, ...] = ()


ONCE = "once"
"""The `template` of words typed for one urgent broadcast."""

CORRECTION = "urgent_dinh-chinh"
"""The `template` that takes back a false alarm."""


class Verdict(StrEnum):
    """Duyệt hoặc trả lại."""

    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a second person decided about exactly one sound.

    `urgent`: a leader approved the own words for one urgent broadcast; it holds for that order and nothing else.
    """

    verdict: Verdict
    sha256: str
    by: UUID
    by_name: str
    at: datetime
    reason: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A script inside the station. `version` grows with every edit; `decision` is the one that stands now.

    `rendition` is the newest sound of this very version, or None while there is none. `template` names the urgent
    template it was made from, ONCE for words typed for one urgent broadcast, "" for everything else.
    """

    id: UUID
    station: str
    script: Script
    status: Status
    version: int
    author: UUID
    author_name: str
    created: datetime
    updated: datetime
    rendition: Rendition | None = None
    decision: Decision | None = None
    template: str = ""

    @property
    def on_air_ready(self) -> bool:
        """Approved, and approved on the very sound that would be played."""
        return (
            self.status is Status.APPROVED
            and self.rendition is not None
            and self.decision is not None
            and self.decision.verdict is Verdict.APPROVED
            and self.decision.sha256 == self.rendition.sha256
        )

    @property
    def airs_again(self) -> bool:
        """Ready for any slot and any order: not what a leader approved alone for one urgent broadcast."""
        return self.on_air_ready and self.decision is not None and not self.decision.urgent
