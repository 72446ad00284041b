"""Every failure a voice can report has a sentence of its own kind; voices are called by names people know."""

import ast
from pathlib import Path

import pytest

from broadcaster.station import Voice
from broadcaster.voices.packs import PackFault
from web.sounds.voice_words import OTHER, PACK_FAULT, failure, lasting, trouble, voice_name, why_not

TTS = Path(__file__).resolve().parents[3] / "broadcaster" / "tts"


def told() -> set[str]:
    """Every message the engines' code raises, with its blanks filled by an x."""
    found = set()
    for path in TTS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("VoiceError", "VoiceResting"):
                message = node.args[1]
                if isinstance(message, ast.Constant):
                    found.add(str(message.value))
                elif isinstance(message, ast.JoinedStr):
                    parts = [part.value if isinstance(part, ast.Constant) else "x" for part in message.values]
                    found.add("".join(map(str, parts)))
    return {message for message in found if message.strip("x: ")}


def test_every_message_of_the_engines_has_a_sentence_of_its_own() -> None:
    messages = told()
    assert len(messages) > 20
    assert [one for one in messages if trouble(one) == OTHER and "rests for another" not in one] == []


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("answered 500 Internal Server Error, text/plain", "máy chủ của giọng này đang lỗi"),
        ("answered 200 OK, text/html", "âm thanh hỏng"),
        ("answered 401 Unauthorized", "khóa dịch vụ"),
        ("answered 429 Too Many Requests; asks to wait 60 s", "hỏi quá nhiều"),
        ("ConnectionResetError: [Errno 104] Connection reset by peer", "không liên lạc được"),
        ("gaierror: [Errno -3] Temporary failure in name resolution", "không liên lạc được"),
        ("no answer within 25 s, its worker was ended", "không liên lạc được"),
        ("its sound is too short: 0.20 s of sound for 9 syllables", "hỏng hoặc thiếu"),
        ("/var/x.wav: No space left on device", "ổ đĩa"),
        ("rests for another 9 min after: timed out", "tạm không dùng (không liên lạc"),
    ],
)
def test_what_engines_and_servers_say_is_said_in_vietnamese(message: str, sentence: str) -> None:
    assert sentence in trouble(message)


def test_each_voice_that_failed_is_named_with_its_reason() -> None:
    why = 'gtts: ConnectionError: [Errno 101] Network is unreachable; piper: no voice "nu" is installed'
    said = why_not(why, [Voice("gtts", "vi"), Voice("piper", "nu")])
    assert said.startswith("Google: không liên lạc được") and "nu – Piper: giọng này chưa được cài" in said
    assert why_not("") == ""


def test_what_somebody_must_mend_is_told_from_what_passes() -> None:
    assert lasting('piper: no voice "nu" is installed') and lasting("fpt: has no key: neither")
    assert not lasting("gtts: no answer within 25 s")


@pytest.mark.parametrize(
    ("voice", "name"),
    [
        ("gtts/vi", "Google"),
        ("edge:vi-VN-HoaiMyNeural", "Hoài My – Microsoft"),
        ("piper/giong-nu", "giong-nu – Piper"),
        ("espeak/vi", "espeak"),
        ("fpt:banmai", "banmai – FPT.AI"),
        ("ours:hanoi", "hanoi – ours"),
    ],
)
def test_a_voice_has_a_name(voice: str, name: str) -> None:
    assert voice_name(voice) == name


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ('the sentence "Kính thưa bà con." is silent for 4.0 s in its middle', "Câu “Kính thưa bà con.” bị mất tiếng"),
        ("a.wav: cannot be written: the disk is full", "Ổ đĩa của máy đã đầy"),
        ("opening.wav: cannot be read (No such file or directory)", "nhạc hiệu"),
        ("voices: gtts: timed out; espeak: there is nothing to say", "Google: không liên lạc được"),
        ("the rendering broke down 3 times (status -9)", "bị gián đoạn"),
        ("KeyError: 'x'", "Chưa tạo được bản nghe"),
    ],
)
def test_a_failed_rendering_says_what_to_do(error: str, sentence: str) -> None:
    assert sentence in failure(error)


def test_every_reason_to_refuse_a_pack_has_its_words() -> None:
    assert set(PACK_FAULT) == set(PackFault)
