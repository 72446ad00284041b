"""The library of recordings: what was brought is shown, listened to, renamed, found and taken off the list."""

import re

from broadcaster.recording import Intake, Level, Place, Purpose, Refusal
from tests.broadcaster.rendering.bringing import packed
from tests.web.cast import House
from tests.web.sounds.sounds_of_lan import bring, in_library, ready, taken_in
from web.sounds import recording_words


def test_a_brought_sound_is_shown_with_its_loudness_its_length_and_a_player(house: House) -> None:
    found = ready(house)
    assert found.taken is not None
    page = house.signed_in("van").open("/ban-ghi").text
    assert "Tổ dân phố số 4" in page and "To vừa" in page and "Nguyễn Thị Lan" in page
    assert f'src="/ban-ghi/{found.taken.sha256}.wav"' in page
    wave = re.search(r'data-wave="([\d ]+)"', page)
    assert wave is not None and len(wave[1].split()) == 400


def test_only_our_own_wav_is_sent_to_a_listener(house: House) -> None:
    found = ready(house)
    assert found.taken is not None
    browser = house.signed_in("van")
    heard = browser.open(f"/ban-ghi/{found.taken.sha256}.wav")
    assert (heard.status_code, heard.mimetype) == (200, "audio/wav")
    assert heard.data == (house.settings.recordings / f"{found.taken.sha256}.wav").read_bytes()
    for name in (found.taken.original, "0" * 64, "..%2f..%2fetc%2fpasswd", f"{found.id}"):
        assert browser.open(f"/ban-ghi/{name}.wav").status_code == 404
    assert not any(found.taken.original in rule.rule for rule in house.app.url_map.iter_rules())


def test_the_card_moves_while_the_sound_is_worked_on_and_stands_when_it_is_done(house: House) -> None:
    lan = house.signed_in("lan")
    bring(lan, packed())
    (found,) = house.store.recordings()
    card = f"/manh/ban-ghi/{found.id}"
    assert "Đợi xử lý" in (waits := lan.open(card).text) and "hx-trigger" in waits
    house.store.claim_recording(found.id, "worker", house.clock.at)
    house.store.recording_progress(found.id, "master", 40, house.clock.at)
    assert 'value="40"' in (works := lan.open(card).text) and "loa ngoài trời" in works
    house.store.requeue_recording(found.id, house.clock.at)
    taken_in(house)
    assert "hx-trigger" not in (done := lan.open(card).text) and "To vừa" in done


def test_a_sound_is_renamed_found_and_removed(house: House) -> None:
    found = ready(house)
    lan = house.signed_in("lan")
    assert lan.send(f"/ban-ghi/{found.id}/ten", name="Gương người tốt").status_code == 303
    assert "Gương người tốt" in lan.open("/ban-ghi?tim=guong nguoi").text
    assert "Không tìm thấy" in lan.open("/ban-ghi?tim=khac").text
    assert lan.send(f"/ban-ghi/{found.id}/ten", name=" ").status_code == 400
    assert lan.send(f"/ban-ghi/{found.id}/go").status_code == 303
    assert not in_library(lan, "Gương người tốt")
    assert "gỡ âm thanh khỏi kho" in house.signed_in("van").open("/nhat-ky/hoat-dong").text


def test_only_this_page_may_use_the_microphone(house: House) -> None:
    lan = house.signed_in("lan")
    assert "microphone=(self)" in lan.open("/ban-ghi").headers["Permissions-Policy"]
    assert "microphone=()" in lan.open("/ban-tin").headers["Permissions-Policy"]


def test_every_refusal_level_and_state_has_its_words() -> None:
    assert set(recording_words.REFUSAL) == set(Refusal)
    assert set(recording_words.LEVEL) == set(recording_words.LEVEL_HINT) == set(Level)
    assert set(recording_words.STATE) == set(Intake)
    assert set(recording_words.PURPOSE) == set(recording_words.PURPOSE_HINT) == set(Purpose)
    assert set(recording_words.PLACE) == set(Place)
    for sentence in recording_words.REFUSAL.values():
        assert re.search(r"Hãy ", sentence), "each says what to do"
    assert recording_words.refusal("nonsense") == recording_words.REFUSAL[Refusal.OTHER]
