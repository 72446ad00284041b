"""voice: the Piper voices a station has installed, and whether a voice speaks."""

import argparse
import sys
import tempfile
from pathlib import Path

from broadcaster import settings
from broadcaster.cli.commands import Commands, add, add_json, print_json, print_table
from broadcaster.errors import NotFound


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Declare voice add, list, remove and test."""
    voice = commands.add_parser("voice", help="the Piper voices installed at this station")
    verbs = voice.add_subparsers(title="commands", metavar="COMMAND", required=True)
    adding = add(verbs, common, "add", _add, "check a voice pack, let it speak, and install it")
    adding.add_argument("file", type=Path, metavar="FILE", help="a folder or zip with .onnx, .onnx.json and licence")
    adding.add_argument("--name", default="", help="its name in the settings (default: from the model's file name)")
    adding.add_argument("--sha256", default="", metavar="HEX", help="what the file must have, if its giver said so")
    add_json(add(verbs, common, "list", _list, "the installed voices with their licences"))
    removing = add(verbs, common, "remove", _remove, "take an installed voice away")
    removing.add_argument("name", metavar="NAME")
    testing = add(verbs, common, "test", _test, "let an installed voice say a sentence and measure it")
    testing.add_argument("name", metavar="NAME")
    testing.add_argument("--out", type=Path, metavar="F.wav", help="keep what it said")


def _add(args: argparse.Namespace) -> int:
    from broadcaster.rendering.chore_work import speaks
    from broadcaster.voices import packs

    folder = settings.load(args.config).voice_packs
    pack = packs.add(args.file, folder, args.name, speaks, sha256=args.sha256)
    sys.stdout.write(f"{pack.name}: installed ({pack.rate} Hz, {pack.language}; {pack.licence})\n")
    sys.stdout.write(f'use it: in station.toml, [voice] order = ["piper:{pack.name}", "espeak"]\n')
    return 0


def _list(args: argparse.Namespace) -> int:
    from broadcaster.voices import packs

    found = packs.installed(settings.load(args.config).voice_packs)
    rows = [[pack.name, pack.language, f"{pack.rate} Hz", pack.sha256[:12], pack.licence] for pack in found]
    heads = ["name", "language", "rate", "sha256", "licence"]
    if args.json:
        print_json([dict(zip(heads, row, strict=True)) for row in rows])
    elif rows:
        print_table([heads, *rows])
    else:
        sys.stdout.write("no voice is installed\n")
    return 0


def _remove(args: argparse.Namespace) -> int:
    from broadcaster.voices import packs

    packs.remove(settings.load(args.config).voice_packs, args.name)
    sys.stdout.write(f"{args.name}: taken away\n")
    return 0


def _test(args: argparse.Namespace) -> int:
    from broadcaster.rendering.chore_work import spoken
    from broadcaster.voices import packs

    folder = settings.load(args.config).voice_packs
    if packs.found(folder, args.name) is None:
        raise NotFound(f'no voice "{args.name}" is installed')
    with tempfile.TemporaryDirectory() as place:
        length, took = spoken(folder, args.name, args.out or Path(place) / "said.wav")
    sys.stdout.write(f"{args.name}: {length:.1f} s of sound in {took:.1f} s\n")
    return 0
