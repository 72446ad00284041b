"""Nhạc hiệu: the station's opening and closing chimes are chosen by whoever answers for its sound."""

from broadcaster.clock import SystemClock
from broadcaster.recording import NO_CHIME, Place, Purpose
from broadcaster.rendering.intake import Intake as IntakeDesk
from broadcaster.settings import PROJECT
from tests.web.cast import House
from web.sounds import recording_words


def test_the_stations_chimes_are_chosen_by_who_answers_for_its_sound(house: House) -> None:
    desk = IntakeDesk(house.settings, house.store, SystemClock())
    desk.keep_chimes()
    attention = next(one for one in house.store.recordings(Purpose.CHIME) if one.name == "attention")
    assert attention.taken is not None
    minh = house.signed_in("minh")
    page = minh.open("/ban-ghi").text
    assert "Tiếng báo chú ý có sẵn" in page and "Theo Cài đặt: Nhạc mở đầu có sẵn" in page
    chosen = {Place.OPENING.value: attention.taken.sha256, Place.CLOSING.value: NO_CHIME}
    assert minh.send("/ban-ghi/nhac-hieu", **chosen).status_code == 303
    assert house.store.choices()["opening_chime"] == (attention.taken.sha256, "Trần Văn Minh")
    assert "Nhạc mở đầu của đài" in minh.open("/ban-ghi").text
    deeds = minh.open("/nhat-ky/hoat-dong").text
    assert "Nhạc mở đầu: Tiếng báo chú ý có sẵn" in deeds and "Nhạc kết thúc: không dùng nhạc" in deeds
    assert house.signed_in("lan").send("/ban-ghi/nhac-hieu", **chosen).status_code == 403
    assert minh.send("/ban-ghi/nhac-hieu", opening_chime="f" * 64).status_code == 400
    lan = house.signed_in("lan")
    lan.send(f"/ban-ghi/{attention.id}/go")
    assert "đài đang dùng" in lan.open("/ban-ghi").text, "a chime in use cannot be removed"


def test_the_chimes_of_the_program_have_vietnamese_names() -> None:
    names = {path.stem for path in (PROJECT / "audio" / "chimes").glob("*.wav")}
    assert names <= set(recording_words.SHIPPED)
