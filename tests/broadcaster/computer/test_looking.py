"""The PC under the station: each trouble is found by what the system itself says, and silence is not good news."""

import os
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from broadcaster import settings
from broadcaster.computer import certificate, looking
from broadcaster.computer.asking import ask_program
from broadcaster.settings import PROJECT, Settings
from broadcaster.settings.office import Lan
from broadcaster.wording import COMPUTER
from tests.builders import at

NOW = at("09:00")


class System:
    """A system whose programs answer what a test has written down; a program it does not know is not installed."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers

    def __call__(self, program: str, *words: str) -> str | None:
        asked = " ".join((program, *words))
        return next((said for key, said in self.answers.items() if key.replace("_", "-") in asked), None)


@pytest.fixture
def ward(tmp_path: Path) -> Settings:
    loaded = settings.load(PROJECT / "config", {"BROADCASTER_DATA": str(tmp_path)})
    return replace(loaded, backup=replace(loaded.backup, folder=tmp_path / "usb"))


def look(
    ward: Settings, root: Path = Path("/nowhere"), backed_up=NOW, now=NOW, **answers: str
) -> dict[str, bool | None]:
    return {one.code: one.fit for one in looking.look(ward, now, backed_up, System(**answers), root)}


def test_a_clock_that_no_server_keeps_is_found(ward):
    assert look(ward, timedatectl="yes\n")["clock_kept"] is True
    assert look(ward, timedatectl="no\n")["clock_kept"] is False
    assert look(ward)["clock_kept"] is None


def test_a_pc_that_may_sleep_is_found(ward):
    assert look(ward, is_enabled="masked\n" * 4)["stays_awake"] is True
    assert look(ward, is_enabled="masked\nstatic\nmasked\nmasked\n")["stays_awake"] is False
    assert look(ward)["stays_awake"] is None


def test_a_pc_that_may_sleep_needs_an_alarm_before_the_next_slot(ward, tmp_path):
    alarm = tmp_path / "sys" / "class" / "rtc" / "rtc0" / "wakealarm"
    alarm.parent.mkdir(parents=True)
    for told, fit in (
        ("", False),
        (f"{int(at('16:30').timestamp())}\n", True),
        (f"{int(at('17:30').timestamp())}", False),
    ):
        alarm.write_text(told)
        assert look(ward, tmp_path)["wakes_up"] is fit, told
        assert "wakes_up" not in look(ward, tmp_path, is_enabled="masked\n" * 4), "it never sleeps"
    alarm.write_text("")
    for hour, fit in (("17:00", True), ("17:30", False)):
        timer = {"loaphuong_wake": f"@{int(at(hour).timestamp())}\n"}
        assert look(ward, tmp_path, **timer)["wakes_up"] is fit, "our own timer wakes it"
    alarm.write_text(str(int(at("08:00").timestamp())))
    assert look(ward, tmp_path)["wakes_up"] is False, "an alarm that is over wakes nobody"


def test_a_pc_that_was_woken_for_its_slot_is_fit_until_the_slot_is_over(ward, tmp_path):
    alarm = tmp_path / "sys" / "class" / "rtc" / "rtc0" / "wakealarm"
    alarm.parent.mkdir(parents=True)
    alarm.write_text("")
    morning, evening = (f"@{int(at(hour).timestamp())}\n" for hour in ("06:15", "17:00"))
    asked = {
        "06:10": {"NextElapseUSecRealtime": morning},
        "06:15": {"NextElapseUSecRealtime": morning},  # in this very second
        "06:25": {"NextElapseUSecRealtime": evening},
        "06:40": {"NextElapseUSecRealtime": morning, "is-active loaphuong-wake.service": "active\n"},
        "10:40": {"NextElapseUSecRealtime": morning, "is-active loaphuong-wake.service": "active\n"},
        "10:50": {"NextElapseUSecRealtime": evening, "is-active loaphuong-wake.service": "inactive\n"},
    }
    for hour, said in asked.items():
        assert look(ward, tmp_path, now=at(hour), **said)["wakes_up"] is True, hour
    for state in ("inactive\n", "failed\n", ""):
        said = {"NextElapseUSecRealtime": morning, "is-active loaphuong-wake.service": state}
        assert look(ward, tmp_path, now=at("10:40"), **said)["wakes_up"] is False, "it is over"
    assert look(ward, tmp_path, now=at("06:14"))["wakes_up"] is False, "nothing is set, and it may sleep again"


def test_a_time_that_is_over_is_not_shown_as_the_next_alarm(ward, tmp_path):
    alarm = tmp_path / "sys" / "class" / "rtc" / "rtc0" / "wakealarm"
    alarm.parent.mkdir(parents=True)
    alarm.write_text("")
    for set_for, shown in (("06:15", ""), ("17:00", "17:00 23/11")):
        said = {"NextElapseUSecRealtime": f"@{int(at(set_for).timestamp())}\n", "is-active": "active\n"}
        looks = looking.look(ward, NOW, NOW, System(**said), tmp_path)
        assert [one.detail for one in looks if one.code == "wakes_up"] == [shown]


def test_a_dying_disk_is_found_and_one_that_says_nothing_is_unknown(ward):
    disks = {"__scan": "/dev/sda -d scsi # /dev/sda\n"}
    assert look(ward, **disks, H="overall-health: PASSED")["disk_health"] is True
    assert look(ward, **disks, H="overall-health: FAILED!")["disk_health"] is False
    assert look(ward, **disks)["disk_health"] is None


def test_what_root_asked_the_disks_is_read_and_an_old_answer_is_none(ward, tmp_path):
    answers = tmp_path / "run" / "loaphuong-disks"
    answers.mkdir(parents=True)
    for disk, said in (("sda", "overall-health self-assessment test result: PASSED"), ("nvme0", "result: FAILED!")):
        (answers / disk).write_text(said)
        os.utime(answers / disk, (NOW.timestamp(), NOW.timestamp() - 3600))
    (found,) = [one for one in looking.look(ward, NOW, NOW, System(), tmp_path) if one.code == "disk_health"]
    assert (found.fit, found.detail) == (False, "nvme0")
    (answers / "nvme0").unlink()
    assert look(ward, tmp_path)["disk_health"] is True
    os.utime(answers / "sda", (0, NOW.timestamp() - 7 * 86_400))
    assert look(ward, tmp_path)["disk_health"] is None


def test_a_file_system_that_has_met_errors_is_found_though_nobody_may_ask_the_disk(ward, tmp_path):
    for disk, errors in (("sda1", "0\n"), ("sda2", "3\n")):
        (tmp_path / "sys" / "fs" / "ext4" / disk).mkdir(parents=True)
        (tmp_path / "sys" / "fs" / "ext4" / disk / "errors_count").write_text(errors)
    (found,) = [one for one in looking.look(ward, NOW, NOW, System(), tmp_path) if one.code == "disk_health"]
    assert (found.fit, found.detail) == (False, "sda2")


SMARTCTL = """#!/bin/sh
if [ "$1" = --scan-open ]; then
    echo "/dev/sda -d sat # /dev/sda [SAT], ATA device"
    echo "/dev/bus/0 -d megaraid,4 # /dev/bus/0 [megaraid_disk_04], SCSI device"
    echo "/dev/bus/0 -d megaraid,5 # /dev/bus/0 [megaraid_disk_05], SCSI device"
    echo "# /dev/sdb -d sat # /dev/sdb [SAT], ATA device open failed"
    exit
fi
case "$*" in
    "-H -d sat /dev/sda" | "-H -d megaraid,5 /dev/bus/0") told=PASSED ;;
    "-H -d megaraid,4 /dev/bus/0") told=$MEGARAID_4 ;;
esac
echo "SMART overall-health self-assessment test result: $told"
exit 4
"""


@pytest.mark.parametrize("one_of_them", ["PASSED", "FAILED!"])
def test_the_service_that_asks_the_disks_leaves_what_is_read_here(ward, tmp_path, one_of_them):
    """The very script of the service, with a smartctl that knows some disks and leaves with a status of its own."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "smartctl").write_text(SMARTCTL)
    (tmp_path / "bin" / "smartctl").chmod(0o755)
    answers = tmp_path / "run" / "loaphuong-disks"
    answers.mkdir(parents=True)
    (answers / "sdz").write_text("of a disk that is gone: PASSED")
    environ = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "MEGARAID_4": one_of_them}
    subprocess.run(["sh", PROJECT / "deploy" / "disks", answers], env=environ, check=True, timeout=10)
    assert {path.name for path in answers.iterdir()} == {"sda", "0"}
    later = datetime.now(UTC)
    found = {one.code: one for one in looking.look(ward, later, later, System(), tmp_path)}["disk_health"]
    assert (found.fit, found.detail) == ((True, "") if one_of_them == "PASSED" else (False, "0"))


def test_updates_during_a_slot_are_found(ward):
    morning = int(at("06:31").timestamp())
    night = int(at("03:00").timestamp())
    assert look(ward, NextElapse=f"@{night}\n\n@{morning}\n")["updates_apart"] is False
    assert look(ward, NextElapse=f"@{night}\n")["updates_apart"] is True
    assert "updates_apart" not in look(ward, NextElapse="n/a\n")


@pytest.mark.parametrize(("when", "fit"), [("06:35", False), ("02:00", True), ("now", False), ("17:30", False)])
def test_a_restart_in_the_middle_of_a_programme_is_found(ward, when, fit):
    said = {"Automatic_Reboot_Time": f'"{when}"', "Automatic_Reboot": 'Unattended-Upgrade::Automatic-Reboot="true"\n'}
    assert look(ward, **said)["restarts_apart"] is fit


def test_a_restart_that_waits_is_found(ward, tmp_path):
    assert look(ward, tmp_path)["no_restart_waits"] is True
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "reboot-required").touch()
    assert look(ward, tmp_path)["no_restart_waits"] is False


def test_a_backup_that_is_old_missing_or_on_the_same_disk_is_found(ward, tmp_path):
    assert look(ward, backed_up=NOW - timedelta(days=3))["backup_fresh"] is False
    assert look(ward, backed_up=None)["backup_fresh"] is False
    assert look(ward)["backup_there"] is False, "the stick is not in"
    (tmp_path / "usb").mkdir()
    found = look(ward)
    assert found["backup_fresh"] is True and found["backup_apart"] is False
    assert look(replace(ward, backup=replace(ward.backup, folder=None)))["backup_chosen"] is False


def test_a_certificate_that_ends_soon_is_found_while_there_is_time_to_go_to_every_pc(ward):
    lan = Lan("192.168.1.20", 8443, (ip_network("192.168.1.0/24"),))
    ward = replace(ward, office=replace(ward.office, lan=lan))
    assert "certificate_lasts" not in look(ward), "there is none yet"
    certificate.make(ward.data / certificate.FOLDER, ["192.168.1.20"], NOW)
    assert look(ward)["certificate_lasts"] is True
    for days, fit in ((-31, True), (-29, False), (1, False)):
        later = NOW + certificate.LASTS + timedelta(days=days)
        found = {one.code: one for one in looking.look(ward, later, later, System())}["certificate_lasts"]
        assert found.fit is fit
    assert found.detail == f"{NOW + certificate.LASTS:%d/%m/%Y}"


@pytest.mark.parametrize("name", ["url", "heartbeat"])
def test_an_address_hidden_in_a_backup_is_found_after_the_restore(ward, name):
    assert "alarm_addressed" not in look(ward), "nobody is to be told"
    for address, fit in (("https://alarm.example/k3y", True), ("https://alarm.example/***", False)):
        watch = replace(ward.office.watch, **{name: address})
        assert look(replace(ward, office=replace(ward.office, watch=watch)))["alarm_addressed"] is fit


def test_every_look_has_its_two_sentences(ward, tmp_path):
    (tmp_path / "usb").mkdir()
    codes = set(look(ward)) | {"backup_chosen", "backup_there", "updates_apart", "restarts_apart"}
    codes |= {"certificate_lasts", "alarm_addressed"}
    assert codes == COMPUTER.keys()


def test_a_program_that_is_not_there_or_hangs_answers_nothing():
    assert ask_program("no-such-program") is None
    assert ask_program("echo", "lan") == "lan\n"
