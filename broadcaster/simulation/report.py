"""What is said about a simulated life: counts, pace, memory, and each violation with how to see it again."""

from collections.abc import Iterator
from typing import Any

from broadcaster.simulation.life import FLAT, LONG, Result, slope

KINDS = {
    "outcome": "how it went",
    "reason": "why not",
    "fault": "what went wrong",
    "people": "what people did",
    "desk refused": "put off by the disk",
    "not possible": "refused by the desk",
}
"""What is counted under which word, and how it is called in the report."""


def lines(result: Result) -> Iterator[str]:
    """The report for people, line by line: of each kind the most frequent first."""
    slots = result.counts.get("slots", 0)
    yield f"seed {result.seed}: {result.days} days, {result.counts.get('calm days', 0)} of them without trouble"
    yield f"{slots} slots in their zones, {result.plays} plays, {result.entries} log entries, {result.starts} starts"
    for kind, title in KINDS.items():
        yield f"  {title + ':':<21} {_counts(result, kind)}"
    yield f"  {'memory:':<21} {_memory(result)}"
    pace = f" ({result.days / result.seconds:.2f} simulated days a second)" if result.seconds else ""
    yield f"  {'it took:':<21} {result.seconds:.1f} s{pace}; history {result.digest[:16]}"
    yield f"violations: {len(result.violations)}" + ("" if result.violations else ", every promise was kept")
    for one in result.violations:
        yield f"VIOLATION {one.rule} {one.when:%Y-%m-%d %H:%M:%S}: {one.what} [{again(result)}]"


def again(result: Result) -> str:
    """The command that lives this life once more."""
    return f"broadcaster simulate --days {result.days} --seed {result.seed}"


def told(result: Result) -> dict[str, Any]:
    """The report for programs."""
    return {
        "seed": result.seed,
        "days": result.days,
        "slots": result.counts.get("slots", 0),
        "plays": result.plays,
        "entries": result.entries,
        "starts": result.starts,
        "history": result.digest,
        "counts": result.counts,
        "seconds": round(result.seconds, 2),
        "days_per_second": round(result.days / result.seconds, 2) if result.seconds else None,
        "memory_mib": [[day, round(mib, 1)] for day, mib, _ in result.memory],
        "memory_slope_mib_a_day": round(slope(result), 4),
        "violations": [
            {"rule": one.rule, "when": one.when.isoformat(timespec="seconds"), "what": one.what}
            for one in result.violations
        ],
        "again": again(result),
    }


def _counts(result: Result, kind: str) -> str:
    """ "12 power cut, 3 dead": how often each thing of a kind came."""
    mine = {key.partition(": ")[2]: count for key, count in result.counts.items() if key.startswith(f"{kind}: ")}
    mine.pop("none", None)
    often = sorted(mine.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in often) or "nothing"


def _memory(result: Result) -> str:
    if not result.memory:
        return "not looked at"
    first, last = result.memory[len(result.memory) // 3], result.memory[-1]
    if result.days < LONG:
        return f"{last[1]:.1f} MiB, too few days for a trend"
    flat = "flat" if slope(result) <= FLAT else "GROWING"
    return (
        f"{first[1]:.1f} MiB on day {first[0]}, {last[1]:.1f} MiB on day {last[0]}: {slope(result):+.4f} a day, {flat}"
    )
