"""The command line: `broadcaster COMMAND …`. Bad input ends with one clear sentence and exit code 2."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from broadcaster import __version__
from broadcaster.errors import BroadcasterError, SettingsError

ROOMS = {
    "parts": ("run", "demo", "prepare", "desk", "daemon", "renderer"),
    "text": ("read", "say", "render"),
    "proof": ("lint",),
    "voice": ("voice",),
    "air": ("plan", "log"),
    "report": ("report", "logbook"),
    "simulate": ("simulate",),
    "house": ("people", "settings"),
    "keep": ("backup", "restore", "export"),
    "machine": ("health", "idle", "copy", "places", "clock", "test-sound"),
    "diagnose": ("check", "support", "certificate", "test-alarm"),
    "directive": ("directive",),
    "client": ("client",),
}
"""Which module declares which commands. Only the one that is asked for is loaded: the supervisor, which is there for as
long as the station runs, holds nothing it does not need."""

PROJECT = Path(__file__).resolve().parents[2]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 done and the answer is no, 2 refused."""
    words = sys.argv[1:] if argv is None else argv
    args = _parser(rooms_for(words)).parse_args(words)
    try:
        code = int(args.command(args))
        sys.stdout.flush()  # here, where a reader that went away is no error
        return code
    except SettingsError as why:
        for fault in why.faults:
            print(f"broadcaster: {fault}", file=sys.stderr)
        return 2
    except BroadcasterError as why:
        print(f"broadcaster: {why}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader went away (head, less): nothing is wrong, and the interpreter must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as why:
        print(f"broadcaster: {why.filename or ''}: {why.strerror or why}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def rooms_for(words: Sequence[str]) -> list[str]:
    """The modules a command line needs: one if it begins with a command, else all, for the help."""
    return [room for room, names in ROOMS.items() if words and words[0] in names] or list(ROOMS)


def _parser(rooms: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="broadcaster", description="A ward's loudspeaker station: from a written script to a logged broadcast."
    )
    parser.add_argument("--version", action="version", version=f"broadcaster {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--config",
        type=Path,
        default=Path(os.environ.get("BROADCASTER_CONFIG", PROJECT / "config")),
        metavar="DIR",
        help="folder of station.toml, policies.toml and the other settings (default: the project's config/)",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for room in rooms:
        import_module(f"broadcaster.cli.{room}").add_commands(commands, common)
    return parser
