"""people, log, plan and check: who may sign in, what was aired, what will be, and is the station fit."""

import csv
import io
import json
import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest

from broadcaster.airing import AiringKey, Outcome, Reason
from tests.broadcaster.cli.asking import House, type_in
from tests.builders import bulletin
from tests.soundcard import SoundCard


def test_people_are_added_listed_and_disabled(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, "con trâu ăn cỏ ven đê\n")
    code, out, _ = house("people", "add", "lan", "--name", "Nguyễn Thị Lan", "--role", "author")
    assert code == 0 and "Nguyễn Thị Lan" in out and "trâu" not in out
    assert json.loads(house("people", "list", "--json")[1]) == [
        {"username": "lan", "name": "Nguyễn Thị Lan", "roles": ["author"], "active": True}
    ]
    assert house("people", "disable", "lan")[0] == 0
    assert "no" in house("people", "list")[1]


def test_a_weak_password_is_refused_and_nobody_added(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, "123456\n")
    code, _, err = house("people", "add", "lan", "--name", "Lan", "--role", "author")
    assert code == 2 and err
    assert "no accounts yet" in house("people", "list")[1]


def logged(house: House, title: str = "Giả danh công an") -> None:
    """A bulletin that was missed today."""
    one = bulletin(title)
    key = AiringKey("phuong-mau", f"{date.today()}/morning", one.id, 1, "all")  # noqa: DTZ011  # the log's default days
    house.store.log_unplayed(
        key,
        title=title,
        kind="news",
        topic="T01",
        priority="normal",
        planned=datetime.now(UTC),
        wanted=timedelta(seconds=90),
        sha256="a" * 64,
        author_name="Lan",
        approver_name="Minh",
        operator_name="Tùng",
        outcome=Outcome.MISSED,
        reason=Reason.STATION_OFF,
        detail="",
        at=datetime.now(UTC),
    )


def test_the_log_comes_as_table_json_and_csv(house: House) -> None:
    assert "nothing was logged" in house("log")[1]
    logged(house, "=cmd()")
    _, table, _ = house("log")
    assert "=cmd()" in table and "station_off" in table
    (row,) = json.loads(house("log", "--format", "json")[1])
    assert row["wanted"] == 90.0 and row["outcome"] == "missed" and row["started"] is None
    (row,) = csv.DictReader(io.StringIO(house("log", "--format", "csv")[1]))
    assert row["title"] == "'=cmd()", "a spreadsheet must not take it for a formula"


def test_the_log_is_verified_and_a_change_by_hand_is_found(house: House) -> None:
    logged(house)
    assert "whole: 1 entries" in house("log", "verify")[1]
    database = sqlite3.connect(house.config.parent / "var" / "station.db")
    for (name,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        database.execute(f"drop trigger {name}")
    database.execute("update play_log set outcome = 'complete'")
    database.commit()
    database.close()
    code, out, _ = house("log", "verify")
    assert code == 1 and "broken" in out and "1" in out
    assert json.loads(house("log", "verify", "--json")[1])["whole"] is False


def test_the_plan_names_the_coming_slots(house: House) -> None:
    orders = json.loads(house("plan", "--from", "2026-11-23", "--to", "2026-11-24", "--json")[1])
    assert [order["occurrence"] for order in orders] == [
        "2026-11-23/morning",
        "2026-11-23/evening",
        "2026-11-24/morning",
        "2026-11-24/evening",
    ]
    assert "no slot" in house("plan", "--from", "2026-11-21", "--to", "2026-11-22")[1]


def test_check_without_a_sound_device_says_so_and_leaves_with_1(house: House, no_sound_card: None) -> None:
    code, out, _ = house("check")
    assert code == 1 and "HỎNG     Không tìm thấy cạc âm thanh. Hãy cắm lại" in out
    assert "tốt      Giọng đọc dự phòng đọc được" in out and "nên xem  Bảy ngày tới chưa có bản tin" in out
    found = {row["what"]: row for row in json.loads(house("check", "--json")[1])}
    assert found["database"]["fit"] and not found["sound device"]["fit"]


@pytest.mark.audio
def test_check_with_a_sound_device_is_fit_until_the_device_is_muted(house: House, sound_card: SoundCard) -> None:
    assert house("check")[0] == 0
    sound_card.mute()
    code, out, _ = house("check")
    assert code == 1 and "muted" in out
