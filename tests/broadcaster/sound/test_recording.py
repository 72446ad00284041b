"""Recordings: every usual kind becomes our own WAV; whatever is no sound, or too much of it, is refused."""

import io
import os
import random
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcaster.errors import SoundError
from broadcaster.sound import recording_worker
from broadcaster.sound.loudness import loudness, true_peak
from broadcaster.sound.recording import Level, Recording, take_in
from broadcaster.sound.samples import decode, sha256
from tests.fakes.voice import RATE, tones

SAID = "bà con chú ý giữ kín mã xác thực của mình"


def voice(strength: float = 1.0, silence: float = 2.0) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    said = np.array(tones(SAID), dtype=np.float64) / 32768 * strength
    quiet = np.zeros(round(silence * RATE))
    return np.concatenate([quiet, said, quiet])


def packed(kind: str, strength: float = 1.0) -> bytes:
    held = io.BytesIO()
    soundfile.write(held, voice(strength), RATE, format=kind.upper())
    return held.getvalue()


def m4a(folder: Path) -> bytes:
    import imageio_ffmpeg

    wav, out = folder / "voice.wav", folder / "voice.m4a"
    soundfile.write(wav, voice(), RATE)
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", wav, "-c:a", "aac", out], check=True)
    return out.read_bytes()


def taken(folder: Path, content: bytes, name: str = "ghi âm.mp3") -> Recording:
    return take_in(content, name, folder / "incoming", folder / "rendered")


@pytest.mark.parametrize("kind", ["mp3", "wav", "flac", "ogg", "m4a"])
def test_every_usual_kind_becomes_our_own_wav_at_the_loudness_of_the_street(tmp_path: Path, kind: str) -> None:
    content = m4a(tmp_path) if kind == "m4a" else packed(kind)
    made = taken(tmp_path, content, f"ghi âm.{kind}")
    info = soundfile.info(made.path)
    assert (info.samplerate, info.channels, info.subtype, info.format) == (48_000, 1, "PCM_16", "WAV")
    assert made.path == tmp_path / "rendered" / f"{sha256(made.path)}.wav"
    assert loudness(decode(made.path)) == pytest.approx(-14, abs=1)
    assert true_peak(decode(made.path)) <= -1.5
    spoken = len(tones(SAID)) / RATE
    assert made.duration.total_seconds() == pytest.approx(0.25 + spoken + 1.5, abs=0.3), "the silence around it is gone"
    assert made.original.read_bytes() == content
    assert made.original.parent == tmp_path / "incoming"


def test_the_same_recording_brought_twice_is_kept_once(tmp_path: Path) -> None:
    first, second = taken(tmp_path, packed("flac"), "a.flac"), taken(tmp_path, packed("flac"), "b.flac")
    assert first == second
    assert len(list((tmp_path / "rendered").iterdir())) == len(list((tmp_path / "incoming").iterdir())) == 1


@pytest.mark.parametrize(("strength", "level"), [(0.01, Level.QUIET), (0.7, Level.FINE), (3.4, Level.LOUD)])
def test_how_loud_it_came_in_is_told(tmp_path: Path, strength: float, level: Level) -> None:
    assert taken(tmp_path, packed("wav", strength), "a.wav").level is level


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/a.wav", "C:\\Windows\\a.wav", "/etc/passwd.wav", "a\x00b.wav", ".wav"]
)
def test_a_name_that_leads_elsewhere_leads_nowhere(tmp_path: Path, name: str) -> None:
    made = taken(tmp_path, packed("wav"), name)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(files) == sorted([made.path, made.original])


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("a.mp3", b"x")
    return held.getvalue()


HOSTILE: list[tuple[str, bytes, str]] = [
    ("list.mp3", b"#EXTM3U\nhttp://192.0.2.1/stranger.mp3\n", "leads elsewhere"),
    ("list.mp3", b"ffconcat version 1.0\nfile /etc/passwd\n", "leads elsewhere"),
    ("list.wav", b"\xef\xbb\xbf[playlist]\nFile1=http://192.0.2.1/a\n", "leads elsewhere"),
    ("page.mp3", b"<!DOCTYPE html><title>Wi-Fi</title>", "leads elsewhere"),
    ("list.m4a", b"<?xml version='1.0'?><MPD/>", "leads elsewhere"),
    ("bomb.flac", archive(), "an archive"),
    ("bomb.wav", b"\x1f\x8b" + bytes(100), "an archive"),
    ("script.mp3", b"#!/bin/sh\nrm -rf /\n", "no sound this station knows"),
    ("empty.wav", b"", "no sound this station knows"),
    ("a.exe", packed("wav"), "is not called"),
    ("a", packed("wav"), "is not called"),
    ("half.flac", packed("flac")[:300], "decoded|holds no sound|less than"),
    ("head.wav", packed("wav")[:44], "no sound"),
    ("head.mp3", b"ID3" + bytes(500), "cannot be decoded"),
    ("noise.m4a", b"\x00\x00\x00\x20ftypM4A " + bytes(range(256)) * 8, "cannot be decoded"),
    ("noise.ogg", b"OggS" + bytes(range(256)) * 8, "cannot be decoded"),
]


@pytest.mark.parametrize(("name", "content", "why"), HOSTILE, ids=[f"{name} {why}" for name, _, why in HOSTILE])
def test_what_is_no_sound_is_refused_with_a_sentence_and_not_kept(
    tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    with pytest.raises(SoundError, match=why) as refused:
        taken(tmp_path, content, name)
    assert str(refused.value).startswith(f"{name}: ")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_ten_hours_in_a_small_file_are_refused_before_they_are_decoded(tmp_path: Path) -> None:
    with soundfile.SoundFile(tmp_path / "long.flac", "w", 8000, 1, format="FLAC") as file:
        for _ in range(600):
            file.write(np.zeros(8000 * 60, dtype=np.int16))
    assert (tmp_path / "long.flac").stat().st_size < 1_000_000
    with pytest.raises(SoundError, match=r"long\.flac: is 600\.0 min long, longer than 15 min"):
        take_in(tmp_path / "long.flac", "long.flac", tmp_path / "in", tmp_path / "out")


def test_silence_is_no_recording(tmp_path: Path) -> None:
    held = io.BytesIO()
    soundfile.write(held, np.zeros(5 * RATE), RATE, format="WAV")
    with pytest.raises(SoundError, match="no sound"):
        taken(tmp_path, held.getvalue(), "a.wav")


def test_a_header_that_lies_about_its_length_does_not_fill_the_disk(tmp_path: Path) -> None:
    source = tmp_path / "given.wav"
    soundfile.write(source, voice(), RATE)
    with pytest.raises(recording_worker.Refused, match="longer than"):
        recording_worker.decoded(source, "wav", tmp_path / "ours.wav", 2.0)


CORRUPT = """
import random, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import recording_worker as worker
worker.bounded(60)
folder, dice, done = Path(sys.argv[2]), random.Random(20261122), 0
for source in sorted(folder.glob("good.*")):
    content, kind = source.read_bytes(), source.suffix[1:]
    for number in range(int(sys.argv[3])):
        spoiled = bytearray(content)
        for _ in range(dice.choice([1, 10, 200])):
            spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
        if dice.random() < 0.3:
            del spoiled[dice.randrange(len(spoiled)) :]
        (folder / "bad").write_bytes(spoiled)
        try:
            worker.decoded(folder / "bad", kind, folder / "ours.wav", 60)
        except worker.Refused as refused:
            assert len(str(refused)) < 200
        done += 1
# Not ru_maxrss: it also counts what the process was before this program began in it.
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(done, int(status["VmHWM"].split()[0]) // 1024)
"""


def test_a_thousand_corrupted_files_end_with_a_sound_or_a_sentence(tmp_path: Path) -> None:
    for kind in ("mp3", "wav", "flac", "ogg"):
        (tmp_path / f"good.{kind}").write_bytes(packed(kind))
    program = Path(recording_worker.__file__).parent
    done = subprocess.run(
        [sys.executable, "-I", "-c", CORRUPT, str(program), str(tmp_path), "250"],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    count, megabytes = done.stdout.split()
    assert int(count) == 1000
    assert int(megabytes) < 300


def test_corrupted_m4a_files_end_with_a_sound_or_a_sentence(tmp_path: Path) -> None:
    dice, content = random.Random(20261122), m4a(tmp_path)
    for _ in range(6):
        spoiled = bytearray(content)
        for _ in range(50):
            spoiled[dice.randrange(12, len(spoiled))] = dice.randrange(256)
        try:
            assert taken(tmp_path, bytes(spoiled), "a.m4a").duration > timedelta()
        except SoundError as refused:
            assert str(refused).startswith("a.m4a: ")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can take the network away")
def test_the_decoder_reaches_no_network_and_little_memory() -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import recording_worker as worker; worker.bounded(60)\n"
        "from pathlib import Path; print([line.split(':')[0].strip() for line in open('/proc/self/net/dev')][2:])\n"
        "try: bytearray(600_000_000)\nexcept MemoryError: print('bounded')"
    )
    folder = Path(recording_worker.__file__).parent
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, str(folder)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == ["['lo']", "bounded"]
