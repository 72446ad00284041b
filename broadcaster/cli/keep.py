"""backup, restore, export: a copy of the station elsewhere, the way back from it, and everything in open forms."""

import argparse
import json
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from broadcaster import settings
from broadcaster.cli.commands import Commands, add
from broadcaster.errors import BadInput

if TYPE_CHECKING:
    from broadcaster.store import Store


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Declare backup and restore."""
    backup = add(commands, common, "backup", _backup, "copy database, settings and sounds into one file, and prove it")
    backup.add_argument("--to", type=Path, metavar="DIR", help="a folder, such as a USB stick's (default: [backup])")
    restore = add(commands, common, "restore", _restore, "put a backup into a blank folder and prove it")
    restore.add_argument("backup", type=Path, metavar="FILE", help="what `backup` wrote, sealed or not")
    restore.add_argument("--into", type=Path, required=True, metavar="DIR", help="a folder that is blank or not there")
    restore.add_argument("--sounds-in", type=Path, metavar="DIR", help="where its sounds will be moved (install.sh)")
    export = add(commands, common, "export", _export, "write everything in open forms: CSV, JSON, Markdown, WAV")
    place = export.add_mutually_exclusive_group(required=True)
    place.add_argument("--out", type=Path, metavar="DIR", help="a folder that is blank or not there")
    place.add_argument("--zip", type=Path, metavar="DIR", help="a folder that gets one zip, the one before goes")
    export.add_argument("--json", action="store_true", help="with --zip: a line of JSON for each hundredth and the end")
    for parser in (backup, restore):
        parser.add_argument("--passphrase-file", type=Path, metavar="F", help="seal or open it with F's first line")


def _backup(args: argparse.Namespace) -> int:
    from broadcaster import backup
    from broadcaster.clock import SystemClock
    from broadcaster.settings.backup import FAILED, MARK, NONE_LATELY
    from broadcaster.store import open_store

    config = settings.load(args.config)
    folder = args.to or config.backup.folder
    if folder is None:
        raise BadInput("to", "no folder for backups: give --to DIR, or set folder in [backup] of station.toml")
    now = SystemClock().now()
    # Something sounds: what is half written goes on the way out.
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    store = open_store(config.database, config.station.id)
    try:
        kept = backup.take(config, store, folder, now, passphrase(args.passphrase_file or config.backup.passphrase))
        sys.stdout.write(f"{kept.path}: {kept.files} files, {kept.size} bytes, log up to entry {kept.head[0]}\n")
        today, keep = config.station.local(now).date(), config.backup
        for path in backup.rotate(folder, config.station.id, today, keep.daily, keep.weekly, keep.monthly):
            sys.stdout.write(f"{path}: thrown away, newer ones stand for it\n")
        store.set_mark(MARK, now.isoformat(timespec="seconds"))
        store.clear_fault(NONE_LATELY)
        store.clear_fault(FAILED)
    finally:
        store.close()
        signal.signal(signal.SIGTERM, before)
    return 0


def _restore(args: argparse.Namespace) -> int:
    from broadcaster import backup

    if not args.backup.is_file():
        raise BadInput("backup", f"{args.backup}: no such file")
    back = backup.restore(args.backup, args.into, passphrase(args.passphrase_file), args.sounds_in)
    sys.stdout.write(
        f"{back.home}: {back.files} files of {back.made}; {back.log[0]} log entries hold, head {back.log[1][:16]}\n"
    )
    if args.sounds_in is None:
        sys.stdout.write(f"start it: BROADCASTER_CONFIG={back.home / 'config'} ./run.sh\n")
    for line in back.hidden:
        sys.stdout.write(f"to be typed again in the settings: {line}\n")
    for path in _left_behind(back.home / "config"):
        sys.stdout.write(f"no secret is in a backup; to be written again: {path}\n")
    return 0


def _left_behind(config: Path) -> list[Path]:
    """The files the settings name for a passphrase or a password, where they are not there."""
    from broadcaster.backup.plain_config import secret_files
    from broadcaster.errors import SettingsError

    try:
        return sorted(path for path in secret_files(settings.load(config)) if not path.exists())
    except SettingsError:
        return []  # of an older program; the first start names each fault


def _export(args: argparse.Namespace) -> int:
    from broadcaster.backup.takeout import take_out
    from broadcaster.clock import SystemClock
    from broadcaster.store import open_store

    config = settings.load(args.config)
    store = open_store(config.database, config.station.id)
    try:
        if args.zip:
            return _export_packed(config, store, args.zip, args.json)
        done = take_out(config, store, args.out, SystemClock().now())
    finally:
        store.close()
    sys.stdout.write(
        f"{args.out}: {done.entries} log entries, {done.bulletins} bulletins, {done.sounds} sounds, {done.deeds} acts\n"
    )
    return 0


def _export_packed(config: "settings.Settings", store: "Store", folder: Path, as_json: bool) -> int:
    """The zip; a program that waits for it reads how far it is, and a Hindrance where it fails."""
    from broadcaster.backup.packed import NotTakenOut, pack
    from broadcaster.clock import SystemClock

    def say(**told: object) -> None:
        if as_json:
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()

    try:
        made = pack(config, store, folder, SystemClock().now(), lambda done: say(done=done))
    except NotTakenOut as why:
        if not as_json:
            raise
        say(error=str(why), fault=why.fault.value)
        return 2
    held = {"entries": made.held.entries, "bulletins": made.held.bulletins, "sounds": made.held.sounds}
    say(file=made.path.name, bytes=made.size, unread=len(made.held.unread), **held)
    if not as_json:
        sys.stdout.write(f"{made.path}: {made.size} bytes, {held['entries']} log entries, {held['sounds']} sounds\n")
    return 0


def passphrase(path: Path | None) -> str:
    """The first line of the file, "" where there is no file to read."""
    if path is None:
        return ""
    try:
        words = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as why:
        raise BadInput("passphrase", f"{path}: {why}") from why
    if not words or len(words[0]) < 12:
        raise BadInput("passphrase", f"{path}: a passphrase has at least 12 characters")
    return words[0]
