"""How far from its second a sound begins: the station's player beside `paplay` and, if installed, MPD, on a null sink.

    python -m tests.bench.onset [--plays 20] [--busy 4] [--ours]

The oracle is a recording of the sink's monitor; the rendered file is found in it by cross-correlation.
"""

import argparse
import contextlib
import math
import multiprocessing
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from broadcaster.speakers import LEADING_SILENCE, Cue, Speakers, open_speakers
from tests.listening import prove
from tests.soundcard import SoundCard, running_sound_card
from tests.sounds import sha256, write_sound

_AHEAD = 2.0

Play = Callable[[Path, datetime], None]


def through_the_station(speakers: Speakers) -> Play:
    """Our own way: armed ahead, released on the second."""

    def play(sound: Path, start: datetime) -> None:
        speakers.play(Cue(sound, sha256(sound), start), lambda _: None)

    return play


def through_paplay(sound: Path, start: datetime) -> None:
    """A program started so that its first sound would be on the second, if starting took no time."""
    _wait_until((start - LEADING_SILENCE).timestamp())
    subprocess.run(["paplay", str(sound)], check=True)


@contextlib.contextmanager
def through_mpd(card: SoundCard, folder: Path) -> Iterator[Play]:
    """MPD with the sound in its queue, told to play at the second."""
    door, config = folder / "mpd.sock", folder / "mpd.conf"
    server = card.environ["PULSE_SERVER"]
    lines = [f'music_directory "{folder}"', f'db_file "{folder / "mpd.db"}"', f'bind_to_address "{door}"']
    lines += [f'state_file "{folder / "mpd.state"}"', "audio_output {", 'type "pulse"', 'name "ward"']
    config.write_text("\n".join([*lines, f'server "{server}"', "}", ""]), encoding="utf-8")
    daemon = subprocess.Popen(["mpd", "--no-daemon", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not door.exists():
            assert daemon.poll() is None, "MPD does not start"
            time.sleep(0.05)
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(door))
            line.recv(4096)
            yield lambda sound, start: _mpd_play(line, sound, start)
    finally:
        daemon.terminate()
        daemon.wait()


def _mpd_play(line: socket.socket, sound: Path, start: datetime) -> None:
    _mpd_say(line, "clear", f'add "file://{sound}"')
    _wait_until((start - LEADING_SILENCE).timestamp())
    _mpd_say(line, "play")
    while "state: play" in _mpd_say(line, "status"):
        time.sleep(0.1)


def _mpd_say(line: socket.socket, *words: str) -> str:
    answer = ""
    for word in words:
        line.sendall(f"{word}\n".encode())
        answer = ""
        while not answer.endswith("OK\n"):
            answer += line.recv(65536).decode()
            assert not answer.startswith("ACK"), answer
    return answer


def _wait_until(begin: float) -> None:
    while (left := begin - time.time()) > 0:
        time.sleep(min(left, 0.5) if left > 0.002 else left)


def onsets(card: SoundCard, sound: Path, plays: int, play: Play) -> list[float]:
    """Milliseconds after the scheduled second, for each play; a play that was not heard counts as infinite."""
    found = []
    for _ in range(plays):
        start = datetime.fromtimestamp(math.ceil(time.time() + _AHEAD), UTC)
        with card.record() as recording:
            play(sound, start)
        proof = prove(sound, recording.samples)
        late = recording.instant(proof.plays[0].onset) - start if proof.plays else timedelta.max
        found.append(late / timedelta(milliseconds=1))
    return found


def row(name: str, late: list[float]) -> str:
    """One line of the table, over |onset - second|."""
    off = sorted(abs(value) for value in late)
    p95 = off[min(len(off) - 1, math.ceil(0.95 * len(off)) - 1)]
    return (
        f"| {name} | {len(off)} | {statistics.median(off):.1f} | {p95:.1f} | {off[-1]:.1f} "
        f"| {statistics.median(late):+.1f} |"
    )


@contextlib.contextmanager
def busy_loops(count: int) -> Iterator[None]:
    """So many processes that do nothing, as fast as they can."""
    loops = [multiprocessing.Process(target=_burn, daemon=True) for _ in range(count)]
    for loop in loops:
        loop.start()
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.join()


def _burn() -> None:
    while True:
        pass


def main() -> None:
    """Measure and print a Markdown table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--plays", type=int, default=20)
    options.add_argument("--busy", type=int, default=0, help="busy loops beside the plays")
    options.add_argument("--ours", action="store_true", help="only the station's own player")
    given = options.parse_args()
    with running_sound_card() as card, tempfile.TemporaryDirectory() as folder:
        os.environ.update(card.environ)
        sound = write_sound(Path(folder) / "sound.wav", 0.6)
        speakers = open_speakers("pulse", True)
        with busy_loops(given.busy):
            rows = [("broadcaster", onsets(card, sound, given.plays, through_the_station(speakers)))]
            if not given.ours:
                rows.append(("paplay", onsets(card, sound, given.plays, through_paplay)))
            if shutil.which("mpd") and not given.ours:
                with through_mpd(card, Path(folder)) as mpd:
                    rows.append(("MPD", onsets(card, sound, given.plays, mpd)))
        speakers.close()
    print(f"|onset - second| in ms, {given.busy} busy loops, load average {os.getloadavg()[0]:.1f}\n")
    print("| player | plays | median | p95 | max | signed median |")
    print("|---|---|---|---|---|---|")
    for name, late in rows:
        print(row(name, late))


if __name__ == "__main__":
    main()
