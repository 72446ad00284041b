"""The library of sounds: what people bring into it, piece by piece, and which chimes the station chooses from it.

Each deed asks for its right first. What comes in lies apart under a number of ours and is never played: the renderer
makes our own WAV of it or says why not.
"""

import errno
import os
import shutil
import threading
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from broadcaster.errors import BadInput, Conflict, NotAllowed, RecordingRefused, WrongState
from broadcaster.people import Person, Right
from broadcaster.recording import (
    ENDINGS,
    LARGEST,
    NO_CHIME,
    REMOVED_KEPT,
    Brought,
    Intake,
    Place,
    Purpose,
    Refusal,
)
from broadcaster.settings import Settings
from broadcaster.store import Store

LONGEST_NAME = 200
ROOM = 300_000_000
"""Bytes that must stay free beside a sound that comes in: its WAV of our own, and the log."""

MOST_SHOWN = 100
"""Removed sounds that are looked through for those that can be brought back."""

BLOCK = 1 << 16
APPENDING = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
_COMING = threading.Lock()
"""Two pieces that arrive at once must not both be taken for the next one."""


def begin(
    store: Store, settings: Settings, person: Person, purpose: Purpose, name: str, given: str, size: int, at: datetime
) -> Brought:
    """A sound of `size` bytes is going to come, called `given` where it was; RecordingRefused if it need not try."""
    person.demand(Right.WRITE)
    if given.rpartition(".")[2].lower() not in ENDINGS:
        raise RecordingRefused(Refusal.NAME, f"{given[:80]!r} is not called mp3, wav, flac, ogg or m4a")
    if size <= 0:
        raise RecordingRefused(Refusal.EMPTY, f"{given[:80]!r} is empty")
    if size > LARGEST:
        raise RecordingRefused(Refusal.TOO_LARGE, f"{given[:80]!r} has {size} bytes, more than {LARGEST}")
    settings.incoming.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(settings.incoming).free < size + ROOM:
        raise RecordingRefused(Refusal.DISK_FULL, "there is not enough room on the disk")
    return store.begin_recording(purpose, _named(name), given[:LONGEST_NAME], size, person, at)


def take_piece(
    store: Store, settings: Settings, person: Person, id: UUID, offset: int, piece: IO[bytes], at: datetime
) -> int:
    """The next bytes of it, from `offset` on; how many there are now. Never more than were announced.

    A piece that was sent already is no harm: what is there is answered, and the sender goes on from it.
    """
    person.demand(Right.WRITE)
    brought = store.recording_grows(id, person, at)
    path = upload(settings, brought)
    try:
        with _COMING, os.fdopen(os.open(path, APPENDING, 0o600), "ab") as file:
            there = os.fstat(file.fileno()).st_size
            if offset > there:
                raise Conflict(f"{there} bytes of the recording {id} are here, not {offset}")
            piece.read(there - offset)
            while block := piece.read(BLOCK):
                there += len(block)
                if there > brought.size:
                    raise RecordingRefused(Refusal.TOO_LARGE, f"more bytes came than the {brought.size} announced")
                file.write(block)
            return there
    except (OSError, RecordingRefused) as error:
        why = error if isinstance(error, RecordingRefused) else _not_kept(error)
        store.refuse_recording(id, Refusal(why.code), str(why), at)
        path.unlink(missing_ok=True)
        raise why from error


def finish(store: Store, settings: Settings, person: Person, id: UUID, at: datetime) -> Brought:
    """All of it is here: it waits to be taken in."""
    person.demand(Right.WRITE)
    brought = store.recording(id)
    path = upload(settings, brought)
    if not path.is_file() or path.stat().st_size != brought.size:
        raise Conflict(f"the recording {id} has not come whole")
    with path.open("r+b") as file:
        os.fsync(file.fileno())
    return store.recording_arrived(id, person, at)


def bring(
    store: Store,
    settings: Settings,
    person: Person,
    purpose: Purpose,
    name: str,
    given: str,
    source: IO[bytes],
    at: datetime,
) -> Brought:
    """A sound that comes in one go."""
    size = source.seek(0, os.SEEK_END)
    source.seek(0)
    begun = begin(store, settings, person, purpose, name, given, size, at)
    take_piece(store, settings, person, begun.id, 0, source, at)
    return finish(store, settings, person, begun.id, at)


def rename(store: Store, person: Person, id: UUID, name: str, at: datetime) -> Brought:
    """What people call it from now on."""
    person.demand(Right.WRITE)
    return store.rename_recording(id, _named(name), person, at)


def remove(store: Store, settings: Settings, person: Person, id: UUID, at: datetime) -> Brought:
    """Out of the library; bulletins that are made of it keep their sound, and the station's chimes cannot go.

    What had come whole stays on the disk for a while, so that `bring_back` finds it.
    """
    person.demand(Right.WRITE)
    removed = store.remove_recording(id, person, at)
    if removed.state is Intake.COMING:
        upload(settings, removed).unlink(missing_ok=True)
    return removed


def bring_back(store: Store, settings: Settings, person: Person, id: UUID, at: datetime) -> Brought:
    """Into the library again, or on its way there; WrongState where it was removed too long ago or its bytes are gone.

    What was refused is shown as refused again.
    """
    person.demand(Right.WRITE)
    found = store.recording(id)
    state = comes_back_as(settings, found, at)
    if state is None:
        raise WrongState(f"the recording {id} cannot be brought back")
    return store.bring_back_recording(id, state, at - REMOVED_KEPT, person, at)


def comes_back_as(settings: Settings, removed: Brought, at: datetime) -> Intake | None:
    """What it would be if it were brought back now, None if it cannot be."""
    if removed.state is not Intake.REMOVED or removed.updated <= at - REMOVED_KEPT:
        return None
    if removed.taken is not None:
        return Intake.READY if (settings.recordings / f"{removed.taken.sha256}.wav").is_file() else None
    if removed.refusal is not None:
        return Intake.REFUSED
    path = upload(settings, removed)
    return Intake.WAITING if path.is_file() and path.stat().st_size == removed.size else None


def removed(store: Store, settings: Settings, at: datetime) -> list[Brought]:
    """The sounds that can be brought back, the last removed first; not those that were refused anyway."""
    found = store.removed_recordings(at - REMOVED_KEPT, MOST_SHOWN)
    return [one for one in found if comes_back_as(settings, one, at) in (Intake.READY, Intake.WAITING)]


def may_choose_chimes(person: Person) -> bool:
    """Chimes belong to the face of the station: who answers for its sound or for its settings chooses them."""
    return person.may(Right.APPROVE) or person.may(Right.MANAGE)


def choose_chimes(store: Store, person: Person, chosen: dict[Place, str], at: datetime) -> list[Place]:
    """Which chime stands where: its hash, NO_CHIME, or "" for the settings file's; answers the places that changed.

    Only sounds made from now on carry it: what is approved stays as it was heard.
    """
    if not may_choose_chimes(person):
        raise NotAllowed(f"{person.username} may not choose the station's chimes")
    before, changed = store.choices(), []
    names = {place: _chime_name(store, value) for place, value in chosen.items()}
    for place, value in chosen.items():
        if before.get(place.value, ("", ""))[0] != value:
            store.choose(place.value, value, f"{place.value} · {names[place]}", person, at)
            changed.append(place)
    return changed


def upload(settings: Settings, brought: Brought) -> Path:
    """Where the bytes of it lie until it is taken in; the name people gave it is no part of that."""
    return settings.incoming / f"{brought.id}.upload"


def _chime_name(store: Store, value: str) -> str:
    if value in ("", NO_CHIME):
        return value
    found = store.recording_of(value)
    if found is None or found.purpose is not Purpose.CHIME or found.state is not Intake.READY:
        raise BadInput("chime", f"{value[:12]!r} is no chime of this station")
    return found.name


def _named(name: str) -> str:
    if not any(sign.isalnum() for sign in name) or len(name) > LONGEST_NAME:
        raise BadInput("name", f"a name has 1 to {LONGEST_NAME} characters and says something")
    return name.strip()


def _not_kept(error: OSError) -> RecordingRefused:
    code = Refusal.DISK_FULL if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else Refusal.OTHER
    return RecordingRefused(code, f"it cannot be kept ({error.strerror})")
