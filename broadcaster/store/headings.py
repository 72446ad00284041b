"""What a list shows of bulletins: headings without their texts and marks, however long the texts are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, bindparam, select

from broadcaster.bulletin import Kind, Priority, Status, Topic, Verdict
from broadcaster.store.connection import Line
from broadcaster.store.searching import searched
from broadcaster.store.tables import bulletin, decision, rendition


@dataclass(frozen=True, slots=True)
class Heading:
    """A bulletin in one line. `length` is that of its sound, None while there is none; `ready` as on_air_ready says.

    `fallback` and `why` tell of the voice that spoke, `reason` is that of the decision that stands.
    """

    id: UUID
    title: str
    kind: Kind
    topic: Topic
    priority: Priority
    voice: str
    relay: str
    status: Status
    version: int
    author: UUID
    author_name: str
    updated: datetime
    length: timedelta | None
    fallback: bool
    why: str
    reason: str
    ready: bool


class HeadingVerbs(Line):
    """Lists of bulletins."""

    def headings(
        self,
        status: Status | None = None,
        topic: Topic | None = None,
        search: str | None = None,
        limit: int = 200,
        offset: int = 0,
    ) -> list[Heading]:
        """The headings of what `bulletins` finds, last changed first: a list of thirty costs no text of thirty."""
        words = _telling(searched(search or ""))
        asked: dict[str, object] = {f"word{at}": f"%{_plain(word)}%" for at, word in enumerate(words)}
        asked |= {"limit": limit, "offset": offset}
        asked |= {"status": status.value} if status is not None else {}
        asked |= {"topic": topic.value} if topic is not None else {}
        wanted = _asked(self.station, status is not None, topic is not None, len(words))
        with self._read() as connection:
            return [_heading(row) for row in connection.execute(wanted, asked)]


@lru_cache(maxsize=64)
def _asked(station: str, status: bool, topic: bool, words: int) -> Select[Any]:
    """The question for that many filters, built once: putting it together took longer than its answer."""
    sound = and_(rendition.c.station == bulletin.c.station, rendition.c.sha256 == bulletin.c.rendition)
    joined = bulletin.outerjoin(rendition, sound).outerjoin(decision, decision.c.id == bulletin.c.decision)
    own = [bulletin.c[name] for name in _OWN]
    beside = (rendition.c.sha256, rendition.c.duration, rendition.c.fallback, rendition.c.why)
    told = (decision.c.verdict, decision.c.sha256.label("decided"), decision.c.reason)
    wanted = select(*own, *beside, *told).select_from(joined).where(bulletin.c.station == station)
    if status:
        wanted = wanted.where(bulletin.c.status == bindparam("status"))
    if topic:
        wanted = wanted.where(bulletin.c.topic == bindparam("topic"))
    for at in range(words):
        wanted = wanted.where(bulletin.c.folded.like(bindparam(f"word{at}"), escape="/"))
    wanted = wanted.order_by(bulletin.c.updated.desc(), bulletin.c.id)
    return wanted.limit(bindparam("limit")).offset(bindparam("offset"))


_OWN = (
    "id", "title", "kind", "topic", "priority", "voice", "relay", "status",
    "version", "author", "author_name", "updated",
)  # fmt: skip


def _telling(words: list[str]) -> list[str]:
    """Those that say more than the others: where "canh" is found, "an" is too; the longest first, it is the rarest."""
    known: list[str] = []
    for word in sorted(words, key=len, reverse=True):
        if not any(word in longer for longer in known):
            known.append(word)
    return known


def _plain(word: str) -> str:
    """A word in which no letter stands for others."""
    return word.replace("/", "//").replace("%", "/%").replace("_", "/_")


def _heading(row: Row[Any]) -> Heading:
    told: list[Any] = list(row)
    id, title, kind, topic, priority, voice, relay, status, version, author, author_name, updated = told[:12]
    sha256, length, fallback, why, verdict, decided, reason = told[12:]
    state = Status(status)
    approved = state is Status.APPROVED and verdict == Verdict.APPROVED.value
    return Heading(
        id, title, Kind(kind), Topic(topic), Priority(priority), voice, relay, state, version, author, author_name,
        updated, length, bool(fallback), why or "", reason or "",
        ready=approved and sha256 is not None and decided == sha256,
    )  # fmt: skip
