"""An engine's program apart: started when needed, asked in JSON lines, killed when it is late."""

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from broadcaster.errors import VoiceError

LONGEST_TEXT = 4000
SERVING = Path(__file__).with_name("serving.py")


class EngineProcess:
    """One worker program of `engine`. Requests are served one at a time; each ends within its deadline."""

    def __init__(self, engine: str, program: Path, arguments: Sequence[str] = ()) -> None:
        self._engine = engine
        self._command = [sys.executable, "-I", "-X", "utf8", str(SERVING), str(program), *arguments]
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()

    @property
    def pid(self) -> int | None:
        """The running worker, if there is one."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def ask(self, request: dict[str, Any], deadline: timedelta) -> dict[str, Any]:
        """Send `request` (with the seconds it may take) and return the answer, or raise VoiceError."""
        until = time.monotonic() + deadline.total_seconds()
        if len(request["text"]) > LONGEST_TEXT:
            raise VoiceError(self._engine, f"a sentence of more than {LONGEST_TEXT} letters", again=False)
        if not self._turn.acquire(timeout=max(0.0, deadline.total_seconds())):
            raise VoiceError(self._engine, "was busy until the deadline", again=True)
        try:
            left = until - time.monotonic()
            self._send(json.dumps({**request, "seconds": max(left, 0.0)}))
            return self._answer(until, deadline)
        finally:
            self._turn.release()

    def close(self) -> None:
        """End the worker."""
        with self._turn:
            self._end()

    def _send(self, line: str) -> None:
        for attempt in (1, 2):
            process = self._running()
            assert process.stdin is not None
            try:
                process.stdin.write(line + "\n")
                process.stdin.flush()
                return
            except OSError as error:
                self._end()
                if attempt == 2:
                    raise VoiceError(self._engine, f"its worker does not start: {error}", again=True) from error

    def _answer(self, until: float, deadline: timedelta) -> dict[str, Any]:
        try:
            line = self._answers.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            self._end()
            seconds = deadline.total_seconds()
            raise VoiceError(
                self._engine, f"no answer within {seconds:.3g} s, its worker was ended", again=True
            ) from None
        if not line:
            status = self._end()
            raise VoiceError(self._engine, f"its worker ended by itself (status {status})", again=True)
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            try:
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    encoding="utf-8",
                )
            except OSError as error:
                raise VoiceError(self._engine, f"its worker does not start: {error}", again=True) from error
            self._answers = queue.SimpleQueue()
            threading.Thread(target=_listen, args=(self._process, self._answers), daemon=True).start()
        return self._process

    def _end(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        status = process.wait()
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
        return status


class Crew:
    """Several worker programs of one engine; each request goes to one that is free, the last one used first."""

    def __init__(self, engine: str, program: Path, arguments: Sequence[str] = (), size: int = 1) -> None:
        self._engine = engine
        self._workers = [EngineProcess(engine, program, arguments) for _ in range(size)]
        self._free: queue.LifoQueue[EngineProcess] = queue.LifoQueue()
        for worker in reversed(self._workers):
            self._free.put(worker)

    @property
    def pid(self) -> int | None:
        """A running worker, if there is one."""
        return next((worker.pid for worker in self._workers if worker.pid), None)

    def ask(self, request: dict[str, Any], deadline: timedelta) -> dict[str, Any]:
        """Send `request` to a free worker and return the answer, or raise VoiceError."""
        begun = time.monotonic()
        try:
            worker = self._free.get(timeout=max(0.0, deadline.total_seconds()))
        except queue.Empty:
            raise VoiceError(self._engine, "was busy until the deadline", again=True) from None
        try:
            return worker.ask(request, deadline - timedelta(seconds=time.monotonic() - begun))
        finally:
            self._free.put(worker)

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.close()


def _listen(process: subprocess.Popen[str], answers: queue.SimpleQueue[str]) -> None:
    """Pass on what the worker says; an empty line means that it has ended."""
    assert process.stdout is not None
    with process.stdout as said, suppress(ValueError, OSError):
        for line in said:
            answers.put(line)
    answers.put("")
