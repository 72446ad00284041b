"""simulate: half a year of people and trouble in a minute or two, and every promise that was broken."""

import argparse
import logging
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from broadcaster.cli.commands import Commands, add, add_json, print_json

if TYPE_CHECKING:
    from broadcaster.simulation.life import Result

MONTH = 30
"""Days after which a run that nobody looks at tells how far it is."""


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Declare simulate."""
    about = "live through days of people, faults and broadcasts on a virtual clock; exit 1 when a promise was broken"
    simulate = add(commands, common, "simulate", _simulate, about)
    simulate.add_argument("--days", type=_days, default=180, metavar="N", help="how many days (default: 180)")
    simulate.add_argument("--seed", type=int, default=1, metavar="N", help="which life (default: 1)")
    simulate.add_argument("--verbose", action="store_true", help="show what the station itself logs")
    add_json(simulate)


def _days(value: str) -> int:
    days = int(value)
    if not 1 <= days <= 3660:
        raise argparse.ArgumentTypeError(f"{days} days: 1 to 3660")
    return days


def _simulate(args: argparse.Namespace) -> int:
    from broadcaster.simulation.life import live

    if not args.verbose:
        logging.disable(logging.CRITICAL)  # a simulated half-year of trouble is told by the report
    try:
        result = live(args.seed, args.days, told=_progress(args.days))
    finally:
        logging.disable(logging.NOTSET)
    return tell(result, args.json)


def tell(result: "Result", as_json: bool) -> int:
    """Print the report; how the command ends: 1 when a promise was broken."""
    from broadcaster.simulation import report

    if as_json:
        print_json(report.told(result))
    else:
        for line in report.lines(result):
            sys.stdout.write(line + "\n")
    return 1 if result.violations else 0


def _progress(days: int) -> Callable[[int], None]:
    """A count on the error stream: in one place where somebody is looking, else a line for each month."""
    began = time.monotonic()

    def told(day: int) -> None:
        last = day == days
        if sys.stderr.isatty():
            rest = (time.monotonic() - began) / day * (days - day)
            said = f"\rday {day} of {days}, about {rest:.0f} s more   " + ("\n" if last else "")
        elif day % MONTH == 0 or last:
            said = f"day {day} of {days}\n"
        else:
            return
        sys.stderr.write(said)
        sys.stderr.flush()

    return told
