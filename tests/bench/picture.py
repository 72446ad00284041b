"""The soak's weights as a picture: each process's own memory over the minutes, named at the end of its line.

python -m tests.bench.picture weights.csv docs/memory.svg
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Mapping
from html import escape
from pathlib import Path

WIDTH, HEIGHT = 820, 400
LEFT, RIGHT, TOP, BOTTOM = 48, 150, 30, 40
STEP = 20
"""Megabytes from one level line to the next; minutes from one mark of the time to the next."""

DASHES = {"whole station": "", "desk": "8 3", "daemon": "2 3", "player": "10 3 2 3", "supervisor": "5 5"}
"""The lines that are drawn, and how: told apart without colour."""

Line = list[tuple[float, float]]
"""Minutes, megabytes."""


def main() -> None:
    """Read the weights, write the picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, help="what tests.bench.soak --keep wrote")
    parser.add_argument("picture", type=Path)
    given = parser.parse_args()
    given.picture.write_text(drawn(read(given.weights)), encoding="utf-8")


def read(path: Path) -> dict[str, Line]:
    """The lines of the lasting processes and of all of them together."""
    lines: dict[str, Line] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for second, part, _, own in csv.reader(file):
            if part in DASHES:
                lines[part].append((float(second) / 60, float(own)))
    return lines


def drawn(lines: Mapping[str, Line]) -> str:
    """An SVG from nought upwards, so that a slope looks as steep as it is."""
    minutes = max(minute for line in lines.values() for minute, _ in line)
    most = STEP * (1 + int(max(weight for line in lines.values() for _, weight in line) // STEP))

    def across(minute: float) -> float:
        return LEFT + minute / minutes * (WIDTH - LEFT - RIGHT)

    def up(weight: float) -> float:
        return HEIGHT - BOTTOM - weight / most * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        ' font-family="sans-serif" font-size="12">',
        "<title>Memory of a station over two hours with a day's slots</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="8" y="{TOP - 12}">MB a process has written itself</text>',
        f'<text x="{across(minutes / 2):.0f}" y="{HEIGHT - 6}" text-anchor="middle">minutes</text>',
    ]
    for level in range(0, most + 1, STEP):
        parts.append(f'<path d="M{LEFT} {up(level):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{up(level) + 4:.1f}" text-anchor="end">{level}</text>')
    for minute in range(0, int(minutes) + 1, STEP):
        parts.append(f'<text x="{across(minute):.1f}" y="{HEIGHT - 22}" text-anchor="middle">{minute}</text>')
    for part, line in lines.items():
        way = " ".join(f"{across(minute):.1f},{up(weight):.1f}" for minute, weight in line)
        parts.append(
            f'<polyline points="{way}" fill="none" stroke="#123" stroke-width="1.6" stroke-dasharray="{DASHES[part]}"/>'
        )
        last = line[-1][1]
        parts.append(f'<text x="{WIDTH - RIGHT + 6}" y="{up(last) + 4:.1f}">{escape(part)} {last:.1f}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
