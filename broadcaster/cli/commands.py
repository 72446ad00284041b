"""What the commands share: how one is declared, how a day is typed, how data is printed."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

Commands = Any  # argparse's own type for add_subparsers() is private


def add(
    commands: Commands, common: argparse.ArgumentParser, name: str, run: Callable[[argparse.Namespace], int], about: str
) -> argparse.ArgumentParser:
    """Declare one command; `about` without a closing stop."""
    told = about[0].upper() + about[1:] + ("" if about.endswith("?") else ".")
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        parents=[common],
        help=about,
        description=told,
    )
    parser.set_defaults(command=run)
    return parser


def add_days(parser: argparse.ArgumentParser) -> None:
    """--from D and --to D, both inclusive."""
    parser.add_argument("--from", dest="first", type=day, metavar="D", help="first day, YYYY-MM-DD")
    parser.add_argument("--to", dest="last", type=day, metavar="D", help="last day, inclusive")


def add_json(parser: argparse.ArgumentParser) -> None:
    """--json."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def day(value: str) -> date:
    """A day typed on the command line."""
    try:
        return date.fromisoformat(value)
    except ValueError as why:
        raise argparse.ArgumentTypeError(f'"{value}" is not a day such as 2026-11-23') from why


def print_json(value: object) -> None:
    """JSON in UTF-8, two spaces deep."""
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def print_table(rows: list[list[str]]) -> None:
    """Columns padded to their widest cell; the first row is the head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")
