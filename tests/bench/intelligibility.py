"""How much better the outdoor chain is understood: ESTOI through a simulated horn, the echo of a street, and its noise.

The clean voice is the reference; the raw voice and the chain's go through the same channel. Compared twice: with the
same highest point, for a ward's amplifier limits that; and with the raw voice made just as loud, as no amplifier could.
Run: python -m tests.bench.intelligibility [--scripts N] [--street quiet|normal|noisy]
"""

import argparse
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from pystoi import stoi
from scipy.signal import butter, fftconvolve, sosfilt

from broadcaster import rendering, scripts, sound
from broadcaster.rendering.bulletin import bulletin_plan
from broadcaster.settings import PROJECT
from broadcaster.sound.filters import bell
from broadcaster.sound.outdoor import STREETS
from broadcaster.spoken import reader
from broadcaster.station import Voice
from broadcaster.tts import DEADLINE, VoiceCache
from tests.bench.render import station

Numbers = NDArray[np.float64]
SECONDS = 20
NOISE = {"quiet": 8.0, "normal": 2.0, "noisy": -4.0}
"""How far each kind of street's noise lies under a voice at full drive, in dB."""


@dataclass(frozen=True)
class Channel:
    """What lies between the amplifier and an ear at a window: every parameter is printed."""

    horn_low: float = 350.0
    horn_high: float = 5000.0
    horn_resonance: float = 1200.0
    horn_resonance_db: float = 5.0
    echo_at: tuple[float, ...] = (0.045, 0.11, 0.23)
    echo_db: tuple[float, ...] = (-6.0, -9.0, -13.0)
    tail: float = 0.6
    tail_db: float = -16.0
    snr_db: float = 2.0
    seed: int = 20261122

    def __str__(self) -> str:
        echoes = ", ".join(f"{at * 1000:.0f} ms {db:g} dB" for at, db in zip(self.echo_at, self.echo_db, strict=True))
        return (
            f"horn {self.horn_low:g}-{self.horn_high:g} Hz "
            f"(+{self.horn_resonance_db:g} dB at {self.horn_resonance:g} Hz); "
            f"echoes {echoes}; tail {self.tail:g} s at {self.tail_db:g} dB; noise of traffic, "
            f"{self.snr_db:g} dB under a voice at full drive; seed {self.seed}"
        )


def through(voice: Numbers, channel: Channel, noise: Numbers) -> Numbers:
    """The voice at the window."""
    rate = sound.RATE
    sos = [
        *butter(2, channel.horn_low, "highpass", fs=rate, output="sos"),
        *bell(channel.horn_resonance, channel.horn_resonance_db, 1.2),
        *butter(3, channel.horn_high, "lowpass", fs=rate, output="sos"),
    ]
    sections = np.array([np.asarray(section) / section[3] for section in sos])
    return fftconvolve(sosfilt(sections, voice), street(channel))[: len(voice)] + noise


def street(channel: Channel) -> Numbers:
    """The answer of the street to a click: the voice itself, three walls, and a tail that dies away."""
    rate = sound.RATE
    answer = np.zeros(round((max(channel.echo_at) + channel.tail) * rate))
    answer[0] = 1.0
    for at, db in zip(channel.echo_at, channel.echo_db, strict=True):
        answer[round(at * rate)] += 10 ** (db / 20)
    time = np.arange(round(channel.tail * rate)) / rate
    tail = np.random.default_rng(channel.seed).standard_normal(len(time)) * 10 ** (-3 * time / channel.tail)
    start = round(channel.echo_at[0] * rate)
    answer[start : start + len(tail)] += tail / np.sqrt(np.sum(tail**2)) * 10 ** (channel.tail_db / 20)
    return answer


def noise_of(length: int, level: float, channel: Channel) -> Numbers:
    """The noise of a street: engines and voices, strongest below 500 Hz, falling 6 dB an octave above."""
    white = np.random.default_rng(channel.seed + 1).standard_normal(length)
    shaped = sosfilt(butter(1, 500, fs=sound.RATE, output="sos"), white)
    return shaped / np.sqrt(np.mean(shaped**2)) * level


def driven(voice: Numbers, peak_db: float) -> Numbers:
    """The voice as loud as the amplifier lets it be: its highest point at `peak_db` under full scale."""
    return voice / np.abs(voice).max() * 10 ** (peak_db / 20)


def raw_voice(script_path: Path, folder: Path) -> sound.Samples:
    """The first sentences of a script as espeak says them, joined, without the chain."""
    with station() as ward:
        plan = bulletin_plan(scripts.read(script_path), ward, reader(ward))
        engine = rendering.engines_of(plan.voices, ward)["espeak"]
        try:
            lines, total = [], 0.0
            for phrase in plan.phrases(engine):
                path = VoiceCache(folder).spoken(phrase.text, Voice("espeak", "vi"), engine, DEADLINE)
                lines.append(sound.Line(sound.decode(path), phrase.pause))
                total += lines[-1].samples.duration.total_seconds()
                if total > SECONDS:
                    break
        finally:
            engine.close()
    return sound.joined(lines).samples


def gain(raw: sound.Samples, kind: str, channel: Channel) -> tuple[float, float, float]:
    """ESTOI of the raw voice at the same peak, the raw voice at the same loudness, and the shaped voice."""
    chain = sound.chain_for(kind, True, -14.0, -1.5)
    shaped = sound.shape(raw, chain)
    clean = raw.data.astype(np.float64)
    loudest = driven(shaped.data.astype(np.float64), chain.ceiling)
    level = np.sqrt(np.mean(loudest[np.abs(loudest) > 0.01] ** 2)) * 10 ** (-channel.snr_db / 20)
    noise = noise_of(len(clean), float(level), channel)
    as_loud = clean * 10 ** ((sound.loudness(sound.Samples(loudest.astype(np.float32))) - sound.loudness(raw)) / 20)
    voices = (driven(clean, chain.ceiling), as_loud, loudest)
    first, second, third = (
        float(stoi(clean, through(voice, channel, noise), sound.RATE, extended=True)) for voice in voices
    )
    return first, second, third


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scripts", type=int, default=15, metavar="N", help="how many of the shipped scripts")
    parser.add_argument("--street", choices=tuple(STREETS), default="normal")
    args = parser.parse_args()
    channel, rows = Channel(snr_db=NOISE[args.street]), []
    with TemporaryDirectory() as folder:
        for path, _ in scripts.folder(PROJECT / "scripts_vi")[: args.scripts]:
            rows.append((path.stem, gain(raw_voice(path, Path(folder)), args.street, channel)))
    rows.append(("**mean**", tuple(float(np.mean([row[1][at] for row in rows])) for at in range(3))))
    print(f"Channel: {channel}.\n")
    print(f"| script | raw, same peak | raw, same loudness | {args.street} chain | gain | gain at equal loudness |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, (peak, loud, shaped) in rows:
        print(f"| {name} | {peak:.3f} | {loud:.3f} | {shaped:.3f} | {shaped - peak:+.3f} | {shaped - loud:+.3f} |")


if __name__ == "__main__":
    main()
