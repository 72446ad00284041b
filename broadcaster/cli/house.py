"""people, settings: the station's own house."""

import argparse
import getpass
import sys
from datetime import UTC, datetime

from broadcaster import settings
from broadcaster.cli.commands import Commands, add, add_json, print_json, print_table
from broadcaster.errors import NotFound
from broadcaster.people import Role
from broadcaster.settings import veiled


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Declare people and settings."""
    people = add(commands, common, "people", lambda _: people.error("add, list or disable?"), "the accounts")
    verbs = people.add_subparsers(title="verbs", metavar="add|list|disable")
    new = add(verbs, common, "add", _add, "make an account; the password is asked for, or read from standard input")
    new.add_argument("username", metavar="USERNAME", help="what they sign in with")
    new.add_argument("--name", required=True, help="full name, as it stands in the log")
    new.add_argument(
        "--role", dest="roles", action="append", required=True, choices=[role.value for role in Role], help="repeatable"
    )
    add_json(add(verbs, common, "list", _list, "the accounts and their roles"))
    closed = add(verbs, common, "disable", _disable, "close an account; its name stays in the log")
    closed.add_argument("username", metavar="USERNAME")
    add_json(add(commands, common, "settings", _settings, "the effective settings with where each came from"))


def _add(args: argparse.Namespace) -> int:
    from broadcaster.office import newsroom
    from broadcaster.store import open_store

    loaded = settings.load(args.config)
    store = open_store(loaded.database, loaded.station.id)
    password = getpass.getpass("password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    roles = frozenset(Role(role) for role in args.roles)
    person = newsroom.add_person(store, None, args.username, args.name, roles, password, datetime.now(UTC))
    sys.stdout.write(f"{person.username}: {person.name}, {', '.join(sorted(person.roles))}\n")
    return 0


def _list(args: argparse.Namespace) -> int:
    from broadcaster.store import open_store

    loaded = settings.load(args.config)
    people = open_store(loaded.database, loaded.station.id).people()
    rows = [
        {"username": one.username, "name": one.name, "roles": sorted(one.roles), "active": one.active} for one in people
    ]
    if args.json:
        print_json(rows)
    elif rows:
        print_table(
            [["username", "name", "roles", "active"]]
            + [[one.username, one.name, ", ".join(sorted(one.roles)), "yes" if one.active else "no"] for one in people]
        )
    else:
        sys.stdout.write("no accounts yet: open the desk and use the one-time code, or `people add`\n")
    return 0


def _disable(args: argparse.Namespace) -> int:
    from broadcaster.office import newsroom
    from broadcaster.store import open_store

    loaded = settings.load(args.config)
    store = open_store(loaded.database, loaded.station.id)
    person = store.person_named(args.username)
    if person is None:
        raise NotFound(f'nobody is called "{args.username}" here')
    newsroom.disable_person(store, None, person.id, datetime.now(UTC))
    sys.stdout.write(f"{person.username} is disabled\n")
    return 0


def _settings(args: argparse.Namespace) -> int:
    loaded = settings.load(args.config)
    known = veiled.secrets_of(loaded.origins)
    rows = [(key, veiled.value(key, _shown(value), known), origin) for key, (value, origin) in loaded.origins.items()]
    if args.json:
        print_json([{"setting": key, "value": value, "from": origin} for key, value, origin in rows])
    else:
        print_table([["setting", "value", "from"], *([key, value, origin] for key, value, origin in rows)])
    return 0


def _shown(value: object) -> str:
    """A value as a person would type it."""
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(_shown(one) for one in value)
    return str(value)
