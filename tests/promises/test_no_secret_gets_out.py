"""Who may speak: a secret that was planted anywhere in a working station comes out nowhere.

A real station runs; people set it up, mistype passwords, hear a voice service that repeats its key in every refusal,
let programs in, back up, export and ask for help. Then every page as every role, every journal, what each command
prints, the backup, the support file, the export and the database itself are searched.
"""

import os
import re
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urljoin, urlsplit

import pytest
import requests

from tests.running import Browser, RunningStation, wait_for

MARK = "chimyen0917"
PASSWORDS = {role: f"mat khau {MARK} cua {role}" for role in ("admin", "author", "approver")}
MISTYPED = f"go nham {MARK} mat roi"
SERVICE_KEY = f"khoa-{MARK}-dich-vu"
PASSPHRASE = f"niem phong {MARK} ban sao"
SEATS = (("admin", "Đỗ Quang", "quang"), ("author", "Nguyễn Thị Lan", "lan"), ("approver", "Trần Văn Minh", "minh"))
SERVICE = """
[canary]
title = "Dịch vụ nói lại khóa"
url = "{address}/noi?khoa={{secret.CANARY_KEY}}"
headers = {{ apikey = "{{secret.CANARY_KEY}}" }}
text = "{{text}}"
[typed]
title = "Dịch vụ có khóa gõ thẳng vào đây"
url = "{address}/noi"
headers = {{ x-api-key = "{typed}" }}
text = "{{text}}"
"""
WATCH = """
["watch"]   # before: http://127.0.0.1:9/{mark}/truoc
mail_to = ["tung@phuong.test"]
mail_from = "loa@phuong.test"
mail_server = "127.0.0.1:9"
mail_user = "loa"
password_file = "{password}"
"url" = \"""http://127.0.0.1:9/\\
    {mark} bao\"""
heartbeat = 'http://127.0.0.1:9/?khoa={mark}'
# heartbeat = "http://127.0.0.1:9/cu/{mark}"
[hooks]
after_slot = ["/usr/bin/true http://127.0.0.1:9/?khoa={mark}"]
[storage]
# database = "postgresql+psycopg://loa:{mark}/1@db.phuong.test/loa"   # or "…://db/loa?user=loa&password={mark}"
"""
TEXT = "Kính thưa bà con. Công an không làm việc qua điện thoại."


class Gossip(BaseHTTPRequestHandler):
    """A voice service that refuses, and repeats what it was asked with in the status line, a header and the body."""

    asked = 0

    def do_POST(self) -> None:
        type(self).asked += 1
        told = f"{self.path} {self.headers.get('apikey')}"
        self.send_response(403, told)
        self.send_header("X-Because", told)
        self.end_headers()
        self.wfile.write(f'{{"error": "key {told} has no money"}}'.encode())

    do_GET = do_POST

    def log_message(self, *_: object) -> None:
        """It need not say so on our terminal too."""


@pytest.fixture
def gossip() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gossip)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Links(HTMLParser):
    """Where a page leads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "hx-get", "src") and value]


def pages(browser: Browser, most: int = 120) -> dict[str, bytes]:
    """Everything this person can look at by following links: pages, fragments, downloads; head and body of each."""
    waiting, found, kinds = ["/", "/api/v1/openapi.json"], {}, set()
    while waiting and len(found) < most:
        at = waiting.pop(0)
        parts = urlsplit(at)
        kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|\d+", "#", parts.path) + str(sorted(parts.query))[:99]
        if kind in kinds or parts.netloc or parts.path.startswith("/tinh/"):
            continue
        kinds.add(kind)
        answer = browser.session.get(browser.address + at, timeout=20)
        found[at] = str(dict(answer.headers)).encode() + answer.content
        if "html" in answer.headers.get("Content-Type", ""):
            links = Links()
            links.feed(answer.text)
            waiting += [urljoin(at, link.partition("#")[0]) for link in links.found]
    return found


def plant(station: RunningStation, gossip: str) -> list[bytes]:
    """Secrets wherever a station has some, before its first start; what must not be found anywhere."""
    data = station.settings.data
    (data / "secrets").mkdir(parents=True, mode=0o700)
    for path, secret in (
        (data / "secrets" / "CANARY_KEY", SERVICE_KEY),
        (station.home / "passphrase", PASSPHRASE),
        (station.home / "mail-password", f"thu {MARK} tin"),
    ):
        path.write_text(secret + "\n", encoding="utf-8")
        path.chmod(0o600)
    (station.config / "voices.toml").write_text(SERVICE.format(address=gossip, typed=SERVICE_KEY), encoding="utf-8")
    file = station.config / "station.toml"
    text = file.read_text(encoding="utf-8").replace('order = ["espeak"]', 'order = ["canary", "espeak"]')
    text += f'[backup]\nfolder = "{station.home / "usb"}"\npassphrase_file = "{station.home / "passphrase"}"\n'
    text += WATCH.format(mark=MARK, password=station.home / "mail-password")
    file.write_text(text, encoding="utf-8")
    for left in ("station.toml~", "station.toml.bak", "station.toml.save", ".station.toml.swp"):  # by an editor
        (station.config / left).write_text(text, encoding="utf-8")
    return [MARK.encode()]


def sign_in(station: RunningStation, username: str, password: str) -> Browser:
    browser = station.browser()
    browser.get("/dang-nhap")
    browser.post("/dang-nhap", username=username, password=password)
    return browser


def refused(station: RunningStation, username: str, password: str) -> None:
    """Somebody mistypes a password."""
    with pytest.raises(AssertionError, match="401"):
        sign_in(station, username, password)


def a_working_day(station: RunningStation, code: str) -> tuple[dict[str, Browser], str]:
    """Set up with the code, sign in wrong and right, write, hear, approve, change a password, let a program in."""
    first = station.browser()
    first.get("/")
    seats = {f"{role}_name": name for role, name, _ in SEATS} | {f"{role}_username": name for role, _, name in SEATS}
    first.post("/thiet-lap", code=code, **seats, **{f"{role}_password": PASSWORDS[role] for role in PASSWORDS})
    refused(station, "lan", MISTYPED)
    people = {name: sign_in(station, name, PASSWORDS[role]) for role, _, name in SEATS}
    lan = people["lan"]
    lan.get("/ban-tin/moi")
    lan.post("/ban-tin/moi", title="Cảnh giác", text=TEXT, then="hear", kind="news", topic="T01", priority="normal")
    key = lan.at.rpartition("/")[2]
    sound = wait_for(lambda: re.search(r"/am-thanh/([0-9a-f]{64})\.wav", lan.get(f"/ban-tin/{key}")), 90)
    version = re.search(r'name="version" value="(\d+)"', lan.page)
    assert version
    lan.post(f"/ban-tin/{key}/gui-duyet", version=version[1])
    minh = people["minh"]
    minh.get(f"/cho-duyet/{key}")
    minh.post(f"/ban-tin/{key}/da-nghe", sha256=sound[1])
    minh.post(f"/cho-duyet/{key}", sha256=sound[1], verdict="approve")
    minh.get("/mat-khau")
    with pytest.raises(AssertionError):
        minh.post("/mat-khau", old=MISTYPED, new=PASSWORDS["approver"] + " 2", again=PASSWORDS["approver"] + " 2")
    token = re.search(r"shown only now\): (\S+)", station.run("client", "add", "Sở").stdout)
    assert token
    api = f"http://127.0.0.1:{station.port}/api/v1/status"
    assert requests.get(api, headers={"Authorization": f"Bearer {token[1]}"}, timeout=10).status_code == 200
    assert requests.get(api, headers={"Authorization": f"Bearer {MARK}"}, timeout=10).status_code == 401
    return people, token[1]


def what_goes_out(station: RunningStation) -> dict[str, bytes]:
    """What the commands print; the backup, opened; the support file, the export, the journals, the database."""
    usb, out = station.home / "plain", station.home / "out"
    found = {}
    for words in (
        ("settings",), ("settings", "--json"), ("check",), ("check", "--json"), ("places",), ("people", "list"),
        ("client", "list"), ("log",), ("log", "verify"), ("plan",), ("voice", "list"), ("health",), ("backup",),
        ("backup", "--to", str(usb), "--passphrase-file", str(station.home / "empty")),
        ("test-alarm",), ("support", "--out", str(station.home / "support.zip")), ("export", "--out", str(out)),
        ("export", "--zip", str(station.home / "packed")),
    ):  # fmt: skip
        ran = station.run(*words)
        found[" ".join(words)] = (ran.stdout + ran.stderr).encode()
    assert list((station.home / "usb").iterdir()), found["backup"]
    plain = next(usb.iterdir(), None) if usb.is_dir() else None
    assert plain is None, "an empty passphrase file is no passphrase"
    file = station.config / "station.toml"
    file.write_text(re.sub(r"passphrase_file = .*\n", "", file.read_text("utf-8")), encoding="utf-8")
    assert station.run("backup", "--to", str(usb)).returncode == 0
    with tarfile.open(next(usb.iterdir())) as archive:
        for member in archive:
            content = archive.extractfile(member)
            assert content is not None
            found[f"backup: {member.name}"] = content.read()
    for path in [*out.rglob("*"), *(station.settings.data / "logs").rglob("*"), *station.home.glob("*.log*")]:
        if path.is_file():
            found[str(path.relative_to(station.home))] = path.read_bytes()
    for path in station.settings.data.glob("*.db*"):
        found[path.name] = path.read_bytes()
    with zipfile.ZipFile(station.home / "support.zip") as support:
        found |= {f"support: {name}": support.read(name) for name in support.namelist()}
    with zipfile.ZipFile(next((station.home / "packed").glob("*.zip"))) as packed:
        found |= {f"packed: {name}": packed.read(name) for name in packed.namelist()}
    return found


@pytest.mark.audio
def test_a_secret_planted_anywhere_comes_out_nowhere(running: RunningStation, gossip: str) -> None:
    forbidden = plant(running, gossip)
    (running.home / "empty").write_text("")
    printed = running.start()
    code = re.search(r"one-time code: (\S+)", printed)
    assert code, "the console shows the code, and only the console"
    people, token = a_working_day(running, code[1])
    assert Gossip.asked, "the service was asked, with its key"

    found = what_goes_out(running)
    for name, browser in people.items():
        found |= {f"{name} at {address}": content for address, content in pages(browser).items()}
    with suppress(requests.RequestException):
        found["a stranger"] = requests.get(f"http://127.0.0.1:{running.port}/dang-nhap", timeout=5).content

    key = (running.settings.data / "secret-key").read_bytes()
    console = {name: content for name, content in found.items() if name == "station.log"}
    forbidden += [token.encode(), key, key.hex().encode(), os.fsencode("argon2id$")]
    assert len(found) > 100 and console
    leaks = []
    for name, content in found.items():
        for secret in [*forbidden, *([code[1].encode()] if name not in console else [])]:
            # A hash may lie in the database and its copies: that is where it belongs.
            if secret in content and not (secret == b"argon2id$" and "station.db" in name):
                leaks.append((name, secret))
    assert leaks == []
