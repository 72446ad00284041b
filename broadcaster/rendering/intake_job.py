"""The taking in of one brought sound, in a process of its own: half a gigabyte of memory, no network, its own end."""

import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from broadcaster.recording import LONGEST, LONGEST_CHIME, Purpose
from broadcaster.rendering.job import Tell, main

MEMORY = 512 * 1024 * 1024
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be taken in: `source` was called `name` by whoever brought it; `chain` is what the street asks."""

    source: Path
    name: str
    purpose: Purpose
    incoming: Path
    recordings: Path
    chain: tuple[str, bool, float, float]
    shipped: bool = False


def take(work: Work, tell: Tell) -> dict[str, Any]:
    """Take it in, or look at a chime that came with the program; what came of it in plain values."""
    _bounded()
    from broadcaster import sound
    from broadcaster.sound.recording import Recording, take_in

    if work.shipped:
        return {"taken": _as_json(_as_it_is(work))}
    longest = LONGEST_CHIME if work.purpose is Purpose.CHIME else LONGEST
    made: Recording = take_in(
        work.source,
        work.name,
        work.incoming,
        work.recordings,
        sound.chain_for(*work.chain),
        longest,
        work.purpose,
        lambda step, done: tell(step=step, done=done),
    )
    return {"taken": _as_json(made)}


def _as_it_is(work: Work) -> Any:
    """A chime of ours: the very bytes, so that bulletins made with it before stay the same sound."""
    from broadcaster import sound
    from broadcaster.sound import mastering
    from broadcaster.sound.recording import Recording

    made = mastering.described(sound.at_rate(sound.decode(work.source, LONGEST_CHIME)))
    digest = sound.sha256(work.source)
    path = work.recordings / f"{digest}.wav"
    with sound.whole(path) as file:
        file.write(work.source.read_bytes())
    measured = (made.duration, made.lufs, made.peak, made.level, made.wave, made.marks)
    return Recording(path, digest, Path(digest), *measured)


def _as_json(made: Any) -> dict[str, Any]:
    def microseconds(length: timedelta) -> int:
        return length // timedelta(microseconds=1)

    return {
        "sha256": made.sha256,
        "original": made.original.stem,
        "kind": made.original.suffix.removeprefix("."),
        "duration_us": microseconds(made.duration),
        "lufs": made.lufs,
        "peak": made.peak,
        "level": made.level.value,
        "wave": made.wave,
        "marks": [[microseconds(begin), microseconds(end)] for begin, end in made.marks],
    }


def _bounded() -> None:
    """No more memory than a quarter of an hour of sound needs; no network where the system can take it away."""
    if sys.platform != "linux":
        return
    import ctypes
    import resource

    already = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = MEMORY if already == resource.RLIM_INFINITY else min(MEMORY, already)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    system = ctypes.CDLL(None)
    if system.unshare(NEW_NETWORK) != 0:
        system.unshare(NEW_USER | NEW_NETWORK)


if __name__ == "__main__":
    main(take)
