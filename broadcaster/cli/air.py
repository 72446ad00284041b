"""plan, log: what will sound, and what did."""

import argparse
import csv
import sys
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta

from broadcaster import settings
from broadcaster.airing import PlayLogEntry
from broadcaster.cli.commands import Commands, add, add_days, add_json, print_json, print_table
from broadcaster.errors import BadInput, LogBroken
from broadcaster.export import harmless, log_fields, plan_fields
from broadcaster.settings import Settings


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Declare plan and log."""
    plan = add(commands, common, "plan", _plan, "the running orders of the coming days")
    add_days(plan)
    add_json(plan)
    log = add(commands, common, "log", _log, "the play log, or `log verify`: is its chain whole?")
    log.add_argument("verify", nargs="?", choices=["verify"], help="check the chain of hashes")
    add_days(log)
    log.add_argument("--format", choices=("table", "json", "csv"), default="table")
    log.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")


def _days(args: argparse.Namespace, loaded: Settings, before: int, after: int) -> tuple[date, date]:
    today = loaded.station.local(datetime.now(UTC)).date()
    first = args.first or min(today, args.last or today) - timedelta(days=before)
    last = args.last or max(today, first) + timedelta(days=after)
    if first > last:
        raise BadInput("--from", f"--from {first} is after --to {last}")
    if last - first > timedelta(days=3660):
        raise BadInput("--from", f"{first} to {last} is more than ten years")
    return first, last


def _plan(args: argparse.Namespace) -> int:
    from broadcaster.programme import programmes
    from broadcaster.store import open_store

    loaded = settings.load(args.config)
    store = open_store(loaded.database, loaded.station.id)
    first, last = _days(args, loaded, 0, 6)
    orders = [plan_fields(order) for order in programmes(store, loaded.station, first, last)]
    if args.json:
        print_json(orders)
        return 0
    if not orders:
        sys.stdout.write(f"no slot from {first} to {last}\n")
    for order in orders:
        sys.stdout.write(f"{order['occurrence']}  {order['slot']}, {order['starts']}\n")
        for item in order["planned"]:
            sys.stdout.write(f"    {item['starts'][11:19]}  {item['seconds']:6.1f} s  {item['title']}\n")
        for item in order["left_out"]:
            sys.stdout.write(f"    not planned ({item['reason']}): {item['title']}\n")
        for item in order["done"]:
            sys.stdout.write(f"    done ({item['outcome']}): {item['title']}\n")
    return 0


def _log(args: argparse.Namespace) -> int:
    from broadcaster.store import open_store

    loaded = settings.load(args.config)
    store = open_store(loaded.database, loaded.station.id)
    if args.verify:
        return _verify(store.verify, args.format == "json")
    first, last = _days(args, loaded, 6, 0)
    zone = loaded.station.timezone
    entries = store.entries(
        since=datetime.combine(first, time(), zone), until=datetime.combine(last + timedelta(days=1), time(), zone)
    )
    rows = [log_fields(entry, loaded.station) for entry in entries]
    if args.format == "json":
        print_json(rows)
    elif args.format == "csv":
        writer = csv.DictWriter(sys.stdout, [one.name for one in fields(PlayLogEntry)], lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: harmless(value) for key, value in row.items()} for row in rows)
    else:
        print_log(rows, first, last)
    return 0


def _verify(verify: Callable[[], tuple[int, str]], as_json: bool) -> int:
    try:
        count, head = verify()
    except LogBroken as why:
        if as_json:
            print_json({"whole": False, "why": str(why)})
        else:
            sys.stdout.write(f"the play log is broken: {why}\n")
        return 1
    if as_json:
        print_json({"whole": True, "entries": count, "head": head})
    else:
        sys.stdout.write(f"the play log is whole: {count} entries, head {head or 'none'}\n")
    return 0


def print_log(rows: list[dict[str, object]], first: date, last: date) -> None:
    """The rows of `log_fields` as a table on the terminal."""
    if not rows:
        sys.stdout.write(f"nothing was logged from {first} to {last}\n")
        return
    table = [
        ["no", "planned", "started", "heard/wanted", "outcome", "reason", "title", "author", "approver", "operator"]
    ]
    for row in rows:
        table.append(
            [
                str(row["number"]),
                str(row["planned"])[:19],
                str(row["started"])[11:23] if row["started"] else "-",
                f"{row['heard']}/{row['wanted']} s",
                str(row["outcome"]),
                " ".join(str(part) for part in (row["reason"], row["detail"]) if part),
                str(row["title"]),
                str(row["author_name"]),
                str(row["approver_name"]),
                str(row["operator_name"]),
            ]
        )
    print_table(table)
