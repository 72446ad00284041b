"""check, support, test-alarm, certificate: what is wrong with this station, and what helps whoever helps from afar."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from broadcaster import settings
from broadcaster.cli.commands import Commands, add, add_json, print_json

if TYPE_CHECKING:
    from broadcaster.computer.finding import Look


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Declare the commands."""
    add_json(add(commands, common, "check", _check, "is this station fit to go on air? exit 1 when it is not"))
    support = add(commands, common, "support", _support, "a file for whoever helps from afar, without names or secrets")
    support.add_argument("--out", type=Path, required=True, metavar="F.zip")
    about = "tell everybody of [watch] that this is a trial; exit 1 when somebody was not reached"
    add(commands, common, "test-alarm", _test_alarm, about)
    new = add(commands, common, "certificate", _certificate, "make the certificate of [lan], or show its fingerprint")
    new.add_argument("--name", dest="names", action="append", metavar="NAME", help="a name or address of this PC")
    new.add_argument("--again", action="store_true", help="a new one in place of the one that is there")


def _check(args: argparse.Namespace) -> int:
    """The station must be fit; what is found about the PC is told, each with what to do, and is no refusal."""
    from broadcaster.checks import check, computer
    from broadcaster.checks_words import LOOK, UNKNOWN, WELL, WORTH_A_LOOK, WRONG

    findings, looks = check(args.config), computer(args.config)
    if args.json:
        told = [{"what": one.what, "fit": one.fit, "found": one.found, "said": one.said} for one in findings]
        print_json(
            told + [{"what": one.code, "fit": one.fit, "found": one.detail, "said": _about_pc(one)} for one in looks]
        )
    else:
        for one in findings:
            sign = WRONG if not one.fit else LOOK if one.code in WORTH_A_LOOK else WELL
            sys.stdout.write(f"{sign:<9}{one.said} ({one.found})\n")
        for look in looks:
            detail = f" ({look.detail})" if look.detail else ""
            sign = {True: WELL, False: LOOK, None: UNKNOWN}[look.fit]
            sys.stdout.write(f"{sign:<9}{_about_pc(look)}{detail}\n")
    return 0 if all(one.fit for one in findings) else 1


def _about_pc(look: "Look") -> str:
    from broadcaster.checks_words import UNTOLD
    from broadcaster.wording import COMPUTER

    good, todo = COMPUTER[look.code]
    return UNTOLD.format(said=good) if look.fit is None else good if look.fit else todo


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


def _test_alarm(args: argparse.Namespace) -> int:
    """A watch that was never tried is none."""
    from broadcaster.clock import SystemClock
    from broadcaster.computer.alarm import Alarm
    from broadcaster.errors import BadInput

    alarm = Alarm(settings.load(args.config))
    if not alarm.wanted:
        raise BadInput("watch", "[watch] of station.toml names nobody: set url, heartbeat or mail_to")
    told = alarm.rehearse(SystemClock().now())
    for name, wrong in told.items():
        sys.stdout.write(f"{name}: {wrong or 'told'}\n")
    return 1 if any(told.values()) else 0


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
