"""Going down the station's order of voices: one voice for a whole bulletin, and a fallback that is never hidden."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from broadcaster.errors import VoiceError
from broadcaster.station import Voice
from broadcaster.tts.keep import VoiceCache
from broadcaster.tts.port import Synthesizer, VoiceResting
from broadcaster.tts.resting import Rests

DEADLINE = timedelta(seconds=25)
"""The longest a single sentence may take before the next voice is asked."""

QUICK = 0.75
"""With less than this part of the deadline left, a sentence that failed is not tried again."""

log = logging.getLogger(__name__)

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
    rests: Rests | None = None,
) -> Spoken:
    """Speak `lines` with the first of `voices` that can say all of them.

    `lines` is asked once for each engine tried, because engines read loan words differently. `told` hears of
    every sentence done and may raise to give the work up. A voice that failed in a way that may pass is left alone
    for a while (`rests`): the next bulletin does not wait for it again. It is asked all the same if nobody else can.
    """
    failures: list[VoiceError] = []
    put_off: list[Voice] = []

    def tried(voice: Voice, last: bool) -> Spoken | None:
        try:
            engine = _engine(voice, engines)
            said = tuple(lines(engine))
            if not last and rests and _rests(rests, voice, engine, said, cache, failures):
                put_off.append(voice)
                return None
            paths = _all(said, voice, engine, cache, told, deadline)
            return Spoken(voice, said, paths, voice != voices[0], "; ".join(map(str, failures)))
        except VoiceError as error:
            failures.append(error)
            if rests and error.again and not isinstance(error, VoiceResting):
                rests.begin(voice.engine, str(error).removeprefix(f"{voice.engine}: "))
            return None

    for number, voice in enumerate(voices):
        if spoken := tried(voice, number == len(voices) - 1):
            if spoken.fallback:
                log.warning("%s speaks in place of %s: %s", voice.engine, voices[0].engine, spoken.why)
            return spoken
    for voice in put_off:
        if spoken := tried(voice, True):
            if rests:
                rests.of(voice.engine).end()  # it was asked after all, and spoke
            return spoken
    raise _every(failures)


def _engine(voice: Voice, engines: Mapping[str, Synthesizer]) -> Synthesizer:
    if voice.engine not in engines:
        raise VoiceError(voice.engine, "there is no such engine", again=False)
    return engines[voice.engine]


def _rests(
    rests: Rests, voice: Voice, engine: Synthesizer, said: Sequence[str], cache: VoiceCache, failures: list[VoiceError]
) -> bool:
    """Whether this voice is to be passed over, which is then noted. What it said before needs no waiting for."""
    rest = rests.of(voice.engine)
    left = rest.left()
    if not left or all(cache.holds(line, voice, engine) for line in said):
        return False
    minutes = -(-left // timedelta(minutes=1))
    failures.append(VoiceError(voice.engine, f"rests for another {minutes} min after: {rest.why}", again=True))
    return True


def _every(failures: Sequence[VoiceError]) -> VoiceError:
    """One error for all that failed."""
    if not failures:
        return VoiceError("voices", "the settings name no voice", again=False)
    if len(failures) == 1:
        return failures[0]
    return VoiceError("voices", "; ".join(map(str, failures)), again=any(failure.again for failure in failures))


def _all(
    lines: Sequence[str],
    voice: Voice,
    engine: Synthesizer,
    cache: VoiceCache,
    told: Told,
    deadline: timedelta,
) -> tuple[Path, ...]:
    """Every line, as many at once as the engine speaks; a line that stands twice is spoken once."""
    with ThreadPoolExecutor(max_workers=engine.at_once, thread_name_prefix=engine.name) as pool:
        paths: list[Path] = []
        asked = {}
        try:
            for number, line in enumerate(lines):
                told(number, len(lines), line)
                for ahead in lines[number : number + engine.at_once]:
                    if ahead not in asked:
                        asked[ahead] = pool.submit(_one, ahead, voice, engine, cache, deadline)
                paths.append(asked[line].result())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
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
