"""The door to the office network is tried again while it cannot be opened; the desk on this PC never waits for it."""

import logging
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path
from threading import Event

import pytest

from broadcaster.computer import certificate
from broadcaster.errors import StoreBusy
from broadcaster.settings import Settings
from broadcaster.settings.office import Lan
from tests.running import RunningStation, free_port, wait_for
from tests.web.cast import House
from web.air.fault_words import FAULT, WORTH_A_LOOK
from web.house.opening import FAULTS, Opening, keep_open

NOWHERE = "192.0.2.1"
"""An address of documents (RFC 5737): no PC has it."""


def opened_to(house: House, address: str, port: int = 8443) -> Settings:
    """The house's settings with a door on that address of this PC."""
    lan = Lan(address, port, (ip_network("127.0.0.0/8"),))
    return replace(house.settings, office=replace(house.settings.office, lan=lan))


def with_certificate(house: House) -> Path:
    folder = house.settings.data / certificate.FOLDER
    certificate.make(folder, ["127.0.0.1"], datetime.now().astimezone())
    return folder


def noted(house: House) -> dict[str, str]:
    return {one.code: one.detail for one in house.store.faults()}


@pytest.fixture
def opening(house: House) -> Iterator[Opening]:
    """A door on this PC whose port another program has, until that goes."""
    with_certificate(house)
    keeper = Opening(opened_to(house, "127.0.0.1", free_port()), house.store, house.clock)
    yield keeper
    if keeper.front is not None:
        keeper.front.close()


def greeted(port: int, folder: Path) -> str | None:
    """Which TLS whoever knocks there is answered with."""
    browser = ssl.create_default_context(cafile=str(folder / certificate.CERTIFICATE))
    with (
        socket.create_connection(("127.0.0.1", port), 10) as line,
        browser.wrap_socket(line, server_hostname="127.0.0.1") as tls,
    ):
        return tls.version()


def test_an_address_this_pc_does_not_have_is_told_on_the_desk_and_once_in_the_journal(house, caplog):
    with_certificate(house)
    opening = Opening(opened_to(house, NOWHERE), house.store, house.clock)
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            opening.look()
    assert noted(house) == {"lan_closed": f"{NOWHERE}:8443"}
    assert [one.levelname for one in caplog.records if one.name == "web.house.opening"] == ["ERROR"]
    page = house.signed_in("tung").open("/kiem-tra-may").text
    assert "nhờ người trông máy sửa mục [lan] trong station.toml" in page and f"{NOWHERE}:8443" in page


def test_a_port_that_is_free_again_opens_the_door_and_the_fault_is_gone(house, opening):
    port = opening._lan.port
    with socket.create_server(("127.0.0.1", port)):
        opening.look()
        assert set(noted(house)) == {"lan_closed"}
    opening.look()
    assert noted(house) == {}
    assert greeted(port, house.settings.data / certificate.FOLDER) == "TLSv1.3"


def test_an_address_that_is_lost_while_the_door_is_open_is_told_too(house, opening):
    opening.look()
    assert noted(house) == {}
    opening._lan = replace(opening._lan, address=NOWHERE)
    opening.look()
    assert set(noted(house)) == {"lan_closed"}


@pytest.mark.parametrize("broken", ["missing", "empty", "no certificate", "another key", "a key with a password"])
def test_a_certificate_that_cannot_be_used_is_told_with_the_command_that_makes_one(house, opening, broken, tmp_path):
    folder = house.settings.data / certificate.FOLDER
    if broken == "missing":
        (folder / certificate.CERTIFICATE).unlink()
    elif broken == "empty":
        (folder / certificate.KEY).write_bytes(b"")
    elif broken == "no certificate":
        (folder / certificate.CERTIFICATE).write_bytes(b"\x00\xff" * 40)
    elif broken == "another key":
        certificate.make(tmp_path / "other", ["tram"], datetime.now().astimezone())
        (folder / certificate.KEY).write_bytes((tmp_path / "other" / certificate.KEY).read_bytes())
    else:
        (folder / certificate.KEY).write_bytes(locked_key())
    opening.look()
    assert noted(house) == {"lan_no_certificate": ""}
    assert "loaphuong certificate --again" in house.signed_in("tung").open("/kiem-tra-may").text
    certificate.make(folder, ["127.0.0.1"], datetime.now().astimezone(), again=True)
    opening.look()
    assert noted(house) == {} and opening.front is not None


def locked_key() -> bytes:
    """Whoever has one brought it along; nobody is there to be asked for its password."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    lock = serialization.BestAvailableEncryption(b"mat khau")
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)


class LockedBoard:
    """A database that somebody else holds."""

    def raise_fault(self, code: str, detail: str, at: datetime) -> None:
        raise StoreBusy(code)

    def clear_fault(self, code: str) -> None:
        raise StoreBusy(code)


def test_a_locked_database_does_not_keep_the_door_shut(house):
    with_certificate(house)
    opening = Opening(opened_to(house, "127.0.0.1", free_port()), LockedBoard(), house.clock)
    opening.look()
    assert opening.front is not None
    opening.front.close()


def test_a_door_nobody_wants_any_more_is_no_fault(house):
    house.store.raise_fault("lan_closed", f"{NOWHERE}:8443", house.clock.at)
    assert not keep_open(house.settings, house.store, house.clock, Event())
    assert noted(house) == {}


def test_the_door_is_opened_beside_the_desk_and_shut_in_the_end(house):
    folder, port, ended = with_certificate(house), free_port(), Event()
    house.store.raise_fault("lan_closed", "", house.clock.at)
    assert keep_open(opened_to(house, "127.0.0.1", port), house.store, house.clock, ended)
    wait_for(lambda: not noted(house), 10)
    assert greeted(port, folder) == "TLSv1.3"
    ended.set()


def test_each_of_its_faults_has_words_and_none_keeps_the_loudspeakers_silent():
    assert set(FAULTS) <= FAULT.keys() and set(FAULTS) <= WORTH_A_LOOK


@pytest.mark.parametrize("address", [NOWHERE, "0.0.0.0"])
def test_the_desk_on_this_pc_comes_up_whatever_becomes_of_the_door(tmp_path, address):
    """With 0.0.0.0 the door was given the desk's own port: the desk has it first."""
    running = RunningStation(tmp_path)
    file = running.config / "station.toml"
    lan = f'\n[lan]\naddress = "{address}"\nport = {running.port}\nallow = ["127.0.0.0/8"]\n'
    file.write_text(file.read_text("utf-8") + lan, "utf-8")
    certificate.make(running.settings.data / certificate.FOLDER, ["127.0.0.1"], datetime.now().astimezone())
    assert running.run("prepare").returncode == 0
    desk = subprocess.Popen(running.command("desk"), env=running.environ, stderr=subprocess.DEVNULL)
    try:
        wait_for(running.answers, 30)
        wait_for(lambda: [one.code for one in running.store.faults()] == ["lan_closed"], 10)
        assert desk.poll() is None
    finally:
        desk.terminate()
        desk.wait(15)
