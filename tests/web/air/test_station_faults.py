"""Faults on the first page: what is wrong with the station, in Vietnamese, with what to do, until it is right again."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from broadcaster.store.chores import VoiceRest
from tests.disks import small_disk
from tests.web.cast import House


def test_the_daemons_own_faults_are_told_in_vietnamese(house: House) -> None:
    house.store.raise_fault("clock_wrong", "2019-01-01T00:00:00+00:00", house.clock.at)
    house.store.raise_fault("daemon_defect", "see the daemon's log", house.clock.at)
    page = house.signed_in("van").open("/").text

    assert "máy đang ghi 07:00 01/01/2019" in page
    assert "đang tự thử lại" in page
    assert "daemon" not in page.replace("/daemon", "")


def test_a_silent_part_of_the_station_is_a_fault_with_what_to_do(house: House) -> None:
    browser = house.signed_in("van")
    assert 'aria-label="Sự cố"' not in browser.open("/").text
    house.clock.at += timedelta(seconds=21)
    page = browser.open("/manh/dang-phat").text

    assert "Bộ phận phát thanh không trả lời" in page
    assert "Hãy khởi động lại đài" in page
    assert "Bộ phận tạo giọng đọc" not in page, "it is not there while there is nothing to make"
    house.alive()
    assert 'aria-label="Sự cố"' not in browser.open("/manh/dang-phat").text


def test_a_renderer_that_is_gone_while_work_waits_is_a_fault(house: House) -> None:
    draft = house.draft()
    house.store.submit(draft.id, draft.version, house.people["lan"], house.clock.at)
    browser = house.signed_in("van")
    house.clock.at += timedelta(seconds=60)
    house.store.beat("daemon", 1, house.clock.at, {})
    assert "Bộ phận tạo giọng đọc không trả lời" in browser.open("/manh/dang-phat").text
    house.alive()
    assert 'aria-label="Sự cố"' not in browser.open("/manh/dang-phat").text


def test_a_locked_database_is_not_told_as_a_dead_daemon(house: House) -> None:
    house.clock.at += timedelta(seconds=60)
    sign = house.settings.data / "daemon.alive"
    sign.touch()
    os.utime(sign, (house.clock.at.timestamp() - 1,) * 2)
    page = house.signed_in("van").open("/manh/dang-phat").text
    assert "Dữ liệu đang bị khóa" in page and "không trả lời" not in page
    os.utime(sign, (house.clock.at.timestamp() - 40,) * 2)
    assert "Bộ phận phát thanh không trả lời" in house.signed_in("van").open("/manh/dang-phat").text


def test_a_full_or_read_only_disk_is_seen_by_the_desk_itself(house: House, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        shown = replace(house.app.extensions["desk"], settings=replace(house.settings, data=disk.folder))
        house.app.extensions["desk"] = shown
        browser = house.signed_in("van")
        assert "Ổ đĩa của máy đã đầy" in browser.open("/manh/dang-phat").text, "two megabytes are none"
        disk.read_only()
        assert "chỉ còn đọc được" in browser.open("/manh/dang-phat").text


def test_all_online_voices_at_rest_is_worth_a_look_and_clears_itself(house: House) -> None:
    browser = house.signed_in("van")
    house.store.set_voice_rests({"gtts": VoiceRest(house.clock.at + timedelta(minutes=10))})
    page = browser.open("/manh/dang-phat").text
    assert "Giọng đọc chính không dùng được" in page and "note-warn" in page
    house.clock.at += timedelta(minutes=11)
    house.alive()
    assert "Giọng đọc chính" not in browser.open("/manh/dang-phat").text


def test_a_part_that_never_ran_is_a_fault_too(bare: House) -> None:
    bare.hire()

    assert "Chưa từng thấy chạy" in bare.signed_in("van").open("/").text


def test_a_fault_is_shown_and_clears_itself(house: House) -> None:
    house.store.raise_fault("muted", "sink 0", house.clock.at)
    browser = house.signed_in("van")
    assert "Cạc âm thanh đang tắt tiếng" in browser.open("/manh/dang-phat").text
    house.store.clear_fault("muted")

    assert "Cạc âm thanh" not in browser.open("/manh/dang-phat").text
