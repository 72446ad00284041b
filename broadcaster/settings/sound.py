"""How a bulletin sounds: [sound], and what is said around it: [words]."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from broadcaster.settings import reading as read
from broadcaster.settings.reading import TomlReading

STREETS = ("quiet", "normal", "noisy")


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """How a bulletin is shaped: `lufs` loudness, `peak` true peak in dBTP, `chime_below` LU under the speech.

    `attention` is the tone before an urgent bulletin, in place of the opening chime and words.
    `street` is how loud the place is that has to understand it; `horn_protection` keeps low tones, which a horn
    cannot radiate and which wear it out, from it.
    """

    lufs: float
    peak: float
    opening_chime: Path | None
    closing_chime: Path | None
    chime_below: float
    repeat: bool
    street: str = "normal"
    horn_protection: bool = True
    attention: Path | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What is said around a bulletin; {station}, {ward}, {title} and {hotline} are filled in."""

    opening: str
    closing: str
    repeat: str


def sound_of(file: TomlReading, folders: Sequence[Path]) -> SoundSettings:
    """The table [sound]; a chime is looked for in each of `folders`."""
    table = file.table("sound")

    def chime(key: str, default: str) -> Path | None:
        name = file.take(table, "sound", key, default, read.text)
        found = [path for path in (folder / name for folder in folders) if path.is_file()]
        if name and not found:
            file.fault("sound", key, f'"{name}" is not a file')
        return found[0] if name and found else None

    sound = SoundSettings(
        lufs=file.take(table, "sound", "lufs", -14.0, read.between(-24, -10)),
        peak=file.take(table, "sound", "peak", -1.5, read.between(-9, -1)),
        opening_chime=chime("opening_chime", "audio/chimes/opening.wav"),
        closing_chime=chime("closing_chime", "audio/chimes/closing.wav"),
        chime_below=file.take(table, "sound", "chime_below", 3.0, read.between(0, 20)),
        repeat=file.take(table, "sound", "repeat", False, read.yes_no),
        street=file.take(table, "sound", "street", "normal", read.one_of({name: name for name in STREETS})),
        horn_protection=file.take(table, "sound", "horn_protection", True, read.yes_no),
        attention=chime("attention", "audio/chimes/attention.wav"),
    )
    file.leftovers(table, "sound")
    return sound


def words_of(file: TomlReading) -> Words:
    """The table [words]."""
    table = file.table("words")

    def sentence(value: object) -> str:
        said = read.text(value)
        try:
            said.format(station="", ward="", title="", hotline="")
        except (KeyError, IndexError, ValueError) as why:
            raise ValueError("may hold {station}, {ward}, {title} and {hotline} in braces, nothing else") from why
        return said

    words = Words(
        opening=file.take(table, "words", "opening", "{station} xin kính chào quý vị và các bạn.", sentence),
        closing=file.take(table, "words", "closing", "Bản tin của {station} đến đây là hết.", sentence),
        repeat=file.take(table, "words", "repeat", "Xin nhắc lại.", sentence),
    )
    file.leftovers(table, "words")
    return words
