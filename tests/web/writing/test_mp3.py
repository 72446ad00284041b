"""Tải MP3 cho loa di động: only of what is approved, only what the renderer measured, under a name any player reads."""

import hashlib

from broadcaster.bulletin import Bulletin
from broadcaster.store import ChoreKind
from tests.web.cast import House


def packed(house: House, bulletin: Bulletin, data: bytes = b"ID3 sound") -> None:
    """What the renderer does with the order."""
    chore = house.store.take_chore(house.clock.at)
    assert chore is not None and chore.kind is ChoreKind.PACK_MP3 and bulletin.rendition is not None
    house.settings.exports.mkdir(parents=True, exist_ok=True)
    name = f"{bulletin.rendition.sha256}.mp3"
    (house.settings.exports / name).write_bytes(data)
    told = {"file": name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": 1_400_000, "lufs": -14.1, "peak": -1.8}
    house.store.finish_chore(chore.id, told, house.clock.at)


def test_an_approved_bulletin_is_packed_and_brought_under_a_clean_name(house: House) -> None:
    bulletin, minh = house.approved("Cảnh giác: “đường dây nóng” 24/7 giả!"), house.signed_in("minh")
    assert "Tạo MP3 cho loa di động" in minh.open(f"/ban-tin/{bulletin.id}").text
    assert minh.send(f"/ban-tin/{bulletin.id}/mp3").status_code == 303
    assert "Đang tạo tệp MP3" in minh.open(f"/ban-tin/{bulletin.id}").text
    assert "HX-Refresh" not in minh.open(f"/manh/mp3/{bulletin.id}").headers
    packed(house, bulletin)
    assert minh.open(f"/manh/mp3/{bulletin.id}").headers["HX-Refresh"] == "true"
    page = minh.open(f"/ban-tin/{bulletin.id}").text
    assert "Tải MP3 cho loa di động" in page and "-14,1 LUFS" in page and "1,4 MB" in page
    answer = minh.open(f"/ban-tin/{bulletin.id}/mp3")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "audio/mpeg", b"ID3 sound")
    name = answer.headers["Content-Disposition"]
    assert name == "attachment; filename=canh-giac-duong-day-nong-24-7-gia-20261123.mp3"


def test_what_is_not_approved_has_no_mp3(house: House) -> None:
    bulletin, minh = house.pending(), house.signed_in("minh")
    assert "MP3" not in minh.open(f"/ban-tin/{bulletin.id}").text
    assert minh.send(f"/ban-tin/{bulletin.id}/mp3").status_code == 409
    assert house.store.take_chore(house.clock.at) is None


def test_an_approval_that_fell_takes_the_mp3_with_it(house: House) -> None:
    bulletin, lan = house.approved(), house.signed_in("lan")
    lan.open(f"/ban-tin/{bulletin.id}")
    lan.send(f"/ban-tin/{bulletin.id}/mp3")
    packed(house, bulletin)
    assert lan.open(f"/ban-tin/{bulletin.id}/mp3").status_code == 200
    lan.send(f"/ban-tin/{bulletin.id}/rut", reason="đổi số")
    assert lan.open(f"/ban-tin/{bulletin.id}/mp3").status_code == 409


def test_a_file_that_was_changed_is_not_brought_but_made_again(house: House) -> None:
    bulletin, lan = house.approved(), house.signed_in("lan")
    lan.open(f"/ban-tin/{bulletin.id}")
    lan.send(f"/ban-tin/{bulletin.id}/mp3")
    packed(house, bulletin)
    next(house.settings.exports.iterdir()).write_bytes(b"a stranger's voice")
    assert lan.open(f"/ban-tin/{bulletin.id}/mp3").status_code == 409
    assert "Tạo MP3 cho loa di động" in lan.open(f"/ban-tin/{bulletin.id}").text


def test_a_packing_that_failed_says_so(house: House) -> None:
    bulletin, lan = house.approved(), house.signed_in("lan")
    lan.open(f"/ban-tin/{bulletin.id}")
    lan.send(f"/ban-tin/{bulletin.id}/mp3")
    chore = house.store.take_chore(house.clock.at)
    assert chore is not None
    house.store.fail_chore(chore.id, "x.mp3: cannot be written: the disk is full", {}, house.clock.at)
    assert "Ổ đĩa của máy đã đầy" in lan.open(f"/ban-tin/{bulletin.id}").text


def test_an_inspector_reads_and_takes_nothing_along(house: House) -> None:
    bulletin, van = house.approved(), house.signed_in("van")
    assert "MP3" not in van.open(f"/ban-tin/{bulletin.id}").text
    assert van.send(f"/ban-tin/{bulletin.id}/mp3").status_code == 403
    assert van.open(f"/ban-tin/{bulletin.id}/mp3").status_code == 403
