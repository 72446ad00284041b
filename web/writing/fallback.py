"""Giọng dự phòng: which better voice could not speak, why, and whether it may be asked again now."""

from dataclasses import dataclass
from datetime import datetime

from broadcaster.bulletin import Bulletin, Script
from broadcaster.settings import named, order_for, usual_voices
from broadcaster.station import Voice
from broadcaster.store import Heading
from broadcaster.voices import packs as voice_packs
from web.desk import desk
from web.sounds.voice_words import NOT_THEN, STATIONS_OWN, lasting, spec_of, voice_name, voice_place, why_not
from web.tongue.tables import said


@dataclass(frozen=True, slots=True)
class Fallback:
    """`better` is the wanted voice. It rests `until` then, or may be asked now (`back`); `spoke`: it has spoken since.

    `lasting` says that nothing changes before somebody mends it.
    """

    better: str
    why: str
    until: datetime | None = None
    spoke: bool = False
    lasting: bool = False

    @property
    def back(self) -> bool:
        """Whether making the sound again can end in the better voice."""
        return self.spoke or (self.until is None and not self.lasting)


def why_fallback(one: Bulletin | Heading) -> str:
    """Why another voice than the wanted one speaks, in a sentence; "" when the wanted one does."""
    if isinstance(one, Heading):
        return _why(one.why, one.voice) if one.fallback else ""
    sound = one.rendition
    return _why(sound.why, one.script.voice) if sound is not None and sound.fallback else ""


def _why(why: str, wanted: str) -> str:
    return why_not(why, _order(wanted)) or said(NOT_THEN)


def fallback_of(bulletin: Bulletin) -> Fallback | None:
    """Everything a person must know before making the sound again."""
    sound, here = bulletin.rendition, desk()
    if sound is None or not sound.fallback:
        return None
    better = order_of(bulletin.script)[0]
    rest = here.store.voice_rests(here.now()).get(better.engine)
    spoke = here.store.voice_spoke(f"{better.engine}/{better.name}")
    made = here.store.sound_made(sound.sha256)
    return Fallback(
        better=voice_name(spec_of(better)),
        why=why_fallback(bulletin),
        until=rest.until if rest else None,
        spoke=spoke is not None and made is not None and spoke > made,
        lasting=lasting(sound.why) and not _installed(better),
    )


def order_of(script: Script) -> tuple[Voice, ...]:
    """The voices that may say this script, the wanted one first."""
    return _order(script.voice)


def _order(wanted: str) -> tuple[Voice, ...]:
    settings = desk().settings
    return order_for(wanted, settings.voices, settings.voice_services)


def voice_choices(current: str) -> list[tuple[str, str]]:
    """What stands in the chooser of the editor: what a script says, and what a person reads."""
    settings = desk().settings
    specs = [spec_of(voice) for voice in settings.voices]
    specs += [f"piper:{pack.name}" for pack in voice_packs.installed(settings.voice_packs)]
    specs += ["espeak:vi", *([current] if current else [])]
    first = said(STATIONS_OWN).format(first=voice_name(spec_of(settings.voices[0])))
    return [("", first), *((spec, f"{voice_name(spec)} ({voice_place(spec)})") for spec in dict.fromkeys(specs))]


def known_voice(wanted: str) -> bool:
    """Whether the station has an engine of that name; "" is the station's order."""
    try:
        return not wanted or bool(named(wanted, usual_voices(desk().settings.voice_services)))
    except ValueError:
        return False


def _installed(voice: Voice) -> bool:
    """Whether a voice pack has come since."""
    return voice.engine == "piper" and voice_packs.found(desk().settings.voice_packs, voice.name) is not None
