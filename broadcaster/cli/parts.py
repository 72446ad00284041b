"""run, demo, and the processes of a running station, which `run` starts."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from broadcaster.cli.commands import Commands, add

if TYPE_CHECKING:
    from broadcaster.settings import Settings


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Declare run, demo and the parts."""
    add(commands, common, "run", _run, "start the station: desk, daemon with its player, renderer")
    demo = add(
        commands, common, "demo", _demo, "one script to the loudspeaker, heard and logged, in a temporary station"
    )
    demo.add_argument(
        "--out", type=Path, default=Path("demo"), metavar="DIR", help="where the proof goes (default: demo)"
    )
    demo.add_argument(
        "--seconds", type=int, default=30, metavar="N", help="about how much of the script to speak (default: 30)"
    )
    for name, run, about in (
        ("prepare", _prepare, "create or update the database (part of run)"),
        ("desk", _desk, "only the desk (part of run)"),
        ("daemon", _daemon, "only the daemon and its player (part of run)"),
        ("renderer", _renderer, "only the renderer (part of run)"),
    ):
        add(commands, common, name, run, about)


def _run(args: argparse.Namespace) -> int:
    from broadcaster.supervisor import run

    return run(args.config)


def _demo(args: argparse.Namespace) -> int:
    from broadcaster.cli.demo import demo

    return demo(args.out, args.seconds)


def _prepare(args: argparse.Namespace) -> int:
    from broadcaster import bell, settings
    from broadcaster.air.ballast import Ballast
    from broadcaster.office import setup_code
    from broadcaster.store import open_store

    loaded = settings.load(args.config)
    loaded.data.mkdir(parents=True, exist_ok=True)
    Ballast(loaded.data).make_room_to_start()
    loaded.rendered.mkdir(parents=True, exist_ok=True)
    store = open_store(loaded.database, loaded.station.id)
    bell.ring(loaded.data)  # what a former life left undone
    sys.stdout.write(f"data: {loaded.data}\n")  # the supervisor looks for the renderer's bell there
    sys.stdout.write(f"the desk: http://{loaded.desk.host}:{loaded.desk.port}\n")
    if not store.has_people():
        code = setup_code.ensure(loaded.setup_code)
        sys.stdout.write(f"first start: open the desk and type this one-time code: {code}\n")
    return 0


def _desk(args: argparse.Namespace) -> int:
    import web
    from broadcaster import lifeline, settings
    from broadcaster.computer import journal

    loaded = settings.load(args.config)
    journal.keep("desk", loaded.data)
    lifeline.keep_pulsing(lambda: desk_answers(loaded), every=4)
    web.serve(loaded)
    return 0


def desk_answers(loaded: "Settings") -> bool:
    """Whether the desk gives a page to whoever asks; asking it over its own port finds a desk whose threads hang."""
    from http.client import HTTPConnection, HTTPException

    host, port = loaded.desk.host, loaded.desk.port
    asked = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # turned into loopback, to ask it  # nosec B104
    line = HTTPConnection(asked, port, timeout=10)
    try:
        line.request("GET", "/tinh/mark.svg")
        return line.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


def _daemon(args: argparse.Namespace) -> int:
    from broadcaster import settings
    from broadcaster.air.instance import refuse_second
    from broadcaster.computer import journal

    loaded = settings.load(args.config)
    journal.keep("daemon", loaded.data)
    refuse_second(loaded.data / "daemon.lock")
    from broadcaster.air import life

    life.main(loaded)
    return 0


def _renderer(args: argparse.Namespace) -> int:
    from broadcaster import lifeline, settings
    from broadcaster.computer import journal
    from broadcaster.rendering import worker

    loaded = settings.load(args.config)
    journal.keep("renderer", loaded.data)
    lifeline.keep_pulsing()
    worker.main(loaded)
    return 0
