"""How a play is to be called, once everything about it is known: pure, so that every case can be tested."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from broadcaster.airing import Outcome, Reason
from broadcaster.speakers.port import CUT_IN, LEADING_SILENCE, Heard, Played

ENOUGH = 0.95
"""The share of its voiced seconds that must have been heard before a play is called complete."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong on the way. `suspect`: the player is to be replaced before the next play."""

    reason: Reason
    detail: str
    suspect: bool = True


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known besides the sound itself. `halted` is what the watch answered, `muted` and `suspended` the device.

    `heard` is None where there was no ear; `sounded` is for how long the player was let play, and `deaf` for how much
    of that the device was muted or gone (None: a device that was muted was muted all along).
    """

    heard: Heard | None
    sounded: timedelta
    halted: str | None = None
    trouble: Trouble | None = None
    muted: bool = False
    suspended: bool = False
    deaf: timedelta | None = None

    @property
    def came_out(self) -> timedelta:
        """How much of `sounded` the device let through, as far as that is known without an ear."""
        deaf = self.deaf if self.deaf is not None else self.sounded
        return max(timedelta(0), self.sounded - deaf) if self.muted else self.sounded


def verdict(seen: Circumstances) -> tuple[Outcome, Reason, str]:
    """Outcome, reason, and the technician's detail."""
    if seen.halted is not None:
        return (Outcome.CUT_IN, Reason.URGENT, "") if seen.halted == CUT_IN else (Outcome.STOPPED, Reason.BY_PERSON, "")
    if seen.heard is None:
        return _unmeasured(seen)
    if not seen.heard.voiced and not seen.trouble:
        return Outcome.FAILED, Reason.SILENT, "the file holds no sound"
    reason, detail = _cause(seen)
    share = seen.heard.voiced_heard / seen.heard.voiced if seen.heard.voiced else 0.0
    if share >= ENOUGH:
        return Outcome.COMPLETE, Reason.NONE, ""
    detail = f"{detail}; {share:.0%} of the sound was heard" if detail else f"{share:.0%} of the sound was heard"
    if seen.heard.voiced_heard:
        return Outcome.PARTIAL, Reason.NOT_ALL_HEARD if reason == Reason.SILENT else reason, detail
    return Outcome.FAILED, reason, detail


def played(
    seen: Circumstances,
    wanted: timedelta,
    begun: datetime | None,
    ended: datetime,
    device: str,
    offset: timedelta = timedelta(0),
) -> Played:
    """The whole answer. Without an ear the times are those of the player, which was at least let play so long."""
    outcome, reason, detail = verdict(seen)
    heard = seen.heard
    if heard is not None:
        times = (heard.first, ended, wanted, heard.seconds, heard.until)
        return Played(*times, outcome, reason, detail, device, heard.gaps, heard.level_db)
    if begun is None or outcome == Outcome.FAILED:
        return Played(None, ended, wanted, timedelta(0), timedelta(0), outcome, reason, detail, device)
    times = (begun + LEADING_SILENCE, ended, wanted, seen.came_out, offset + seen.sounded)
    return Played(*times, outcome, reason, detail, device)


def noted(result: Played, notes: Sequence[str], warnings: Sequence[Reason]) -> Played:
    """The same with what happened on the way, each thing once."""
    detail = "; ".join(filter(None, [*dict.fromkeys(notes), result.detail]))
    return replace(result, detail=detail, warnings=tuple(dict.fromkeys(warnings)))


def _unmeasured(seen: Circumstances) -> tuple[Outcome, Reason, str]:
    """Nobody listened: the player's word stands, less what a muted device kept to itself."""
    reason, detail = _cause(seen)
    if not seen.trouble and seen.came_out >= seen.sounded * ENOUGH:
        return Outcome.UNMEASURED, Reason.NO_EAR, "the device cannot be listened to"
    sounded = seen.came_out > timedelta(seconds=1) and reason != Reason.NO_DEVICE
    return Outcome.PARTIAL if sounded else Outcome.FAILED, reason, f"{detail}; not measured"


def _cause(seen: Circumstances) -> tuple[Reason, str]:
    if seen.trouble:
        return seen.trouble.reason, seen.trouble.detail
    if seen.muted:
        return Reason.MUTED, "the device was muted or at volume 0"
    if seen.suspended:
        return Reason.SILENT, "the device was suspended"
    return Reason.SILENT, ""
