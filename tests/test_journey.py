"""One script to the loudspeaker, the log and back to the desk: every part real, the ear a recording of the sink."""

import os
import re
import signal
import subprocess
import sys
import time
import wave
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import requests

from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Status
from tests.listening import prove
from tests.running import PASSWORD, RunningStation, wait_for
from tests.soundcard import SoundCard

pytestmark = pytest.mark.audio

SHORT = "Kính thưa bà con. Công an không làm việc qua điện thoại. Hãy gác máy và báo cho tổ dân phố."
LONG = (
    "Tuần qua, một cụ bà trong phường nhận điện thoại báo trúng thưởng xe máy. Người gọi đòi đóng phí trước khi giao "
    "quà. Cụ hỏi con cháu rồi mới trả lời, nhờ vậy còn nguyên tiền dưỡng già. Chuyện ấy nhắc chúng ta điều gì? Quà cho "
    "không bao giờ bắt nộp tiền. Ai giục giã chuyển khoản, người ấy đáng ngờ. Trước khi làm gì, nên hỏi thêm một người "
    "thân, hoặc ghé trụ sở tổ dân phố gần nhà."
)
SEATS = (("admin", "Đỗ Quang", "quang"), ("author", "Nguyễn Thị Lan", "lan"), ("approver", "Trần Văn Minh", "minh"))


def test_a_script_goes_the_whole_way_to_the_street(running: RunningStation, sound_card: SoundCard) -> None:
    printed = running.start()
    code = re.search(r"one-time code: (\S+)", printed)
    assert code and f"http://127.0.0.1:{running.port}" in printed

    first = running.browser()
    first.get("/")
    seats = {f"{role}_name": name for role, name, _ in SEATS}
    seats |= {f"{role}_username": username for role, _, username in SEATS}
    seats |= {f"{role}_password": PASSWORD for role, _, _ in SEATS}
    first.post("/thiet-lap", code=code[1], **seats)

    lan = running.browser().sign_in("lan")
    lan.get("/ban-tin/moi")
    fields = {"kind": "news", "topic": "T01", "priority": "normal"}
    lan.post("/ban-tin/moi", title="Cảnh giác cuộc gọi lạ", text=SHORT, then="hear", **fields)
    key = lan.at.rpartition("/")[2]
    sound = wait_for(lambda: re.search(r"/am-thanh/([0-9a-f]{64})\.wav", lan.get(f"/ban-tin/{key}")), 60)
    version = re.search(r'name="version" value="(\d+)"', lan.page)
    assert version
    lan.post(f"/ban-tin/{key}/gui-duyet", version=version[1])

    minh = running.browser().sign_in("minh")
    minh.get(f"/cho-duyet/{key}")
    heard = minh.session.get(minh.address + sound[0], timeout=10)
    assert heard.headers["Content-Type"] == "audio/wav" and heard.content[:4] == b"RIFF"
    minh.post(f"/ban-tin/{key}/da-nghe", sha256=sound[1])
    minh.post(f"/cho-duyet/{key}", sha256=sound[1], verdict="approve")
    (bulletin,) = running.store.bulletins(status=Status.APPROVED)
    assert str(bulletin.id) == key and bulletin.rendition is not None

    running.stop()
    slot = running.set_slot(timedelta(seconds=20))
    running.start()
    lan = running.browser().sign_in("lan")
    lan.get(f"/ban-tin/{key}")
    with sound_card.record() as recording:
        lan.post(f"/lich-phat/xep/{key}", slot="morning", day=slot.date().isoformat())
        assert "Cảnh giác cuộc gọi lạ" in lan.get("/")
        wait_for(lambda: "ĐANG PHÁT" in lan.get("/manh/dang-phat"), 40)
        (entry,) = running.entries(1, 60)
        time.sleep(0.5)
    (play,) = prove(bulletin.rendition.path, recording.samples).whole
    onset = recording.instant(play.onset)
    assert abs(onset - slot) < timedelta(milliseconds=150)
    assert play.heard > 0.99 and not play.gaps

    assert (entry.outcome, entry.reason) == (Outcome.COMPLETE, Reason.NONE)
    assert entry.planned == slot and entry.started is not None
    assert abs(entry.started - onset) < timedelta(milliseconds=100)
    assert (entry.author_name, entry.approver_name, entry.operator_name) == (
        "Nguyễn Thị Lan",
        "Trần Văn Minh",
        "Nguyễn Thị Lan",
    )
    page = lan.get("/nhat-ky")
    assert "Cảnh giác cuộc gọi lạ" in page and "Phát đủ" in page
    assert running.run("log", "verify").stdout.startswith("the play log is whole: 1 entries")


def test_stop_on_the_desk_is_silence_within_half_a_second(running: RunningStation, sound_card: SoundCard) -> None:
    bulletin = running.approved(LONG)
    running.set_slot(timedelta(seconds=14))
    running.start()
    lan = running.browser().sign_in("lan")
    lan.get("/")
    with sound_card.record() as recording:
        wait_for(lambda: [now for now in running.store.on_air() if now.state == "sounding"], 40)
        time.sleep(2)
        pressed = time.time()
        lan.post("/dung-phat")
        (entry,) = running.entries(1, 20)
        time.sleep(1.5)
    samples = recording.samples
    last = max(i for i in range(0, len(samples), 480) if abs(samples[i : i + 480].astype(int)).max() > 60)
    assert recording.instant(last / 48000).timestamp() - pressed < 0.5
    assert (entry.outcome, entry.reason, entry.detail) == (Outcome.STOPPED, Reason.BY_PERSON, "Nguyễn Thị Lan")
    assert entry.heard < bulletin.rendition.duration / 2


def test_a_daemon_killed_mid_bulletin_falls_silent_and_the_log_says_where(
    running: RunningStation, sound_card: SoundCard
) -> None:
    running.approved(LONG)
    running.approved(SHORT, "Bản tin thứ hai")
    running.set_slot(timedelta(seconds=14))
    running.start()
    with sound_card.record() as recording:
        wait_for(lambda: [now for now in running.store.on_air() if now.heard_seconds > 3], 40)
        (daemon,) = running.pids("daemon")
        os.kill(daemon, signal.SIGKILL)
        killed = time.time()
        first, second = running.entries(2, 60)
        time.sleep(0.5)
    assert (first.outcome, first.reason) == (Outcome.PARTIAL, Reason.KILLED)
    assert timedelta(seconds=2) < first.heard < timedelta(seconds=8) and "s of" in first.detail
    assert second.outcome is Outcome.COMPLETE, "the rest of the programme goes on"
    assert {first.title, second.title} == {"Cảnh giác cuộc gọi lạ", "Bản tin thứ hai"}
    after = recording.samples[int((killed - recording.zero.timestamp() + 1) * 48000) :][:24000]
    assert abs(after.astype(int)).max() < 60, "the player dies with the daemon"
    for entry, times in ((first, 0), (second, 1)):
        rendition = running.store.bulletin(entry.bulletin).rendition
        assert rendition is not None
        assert len(prove(rendition.path, recording.samples).whole) == times, "neither was begun again"


def test_a_wav_changed_after_its_approval_is_not_played(running: RunningStation, sound_card: SoundCard) -> None:
    bulletin = running.approved(SHORT)
    assert bulletin.rendition is not None
    path = bulletin.rendition.path
    with wave.open(str(path), "rb") as sound:
        shape, samples = sound.getparams(), sound.readframes(sound.getnframes())
    path.chmod(0o600)
    with wave.open(str(path), "wb") as sound:
        sound.setparams(shape)
        sound.writeframes(samples[::-1])
    running.set_slot(timedelta(seconds=12))
    running.start()
    with sound_card.record() as recording:
        (entry,) = running.entries(1, 40)
        time.sleep(2)
    assert (entry.outcome, entry.reason) == (Outcome.FAILED, Reason.SOUND_CHANGED)
    assert abs(recording.samples.astype(int)).max() < 60
    assert not running.store.bulletin(bulletin.id).on_air_ready


def test_a_second_daemon_refuses_at_once_also_after_a_kill(running: RunningStation) -> None:
    running.start()
    for _ in range(2):
        began = time.monotonic()
        second = running.run("daemon")
        assert second.returncode == 2 and "another daemon plays" in second.stderr
        assert time.monotonic() - began < 5
        (daemon,) = running.pids("daemon")
        os.kill(daemon, signal.SIGKILL)
        wait_for(lambda old=daemon: running.pids("daemon") not in ([], [old]), 20)
        wait_for(
            lambda: (running.settings.data / "daemon.lock").read_text().strip() in map(str, running.pids("daemon")), 20
        )


def test_whatever_dies_is_started_again_and_sigterm_ends_all_within_five_seconds(running: RunningStation) -> None:
    running.start()
    for part in ("desk", "renderer", "daemon"):
        (pid,) = running.pids(part)
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda part=part, pid=pid: running.pids(part) not in ([], [pid]), 20)
    wait_for(running.answers, 20)
    assert running.stop() < 5
    assert running.pids() == []


def test_the_renderer_goes_when_nothing_is_left_and_comes_when_a_bulletin_is_submitted(running: RunningStation) -> None:
    running.start()
    wait_for(lambda: not running.pids("renderer"), 90)
    running.people()
    lan = running.browser().sign_in("lan")
    lan.get("/ban-tin/moi")
    lan.post("/ban-tin/moi", title="Bài mới", text="Kính thưa bà con.", kind="news", topic="T01", then="")
    id = lan.at.rpartition("/")[2]
    lan.get(f"/ban-tin/{id}")
    lan.post(f"/ban-tin/{id}/gui-duyet", version="1", sure="1")
    wait_for(lambda: running.store.bulletin(UUID(id)).rendition, 30)
    assert running.pids("renderer"), "whoever edits and listens again finds it still there"


def test_the_supervisor_takes_its_parts_with_it(running: RunningStation) -> None:
    running.start()
    assert running.process is not None
    running.process.kill()
    running.process.wait()
    wait_for(lambda: not running.pids(), 10)


def test_a_station_without_a_sound_card_says_so_and_goes_on(running: RunningStation, sound_card: SoundCard) -> None:
    running.approved(SHORT)
    sound_card.kill()
    running.set_slot(timedelta(seconds=12))
    running.start()
    entries = running.entries(1, 60)
    assert entries[0].outcome is Outcome.FAILED and entries[0].reason is Reason.NO_DEVICE
    assert requests.get(f"http://127.0.0.1:{running.port}/dang-nhap", timeout=5).ok


@pytest.mark.parametrize("card", ["none", "one"])
def test_the_demo_proves_what_it_says(card: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("no_sound_card" if card == "none" else "sound_card")
    began = time.monotonic()
    command = [sys.executable, "-m", "broadcaster", "demo", "--out", str(tmp_path / "out"), "--seconds", "6"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert time.monotonic() - began < 90
    import json

    (entry,) = json.loads((tmp_path / "out" / "log.json").read_text(encoding="utf-8"))
    plan = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert entry["outcome"] == "complete" and entry["title"] == plan["planned"][0]["title"]
    with wave.open(str(tmp_path / "out" / "heard.wav"), "rb") as heard:
        assert heard.getnframes() / heard.getframerate() > entry["wanted"]
        samples = heard.readframes(heard.getnframes())
    assert max(samples[1::2]) > 8, "something was heard"
