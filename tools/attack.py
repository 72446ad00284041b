"""Attack the desk with the tools of the trade: bandit on the source, wapiti and sqlmap on a signed-in desk.

python -m tools.attack [--only bandit,wapiti,sqlmap] [--minutes 4] [--report FILE.json]

A sample station is made in a temporary folder and its real desk answers on a port of this PC alone. wapiti and sqlmap
are installed into an environment of their own (var/attack), never into the station's. Each role of the cast attacks in
turn. Whatever the tools find, and every answer of 500 or above, is a finding; what stands in EXPLAINED is told with its
reason. Exit 1 when anything else is left. Not part of ./test.sh: it takes about half an hour.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
import venv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import requests

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.web.cast import PASSWORD
from tests.web.sample import sample

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "var" / "attack"
TOOLS = {"wapiti": "wapiti3==3.2.3", "sqlmap": "sqlmap==1.10.10"}
ROLES = ("van", "lan", "minh", "tung", "hoa", "quang")
"""Inspector, author, approver, operator, leader; the administrator last, because an administrator locks accounts."""

SPARED = re.compile(r"/dang-xuat|/mat-khau|/tai-khoan/[0-9a-f-]+/|/api/|/tinh/")
"""What ends the attacker's own session or somebody's account is left alone."""

MODULES = (
    "backup,brute_login_form,buster,cookieflags,crlf,csp,csrf,exec,file,htaccess,htp,http_headers,https_redirect,ldap,"
    "methods,permanentxss,redirect,shellshock,sql,timesql,upload,xss"
)
"""Without those that need their makers' server on the Internet (ssrf, xxe, log4shell) or know one product only."""

LONGEST = 300
"""Seconds for one kind of request: most take two."""

EXPLAINED: dict[tuple[str, str], str] = {
    ("wapiti", "Secure Flag cookie"): (
        "The desk on loopback has no TLS; over [lan] every cookie is Secure (tests/web/test_front.py)."
    ),
    ("wapiti", "Unencrypted Channels"): "Loopback only; other PCs reach the desk over TLS alone (web/front.py).",
    ("wapiti", "HTTP Secure Headers"): "Strict-Transport-Security means nothing without TLS, which loopback has not.",
}
"""Findings that are none here, by tool and kind, each with its reason; SECURITY.md tells them too."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a tool says: its kind in the tool's words, where, and a line about it."""

    tool: str
    kind: str
    where: str
    about: str

    @property
    def reason(self) -> str:
        """Why it is none; "" where nobody has explained it."""
        return EXPLAINED.get((self.tool, self.kind), "")


class Watched:
    """The desk as it answers, with every answer of 500 or above written down."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.broken: set[tuple[str, str, str]] = set()
        self.answers = 0

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def noted(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            self.answers += 1
            if status[:1] == "5":
                place = f"{environ['PATH_INFO'][:80]}?{environ.get('QUERY_STRING', '')[:120]}"
                self.broken.add((status, environ["REQUEST_METHOD"], place))
            return start(status, headers, *rest)

        answer: Iterable[bytes] = self.app(environ, noted)
        return answer


@contextmanager
def attacked_desk() -> Iterator[tuple[str, Watched]]:
    """The sample station's desk on a free port of this PC; its address and what it answered."""
    from waitress.server import create_server

    with tempfile.TemporaryDirectory() as folder:
        house = sample(Path(folder))
        desk = Watched(house.app)
        server = create_server(desk, host="127.0.0.1", port=0, threads=8, ident=None)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.effective_port}", desk
        finally:
            server.close()
            thread.join(5)


def installed(tool: str) -> Path:
    """The tool's program in its own environment, made where it is missing."""
    place = PLACE / tool
    program = place / "bin" / tool
    stamp = place / "stamp"
    if not program.exists() or not stamp.exists() or stamp.read_text() != TOOLS[tool]:
        venv.create(place, with_pip=True, clear=True)
        pip = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, TOOLS[tool]], check=True)
        stamp.write_text(TOOLS[tool])
    return program


def signed_in(address: str, username: str) -> requests.Session:
    """A browser in which one of the cast has signed in."""
    browser = requests.Session()
    door = browser.get(f"{address}/dang-nhap", timeout=10).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', door)
    assert token, "the desk shows no door"
    form = {"csrf_token": token[1], "username": username, "password": PASSWORD}
    answer = browser.post(f"{address}/dang-nhap", data=form, timeout=10, allow_redirects=False)
    assert answer.status_code == 303, f"{username} is not let in: {answer.status_code}"
    return browser


def cookie_of(browser: requests.Session) -> str:
    """Its cookies as one header."""
    return "; ".join(f"{one.name}={one.value}" for one in browser.cookies)


def bandit() -> Iterator[Finding]:
    """Every finding of medium or high severity that no reason stands beside."""
    command = [sys.executable, "-m", "bandit", "-q", "-r", "broadcaster", "web", "-ll", "-f", "json"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    for one in json.loads(ran.stdout)["results"]:
        yield Finding("bandit", one["test_id"], f"{one['filename']}:{one['line_number']}", one["issue_text"])


def wapiti(address: str, username: str, minutes: float, folder: Path) -> Iterator[Finding]:
    """A crawl through everything this person may see, and every module's attacks on what was found."""
    report = folder / f"wapiti-{username}.json"
    command = [
        str(installed("wapiti")), "-u", f"{address}/", "--scope", "folder", "-H",
        f"Cookie: {cookie_of(signed_in(address, username))}", "-m", MODULES, "-f", "json", "-o", str(report),
        "--max-scan-time", str(int(60 * minutes)), "--max-attack-time", str(int(60 * minutes / 8)), "-t", "5",
        "--flush-session", "--store-session", str(folder / "sessions"), "--store-config", str(folder / "config"),
        "--tasks", "4", "--no-bugreport", "-v", "0", "-x", f"{address}/dang-xuat", "-x", f"{address}/mat-khau",
    ]  # fmt: skip
    ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if ran.returncode or not report.is_file():
        yield Finding("wapiti", "did not finish", f"as {username}", ran.stdout[-1000:])
        return
    told = json.loads(report.read_text(encoding="utf-8"))
    for group in ("vulnerabilities", "anomalies"):
        for kind, found in told[group].items():
            for one in found:
                yield Finding("wapiti", kind, f"{one['method']} {one['path']}", one["info"].splitlines()[0][:200])


class Forms(HTMLParser):
    """Links and forms of a page, with the values that stand in them."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at
        self.links: list[str] = []
        self.forms: list[tuple[str, str, list[tuple[str, str]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what leads on and what is typed into."""
        had = {name: value or "" for name, value in attrs}
        for name in ("href", "hx-get"):
            if had.get(name):
                self.links.append(urljoin(self.at, had[name]))
        if tag == "form":
            self.forms.append((had.get("method", "get").upper(), urljoin(self.at, had.get("action", "")), []))
        elif tag in ("input", "select", "textarea", "button") and had.get("name") and self.forms:
            own = PASSWORD if had.get("type") == "password" else ""  # with a wrong one nothing else would be looked at
            self.forms[-1][2].append((had["name"], own or had.get("value", "1") or "1"))


def targets(address: str, browser: requests.Session) -> dict[tuple[str, ...], tuple[str, str, str]]:
    """Every kind of request this person can make: method, address, body; one of each path and set of names."""
    found: dict[tuple[str, ...], tuple[str, str, str]] = {}
    waiting, seen = [f"{address}/"], set()
    while waiting and len(seen) < 250:
        at = waiting.pop(0)
        kind = _kind("GET", at, [])
        if kind in seen or not at.startswith(address) or SPARED.search(at):
            continue
        seen.add(kind)
        answer = browser.get(at, timeout=20)
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        if urlsplit(at).query or re.search(r"/[0-9a-f]{8}-|/\d+$", at):
            found.setdefault(kind, ("GET", at, ""))
        page = Forms(at)
        page.feed(answer.text)
        waiting += [link.partition("#")[0] for link in page.links]
        for method, action, fields in page.forms:
            if SPARED.search(action) or not action.startswith(address):
                continue
            whole = action if method == "POST" else f"{action.partition('?')[0]}?{urlencode(fields)}"
            body = urlencode(fields) if method == "POST" else ""
            found.setdefault(_kind(method, whole, fields), (method, whole, body))
    return found


def _let_in(browser: requests.Session, method: str, at: str, body: str) -> bool:
    """Whether this person may do that at all: a refusal is the same whatever its parameters say."""
    typed = {"Content-Type": "application/x-www-form-urlencoded"} if method == "POST" else {}
    return browser.request(method, at, data=body, headers=typed, timeout=20, allow_redirects=False).status_code != 403


def _kind(method: str, at: str, fields: list[tuple[str, str]]) -> tuple[str, ...]:
    parts = urlsplit(at)
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b\d[\d-]*\b|[0-9a-f]{64}", "#", parts.path)
    names = {name for name, _ in [*parse_qsl(parts.query, keep_blank_values=True), *fields]}
    return (method, path, *sorted(names))


def sqlmap(address: str, username: str, done: set[tuple[str, ...]], folder: Path) -> Iterator[Finding]:
    """Each kind of request that nobody before this person could make, with every parameter attacked."""
    browser = signed_in(address, username)
    for kind, (method, at, body) in targets(address, browser).items():
        if kind in done or not _let_in(browser, method, at, body):
            continue
        done.add(kind)
        parts = urlsplit(at)
        path = re.sub(r"([0-9a-f]{8}-[0-9a-f-]{27}|/\d[\d-]*)(?=/|$)", r"\1*", parts.path)
        lines = [f"{method} {path}{'?' + parts.query if parts.query else ''} HTTP/1.1", f"Host: {parts.netloc}"]
        lines.append(f"Cookie: {cookie_of(browser)}")
        if method == "POST":
            lines.append("Content-Type: application/x-www-form-urlencoded")
        file = folder / "request.txt"
        file.write_text("\r\n".join([*lines, "", body]), encoding="utf-8")
        command = [
            str(installed("sqlmap")), "-r", str(file), "--batch", "--level", "1", "--risk", "2", "--dbms", "sqlite",
            "--technique", "BT", "--time-sec", "2", "--skip", "csrf_token,password", "--disable-coloring",
            "--threads", "2", "--output-dir", str(folder / "sqlmap"), "--flush-session", "-v", "1",
            "--answers", "custom=Y,redirect=N", "--ignore-code", "400,401,404,409",
        ]  # fmt: skip
        began = time.monotonic()
        try:
            ran = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            yield Finding("sqlmap", "not attacked", f"{method} {path}", f"not done within {LONGEST} s")
            continue
        print(f"  {method} {path}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        for parameter in re.findall(r"^Parameter: (.*)$", ran.stdout, re.MULTILINE):
            yield Finding("sqlmap", "injection", f"{method} {path}", parameter)
        if "[CRITICAL]" in ran.stdout and "do not appear to be injectable" not in ran.stdout:
            about = re.findall(r"\[CRITICAL\] (.*)", ran.stdout)[0]
            if "no parameter(s) found" not in about:
                yield Finding("sqlmap", "not attacked", f"{method} {path}", about[:200])


def main() -> int:
    """Attack, tell, and say by the exit code whether anything stays unexplained."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="bandit,wapiti,sqlmap")
    parser.add_argument("--roles", default=",".join(ROLES))
    parser.add_argument("--minutes", type=float, default=4, help="of wapiti for each role")
    parser.add_argument("--report", type=Path)
    given = parser.parse_args()
    wanted, found, done = given.only.split(","), list[Finding](), set[tuple[str, ...]]()
    if "bandit" in wanted:
        found += _told("bandit", bandit())
    for tool in ("wapiti", "sqlmap"):
        if tool in wanted:
            installed(tool)
            with attacked_desk() as (address, desk), tempfile.TemporaryDirectory() as name:
                for role in given.roles.split(","):
                    folder = Path(name)
                    attacks = {
                        "wapiti": lambda: wapiti(address, role, given.minutes, folder),  # noqa: B023 - used at once
                        "sqlmap": lambda: sqlmap(address, role, done, folder),  # noqa: B023 - used at once
                    }
                    found += _told(f"{tool} as {role}", attacks[tool]())
                broken = [Finding("desk", status, f"{verb} {place}", "") for status, verb, place in sorted(desk.broken)]
                found += _told(f"answers of 500 and above, of {desk.answers} to {tool}", iter(broken))
    if given.report:
        rows = [{**{name: getattr(one, name) for name in one.__slots__}, "reason": one.reason} for one in found]
        given.report.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    left = [one for one in found if not one.reason]
    print(f"\n{len(found)} findings, {len(left)} of them unexplained; {len(done)} kinds of request went through sqlmap")
    return 1 if left else 0


def _told(what: str, found: Iterator[Finding]) -> list[Finding]:
    """Each finding is told at once: a run that is cut short has told what it found."""
    began, every = time.monotonic(), list[Finding]()
    print(f"\n## {what}", flush=True)
    for one in found:
        every.append(one)
        print(f"- {one.kind} at {one.where}: {one.about}{' — ' + one.reason if one.reason else ''}", flush=True)
    print(f"{len(every)} findings, {time.monotonic() - began:.0f} s", flush=True)
    return every


if __name__ == "__main__":
    sys.exit(main())
