"""Going down the station's order of voices: one voice for a whole bulletin, and a fallback that is never hidden."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from broadcaster.errors import VoiceError
from broadcaster.station import Voice
from broadcaster.tts.keep import VoiceCache
from broadcaster.tts.port import Synthesizer, VoiceResting

DEADLINE = timedelta(seconds=25)
"""The longest a single sentence may take before the next voice is asked."""

QUICK = 0.75
"""With less than this part of the deadline left, a sentence that failed is not tried again."""

Lines = Callable[[Synthesizer], Sequence[str]]
Told = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Every line as a sound file, all in one `voice`. `fallback` and `why`: the better voices that failed."""

    voice: Voice
    lines: tuple[str, ...]
    paths: tuple[Path, ...]
    fallback: bool = False
    why: str = ""


def voiced(
    lines: Lines,
    voices: Sequence[Voice],
    engines: Mapping[str, Synthesizer],
    cache: VoiceCache,
    told: Told = lambda done, total, text: None,
    deadline: timedelta = DEADLINE,
) -> Spoken:
    """Speak `lines` with the first of `voices` that can say all of them.

    `lines` is asked once for each engine tried, because engines read loan words differently. `told` hears of
    every sentence done and may raise to give the work up.
    """
    failures: list[VoiceError] = []
    for voice in voices:
        engine = engines.get(voice.engine)
        if engine is None:
            failures.append(VoiceError(voice.engine, "there is no such engine", again=False))
            continue
        try:
            said = tuple(lines(engine))
            paths = _all(said, voice, engine, cache, told, deadline)
            return Spoken(voice, said, paths, bool(failures), "; ".join(map(str, failures)))
        except VoiceError as error:
            failures.append(error)
    if not failures:
        raise VoiceError("voices", "the settings name no voice", again=False)
    if len(failures) == 1:
        raise failures[0]
    raise VoiceError("voices", "; ".join(map(str, failures)), again=any(failure.again for failure in failures))


def _all(
    lines: Sequence[str],
    voice: Voice,
    engine: Synthesizer,
    cache: VoiceCache,
    told: Told,
    deadline: timedelta,
) -> tuple[Path, ...]:
    paths = []
    for number, line in enumerate(lines):
        told(number, len(lines), line)
        paths.append(_one(line, voice, engine, cache, deadline))
    return tuple(paths)


def _one(line: str, voice: Voice, engine: Synthesizer, cache: VoiceCache, deadline: timedelta) -> Path:
    """One sentence; a failure that came quickly (a connection reset, a worker that died) gets a second try."""
    begun = time.monotonic()
    try:
        return cache.spoken(line, voice, engine, deadline)
    except VoiceResting:
        raise
    except VoiceError as error:
        left = deadline - timedelta(seconds=time.monotonic() - begun)
        if not error.again or left < deadline * QUICK:
            raise
    return cache.spoken(line, voice, engine, left)
