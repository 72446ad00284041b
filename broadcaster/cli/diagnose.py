"""check, support, certificate: what is wrong with this station, told to people; what helps whoever helps from afar."""

import argparse
import sys
from pathlib import Path

from broadcaster import settings
from broadcaster.cli.commands import Commands, add, add_json, print_json


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Declare the commands."""
    add_json(add(commands, common, "check", _check, "is this station fit to go on air? exit 1 when it is not"))
    support = add(commands, common, "support", _support, "a file for whoever helps from afar, without names or secrets")
    support.add_argument("--out", type=Path, required=True, metavar="F.zip")
    new = add(commands, common, "certificate", _certificate, "make the certificate of [lan], or show its fingerprint")
    new.add_argument("--name", dest="names", action="append", metavar="NAME", help="a name or address of this PC")
    new.add_argument("--again", action="store_true", help="a new one in place of the one that is there")


def _check(args: argparse.Namespace) -> int:
    """The station must be fit; what is found about the PC is told, each with what to do, and is no refusal."""
    from broadcaster.checks import check, computer
    from broadcaster.wording import COMPUTER

    findings, looks = check(args.config), computer(args.config)
    if args.json:
        told = [{"what": one.what, "fit": one.fit, "found": one.found} for one in findings]
        print_json(told + [{"what": one.code, "fit": one.fit, "found": one.detail} for one in looks])
    else:
        for one in findings:
            sys.stdout.write(f"{'ok      ' if one.fit else 'NOT FIT '} {one.what:<14} {one.found}\n")
        for look in looks:
            sign = {True: "ok      ", False: "look    ", None: "unknown "}[look.fit]
            said = COMPUTER[look.code][0 if look.fit else 1] if look.fit is not None else "nobody here can tell"
            detail = f" ({look.detail})" if look.detail else ""
            sys.stdout.write(f"{sign} {look.code:<14} {said}{detail}\n")
    return 0 if all(one.fit for one in findings) else 1


def _support(args: argparse.Namespace) -> int:
    from broadcaster.checks import computer
    from broadcaster.clock import SystemClock
    from broadcaster.store import open_store
    from broadcaster.support import support_file

    loaded = settings.load(args.config)
    store = open_store(loaded.database, loaded.station.id)
    try:
        made = support_file(loaded, store, computer(args.config), SystemClock().now())
    finally:
        store.close()
    args.out.write_bytes(made)
    sys.stdout.write(f"{args.out}: {len(made)} bytes, without names, texts or secrets\n")
    return 0


def _certificate(args: argparse.Namespace) -> int:
    """Make it where there is none; either way say by what people recognise it."""
    import socket

    from broadcaster.clock import SystemClock
    from broadcaster.computer import certificate

    loaded = settings.load(args.config)
    folder = loaded.data / certificate.FOLDER
    known = certificate.fingerprint(folder)
    if not known or args.again:
        address = loaded.office.lan.address
        nameless = ("", "0.0.0.0", "::")  # compared; nothing listens on it here  # nosec B104
        usual = [socket.gethostname(), *([address] if address not in nameless else [])]
        known = certificate.make(folder, args.names or usual, SystemClock().now(), args.again)
    pairs = ":".join(known[at : at + 2] for at in range(0, len(known), 2))
    sys.stdout.write(f"SHA-256 fingerprint, to be compared with what the browser shows:\n{pairs}\n")
    return 0
