"""Which of the topics T01-T18 a directive speaks of, with the words that say so."""

import re
from functools import lru_cache

from broadcaster.bulletin import Topic
from broadcaster.directives.finding import Fact
from broadcaster.directives.outline import Paragraph, Zone, quoted
from broadcaster.directives.rules import table
from broadcaster.directives.view import View

_BASIS = re.compile(r"\W*can cu\b")


@lru_cache(maxsize=1)
def _wanted() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    found = []
    for name, said in table("topics").items():
        about, unless = said.get("only_about"), said.get("not")
        found.append((name, _any(said["any"]), _any(about) if about else None, _any(unless) if unless else None))
    return tuple(found)


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns).replace(" ", r"\s+"))


def topics(seen: View, outline: list[Paragraph]) -> tuple[Fact[str], ...]:
    """The topics in their order; each with the first words that speak of it, legal bases left out."""
    read = [
        one for one in outline if one.zone is not Zone.TAIL and one.zone is not Zone.TO and not _BASIS.match(one.plain)
    ]
    whole = "\n".join(one.plain for one in read).lower()
    found: list[Fact[str]] = []
    for name, words, about, unless in _wanted():
        if about and not about.search(whole):
            continue
        for paragraph in read:
            said = words.search(paragraph.plain.lower())
            if said and not (unless and unless.search(paragraph.plain.lower())):
                start, end = paragraph.start + said.start(), paragraph.start + said.end()
                found.append(Fact(Topic(name).value, quoted(seen, start, end, "topic")))
                break
    return tuple(found)
