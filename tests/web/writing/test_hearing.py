"""Nghe câu này: each sentence of a text in the editor can be heard alone, before the bulletin is saved."""

from uuid import UUID

import pytest

from broadcaster.store import ChoreKind, JobState
from tests.web.cast import House, nowhere

SENTENCE = "Khi nghi ngờ, hãy gọi một một ba."


def spoken(house: House, id: str) -> None:
    """What the renderer does with the oldest sentence."""
    chore = house.store.take_chore(house.clock.at)
    assert chore is not None and (str(chore.id), chore.given["text"]) == (id, SENTENCE)
    house.settings.voice_trials.mkdir(parents=True, exist_ok=True)
    (house.settings.voice_trials / f"{id}.wav").write_bytes(house.sound(0.5).path.read_bytes())
    house.store.finish_chore(chore.id, {"file": f"{id}.wav"}, house.clock.at)


def test_the_editor_lists_the_sentences_as_they_will_be_said(house: House) -> None:
    page = house.signed_in("lan").send("/ban-tin/uoc-luong", title="x", text="Gọi 113. Xin cảm ơn!").text

    assert '<span lang="vi" data-words>Gọi một một ba.</span>' in page
    assert page.count("data-say>") == 2


def test_a_sentence_is_asked_for_made_and_heard(house: House) -> None:
    browser = house.signed_in("lan")
    asked = browser.send("/ban-tin/nghe-cau", text=SENTENCE, voice="espeak").get_json()
    assert "sound" not in asked
    id = asked["look"].rpartition("/")[2]
    assert house.store.chore(UUID(id)).given == {"text": SENTENCE, "voice": "espeak"}
    assert browser.open(asked["look"]).get_json() == {}
    spoken(house, id)
    found = browser.open(asked["look"]).get_json()
    heard = browser.open(found["sound"])

    assert (heard.status_code, heard.mimetype) == (200, "audio/wav")


def test_what_was_heard_already_is_not_made_again(house: House) -> None:
    browser = house.signed_in("lan")
    first = browser.send("/ban-tin/nghe-cau", text=SENTENCE, voice="").get_json()
    spoken(house, first["look"].rpartition("/")[2])

    assert "sound" in browser.send("/ban-tin/nghe-cau", text=SENTENCE, voice="").get_json()
    assert "sound" in browser.send("/ban-tin/nghe-cau", text=SENTENCE, voice="gtts").get_json(), "the station's first"
    assert "sound" not in browser.send("/ban-tin/nghe-cau", text=SENTENCE, voice="espeak").get_json()


def test_a_failure_is_told_in_a_sentence(house: House) -> None:
    browser = house.signed_in("lan")
    asked = browser.send("/ban-tin/nghe-cau", text=SENTENCE, voice="").get_json()
    chore = house.store.take_chore(house.clock.at)
    assert chore is not None and chore.state is JobState.RUNNING
    house.store.fail_chore(chore.id, "OSError: No space left on device", {}, house.clock.at)

    assert "Ổ đĩa của máy đã đầy" in browser.open(asked["look"]).get_json()["told"]


@pytest.mark.parametrize("text", ["", "…!?", "a " * 400])
def test_what_is_no_sentence_is_refused(house: House, text: str) -> None:
    answer = house.signed_in("lan").send("/ban-tin/nghe-cau", text=text, voice="")

    assert answer.status_code == 400
    assert "600 ký tự" in answer.get_json()["told"]


def test_nobody_fills_the_renderer_with_sentences(house: House) -> None:
    browser = house.signed_in("lan")
    codes = [browser.send("/ban-tin/nghe-cau", text=f"Câu {name}.", voice="").status_code for name in "abcd"]

    assert codes == [200, 200, 200, 429]
    assert len(house.store.newest_chores(ChoreKind.SAY_SENTENCE)) == 3


def test_another_order_of_the_renderer_is_no_sentence(house: House) -> None:
    id = house.store.ask_chore(
        ChoreKind.TRY_VOICE, "espeak", {"voice": "espeak"}, house.people["quang"], house.clock.at
    )
    browser = house.signed_in("lan")

    assert browser.open(f"/ban-tin/nghe-cau/{id}").status_code == 404
    assert browser.open(f"/ban-tin/nghe-cau/{nowhere()}").status_code == 404
