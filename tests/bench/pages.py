"""Every page at eight readers with 100,000 log entries and 2,000 bulletins: python -m tests.bench.pages

The desk answers in a process of its own, as it does at a station; each reader is another process, asks over the
desk's real port, and asks for the next page as soon as it has this one.
"""

import argparse
import logging
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

import web
from broadcaster import scripts
from broadcaster.air.daemon import BEAT
from broadcaster.bulletin import Status, Verdict
from broadcaster.store import JobState
from broadcaster.store.tables import render_job
from tests.bench.past import LENGTH, write_log
from tests.bench.readers import TEXT, Browser, plain, reading
from tests.web.cast import MONDAY, ROOT, House, station_in
from tests.web.sample import on_air

READERS = 8
LIMIT = 100
"""Milliseconds within which 95 of 100 answers must be there."""


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
            over = beating(house)
            try:
                found = table(server.pid, port, pages, given.times)
                print(f"\n{sum(one <= LIMIT for one in found)} of {len(found)} pages within {LIMIT} ms")
                first_load(port)
            finally:
                over.set()
                server.terminate()


def beating(house: House) -> threading.Event:
    """Write as a daemon does every five seconds, so that what the desk keeps while nobody writes goes stale as it does.

    The process ends it by setting the event.
    """
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT.total_seconds()):
            house.store.beat("bench", os.getpid(), house.clock.at, {})
        house.store.close()

    threading.Thread(target=beat, daemon=True).start()
    return over


def serve(folder: Path) -> None:
    """The desk as the station runs it (web.serve), but that its day is Monday; its clock runs on from eight."""
    from waitress.server import create_server

    house, begun = House(station_in(folder)), time.monotonic()
    house.alive()
    desk = house.app.extensions["desk"]
    house.app.extensions["desk"] = replace(desk, now=lambda: MONDAY + timedelta(seconds=time.monotonic() - begun))
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(web.ready(house.app), host="127.0.0.1", port=0, **web.SERVED)
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
    write_log(house.store, house.settings.station, MONDAY, rows, made)
    today = MONDAY.date()
    for number, one in enumerate(made[-40:]):
        day = today + timedelta(days=number % 7)
        store.place(one.id, ("morning", "evening")[number % 2], day, day, (), number, tung, MONDAY)
    for number in range(5):
        script = replace(made[-1].script, text=f"Bản thứ {number}. {TEXT}")
        store.edit_bulletin(made[-1].id, number + 1, script, lan, MONDAY)
    with store._write() as connection:  # all of these sounds were made long ago
        connection.execute(update(render_job).values(state=JobState.DONE.value))
    house.alive()
    on_air(house, made[0])
    return house


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


def table(server: int, port: int, pages: list[tuple[str, str]], times: int) -> list[float]:
    """Each page asked by all readers at once; the 95th percentile of each. `server` is the desk's process."""
    found = []
    print("\n| page | alone, ms | median, ms | p95, ms | slowest, ms | the desk's processor, ms | KB |")
    print("|:---|---:|---:|---:|---:|---:|---:|")
    with reading(port, READERS) as readers:
        for who, page in pages:
            told = [one.told() for one in [each.ask(who, page, 1) for each in readers]]
            alone, before = readers[0].ask(who, page, times).told(), processor(server)
            together = [one.told() for one in [each.ask(who, page, times) for each in readers]]
            took = [each for one in together for each in one.took]
            worked = 1000 * (processor(server) - before) / len(took)
            found.append(statistics.quantiles(took, n=20)[-1])
            figures = (statistics.median(alone.took), statistics.median(took), found[-1], max(took), worked)
            cells = " | ".join(f"{one:.1f}" for one in figures)
            shown = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "…", page)
            print(f"| {who} {shown} | {cells} | {max(one.most for one in told) / 1000:.0f} |", flush=True)
    return found


def processor(process: int) -> float:
    """Seconds for which a process has had a processor: unlike the clock's, another program takes none of them."""
    told = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def first_load(port: int) -> None:
    """Bytes of the first page with everything it may ask for: as they go over the line, and unpacked."""
    reader = Browser(port, "lan")
    answers = {"the page": reader.ask("/")}
    text = plain(answers["the page"]).decode()
    for file in set(re.findall(r'(?:href|src)="(/tinh/[^"#]+)', text)):
        answers[file.partition("?")[0].rpartition("/")[2]] = reader.ask(file)
    style = plain(answers["desk.css"]).decode()
    for font in set(re.findall(r'url\("(vendor/fonts/[^"]+)"', style)):
        answers[font.rpartition("/")[2]] = reader.ask(f"/tinh/{font}")
    sizes = sorted(((len(one.body), len(plain(one)), name) for name, one in answers.items()), reverse=True)
    packed, whole = (sum(size[at] for size in sizes) / 1000 for at in (0, 1))
    parts = ", ".join(f"{name} {sent / 1000:.0f}/{unpacked / 1000:.0f}" for sent, unpacked, name in sizes)
    print(f"\nfirst load at most {packed:.0f} KB over the line, {whole:.0f} KB unpacked: {parts}")


if __name__ == "__main__":
    main()
