"""The next slot on the first page: ready or not in one sentence, and anybody can have it looked at now."""

from datetime import timedelta

from broadcaster import fitness
from broadcaster.fitness import Finding, Preflight
from tests.web.cast import House


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
