"""Sound: decoding, loudness, the outdoor chain, joining. numpy and pydub are imported when first needed; no network."""

from broadcaster.sound.clips import Line, Programme, chime, joined, programme, trimmed
from broadcaster.sound.export import export_mp3
from broadcaster.sound.gate import flaws, overdriven
from broadcaster.sound.loudness import integrated, loudness, true_peak, weighted_power
from broadcaster.sound.outdoor import VERSION, Chain, chain_for, levelled, limited, shape
from broadcaster.sound.rates import at_rate
from broadcaster.sound.recording import Level, Recording, take_in
from broadcaster.sound.samples import RATE, Samples, decode, sha256, whole, write_wav
from broadcaster.sound.tempo import factor_for, stretched

__all__ = [
    "RATE",
    "VERSION",
    "Chain",
    "Level",
    "Line",
    "Programme",
    "Recording",
    "Samples",
    "at_rate",
    "chain_for",
    "chime",
    "decode",
    "export_mp3",
    "factor_for",
    "flaws",
    "integrated",
    "joined",
    "levelled",
    "limited",
    "loudness",
    "overdriven",
    "programme",
    "sha256",
    "shape",
    "stretched",
    "take_in",
    "trimmed",
    "true_peak",
    "weighted_power",
    "whole",
    "write_wav",
]
