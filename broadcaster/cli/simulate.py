"""simulate: half a year of people and trouble in a minute or two, and every promise that was broken."""

import argparse
import logging
import sys
from collections.abc import Callable

from broadcaster.cli.commands import Commands, add, add_json, print_json


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
    from broadcaster.simulation import report
    from broadcaster.simulation.life import live

    if not args.verbose:
        logging.disable(logging.CRITICAL)  # a simulated half-year of trouble is told by the report
    try:
        result = live(args.seed, args.days, told=_progress(args.days))
    finally:
        logging.disable(logging.NOTSET)
    if args.json:
        print_json(report.told(result))
    else:
        for line in report.lines(result):
            sys.stdout.write(line + "\n")
    return 1 if result.violations else 0


def _progress(days: int) -> Callable[[int], None]:
    """A count on the error stream where somebody is looking."""

    def told(day: int) -> None:
        if sys.stderr.isatty() and (day % 5 == 0 or day == days):
            sys.stderr.write(f"\rday {day} of {days}" + ("\n" if day == days else ""))
            sys.stderr.flush()

    return told
