"""The monitor's figures: parts, faults and the backup, and nothing about people."""

import urllib.request
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from prometheus_client import generate_latest

from broadcaster.settings.backup import MARK
from tests.running import free_port
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


def test_the_figures_are_served_on_loopback_alone(house: House) -> None:
    port = free_port()
    there = replace(house.settings, office=replace(house.settings.office, metrics=port))
    assert open_metrics(there)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        assert b"loaphuong_database_up 1.0" in answer.read()
    listening = {
        line.split()[1].partition(":")[0]
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"
    }
    assert listening == {"0100007F"}, "127.0.0.1 as the kernel writes it, and no other address"
    assert not open_metrics(there), "a port that is taken stops nothing else"
