"""Fuzzing of what reads strangers' files: scripts, documents, recordings. BROADCASTER_FUZZ=50 looks fifty times longer.

Whatever comes in, an answer or one of our own errors comes out, and nothing is left in memory or on the disk that was
not asked for.
"""

import os
import random
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcaster import directives, scripts
from broadcaster.directives import DocumentError
from broadcaster.errors import RecordingRefused, ScriptError
from broadcaster.proofreading import proofread
from broadcaster.settings import PROJECT
from broadcaster.sound.recording import take_in
from tests.broadcaster.directives import paper
from tests.broadcaster.sound.test_recording import packed

TIMES = max(1, int(os.environ.get("BROADCASTER_FUZZ", "1")))
SHIPPED = sorted((PROJECT / "scripts_vi").glob("*.md"))
DOCUMENTS = sorted((PROJECT / "tests" / "broadcaster" / "directives" / "documents").glob("*.txt"))
SEED = 20261122


def looked(times: int) -> settings:
    return settings(max_examples=times * TIMES, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def mangled(draw: st.DrawFn, text: str) -> str:
    """A true text with stretches taken out, doubled, or written over by anything."""
    for _ in range(draw(st.integers(1, 6))):
        begin = draw(st.integers(0, len(text)))
        end = min(len(text), begin + draw(st.integers(0, 60)))
        text = text[:begin] + draw(st.one_of(st.text(max_size=30), st.just(text[begin:end] * 2))) + text[end:]
    return text


@st.composite
def scripts_gone_wrong(draw: st.DrawFn) -> str:
    return draw(mangled(draw(st.sampled_from(SHIPPED)).read_text("utf-8")))


@looked(250)
@given(st.one_of(scripts_gone_wrong(), st.text(max_size=400)))
def test_any_text_is_a_script_or_a_script_error(text: str) -> None:
    try:
        script = scripts.parse(text, "thu.md")
    except ScriptError as why:
        assert "thu.md" in str(why)
        return
    assert script.title and script.text
    assert scripts.parse(scripts.write(script), "thu.md") == script, "what was read can be written and read again"


@st.composite
def documents_gone_wrong(draw: st.DrawFn) -> str:
    return draw(mangled(draw(st.sampled_from(DOCUMENTS)).read_text("utf-8")))


@looked(60)
@given(st.one_of(documents_gone_wrong(), st.text(max_size=2000)))
def test_any_text_is_read_for_its_duties_and_quotes_only_itself(text: str) -> None:
    try:
        document = directives.pasted(text)
    except DocumentError:
        return
    reading = directives.read(document.text, document.sha256)
    assert reading.sha256 == document.sha256


PIECES = (
    *("a", "á ", "A.", "AB ", "1", "1.", "1,", "1/", "1-", "–", "m2", "1h", "1e9", "1.000.", "0912 ", "ngày 1/1 ", "…"),
    *("Điều 1 ", "số 1/QĐ-", "1. ", "- ", "| ", "\n", "(", '"', "%", "@", "a@a.", "http://", "{ward} "),
    *("từ ngày ", "2 lần/ngày ", "loa phát thanh ", "III ", "tỷ ", "+++\n", "---\n"),
)
LENGTH, CPU_SECONDS = 5000, 5.0
"""Characters; seconds of processor time that reading them may take. A bulletin has 20,000 characters at most."""


@pytest.mark.parametrize("piece", PIECES)
def test_the_same_piece_over_and_over_costs_no_more_than_other_text(piece: str) -> None:
    """What makes a pattern go back and try again, for a long time, is repetition."""
    text = (piece * LENGTH)[:LENGTH]
    head = SHIPPED[0].read_text("utf-8").rpartition("+++")[0]
    ways = (lambda: scripts.parse(f"{head}+++\n{text}", "thu.md"), lambda: proofread(text), lambda: _directive(text))
    for read in ways:
        begun = time.process_time()
        with suppress(ScriptError, DocumentError):
            read()
        assert time.process_time() - begun < CPU_SECONDS


def _directive(text: str) -> None:
    document = directives.pasted(text)
    directives.read(document.text, document.sha256)


def spoiled(whole: bytes, dice: random.Random) -> bytes:
    """The file with bytes changed, cut out, doubled, or its end missing."""
    made = bytearray(whole)
    for _ in range(dice.choice((1, 3, 20, 200))):
        place = dice.randrange(len(made))
        match dice.randrange(4):
            case 0:
                made[place] = dice.randrange(256)
            case 1:
                del made[place : place + dice.randrange(1, 64)]
            case 2:
                made[place:place] = made[max(0, place - 64) : place]
            case _ if len(made) > 512:
                del made[dice.randrange(256, len(made)) :]
        made = made or bytearray(b"\0")
    return bytes(made)


@pytest.mark.parametrize("kind", ["docx", "pdf", "txt"])
def test_a_spoiled_document_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    """Word and PDF files are opened in a process apart, so each takes a moment."""
    dice = random.Random(SEED)
    text = DOCUMENTS[0].read_text("utf-8")
    good = {"docx": paper.word, "pdf": lambda text: paper.pdf(text, tmp_path), "txt": str.encode}[kind](text)
    for _ in range((3 if kind != "txt" else 100) * TIMES):
        try:
            document = directives.take_in(spoiled(good, dice), f"van-ban.{kind}")
        except DocumentError:
            continue
        assert len(document.sha256) == 64


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "MP3"])
def test_a_spoiled_recording_becomes_our_own_sound_or_is_refused_and_leaves_nothing(kind: str) -> None:
    dice = random.Random(SEED)
    good = packed(kind)
    for _ in range(2 * TIMES):
        with tempfile.TemporaryDirectory() as place:
            incoming, ours = Path(place, "incoming"), Path(place, "ours")
            try:
                made = take_in(spoiled(good, dice), f"thu.{kind.lower()}", incoming, ours, longest=timedelta(minutes=2))
            except RecordingRefused as why:
                assert str(why)
                assert not [path for path in ours.rglob("*") if path.is_file()]
            else:
                assert made.path.read_bytes()[:4] == b"RIFF"
