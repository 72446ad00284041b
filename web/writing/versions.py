"""The wordings a bulletin has had: what each changed, word by word; what changed since the last approval; its copy."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from broadcaster.bulletin import Bulletin, Script
from broadcaster.people import Right
from broadcaster.spoken import filled
from web import formats
from web.desk import desk, needs
from web.sentences import put_down, say
from web.tongue.chosen import vietnamese
from web.words import KIND, PRIORITY, TOPIC
from web.writing.difference import Part, changed, difference, shortened

SHOWN = 30
"""Wordings shown on one page, the newest first."""

pages_of_versions = Blueprint("versions", __name__, url_prefix="/ban-tin")


@dataclass(frozen=True, slots=True)
class Step:
    """One wording beside the one before it; `facts` are the fields other than title and text that were changed."""

    version: int
    by_name: str
    at: datetime
    title: tuple[Part, ...]
    text: tuple[Part, ...]
    facts: tuple[tuple[str, str, str], ...]
    script: Script

    @property
    def nothing(self) -> bool:
        """Whether no word was changed."""
        return not (changed(self.title) or changed(self.text) or self.facts)


@pages_of_versions.get("/<uuid:id>/phien-ban")
@needs(Right.READ)
def page(id: UUID) -> ResponseReturnValue:
    """Every wording, and what it changed."""
    here = desk()
    bulletin, kept = here.store.bulletin(id), here.store.revisions(id)
    pairs = zip(kept, [*(script for _, script, _, _ in kept[1:]), None], strict=True)
    steps = [_step(*one, before) for one, before in list(pairs)[:SHOWN]]
    return render_template("bulletins/versions.html", bulletin=bulletin, steps=steps, count=len(kept))


def since_approval(bulletin: Bulletin) -> Step | None:
    """What is different from the wording approved last; None where none was, or it still stands."""
    found = desk().store.last_approved(bulletin.id)
    if found is None or found[0] == bulletin.version:
        return None
    version, before, at = found
    return _step(version, bulletin.script, "", at, before)


def copy_of(bulletin: Bulletin) -> str:
    """The approved text as it is pasted into a Zalo group or the ward's portal: title, text, source, whom to call."""
    here, script = desk(), bulletin.script
    with vietnamese():
        source = source_line(bulletin)
    parts = [script.title.upper(), filled(script.text, script, here.settings), source]
    parts += [put_down("call", hotline=here.station.hotline)] if here.station.hotline else []
    return "\n\n".join(part for part in [*parts, here.station.name] if part)


def source_line(bulletin: Bulletin) -> str:
    """The document it was written from, in one line; "" where none is known."""
    source = bulletin.script.source
    issued = say("issued", day=formats.day(source.issued)) if source.issued else ""
    number = " ".join(part for part in (source.number, issued) if part)
    known = ", ".join(part for part in (number, source.issuer, source.title) if part)
    return say("by_source", source=known) if known else ""


def _step(version: int, script: Script, by_name: str, at: datetime, before: Script | None) -> Step:
    if before is None:
        return Step(version, by_name, at, (), (), (), script)
    title, text = difference(before.title, script.title), difference(before.text, script.text)
    return Step(version, by_name, at, title, shortened(text), _facts(before, script), script)


def _facts(before: Script, after: Script) -> tuple[tuple[str, str, str], ...]:
    """The fields beside the text, in words: which, from what, to what."""
    pairs = (
        ("fact_kind", KIND[before.kind], KIND[after.kind]),
        ("fact_topic", TOPIC[before.topic], TOPIC[after.topic]),
        ("fact_priority", PRIORITY[before.priority], PRIORITY[after.priority]),
        ("fact_number", before.source.number, after.source.number),
        ("fact_issuer", before.source.issuer, after.source.issuer),
        ("fact_source", before.source.title, after.source.title),
        ("fact_voice", before.voice, after.voice),
    )
    none = say("fact_none")
    return tuple((say(code), old or none, new or none) for code, old, new in pairs if old != new)
