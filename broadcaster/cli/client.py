"""client: the programs that may read the station over its JSON interface."""

import argparse
import sys
from uuid import UUID

from broadcaster import settings
from broadcaster.cli.commands import Commands, add, add_json, print_json, print_table
from broadcaster.errors import BadInput


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Declare client add, list and revoke."""
    client = add(commands, common, "client", lambda _: client.error("add, list or revoke?"), "programs that may read")
    verbs = client.add_subparsers(title="verbs", metavar="add|list|revoke")
    new = add(verbs, common, "add", _add, "give a program a token; it is printed once and never again")
    new.add_argument("name", metavar="NAME", help="by what people know the program")
    add_json(add(verbs, common, "list", _list, "the programs"))
    back = add(verbs, common, "revoke", _revoke, "take a token back")
    back.add_argument("id", metavar="ID", help="as `client list` shows it")


def _add(args: argparse.Namespace) -> int:
    from broadcaster.clock import SystemClock
    from broadcaster.office import clients
    from broadcaster.store import open_store

    config = settings.load(args.config)
    store = open_store(config.database, config.station.id)
    client, token = clients.admit(store, None, args.name, SystemClock().now())
    sys.stdout.write(f"{client.id}: {client.name}\ntoken (shown only now): {token}\n")
    return 0


def _list(args: argparse.Namespace) -> int:
    from broadcaster.store import open_store

    config = settings.load(args.config)
    found = open_store(config.database, config.station.id).clients()
    rows = [[str(one.id), one.name, f"{one.created:%Y-%m-%d}", "no" if one.revoked else "yes"] for one in found]
    if args.json:
        print_json([dict(zip(("id", "name", "created", "may_read"), row, strict=True)) for row in rows])
    else:
        print_table([["id", "name", "created", "may read"], *rows])
    return 0


def _revoke(args: argparse.Namespace) -> int:
    from broadcaster.clock import SystemClock
    from broadcaster.office import clients
    from broadcaster.store import open_store

    config = settings.load(args.config)
    try:
        id = UUID(args.id)
    except ValueError as why:
        raise BadInput("id", f"{args.id!r} is no id; `client list` shows them") from why
    clients.revoke(open_store(config.database, config.station.id), None, id, SystemClock().now())
    return 0
