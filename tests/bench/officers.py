"""Fifty officers at once over a few bulletins, no text lost and no 5xx: python -m tests.bench.officers

Each reads, writes and saves as fast as the desk answers; whoever was slower is shown both texts and saves once more.
"""

import argparse
import collections
import html
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from uuid import UUID

from broadcaster.people import Role
from tests.bench.readers import Browser, plain
from tests.web.cast import ROOT, House, a_script, password_hash, station_in

SHARED = 8
"""Bulletins that all of them write in."""

READ = ("/", "/ban-tin", "/lich-phat", "/nhat-ky", "/manh/dang-phat", "/manh/dai")


def main() -> None:
    """Seed, serve, let them write, count."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--officers", type=int, default=50)
    options.add_argument("--rounds", type=int, default=6)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        house = House(station_in(Path(folder))).hire()
        for number in range(given.officers):
            roles = frozenset({Role.AUTHOR})
            house.store.add_person(f"can-bo-{number}", f"Cán bộ {number}", roles, password_hash(), house.clock.at, None)
        lan, at = house.people["lan"], house.clock.at
        shared = [house.store.add_bulletin(a_script(f"Bài {n}"), lan, at) for n in range(SHARED)]
        command = [sys.executable, "-m", "tests.bench.pages", "--serve", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
            assert server.stdout is not None
            port = int(server.stdout.readline())
            try:
                told(*work(port, given.officers, given.rounds, [one.id for one in shared]), house)
            finally:
                server.terminate()
        house.store.close()


class Office:
    """What came of it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.codes: collections.Counter[int] = collections.Counter()
        self.took: list[float] = []
        self.saved: dict[UUID, set[str]] = collections.defaultdict(set)
        self.wrong: list[str] = []

    def ask(self, reader: Browser, address: str, **fields: str) -> tuple[int, bytes]:
        """One question, timed and counted."""
        begun = time.perf_counter()
        answer = reader.ask(address, **fields)
        status, said = answer.status, plain(answer)
        with self.lock:
            self.took.append(1000 * (time.perf_counter() - begun))
            self.codes[status] += 1
            if status >= 500:
                self.wrong.append(f"{status} {address}")
        return status, said


def work(port: int, officers: int, rounds: int, shared: list[UUID]) -> tuple[Office, float]:
    """All of them at once; the seconds it took."""
    office = Office()
    readers = [Browser(port, f"can-bo-{number}") for number in range(officers)]
    threads = [
        threading.Thread(target=officer, args=(office, reader, number, rounds, shared))
        for number, reader in enumerate(readers)
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return office, time.perf_counter() - begun


def officer(office: Office, reader: Browser, number: int, rounds: int, shared: list[UUID]) -> None:
    """Look around, then write one's sentence into a bulletin that others write in too."""
    for turn in range(rounds):
        office.ask(reader, READ[(number + turn) % len(READ)])
        id = shared[(number + turn) % len(shared)]
        address = f"/ban-tin/{id}/sua"
        _, page = office.ask(reader, address)
        mine = f"Câu của cán bộ {number}, lần {turn}."
        for _ in range(40):
            version, text = form(page)
            fields = {"title": "Bài chung", "kind": "news", "topic": "T01", "priority": "normal", "voice": ""}
            status, page = office.ask(reader, address, version=version, text=f"{text}\n{mine}", **fields)
            if status == 303:
                with office.lock:
                    office.saved[id].add(mine)
                break
            if status != 409:
                with office.lock:
                    office.wrong.append(f"{status} after a save")
                break
            _, page = office.ask(reader, address)  # whoever was slower reads what is there, and writes again


def form(page: bytes) -> tuple[str, str]:
    """The version and the text that stand in an editor."""
    said = page.decode()
    version = re.search(r'name="version" value="(\d+)"', said)
    text = re.search(r'<textarea[^>]*id="text"[^>]*>(.*?)</textarea>', said, re.DOTALL)
    assert version and text, said[:300]
    return version[1], html.unescape(text[1]).lstrip("\n")


def told(office: Office, seconds: float, house: House) -> None:
    """The table, and whether every text that was acknowledged is there."""
    lost = [
        (id, line)
        for id, lines in office.saved.items()
        for line in lines
        if line not in house.store.bulletin(id).script.text
    ]
    saves = sum(map(len, office.saved.values()))
    p95 = statistics.quantiles(office.took, n=20)[-1]
    print("| requests | seconds | median, ms | p95, ms | saved | conflicts shown | 5xx | lost |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    print(
        f"| {len(office.took)} | {seconds:.1f} | {statistics.median(office.took):.0f} | {p95:.0f} | {saves} | "
        f"{office.codes[409]} | {sum(count for code, count in office.codes.items() if code >= 500)} | {len(lost)} |"
    )
    assert not office.wrong, office.wrong[:5]
    assert not lost, lost[:5]


if __name__ == "__main__":
    main()
