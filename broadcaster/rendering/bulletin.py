"""Rendering: script + voice + chimes -> one sound file, with a key that names everything it was made from."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from broadcaster import sound, tts
from broadcaster.bulletin import Mark, Rendition, Script
from broadcaster.errors import RenderingCancelled, SoundError, VoiceError
from broadcaster.rendering import shelf
from broadcaster.settings import Settings
from broadcaster.sound import Chain, Line
from broadcaster.spoken import Phrase, Reader, reader, text_of
from broadcaster.station import Voice
from broadcaster.tts import Spoken, Synthesizer, VoiceCache

VERSION = "1"
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
    spoken = _speak(plan, engines, VoiceCache(settings.voice_cache), progress)
    engine = engines[spoken.voice.engine]
    key = key_of(plan, spoken.voice, engine)
    card = shelf.found(out_dir, key)
    if card is None:
        samples, card = assemble(plan, spoken, plan.phrases(engine), key)
        card = shelf.put(out_dir, samples, card)
    return replace(card, fallback=spoken.fallback, why=spoken.why)


def render_script(
    script: Script, out: Path, settings: Settings, engine: str | None = None, progress: Progress = carry_on
) -> Rendition:
    """A whole bulletin into the file `out`; only `engine` if one is named."""
    return _into(bulletin_plan(script, _with_engine(settings, engine), reader(settings)), out, settings, progress)


def say(text: str, out: Path, settings: Settings, engine: str | None = None) -> Rendition:
    """One text into the file `out`, shaped for the street but without chimes and words around it."""
    chosen = _with_engine(settings, engine)
    bare = replace(chosen, sound=replace(chosen.sound, opening_chime=None, closing_chime=None))
    read = reader(settings)
    plan = _plan(lambda engine: tuple(read(text, engine.respells)), bare)
    return _into(plan, out, settings, carry_on)


def bulletin_plan(script: Script, settings: Settings, read: Reader) -> Plan:
    """What a bulletin needs: the station's words around the script's own."""
    return _plan(lambda engine: text_of(script, settings, lambda text: read(text, engine.respells)), settings)


def key_of(plan: Plan, voice: Voice, engine: Synthesizer) -> str:
    """The hash of everything that makes the sound."""
    made_of = [
        VERSION,
        sound.VERSION,
        [(phrase.text, phrase.pause.total_seconds()) for phrase in plan.phrases(engine)],
        [voice.engine, voice.name, voice.rate, engine.version],
        asdict(plan.chain),
        [sound.sha256(chime) if chime else "" for chime in (plan.opening, plan.closing)],
        plan.chime_below,
    ]
    return hashlib.sha256(json.dumps(made_of, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def assemble(plan: Plan, spoken: Spoken, phrases: Sequence[Phrase], key: str) -> tuple[sound.Samples, Rendition]:
    """The finished samples, measured, and all that is known of them but their hash and place."""
    speech = sound.joined(
        [Line(sound.decode(path), phrase.pause) for path, phrase in zip(spoken.paths, phrases, strict=True)]
    )
    shaped = replace(speech, samples=sound.shape(speech.samples, plan.chain))
    level, ceiling = plan.chain.lufs - plan.chime_below, plan.chain.ceiling
    opening, closing = (sound.chime(path, level, ceiling) if path else None for path in (plan.opening, plan.closing))
    whole = sound.programme(shaped, opening, closing)
    samples, lufs, peak = _within_limits(whole.samples, plan.chain)
    for number, flaw in sound.flaws(replace(whole, samples=samples)):
        raise SoundError(f'the sentence "{spoken.lines[number][:80]}" {flaw}')
    marks = tuple(Mark(begin, end, line) for (begin, end), line in zip(whole.spans, spoken.lines, strict=True))
    card = Rendition(
        key, "", Path(), samples.duration, f"{spoken.voice.engine}/{spoken.voice.name}", lufs, peak, marks=marks
    )
    return samples, replace(card, fallback=spoken.fallback, why=spoken.why)


def _plan(phrases: Callable[[Synthesizer], tuple[Phrase, ...]], settings: Settings) -> Plan:
    wanted = settings.sound
    chain = Chain(lufs=wanted.lufs, peak=wanted.peak)
    return Plan(phrases, settings.voices, chain, wanted.opening_chime, wanted.closing_chime, wanted.chime_below)


def _already_there(plan: Plan, engines: Mapping[str, Synthesizer], shelf_folder: Path) -> Rendition | None:
    """The sound in the station's best voice, if it was made before: no voice has to be asked."""
    voice = next(iter(plan.voices), None)
    if voice is None or voice.engine not in engines:
        return None
    ready = shelf.found(shelf_folder, key_of(plan, voice, engines[voice.engine]))
    return replace(ready, fallback=False, why="") if ready else None


def _speak(plan: Plan, engines: Mapping[str, Synthesizer], cache: VoiceCache, progress: Progress) -> Spoken:
    def told(done: int, total: int, step: str) -> None:
        if not progress(done, total + 1, step):
            raise RenderingCancelled(f"the rendering was called off at sentence {done + 1} of {total}")

    def lines(engine: Synthesizer) -> tuple[str, ...]:
        found = tuple(phrase.text for phrase in plan.phrases(engine))
        if not found:
            raise VoiceError(engine.name, "there is nothing to say", again=False)
        return found

    spoken = tts.voiced(lines, plan.voices, engines, cache, told)
    told(len(spoken.lines), len(spoken.lines), SHAPING)
    return spoken


def _into(plan: Plan, out: Path, settings: Settings, progress: Progress) -> Rendition:
    engines = tts.engines(plan.voices, settings.voice_cache)
    try:
        spoken = _speak(plan, engines, VoiceCache(settings.voice_cache), progress)
        engine = engines[spoken.voice.engine]
        samples, card = assemble(plan, spoken, plan.phrases(engine), key_of(plan, spoken.voice, engine))
        sound.write_wav(samples, out)
    finally:
        for one in engines.values():
            one.close()
    return replace(card, path=out, sha256=sound.sha256(out))


def _with_engine(settings: Settings, engine: str | None) -> Settings:
    if engine is None:
        return settings
    named = tuple(voice for voice in settings.voices if voice.engine == engine)
    return replace(settings, voices=named or (Voice(engine, "vi"),))


def _within_limits(samples: sound.Samples, chain: Chain) -> tuple[sound.Samples, float, float]:
    """The sound with its loudness and true peak as they will stand in the file, brought to them once more if needed.

    The chimes of a short bulletin weigh enough to move it. What stays outside its limits is not let out.
    """
    lufs, peak = sound.loudness(samples), sound.true_peak(samples)
    if abs(lufs - chain.lufs) > TOLERANCE / 4 or peak > chain.peak - PEAK_MARGIN:
        samples = sound.levelled(samples, chain.lufs, chain.ceiling)
        lufs, peak = sound.loudness(samples), sound.true_peak(samples)
    if abs(lufs - chain.lufs) > TOLERANCE or peak > chain.peak:
        raise SoundError(f"the sound came out at {lufs:.1f} LUFS and {peak:.1f} dBTP, outside its limits")
    return samples, round(lufs, 2), round(peak, 2)
