"""The gTTS program: a process apart that asks Google's voice for one piece of text at a time.

It stands alone so that gTTS can be held to what it leaves open, without touching the rest of the station: the
server's certificate is checked, every read has a time-out, an answer has a largest size, no redirection is
followed. The station ends the process at the deadline, so nothing a server does can hold anybody up.
Started as: python serving.py gtts_worker.py [SERVER]   (SERVER stands in for Google's own, for tests and gateways)
"""

import io
import os
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import gtts
import gtts.tts
import requests
from requests.adapters import HTTPAdapter

CONNECT_SECONDS = 5.0
READ_SECONDS = 8.0
LARGEST = 2_000_000
TOO_MANY = 429


class Refused(Exception):
    """The answer cannot be used."""


class Checked(HTTPAdapter):
    """One exchange with the server, held to the rules above; `last` is the newest answer."""

    last: requests.Response | None = None

    def send(self, request: requests.PreparedRequest, *_args: Any, **kept: Any) -> requests.Response:
        """Send with the certificate checked, read the whole answer up to the largest size."""
        Checked.last = None
        kept["verify"] = os.environ.get("REQUESTS_CA_BUNDLE") or True
        kept["timeout"] = (CONNECT_SECONDS, READ_SECONDS)
        kept["stream"] = True
        response = super().send(request, **kept)
        body = bytearray()
        for part in response.raw.stream(16384, decode_content=True):
            body += part
            if len(body) > LARGEST:
                response.close()
                raise Refused(f"answered with more than {LARGEST} bytes")
        response.raw = io.BytesIO(bytes(body))
        Checked.last = response
        return response


class CheckedSession(requests.Session):
    """What gTTS gets when it opens a session: it asks for no checking and is checked all the same."""

    def __init__(self) -> None:
        super().__init__()
        self.adapters.clear()
        self.mount("https://", Checked())
        self.mount("http://", Checked())

    def send(self, request: requests.PreparedRequest, **kept: Any) -> requests.Response:
        """Follow no redirection: what a consent page says is not a voice."""
        return super().send(request, **{**kept, "allow_redirects": False})


def hold_to_the_rules(server: str) -> None:
    """Put the rules in force for this process."""
    requests.Session = CheckedSession  # type: ignore[misc]  # gTTS opens its session by this name
    if server:
        gtts.tts._translate_url = lambda tld="com", path="": f"{server.rstrip('/')}/{path}"


def speak(request: dict[str, Any]) -> bytes:
    """The MP3 of one piece. gTTS's own splitting is off: a piece is one request."""
    voice = gtts.gTTS(
        request["text"],
        lang=request["voice"],
        slow=request["slow"],
        lang_check=False,
        pre_processor_funcs=[],
        tokenizer_func=lambda text: [text],
        timeout=READ_SECONDS,
    )
    sound = b"".join(voice.stream())
    if not sound:
        raise Refused(f"answered without a sound ({described(Checked.last)})")
    return sound


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Do one request; whatever goes wrong is an answer too."""
    Checked.last = None
    try:
        Path(request["out"]).write_bytes(speak(request))
        return {}
    except Refused as error:
        return {"error": str(error), "again": True}
    except gtts.gTTSError as error:
        return refusal(error)
    except requests.RequestException as error:
        return {"error": reason(error), "again": True}
    except (OSError, ValueError, AssertionError) as error:
        return {"error": f"{type(error).__name__}: {error}", "again": isinstance(error, OSError)}
    except Exception as error:  # urllib3 and http.client have families of their own
        return {"error": f"broke off: {reason(error)}", "again": True}


def refusal(error: gtts.gTTSError) -> dict[str, Any]:
    """gTTS gave up: on the server's answer, or because there was none."""
    response = Checked.last
    if response is None:
        return {"error": reason(error.__context__ or error), "again": True}
    again = response.status_code < 400 or response.status_code >= 500 or response.status_code in (408, TOO_MANY)
    found: dict[str, Any] = {"error": f"answered {described(response)}", "again": again}
    if response.status_code == TOO_MANY:
        found["after"] = retry_after(response.headers.get("Retry-After", ""))
    return found


def described(response: requests.Response | None) -> str:
    """Status and type of an answer."""
    if response is None:
        return "no answer"
    kind = response.headers.get("Content-Type", "no type").partition(";")[0]
    return f"{response.status_code} {response.reason or ''}".strip() + f", {kind}"


def reason(error: BaseException) -> str:
    """The innermost cause, which is the one that says something."""
    while (inner := error.__cause__ or error.__context__ or getattr(error, "reason", None)) and isinstance(
        inner, BaseException
    ):
        error = inner
    return f"{type(error).__name__}: {error}"[:300]


def retry_after(value: str) -> float:
    """Seconds to leave the server alone: a number, a date, or a minute when it does not say."""
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 60.0


def answering(server: str = "") -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What serves: see serving."""
    hold_to_the_rules(server)
    return answer
