"""Going down the order of voices: one voice a bulletin, sentences kept, a fallback that is never hidden."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.errors import RenderingCancelled, VoiceError
from broadcaster.sound import decode
from broadcaster.station import Voice
from broadcaster.tts import Rests, VoiceCache, VoiceResting, engine, voiced
from tests.fakes.voice import ToneVoice

BEST, PLAIN = Voice("best", "vi"), Voice("plain", "vi")
LINES = ("Kính thưa bà con.", "Hãy giữ kín mã xác thực.", "Xin cảm ơn.")


def silent_at(sentence: str, error: VoiceError) -> ToneVoice:
    def trouble(text: str) -> None:
        if text == sentence:
            raise error

    return ToneVoice("best", trouble)


@pytest.fixture
def cache(tmp_path: Path) -> VoiceCache:
    return VoiceCache(tmp_path / "voices")


def test_the_first_voice_says_everything_when_it_can(cache: VoiceCache) -> None:
    engines = {"best": ToneVoice("best"), "plain": ToneVoice("plain")}
    spoken = voiced(lambda engine: LINES, [BEST, PLAIN], engines, cache)
    assert (spoken.voice, spoken.fallback, spoken.why) == (BEST, False, "")
    assert engines["plain"].said == []
    assert all(decode(path).duration > timedelta() for path in spoken.paths)


def test_one_sentence_that_fails_gives_the_whole_bulletin_to_the_next_voice(cache: VoiceCache) -> None:
    broken = silent_at(LINES[1], VoiceError("best", "answered 500", again=False))
    engines = {"best": broken, "plain": ToneVoice("plain")}
    spoken = voiced(lambda engine: LINES, [BEST, PLAIN], engines, cache)
    assert (spoken.voice, spoken.fallback, spoken.why) == (PLAIN, True, "best: answered 500")
    assert engines["plain"].said == list(LINES)


def test_what_the_better_voice_did_say_is_kept_for_the_next_time(cache: VoiceCache) -> None:
    broken = silent_at(LINES[2], VoiceError("best", "answered 500", again=False))
    voiced(lambda engine: LINES, [BEST, PLAIN], {"best": broken, "plain": ToneVoice("plain")}, cache)
    back = ToneVoice("best")
    assert voiced(lambda engine: LINES, [BEST], {"best": back}, cache).voice == BEST
    assert back.said == [LINES[2]]


def test_a_quick_failure_is_tried_a_second_time(cache: VoiceCache) -> None:
    failures = [VoiceError("best", "connection reset", again=True)]

    def trouble(text: str) -> None:
        if failures:
            raise failures.pop()

    spoken = voiced(lambda engine: LINES, [BEST], {"best": ToneVoice("best", trouble)}, cache)
    assert not spoken.fallback


def test_a_service_that_wants_rest_is_not_asked_twice(cache: VoiceCache) -> None:
    asked: list[str] = []

    def trouble(text: str) -> None:
        asked.append(text)
        raise VoiceResting("best", "answered 429", timedelta(minutes=2))

    engines = {"best": ToneVoice("best", trouble), "plain": ToneVoice("plain")}
    assert voiced(lambda engine: LINES, [BEST, PLAIN], engines, cache).fallback
    assert asked == [LINES[0]]


def test_every_voice_failing_names_every_reason(cache: VoiceCache) -> None:
    def trouble(text: str) -> None:
        raise VoiceError("plain", "has no data", again=False)

    with pytest.raises(VoiceError, match=r"no such engine.*has no data"):
        voiced(lambda engine: LINES, [BEST, PLAIN], {"plain": ToneVoice("plain", trouble)}, cache)


def test_no_voice_at_all_is_said(cache: VoiceCache) -> None:
    with pytest.raises(VoiceError, match="no voice"):
        voiced(lambda engine: LINES, [], {}, cache)


def test_each_engine_is_given_its_own_reading(cache: VoiceCache) -> None:
    engines = {"best": ToneVoice("best")}
    voiced(lambda engine: ["Da lô"] if engine.name == "plain" else ["Zalo"], [BEST], engines, cache)
    assert engines["best"].said == ["Zalo"]


def test_a_kept_sentence_is_not_spoken_again_until_text_voice_or_version_change(cache: VoiceCache) -> None:
    first = ToneVoice("best")
    voiced(lambda engine: LINES, [BEST], {"best": first}, cache)
    again = ToneVoice("best")
    voiced(lambda engine: (*LINES, "Mới."), [BEST], {"best": again}, cache)
    assert again.said == ["Mới."]
    slower = ToneVoice("best")
    voiced(lambda engine: LINES, [Voice("best", "vi", 0.9)], {"best": slower}, cache)
    assert slower.said == list(LINES)
    newer = ToneVoice("best")
    newer.version = "tone 2"
    voiced(lambda engine: LINES, [BEST], {"best": newer}, cache)
    assert newer.said == list(LINES)


def test_a_damaged_kept_sentence_is_spoken_again(cache: VoiceCache) -> None:
    spoken = voiced(lambda engine: LINES, [BEST], {"best": ToneVoice("best")}, cache)
    spoken.paths[0].write_bytes(b"RIFF")
    again = ToneVoice("best")
    voiced(lambda engine: LINES, [BEST], {"best": again}, cache)
    assert again.said == [LINES[0]]


def test_progress_is_told_sentence_by_sentence_and_may_call_it_off(cache: VoiceCache) -> None:
    steps: list[tuple[int, int, str]] = []

    def told(done: int, total: int, text: str) -> None:
        steps.append((done, total, text))
        if done == 1:
            raise RenderingCancelled("not wanted")

    speaking = ToneVoice("best")
    with pytest.raises(RenderingCancelled):
        voiced(lambda engine: LINES, [BEST], {"best": speaking}, cache, told)
    assert steps == [(0, 3, LINES[0]), (1, 3, LINES[1])]
    assert speaking.said == [LINES[0]]


def test_the_settings_names_lead_to_the_engines() -> None:
    assert (engine("gtts").name, engine("espeak").name) == ("gtts", "espeak")
    with pytest.raises(VoiceError, match="no such engine"):
        engine("festival")


MINUTES = timedelta(minutes=10)


def refusing(why: str = "no answer within 25 s", again: bool = True) -> tuple[ToneVoice, list[str]]:
    """An engine that fails at every sentence, and what it was asked."""
    asked: list[str] = []

    def trouble(text: str) -> None:
        asked.append(text)
        raise VoiceError("best", why, again=again)

    return ToneVoice("best", trouble), asked


def test_a_voice_that_failed_is_not_waited_for_by_the_next_bulletin_even_after_a_restart(
    cache: VoiceCache, tmp_path: Path
) -> None:
    best, asked = refusing()
    engines = {"best": best, "plain": ToneVoice("plain")}
    voiced(lambda engine: LINES, [BEST, PLAIN], engines, cache, rests=Rests(tmp_path, MINUTES))
    before = len(asked)
    later = voiced(lambda engine: ["Câu khác."], [BEST, PLAIN], engines, cache, rests=Rests(tmp_path, MINUTES))
    assert len(asked) == before
    assert (later.voice, later.fallback) == (PLAIN, True)
    assert later.why == "best: rests for another 10 min after: no answer within 25 s"


def test_a_rest_that_is_over_lets_the_better_voice_speak_again(cache: VoiceCache, tmp_path: Path) -> None:
    engines = {"best": refusing()[0], "plain": ToneVoice("plain")}
    voiced(lambda engine: LINES, [BEST, PLAIN], engines, cache, rests=Rests(tmp_path, MINUTES))
    Rests(tmp_path, MINUTES).of("best").end()
    back = {"best": ToneVoice("best"), "plain": ToneVoice("plain")}
    assert voiced(lambda engine: LINES, [BEST, PLAIN], back, cache, rests=Rests(tmp_path, MINUTES)).voice == BEST


def test_a_resting_voice_still_says_what_it_said_before(cache: VoiceCache, tmp_path: Path) -> None:
    rests = Rests(tmp_path, MINUTES)
    voiced(lambda engine: LINES, [BEST], {"best": ToneVoice("best")}, cache)
    rests.begin("best", "no answer")
    best, asked = refusing()
    spoken = voiced(
        lambda engine: LINES, [BEST, PLAIN], {"best": best, "plain": ToneVoice("plain")}, cache, rests=rests
    )
    assert (spoken.voice, spoken.fallback, asked) == (BEST, False, [])


def test_a_resting_voice_is_asked_all_the_same_when_nobody_else_can(cache: VoiceCache, tmp_path: Path) -> None:
    rests = Rests(tmp_path, MINUTES)
    rests.begin("best", "no answer")
    plain = ToneVoice("plain", lambda text: (_ for _ in ()).throw(VoiceError("plain", "has no data", again=False)))
    spoken = voiced(
        lambda engine: LINES, [BEST, PLAIN], {"best": ToneVoice("best"), "plain": plain}, cache, rests=rests
    )
    assert spoken.voice == BEST


def test_a_refusal_that_will_not_change_needs_no_rest(cache: VoiceCache, tmp_path: Path) -> None:
    best, asked = refusing("has no key", again=False)
    engines = {"best": best, "plain": ToneVoice("plain")}
    for _ in range(2):
        voiced(lambda engine: LINES, [BEST, PLAIN], engines, cache, rests=Rests(tmp_path, MINUTES))
    assert len(asked) == 2


def test_an_engine_that_can_speaks_several_sentences_at_once(cache: VoiceCache) -> None:
    together = threading.Barrier(3, timeout=10)
    three = ToneVoice("best", lambda text: together.wait() and None)
    three.at_once = 3
    spoken = voiced(lambda engine: (*LINES, LINES[0]), [BEST], {"best": three}, cache)
    assert spoken.paths[0] == spoken.paths[3]
    assert sorted(three.said) == sorted(LINES)
