"""What a sound device is being given, as samples on the monotonic clock: the ear writes, the judge reads."""

import threading
from array import array
from collections import deque
from typing import TypeAlias

Samples: TypeAlias = "array[int]"

TAPE_RATE = 8_000
_KEPT = 12 * TAPE_RATE
_HOLE = 1.0  # seconds without a sample: the device stood still, and time went on
_MEMORY = 10.0  # seconds over which the zero time is estimated


class Tape:
    """The last dozen seconds. Sample `n` lies at `zero() + n / TAPE_RATE` on the monotonic clock.

    A sample cannot arrive before it exists: the earliest of all (arrival - n / rate) is the zero time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._samples = array("h")
        self._since = 0
        self._arrivals: deque[tuple[float, float]] = deque()

    def write(self, piece: Samples, arrived: float, *, anew: bool = False) -> None:
        """Add what has just arrived; a long hole before it is kept as silence, `anew` (another tap) any hole."""
        with self._lock:
            if self._arrivals:
                late = arrived - self._zero() - (self._end() + len(piece)) / TAPE_RATE
                if late > (0 if anew else _HOLE):
                    self._samples.frombytes(bytes(2 * round(late * TAPE_RATE)))
            self._samples.extend(piece)
            zero = arrived - self._end() / TAPE_RATE
            while self._arrivals and self._arrivals[-1][1] >= zero:
                self._arrivals.pop()
            self._arrivals.append((arrived, zero))
            while self._arrivals[0][0] < arrived - _MEMORY:
                self._arrivals.popleft()
            if len(self._samples) > 2 * _KEPT:
                drop = len(self._samples) - _KEPT
                self._samples = self._samples[drop:]
                self._since += drop

    def stand_still(self, now: float) -> float:
        """How many seconds the next sample is late; where it is very late, the missing time is counted as silence."""
        with self._lock:
            if not self._arrivals:
                return 0.0
            late = now - self._zero() - self._end() / TAPE_RATE
            if late > _HOLE:
                self._samples.frombytes(bytes(2 * round((late - _HOLE / 2) * TAPE_RATE)))
            return late

    @property
    def end(self) -> int:
        """The number of the sample that comes next."""
        with self._lock:
            return self._end()

    def zero(self) -> float | None:
        """The monotonic instant of sample 0; None before anything came."""
        with self._lock:
            return self._zero() if self._arrivals else None

    def read(self, since: int, until: int) -> Samples:
        """Samples [since, until); what is no longer or not yet there is silence."""
        with self._lock:
            begin, end = since - self._since, until - self._since
            found = self._samples[max(0, begin) : max(0, end)]
        missing = max(0, min(until - since, -begin))
        if missing:
            found = array("h", bytes(2 * missing)) + found
        if len(found) < until - since:
            found.frombytes(bytes(2 * (until - since - len(found))))
        return found

    def _end(self) -> int:
        return self._since + len(self._samples)

    def _zero(self) -> float:
        return self._arrivals[0][1]
