"""run, demo, and the processes of a running station, which `run` starts."""

import argparse
import logging
import sys
from pathlib import Path

from broadcaster import settings
from broadcaster.cli.commands import Commands, add


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


def _logging() -> None:
    """One line an event on the error stream."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr, force=True
    )
    logging.getLogger("huey").setLevel(logging.WARNING)  # it greets at length


def _run(args: argparse.Namespace) -> int:
    from broadcaster.supervisor import run

    return run(args.config)


def _demo(args: argparse.Namespace) -> int:
    from broadcaster.cli.demo import demo

    return demo(args.out, args.seconds)


def _prepare(args: argparse.Namespace) -> int:
    from broadcaster import setup_code
    from broadcaster.store import open_store

    loaded = settings.load(args.config)
    loaded.data.mkdir(parents=True, exist_ok=True)
    loaded.rendered.mkdir(parents=True, exist_ok=True)
    store = open_store(loaded.database, loaded.station.id)
    sys.stdout.write(f"the desk: http://{loaded.desk.host}:{loaded.desk.port}\n")
    if not store.has_people():
        code = setup_code.ensure(loaded.setup_code)
        sys.stdout.write(f"first start: open the desk and type this one-time code: {code}\n")
    return 0


def _desk(args: argparse.Namespace) -> int:
    import web

    _logging()
    web.serve(settings.load(args.config))
    return 0


def _daemon(args: argparse.Namespace) -> int:
    from broadcaster.air import daemon

    _logging()
    daemon.main(settings.load(args.config))
    return 0


def _renderer(args: argparse.Namespace) -> int:
    from broadcaster.rendering import worker

    _logging()
    worker.main(settings.load(args.config))
    return 0
