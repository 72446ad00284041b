"""What is attacked: the desk of a sample station, a person signed in there, and every kind of request they can make."""

import re
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import requests

from tests.web.cast import PASSWORD
from tests.web.sample import sample

SPARED = re.compile(r"/dang-xuat|/mat-khau|/tai-khoan/[0-9a-f-]+/|/api/|/tinh/")
"""What ends the attacker's own session or somebody's account is left alone."""


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


def let_in(browser: requests.Session, method: str, at: str, body: str) -> bool:
    """Whether this person may do that at all: a refusal is the same whatever its parameters say."""
    typed = {"Content-Type": "application/x-www-form-urlencoded"} if method == "POST" else {}
    return browser.request(method, at, data=body, headers=typed, timeout=20, allow_redirects=False).status_code != 403


def _kind(method: str, at: str, fields: list[tuple[str, str]]) -> tuple[str, ...]:
    parts = urlsplit(at)
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b\d[\d-]*\b|[0-9a-f]{64}", "#", parts.path)
    names = {name for name, _ in [*parse_qsl(parts.query, keep_blank_values=True), *fields]}
    return (method, path, *sorted(names))
