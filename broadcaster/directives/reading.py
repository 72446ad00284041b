"""Reading a directive: what it asks of the loudspeakers, which reports are due, from when to when, on what topics."""

import re
import unicodedata
from collections import Counter
from dataclasses import replace

from broadcaster.directives import heading
from broadcaster.directives.abstract import title as abstract
from broadcaster.directives.days import Calendar
from broadcaster.directives.doubts import doubts
from broadcaster.directives.finding import DirectiveReading
from broadcaster.directives.loudspeaker import loudspeaker_duties
from broadcaster.directives.outline import paragraphs, work_ahead
from broadcaster.directives.period import campaign_period
from broadcaster.directives.reports import report_duties
from broadcaster.directives.topics import topics
from broadcaster.directives.view import view

LONGEST = 400_000  # letters: some 150 pages
_YEAR = re.compile(r"(?:\bnam\s+|/)(20[2-4]\d)\b")


def read(text: str, sha256: str = "") -> DirectiveReading:
    """Read a document's text. Never fails: what cannot be read is left out. Only the first LONGEST letters are read.

    Places count characters of the returned `text`, which is the given one in NFC. `sha256` is the original's.
    """
    text = unicodedata.normalize("NFC", text)
    seen = view(text[:LONGEST])
    outline = paragraphs(seen)
    issued = heading.issued(seen, outline)
    calendar = Calendar(issued.value if issued else None, _spoken_of(seen.plain))
    title = abstract(seen, outline)
    told = work_ahead(seen, outline)
    period = campaign_period(seen, told, calendar, title.source if title else None)
    about = seen.plain[title.source.start : title.source.end] if title else ""
    found = DirectiveReading(
        text,
        sha256,
        heading.number(seen, outline),
        issued,
        heading.issuer(seen, outline),
        title,
        period,
        loudspeaker_duties(seen, told, about),
        report_duties(seen, outline, calendar, period.value if period else None),
        topics(seen, outline),
    )
    return replace(found, doubts=doubts(seen, outline, calendar, found))


def _spoken_of(plain: str) -> int | None:
    """The year a document without a date speaks of: the latest that it names most often in its first lines."""
    named = Counter(_YEAR.findall(plain))
    return int(max(named, key=lambda year: (named[year], year))) if named else None
