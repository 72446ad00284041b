"""The program in which an engine serves: what it prints is no answer, and it does not outlive its request."""

import json
import subprocess
import sys
from pathlib import Path

from broadcaster.tts import serving

ENGINE = """
import time

def answering(greeting):
    print("an engine says all kinds of things")
    def answer(request):
        print("and says more")
        time.sleep(request["long"])
        return {"said": f"{greeting} {request['text']}"}
    return answer
"""


def served(folder: Path, *requests: dict[str, object]) -> subprocess.CompletedProcess[str]:
    """An engine of the tests, asked and then left alone by its station; stdin stays open to it until it ends."""
    engine = folder / "greeting_worker.py"
    engine.write_text(ENGINE, encoding="utf-8")
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    command = [sys.executable, "-I", "-X", "utf8", str(Path(serving.__file__)), str(engine), "xin chào"]
    return subprocess.run(command, input=lines, capture_output=True, encoding="utf-8", timeout=30)


def test_each_request_is_answered_in_its_turn_and_nothing_else_is_said(tmp_path):
    done = served(tmp_path, *({"text": word, "long": 0, "seconds": 5} for word in ("bà con", "cô bác")))
    assert done.returncode == 0
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"said": "xin chào bà con"},
        {"said": "xin chào cô bác"},
    ]
    assert done.stderr.count("and says more") == 2


def test_a_request_that_outlives_its_seconds_ends_the_program_though_nobody_is_left_to_do_so(tmp_path):
    done = served(tmp_path, {"text": "bà con", "long": 25, "seconds": 0})
    assert (done.returncode, done.stdout) == (serving.LATE, "")
