"""A voice service as voices.toml describes it: four ways to answer, every way to fail, and keys that stay secret."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.errors import SettingsError, VoiceError
from broadcaster.settings import PROJECT
from broadcaster.sound import decode
from broadcaster.station import Voice
from broadcaster.tts import Surroundings, VoiceResting, engine, engines
from broadcaster.tts.described import Description, described
from broadcaster.tts.service import Service
from tests.fakes.google import Answer, Google
from tests.fakes.service import KEY, ServiceAnswer, service

VOICE = Voice("plain", "ban-mai")
DEADLINE = timedelta(seconds=4)
SENTENCE = "Công an không làm việc qua điện thoại."
LONG = "Thời gian gần đây, trên địa bàn phường, một số đối tượng giả danh công an, cán bộ phường, nhân viên ngân hàng."

WAYS = """
[plain]
url = "{address}/plain"
headers = {{ apikey = "{{secret.TEST_KEY}}", voice = "{{voice}}", "Content-Type" = "text/plain; charset=utf-8" }}
text = "{{text}}"
letters = 60

[base64]
url = "{address}/base64"
headers = {{ apikey = "{{secret.TEST_KEY}}" }}
json = {{ text = "{{text}}", speed = "{{rate}}" }}
sound = "sound"

[link]
url = "{address}/link"
headers = {{ apikey = "{{secret.TEST_KEY}}" }}
form = {{ text = "{{text}}" }}
link = "data.0.url"
pause = 0.05

[poll]
url = "{address}/poll"
headers = {{ apikey = "{{secret.TEST_KEY}}" }}
json = {{ text = "{{text}}" }}
id = "result.id"
ask_again = "{address}/ask/{{id}}"
link = "result.link"
pause = 0.05
"""

Mood = Callable[[Answer, str], None]
Running = tuple[Google, dict[str, Description]]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with service() as server:
        file = tmp_path_factory.mktemp("config") / "voices.toml"
        file.write_text(WAYS.format(address=server.address), encoding="utf-8")
        yield server, described(file)


@pytest.fixture(scope="module")
def plain(running: Running) -> Iterator[Service]:
    made = Service(running[1]["plain"], Path("nowhere"))
    yield made
    made.close()


@pytest.fixture
def server(running: Running, monkeypatch: pytest.MonkeyPatch) -> Google:
    monkeypatch.setenv("BROADCASTER_TEST_KEY", KEY)
    running[0].mood = ServiceAnswer.speak
    running[0].asked.clear()
    running[0].looks.clear()
    return running[0]


def failure(engine: Service, folder: Path) -> VoiceError:
    """The error, after seeing that it came in time and that no file was left."""
    begun = time.monotonic()
    with pytest.raises(VoiceError) as failed:
        engine.speak(SENTENCE, VOICE, folder / "said.wav", DEADLINE)
    assert time.monotonic() - begun <= DEADLINE.total_seconds() + 1
    assert not list(folder.iterdir())
    return failed.value


@pytest.mark.parametrize("way", ["plain", "base64", "link", "poll"])
def test_each_way_of_answering_gives_the_sound(server: Google, running: Running, tmp_path: Path, way: str) -> None:
    made = Service(running[1][way], tmp_path)
    made.speak(SENTENCE, Voice(way, "ban-mai"), tmp_path / "said.wav", DEADLINE)
    made.close()
    assert server.asked == [SENTENCE]
    assert decode(tmp_path / "said.wav").duration > timedelta(seconds=1.5)


def test_a_long_sentence_goes_in_the_pieces_the_service_takes(server: Google, plain: Service, tmp_path: Path) -> None:
    plain.speak(LONG, VOICE, tmp_path / "said.wav", timedelta(seconds=10))
    assert " ".join(server.asked) == LONG
    assert all(len(piece) <= 60 for piece in server.asked)


TROUBLE: list[tuple[object, str, bool]] = [
    (Answer.hang, "no answer within", True),
    (Answer.drip, "no answer within", True),
    (Answer.drip_headers, "no answer within", True),
    (Answer.broken, "500", True),
    (Answer.forbidden, "403", False),
    (Answer.page, "text/html", True),
    (Answer.elsewhere, "302", True),
    (Answer.half, "IncompleteRead|broke off", True),
    (Answer.half_the_sound, "too short|breaks off", True),
    (Answer.empty, "without a sound|not a sound", True),
    (Answer.huge, "more than 10000000 bytes", True),
    (Answer.noise, "not a sound|too short|silent", True),
    (Answer.other_text, "too short", True),
    (Answer.reset, "reset|Reset|RemoteDisconnected|aborted", True),
    (ServiceAnswer.playlist, "not a sound", True),
]


@pytest.mark.parametrize(("mood", "why", "again"), TROUBLE, ids=lambda value: getattr(value, "__name__", None))
def test_a_misbehaving_service_ends_in_time_with_the_reason(
    server: Google, plain: Service, tmp_path: Path, mood: Mood, why: str, again: bool
) -> None:
    server.mood = mood
    error = failure(plain, tmp_path)
    assert any(part in str(error) for part in why.split("|")), str(error)
    assert error.again is again


def test_a_service_that_asks_for_rest_is_left_alone_even_after_a_restart(
    server: Google, running: Running, tmp_path: Path
) -> None:
    server.mood = Answer.too_many
    for _ in range(2):
        made = Service(running[1]["plain"], tmp_path, notes=tmp_path / "notes")
        with pytest.raises(VoiceResting, match=r"120 s|another 1"):
            made.speak(SENTENCE, VOICE, tmp_path / "said.wav", DEADLINE)
        made.close()
    assert len(server.asked) == 1


def test_a_sound_that_never_gets_ready_ends_at_the_deadline(server: Google, running: Running, tmp_path: Path) -> None:
    def nowhere(answer: Answer, text: str) -> None:
        answer.reply(b'{"data": [{"url": "' + server.address.encode() + b'/gone"}]}')

    server.mood = nowhere
    made = Service(running[1]["link"], tmp_path)
    assert "no answer within" in str(failure(made, tmp_path))
    made.close()


@pytest.mark.parametrize("link", ["file:///etc/passwd", "ftp://127.0.0.1/a.wav", "/etc/passwd", ""])
def test_a_link_that_leads_elsewhere_is_not_followed(
    server: Google, running: Running, tmp_path: Path, link: str
) -> None:
    server.mood = lambda answer, text: answer.reply(b'{"data": [{"url": "' + link.encode() + b'"}]}')
    made = Service(running[1]["link"], tmp_path)
    assert "link" in str(failure(made, tmp_path))
    made.close()


def test_without_a_key_nothing_is_asked(
    server: Google, plain: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BROADCASTER_TEST_KEY")
    with pytest.raises(VoiceError, match="BROADCASTER_TEST_KEY") as refused:
        plain.speak(SENTENCE, VOICE, tmp_path / "said.wav", DEADLINE)
    assert not refused.value.again
    assert not server.asked


def test_a_key_may_stand_in_a_file_that_only_its_owner_reads(
    server: Google, running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BROADCASTER_TEST_KEY")
    (tmp_path / "TEST_KEY").write_text(f"{KEY}\n")
    (tmp_path / "TEST_KEY").chmod(0o644)
    made = Service(running[1]["plain"], tmp_path)
    with pytest.raises(VoiceError, match="0600"):
        made.speak(SENTENCE, VOICE, tmp_path / "out" / "said.wav", DEADLINE)
    (tmp_path / "TEST_KEY").chmod(0o600)
    made.speak(SENTENCE, VOICE, tmp_path / "out" / "said.wav", DEADLINE)
    made.close()


def test_a_key_never_stands_in_an_error(server: Google, running: Running, tmp_path: Path) -> None:
    server.mood = ServiceAnswer.talks_of_the_key
    made = Service(running[1]["base64"], tmp_path)
    said = str(failure(made, tmp_path))
    made.close()
    assert "quota of … is used up" in said
    assert KEY not in said


def test_the_shipped_descriptions_are_sound_and_name_their_keys(tmp_path: Path) -> None:
    shipped = described(PROJECT / "config" / "voices.toml")
    assert sorted(shipped) == ["fpt", "vbee", "viettel", "zalo"]
    assert all(about.secrets and about.voice for about in shipped.values())
    made = engine("fpt", Surroundings(services=PROJECT / "config" / "voices.toml", secrets=tmp_path))
    with pytest.raises(VoiceError, match="has no key"):
        made.speak(SENTENCE, Voice("fpt", "banmai"), tmp_path / "said.wav", DEADLINE)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[a]\nurl = "http://example.invalid/"\ntext = "{text}"', "a.url: must begin with https://"),
        ('[a]\nurl = "https://example.invalid/"', "does not say where {text} goes"),
        ('[a]\nurl = "https://example.invalid/{text}"\nurll = "x"', "a.urll: is not a setting"),
        ('[a]\nurl = "https://example.invalid/{texd}{text}"', "{texd} is not known"),
        ('[a]\nurl = "https://example.invalid/{text}"\nletters = 5', "a.letters: must be from 20 to 4000"),
        ('[a]\nurl = "https://example.invalid/{text}"\nletters = "5"', "a.letters: has the wrong type"),
        ('[a]\nurl = "https://example.invalid/{text}"\nid = "x"', "ask_again needs id"),
        ('[espeak]\nurl = "https://example.invalid/{text}"', "none of this program's own engines"),
        ("[a", "voices.toml"),
    ],
)
def test_a_wrong_description_is_refused_naming_its_key(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "voices.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        described(tmp_path / "voices.toml")
    assert any(fault in one for one in refused.value.faults), refused.value.faults


def test_a_wrong_description_does_not_take_the_other_voices_away(tmp_path: Path) -> None:
    (tmp_path / "voices.toml").write_text("[a", encoding="utf-8")
    made = engines([Voice("a", ""), Voice("espeak", "vi")], Surroundings(services=tmp_path / "voices.toml"))
    with pytest.raises(VoiceError, match=r"voices\.toml"):
        made["a"].speak(SENTENCE, Voice("a", ""), tmp_path / "said.wav", DEADLINE)
    made["espeak"].speak(SENTENCE, Voice("espeak", "vi"), tmp_path / "said.wav", DEADLINE)
    made["espeak"].close()
