"""A whole station as it really runs: its own processes, its own port, reached as people reach it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import requests

from broadcaster import settings
from broadcaster.airing import PlayLogEntry
from broadcaster.bulletin import Bulletin, Kind, Priority, Script, Source, Topic
from broadcaster.office import newsroom
from broadcaster.people import Person, Role
from broadcaster.settings import PROJECT, Settings
from broadcaster.store import Store, open_store

T = TypeVar("T")
PASSWORD = "con trâu ăn cỏ ven đê"

STATION = """
[station]
id = "test"
name = "Đài truyền thanh phường Hòa Mẫu"
ward = "phường Hòa Mẫu"
hotline = "Công an phường"
timezone = "{zone}"
[desk]
port = {port}
[voice]
order = ["espeak"]
[words]
opening = "Đài phường Hòa Mẫu."
closing = "Xin cảm ơn."
[[slots]]
id = "morning"
name = "Buổi sáng"
start = "{start:%H:%M:%S}"
minutes = 5
[policy]
profile = "always"
[calendar]
public_holidays = false
"""
POLICY = """
[always]
name = "Mọi lúc"
windows = ["00:00-23:59:59"]
session_minutes = 60
quiet_from = "00:00"
quiet_until = "00:00"
"""


class RunningStation:
    """`start` runs `broadcaster run`; the settings may be changed while it is down."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.config = home / "config"
        self.config.mkdir(exist_ok=True)
        self.process: subprocess.Popen[str] | None = None
        self.environ = {key: value for key, value in os.environ.items() if not key.startswith("BROADCASTER_")}
        self.environ["PYTHONPATH"] = str(PROJECT)
        self.set_slot(timedelta(minutes=30))

    def set_slot(self, ahead: timedelta) -> datetime:
        """Let the slot begin `ahead` from now, on a whole second; returns that instant."""
        zone, instant = ZoneInfo("Asia/Ho_Chi_Minh"), datetime.now(UTC) + ahead
        if instant.astimezone(zone).hour == 23:  # a slot may not cross midnight
            zone = ZoneInfo("UTC")
        start = instant.astimezone(zone).replace(microsecond=0) + timedelta(seconds=1)
        station = STATION.format(zone=zone.key, port=self.port, start=start)
        (self.config / "station.toml").write_text(station, encoding="utf-8")
        (self.config / "policies.toml").write_text(POLICY, encoding="utf-8")
        return start

    @property
    def settings(self) -> Settings:
        return settings.load(self.config, {})

    @property
    def store(self) -> Store:
        loaded = self.settings
        loaded.data.mkdir(exist_ok=True)
        return open_store(loaded.database, loaded.station.id)

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "broadcaster", *words, "--config", str(self.config)]

    def run(self, *words: str, **options: object) -> subprocess.CompletedProcess[str]:
        """One command to its end."""
        return subprocess.run(
            self.command(*words), env=self.environ, capture_output=True, text=True, timeout=120, **options
        )

    def start(self) -> str:
        """Start it, wait for the desk; returns what it printed first."""
        log = self.home / "station.log"
        with log.open("w", encoding="utf-8") as out:
            self.process = subprocess.Popen(
                self.command("run"), env=self.environ, stdout=out, stderr=subprocess.STDOUT, text=True
            )
        wait_for(lambda: self.answers() and self.store.beats().get("daemon"), 30)
        return log.read_text(encoding="utf-8")

    def stop(self) -> float:
        """SIGTERM; returns the seconds until it had ended."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(15)
        self.process = None
        return time.monotonic() - began

    def kill(self) -> None:
        """Whatever is left, at once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        for pid in self.pids():
            os.kill(pid, signal.SIGKILL)

    def pids(self, part: str = "") -> list[int]:
        """The processes of this station, or of one of its parts."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit() or int(entry.name) == os.getpid():
                continue
            try:
                words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue
            if str(self.config) in words and "broadcaster" in words and (not part or part in words):
                found.append(int(entry.name))
        return found

    def answers(self) -> bool:
        """Whether the desk gives a page."""
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/", timeout=1).ok
        except requests.ConnectionError:
            return False

    def browser(self) -> "Browser":
        """A new browser window on the desk."""
        return Browser(f"http://127.0.0.1:{self.port}")

    def people(self) -> tuple[Person, Person]:
        """Lan who writes and Minh who leads, made at the console."""
        now = datetime.now(UTC)
        lan = newsroom.add_person(self.store, None, "lan", "Nguyễn Thị Lan", {Role.AUTHOR}, PASSWORD, now)
        minh = newsroom.add_person(self.store, None, "minh", "Trần Văn Minh", {Role.LEADER}, PASSWORD, now)
        return lan, minh

    def approved(self, text: str, title: str = "Cảnh giác cuộc gọi lạ") -> Bulletin:
        """A bulletin written by Lan, spoken by the renderer, approved by Minh, in every slot from today on."""
        store = self.store
        lan, minh = (store.person_named(name) for name in ("lan", "minh"))
        if lan is None or minh is None:
            lan, minh = self.people()
        script = Script(title, Kind.NEWS, Topic.T01, Priority.NORMAL, Source(), text)
        written = newsroom.write(store, lan, script, datetime.now(UTC))
        newsroom.submit(store, lan, written.id, written.version, datetime.now(UTC))
        with subprocess.Popen(self.command("renderer"), env=self.environ) as renderer:
            made = wait_for(lambda: store.bulletin(written.id).rendition, 60)
            renderer.terminate()
        newsroom.listened(store, minh, written.id, made.sha256, datetime.now(UTC))
        approved = newsroom.approve(store, minh, written.id, made.sha256, datetime.now(UTC))
        today = self.settings.station.local(datetime.now(UTC)).date()
        newsroom.place(
            store, self.settings.station, lan, written.id, "morning", today, None, frozenset(), datetime.now(UTC)
        )
        return approved

    def entries(self, count: int, seconds: float) -> list[PlayLogEntry]:
        """The log, once it holds `count` entries."""
        return wait_for(lambda: len(found := self.store.entries()) >= count and found, seconds)


class Browser:
    """Just enough of a browser: cookies, forms with their tokens, and pages as text."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = requests.Session()
        self.page = ""

    def get(self, path: str) -> str:
        self.page = self._answer(self.session.get(self.address + path, timeout=10))
        return self.page

    def post(self, path: str, **fields: str) -> str:
        """Send a form of the page that is open, with its token."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page)
        assert token, "the page has no form"
        fields = {key.replace("_", "-"): value for key, value in fields.items()}
        answer = self.session.post(self.address + path, data={"csrf_token": token[1], **fields}, timeout=10)
        self.page = self._answer(answer)
        return self.page

    def sign_in(self, username: str) -> "Browser":
        self.get("/dang-nhap")
        self.post("/dang-nhap", username=username, password=PASSWORD)
        return self

    def _answer(self, answer: requests.Response) -> str:
        assert answer.ok, f"{answer.status_code} {answer.url}\n{answer.text[:3000]}"
        self.at = answer.url
        return answer.text


def wait_for(what: Callable[[], T], seconds: float) -> T:
    """The first true answer; an assertion when none came in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := what():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s")


def free_port() -> int:
    """A port of this machine on which nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
