"""One text or one script into a file that a person names: WAV, or MP3 for a loudspeaker that is carried about."""

import tempfile
from dataclasses import replace
from pathlib import Path

from broadcaster import sound
from broadcaster.bulletin import Rendition, Script
from broadcaster.rendering.bulletin import (
    Plan,
    Progress,
    assemble,
    bulletin_plan,
    carry_on,
    engines_of,
    key_of,
    plan_of,
    speak,
)
from broadcaster.settings import Settings, usual_voices
from broadcaster.spoken import reader
from broadcaster.station import Voice


def render_script(
    script: Script, out: Path, settings: Settings, engine: str | None = None, progress: Progress = carry_on
) -> Rendition:
    """A whole bulletin into the file `out`; only `engine` if one is named, whatever voice the script asks for."""
    wanted = replace(script, voice="") if engine else script
    return _into(bulletin_plan(wanted, _with_engine(settings, engine), reader(settings)), out, settings, progress)


def say(text: str, out: Path, settings: Settings, engine: str | None = None) -> Rendition:
    """One text into the file `out`, shaped for the street but without chimes and words around it."""
    chosen = _with_engine(settings, engine)
    bare = replace(chosen, sound=replace(chosen.sound, opening_chime=None, closing_chime=None))
    read = reader(settings)
    plan = plan_of(lambda engine: tuple(read(text, engine.respells)), bare, bare.voices)
    return _into(plan, out, settings, carry_on)


def _into(plan: Plan, out: Path, settings: Settings, progress: Progress) -> Rendition:
    engines = engines_of(plan.voices, settings)
    try:
        spoken = speak(plan, engines, settings, progress)
        engine = engines[spoken.voice.engine]
        samples, card = assemble(plan, spoken, plan.phrases(engine), key_of(plan, spoken.voice, engine))
        card = _written(samples, card, out, plan)
    finally:
        for one in engines.values():
            one.close()
    return replace(card, path=out, sha256=sound.sha256(out))


def _written(samples: sound.Samples, card: Rendition, out: Path, plan: Plan) -> Rendition:
    """The card after the samples were written as what the file's name says."""
    if out.suffix.lower() != ".mp3":
        sound.write_wav(samples, out)
        return card
    with tempfile.TemporaryDirectory() as folder:
        sound.write_wav(samples, Path(folder, "whole.wav"))
        return replace(card, peak=sound.export_mp3(Path(folder, "whole.wav"), out, plan.chain.peak))


def _with_engine(settings: Settings, engine: str | None) -> Settings:
    if engine is None:
        return settings
    named = tuple(voice for voice in settings.voices if voice.engine == engine)
    name, _, voice = engine.partition(":")
    usual = usual_voices(settings.voice_services).get(name, "")
    return replace(settings, voices=named or (Voice(name, voice or usual),))
