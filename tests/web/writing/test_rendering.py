"""The sound on the desk: which voice, how far it is, called off, a fallback said and mended, one sentence heard."""

from dataclasses import replace
from datetime import timedelta

from broadcaster.bulletin import Bulletin, Mark, Status
from broadcaster.store import JobState, Store, VoiceRest
from tests.web.cast import Browser, House
from tests.web.writing.test_bulletins import FIELDS, made

WHY = "gtts: rests for another 9 min after: ConnectionError: no route to host"


def begun(house: House) -> Bulletin:
    """A draft whose sound is being made."""
    draft = house.draft()
    job = house.store.queue_render(draft.id, 1, house.clock.at)
    house.store.claim_render(job, "worker", house.clock.at)
    house.store.render_progress(job, 2, 13, "Kính thưa bà con.", house.clock.at)
    return draft


def fallen_back(house: House, approved: bool = False, why: str = WHY) -> Bulletin:
    """A bulletin in the station's second voice."""
    bulletin = house.approved() if approved else house.pending()
    assert bulletin.rendition is not None
    sound = replace(bulletin.rendition, fallback=True, why=why)
    assert house.store.save_rendition(bulletin.id, 1, sound, house.clock.at) or approved
    if approved:
        keep_fallback(house.store, sound.sha256, why)
    return house.store.bulletin(bulletin.id)


def keep_fallback(store: Store, sha256: str, why: str) -> None:
    """As if the renderer had said so before the approval."""
    with store._write() as connection:
        connection.exec_driver_sql("UPDATE rendition SET fallback = 1, why = ? WHERE sha256 = ?", (why, sha256))


def test_a_bulletin_keeps_the_voice_chosen_for_it(house: House) -> None:
    lan = house.signed_in("lan")
    page = lan.open("/ban-tin/moi?mau=").text
    assert "Theo đài (Google trước)" in page and "espeak (giọng máy, luôn có sẵn)" in page
    id = made(lan.send("/ban-tin/moi", **FIELDS, voice="espeak:vi"))
    assert house.store.bulletin(id).script.voice == "espeak:vi"
    assert '<option value="espeak:vi" selected>' in lan.open(f"/ban-tin/{id}/sua").text
    assert "<dt>Giọng đọc</dt><dd>espeak</dd>" in lan.open(f"/ban-tin/{id}").text


def test_a_voice_nobody_knows_is_refused_under_its_field(house: House) -> None:
    answer = house.signed_in("lan").send("/ban-tin/moi", **FIELDS, voice="nobody:x")
    assert answer.status_code == 400 and "Đài không có giọng này" in answer.text


def test_another_voice_for_an_approved_bulletin_voids_its_approval(house: House) -> None:
    bulletin, lan = house.approved(), house.signed_in("lan")
    lan.open(f"/ban-tin/{bulletin.id}/sua")
    script = bulletin.script
    same = {"title": script.title, "text": script.text, "kind": "news", "topic": "T01", "priority": "normal"}
    lan.send(f"/ban-tin/{bulletin.id}/sua", version="1", **same)
    assert house.store.bulletin(bulletin.id).status is Status.APPROVED, "nothing was changed"
    lan.send(f"/ban-tin/{bulletin.id}/sua", version="1", **same, voice="espeak:vi")
    assert house.store.bulletin(bulletin.id).status is Status.DRAFT


def test_progress_says_which_sentence_of_how_many(house: House) -> None:
    draft, lan = begun(house), house.signed_in("lan")
    page = lan.open(f"/ban-tin/{draft.id}").text
    assert "Đang đọc câu 3/12" in page and "Kính thưa bà con." in page and "every 1s" in page
    fragment = lan.open(f"/manh/ban-nghe/{draft.id}")
    assert "Đang đọc câu 3/12" in fragment.text and "HX-Refresh" not in fragment.headers


def test_a_rendering_is_called_off_and_can_be_ordered_again(house: House) -> None:
    draft, lan = begun(house), house.signed_in("lan")
    assert "Thôi, không tạo nữa" in lan.open(f"/ban-tin/{draft.id}").text
    answer = lan.send(f"/ban-tin/{draft.id}/thoi-tao")
    assert answer.status_code == 303
    job = house.store.render_state(draft.id)
    assert job is not None and job.state is JobState.CANCELLED
    page = lan.open(f"/ban-tin/{draft.id}").text
    assert "Đã thôi tạo bản nghe" in page and "Tạo bản nghe thử" in page
    lan.send(f"/ban-tin/{draft.id}/thoi-tao")
    assert "không còn đang được tạo" in lan.open(f"/ban-tin/{draft.id}").text
    assert lan.open(f"/manh/ban-nghe/{draft.id}").headers["HX-Refresh"] == "true"


def test_whoever_approves_sees_the_progress_but_cannot_call_it_off(house: House) -> None:
    draft, minh = begun(house), house.signed_in("minh")
    assert "Thôi, không tạo nữa" not in minh.open(f"/ban-tin/{draft.id}").text
    assert minh.send(f"/ban-tin/{draft.id}/thoi-tao").status_code == 403


def told_everywhere(house: House, browser: Browser, bulletin: Bulletin, sentence: str) -> None:
    for address in (f"/ban-tin/{bulletin.id}", f"/cho-duyet/{bulletin.id}", "/ban-tin", "/cho-duyet"):
        page = browser.open(address).text
        assert "iọng dự phòng" in page and sentence in page, address


def test_a_fallback_is_shown_with_its_reason_wherever_the_bulletin_is(house: House) -> None:
    bulletin = fallen_back(house)
    told_everywhere(house, house.signed_in("minh"), bulletin, "Google: vừa lỗi nên đài tạm không dùng (không liên lạc")


def test_nobody_is_offered_to_make_it_again_while_the_better_voice_rests(house: House) -> None:
    bulletin, lan = fallen_back(house), house.signed_in("lan")
    house.store.set_voice_rests({"gtts": VoiceRest(house.clock.at + timedelta(minutes=9), "no route")})
    page = lan.open(f"/ban-tin/{bulletin.id}").text
    assert "Đài sẽ thử lại giọng Google sau 08:09" in page and "Tạo lại bằng giọng" not in page
    house.clock.at += timedelta(minutes=10)
    assert "Tạo lại bằng giọng Google" in lan.open(f"/ban-tin/{bulletin.id}").text


def test_a_voice_that_is_not_installed_is_no_reason_to_try_again(house: House) -> None:
    bulletin, lan = fallen_back(house, why="gtts: gtts is not installed"), house.signed_in("lan")
    page = lan.open(f"/ban-tin/{bulletin.id}").text
    assert "Hãy nhờ quản trị" in page and "Tạo lại bằng giọng" not in page


def test_a_pending_bulletin_is_made_again_in_the_better_voice(house: House) -> None:
    bulletin, lan = fallen_back(house), house.signed_in("lan")
    lan.open(f"/ban-tin/{bulletin.id}")
    lan.send(f"/ban-tin/{bulletin.id}/tao-lai", version="1")
    job = house.store.render_state(bulletin.id)
    assert job is not None and job.state is JobState.QUEUED
    assert house.store.bulletin(bulletin.id).status is Status.PENDING
    review = house.signed_in("minh").open(f"/cho-duyet/{bulletin.id}").text
    assert "Đang đợi đến lượt" in review and "data-after-listening" not in review, "the old sound is not decided on"


def test_an_approved_sound_is_never_replaced_without_saying_what_that_means(house: House) -> None:
    bulletin, lan = fallen_back(house, approved=True), house.signed_in("lan")
    today = house.settings.station.local(house.clock.at).date()
    house.store.place(bulletin.id, "evening", today, today, (), 0, house.people["tung"], house.clock.at)
    page = lan.open(f"/ban-tin/{bulletin.id}").text
    assert f'href="/ban-tin/{bulletin.id}/tao-lai"' in page
    lan.send(f"/ban-tin/{bulletin.id}/nghe-thu", again="1")
    assert house.store.bulletin(bulletin.id).on_air_ready, "an old button does not pass the question by"
    asked = lan.open(f"/ban-tin/{bulletin.id}/tao-lai").text
    assert "trở về “Chờ duyệt”" in asked and "17:15 23/11/2026" in asked
    assert house.store.bulletin(bulletin.id).on_air_ready, "looking changes nothing"
    lan.send(f"/ban-tin/{bulletin.id}/tao-lai", version="1")
    found = house.store.bulletin(bulletin.id)
    assert found.status is Status.PENDING and not found.on_air_ready
    assert "trở về Chờ duyệt" in lan.open(f"/ban-tin/{bulletin.id}").text
    assert "rút duyệt để tạo lại bản nghe" in lan.open("/nhat-ky/hoat-dong").text


def test_a_bulletin_that_moved_on_is_not_made_again(house: House) -> None:
    bulletin, lan = house.approved(), house.signed_in("lan")
    lan.open(f"/ban-tin/{bulletin.id}")
    assert lan.send(f"/ban-tin/{bulletin.id}/tao-lai", version="7").status_code == 409
    assert house.store.bulletin(bulletin.id).on_air_ready


def test_a_try_that_failed_leaves_the_old_sound_and_says_so(house: House) -> None:
    bulletin, lan = house.pending(), house.signed_in("lan")
    job = house.store.queue_render(bulletin.id, 1, house.clock.at)
    house.store.fail_render(job, "x.wav: cannot be written: the disk is full", house.clock.at)
    page = lan.open(f"/ban-tin/{bulletin.id}").text
    assert "Lần tạo lại gần nhất không thành" in page and "Ổ đĩa của máy đã đầy" in page and "<audio" in page


def test_every_sentence_can_be_heard_alone(house: House) -> None:
    bulletin, minh = house.pending(), house.signed_in("minh")
    assert bulletin.rendition is not None
    second = timedelta(seconds=1)
    marks = (Mark(second * 4, second * 6, "Kính thưa bà con."), Mark(second * 7, second * 9, "Hãy gọi 113."))
    house.store.save_rendition(bulletin.id, 1, replace(bulletin.rendition, marks=marks), house.clock.at)
    for address in (f"/ban-tin/{bulletin.id}", f"/cho-duyet/{bulletin.id}"):
        page = minh.open(address).text
        assert "Nghe từng câu (2)" in page and 'data-from="7.000" data-to="9.000"' in page and "listen.js" in page
