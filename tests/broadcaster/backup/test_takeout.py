"""Everything the station knows, taken out in open forms."""

import csv
import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster import scripts
from broadcaster.backup.takeout import take_out
from broadcaster.errors import BadInput
from tests.web.cast import MONDAY, House, station_in


def test_log_texts_sounds_schedule_and_deeds_are_written_and_can_be_read(tmp_path: Path) -> None:
    house = House(station_in(tmp_path / "here")).hire()
    bulletin = house.approved("=Năm không, hai phải")
    house.aired(bulletin, MONDAY - timedelta(hours=1))
    house.store.place(
        bulletin.id, "morning", MONDAY.date(), None, frozenset({0}), 0, house.people["tung"], house.clock.at
    )
    done = take_out(house.settings, house.store, tmp_path / "out", house.clock.at)

    with (tmp_path / "out" / "log.csv").open(encoding="utf-8-sig") as file:
        (row,) = csv.DictReader(file)
    assert row["title"] == "'=Năm không, hai phải"
    assert row["chain"] == house.store.head()[1]
    assert bulletin.rendition is not None
    sound = tmp_path / "out" / "sounds" / bulletin.rendition.path.name
    assert hashlib.sha256(sound.read_bytes()).hexdigest() == bulletin.rendition.sha256
    assert scripts.read(tmp_path / "out" / "bulletins" / f"{bulletin.id}.md") == bulletin.script
    (placed,) = json.loads((tmp_path / "out" / "schedule.json").read_text(encoding="utf-8"))
    assert (placed["slot"], placed["weekdays"], placed["last"]) == ("morning", [0], None)
    assert (done.entries, done.bulletins, done.sounds) == (1, 1, 1)
    assert done.deeds == len(house.store.activity(1000))
    with pytest.raises(BadInput):
        take_out(house.settings, house.store, tmp_path / "out", house.clock.at)
