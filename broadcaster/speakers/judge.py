"""The judge: lays what was heard beside what should have sounded, a quarter of a second at a time.

A stretch counts as heard when its own samples are found in the recording at the place where they belong:
other sound on the device, before or at the same time, cannot be mistaken for it and does not hide it.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from broadcaster.speakers.score import GRAIN, STEP, Score, energy, likeness
from broadcaster.speakers.seek import BLOCK, EARLY, HOP, likely, pin_down
from broadcaster.speakers.tape import TAPE_RATE, Tape

_GRAINS = BLOCK // GRAIN
RECOGNISED = 0.5  # normalised correlation; unrelated speech stays below 0.3
_FOUND = 0.6  # the same, when the place was not known before
_CLEAR = 0.9  # no need to look for a better place
_CERTAIN = 0.8  # for ten milliseconds on their own
_FAINTEST = 0.01  # gain, -40 dB: fainter than this nobody hears
_HOLLOW = 0.05  # a grain with less than -13 dB of its due energy was swallowed
_NEAR, _LATE = TAPE_RATE // 8, TAPE_RATE * 3 // 2
_LIVING = TAPE_RATE // 50

PAUSE, MISSED, HEARD = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Match:
    """Where a stretch was found: `at` is the tape's sample, `phase` the sixths of a sample between the two."""

    at: int
    phase: int
    likeness: float
    gain: float


def never(_since: float, _until: float) -> bool:
    """A device that is never muted."""
    return False


class Judge:
    """The account of one play. `begins` is the monotonic instant of the file's first sample.

    `before` are the verdicts on the file's beginning, which is not to be judged: the play sets in where they end.
    `deaf` tells whether the device was muted at some moment between two monotonic instants.
    """

    def __init__(
        self,
        score: Score,
        tape: Tape,
        begins: float,
        before: bytes = b"",
        deaf: Callable[[float, float], bool] = never,
    ) -> None:
        self.score = score
        self.grains = bytearray(before)
        self._origin = len(before)
        self._deaf = deaf
        self.loudness = 0.0  # energy heard, and over how many samples
        self.loud_samples = 0
        self._tape = tape
        self._begins = begins
        self._offset: int | None = None
        self._phase = 0
        self._lost = True
        self._search_from = 0
        self._tried = -1
        self._searches = 0
        self._deaf_until = 0
        self.first: float | None = None
        self.last: float | None = None

    @property
    def done(self) -> bool:
        """Whether the whole file has been judged."""
        return len(self.grains) * GRAIN >= self.score.length

    def recent(self, count: int) -> bytes:
        """The last verdicts of this play, at most so many."""
        return bytes(self.grains[max(self._origin, len(self.grains) - count) :])

    def all_grains(self) -> bytes:
        """The verdicts for the whole file: what was never judged, because the play ended, was missed."""
        rest = bytearray()
        while (begin := (len(self.grains) + len(rest)) * GRAIN) < self.score.length:
            rest.extend(MISSED if sounds else PAUSE for sounds in self._voiced(begin)[1])
        return bytes(self.grains + rest)

    def listen(self, *, final: bool = False) -> None:
        """Judge every stretch that the tape is now long enough for.

        A stretch whose place is not known gets time to come late, unless it is found near its place at once.
        """
        searches = self._searches
        while not self.done and (final or self._searches == searches):  # one search takes a twentieth of a second
            begin = len(self.grains) * GRAIN
            place = self._place()
            if place is None:
                return
            deaf = self._was_deaf(place + begin)
            waiting = self._lost and begin >= self._search_from
            there = self._tape.end - (place + begin + BLOCK)
            if waiting and not final and not deaf and there < _LATE:
                if there < _NEAR or self._tried == begin:
                    return
                self._tried = begin
                if not self._judge(begin, place + begin, _NEAR, deaf=False, give_up=False):
                    return
            elif there < _LIVING or not self._judge(begin, place + begin, _LATE, deaf=deaf):
                return

    def _was_deaf(self, place: int) -> bool:
        """Whether the device was muted while the block at that place of the tape sounded."""
        since = (self._tape.zero() or 0.0) + place / TAPE_RATE
        return self._deaf(since, since + BLOCK / TAPE_RATE)

    def _place(self) -> int | None:
        """The tape's sample where the file's first one lies, known or expected."""
        if self._offset is not None:
            return self._offset
        zero = self._tape.zero()
        return None if zero is None else round((self._begins - zero) * TAPE_RATE)

    def _judge(self, begin: int, place: int, late: int, *, deaf: bool, give_up: bool = True) -> bool:
        """Give one block its verdicts; False when it was not found and is not to be given up yet."""
        energies, voiced = self._voiced(begin)
        if not any(voiced):
            self.grains.extend(bytes(_GRAINS))
            return True
        match = None if deaf else self._recognise(begin, place, voiced, late)
        if match is None and not give_up:
            return False
        if deaf:
            self._deaf_until = begin + BLOCK
        if match is None:
            self._grain_by_grain(begin, place, voiced, known=not self._lost and not deaf)
            self._lost = True
            return True
        self._offset, self._phase = match.at - begin, match.phase
        if not (self._lost and begin >= self._search_from and self._go_back(begin)):
            self._lost = False
            self._note(match, voiced, energies)
        return True

    def _go_back(self, begin: int) -> bool:
        """Its place is known again: what was missed since it was lost is judged once more, at that place."""
        heard = self.grains.rfind(HEARD, self._origin)
        blocks = (heard - self._origin) // _GRAINS + 1 if heard >= 0 else 0
        back = max(self._origin + blocks * _GRAINS, self._deaf_until // GRAIN)
        self._search_from = begin + BLOCK
        if back >= len(self.grains):
            return False
        del self.grains[back:]
        return True

    def _voiced(self, begin: int) -> tuple[list[int], list[bool]]:
        """The energy due in each grain of a block, and whether it is sound at all."""
        due = self.score.samples(begin, BLOCK)
        energies = [energy(due[at : at + GRAIN]) for at in range(0, BLOCK, GRAIN)]
        limit = self.score.threshold**2 * GRAIN
        return energies, [value > limit for value in energies]

    def _grain_by_grain(self, begin: int, place: int, voiced: list[bool], *, known: bool) -> None:
        """A block is not there as a whole. Where its place was `known`, its beginning may yet have been heard."""
        for index, sounds in enumerate(voiced):
            at = index * GRAIN
            near = self._compare(begin + at, place + at, GRAIN, self._phase) if known and sounds else None
            if near and near.likeness >= _CERTAIN and near.gain >= _FAINTEST:
                self._note_time(len(self.grains))
                self.grains.append(HEARD)
            else:
                self.grains.append(MISSED if sounds else PAUSE)

    def _note(self, match: Match, voiced: list[bool], energies: list[int]) -> None:
        """A block was heard: which grains of it, when, and how loud."""
        got = self._tape.read(match.at, match.at + BLOCK)
        for index, sounds in enumerate(voiced):
            heard = energy(got[index * GRAIN : (index + 1) * GRAIN]) if sounds else 0
            if not sounds:
                self.grains.append(PAUSE)
            elif heard < _HOLLOW * match.gain**2 * energies[index]:
                self.grains.append(MISSED)
            else:
                self._note_time(len(self.grains))
                self.grains.append(HEARD)
                self.loudness += heard
                self.loud_samples += GRAIN

    def _note_time(self, grain: int) -> None:
        zero = self._tape.zero() or 0.0
        offset = (self._offset or 0) - self._phase / STEP
        if self.first is None:
            self.first = zero + (self.score.first_sample(grain) + offset) / TAPE_RATE
        self.last = zero + ((grain + 1) * GRAIN + offset) / TAPE_RATE

    def _recognise(self, begin: int, place: int, voiced: list[bool], late: int) -> Match | None:
        """Find this stretch where the one before was, or else anywhere near."""
        first = voiced.index(True) * GRAIN
        count = (_GRAINS - voiced[::-1].index(True)) * GRAIN - first
        if self._offset is not None:
            match = self._track(begin + first, place + first, count)
            if match.likeness >= RECOGNISED and match.gain >= _FAINTEST:
                return Match(match.at - first, match.phase, match.likeness, match.gain)
        if begin < self._search_from or not energy(self._tape.read(place - EARLY, place + BLOCK + late)):
            return None
        self._searches += 1
        places = likely(self.score, self._tape, begin, place, late)
        _, place = max(pin_down(self.score, self._tape, begin + first, at + first, count) for at in places)
        self._phase = 0
        best = self._track(begin + first, place, count)
        if best.likeness < _FOUND or best.gain < _FAINTEST:
            return None
        return Match(best.at - first, best.phase, best.likeness, best.gain)

    def _track(self, begin: int, place: int, count: int) -> Match:
        """The best of this place and its next neighbours, a sixth of a sample at a time."""
        best = self._compare(begin, place, count, self._phase)
        if best.likeness > _CLEAR:
            return best
        for way in (-2, 2):
            while True:
                step = best.phase + way
                at = best.at - (step // STEP)
                near = self._compare(begin, at, count, step % STEP)
                if near.likeness <= best.likeness or abs(near.at - place) > HOP:
                    break
                best = near
        return best

    def _compare(self, begin: int, place: int, count: int, phase: int) -> Match:
        due = self.score.samples(begin, count, phase)
        got = self._tape.read(place, place + count)
        weight, found = energy(due), energy(got)
        if not weight or not found:
            return Match(place, phase, 0.0, 0.0)
        shared = likeness(due, got)
        return Match(place, phase, shared / math.sqrt(weight * found), max(0.0, shared / weight))
