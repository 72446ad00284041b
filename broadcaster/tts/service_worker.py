"""The program that asks a voice service over HTTP, as a description says: a process apart, for one piece at a time.

It stands alone, like every engine's program. Certificates are checked, every read has a time-out, an answer has a
largest size; a redirection is followed only to fetch a sound. The station ends the process at the deadline.
Started as: python serving.py service_worker.py
"""

import base64
import json
import os
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import requests

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
LARGEST = 10_000_000
REDIRECTIONS = 3
TOO_MANY = 429
NOT_YET = (202, 403, 404, 425)
"""What stores of sounds answer while the sound is not there yet."""


class Refused(Exception):
    """The answer cannot be used."""

    def __init__(self, why: str, again: bool = True, after: float | None = None) -> None:
        super().__init__(why)
        self.again = again
        self.after = after


class Answer:
    """A whole answer, no larger than it may be."""

    def __init__(self, response: requests.Response) -> None:
        self.status = response.status_code
        self.kind = response.headers.get("Content-Type", "no type").partition(";")[0].strip().lower()
        self.after = response.headers.get("Retry-After", "")
        body = bytearray()
        for part in response.iter_content(16384):
            body += part
            if len(body) > LARGEST:
                raise Refused(f"answered with more than {LARGEST} bytes")
        claimed = response.headers.get("Content-Length", "")
        if claimed.isdigit() and "Content-Encoding" not in response.headers and len(body) < int(claimed):
            raise Refused(f"broke off after {len(body)} of {claimed} bytes")
        self.body = bytes(body)

    def __str__(self) -> str:
        return f"{self.status}, {self.kind}"


def exchange(method: str, url: str, redirections: int = 0, **kept: Any) -> Answer:
    """One request and its answer."""
    with requests.Session() as session:
        session.max_redirects = max(redirections, 1)
        with session.request(
            method,
            url,
            stream=True,
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            verify=os.environ.get("REQUESTS_CA_BUNDLE") or True,
            allow_redirects=redirections > 0,
            **kept,
        ) as response:
            return Answer(response)


def good(answer: Answer) -> Answer:
    """The answer, unless it is a refusal."""
    if answer.status == TOO_MANY:
        raise Refused(f"answered {answer}", after=retry_after(answer.after))
    if not 200 <= answer.status < 300:
        raise Refused(f"answered {answer}", again=answer.status < 400 or answer.status >= 500 or answer.status == 408)
    return answer


def filled(value: Any, marks: dict[str, Any], how: Callable[[str], str] = str) -> Any:
    """`value` with every {mark} in it replaced; a text that is nothing but a mark becomes its value, numbers too."""
    if isinstance(value, dict):
        return {key: filled(one, marks, how) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, marks, how) for one in value]
    if not isinstance(value, str):
        return value
    if (whole := re.fullmatch(r"\{([^{}]*)\}", value)) and how is str:
        return marks.get(whole[1], "")
    return re.sub(r"\{([^{}]*)\}", lambda found: how(str(marks.get(found[1], ""))), value)


def at(answer: Answer, path: str) -> Any:
    """What stands at "a.0.b" in an answer of JSON; None when it is not there."""
    try:
        found = json.loads(answer.body)
        for step in path.split("."):
            found = found[int(step)] if isinstance(found, list) else found.get(step)
    except (ValueError, RecursionError) as error:
        raise Refused(f"answered {answer}, which is not JSON") from error
    except (AttributeError, IndexError, TypeError):
        return None
    return found


def speak(request: dict[str, Any]) -> bytes:
    """The sound of one piece, by whichever way this service gives it."""
    about = request["about"]
    marks = {name: request[name] for name in ("text", "voice", "rate")}
    marks |= {f"secret.{name}": value for name, value in request["secrets"].items()}
    first = good(asked(about, marks))
    if "sound" in about:
        return unwrapped(first, about["sound"])
    if "link" not in about:
        return sound_of(first)
    link = at(first, about["link"])
    if "ask_again" in about:
        marks["id"] = at(first, about["id"])
        link = link or ready(about, marks)
    if not isinstance(link, str) or not link:
        raise Refused(f"answered without a link to a sound: {excerpt(first)}")
    return fetched(link, about)


def asked(about: dict[str, Any], marks: dict[str, Any]) -> Answer:
    """The first request."""
    body: dict[str, Any] = {}
    if "text" in about:
        body["data"] = filled(about["text"], marks).encode()
    if "form" in about:
        body["data"] = filled(about["form"], marks)
    if "json" in about:
        body["json"] = filled(about["json"], marks)
    headers = headers_of(about, marks)
    return exchange(about.get("method", "POST"), url_of(about["url"], marks), headers=headers, **body)


def headers_of(about: dict[str, Any], marks: dict[str, Any]) -> dict[str, str]:
    """The headers a description asks for."""
    return {name: str(value) for name, value in filled(about.get("headers", {}), marks).items()}


def url_of(url: str, marks: dict[str, Any]) -> str:
    """An address with its marks filled in; nothing in them can lead elsewhere."""
    filled_in = filled(url, marks, lambda value: quote(value, safe=""))
    return str(filled_in)


def ready(about: dict[str, Any], marks: dict[str, Any]) -> Any:
    """The link, asked for until it is there; the station's deadline ends this."""
    if not marks["id"]:
        raise Refused("answered without a number to ask for the sound with")
    while True:
        time.sleep(about.get("pause", 1.0))
        answer = good(exchange("GET", url_of(about["ask_again"], marks), headers=headers_of(about, marks)))
        if link := at(answer, about["link"]):
            return link


def fetched(link: str, about: dict[str, Any]) -> bytes:
    """The sound behind a link, which some services give before the sound is there."""
    secure = urlsplit(about["url"]).scheme == "https"
    if urlsplit(link).scheme not in (("https",) if secure else ("http", "https")):
        raise Refused(f"sent a link that is not safe to follow: {link[:80]}", again=False)
    while True:
        answer = exchange("GET", link, REDIRECTIONS)
        if answer.status not in NOT_YET and answer.body:
            return sound_of(good(answer))
        time.sleep(about.get("pause", 1.0))


def sound_of(answer: Answer) -> bytes:
    """The body, unless it says itself that it is no sound. Playlists would speak with a stranger's voice."""
    listed = "mpegurl" in answer.kind or answer.body[:7] == b"#EXTM3U"
    if listed or answer.kind.startswith("text/") or answer.kind.endswith(("json", "xml")):
        raise Refused(f"answered {answer}, which is not a sound: {excerpt(answer)}")
    if not answer.body:
        raise Refused("answered without a sound")
    return answer.body


def unwrapped(answer: Answer, path: str) -> bytes:
    """The sound out of its base64."""
    held = at(answer, path)
    if not isinstance(held, str) or not held:
        raise Refused(f"answered without a sound: {excerpt(answer)}")
    try:
        return base64.b64decode(held.rpartition("base64,")[2], validate=True)
    except ValueError as error:
        raise Refused("answered with something that is not base64") from error


def excerpt(answer: Answer) -> str:
    """The beginning of an answer, for a person."""
    text = answer.body[:160].decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else " " for letter in text)


def reply(request: dict[str, Any]) -> dict[str, Any]:
    """Do one request; whatever goes wrong is an answer too. No key may stand in it."""
    try:
        Path(request["out"]).write_bytes(speak(request))
        return {}
    except Refused as error:
        found: dict[str, Any] = {"error": hidden(str(error), request), "again": error.again}
        return found if error.after is None else {**found, "after": error.after}
    except Exception as error:  # requests, urllib3 and http.client have families of their own
        return {"error": hidden(f"broke off: {reason(error)}", request), "again": True}


def hidden(text: str, request: dict[str, Any]) -> str:
    """The text without any key in it."""
    for value in request["secrets"].values():
        text = text.replace(value, "…").replace(quote(value, safe=""), "…")
    return text[:300]


def reason(error: BaseException) -> str:
    """The innermost cause, which is the one that says something."""
    while (inner := error.__cause__ or error.__context__ or getattr(error, "reason", None)) and isinstance(
        inner, BaseException
    ):
        error = inner
    return f"{type(error).__name__}: {error}"


def retry_after(value: str) -> float:
    """Seconds to leave the server alone: a number, a date, or a minute when it does not say."""
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 60.0


def answering() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What serves: see serving."""
    return reply
