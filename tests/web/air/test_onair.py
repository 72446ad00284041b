"""The first page: what sounds, what comes, today's duty, and what is wrong."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster import fitness
from broadcaster.airing import Outcome, Reason
from broadcaster.fitness import Finding, Preflight
from broadcaster.planning import BETWEEN
from broadcaster.station import Zone
from broadcaster.store import OnAir
from broadcaster.store.chores import VoiceRest
from tests.disks import small_disk
from tests.web.cast import MONDAY, House, day
from tests.web.sample import on_air

SLOT = MONDAY - timedelta(hours=1, minutes=30)


def test_the_daemons_own_faults_are_told_in_vietnamese(house: House) -> None:
    house.store.raise_fault("clock_wrong", "2019-01-01T00:00:00+00:00", house.clock.at)
    house.store.raise_fault("daemon_defect", "see the daemon's log", house.clock.at)
    page = house.signed_in("van").open("/").text

    assert "máy đang ghi 07:00 01/01/2019" in page
    assert "đang tự thử lại" in page
    assert "daemon" not in page.replace("/daemon", "")


def test_silence_is_said_calmly(house: House) -> None:
    page = house.signed_in("van").open("/").text

    assert "LOA ĐANG NGHỈ" in page
    assert "Dừng phát" in page
    assert 'hx-trigger="every 2s"' in page


@pytest.mark.parametrize(("state", "said"), [("sounding", "ĐANG PHÁT"), ("silent", "MẤT TIẾNG"), ("armed", "SẮP PHÁT")])
def test_what_sounds_is_shown_everywhere(house: House, state: str, said: str) -> None:
    bulletin = house.approved("Cảnh giác lừa đảo")
    on_air(house, bulletin, state)
    browser = house.signed_in("van")
    for address in ("/", "/manh/dang-phat", "/manh/dai"):
        shown = browser.open(address).text
        assert said in shown
        assert "Cảnh giác lừa đảo" in shown
        assert 'action="/dung-phat"' in shown


def test_the_time_left_and_the_level_are_shown(house: House) -> None:
    on_air(house, house.approved())
    page = house.signed_in("van").open("/manh/dang-phat").text

    assert "0:46" in page
    assert 'value="50.0"' in page
    assert "-19 dB" in page


def test_old_news_is_not_shown_as_sound(house: House) -> None:
    on_air(house, house.approved())
    house.clock.at += timedelta(seconds=11)
    for address in ("/manh/dang-phat", "/manh/dai"):
        shown = house.signed_in("van").open(address).text
        assert "MẤT LIÊN LẠC" in shown
        assert "ĐANG PHÁT" not in shown


def test_what_comes_next_is_the_daemons_own_running_order(house: House) -> None:
    first, second = house.approved("Bài đầu", 70.0), house.approved("Bài sau", 80.0)
    for position, bulletin in enumerate((first, second)):
        house.store.place(
            bulletin.id, "evening", day("2026-11-23"), None, (), position, house.people["tung"], house.clock.at
        )
    pending = house.pending("Chưa duyệt")
    house.store.place(pending.id, "evening", day("2026-11-23"), None, (), 5, house.people["tung"], house.clock.at)
    page = house.signed_in("van").open("/manh/hom-nay").text

    assert "17:15:00" in page
    assert f"17:16:{10 + BETWEEN.seconds}" in page
    assert "2 bản tin · 2,5/15 phút" in page
    assert "Sẽ không phát: Bản tin chưa được duyệt." in page
    assert "Trống" in page


def test_todays_duty_counts_what_was_heard(house: House) -> None:
    bulletin = house.approved()
    browser = house.signed_in("van")
    assert "Còn thiếu: Buổi sáng, Buổi chiều tối." in browser.open("/").text
    house.aired(bulletin, SLOT)
    assert "Còn thiếu: Buổi chiều tối." in browser.open("/").text
    house.aired(bulletin, SLOT + timedelta(hours=10, minutes=45), slot="evening")

    assert "Đã đạt" in browser.open("/").text


def test_todays_log_stands_on_the_page(house: House) -> None:
    house.aired(house.approved("Bị ngắt"), SLOT, Outcome.PARTIAL, Reason.KILLED, 0.4)
    page = house.signed_in("van").open("/").text

    assert "Phát dở dang" in page
    assert "Máy tắt hoặc mất điện khi đang phát." in page


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


def test_everybody_stops_the_loudspeakers_with_one_click(house: House) -> None:
    for username in house.people:
        house.signed_in(username).send("/dung-phat", "/")
        last = house.store.last_stop()
        assert last is not None
        assert last.by_name == house.people[username].name


def test_each_zone_is_told_and_the_one_without_sound_first(house: House) -> None:
    zones = (Zone("north", "Cụm bắc"), Zone("south", "Cụm nam"))
    station = replace(house.settings.station, zones=zones)
    house.app.extensions["desk"] = replace(
        house.app.extensions["desk"], settings=replace(house.settings, station=station)
    )
    bulletin = house.approved("Cảnh giác lừa đảo")
    now = house.clock.at
    for zone, state in (("north", "sounding"), ("south", "silent")):
        house.store.set_on_air(
            zone,
            OnAir(
                bulletin.id, bulletin.script.title, now, now + timedelta(minutes=1), 1.0, -20.0, state, zone, "", now
            ),
        )
    page = house.signed_in("van").open("/manh/dang-phat").text
    assert page.index("MẤT TIẾNG") < page.index("ĐANG PHÁT")
    assert "Cụm bắc" in page and "Cụm nam" in page
    house.store.set_on_air("south", None)
    page = house.signed_in("van").open("/manh/dang-phat").text
    assert page.index("ĐANG PHÁT") < page.index("LOA ĐANG NGHỈ")


def test_what_sounds_is_no_longer_to_come(house: House) -> None:
    first, second = house.approved("Bài đang phát", 70.0), house.approved("Bài kế tiếp", 80.0)
    for position, bulletin in enumerate((first, second)):
        house.store.place(
            bulletin.id, "evening", day("2026-11-23"), None, (), position, house.people["tung"], house.clock.at
        )
    house.clock.at = MONDAY + timedelta(hours=9, minutes=15, seconds=5)
    on_air(house, first)
    page = house.signed_in("van").open("/manh/hom-nay").text
    coming = page[: page.index("today-head")]
    assert "Bài đang phát" not in coming.partition("</article>")[0] and "Bài kế tiếp" in coming


def test_yesterdays_result_and_the_earliest_play_of_the_week_stand_on_the_page(house: House) -> None:
    bulletin = house.approved()
    house.clock.at = MONDAY + timedelta(days=1)
    house.aired(bulletin, SLOT)
    house.aired(bulletin, SLOT + timedelta(hours=10, minutes=45), Outcome.FAILED, Reason.NO_DEVICE, 0.0, slot="evening")
    page = house.signed_in("van").open("/manh/hom-nay").text
    assert "1/2 lượt phát đủ" in page
    assert "Lượt phát sớm nhất tuần này" in page and "06:30" in page and "Hôm qua" in page


def looked(house: House, *findings: Finding, bulletins: int = 3, day: str = "2026-11-24") -> None:
    """What the daemon has found before the next slot."""
    occurrence = house.settings.station.occurrence(f"{day}/morning")
    assert occurrence is not None
    seen = Preflight(
        at=house.clock.at,
        occurrence=occurrence.key,
        starts=occurrence.starts,
        bulletins=bulletins,
        length=timedelta(minutes=14),
        room=timedelta(minutes=15),
        findings=findings,
    )
    house.store.set_mark(fitness.MARK, seen.written())


def test_the_next_slot_is_told_in_one_sentence(house: House) -> None:
    browser = house.signed_in("van")
    assert "Buổi phát tới" not in browser.open("/").text
    looked(house)
    assert "Sáng mai: 3 bản tin, 14/15 phút, sẵn sàng" in browser.open("/").text
    looked(house, Finding("not_quiet", "ward"))
    page = browser.open("/").text
    assert "sẵn sàng" in page and "đang có tiếng của chương trình khác" in page and "note-warn" in page
    looked(house, Finding("no_sound_file", "Cảnh giác lừa đảo"))
    page = browser.open("/").text
    assert "chưa sẵn sàng" in page and "Mất tệp âm thanh. Hãy tạo lại và duyệt lại." in page
    looked(house, Finding("nothing_planned"), bulletins=0)
    page = browser.open("/").text
    assert "Sáng mai: chưa có bản tin" in page and "Hãy xếp bản tin đã duyệt vào lịch" in page


def test_an_old_look_does_not_call_the_station_ready(house: House) -> None:
    looked(house)
    house.clock.at += timedelta(minutes=80)
    page = house.signed_in("van").open("/").text
    assert "Lần kiểm tra cuối đã lâu" in page and "note-good" not in page


def test_a_mark_of_another_version_is_no_look(house: House) -> None:
    house.store.set_mark(fitness.MARK, '{"at": 1}')
    assert "Buổi phát tới" not in house.signed_in("van").open("/").text


def test_anybody_signed_in_can_have_the_station_look_at_once(house: House) -> None:
    looked(house)
    answer = house.signed_in("van").send("/kiem-tra", "/")
    assert answer.status_code == 303
    assert house.store.mark(fitness.ASKED) == house.clock.at.isoformat()
