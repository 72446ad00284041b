"""One cue from arming to account: the device is looked at, the player armed and released, the ear asked."""

import contextlib
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

from broadcaster.airing import Reason
from broadcaster.speakers import pulse
from broadcaster.speakers.child import GONE, Keeper, Message, PlayerChild
from broadcaster.speakers.devices import choose
from broadcaster.speakers.hearing import Hearing
from broadcaster.speakers.port import LEADING_SILENCE, Cue, Played, Sounding, Watch
from broadcaster.speakers.seal import RATE
from broadcaster.speakers.verdict import Circumstances, Trouble, played

_LOOK = 0.05  # between two looks at everything, and so between two calls of `watch`
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


class _Over(Exception):
    """The play ends here."""


class Performance:
    """The state of one play; thrown away afterwards."""

    def __init__(self, cue: Cue, watch: Watch, keeper: Keeper) -> None:
        self._cue, self._watch, self._keeper = cue, watch, keeper
        self._number = time.monotonic_ns()
        self._device = cue.device
        self._hearing: Hearing | None = None
        self._halted: str | None = None
        self._trouble: Trouble | None = None
        self._length = timedelta(0)
        self._begun: float | None = None
        self._ended: float | None = None
        self._looks = 0
        self._replaced = False
        self._child = keeper.player()
        self._ahead = time.time() - time.monotonic()

    def run(self) -> Played:
        """Everything from arming to the account."""
        try:
            self._choose_device()
            self._arm()
            self._prick_up()
            self._go()
            self._follow()
        except _Over:
            self._silence()
        self._ended = self._ended or time.monotonic()
        self._hear_out()
        return self._account()

    def close(self) -> None:
        """Let go of everything; nothing sounds afterwards, and a player that is suspect is replaced."""
        if self._ended is None:
            self._silence()
        if self._hearing:
            self._hearing.close()
        if self._trouble and self._trouble.suspect and not self._replaced:
            self._keeper.replace()

    def _choose_device(self) -> None:
        """Find the output and put the ear on it, before anything is armed."""
        if self._keeper.module != "pulse":
            return
        found: list[pulse.Sink | Trouble | None] = []
        asking = threading.Thread(target=lambda: found.append(choose(self._cue.device)), daemon=True)
        asking.start()
        while asking.is_alive():
            asking.join(_LOOK)
            self._ask()
        sink = found[0] if found else None
        if isinstance(sink, Trouble):
            self._fail(sink)
        elif sink:
            self._device = sink.name
            if self._keeper.listens:
                self._listen(sink)

    def _listen(self, sink: pulse.Sink) -> None:
        try:
            self._hearing = Hearing(sink)
        except OSError:
            self._hearing = None  # no parec: the play goes on, and its outcome says that nobody listened

    def _arm(self) -> None:
        """Have the file copied, checked and opened; a player that hangs meanwhile is replaced once."""
        for last_try in (False, True):
            answer = self._order_arming(self._child)
            if answer and answer["say"] == "armed":
                self._length = timedelta(seconds=answer["frames"] / RATE)
                return self._open_score(Path(answer["path"]))
            if answer and answer["say"] == "refused":
                self._fail(Trouble(Reason(answer["reason"]), answer["detail"], suspect=False))
            if not last_try:
                self._child = self._keeper.replace()
        self._fail(Trouble(Reason.PLAYER_HUNG, "the player does not answer"))

    def _order_arming(self, player: PlayerChild) -> Message | None:
        path = self._cue.path.absolute()
        player.send(
            "arm",
            cue=self._number,
            path=str(path),
            sha256=self._cue.sha256,
            device=self._device,
            volume=self._cue.volume,
        )
        deadline = time.monotonic() + _ARMING
        with contextlib.suppress(OSError):
            deadline += path.stat().st_size / _BYTES_A_SECOND
        while time.monotonic() < deadline and not player.gone:
            message = player.next(_LOOK)
            self._ask()
            if message and message["say"] in ("armed", "refused") and message["cue"] == self._number:
                return message
        return None

    def _open_score(self, path: Path) -> None:
        if self._hearing:
            try:
                self._hearing.open(path)
            except OSError:
                self._hearing.open(self._cue.path)

    def _prick_up(self) -> None:
        """Give the ear a moment, and longer if there is time, to hear at least the silence before the sound."""
        hearing, since = self._hearing, time.monotonic()
        while hearing and not hearing.works:
            waited = time.monotonic() - since
            left = (self._cue.start - datetime.now(UTC)).total_seconds()
            if waited > _PRICKING_UP and left < _LAST_CALL:
                return
            self._turn()
            self._turn()
            if waited < _PRICKING_UP and not hearing.works:
                hearing.wake()

    def _go(self) -> None:
        """Tell the player when, and wait for it."""
        at = self._cue.start - LEADING_SILENCE
        self._child.send("go", cue=self._number, at=at.timestamp())
        while self._begun is None:
            self._turn()
        self._ahead = time.time() - time.monotonic()
        if self._hearing:
            self._hearing.begin(self._begun)

    def _follow(self) -> None:
        """Stay with it to the end."""
        while self._ended is None:
            self._turn()
            if self._hearing:
                self._hearing.listen()
            if self._position(unbounded=True) > self._length + timedelta(seconds=_OVERTIME):
                self._fail(Trouble(Reason.PLAYER_HUNG, "the player does not come to an end"))

    def _turn(self) -> None:
        """One look at the player and one at the watch."""
        message = self._child.next(_LOOK)
        self._ask()
        if self._hearing and self._hearing.watch.lost:
            self._fail(Trouble(Reason.DEVICE_LOST, self._hearing.watch.lost))
        if message is None:
            return self._check_life()
        self._looks = 0
        if message["say"] == GONE:
            self._fail(Trouble(Reason.PLAYER_FAILED, "the player died"))
        if message.get("cue") != self._number:
            return None
        if message["say"] == "begun":
            self._begun = float(message["monotonic"])
        elif message["say"] == "ended":
            self._ended = time.monotonic()
            if self._position(unbounded=True) < self._length - _TOO_SOON:
                self._trouble = Trouble(Reason.NO_DEVICE, "the player rushed through: it found no sound output")
        return None

    def _check_life(self) -> None:
        self._looks += 1
        quiet = time.monotonic() - self._child.last_sign
        if quiet > _LIFELESS and self._looks > _LOOKS:
            self._fail(Trouble(Reason.PLAYER_HUNG, f"no sign of life from the player for {quiet:.1f} s"))

    def _ask(self) -> None:
        """Call the watch; its word ends the play."""
        hearing = self._hearing
        if self._halted is None:
            self._halted = self._watch(
                Sounding(
                    position=self._position(),
                    heard=hearing.heard if hearing else timedelta(0),
                    level_db=hearing.level_db if hearing else None,
                    hearing=hearing.hearing if hearing else True,
                )
            )
            if self._halted is not None:
                raise _Over

    def _fail(self, trouble: Trouble) -> NoReturn:
        self._trouble = trouble
        raise _Over

    def _silence(self) -> None:
        """End the sound now: by asking, and by force where asking does not help."""
        self._ended = time.monotonic()
        if self._trouble and self._trouble.suspect:
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
        if not self._hearing or self._begun is None:
            return
        deadline = time.monotonic() + _HEARING_OUT
        complete = self._halted is None and self._trouble is None
        while time.monotonic() < deadline:
            self._hearing.listen(final=True)
            if self._hearing.done or (not complete and time.monotonic() > deadline - _HEARING_OUT + _STOPPING):
                break
            time.sleep(_LOOK)

    def _position(self, *, unbounded: bool = False) -> timedelta:
        if self._begun is None:
            return timedelta(0)
        passed = timedelta(seconds=(self._ended or time.monotonic()) - self._begun)
        return passed if unbounded else min(self._length, passed)

    def _wall(self, monotonic: float) -> datetime:
        return datetime.fromtimestamp(monotonic + self._ahead, UTC).astimezone(self._cue.start.tzinfo)

    def _account(self) -> Played:
        hearing, sounded = self._hearing, self._position()
        heard = hearing.account(self._length, self._wall) if hearing and hearing.reliable else None
        seen = Circumstances(heard, sounded, self._halted, self._trouble)
        if hearing:
            seen = replace(seen, muted=hearing.watch.was_muted, suspended=hearing.watch.was_suspended)
        begun = None if self._begun is None else self._wall(self._begun)
        return played(seen, self._length, begun, self._wall(self._ended or time.monotonic()), self._device)
