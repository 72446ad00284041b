"""What an upgrade and a backup cost with a log of 100,000 rows and a shelf of sounds.

python -m tests.bench.keeping [--rows 100000] [--sounds 100]
"""

import argparse
import hashlib
import io
import shutil
import tempfile
import time
import wave
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from broadcaster import backup, settings
from broadcaster.bulletin import Rendition
from broadcaster.people import Role
from broadcaster.settings import PROJECT, Settings
from broadcaster.store import Store, open_store
from tests.bench.reports import LENGTH, _fill
from tests.builders import HANOI, at, script

RATE = 48_000


def main() -> None:
    """Fill a log; copy the database as an upgrade does, back it up plain and sealed, and restore it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--sounds", type=int, default=100, help="rendered bulletins of a minute and a half")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(PROJECT / "config", folder / "config")
        loaded = replace(settings.load(folder / "config", {}), data=folder / "var", audio=folder / "audio")
        loaded.data.mkdir()
        store = open_store(f"sqlite:///{folder / 'var' / 'station.db'}", loaded.station.id)
        last = _fill(store, given.rows, 60)
        now = datetime.combine(last + timedelta(days=1), datetime.min.time(), HANOI)
        megabytes = _fill_shelf(store, loaded, given.sounds)
        print(f"{given.rows} rows, {given.sounds} sounds of together {megabytes:.0f} MB\n")
        print("| what | seconds | MB |\n|---|---|---|")
        begun = time.perf_counter()
        store.copy_to(folder / "copy.db")
        _row("copy of the database before an upgrade", begun, folder / "copy.db")
        begun = time.perf_counter()
        open_store(f"sqlite:///{folder / 'copy.db'}", loaded.station.id).close()
        _row("the database opened by the new release", begun, folder / "copy.db")
        for kind, passphrase in (("plain", ""), ("sealed", "một câu chỉ mình đài biết")):
            begun = time.perf_counter()
            kept = backup.take(loaded, store, folder / kind, now, passphrase)
            _row(f"backup, {kind}, written and read again", begun, kept.path)
            begun = time.perf_counter()
            backup.restore(kept.path, folder / f"{kind}-back", passphrase)
            _row(f"restore, {kind}, with the whole chain walked", begun, kept.path)
        store.close()


def _fill_shelf(store: Store, loaded: Settings, count: int) -> float:
    """So many bulletins with their sounds, each another; the megabytes of all."""
    lan = store.add_person("lan", "Nguyễn Thị Lan", frozenset({Role.AUTHOR}), "hash", at("06:00"), None)
    loaded.rendered.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        sound = _like_speech(number)
        digest = hashlib.sha256(sound).hexdigest()
        path = loaded.rendered / f"{digest}.wav"
        path.write_bytes(sound)
        written = store.add_bulletin(script(f"Tin {number}"), lan, at("06:00"))
        store.submit(written.id, written.version, lan, at("06:00"))
        rendition = Rendition(f"key-{digest}", digest, path, LENGTH, "espeak/vi", -14.0, -1.6)
        assert store.save_rendition(written.id, written.version, rendition, at("06:00"))
    return sum(path.stat().st_size for path in loaded.rendered.iterdir()) / 1e6


def _like_speech(seed: int) -> bytes:
    """A WAV that packs as badly as speech does: four syllables a second of coloured noise, at -14 LUFS or so."""
    frames = round(LENGTH.total_seconds() * RATE)
    noise = np.random.default_rng(seed).standard_normal(frames + 7).astype(np.float32)
    coloured = np.convolve(noise, np.ones(8, dtype=np.float32) / 8, "valid")
    syllables = np.sin(np.pi * 4 * np.arange(frames, dtype=np.float32) / RATE) ** 2
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((14_000 * coloured * syllables).clip(-32_000, 32_000).astype("<i2").tobytes())
    return held.getvalue()


def _row(what: str, begun: float, path: Path) -> None:
    print(f"| {what} | {time.perf_counter() - begun:.1f} | {path.stat().st_size / 1e6:.0f} |")


if __name__ == "__main__":
    main()
