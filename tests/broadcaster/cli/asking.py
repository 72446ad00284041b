"""A ward at the command line: what is typed, what a command says, and with which exit code it ends."""

import io
import sys
from pathlib import Path

import pytest

from broadcaster.cli import main
from broadcaster.settings import load
from broadcaster.store import Store, open_store


class House:
    """A config folder of its own, and what a command said."""

    def __init__(self, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.config = config
        self.capsys = capsys

    def __call__(self, *words: str) -> tuple[int | str | None, str, str]:
        """Exit code, standard output, standard error."""
        try:
            code: int | str | None = main([*words, "--config", str(self.config)])
        except SystemExit as end:  # argparse's own refusals
            code = end.code
        said = self.capsys.readouterr()
        return code, said.out, said.err

    @property
    def store(self) -> Store:
        """What the commands have written."""
        loaded = load(self.config, {})
        loaded.data.mkdir(exist_ok=True)
        return open_store(loaded.database, loaded.station.id)


def type_in(monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    """Somebody types this, or a program pipes it in."""

    class Typed:
        buffer = io.BytesIO(text if isinstance(text, bytes) else text.encode())

        def isatty(self) -> bool:
            return False

        def readline(self) -> str:
            return self.buffer.readline().decode()

    monkeypatch.setattr(sys, "stdin", Typed())
