"""A recording becomes a bulletin: heard, approved and edited like any other, and it never loses its sound."""

from uuid import uuid4

from broadcaster.bulletin import Kind, Status, Topic
from tests.web.cast import House
from tests.web.sounds.sounds_of_lan import as_bulletin, ready, rendered


def test_a_recording_becomes_a_bulletin_that_is_heard_and_approved_like_any_other(house: House) -> None:
    found = ready(house, times=4)
    assert found.taken is not None
    id = as_bulletin(house, found)
    written = house.store.bulletin(id)
    assert (written.script.recording, written.script.kind, written.script.topic) == (
        found.taken.sha256, Kind.REPORT, Topic.T17,
    )  # fmt: skip
    lan = house.signed_in("lan")
    lan.open(f"/ban-tin/{id}")
    assert lan.send(f"/ban-tin/{id}/gui-duyet", version="1").status_code == 303
    rendered(house, id)
    pending = house.store.bulletin(id)
    assert pending.status is Status.PENDING and pending.rendition is not None
    minh = house.signed_in("minh")
    page = minh.open(f"/cho-duyet/{id}").text
    assert "Loa sẽ phát bản ghi âm" in page and "bản ghi âm kèm nhạc hiệu" in page and "Sẽ đọc là" not in page
    sha256 = pending.rendition.sha256
    assert minh.send(f"/cho-duyet/{id}", sha256=sha256, verdict="approve").status_code != 303, "unheard"
    minh.send(f"/ban-tin/{id}/da-nghe", sha256=sha256)
    assert minh.send(f"/cho-duyet/{id}", sha256=sha256, verdict="approve").status_code == 303
    assert house.store.bulletin(id).on_air_ready


def test_any_change_of_a_recorded_bulletin_revokes_its_approval_and_keeps_its_recording(house: House) -> None:
    found = ready(house)
    assert found.taken is not None
    id = as_bulletin(house, found)
    lan = house.signed_in("lan")
    lan.send(f"/ban-tin/{id}/gui-duyet", version="1")
    rendered(house, id)
    assert lan.open(f"/ban-tin/{id}/sua").status_code == 302
    page = lan.open(f"/ban-tin/{id}/ban-ghi").text
    assert "<audio" in page and 'name="chimes" value="1" checked' in page
    fields = {"title": "Phóng sự tổ 4", "text": "Tóm tắt: tổ 4 giữ gìn trật tự.", "kind": "report", "topic": "T17"}
    assert lan.send(f"/ban-tin/{id}/ban-ghi", version="1", priority="normal", **fields).status_code == 303
    edited = house.store.bulletin(id)
    assert (edited.status, edited.rendition, edited.script.chimes) == (Status.DRAFT, None, False)
    assert edited.script.recording == found.taken.sha256
    assert [one.recording for _, one, _, _ in house.store.revisions(id)] == [edited.script.recording] * 2
    stale = lan.send(f"/ban-tin/{id}/ban-ghi", version="1", priority="normal", **(fields | {"title": "Khác"}))
    assert stale.status_code == 409 and 'value="Khác"' in stale.text and "trước bạn" in stale.text
    usual = lan.send(f"/ban-tin/{id}/sua", version="2", priority="normal", **(fields | {"title": "Khác"}))
    assert usual.status_code == 303
    assert house.store.bulletin(id).script.recording == edited.script.recording, "no page can lose the recording"


def test_a_bulletin_without_words_or_of_an_unknown_recording_is_not_made(house: House) -> None:
    found = ready(house)
    lan = house.signed_in("lan")
    empty = lan.send(f"/ban-ghi/{found.id}/ban-tin", title="Phóng sự", text=" ", kind="report", topic="T17")
    assert empty.status_code == 400 and 'id="text-told"' in empty.text
    assert lan.send(f"/ban-ghi/{uuid4()}/ban-tin", title="Phóng sự", text="Tóm tắt").status_code == 404
    assert house.store.bulletins() == []
