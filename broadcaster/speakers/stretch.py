"""One unbroken stretch of a cue, from a place in the file until its end or until trouble: one player, one device."""

import contextlib
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

from broadcaster.airing import Reason
from broadcaster.speakers.account import set_in
from broadcaster.speakers.attendant import Attendant
from broadcaster.speakers.child import GONE, Keeper, Message, PlayerChild
from broadcaster.speakers.devices import Outlet
from broadcaster.speakers.hearing import Hearing
from broadcaster.speakers.judge import MISSED
from broadcaster.speakers.port import LEADING_SILENCE, Cue
from broadcaster.speakers.seal import RATE
from broadcaster.speakers.verdict import Trouble

LOOK = 0.05  # between two looks at everything, and so between two calls of `watch`
_ARMING = 3.0  # … and a second for every so many bytes
_BYTES_A_SECOND = 30_000_000
_LIFELESS = 2.5  # seconds without a sign of life: the player hangs
_LOOKS = 20  # … but only if we ourselves were awake meanwhile
_OVERTIME = 3.0
_TOO_SOON = timedelta(milliseconds=500)
_STOPPING = 0.3
_PRICKING_UP = 0.5
_LAST_CALL = 0.6  # before the first sound, the player must know its instant
_HEARING_OUT = 1.0


class Over(Exception):
    """The stretch ends here."""


Ask = Callable[["Stretch"], None]
"""Shows the watch what goes on; raises Over at its word."""


class Stretch:
    """The state of one stretch. It plays `cue` from `cue.offset` at `cue.start`; `before` is what was heard earlier.

    Afterwards `trouble` says what ended it, None where it came to its end or somebody stopped it.
    """

    def __init__(self, cue: Cue, outlet: Outlet | None, keeper: Keeper, ask: Ask, before: bytes = b"") -> None:
        self.cue, self.before = cue, before
        self.device = outlet.sink.name if outlet else cue.device
        self.length = timedelta(0)
        self.trouble: Trouble | None = None
        self.begun: float | None = None
        self.ended: float | None = None
        self.ahead = time.time() - time.monotonic()
        self.attendant = Attendant(outlet, keeper.level) if outlet else None
        self.hearing = self._ear(keeper.listens)
        self._number = time.monotonic_ns()
        self._keeper, self._ask = keeper, ask
        self._child = keeper.player()
        self._looks = 0
        self._replaced = False

    def run(self) -> None:
        """Everything from arming to the last sound that came through the ear."""
        try:
            self._arm()
            self._prick_up()
            self._go()
            self._follow()
        except Over:
            self._silence()
        self.ended = self.ended or time.monotonic()
        self._hear_out()

    def close(self) -> None:
        """Let go of everything; nothing sounds afterwards, and a player that is suspect is replaced."""
        if self.ended is None:
            self._silence()
        if self.hearing:
            self.hearing.close()
        if self.attendant:
            self.attendant.close()
        if self.trouble and self.trouble.suspect and not self._replaced:
            self._keeper.replace()

    def position(self, *, unbounded: bool = False) -> timedelta:
        """Where in the file the play is."""
        if self.begun is None:
            return self.cue.offset
        passed = timedelta(seconds=(self.ended or time.monotonic()) - self._zero(self.begun))
        return passed if unbounded else max(self.cue.offset, min(self.length, passed))

    def wall(self, monotonic: float) -> datetime:
        """A monotonic instant as wall clock time, by what the two clocks said at the start."""
        return datetime.fromtimestamp(monotonic + self.ahead, UTC).astimezone(self.cue.start.tzinfo)

    def _ear(self, listens: bool) -> Hearing | None:
        try:
            return Hearing(self.attendant) if listens and self.attendant else None
        except OSError:
            return None  # no parec: the play goes on, and its outcome says that nobody listened

    def _zero(self, begun: float) -> float:
        """When the file's first sample sounded, or would have: a play from an offset has a lead of its own."""
        offset = self.cue.offset
        return begun + (LEADING_SILENCE - offset).total_seconds() if offset else begun

    def _arm(self) -> None:
        """Have the file copied, checked and opened; a player that hangs meanwhile is replaced once."""
        for last_try in (False, True):
            answer = self._order_arming(self._child)
            if answer and answer["say"] == "armed":
                self.length = timedelta(seconds=answer["frames"] / RATE)
                return self._open_score(Path(answer["path"]))
            if answer and answer["say"] == "refused":
                self._fail(Trouble(Reason(answer["reason"]), answer["detail"], suspect=False))
            if not last_try:
                self._child = self._keeper.replace()
        self._fail(Trouble(Reason.PLAYER_HUNG, "the player does not answer"))

    def _order_arming(self, player: PlayerChild) -> Message | None:
        path = self.cue.path.absolute()
        player.send(
            "arm",
            cue=self._number,
            path=str(path),
            sha256=self.cue.sha256,
            device=self.device,
            volume=self.cue.volume,
            offset=self.cue.offset.total_seconds(),
        )
        deadline = time.monotonic() + _ARMING
        with contextlib.suppress(OSError):
            deadline += path.stat().st_size / _BYTES_A_SECOND
        while time.monotonic() < deadline and not player.gone:
            message = player.next(LOOK)
            self._ask(self)
            if message and message["say"] in ("armed", "refused") and message["cue"] == self._number:
                return message
        return None

    def _open_score(self, path: Path) -> None:
        if self.hearing:
            try:
                self.hearing.open(path)
            except OSError:
                self.hearing.open(self.cue.path)

    def _prick_up(self) -> None:
        """Give the ear a moment, and longer if there is time, to hear at least the silence before the sound."""
        hearing, since = self.hearing, time.monotonic()
        while hearing and not hearing.works:
            waited = time.monotonic() - since
            left = (self.cue.start - datetime.now(UTC)).total_seconds()
            if waited > _PRICKING_UP and left < _LAST_CALL:
                return
            self._turn()
            self._turn()
            if waited < _PRICKING_UP and not hearing.works:
                hearing.wake()

    def _go(self) -> None:
        """Tell the player when, and wait for it."""
        at = self.cue.start - LEADING_SILENCE
        self._child.send("go", cue=self._number, at=at.timestamp())
        while self.begun is None:
            self._turn()
        self.ahead = time.time() - time.monotonic()
        if self.attendant:
            self.attendant.attend(self._child.pid, self.cue.volume)
        if self.hearing:
            left_out = bytes([MISSED]) * set_in(self.cue.offset)
            self.hearing.begin(self._zero(self.begun), self.before or left_out)

    def _follow(self) -> None:
        """Stay with it to the end."""
        while self.ended is None:
            self._turn()
            if self.hearing:
                self.hearing.listen()
                if self.cue.standby and self.hearing.dead:
                    self._fail(Trouble(Reason.DEVICE_LOST, f"nothing comes out of {self.device}"))
            if self.position(unbounded=True) > self.length + timedelta(seconds=_OVERTIME):
                self._fail(Trouble(Reason.PLAYER_HUNG, "the player does not come to an end"))

    def _turn(self) -> None:
        """One look at the player and one at the watch."""
        message = self._child.next(LOOK)
        self._ask(self)
        if self.attendant and self.attendant.lost:
            self._fail(Trouble(Reason.DEVICE_LOST, self.attendant.lost))
        if message is None:
            return self._check_life()
        self._looks = 0
        if message["say"] == GONE:
            self._fail(Trouble(Reason.PLAYER_FAILED, "the player died"))
        if message.get("cue") != self._number:
            return None
        if message["say"] == "begun":
            self.begun = float(message["monotonic"])
        elif message["say"] == "ended":
            self.ended = time.monotonic()
            if self.position(unbounded=True) < self.length - _TOO_SOON:
                self.trouble = Trouble(Reason.NO_DEVICE, "the player rushed through: it found no sound output")
        return None

    def _check_life(self) -> None:
        self._looks += 1
        quiet = time.monotonic() - self._child.last_sign
        if quiet > _LIFELESS and self._looks > _LOOKS:
            self._fail(Trouble(Reason.PLAYER_HUNG, f"no sign of life from the player for {quiet:.1f} s"))

    def _fail(self, trouble: Trouble) -> NoReturn:
        self.trouble = trouble
        raise Over

    def _silence(self) -> None:
        """End the sound now: by asking, and by force where asking does not help."""
        self.ended = time.monotonic()
        if self.trouble and self.trouble.suspect:
            return self._replace()
        self._child.send("stop")
        deadline = time.monotonic() + _STOPPING
        while (left := deadline - time.monotonic()) > 0 and not self._child.gone:
            message = self._child.next(left)
            if message and message["say"] == "stopped" and message["cue"] == self._number:
                return None
        return self._replace()

    def _replace(self) -> None:
        self._child = self._keeper.replace()
        self._replaced = True

    def _hear_out(self) -> None:
        """Wait for the last that was played to come through the ear."""
        if not self.hearing or self.begun is None:
            return
        deadline = time.monotonic() + _HEARING_OUT
        whole = self.trouble is None and self.position() >= self.length
        while time.monotonic() < deadline:
            self.hearing.listen(final=True)
            if self.hearing.done or (not whole and time.monotonic() > deadline - _HEARING_OUT + _STOPPING):
                break
            time.sleep(LOOK)
        if self.attendant and self.trouble is None and not self.hearing.hearing:
            self.attendant.finish_looking()
            if self.attendant.lost:
                self.trouble = Trouble(Reason.DEVICE_LOST, self.attendant.lost)
