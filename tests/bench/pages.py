"""Every page at eight readers with 100,000 log entries and 2,000 bulletins: python -m tests.bench.pages

The desk answers in a process of its own, as it does at a station; the readers ask over its real port.
"""

import argparse
import gzip
import http.client
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import insert

from broadcaster import scripts
from broadcaster.airing import Outcome, PlayLogEntry, Reason, chain_hash
from broadcaster.bulletin import Status, Verdict
from broadcaster.store.logbook import ENTRY
from broadcaster.store.tables_air import airing, play_log
from tests.web.cast import MONDAY, PASSWORD, ROOT, House, station_in
from tests.web.sample import on_air

READERS = 8
LENGTH = timedelta(seconds=90)
TEXT = "Công an phường cảnh báo: kẻ gian giả danh cán bộ gọi điện đòi 5.000.000 đồng trước 8h30 ngày 2/9. " * 30


def main() -> None:
    """Seed, serve, read, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--bulletins", type=int, default=2_000)
    options.add_argument("--times", type=int, default=15, help="how often each reader asks for each page")
    options.add_argument("--serve", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.serve:
        serve(Path(given.serve))
        return
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        house = seed(Path(folder), given.rows, given.bulletins)
        print(f"{given.rows} log entries and {given.bulletins} bulletins in {time.perf_counter() - begun:.0f} s")
        pages = addresses(house)
        house.store.close()
        command = [sys.executable, "-m", "tests.bench.pages", "--serve", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
            assert server.stdout is not None
            port = int(server.stdout.readline())
            try:
                table(port, pages, given.times)
                first_load(port)
            finally:
                server.terminate()


def serve(folder: Path) -> None:
    """The desk as the station runs it: waitress, eight threads."""
    from waitress.server import create_server

    house = House(station_in(folder))
    house.clock.at = MONDAY
    house.alive()
    server = create_server(house.app, host="127.0.0.1", port=0, threads=8)
    print(server.effective_port, flush=True)
    server.run()


def seed(folder: Path, rows: int, bulletins: int) -> House:
    """A station after some years."""
    house = House(station_in(folder)).hire()
    house.clock.at = MONDAY
    store, lan, minh, tung = house.store, house.people["lan"], house.people["minh"], house.people["tung"]
    shipped = [script for path, script in scripts.folder(ROOT / "scripts_vi") if path.stem.startswith("t")]
    sound = replace(house.sound(1.0), duration=LENGTH)
    made = []
    for number in range(bulletins):
        at = MONDAY - timedelta(hours=bulletins - number)
        script = shipped[number % len(shipped)]
        one = store.add_bulletin(replace(script, title=f"{script.title} ({number})"), lan, at)
        if number % 10 == 0:
            continue
        store.submit(one.id, 1, lan, at)
        store.save_rendition(one.id, 1, sound, at)
        if number > bulletins - 12:
            continue
        store.listened(one.id, sound.sha256, minh, at)
        made.append(store.decide(one.id, sound.sha256, Verdict.APPROVED, minh, "", at))
    log(house, rows, made)
    today = MONDAY.date()
    for number, one in enumerate(made[-40:]):
        day = today + timedelta(days=number % 7)
        store.place(one.id, ("morning", "evening")[number % 2], day, day, (), number, tung, MONDAY)
    for number in range(5):
        script = replace(made[-1].script, text=f"Bản thứ {number}. {TEXT}")
        store.edit_bulletin(made[-1].id, number + 1, script, lan, MONDAY)
    house.alive()
    on_air(house, made[0])
    return house


def log(house: House, rows: int, made: list) -> None:
    """Sixty entries a day until this morning, chained as the store chains them, a thousand rows at a time."""
    station, first, chain = house.settings.station, MONDAY - timedelta(days=-(-rows // 60)), ""
    for begin in range(0, rows, 1_000):
        airings, entries = [], []
        for number in range(begin, min(rows, begin + 1_000)):
            moment, one = first + timedelta(days=number // 60, minutes=number % 60), made[number % len(made)]
            missed, script = number % 50 == 0, one.script
            occurrence = f"{station.local(moment).date()}/{('morning', 'evening')[number % 2]}"
            key = {
                "station": station.id,
                "occurrence": occurrence,
                "bulletin": one.id,
                "attempt": number,
                "zone": "all",
            }
            said = {"title": script.title, "kind": script.kind.value, "topic": script.topic.value, "wanted": LENGTH}
            said |= {"priority": script.priority.value, "planned": moment, "sha256": one.rendition.sha256}
            said |= {"author_name": "Lan", "approver_name": "Minh", "operator_name": "Tùng"}
            id, heard = uuid4(), timedelta() if missed else LENGTH
            airings.append({"id": id, "begun": moment, **key, **said})
            end = {"started": None if missed else moment, "ended": moment + heard, "heard": heard, "detail": ""}
            end |= {"outcome": Outcome.MISSED if missed else Outcome.COMPLETE, "device": "ward"}
            end |= {"reason": Reason.STATION_OFF if missed else Reason.NONE}
            entry = PlayLogEntry(number=number + 1, id=id, before=chain, chain="", **key, **said, **end)
            chain = chain_hash(entry)
            entries.append({name: getattr(replace(entry, chain=chain), name) for name in ENTRY})
        with house.store._write() as connection:
            connection.execute(insert(airing), airings)
            connection.execute(insert(play_log), entries)


def addresses(house: House) -> list[tuple[str, str]]:
    """Who asks for what."""
    approved = house.store.bulletins(status=Status.APPROVED, limit=1)[0]
    edited = max(house.store.bulletins(limit=300), key=lambda one: one.version)
    pending = house.store.bulletins(status=Status.PENDING, limit=1)[0]
    draft = house.store.bulletins(status=Status.DRAFT, limit=1)[0]
    return [
        ("van", "/manh/dang-phat"), ("van", "/manh/dai"), ("van", "/manh/hom-nay"), ("lan", "/"), ("minh", "/"),
        ("lan", "/ban-tin"), ("lan", "/ban-tin?tim=canh+giac+cong+an"), ("lan", "/ban-tin?cd=T05&trang=3"),
        ("lan", "/ban-tin/moi"), ("lan", "/ban-tin/moi?mau="), ("lan", f"/ban-tin/{approved.id}"),
        ("lan", f"/ban-tin/{approved.id}/sua"), ("lan", f"/ban-tin/{edited.id}/phien-ban"),
        ("minh", "/cho-duyet"), ("minh", f"/cho-duyet/{pending.id}"),
        ("lan", "/lich-phat"), ("lan", "/lich-phat/them"), ("van", "/nhat-ky"), ("van", "/nhat-ky?trang=500"),
        ("van", "/nhat-ky/hoat-dong"), ("van", "/bao-cao"), ("van", "/bao-cao?loai=month"), ("hoa", "/khan-cap"),
        ("lan", "/ban-ghi"), ("lan", "/tu-dien"), ("quang", "/tai-khoan"), ("lan", "POST /ban-tin/uoc-luong"),
        ("lan", f"/ban-tin/{draft.id}/gui-duyet"), ("van", "/nhat-ky/luot/4000"), ("van", "/nhat-ky?kq=failed"),
        ("lan", "/van-ban"), ("lan", "/dot-cao-diem"), ("lan", "/chuyen-muc"), ("quang", "/cai-dat"),
        ("quang", "/cai-dat/khung-gio"), ("quang", "/giong-doc"), ("van", "/kiem-tra-may"), ("van", "/tro-giup"),
    ]  # fmt: skip


class Reader:
    """A browser that keeps its line and its cookies."""

    def __init__(self, port: int, username: str) -> None:
        self.line, self.cookie, self.token = http.client.HTTPConnection("127.0.0.1", port, timeout=60), "", ""
        self.ask("/dang-nhap")
        self.ask("/dang-nhap", username=username, password=PASSWORD)
        self.ask("/mat-khau")

    def ask(self, address: str, **fields: str) -> tuple[int, bytes]:
        """One question and its whole answer."""
        body = urllib.parse.urlencode({"csrf_token": self.token, **fields}) if fields else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        self.line.request(
            "POST" if fields else "GET", address, body, {"Cookie": self.cookie, "Accept-Encoding": "gzip", **kind}
        )
        answer = self.line.getresponse()
        said = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.partition(";")[0]
        if found := re.search(rb'name="csrf_token" value="([^"]+)"', said):
            self.token = found[1].decode()
        return answer.status, said


def table(port: int, pages: list[tuple[str, str]], times: int) -> None:
    """Each page asked by all readers at once."""
    readers = {who: [Reader(port, who) for _ in range(READERS)] for who in {who for who, _ in pages}}
    print("\n| page | median, ms | p95, ms | alone, ms | KB |\n|:---|---:|---:|---:|---:|")
    for who, page in pages:
        took: list[float] = []
        sizes: list[int] = []
        for one in readers[who]:
            ask(one, page, [], sizes)
        alone: list[float] = []
        for _ in range(times):
            ask(readers[who][0], page, alone, sizes)
        threads = [threading.Thread(target=many, args=(one, page, times, took, sizes)) for one in readers[who]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        p95 = statistics.quantiles(took, n=20)[-1]
        shown = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "…", page)
        figures = (statistics.median(took), p95, statistics.median(alone))
        cells = " | ".join(f"{one:.1f}" for one in figures)
        print(f"| {who} {shown} | {cells} | {max(sizes) / 1000:.0f} |", flush=True)


def many(reader: Reader, page: str, times: int, took: list[float], sizes: list[int]) -> None:
    """The same page again and again."""
    for _ in range(times):
        ask(reader, page, took, sizes)


def ask(reader: Reader, page: str, took: list[float], sizes: list[int]) -> None:
    """One page, timed."""
    begun = time.perf_counter()
    if page.startswith("POST "):
        status, said = reader.ask(page.removeprefix("POST "), title="x", text=TEXT[:3000])
    else:
        status, said = reader.ask(page)
    took.append(1000 * (time.perf_counter() - begun))
    sizes.append(len(said))
    assert status == 200, (page, status)


def first_load(port: int) -> None:
    """Bytes of the first page with everything it may ask for, as they go over the line."""
    reader = Reader(port, "lan")
    _, page = reader.ask("/")
    files = set(re.findall(r'(?:href|src)="(/tinh/[^"#]+)', page.decode()))
    sizes = {file.partition("?")[0]: len(reader.ask(file)[1]) for file in files}
    style = next(file for file in files if "desk.css" in file)
    for font in set(re.findall(r'url\("(vendor/fonts/[^"]+)"', gzip.decompress(reader.ask(style)[1]).decode())):
        sizes[f"/tinh/{font}"] = len(reader.ask(f"/tinh/{font}")[1])
    whole = len(page) + sum(sizes.values())
    print(f"\nfirst load at most {whole / 1000:.0f} KB: page {len(page) / 1000:.0f}, " + ", ".join(
        f"{name.rpartition('/')[2]} {size / 1000:.0f}" for name, size in sorted(sizes.items(), key=lambda one: -one[1])
    ))  # fmt: skip


if __name__ == "__main__":
    main()
