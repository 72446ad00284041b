"""What an upgrade and a backup cost with a log of 100,000 rows: python -m tests.bench.keeping"""

import argparse
import shutil
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from broadcaster import backup, settings
from broadcaster.settings import PROJECT
from broadcaster.store import open_store
from tests.bench.reports import _fill
from tests.builders import HANOI


def main() -> None:
    """Fill a log; copy the database as an upgrade does, back it up plain and sealed, and restore it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(PROJECT / "config", folder / "config")
        loaded = replace(settings.load(folder / "config", {}), data=folder / "var", audio=folder / "audio")
        loaded.data.mkdir()
        store = open_store(f"sqlite:///{folder / 'var' / 'station.db'}", loaded.station.id)
        last = _fill(store, given.rows, 60)
        now = datetime.combine(last + timedelta(days=1), datetime.min.time(), HANOI)
        print(f"{given.rows} rows\n\n| what | seconds | MB |\n|---|---|---|")
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


def _row(what: str, begun: float, path: Path) -> None:
    print(f"| {what} | {time.perf_counter() - begun:.1f} | {path.stat().st_size / 1e6:.0f} |")


if __name__ == "__main__":
    main()
