"""The monitor's figures: parts, faults and the backup, and nothing about people."""

from datetime import timedelta

from prometheus_client import generate_latest

from broadcaster.settings.backup import MARK
from tests.web.cast import House
from web.metrics import open_metrics, registry


def told(house: House) -> str:
    return generate_latest(registry(house.settings, house.store, house.clock)).decode()


def test_a_monitor_reads_what_lives_and_what_is_wrong(house: House) -> None:
    house.store.raise_fault("disk_full", "Nguyễn Thị Lan", house.clock.at)
    house.store.set_mark(MARK, (house.clock.at - timedelta(hours=6)).isoformat())
    text = told(house)
    assert 'loaphuong_fault{code="disk_full"} 1.0' in text
    assert "loaphuong_backup_age_seconds 21600.0" in text
    assert 'loaphuong_part_age_seconds{part="daemon"}' in text
    assert "loaphuong_database_up 1.0" in text
    assert "Lan" not in text


def test_a_station_that_was_never_backed_up_tells_no_age(house: House) -> None:
    assert "loaphuong_backup_age_seconds" not in told(house)


def test_without_a_port_nothing_is_served(house: House) -> None:
    assert not open_metrics(house.settings)
