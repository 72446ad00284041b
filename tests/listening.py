"""The proof of a recording: which parts of a rendered file are in it, from when to when, and what else sounds.

Half-second blocks of the file are looked for by normalised cross-correlation at 8 kHz; hits vote for an offset.
"""

import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.signal import correlate, resample_poly

RATE = 48_000
EAR_RATE = 8_000
BLOCK = EAR_RATE // 2
GRAIN = EAR_RATE // 100
PIECE = EAR_RATE // 10
FOUND = 0.6
ENOUGH = 4
"""Blocks that must agree on an offset: one alone may be a word that the voice says the same way elsewhere."""
AUDIBLE = 10 ** (-50 / 20)
REPLACED = 10
"""Seconds within which a player that died is replaced (P5)."""

Sound = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Play:
    """One time the file was found. `onset` is where its first sound lies in the recording, in seconds.

    `heard` is the share of its voiced hundredths of a second that were there; `gaps` are (from, to) in the
    file, in seconds, 20 ms or longer; `clipped` is how much of the beginning is missing.
    """

    onset: float
    heard: float
    gaps: tuple[tuple[float, float], ...]
    clipped: float


@dataclass(frozen=True, slots=True)
class Proof:
    """What a recording proves. `foreign` are stretches (from, to) of sound that the file does not explain.

    `missing` is how many seconds of the file one play did not bring, in tenths of a second,
    when a player that died is taken for replaced: the next one brings the rest, and neither of the two is whole.
    """

    plays: tuple[Play, ...]
    foreign: tuple[tuple[float, float], ...]
    missing: float

    @property
    def whole(self) -> tuple[Play, ...]:
        """The plays of nearly all of the file. Chimes and words that two files share are found as lesser ones."""
        return tuple(play for play in self.plays if play.heard > 0.9)

    @property
    def play(self) -> Play:
        """The one and only play."""
        assert len(self.plays) == 1, f"{len(self.plays)} plays"
        return self.plays[0]


def read(path: Path) -> Sound:
    """A 48 kHz mono 16-bit WAV as samples between -1 and 1."""
    with wave.open(str(path), "rb") as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (RATE, 1, 2)
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2") / 32768.0


def prove(rendered: Path, recording: Path | npt.NDArray[np.int16]) -> Proof:
    """Look for the rendered file in a recording at 48 kHz."""
    score = read(rendered)
    heard = read(recording) if isinstance(recording, Path) else recording / 32768.0
    due, got = _thin(score), _thin(heard)
    first = int(np.argmax(np.abs(score) > AUDIBLE)) / RATE
    plays, left = [], got.copy()
    offsets = _offsets(due, got)
    for offset in offsets:
        found = _grains(due, got, offset)
        voiced = _voiced(due)
        exact = _exact(score, heard, first, offset / EAR_RATE)
        gaps = _runs(voiced & ~found, voiced)
        clipped = gaps[0][1] - gaps[0][0] if gaps and gaps[0][0] <= first + 0.01 else 0.0
        plays.append(Play(exact, float((voiced & found).sum() / max(1, voiced.sum())), gaps, clipped))
        _take_away(left, _thin(_placed(score, len(heard), round((exact - first) * RATE))))
    return Proof(tuple(sorted(plays, key=lambda play: play.onset)), _sounding(left), _missing(due, got, offsets))


def _thin(samples: npt.NDArray[np.float64]) -> Sound:
    return np.asarray(resample_poly(samples, 1, RATE // EAR_RATE), dtype=np.float64)


def _normalised(block: Sound, got: Sound) -> Sound:
    """The correlation of `block` with every place of `got`, between -1 and 1."""
    shared = correlate(got, block, mode="valid", method="fft")
    sums = np.concatenate([[0.0], np.cumsum(got**2)])
    power = sums[len(block) :] - sums[: -len(block)]
    return np.asarray(shared / np.sqrt(np.maximum(power, 1e-6) * (block**2).sum()))


def _offsets(due: Sound, got: Sound) -> list[int]:
    """Where the file begins in the recording, once for each time that it was played."""
    votes: list[int] = []
    if len(got) < BLOCK:
        return []
    for begin in range(0, len(due) - BLOCK + 1, BLOCK):
        block = due[begin : begin + BLOCK]
        if not _audible(block):
            continue
        marks = _normalised(block, got)
        while (best := int(np.argmax(marks))) >= 0 and marks[best] >= FOUND:
            votes.append(best - begin)
            marks[max(0, best - BLOCK) : best + BLOCK] = 0.0
    blocks = len(due) // BLOCK
    return [offset for offset, count in _clusters(votes) if count >= min(ENOUGH, max(1, blocks // 4))]


def _audible(block: Sound) -> bool:
    return bool(np.sqrt((block**2).mean()) >= AUDIBLE)


def _missing(due: Sound, got: Sound, offsets: list[int]) -> float:
    """Seconds of the file that are not there however one goes on from one offset to a later one, `REPLACED` at most.

    Never back to an earlier one: a bulletin says its words twice, and the first time is no proof of the second. And not
    much later, for all bulletins of a station end with the same words.
    """
    blocks = [begin for begin in range(0, len(due) - PIECE + 1, PIECE) if _audible(due[begin : begin + PIECE])]
    there = [[_brings(due, got, begin, offset) for offset in offsets] for begin in blocks]
    most = 0
    for first, since in enumerate(offsets):
        brought = [0 for offset in offsets[first:] if offset - since <= REPLACED * EAR_RATE]
        for block in there:
            best = 0
            for at in range(len(brought)):
                best = max(best, brought[at])
                brought[at] = best + block[first + at]
        most = max(most, *brought)
    return (len(blocks) - most) * PIECE / EAR_RATE


def _brings(due: Sound, got: Sound, begin: int, offset: int) -> bool:
    """Whether the tenth of a second of the file from `begin` on is in the recording there, give or take 1 ms."""
    near = EAR_RATE // 1000
    part = _at(got, begin + offset - near, PIECE + 2 * near)
    return bool(_normalised(due[begin : begin + PIECE], part).max() >= FOUND)


def _clusters(votes: list[int]) -> list[tuple[int, int]]:
    """Votes within 20 ms of each other are one play: its offset, and how many blocks voted for it."""
    found: list[list[int]] = []
    for vote in sorted(votes):
        if found and vote - found[-1][-1] <= 2 * GRAIN:
            found[-1].append(vote)
        else:
            found.append([vote])
    return [(int(np.median(cluster)), len(cluster)) for cluster in found]


def _voiced(due: Sound) -> npt.NDArray[np.bool_]:
    levels = _levels(due)
    return np.asarray(levels > max(AUDIBLE, float(levels.max(initial=0.0)) * 0.03))


def _levels(samples: Sound) -> Sound:
    whole = samples[: len(samples) // GRAIN * GRAIN].reshape(-1, GRAIN)
    return np.asarray(np.sqrt((whole**2).mean(axis=1)))


def _at(got: Sound, offset: int, length: int) -> Sound:
    """The recording from `offset` on, with silence where there is none."""
    part = got[max(0, offset) : max(0, offset + length)]
    return np.pad(part, (max(0, -offset), 0))[:length] if offset < 0 else np.pad(part, (0, length - len(part)))


def _grains(due: Sound, got: Sound, offset: int) -> npt.NDArray[np.bool_]:
    """For each hundredth of a second of the file, whether it is in the recording at that offset."""
    part = _at(got, offset, len(due))
    shape = (len(due) // GRAIN, GRAIN)
    ours, theirs = due[: shape[0] * GRAIN].reshape(shape), part[: shape[0] * GRAIN].reshape(shape)
    gain = float((due * part).sum() / max(1e-9, (due**2).sum()))
    shared = (ours * theirs).sum(axis=1)
    return np.asarray(shared > 0.3 * gain * (ours**2).sum(axis=1))


def _exact(score: Sound, heard: Sound, first: float, near: float) -> float:
    """The first sound's place in the recording, to the sample, from the first 0.4 s of it that are there."""
    for start in np.arange(first, first + 3.0, 0.4):
        block = score[int(start * RATE) : int((start + 0.4) * RATE)]
        begin = max(0, int((near + start - 0.01) * RATE))
        room = heard[begin : begin + len(block) + int(0.02 * RATE)]
        if len(room) > len(block) and (block**2).mean() > AUDIBLE**2:
            marks = _normalised(block, room)
            best = int(np.argmax(marks))
            if marks[best] > FOUND:
                return (begin + best) / RATE - (int(start * RATE) / RATE - first)
    return near + first


def _runs(missing: npt.NDArray[np.bool_], voiced: npt.NDArray[np.bool_]) -> tuple[tuple[float, float], ...]:
    """Stretches of missing sound, across pauses, of 20 ms or more."""
    runs: list[tuple[int, int]] = []
    since = until = -1
    for at in [*np.flatnonzero(voiced), len(voiced)]:
        if at < len(missing) and missing[at]:
            since, until = (at if since < 0 else since), at + 1
        elif since >= 0:
            runs.append((since, until))
            since = -1
    return tuple((begin * GRAIN / EAR_RATE, end * GRAIN / EAR_RATE) for begin, end in runs if end - begin >= 2)


def _placed(score: Sound, length: int, at: int) -> Sound:
    """The file alone, as the recording would be with nothing else in it."""
    whole = np.zeros(length)
    part = score[max(0, -at) :][: max(0, length - max(0, at))]
    whole[max(0, at) : max(0, at) + len(part)] = part
    return whole


def _take_away(left: Sound, placed: Sound) -> None:
    """Subtract the file from the recording, half a second at a time, each with its own gain."""
    for begin in range(0, len(left), BLOCK):
        part, block = left[begin : begin + BLOCK], placed[begin : begin + BLOCK]
        if (weight := float((block**2).sum())) > 1e-6:
            part -= block * float((block * part).sum() / weight)


def _sounding(left: Sound) -> tuple[tuple[float, float], ...]:
    """Where a tenth of a second or more is still audible."""
    loud = np.flatnonzero(_levels(left) > 0.02)
    runs: list[list[int]] = []
    for at in loud:
        if runs and at - runs[-1][1] <= 20:
            runs[-1][1] = int(at) + 1
        else:
            runs.append([int(at), int(at) + 1])
    return tuple((begin * GRAIN / EAR_RATE, end * GRAIN / EAR_RATE) for begin, end in runs if end - begin >= 10)
