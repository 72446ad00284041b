"""The program in which a voice engine serves: one request a line on stdin, one answer a line on stdout, both JSON.

It loads the engine's own file, which stands alone (no import from this package), and asks it for the function that
answers: `answering(*arguments)`. The station writes with each request the seconds it may take, and ends the process
when it is late; a request that outlives its seconds ends the process even if nobody is left to do so.
Started as: python serving.py ENGINE_worker.py [ARGUMENT …]
"""

import importlib.util
import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

Answering = Callable[[dict[str, Any]], dict[str, Any]]

LATE = 3
"""The exit status of a process that outlived its request's seconds."""


def main(program: str, *arguments: str) -> None:
    """Serve until stdin closes."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever an engine prints must not look like an answer
    answer = _engine(Path(program), arguments)
    for line in sys.stdin:
        request = json.loads(line)
        watch = threading.Timer(request["seconds"] + 1, os._exit, (LATE,))
        watch.daemon = True
        watch.start()
        answered = answer(request)
        watch.cancel()
        print(json.dumps(answered), file=out, flush=True)


def _engine(program: Path, arguments: tuple[str, ...]) -> Answering:
    found = importlib.util.spec_from_file_location(program.stem, program)
    assert found is not None and found.loader is not None
    worker = importlib.util.module_from_spec(found)
    sys.modules[program.stem] = worker  # a dataclass looks for its module there
    found.loader.exec_module(worker)
    answering: Answering = worker.answering(*arguments)
    return answering


if __name__ == "__main__":
    main(*sys.argv[1:])
