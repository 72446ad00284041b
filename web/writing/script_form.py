"""The editor's form: the fields of a script as they were typed, good or not, and what may be kept of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4, uuid5

from flask import request

from broadcaster import scripts
from broadcaster.bulletin import Kind, Priority, Script, Source, Topic
from broadcaster.errors import BadInput
from broadcaster.people import Person
from web import typed
from web.sentences import say
from web.writing.fallback import known_voice
from web.writing.reading import Estimate, estimate
from web.writing.remarks import Hint, hints

EMPTY = Script("", Kind.NEWS, Topic.T13, Priority.NORMAL, Source(), "")
FIELDS = ("title", "text", "kind", "topic", "priority", "voice", "number", "issued", "issuer", "source", "document")
"""What is kept of an unfinished form."""
TITLE = 100
"""Characters of a title that is taken from the text."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s")


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the editor: the script, the version it was read from (0: a new bulletin), its document.

    `page` names the page of a new bulletin, so that what is saved from it twice is one bulletin.
    """

    script: Script
    version: int = 0
    document: str = ""
    page: str = field(default_factory=lambda: str(uuid4()))

    @property
    def estimate(self) -> Estimate:
        """How long it will take to read."""
        return estimate(self.script)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What should be looked at before it is handed on."""
        return hints(self.script)


def typed_draft(version: int) -> Draft:
    """The whole form as it stands, to be shown again."""
    return Draft(typed_raw(), version, request.form.get("document", ""), page_of(request.form) or str(uuid4()))


def page_of(given: Mapping[str, str]) -> str:
    """The page of the editor that a form or an address names; "" where it names none."""
    try:
        return str(UUID(typed.line(given.get("ma"))))
    except ValueError:
        return ""


def written_on(page: str, person: Person) -> UUID | None:
    """The id of the bulletin that this person makes on that page: the same for every saving of it."""
    return uuid5(UUID(page), str(person.id)) if page else None


def typed_script() -> Script:
    """The script in the form, tidied; what cannot be kept is refused under its field."""
    script = typed_raw()
    issued = typed.day("issued", request.form.get("issued"))
    source = replace(script.source, issued=issued)
    for name, value in (("number", source.number), ("issuer", source.issuer), ("source", source.title)):
        typed.fits(name, value, scripts.SOURCE_LONGEST)
    if not known_voice(script.voice):
        raise typed.Mistyped("voice", say("no_such_voice"))
    typed.fits("text", script.text, scripts.TEXT_LONGEST, least=1)
    title = script.title or title_from(script.text)
    typed.fits("title", title, scripts.TITLE_LONGEST, least=1)
    return replace(script, title=title, source=source)


def typed_raw() -> Script:
    """The form as it stands, good or not, so that nothing typed is lost."""
    return script_in(request.form)


def script_in(form: Mapping[str, str]) -> Script:
    """The script in these fields; what cannot be read is left at what is usual."""
    try:
        issued = typed.day("issued", form.get("issued"))
    except BadInput:
        issued = None
    return Script(
        title=typed.line(form.get("title")),
        kind=Kind(form["kind"]) if form.get("kind") in tuple(Kind) else Kind.NEWS,
        topic=Topic(form["topic"]) if form.get("topic") in tuple(Topic) else Topic.OTHER,
        priority=Priority(form["priority"]) if form.get("priority") in tuple(Priority) else Priority.NORMAL,
        source=Source(
            typed.line(form.get("number")), issued, typed.line(form.get("issuer")), typed.line(form.get("source"))
        ),
        text=typed.prose(form.get("text")),
        voice=typed.line(form.get("voice"))[: scripts.VOICE_LONGEST],
    )


def title_from(text: str) -> str:
    """The first line that says something; of a long one its first sentence, or as many words as make a title."""
    line = next((one.strip() for one in text.splitlines() if any(map(str.isalnum, one))), "")
    first = _SENTENCE_END.split(line, maxsplit=1)[0]
    if len(first) > TITLE:
        first = first[: TITLE + 1].rpartition(" ")[0] or first[:TITLE]
    return first.rstrip(" .,;:…-–")
