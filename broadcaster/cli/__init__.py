"""The command line: `broadcaster COMMAND …`. Bad input ends with one clear sentence and exit code 2."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from broadcaster import __version__
from broadcaster.cli import (
    air,
    client,
    diagnose,
    directive,
    house,
    keep,
    machine,
    parts,
    proof,
    report,
    simulate,
    text,
    voice,
)
from broadcaster.errors import BroadcasterError, SettingsError
from broadcaster.settings import PROJECT


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 done and the answer is no, 2 refused."""
    args = _parser().parse_args(argv)
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


def _parser() -> argparse.ArgumentParser:
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
        help="folder of station.toml and policies.toml (default: the project's config/)",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for room in (parts, text, proof, voice, air, report, simulate, house, keep, machine, diagnose, directive, client):
        room.add_commands(commands, common)
    return parser
