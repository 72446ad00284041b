"""Somebody elsewhere is told when the station falls silent and when it is back; what fails is tried again."""

import json
import shutil
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from broadcaster import settings
from broadcaster.cli import main
from broadcaster.computer.alarm import Alarm, keep_watch
from broadcaster.settings import PROJECT
from broadcaster.settings.office import Watch
from tests.builders import at

MINUTE = timedelta(minutes=1)
NINE = at("09:00")


class Service(HTTPServer):
    """What a provincial office runs: it notes what it is told, and may be out of order."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.told: list[tuple[str, str, str]] = []
        self.broken = False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/bao"


class _Asked(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        assert isinstance(self.server, Service)
        if not self.server.broken:
            self.server.told.append((self.command, self.path, body))
        self.send_response(500 if self.server.broken else 200)
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *_: object) -> None:
        pass


class PostOffice(socketserver.ThreadingTCPServer):
    """A mail server that takes letters and keeps them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Counter)
        self.letters: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Counter(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                letter = b""
                while (line := self.rfile.readline()) != b".\r\n":
                    letter += line
                assert isinstance(self.server, PostOffice)
                self.server.letters.append(letter.decode())
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 good\r\n")
            if word == b"QUIT":
                return


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.shutdown()
    made.server_close()


def an_alarm(**watch: Any) -> Alarm:
    loaded = settings.load(PROJECT / "config", {})
    return Alarm(replace(loaded, office=replace(loaded.office, watch=Watch(**watch))))


def test_silence_is_told_once_and_so_is_the_return(service):
    alarm = an_alarm(url=service.address)
    alarm.look(NINE, NINE + 14 * MINUTE)
    assert service.told == []
    for minute in (16, 17, 18):
        alarm.look(NINE, NINE + minute * MINUTE)
    assert [json.loads(body)["silent"] for _, _, body in service.told] == [True]
    alarm.look(NINE + 20 * MINUTE, NINE + 20 * MINUTE)
    alarm.look(NINE + 21 * MINUTE, NINE + 21 * MINUTE)
    assert [json.loads(body)["silent"] for _, _, body in service.told] == [True, False]


def test_what_was_not_delivered_is_told_later(service):
    alarm = an_alarm(url=service.address)
    service.broken = True
    alarm.look(NINE, NINE)
    alarm.look(NINE, NINE + 16 * MINUTE)
    service.broken = False
    alarm.look(NINE, NINE + 17 * MINUTE)
    assert len(service.told) == 1


def test_a_station_that_never_spoke_is_silent_after_the_same_while(service):
    alarm = an_alarm(url=service.address)
    for minute in range(0, 20, 5):
        alarm.look(None, NINE + minute * MINUTE)
    assert service.told == []
    alarm.look(None, NINE + 20 * MINUTE)
    assert len(service.told) == 1


def test_a_daemon_that_died_while_the_clock_ran_ahead_is_missed_too(service):
    alarm = an_alarm(url=service.address)
    ahead = NINE + 300 * MINUTE
    for minute in range(0, 10, 5):  # it lives: each sign is a newer one
        alarm.look(ahead + minute * MINUTE, NINE + minute * MINUTE)
    for minute in range(10, 30, 5):
        alarm.look(ahead + 5 * MINUTE, NINE + minute * MINUTE)
    assert [json.loads(body)["silent"] for _, _, body in service.told] == [True]


def test_the_heart_beats_every_five_minutes_and_stops_with_the_station(service):
    alarm = an_alarm(heartbeat=service.address)
    for minute in range(10):
        alarm.look(NINE + minute * MINUTE, NINE + minute * MINUTE)
    assert [verb for verb, _, _ in service.told] == ["GET", "GET"]
    for minute in range(30, 40):
        alarm.look(NINE, NINE + minute * MINUTE)
    assert len(service.told) == 2


def test_a_letter_goes_out_in_vietnamese():
    with PostOffice() as post:
        where = f"127.0.0.1:{post.server_address[1]}"
        alarm = an_alarm(mail=("tung@phuong.test",), sender="loa@phuong.test", server=where)
        alarm.look(NINE, NINE)
        alarm.look(NINE, NINE + 16 * MINUTE)
        post.shutdown()
    (letter,) = post.letters
    assert "To: tung@phuong.test" in letter and "From: loa@phuong.test" in letter


def test_a_trial_reaches_everybody_and_says_that_it_is_one(service):
    with PostOffice() as post:
        where = f"127.0.0.1:{post.server_address[1]}"
        alarm = an_alarm(
            url=service.address,
            heartbeat=service.address,
            mail=("tung@phuong.test",),
            sender="loa@phuong.test",
            server=where,
        )
        assert alarm.rehearse(NINE) == {"url": "", "heartbeat": "", "mail_to": ""}
        post.shutdown()
    assert [verb for verb, _, _ in service.told] == ["POST", "GET"]
    told = json.loads(service.told[0][2])
    assert told["trial"] is True and told["silent"] is False
    assert len(post.letters) == 1


def test_a_trial_says_who_was_not_reached_and_a_command_ends_with_1(service, tmp_path, capsys):
    service.broken = True
    shutil.copytree(PROJECT / "config", tmp_path / "config")
    file = tmp_path / "config" / "station.toml"
    plain = file.read_text("utf-8")
    assert main(["test-alarm", "--config", str(tmp_path / "config")]) == 2, "nobody is named"
    file.write_text(plain.replace('\nurl = ""', f'\nurl = "{service.address}"'), "utf-8")
    assert main(["test-alarm", "--config", str(tmp_path / "config")]) == 1
    assert capsys.readouterr().out == "url: HTTPError: answered 500\n"
    service.broken = False
    assert main(["test-alarm", "--config", str(tmp_path / "config")]) == 0
    assert capsys.readouterr().out == "url: told\n"


class NoWebServer(socketserver.ThreadingTCPServer):
    """Something else answers at the address, as a port that was mistyped does."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Greeter)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Greeter(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.request.recv(4096)
        self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")


@pytest.fixture(params=["a server of another kind", "a space in the address", "no port", "a name nobody could have"])
def bad_address(request: pytest.FixtureRequest) -> Iterator[str]:
    """Addresses the settings let through and nothing can be sent to; each holds a key."""
    if request.param != "a server of another kind":
        bad = {"a space": "127.0.0.1:9/{} x", "no port": "127.0.0.1:{}/", "a name": "{}{}/".format("a" * 70, "{}")}
        yield "http://" + next(one for name, one in bad.items() if request.param.startswith(name)).format(KEY)
        return
    with NoWebServer() as other:
        yield f"http://127.0.0.1:{other.server_address[1]}/{KEY}"
        other.shutdown()


KEY = "khoa5f1d0c7e"


def test_an_address_nothing_can_be_sent_to_keeps_no_letter_back_and_is_named_nowhere(bad_address, capsys, caplog):
    with PostOffice() as post:
        where = f"127.0.0.1:{post.server_address[1]}"
        to = {"mail": ("tung@phuong.test",), "sender": "loa@phuong.test", "server": where}
        alarm = an_alarm(url=bad_address, heartbeat=bad_address, **to)
        for minute in (0, 16, 17, 18):
            alarm.look(NINE, NINE + minute * MINUTE)
        told = alarm.rehearse(NINE)
        post.shutdown()
    assert len(post.letters) == 2, "the alarm once, and the trial"
    assert list(told) == ["url", "heartbeat", "mail_to"]
    assert all((told["url"], told["heartbeat"])) and told["mail_to"] == ""
    assert caplog.messages, "what failed is noted each time"
    assert KEY not in str(told) + caplog.text + capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "\n", None])
def test_a_password_file_that_holds_none_is_named_and_keeps_nothing_else_back(service, tmp_path, content):
    file = tmp_path / "mail-password"
    if content is not None:
        file.write_text(content, "utf-8")
    where = {"server": "127.0.0.1:9", "sender": "loa@phuong.test", "user": "loa", "password": file}
    alarm = an_alarm(url=service.address, mail=("tung@phuong.test",), **where)
    told = alarm.rehearse(NINE)
    assert told["url"] == "" and told["mail_to"].startswith(f"NoPassword: {file} ")
    alarm.look(NINE, NINE)
    alarm.look(NINE, NINE + 16 * MINUTE)
    assert len(service.told) == 2


def test_the_command_tells_of_each_way_when_the_first_one_cannot_be_used(bad_address, service, tmp_path, capsys):
    shutil.copytree(PROJECT / "config", tmp_path / "config")
    file = tmp_path / "config" / "station.toml"
    text = file.read_text("utf-8").replace('\nurl = ""', f'\nurl = "{bad_address}"')
    file.write_text(text.replace('heartbeat = ""', f'heartbeat = "{service.address}"'), "utf-8")
    assert main(["test-alarm", "--config", str(tmp_path / "config")]) == 1
    said = capsys.readouterr()
    first, second = said.out.splitlines()
    assert first.startswith("url: ") and first != "url: told" and second == "heartbeat: told"
    assert KEY not in said.out + said.err


def test_a_watch_whose_look_fails_goes_on_and_does_not_say_what_it_was_told(service, caplog):
    looked, done = threading.Event(), threading.Event()
    loaded = settings.load(PROJECT / "config", {})
    office = replace(loaded.office, watch=Watch(url=service.address))

    class Hurried(threading.Event):
        """A minute is over at once."""

        def wait(self, timeout: float | None = None) -> bool:
            return done.is_set()

    def last() -> None:
        if looked.is_set():
            done.set()
        looked.set()
        raise RuntimeError(KEY)

    assert keep_watch(replace(loaded, office=office), last, lambda: NINE, Hurried())
    assert done.wait(10), "it looked a second time"
    assert "RuntimeError" in caplog.text and KEY not in caplog.text


def test_nobody_is_told_where_nobody_is_named():
    assert not keep_watch(settings.load(PROJECT / "config", {}), lambda: None, lambda: NINE, threading.Event())
