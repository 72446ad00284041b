"""The lines of the log as its page shows them, and its strip of thirty days, drawn once for each thing it can say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from flask import render_template
from markupsafe import Markup

from broadcaster.airing import PlayLogEntry
from web import formats
from web.desk import Desk
from web.recent import lasting
from web.records.ticks import Strip, strip_of
from web.words import OUTCOME, REASON, Sign


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry in the words of its row; `started` is "" where there was no sound."""

    entry: PlayLogEntry
    clock: str
    day: str
    sign: Sign
    reason: str
    started: str
    heard: str
    wanted: str


def lines_of(here: Desk, entries: Sequence[PlayLogEntry]) -> list[LogLine]:
    """The rows of a page. What many of them share is written once: a day, a length."""
    zone = here.station.timezone
    day, seconds = cache(formats.day), cache(_seconds)
    sign, reason = cache(OUTCOME.__getitem__), cache(REASON.__getitem__)
    made = []
    for one in entries:
        planned = one.planned.astimezone(zone)
        made.append(
            LogLine(
                one,
                _clock(planned),
                day(planned.date()),
                sign(one.outcome),
                reason(one.reason),
                _clock(one.started.astimezone(zone)) if one.started else "",
                seconds(one.heard),
                seconds(one.wanted),
            )
        )
    return made


def drawn_strip(here: Desk, head: tuple[int, str]) -> Markup:
    """The strip of the last thirty days, drawn again when there is a newer entry than `head`, or a slot is over."""
    today, now = here.today(), here.now()
    over = tuple(one.key for one in here.station.occurrences(today, today) if one.ends <= now)
    return lasting(here, ("strip",), lambda: _drawn(strip_of(here)), state=(today, head, over))


def _drawn(strip: Strip) -> Markup:
    return Markup(render_template("playlog/strip.html", strip=strip))  # nosec B704 - a template that escapes


def _clock(local: datetime) -> str:
    return f"{local.hour:02}:{local.minute:02}:{local.second:02}"


def _seconds(length: timedelta) -> str:
    return formats.number(length.total_seconds(), 1)
