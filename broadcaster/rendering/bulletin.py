"""Rendering: script + voice + chimes -> one sound file, with a key that names everything it was made from."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from broadcaster import sound, tts
from broadcaster.bulletin import Mark, Priority, Rendition, Script
from broadcaster.errors import RenderingCancelled, SoundError, VoiceError
from broadcaster.rendering import shelf
from broadcaster.settings import Settings, order_for
from broadcaster.sound import Chain, Line
from broadcaster.spoken import Phrase, Reader, reader, text_of
from broadcaster.station import Voice
from broadcaster.tts import Rests, Spoken, Synthesizer, VoiceCache
from broadcaster.vietnamese import syllable_count

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = "3"
"""Grows when the same sentences would be put together differently."""

TOLERANCE = 1.0
PEAK_MARGIN = 0.2
SHAPING = "sound"
"""What progress calls the step after the last sentence."""

Progress = Callable[[int, int, str], bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be said, by which voices, and around which chimes: everything a sound depends on."""

    phrases: Callable[[Synthesizer], tuple[Phrase, ...]]
    voices: tuple[Voice, ...]
    chain: Chain
    opening: Path | None
    closing: Path | None
    chime_below: float
    opening_below: float


def carry_on(done: int, total: int, step: str) -> bool:
    """The progress of a rendering nobody watches."""
    return True


def render(
    script: Script,
    settings: Settings,
    engines: Mapping[str, Synthesizer],
    out_dir: Path,
    progress: Progress = carry_on,
    read: Reader | None = None,
) -> Rendition:
    """The sound of a whole bulletin on the shelf `out_dir`; an unharmed sound of the same key is used again.

    `progress` is told of every step and may answer False: RenderingCancelled. Raises VoiceError when no voice
    can say it, SoundError when the sound cannot be made or written.
    """
    plan = bulletin_plan(script, settings, read or reader(settings))
    if ready := _already_there(plan, engines, out_dir):
        return ready
    spoken = speak(plan, engines, settings, progress)
    engine = engines[spoken.voice.engine]
    key = key_of(plan, spoken.voice, engine)
    card = shelf.found(out_dir, key)
    if card is None:
        samples, card = assemble(plan, spoken, plan.phrases(engine), key)
        card = shelf.put(out_dir, samples, card)
    return replace(card, fallback=spoken.fallback, why=spoken.why)


def bulletin_plan(script: Script, settings: Settings, read: Reader) -> Plan:
    """What a bulletin needs: the station's words around the script's own, the voice it asks for before the others.

    Who hears the tone of an urgent bulletin must listen at once: it stands as loud as the speech, and no chime and
    no greeting come before it.
    """

    @cache
    def phrases(respelled: bool) -> tuple[Phrase, ...]:
        return text_of(script, settings, lambda text: read(text, respelled))

    plan = plan_of(lambda engine: phrases(engine.respells), settings, voices_for(script, settings))
    if script.priority is not Priority.URGENT or settings.sound.attention is None:
        return plan
    return replace(plan, opening=settings.sound.attention, opening_below=0.0)


def voices_for(script: Script, settings: Settings) -> tuple[Voice, ...]:
    """The voices that may say this script, the wanted one first."""
    return order_for(script.voice, settings.voices, settings.voice_services)


def key_of(plan: Plan, voice: Voice, engine: Synthesizer) -> str:
    """The hash of everything that makes the sound."""
    made_of = [
        VERSION,
        sound.VERSION,
        [(phrase.text, phrase.pause.total_seconds()) for phrase in plan.phrases(engine)],
        [voice.engine, voice.name, voice.rate, engine.version],
        asdict(plan.chain),
        [sound.sha256(chime) if chime else "" for chime in (plan.opening, plan.closing)],
        [plan.opening_below, plan.chime_below],
    ]
    return hashlib.sha256(json.dumps(made_of, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def assemble(plan: Plan, spoken: Spoken, phrases: Sequence[Phrase], key: str) -> tuple[sound.Samples, Rendition]:
    """The finished samples, measured and looked through, and all that is known of them but their hash and place."""
    raw = [sound.decode(path) for path in spoken.paths]
    for number, voice in enumerate(raw):
        if sound.overdriven(voice):
            raise _spoiled(spoken, number, "is clipped")
    counts = [syllable_count(line) for line in spoken.lines]
    speech = sound.joined(_paced(raw, counts, phrases, spoken.voice.rate))
    raw.clear()
    shaped = replace(speech, samples=sound.shape(speech.samples, plan.chain))
    opening = _chime(plan.opening, plan.chain, plan.opening_below)
    closing = _chime(plan.closing, plan.chain, plan.chime_below)
    whole = sound.programme(shaped, opening, closing)
    samples, lufs, peak, power = _within_limits(whole.samples, plan.chain)
    for number, flaw in sound.flaws(replace(whole, samples=samples), counts, power):
        raise _spoiled(spoken, number, flaw)
    marks = tuple(Mark(begin, end, line) for (begin, end), line in zip(whole.spans, spoken.lines, strict=True))
    card = Rendition(
        key, "", Path(), samples.duration, f"{spoken.voice.engine}/{spoken.voice.name}", lufs, peak, marks=marks
    )
    return samples, replace(card, fallback=spoken.fallback, why=spoken.why)


def _chime(path: Path | None, chain: Chain, below: float) -> sound.Samples | None:
    return sound.chime(path, chain.lufs - below, chain.ceiling) if path else None


def _paced(raw: Sequence[sound.Samples], counts: Sequence[int], phrases: Sequence[Phrase], rate: float) -> list[Line]:
    """The sentences with their pauses, at a pace that is understood outdoors: one pace for the whole bulletin."""
    voices = [sound.trimmed(voice) for voice in raw]
    factor = sound.factor_for([(count, voice.duration) for count, voice in zip(counts, voices, strict=True)], rate)
    return [Line(sound.stretched(voice, factor), phrase.pause) for voice, phrase in zip(voices, phrases, strict=True)]


def _spoiled(spoken: Spoken, number: int, flaw: str) -> SoundError:
    """The refusal that names the sentence. Its sound is not kept: the next try asks the voice again."""
    spoken.paths[number].unlink(missing_ok=True)
    return SoundError(f'the sentence "{spoken.lines[number][:80]}" {flaw}')


def engines_of(voices: Sequence[Voice], settings: Settings) -> Mapping[str, Synthesizer]:
    """The engines those voices need, with what the station has for them."""
    around = tts.Surroundings(
        notes=settings.voice_cache,
        packs=settings.voice_packs,
        services=settings.voice_services,
        secrets=settings.secrets,
        gap=timedelta(minutes=1) / settings.voice_care.requests_a_minute,
    )
    return tts.engines(voices, around)


def plan_of(
    phrases: Callable[[Synthesizer], tuple[Phrase, ...]], settings: Settings, voices: tuple[Voice, ...]
) -> Plan:
    """Those phrases in those voices, with the station's chain and chimes."""
    wanted = settings.sound
    chain = sound.chain_for(wanted.street, wanted.horn_protection, wanted.lufs, wanted.peak)
    below = wanted.chime_below
    return Plan(phrases, voices, chain, wanted.opening_chime, wanted.closing_chime, below, below)


def _already_there(plan: Plan, engines: Mapping[str, Synthesizer], shelf_folder: Path) -> Rendition | None:
    """The sound in the best voice, if it was made before: no voice has to be asked."""
    voice = next(iter(plan.voices), None)
    if voice is None or voice.engine not in engines:
        return None
    ready = shelf.found(shelf_folder, key_of(plan, voice, engines[voice.engine]))
    return replace(ready, fallback=False, why="") if ready else None


def speak(plan: Plan, engines: Mapping[str, Synthesizer], settings: Settings, progress: Progress) -> Spoken:
    """Every phrase in one of the voices; RenderingCancelled when progress says so."""
    kept, rests = VoiceCache(settings.voice_cache), Rests(settings.voice_cache, settings.voice_care.rest)

    def told(done: int, total: int, step: str) -> None:
        if not progress(done, total + 1, step):
            raise RenderingCancelled(f"the rendering was called off at sentence {done + 1} of {total}")

    def lines(engine: Synthesizer) -> tuple[str, ...]:
        found = tuple(phrase.text for phrase in plan.phrases(engine))
        if not found:
            raise VoiceError(engine.name, "there is nothing to say", again=False)
        return found

    spoken = tts.voiced(lines, plan.voices, engines, kept, told, rests=rests)
    told(len(spoken.lines), len(spoken.lines), SHAPING)
    return spoken


def _within_limits(samples: sound.Samples, chain: Chain) -> tuple[sound.Samples, float, float, "NDArray[np.float32]"]:
    """The sound with its loudness, true peak and power as they will stand in the file, mended once if needed.

    The chimes of a short bulletin weigh enough to move it. What stays outside its limits is not let out.
    """
    power, peak = sound.weighted_power(samples.data), sound.true_peak(samples)
    if abs(sound.integrated(power) - chain.lufs) > TOLERANCE / 4 or peak > chain.peak - PEAK_MARGIN:
        samples = sound.levelled(samples, chain.lufs, chain.ceiling)
        power, peak = sound.weighted_power(samples.data), sound.true_peak(samples)
    lufs = sound.integrated(power)
    if abs(lufs - chain.lufs) > TOLERANCE or peak > chain.peak:
        raise SoundError(f"the sound came out at {lufs:.1f} LUFS and {peak:.1f} dBTP, outside its limits")
    return samples, round(lufs, 2), round(peak, 2), power
