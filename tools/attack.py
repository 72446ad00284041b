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
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tools.attacked import attacked_desk, cookie_of, let_in, signed_in, targets

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "var" / "attack"
TOOLS = {"wapiti": "wapiti3==3.2.3", "sqlmap": "sqlmap==1.10.10"}
ROLES = ("van", "lan", "minh", "tung", "hoa", "quang")
"""Inspector, author, approver, operator, leader; the administrator last, because an administrator locks accounts."""

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


def sqlmap(address: str, username: str, done: set[tuple[str, ...]], folder: Path) -> Iterator[Finding]:
    """Each kind of request that nobody before this person could make, with every parameter attacked."""
    browser = signed_in(address, username)
    for kind, (method, at, body) in targets(address, browser).items():
        if kind in done or not let_in(browser, method, at, body):
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
