"""What people ask of the workshop that makes the sounds: each deed asks for its right first, then it is queued."""

import hashlib
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from broadcaster.bulletin import Bulletin
from broadcaster.errors import BadInput, WrongState
from broadcaster.people import Person, Right
from broadcaster.settings import Settings, named, order_for, usual_voices
from broadcaster.station import Voice
from broadcaster.store import Chore, ChoreKind, JobState, Store
from broadcaster.voices import packs as voice_packs

SHA256 = re.compile(r"[0-9a-f]{64}")
LONGEST_SENTENCE = 600
"""Characters of a sentence that can be heard alone."""

EXPORT_KEPT = timedelta(days=1)
"""How long what was taken out can be fetched; it holds everything, readable by anybody."""

SENTENCES_AT_ONCE = 3


def make_again(store: Store, person: Person, id: UUID, version: int, at: datetime) -> Bulletin:
    """Make its sound, or make it once more. What was approved is approved no longer: another sound was not heard."""
    person.demand(Right.WRITE)
    return store.render_again(id, version, person, at)


def stop_making(store: Store, person: Person, id: UUID, at: datetime) -> bool:
    """Do not make its sound after all; False when it is not being made."""
    person.demand(Right.WRITE)
    return store.stop_rendering(id, person, at)


def pack_mp3(store: Store, person: Person, id: UUID, at: datetime) -> UUID:
    """The approved sound as MP3, for whoever takes it to a loudspeaker that is carried about."""
    if not may_pack(person):
        person.demand(Right.AIR_NOW)
    found = store.bulletin(id)
    if not found.on_air_ready or found.rendition is None:
        raise WrongState(f"bulletin {id} is not approved on the sound it has")
    sha256 = found.rendition.sha256
    given = {"sha256": sha256, "path": str(found.rendition.path), "title": found.script.title}
    return store.ask_chore(ChoreKind.PACK_MP3, sha256, given, person, at)


def may_pack(person: Person) -> bool:
    """Whoever writes, approves or airs bulletins may carry an approved one into the street."""
    return any(person.may(right) for right in (Right.WRITE, Right.APPROVE, Right.AIR_NOW))


def take_backup(store: Store, settings: Settings, person: Person, at: datetime) -> UUID:
    """A backup now, into the folder of the settings; WrongState where none is set."""
    person.demand(Right.MANAGE)
    if settings.backup.folder is None:
        raise WrongState("no folder for backups is set")
    return store.ask_chore(ChoreKind.TAKE_BACKUP, "backup", {"title": ""}, person, at)


def take_out(store: Store, person: Person, at: datetime) -> UUID:
    """Everything in open forms, as one zip; whoever asks while one is being made gets that one."""
    person.demand(Right.MANAGE)
    return store.ask_chore(ChoreKind.TAKE_OUT, "export", {"title": ""}, person, at)


def taken_out(store: Store, settings: Settings, at: datetime) -> Path | None:
    """The zip that can be fetched here; None where there is none, or its day is over."""
    chore = store.newest_chore(ChoreKind.TAKE_OUT, "export")
    if chore is None or chore.told.get("folder") or "file" not in chore.told or at - chore.updated >= EXPORT_KEPT:
        return None
    path = settings.exports / Path(str(chore.told["file"])).name
    return path if path.is_file() else None


def fetch_export(store: Store, settings: Settings, person: Person, at: datetime, *, anew: bool = True) -> Path:
    """The zip for whoever takes it along, which is recorded unless a broken download only goes on (`anew` False)."""
    person.demand(Right.MANAGE)
    chore, path = store.newest_chore(ChoreKind.TAKE_OUT, "export"), taken_out(store, settings, at)
    if chore is None or path is None:
        raise WrongState("there is no export to fetch")
    if anew:
        store.export_fetched(chore.id, path.name, person, at)
    return path


def try_voice(store: Store, settings: Settings, person: Person, voice: str, at: datetime) -> UUID:
    """Let a voice say the trial sentence."""
    person.demand(Right.MANAGE)
    try:
        named(voice, usual_voices(settings.voice_services))
    except ValueError as why:
        raise BadInput("voice", f"{voice}: {why}") from why
    return store.ask_chore(ChoreKind.TRY_VOICE, voice, {"voice": voice}, person, at)


def say_sentence(store: Store, settings: Settings, person: Person, text: str, voice: str, at: datetime) -> UUID:
    """Let one sentence of a text be heard while it is written; what was heard already is not made again.

    Heard already means: in the voices and with the sound that the station has now. What another voice had to say in
    the first one's place is said again once that one has rested.
    WrongState while this person still waits for SENTENCES_AT_ONCE others.
    """
    person.demand(Right.WRITE)
    if not 0 < len(text) <= LONGEST_SENTENCE or not any(sign.isalnum() for sign in text):
        raise BadInput("text", f"a sentence has 1 to {LONGEST_SENTENCE} characters, this one {len(text)}")
    voices = order_for(voice, settings.voices, settings.voice_services)
    about = _heard_as(text, voices, settings)
    known = store.newest_chore(ChoreKind.SAY_SENTENCE, about)
    if known is not None and (settings.voice_trials / f"{known.id}.wav").is_file():
        rested = at - known.updated >= settings.voice_care.rest
        if not (rested and _stood_in(known, voices)):
            return known.id
    waiting = [one for one in store.newest_chores(ChoreKind.SAY_SENTENCE, 30).values() if one.under_way]
    if sum(one.by_name == person.name for one in waiting) >= SENTENCES_AT_ONCE:
        raise WrongState(f"{person.username} waits for {SENTENCES_AT_ONCE} sentences already")
    return store.ask_chore(ChoreKind.SAY_SENTENCE, about, {"text": text, "voice": voice}, person, at)


def _heard_as(text: str, voices: tuple[Voice, ...], settings: Settings) -> str:
    """The hash of all that makes a sentence sound as it does."""
    sound = settings.sound
    made_of = [
        text,
        [(voice.engine, voice.name, voice.rate) for voice in voices],
        [sound.lufs, sound.peak, sound.street, sound.horn_protection],
    ]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


def _stood_in(said: Chore, voices: tuple[Voice, ...]) -> bool:
    """Whether another than the first of the voices had to speak."""
    spoke = said.told.get("voice")
    return bool(spoke) and spoke != f"{voices[0].engine}/{voices[0].name}"


def add_voice(store: Store, person: Person, upload: Path, title: str, name: str, sha256: str, at: datetime) -> UUID:
    """Install the voice pack that lies at `upload`, in the folder of uploads; it is opened by the renderer, not here.

    `title` is what the file was called, `name` and `sha256` are "" where nobody said anything.
    """
    person.demand(Right.MANAGE)
    if name and not voice_packs.NAME.fullmatch(name):
        raise BadInput("voice-name", f"{name!r} is not a name of small letters, digits and dashes")
    if sha256 and not SHA256.fullmatch(sha256.lower()):
        raise BadInput("sha256", f"{sha256!r} is not a SHA-256")
    given = {"file": upload.name, "title": title, "name": name, "sha256": sha256.lower()}
    return store.ask_chore(ChoreKind.ADD_VOICE, upload.name, given, person, at)


def remove_voice(store: Store, settings: Settings, person: Person, name: str, at: datetime) -> None:
    """Take an installed voice away, unless the station's own order names it."""
    person.demand(Right.MANAGE)
    if any((voice.engine, voice.name) == ("piper", name) for voice in settings.voices):
        raise WrongState(f"the voice {name} stands in the station's order")
    voice_packs.remove(settings.voice_packs, name)
    store.voice_removed(name, person, at)


def under_way(store: Store, bulletin: Bulletin) -> bool:
    """Whether the sound of this very version is being made or waits for it."""
    job = store.render_state(bulletin.id)
    return job is not None and job.version == bulletin.version and job.state in (JobState.QUEUED, JobState.RUNNING)
