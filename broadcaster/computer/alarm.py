"""Telling somebody elsewhere that the station has fallen silent: a message to an address, a letter, a heartbeat.

Run beside the desk, because it is the daemon that is watched. What a PC without power cannot send, the heartbeat
says by staying away.
"""

import json
import logging
import os
import smtplib
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from broadcaster.errors import BadInput, BroadcasterError
from broadcaster.settings import Settings
from broadcaster.settings.office import LOOPBACK, Watch
from broadcaster.wording import ALARM, ALARM_TRIAL

LOOK = 60.0
"""Seconds between two looks."""

HEARTBEAT = timedelta(minutes=5)
PATIENCE = 10
"""Seconds for one message."""

log = logging.getLogger(__name__)


class NoPassword(BadInput):
    """The file that [watch] names for the mail server's password gives none."""


class Alarm:
    """Asked once a minute with the daemon's last sign of life; what could not be delivered is tried again."""

    def __init__(self, settings: Settings) -> None:
        self._watch: Watch = settings.office.watch
        self._station = settings.station
        self._odd: tuple[datetime | None, datetime] | None = None
        self._silent = False
        self._owed: dict[str, Callable[[], None]] = {}
        self._beaten: datetime | None = None

    @property
    def wanted(self) -> bool:
        """Whether anybody is to be told anything."""
        return bool(self._watch.url or self._watch.heartbeat or self._watch.mail)

    def look(self, last: datetime | None, now: datetime) -> None:
        """Tell what has changed since the last look. `last` is the daemon's last sign of life; both aware."""
        seen = self._newest_sign(last, now)
        silent = now - seen > self._watch.after
        if silent != self._silent:
            self._silent = silent
            since = seen if silent else now
            if self._watch.url:
                self._owed["url"] = lambda: self._post(silent=silent, since=since.isoformat())
            if self._watch.mail:
                self._owed["mail"] = lambda: self._write(ALARM[silent], since)
        if self._watch.heartbeat and not silent and (self._beaten is None or now - self._beaten >= HEARTBEAT):
            self._owed["heartbeat"] = self._beat
            self._beaten = now
        for name, send in list(self._owed.items()):
            try:
                send()
            except Exception as why:  # whatever becomes of one way, the next one is tried
                log.warning("the %s could not be told: %s", name, type(why).__name__)
            else:
                del self._owed[name]

    def rehearse(self, now: datetime) -> dict[str, str]:
        """Tell everybody that this is only a trial: for each way that is set, "" or why nobody was reached."""
        ways: dict[str, Callable[[], None]] = {}
        if self._watch.url:
            ways["url"] = lambda: self._post(silent=False, trial=True, since=now.isoformat())
        if self._watch.heartbeat:
            ways["heartbeat"] = self._beat
        if self._watch.mail:
            ways["mail_to"] = lambda: self._write(ALARM_TRIAL, now)
        told = {}
        for name, send in ways.items():
            try:
                send()
            except Exception as why:
                told[name] = _why(why)
            else:
                told[name] = ""
        return told

    def _newest_sign(self, last: datetime | None, now: datetime) -> datetime:
        """When it was last heard of. A sign from the future was given before the clock was put right: since when it
        stands there unchanged is what counts.
        """
        if last is not None and last <= now:
            self._odd = None
            return last
        if self._odd is None or self._odd[0] != last:
            self._odd = (last, now)
        return self._odd[1]

    def _beat(self) -> None:
        _fetch(urllib.request.Request(self._watch.heartbeat))

    def _post(self, **what: object) -> None:
        told = {"station": self._station.id, "name": self._station.name, **what}
        body = json.dumps(told, ensure_ascii=False).encode()
        _fetch(urllib.request.Request(self._watch.url, body, {"Content-Type": "application/json"}, method="POST"))

    def _write(self, words_of_it: tuple[str, str], since: datetime) -> None:
        subject, text = words_of_it
        words = {"name": self._station.name, "since": f"{self._station.local(since):%H:%M %d/%m/%Y}"}
        letter = EmailMessage()
        letter["Subject"], letter["From"], letter["To"] = (
            subject.format(**words),
            self._watch.sender,
            ", ".join(self._watch.mail),
        )
        letter.set_content(text.format(**words))
        with _server(self._watch) as server:
            server.send_message(letter)


def _fetch(request: urllib.request.Request) -> None:
    """OSError unless the answer is 2xx, HTTPException where it is none. The settings allow http and https alone."""
    with urllib.request.urlopen(request, timeout=PATIENCE):  # nosec B310
        return


def _why(why: Exception) -> str:
    """What went wrong, for a person; never in the words of an error or a server, which repeat the address."""
    name = type(why).__name__
    if isinstance(why, NoPassword):
        return f"{name}: {why}"
    if isinstance(why, urllib.error.HTTPError):
        return f"{name}: answered {why.code}"
    if isinstance(why, smtplib.SMTPResponseException):
        return f"{name}: answered {why.smtp_code}"
    reason = why.reason if isinstance(why, urllib.error.URLError) else why
    if isinstance(reason, OSError) and reason.errno is not None and reason.errno > 0:
        return f"{name}: {os.strerror(reason.errno)}"
    return name if reason is why else f"{name}: {type(reason).__name__}"


def _server(watch: Watch) -> smtplib.SMTP:
    """The mail server over an encrypted line; an unencrypted one only on this computer."""
    host, _, port = watch.server.rpartition(":")
    if not host:
        host, port = watch.server, "587"
    password = _password(watch.password) if watch.user and watch.password is not None else None
    secure = ssl.create_default_context()
    server: smtplib.SMTP
    if port == "465":
        server = smtplib.SMTP_SSL(host, 465, timeout=PATIENCE, context=secure)
    else:
        server = smtplib.SMTP(host, int(port), timeout=PATIENCE)
        if host not in LOOPBACK:
            server.starttls(context=secure)
    if password is not None:
        server.login(watch.user, password)
    return server


def _password(path: Path) -> str:
    """The first line of the file; NoPassword where there is none."""
    try:
        first = path.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as why:
        raise NoPassword("password_file", f"{path} cannot be read ({type(why).__name__})") from why
    if not first.strip():
        raise NoPassword("password_file", f"{path} is empty")
    return first


def keep_watch(
    settings: Settings, last: Callable[[], datetime | None], now: Callable[[], datetime], done: threading.Event
) -> bool:
    """Look every minute in a thread, until `done`; False where nobody is to be told. `last` may raise StoreBusy."""
    alarm = Alarm(settings)
    if not alarm.wanted:
        return False

    def watch() -> None:
        while not done.wait(LOOK):
            try:
                alarm.look(last(), now())
            except (BroadcasterError, OSError):
                continue  # the database is asked again in a minute
            except Exception as why:  # the watch must not end over one look; its words may repeat an address
                log.error("a look of the watch failed: %s", type(why).__name__)

    threading.Thread(target=watch, name="watch", daemon=True).start()
    return True
