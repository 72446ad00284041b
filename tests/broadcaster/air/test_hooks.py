"""Hooks for hardware: real commands before and after a slot, killed when they hang, run after a crash too."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.air.hooks import Switchboard
from broadcaster.settings.hooks import Hooks
from tests.builders import at, occurrence, station
from tests.fakes.clock import FakeClock

MORNING = occurrence().key


def command(line: str) -> tuple[str, ...]:
    return ("sh", "-c", line)


class Relay:
    """An amplifier whose relay is a line in a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[str | None] = []
        self.clock = FakeClock(at("06:29:30"))

    def board(self, patience: float = 10, **changes: tuple[tuple[str, ...], ...]) -> Switchboard:
        usual = {
            "before": (command(f'echo "on $BROADCASTER_SLOT $BROADCASTER_ZONE" >> {self.folder}/relay'),),
            "after": (command(f'echo "off $BROADCASTER_SLOT $BROADCASTER_ZONE" >> {self.folder}/relay'),),
        }
        hooks = Hooks(**(usual | changes), ahead=timedelta(seconds=20), patience=timedelta(seconds=patience))
        return Switchboard(hooks, station(), self.folder / "hooks.json", self.clock, self.told.append)

    def lines(self) -> list[str]:
        file = self.folder / "relay"
        return file.read_text().splitlines() if file.exists() else []


@pytest.fixture
def relay(tmp_path):
    return Relay(tmp_path)


def done(board: Switchboard) -> None:
    """Until every command that was asked for has ended."""
    board._work.put(None)
    if board._worker is not None:
        board._worker.join(20)
    board._worker = None


def test_the_amplifier_is_switched_on_before_the_slot_and_off_after_it(relay):
    board = relay.board()
    board.look(lambda one: True, False)
    assert relay.lines() == [], "half a minute ahead is too early"
    relay.clock.to(at("06:29:41"))
    board.look(lambda one: True, False)
    board.look(lambda one: True, False)
    done(board)
    assert relay.lines() == [f"on {MORNING} all"]
    relay.clock.to(at("06:45:01"))
    board.look(lambda one: True, True)
    assert len(relay.lines()) == 1, "something sounds still"
    board.look(lambda one: True, False)
    done(board)
    assert relay.lines() == [f"on {MORNING} all", f"off {MORNING} all"]
    assert relay.told == [None, None]


def test_a_slot_without_a_programme_leaves_the_amplifier_asleep(relay):
    board = relay.board()
    relay.clock.to(at("06:30"))
    board.look(lambda one: False, False)
    done(board)
    assert relay.lines() == []


def test_after_a_crash_the_amplifier_is_switched_off_at_the_start(relay):
    relay.clock.to(at("06:29:50"))
    board = relay.board()
    board.look(lambda one: True, False)
    done(board)
    relay.clock.to(at("06:35"))
    reborn = relay.board()
    reborn.settle()
    done(reborn)
    assert len(relay.lines()) == 1, "its slot is open: it stays on"
    relay.clock.to(at("07:30"))
    reborn = relay.board()
    reborn.settle()
    done(reborn)
    assert relay.lines()[1:] == [f"off {MORNING} all"]
    again = relay.board()
    again.settle()
    done(again)
    assert len(relay.lines()) == 2, "and only once"


def test_an_order_switches_on_and_off_at_once(relay):
    board = relay.board()
    board.before("order/1", ("north", "south"))
    board.after("order/1")
    board.after("order/1")
    done(board)
    assert relay.lines() == ["on order/1 north south", "off order/1 north south"]


def test_a_command_that_hangs_is_killed_with_all_it_has_started_and_is_a_fault(relay, tmp_path):
    hangs = command(f"sleep 60 & echo $! > {tmp_path}/pid; wait")
    board = relay.board(patience=0.5, before=(hangs, command(f"echo second >> {tmp_path}/relay")))
    began = time.monotonic()
    board.before(MORNING, ("all",))
    assert time.monotonic() - began < 0.2, "the sound does not wait for it"
    done(board)
    assert relay.lines() == ["second"]
    assert relay.told == ["before_slot: sh: killed after 0.5 s"]
    child = Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}/stat")
    assert not child.exists() or child.read_text().split()[2] == "Z"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (command("echo no relay here >&2; exit 3"), "before_slot: sh: ended with 3, no relay here"),
        (("/no/such/relay",), "before_slot: relay: No such file or directory"),
    ],
)
def test_a_command_that_fails_is_a_fault_until_one_succeeds(relay, line, why):
    board = relay.board(before=(line,))
    board.before(MORNING, ("all",))
    board.after(MORNING)
    done(board)
    assert relay.told == [why, None]


def test_nothing_of_a_command_is_read_by_a_shell(relay, tmp_path):
    board = relay.board(before=(("touch", f"{tmp_path}/a; touch {tmp_path}/b"),))
    board.before(MORNING, ("all",))
    done(board)
    assert not (tmp_path / "b").exists()


def test_when_the_station_ends_the_amplifier_is_switched_off(relay):
    board = relay.board()
    board.before(MORNING, ("all",))
    board.close(20)
    assert relay.lines() == [f"on {MORNING} all", f"off {MORNING} all"]
    assert relay.board()._on == {}


def test_a_torn_note_is_no_note(relay, tmp_path):
    (tmp_path / "hooks.json").write_text('{"2026-11-23/mor')
    board = relay.board()
    board.settle()
    done(board)
    assert relay.lines() == []


def test_what_is_over_leaves_the_amplifier_on_while_it_is_on_for_something_else(relay):
    board = relay.board()
    board.before("order", ("north", "south"))
    board.before(MORNING, ("all",))
    board.after("order")
    done(board)
    assert relay.lines() == ["on order north south", f"on {MORNING} all"]
    board.after(MORNING)
    done(board)
    assert relay.lines()[2:] == [f"off {MORNING} all north south"], "and at last everything is switched off"


def test_after_a_crash_too_the_amplifier_stays_on_for_the_slot_that_is_open(relay):
    board = relay.board()
    board.before("order", ("all",))
    board.before(MORNING, ("all",))
    done(board)
    relay.clock.to(at("06:35"))
    reborn = relay.board()
    reborn.settle()
    relay.clock.to(at("06:45:01"))
    reborn.look(lambda one: True, False)
    done(reborn)
    assert relay.lines()[2:] == [f"off {MORNING} all"]
