"""The [hooks] of station.toml: commands for the hardware around a slot, such as the relay of an amplifier."""

import shlex
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from broadcaster.settings import reading as read
from broadcaster.settings.reading import TomlReading

Command = tuple[str, ...]
"""A program and its arguments; never a line for a shell."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """What is run before and after a slot, how long before it, and how long one command may take."""

    before: tuple[Command, ...] = ()
    after: tuple[Command, ...] = ()
    ahead: timedelta = timedelta(seconds=20)
    patience: timedelta = timedelta(seconds=10)


def hooks_of(file: TomlReading) -> Hooks:
    """The table [hooks]; faults are noted in `file`."""
    table = file.table("hooks")
    hooks = Hooks(
        before=file.take(table, "hooks", "before_slot", (), read.list_of(_command)),
        after=file.take(table, "hooks", "after_slot", (), read.list_of(_command)),
        ahead=timedelta(seconds=file.take(table, "hooks", "seconds_before", 20, read.whole(0, 600))),
        patience=timedelta(seconds=file.take(table, "hooks", "timeout_seconds", 10, read.whole(1, 60))),
    )
    file.leftovers(table, "hooks")
    return hooks


def _command(value: Any) -> Command:
    """One command as words; ValueError says what is wrong with it."""
    words = tuple(shlex.split(read.some_text(value)))
    if not words:
        raise ValueError("must name a program")
    return words
