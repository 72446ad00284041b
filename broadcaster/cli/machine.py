"""health, idle, copy, places, clock, test-sound: what an installation asks of a station around an upgrade."""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

from broadcaster import settings
from broadcaster.cli.commands import Commands, add, add_json, print_json
from broadcaster.errors import BroadcasterError, WrongState

FRESH = timedelta(seconds=15)
"""The daemon gives a sign of life every five seconds."""

SENTENCE = "Đây là tiếng thử loa của {station}."
"""What the spoken test says; `--text` says something else."""

ENOUGH = 0.95

WAKE_BEFORE = timedelta(minutes=15)
DAY = timedelta(days=1)


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Declare the commands."""
    health = add(commands, common, "health", _health, "do the desk and the daemon answer? exit 1 when they do not")
    health.add_argument("--wait", type=float, default=0, metavar="SECONDS", help="as long at most (default: 0)")
    idle = add(commands, common, "idle", _idle, "exit 1 when anything sounds or is about to")
    idle.add_argument("--ahead", type=float, default=5, metavar="MINUTES", help="how far to look ahead (default: 5)")
    copy = add(commands, common, "copy", _copy, "copy the database alone into a new file")
    copy.add_argument("--to", type=Path, required=True, metavar="FILE", help="a file that is not there yet")
    add_json(add(commands, common, "places", _places, "what the settings need of the system: network, folders, desk"))
    clock = add(commands, common, "clock", _clock, "does the log bar this clock? exit 1 when it does")
    clock.add_argument("--trust", action="store_true", help="this clock is right: go on by it; it is recorded")
    test = add(commands, common, "test-sound", _test_sound, "say a sentence aloud and measure what was heard")
    test.add_argument("--text", metavar="TEXT", help="what to say")
    test.add_argument("--anyway", action="store_true", help="in quiet hours too")


def _now() -> datetime:
    from broadcaster.clock import SystemClock

    return SystemClock().now()


def _health(args: argparse.Namespace) -> int:
    """Whether the desk gives a page and the daemon has given a sign of life since this was asked."""
    began, until = _now(), time.monotonic() + args.wait
    while True:
        told = _ailing(args.config, began if args.wait else _now() - FRESH)
        if not told:
            sys.stdout.write("the desk and the daemon answer\n")
            return 0
        if time.monotonic() >= until:
            sys.stdout.write(f"{told}\n")
            return 1
        time.sleep(0.5)


def _ailing(config: Path, since: datetime) -> str:
    """What does not answer, "" when all does. A station that is just being started is no error here."""
    from broadcaster.cli.parts import desk_answers
    from broadcaster.store import Store

    try:
        loaded = settings.load(config)
        if not desk_answers(loaded):
            return f"the desk does not answer on port {loaded.desk.port}"
        store = Store(loaded.database, loaded.station.id)
        try:
            beat = store.beats().get("daemon")
        finally:
            store.close()
    except BroadcasterError as why:
        return str(why)
    return "" if beat is not None and beat.at >= since else "the daemon has given no sign of life"


def _idle(args: argparse.Namespace) -> int:
    from broadcaster.store import Store

    loaded = settings.load(args.config)
    store, now = Store(loaded.database, loaded.station.id), _now()
    try:
        sounding = [one.title for one in store.on_air()]
    finally:
        store.close()
    today = loaded.station.local(now).date()
    ahead = now + timedelta(minutes=args.ahead)
    near = [
        one
        for one in loaded.station.occurrences(today, today + timedelta(days=1))
        if one.starts < ahead and now < one.ends
    ]
    for title in sounding:
        sys.stdout.write(f"on air: {title}\n")
    for one in near:
        sys.stdout.write(f"{one.slot.name}: from {one.starts:%H:%M} to {one.ends:%H:%M}\n")
    return 1 if sounding or near else 0


def _copy(args: argparse.Namespace) -> int:
    from broadcaster.store import Store

    loaded = settings.load(args.config)
    if args.to.exists():
        raise WrongState(f"{args.to} is there already")
    store = Store(loaded.database, loaded.station.id)
    try:
        store.copy_to(args.to)
        number, head = store.head()
    finally:
        store.close()
    args.to.chmod(0o600)
    sys.stdout.write(f"{args.to}: {args.to.stat().st_size} bytes, log up to entry {number} {head[:12]}\n")
    return 0


def _places(args: argparse.Namespace) -> int:
    """For install.sh and install.ps1: what the sandbox of the services has to let through, when to wake the PC."""
    loaded = settings.load(args.config)
    hooks = bool(loaded.hooks.before or loaded.hooks.after)
    told = {
        "network": bool(loaded.station.relays) or hooks or not loaded.database.startswith("sqlite"),
        "database": "" if not loaded.database.startswith("sqlite:///") else loaded.database.removeprefix("sqlite:///"),
        "backup": str(loaded.backup.folder or ""),
        "desk": f"http://{loaded.desk.host}:{loaded.desk.port}",
        "timezone": loaded.station.timezone.key,
        "wake": wake_times(slot.start for slot in loaded.station.slots),
    }
    if args.json:
        print_json(told)
    else:
        for name, value in told.items():
            plain = " ".join(value) if isinstance(value, list) else value
            sys.stdout.write(f"{name}={str(plain).lower() if isinstance(plain, bool) else plain}\n")
    return 0


def wake_times(starts: Iterable[time_of_day]) -> list[str]:
    """When a PC that sleeps is to be woken each day, as "HH:MM": so long before each slot that everything has begun."""
    return sorted({f"{datetime.combine(date.min + DAY, start) - WAKE_BEFORE:%H:%M}" for start in starts})


def _clock(args: argparse.Namespace) -> int:
    """The log has an entry from a clock that ran ahead: nothing sounds of itself until a person believes this one."""
    from broadcaster.office import timekeeping
    from broadcaster.store import open_store

    loaded, now = settings.load(args.config), _now()
    store = open_store(loaded.database, loaded.station.id)
    try:
        newest = timekeeping.ahead(store, now)
        if newest is not None and args.trust:
            timekeeping.trust_clock(store, None, now)
    finally:
        store.close()
    clock = f"{loaded.station.local(now):%Y-%m-%d %H:%M}"
    if newest is None:
        sys.stdout.write(f"{clock}: the log has nothing later\n")
    elif args.trust:
        sys.stdout.write(f"{clock}: believed from now on\n")
    else:
        sys.stdout.write(f"{clock}: the log has an entry of {loaded.station.local(newest):%Y-%m-%d %H:%M}\n")
    return 1 if newest is not None and not args.trust else 0


def _test_sound(args: argparse.Namespace) -> int:
    """Through the first zone's device, as a broadcast goes; exit 1 when the ear did not hear it whole."""
    from broadcaster import rendering
    from broadcaster.speakers import Cue, open_speakers

    loaded, now = settings.load(args.config), _now()
    if loaded.station.policy.is_quiet(loaded.station.local(now).time()) and not args.anyway:
        raise WrongState("these are quiet hours and the loudspeakers may be on: --anyway says it all the same")
    zone = loaded.station.zones[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "test.wav")
        made = rendering.say(args.text or SENTENCE.format(station=loaded.station.name), path, loaded, engine="espeak")
        speakers = open_speakers(loaded.output.module, loaded.output.ear, loaded.output.device_volume)
        try:
            volume = min(zone.volume, loaded.output.volume_cap)
            cue = Cue(path, made.sha256, _now() + timedelta(seconds=2), volume, zone.device)
            played = speakers.play(cue, lambda _: None)
        finally:
            speakers.close()
    share = played.heard / played.wanted if played.wanted else 0.0
    level = "no level" if played.level_db is None else f"{played.level_db:.1f} dB"
    why = f"; {played.reason.value} {played.detail}".rstrip() if share < ENOUGH else ""
    sys.stdout.write(
        f"{played.device or 'no device'}: {played.heard.total_seconds():.1f} of {played.wanted.total_seconds():.1f} s "
        f"heard, {level}, {played.outcome.value}{why}\n"
    )
    return 0 if share >= ENOUGH else 1
