"""Sound: decoding, loudness, the outdoor chain, joining. numpy and pydub are imported when first needed; no network."""

from broadcaster.sound.clips import Line, Programme, chime, joined, programme, trimmed
from broadcaster.sound.gate import flaws
from broadcaster.sound.loudness import loudness, true_peak
from broadcaster.sound.outdoor import VERSION, Chain, levelled, limited, shape
from broadcaster.sound.samples import RATE, Samples, at_rate, decode, sha256, whole, write_wav

__all__ = [
    "RATE",
    "VERSION",
    "Chain",
    "Line",
    "Programme",
    "Samples",
    "at_rate",
    "chime",
    "decode",
    "flaws",
    "joined",
    "levelled",
    "limited",
    "loudness",
    "programme",
    "sha256",
    "shape",
    "trimmed",
    "true_peak",
    "whole",
    "write_wav",
]
