"""The urgent templates: shipped texts, approved ahead by two people, and whether each could sound this minute."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from broadcaster import scripts
from broadcaster.bulletin import CORRECTION, Bulletin, Priority, Rendition, Script, Status
from broadcaster.errors import ScriptError
from broadcaster.people import Person, Right
from broadcaster.settings import PROJECT
from broadcaster.store import Store

SCRIPTS = PROJECT / "scripts_vi"
PREFIX = "urgent_"
"""Files of this name are urgent templates."""
_FIRST = ("urgent_chay", "urgent_ngap-lut", "urgent_di-doi", "urgent_tre-lac", "urgent_cat-dien", CORRECTION)
"""What is looked for in a hurry stands first."""

_BLANK = re.compile(r"\[([^\[\]\n]{1,80})\]")


class Readiness(StrEnum):
    """Where a template stands, from nothing to ready to sound at once."""

    NOT_LOADED = "not_loaded"
    DRAFT = "draft"
    PENDING = "pending"
    RETURNED = "returned"
    FILE_MISSING = "file_missing"
    FILE_CHANGED = "file_changed"
    READY = "ready"


_LACKING = {
    Readiness.NOT_LOADED: "has not been loaded",
    Readiness.DRAFT: "is a draft: nobody has sent it for approval",
    Readiness.PENDING: "waits for approval",
    Readiness.RETURNED: "was returned to its author",
    Readiness.FILE_MISSING: "is approved, but its sound file is missing",
    Readiness.FILE_CHANGED: "is approved, but its sound file has changed since",
    Readiness.READY: "is approved, and its sound is as approved",
}


@dataclass(frozen=True, slots=True)
class TemplateState:
    """One urgent template: `name` of its file ("" for one the ward wrote itself), its bulletin, and how it stands."""

    name: str
    title: str
    readiness: Readiness
    bulletin: Bulletin | None = None

    @property
    def fit(self) -> bool:
        """Whether it could go on air at once."""
        return self.readiness is Readiness.READY

    @property
    def broken(self) -> bool:
        """Approved, and yet it could not go on air."""
        return self.readiness in (Readiness.FILE_MISSING, Readiness.FILE_CHANGED)

    @property
    def found(self) -> str:
        """What the station's check says, in one English sentence."""
        return f'"{self.title}" {_LACKING[self.readiness]}'


def shipped(folder: Path = SCRIPTS) -> dict[str, Script]:
    """The templates that come with the station and can be approved as they stand, by name."""
    return {name: script for name, script in _files(folder).items() if not blanks(script.text)}


def fill_in(folder: Path = SCRIPTS) -> dict[str, Script]:
    """Texts with blanks ("[nơi cháy]") that a leader fills in when it happens, by name."""
    return {name: script for name, script in _files(folder).items() if blanks(script.text)}


def blanks(text: str) -> tuple[str, ...]:
    """What stands in square brackets in `text`, to be filled in."""
    return tuple(_BLANK.findall(text))


def templates_ready(store: Store, folder: Path = SCRIPTS, *, files: bool = True) -> list[TemplateState]:
    """How each urgent template stands: the shipped ones in their order, then what the ward wrote itself.

    Reads the database and hashes the approved sound files; it touches neither player nor sound device.
    `files` False only looks whether the files are there, which is quick enough for a page.
    """
    known = store.urgent_bulletins()
    ours = shipped(folder)
    states = [_state(name, script.title, _of(known, name), files) for name, script in ours.items()]
    own = [one for one in known if one.template not in ours and one.status is not Status.DRAFT]
    return states + [_state("", one.script.title, [one], files) for one in own]


def missing(store: Store, folder: Path = SCRIPTS) -> list[str]:
    """Names of the shipped templates that nobody has loaded yet."""
    loaded = {one.template for one in store.urgent_bulletins()}
    return [name for name in shipped(folder) if name not in loaded]


def load_templates(store: Store, person: Person, at: datetime, folder: Path = SCRIPTS) -> list[Bulletin]:
    """Make a bulletin of each shipped template that is not loaded yet, and send it for approval."""
    person.demand(Right.WRITE)
    texts = shipped(folder)
    made = [store.add_bulletin(texts[name], person, at, template=name) for name in missing(store, folder)]
    return [store.submit(one.id, one.version, person, at) for one in made]


def correction(store: Store, folder: Path = SCRIPTS, *, files: bool = True) -> TemplateState:
    """How the correction of a false alarm stands."""
    script = shipped(folder).get(CORRECTION)
    title = script.title if script else CORRECTION
    return _state(CORRECTION, title, _of(store.urgent_bulletins(), CORRECTION), files)


def report(store: Store, at: datetime, folder: Path = SCRIPTS) -> list[TemplateState]:
    """The daily look: what is wrong becomes a fault on the screen, what is right again clears it."""
    states = templates_ready(store, folder)
    _tell(store, "no_correction", (one for one in states if one.name == CORRECTION and not one.fit), at)
    _tell(store, "urgent_template", (one for one in states if one.broken), at)
    return states


def _tell(store: Store, code: str, wrong: Iterable[TemplateState], at: datetime) -> None:
    if titles := [one.title for one in wrong]:
        store.raise_fault(code, ", ".join(titles), at)
    else:
        store.clear_fault(code)


def _files(folder: Path) -> dict[str, Script]:
    """The urgent texts in `folder` by file name; one that cannot be read must not take the others with it."""
    found: dict[str, Script] = {}
    for path in sorted(folder.glob(f"{PREFIX}*.md"), key=_place):
        try:
            script = _read(path, path.stat().st_mtime_ns)
        except OSError:
            continue
        if script is not None and script.priority is Priority.URGENT:
            found[path.stem] = script
    return found


@lru_cache(maxsize=64)
def _read(path: Path, changed: int) -> Script | None:
    """The script in the file as it was last changed; None where there is none."""
    try:
        return scripts.read(path)
    except ScriptError:
        return None


def _place(path: Path) -> tuple[int, str]:
    return (_FIRST.index(path.stem) if path.stem in _FIRST else len(_FIRST), path.stem)


def _of(known: list[Bulletin], name: str) -> list[Bulletin]:
    return [one for one in known if one.template == name]


def _state(name: str, title: str, loaded: list[Bulletin], files: bool) -> TemplateState:
    """The state of the one furthest on, should a template have been loaded twice."""
    order = list(Readiness)
    states = [TemplateState(name, one.script.title, readiness(one, files), one) for one in loaded]
    return max(states, key=lambda one: order.index(one.readiness), default=TemplateState(name, title, order[0]))


def readiness(bulletin: Bulletin, files: bool = True) -> Readiness:
    """How one bulletin stands; its approved file is hashed, or with `files` False only looked for."""
    if not bulletin.airs_again:
        usual = {Status.PENDING: Readiness.PENDING, Status.RETURNED: Readiness.RETURNED}
        return usual.get(bulletin.status, Readiness.DRAFT)
    assert bulletin.rendition is not None  # airs_again said so
    return _file(bulletin.rendition, files)


def _file(sound: Rendition, files: bool) -> Readiness:
    try:
        if not files:
            return Readiness.READY if sound.path.stat().st_size else Readiness.FILE_CHANGED
        with sound.path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == sound.sha256
    except OSError:
        return Readiness.FILE_MISSING
    return Readiness.READY if same else Readiness.FILE_CHANGED
