"""The pages "Kiểm tra máy" and "Trợ giúp", and a support file in which nobody and nothing can be recognised."""

import io
import json
import logging
import zipfile
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network

import pytest

from broadcaster.computer import certificate, journal
from broadcaster.settings.backup import MARK
from broadcaster.settings.office import Lan
from tests.web.cast import House
from web.help import FOR_PAGES, SCREENS

CANARY = "chimyen0917"
"""A word that stands nowhere in the program."""


def test_every_finding_says_what_to_do(house: House) -> None:
    house.store.raise_fault("no_backup", "3", house.clock.at)
    page = house.signed_in("van").open("/kiem-tra-may").text
    assert "chưa có bản sao lưu nào thành công" in page
    assert "Chưa chọn nơi sao lưu" in page, "the shipped settings name no folder"
    assert "Ổ đĩa còn đủ chỗ" in page or "Ổ đĩa sắp hết chỗ" in page


def test_a_station_without_faults_says_so(house: House) -> None:
    assert "Không thấy sự cố nào" in house.signed_in("lan").open("/kiem-tra-may").text


def test_the_support_file_names_no_one_and_no_text(house: House) -> None:
    """A canary is planted wherever people write, and wherever a secret lies."""
    folder, now = house.settings.data, house.clock.at
    bulletin = house.approved(f"Tin {CANARY}", text=f"Kính thưa bà con {CANARY}.")
    house.aired(bulletin, now - timedelta(hours=1))
    house.store.raise_fault("next_sound_changed", f"Tin {CANARY}", now)
    (folder / "secrets").mkdir()
    for name in ("secrets/fpt", "setup-code", "secret-key"):
        (folder / name).write_text(CANARY)
    toml = house.settings.folder / "station.toml"
    text = toml.read_text("utf-8")
    for line in (
        'hotline = "',
        'signer = "',
        'addressee = "',
        'name = "',
        'url = "',
        'folder = "',
        'password_file = "',
    ):
        text = text.replace(
            line, f"{line}https://{CANARY}@{CANARY}/" if line.startswith("url") else f"{line}{CANARY} ", 1
        )
    toml.write_text(text, "utf-8")
    told = journal.Journal(folder / journal.FOLDER, "daemon")
    log = logging.getLogger("broadcaster.air.playout")
    try:
        raise ValueError(CANARY)
    except ValueError as why:
        record = log.makeRecord(
            log.name, logging.ERROR, "", 0, "%s did not sound", (CANARY,), (ValueError, why, why.__traceback__)
        )
    told.emit(record)
    told.emit(logging.LogRecord("huey", logging.ERROR, "", 0, f"job of {CANARY}", (), None))
    told.close()
    assert CANARY in (folder / journal.FOLDER / "daemon.jsonl").read_text("utf-8"), "the journal itself may say it"

    fresh = House(house.settings.__class__(**_again(house)))
    answer = fresh.signed_in("tung").send("/kiem-tra-may/tep-ho-tro", form_page="/kiem-tra-may")

    assert answer.status_code == 200 and answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    whole = "\n".join(parts.values())
    assert CANARY not in whole and CANARY not in answer.headers["Content-Disposition"]
    for person in house.people.values():
        assert person.name not in whole and f'"{person.username}"' not in whole
    assert "next_sound_changed" in whole and "%s did not sound" in whole and "ValueError" in whole
    assert json.loads(parts["settings.json"])["desk.port"]["value"] == "8080"
    assert json.loads(parts["settings.json"])["station.hotline"]["set"] is True


def _again(house: House) -> dict[str, object]:
    """The settings read anew, as after a restart."""
    from dataclasses import fields

    from broadcaster import settings

    places = {"BROADCASTER_DATA": str(house.settings.data), "BROADCASTER_AUDIO": str(house.settings.audio)}
    loaded = settings.load(house.settings.folder, places)
    return {field.name: getattr(loaded, field.name) for field in fields(loaded)}


def test_a_backup_of_last_night_is_good_news(house: House) -> None:
    house.store.set_mark(MARK, house.clock.at.isoformat())
    assert house.signed_in("lan").open("/kiem-tra-may").status_code == 200


@pytest.mark.parametrize("screen", SCREENS)
def test_each_screen_has_its_help(house: House, screen: str) -> None:
    page = house.signed_in("lan").open(f"/tro-giup/{screen}")
    assert page.status_code == 200 and page.text.count("<h2>") == 1


def test_help_is_found_from_every_page(house: House) -> None:
    browser = house.signed_in("lan")
    assert "/tro-giup/dang-phat" in browser.open("/").text
    assert "/tro-giup/lich-phat" in browser.open("/lich-phat").text
    assert browser.open("/tro-giup/khong-co").status_code == 404
    known = set(house.app.blueprints)
    assert set(FOR_PAGES) <= known, "help for pages that are no more"
    assert browser.open("/tro-giup").text.count("<h2>") == len(SCREENS)


def open_to_the_office(house: House) -> House:
    """The same station, its desk open for other PCs of the office."""
    lan = Lan("192.168.1.20", 8443, (ip_network("192.168.1.0/24"),))
    office = replace(house.settings.office, lan=lan)
    return House(replace(house.settings, office=office))


def test_the_fingerprint_to_compare_stands_on_the_page(house: House) -> None:
    neighbourly = open_to_the_office(house)
    folder = house.settings.data / certificate.FOLDER
    known = certificate.make(folder, ["192.168.1.20"], house.clock.at)
    page = neighbourly.signed_in("tung").open("/kiem-tra-may").text
    assert ":".join(known[at : at + 2] for at in range(0, 64, 2)) in page
    assert "https://192.168.1.20:8443" in page and "192.168.1.0/24" in page


def test_a_desk_without_its_certificate_says_which_command_makes_it(house: House) -> None:
    assert "loaphuong certificate" in open_to_the_office(house).signed_in("tung").open("/kiem-tra-may").text


def test_a_desk_for_this_pc_alone_speaks_of_no_other(house: House) -> None:
    assert "máy khác trong cơ quan" not in house.signed_in("tung").open("/kiem-tra-may").text
