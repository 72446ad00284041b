"""Everything the desk can say, gathered for the translators: templates, tables of words, scripts."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from web.tongue import scripts, tables, templates
from web.tongue.catalogue import BLANK

TEMPLATES = Path(__file__).parents[1] / "templates"
_TAG = re.compile(r"</?[a-z]+\d*>")


def messages() -> dict[str, list[str]]:
    """Each message with the places it is said at, in the order of the pages. The desk must have been imported."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for place, text in _all():
        if place not in found[text]:
            found[text].append(place)
    return dict(found)


def _all() -> Iterator[tuple[str, str]]:
    for file in sorted(TEMPLATES.rglob("*.html")):
        for _, text in templates.messages(file.read_text("utf-8")):
            yield file.relative_to(TEMPLATES).as_posix(), text
    for name in sorted(scripts.names()):
        for _, text in scripts.messages((scripts.STATIC / name).read_text("utf-8")):
            yield name, text
    yield from tables.messages()


def faults(text: str, told: str) -> Iterator[str]:
    """What is wrong with a translation: it must keep every blank and every tag of the message."""
    if not told.strip():
        yield "is not translated"
        return
    if (text[0].isspace(), text[-1].isspace()) != (told[0].isspace(), told[-1].isspace()):
        yield "begins or ends with another space"
    wanted, given = _blanks(text), _blanks(told)
    if wanted != given:
        yield f"has other blanks: {', '.join(sorted(wanted ^ given))}"
    if sorted(_TAG.findall(text)) != sorted(_TAG.findall(told)):
        yield "has other tags"
    if told.count("{") != told.count("}"):
        yield "leaves a brace open"


def _blanks(text: str) -> set[str]:
    bare = text.replace("{{", "").replace("}}", "")
    return {found[1] for found in BLANK.finditer(bare)}
