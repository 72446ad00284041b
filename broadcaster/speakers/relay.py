"""A relay (tiếp âm): a network stream for a fixed time, in a player of its own that has no network itself.

The stream comes through `source`, which fetches it from its one host, and a pipe. Nobody knows beforehand how it
should sound, so the ear only measures whether the device sounds at all. A stream that is silent, stands still or is
not there is tried again; after ten seconds without sound the relay ends, so that the next item has its turn. A device
that is not there is looked for until four seconds after its time. With an offset it is the rest of a relay that was
cut: places are those of the whole.
"""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

from broadcaster.airing import Reason
from broadcaster.speakers.child import Keeper, PlayerChild
from broadcaster.speakers.port import Cue, Heard, Played, Sounding, Watch
from broadcaster.speakers.source import OPENING, Forbidden, Source, why_reason
from broadcaster.speakers.stretch import LOOK, Over
from broadcaster.speakers.verdict import Circumstances, Trouble, noted, played
from broadcaster.speakers.witness import Witness

GIVEN_UP = timedelta(seconds=10)
"""After so much silence the relay ends."""

_AHEAD = 4.0  # seconds before its time the stream is opened
_STALLED = 3.0
_ARMING = 5.0
_LIFELESS = 2.5
_OPENING = 0.25  # so long the player takes from its release to the first sound, where the stream is there already
_REST = 0.5  # between two tries
_FOR_A_DEVICE = 4.0  # seconds after its time for a device to appear, as for any other cue


class Relaying:
    """The state of one relay; thrown away afterwards."""

    def __init__(self, cue: Cue, watch: Watch, keeper: Keeper) -> None:
        self._cue, self._watch, self._keeper = cue, watch, keeper
        self._begins = time.monotonic() + (cue.start - datetime.now(UTC)).total_seconds()
        self._ends = self._begins + cue.length.total_seconds()
        self._witness = Witness(keeper, self._begins)
        self._ahead = time.time() - time.monotonic()
        self._number = time.monotonic_ns()
        self._child: PlayerChild | None = None
        self._halted: str | None = None
        self._trouble: Trouble | None = None
        self._last: Trouble | None = None
        self._begun: float | None = None

    def run(self) -> Played:
        """Everything from the choice of the device to the account."""
        try:
            if not hasattr(os, "mkfifo"):
                self._end(Trouble(Reason.NO_STREAM, "this system has no pipes to relay through", suspect=False))
            early = max(0.0, self._begins - time.monotonic())
            self._go_to([self._cue.device, *filter(None, [self._cue.standby])], early + _FOR_A_DEVICE)
            while (left := self._begins - _AHEAD - time.monotonic()) > 0:
                self._turn(min(LOOK, left))
            while True:
                self._tune_in()
                self._rest()
        except Over:
            return self._account()

    def close(self) -> None:
        """Silence, and let go of everything."""
        child, self._child = self._child, None
        if child:
            child.close(at_once=True)
        self._witness.leave()

    def _tune_in(self) -> None:
        """One connection, from its opening until it breaks; what it broke of is kept."""
        with _pipe() as (path, into):
            source = Source(self._cue.stream, into)
            try:
                if self._opened(source) and self._armed(path, source.demux):
                    self._follow(source)
            finally:
                source.close()
                if self._child:
                    self._child.send("stop")

    def _opened(self, source: Source) -> bool:
        deadline = time.monotonic() + OPENING
        while not source.demux:
            self._turn(LOOK)
            if isinstance(source.why, Forbidden):
                self._end(Trouble(why_reason(source.why), str(source.why), suspect=False))
            if source.why or time.monotonic() > deadline:
                return self._broke(str(source.why or "accepts and says nothing"))
        return True

    def _armed(self, path: Path, demux: str) -> bool:
        """Have a player hold the stream and go at its time."""
        child = self._child = self._child if self._child and not self._child.gone else PlayerChild(self._keeper.module)
        device = self._witness.devices[-1] if self._witness.devices else self._cue.device
        self._number += 1
        child.send("tune", cue=self._number, path=str(path), demux=demux, device=device, volume=self._cue.volume)
        deadline = time.monotonic() + _ARMING
        while (said := self._message(child)) != "armed":
            if said == "gone" or time.monotonic() > deadline:
                child.close(at_once=True)
                return self._broke("the player does not take the stream")
        child.send("go", cue=self._number, at=self._begins + self._ahead - _OPENING)
        return True

    def _follow(self, source: Source) -> None:
        """Stay with it until its time is over or it breaks."""
        child = self._child
        assert child
        while True:
            said = self._message(child)
            if said == "begun":
                self._last = None
                self._begun = self._begun or time.monotonic()
                self._witness.attend(child.pid, self._cue.volume)
            if said in ("ended", "gone") or time.monotonic() - child.last_sign > _LIFELESS:
                if said != "ended":
                    child.close(at_once=True)
                self._broke("the player came to an end")
                return
            if source.why or time.monotonic() - source.moved > _STALLED:
                self._broke(str(source.why or "stands still"))
                return

    def _message(self, child: PlayerChild) -> str:
        """What the player says about this stream, if anything."""
        message = child.next(LOOK)
        self._turn(0.0)
        if message is None or (message["say"] != "gone" and message.get("cue") != self._number):
            return ""
        return str(message["say"])

    def _broke(self, why: str) -> bool:
        """Remembered, in case that nothing better comes."""
        self._last = Trouble(Reason.NO_STREAM, f"{self._cue.stream} {why}", suspect=False)
        return False

    def _rest(self) -> None:
        until = time.monotonic() + _REST
        while time.monotonic() < until:
            self._turn(LOOK)

    def _turn(self, patience: float) -> None:
        """One look at everything: the watch, the device, the ear, the time."""
        if patience:
            time.sleep(patience)
        self._ask()
        now = time.monotonic()
        if now >= self._ends:
            raise Over
        if self._witness.lost:
            self._change_device(self._witness.lost)
        self._witness.listen(now)
        if self._quiet(now) >= GIVEN_UP:
            self._give_up()

    def _quiet(self, now: float) -> timedelta:
        """For how long nothing has been heard; without an ear, for how long nothing was played."""
        if now < self._begins:
            return timedelta(0)
        if self._witness.listens:
            return self._witness.gauge.silence
        return timedelta(seconds=now - self._begins) if self._last and self._begun is None else timedelta(0)

    def _give_up(self) -> NoReturn:
        if self._witness.muted:
            self._end(Trouble(Reason.MUTED, f"{self._witness.muted} is muted", suspect=False))
        silent = Trouble(Reason.NO_STREAM, f"{self._cue.stream} is silent", suspect=False)
        self._end(self._last or silent)

    def _change_device(self, why: str) -> None:
        """On the standby, the stream goes on as it comes."""
        if not self._cue.standby or len(self._witness.devices) > 1:
            self._end(Trouble(Reason.DEVICE_LOST, why, suspect=False))
        self._witness.leave()
        if self._child:
            self._child.close(at_once=True)
        self._witness.warn(Reason.DEVICE_LOST, f"{why}; it goes on on {self._cue.standby}")
        self._go_to([self._cue.standby], GIVEN_UP.total_seconds() / 2)

    def _go_to(self, names: list[str], patience: float) -> None:
        trouble = self._witness.go_to(names, patience, self._ask)
        if trouble:
            self._end(trouble)

    def _end(self, trouble: Trouble) -> NoReturn:
        self._trouble = trouble
        raise Over

    def _position(self) -> timedelta:
        passed = timedelta(seconds=time.monotonic() - self._begins)
        return self._cue.offset + max(timedelta(0), min(self._cue.length, passed))

    def _ask(self) -> None:
        witness = self._witness
        reason = Reason.NONE if witness.hearing else self._last.reason if self._last else Reason.SILENT
        now = Sounding(self._position(), witness.gauge.heard, witness.level_db, witness.hearing, reason)
        self._halted = self._watch(now)
        if self._halted is not None:
            raise Over

    def _account(self) -> Played:
        ended, witness, length, position = time.monotonic(), self._witness, self._cue.length, self._position()
        measured = timedelta(0) if self._begun is None and self._keeper.listens else witness.measured
        self.close()
        gauge, heard, offset = witness.gauge, None, self._cue.offset
        if measured is not None:
            sounded = min(length, measured)
            first = None if gauge.first is None else self._wall(self._begins + gauge.first.total_seconds())
            gaps = tuple((since + offset, until + offset) for since, until in gauge.gaps())
            heard = Heard(sounded, length, sounded, offset + gauge.until, first, None, gaps, gauge.level_db)
        seen = Circumstances(heard, position - offset if self._begun else timedelta(0), self._halted, self._trouble)
        begun = None if self._begun is None else self._wall(self._begun)
        device = " → ".join(witness.devices) or self._cue.device
        return noted(played(seen, length, begun, self._wall(ended), device, offset), witness.notes, witness.warnings)

    def _wall(self, monotonic: float) -> datetime:
        return datetime.fromtimestamp(monotonic + self._ahead, UTC).astimezone(self._cue.start.tzinfo)


@contextlib.contextmanager
def _pipe() -> Iterator[tuple[Path, int]]:
    """A named pipe that only this user can open, and its end to write into."""
    with tempfile.TemporaryDirectory(prefix="relay-") as folder:
        path = Path(folder) / "stream"
        os.mkfifo(path, 0o600)
        into = os.open(path, os.O_RDWR | os.O_NONBLOCK)  # both ends: the player never meets an early end
        try:
            yield path, into
        finally:
            os.close(into)
