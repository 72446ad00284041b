"""One chore in a process of its own: a voice tried, a sound packed, a backup, an export; its end is a line of JSON.

Whatever was uploaded is opened here and nowhere else: a file that fills the memory takes this process with it, not
the renderer.
"""

import json
import os
import pickle
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from broadcaster import sound
from broadcaster.clock import SystemClock
from broadcaster.errors import BroadcasterError, SoundError, StoreBusy
from broadcaster.rendering.files import say
from broadcaster.rendering.job import NICENESS, ROOT
from broadcaster.settings import Settings, order_for
from broadcaster.station import Voice
from broadcaster.store import open_store
from broadcaster.store.chores import Chore, ChoreKind
from broadcaster.voices import packs as voice_packs

TRIAL = "Đây là giọng đọc thử của đài truyền thanh. Xin kính chào quý vị và các bạn."
"""What a voice says to be judged by."""

PATIENCE = timedelta(seconds=60)
"""The longest a voice may take for that sentence, with loading its network."""

DEADLINE = timedelta(minutes=5)
TOLERANCE = 1.0
Told = dict[str, Any]


class ChoreFailed(BroadcasterError):
    """The chore's own process says it could not be done; `told` holds the fault's code where it has one."""

    def __init__(self, message: str, told: Told) -> None:
        super().__init__(message)
        self.told = told


class ChoreRefused(BroadcasterError):
    """A program that was asked for it refused; its last line says why, `fault` in one word where it has one."""

    def __init__(self, message: str, fault: str = "") -> None:
        super().__init__(message)
        self.fault = fault


def try_voice(settings: Settings, id: str, given: Mapping[str, Any]) -> Told:
    """The trial sentence in one voice, shaped for the street."""
    out = settings.voice_trials / f"{id}.wav"
    begun = time.monotonic()
    made = say(TRIAL, out, settings, engine=str(given["voice"]))
    took = time.monotonic() - begun
    return {"file": out.name, "seconds": round(made.duration.total_seconds(), 1), "took": round(took, 1)}


def say_sentence(settings: Settings, id: str, given: Mapping[str, Any]) -> Told:
    """One sentence as it would sound in the street, in the voice its bulletin asks for or in the next that speaks."""
    out = settings.voice_trials / f"{id}.wav"
    voices = order_for(str(given["voice"]), settings.voices, settings.voice_services)
    made = say(str(given["text"]), out, replace(settings, voices=voices))
    return {"file": out.name, "seconds": round(made.duration.total_seconds(), 1), "voice": made.voice}


def add_voice(settings: Settings, id: str, given: Mapping[str, Any]) -> Told:
    """An uploaded voice pack installed, after it has spoken; the upload is thrown away however it ends."""
    source = settings.voice_uploads / Path(str(given["file"])).name
    try:
        pack = voice_packs.add(
            source, settings.voice_packs, str(given["name"]), speaks, sha256=str(given.get("sha256", ""))
        )
    finally:
        source.unlink(missing_ok=True)
    return {"name": pack.name, "rate": pack.rate, "language": pack.language, "sha256": pack.sha256}


def pack_mp3(settings: Settings, id: str, given: Mapping[str, Any]) -> Told:
    """An approved sound as MP3; loudness and true peak are measured on the MP3 itself."""
    source, sha256 = Path(str(given["path"])), str(given["sha256"])
    if sound.sha256(source) != sha256:
        raise SoundError(f"{source}: is not the sound that was approved")
    out = settings.exports / f"{sha256}.mp3"
    peak = sound.export_mp3(source, out, settings.sound.peak)
    lufs = sound.loudness(sound.decode(out))
    if abs(lufs - settings.sound.lufs) > TOLERANCE:
        out.unlink(missing_ok=True)
        raise SoundError(f"{out}: came out at {lufs:.1f} LUFS")
    measured = {"lufs": round(lufs, 2), "peak": peak}
    return {"file": out.name, "sha256": sound.sha256(out), "bytes": out.stat().st_size, **measured}


def take_backup(settings: Settings, id: str, given: Mapping[str, Any]) -> Told:
    """A backup into the folder of the settings, by the same command a person at the machine would give."""
    command = [sys.executable, "-m", "broadcaster", "backup", "--config", str(settings.folder)]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if ended.returncode:
        raise ChoreRefused(ended.stderr.strip().rpartition("\n")[2] or f"it ended with status {ended.returncode}")
    path, _, rest = ended.stdout.partition(": ")
    return {"file": Path(path).name, "bytes": Path(path).stat().st_size, "said": rest.partition("\n")[0]}


def take_out(settings: Settings, id: str, given: Mapping[str, Any]) -> Told:
    """Everything in open forms as one zip: beside the backups where they have a folder, else to be fetched here."""
    folder = settings.backup.folder or settings.exports
    command = [sys.executable, "-m", "broadcaster", "export", "--config", str(settings.folder)]
    told: Told = {"error": "it ended without a word"}
    store = open_store(settings.database, settings.station.id)
    try:
        with subprocess.Popen(
            [*command, "--zip", str(folder), "--json"], stdout=subprocess.PIPE, encoding="utf-8", errors="replace"
        ) as made:
            assert made.stdout is not None
            for line in made.stdout:
                told = json.loads(line)
                if "done" in told:
                    with suppress(StoreBusy):
                        store.chore_goes_on(UUID(id), told, SystemClock().now())
    finally:
        store.close()
    if "file" not in told:
        raise ChoreRefused(str(told.get("error", "it broke off")), str(told.get("fault", "")))
    return {**told, "folder": str(folder) if settings.backup.folder else ""}


def speaks(folder: Path, name: str) -> tuple[float, float]:
    """Let the installed or staged voice say the trial sentence: seconds of sound, and seconds it took with loading."""
    return spoken(folder, name, folder / "said.wav")


def spoken(folder: Path, name: str, out: Path) -> tuple[float, float]:
    """The same, with the sound in `out`."""
    from broadcaster.tts.piper import Piper

    engine = Piper(folder)
    begun = time.monotonic()
    try:
        engine.speak(TRIAL, Voice(engine.name, name), out, PATIENCE)
    finally:
        engine.close()
    return sound.decode(out).duration.total_seconds(), time.monotonic() - begun


WORK: dict[ChoreKind, Callable[[Settings, str, Mapping[str, Any]], Told]] = {
    ChoreKind.TRY_VOICE: try_voice,
    ChoreKind.SAY_SENTENCE: say_sentence,
    ChoreKind.ADD_VOICE: add_voice,
    ChoreKind.PACK_MP3: pack_mp3,
    ChoreKind.TAKE_BACKUP: take_backup,
    ChoreKind.TAKE_OUT: take_out,
}
LONGEST = dict.fromkeys((ChoreKind.TAKE_BACKUP, ChoreKind.TAKE_OUT), timedelta(hours=3))
"""A copy of years of sounds onto a slow stick takes its time."""


def done(settings: Settings, chore: Chore, deadline: timedelta | None = None) -> Told:
    """What came of the chore, done in a process of its own; ChoreFailed when it was not."""
    deadline = deadline or LONGEST.get(chore.kind, DEADLINE)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    given = pickle.dumps((settings, chore.kind, str(chore.id), dict(chore.given), os.getpid()))
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "broadcaster.rendering.chore_work"],
            input=given,
            stdout=subprocess.PIPE,
            env=environment,
            timeout=deadline.total_seconds(),
            check=False,
        )
        answer = json.loads(ended.stdout)
    except subprocess.TimeoutExpired as error:
        raise ChoreFailed(f"it was not done within {deadline.total_seconds():g} s", {}) from error
    except ValueError as error:
        raise ChoreFailed(f"its process ended with status {ended.returncode}", {}) from error
    if "error" in answer:
        raise ChoreFailed(str(answer["error"]), {"fault": answer["fault"]} if answer.get("fault") else {})
    return dict(answer)


def main(given: IO[bytes], told: IO[bytes]) -> None:
    """The child's side."""
    settings, kind, id, about, parent = pickle.loads(given.read())  # what our own parent wrote  # nosec B301
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    answer: Told
    try:
        answer = WORK[kind](settings, id, about)
    except BroadcasterError as error:
        answer = {"error": str(error), "fault": getattr(error, "fault", "")}
    except MemoryError:
        answer = {"error": "it needs more memory than there is"}
    except Exception as error:  # a defect: it would come back with every further try
        traceback.print_exc()
        answer = {"error": f"{type(error).__name__}: {error}"}
    told.write(json.dumps(answer).encode())
    told.flush()


def _end_with(parent: int) -> None:
    """Nobody waits for what is made without its renderer."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not look like an answer
    main(sys.stdin.buffer, answers)
