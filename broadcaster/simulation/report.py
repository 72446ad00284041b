"""What is said about a simulated life: counts, pace, memory, and each violation with how to see it again."""

from collections.abc import Iterator
from typing import Any

from broadcaster.simulation.life import FLAT, Result, slope


def lines(result: Result) -> Iterator[str]:
    """The report for people, line by line."""
    pace = f"{result.days / result.seconds:.2f} simulated days a second" if result.seconds else "no time"
    yield f"seed {result.seed}: {result.days} days, {result.counts.get('slots', 0)} slots, {result.starts} starts"
    yield f"{result.plays} plays, {result.entries} log entries, history {result.digest[:16]}"
    for title in ("outcome", "reason", "fault", "people"):
        told = {key: count for key, count in result.counts.items() if key.startswith(f"{title}: ")}
        yield f"{title}: " + (", ".join(f"{key.partition(': ')[2]} {count}" for key, count in told.items()) or "none")
    yield f"memory: {_memory(result)}"
    yield f"{pace}, {result.seconds:.1f} s in all"
    yield f"violations: {len(result.violations)}"
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


def _memory(result: Result) -> str:
    if not result.memory:
        return "not looked at"
    first, last = result.memory[len(result.memory) // 3], result.memory[-1]
    flat = "flat" if slope(result) <= FLAT else "GROWING"
    return (
        f"{first[1]:.1f} MiB on day {first[0]}, {last[1]:.1f} MiB on day {last[0]}: {slope(result):+.4f} a day, {flat}"
    )
