"""Killed at any instant between the drawer and the database: one outcome for each airing, neither more nor fewer."""

import os
import random
import signal
import time
from itertools import count
from pathlib import Path

import pytest

from broadcaster.air.settling import settle_open
from broadcaster.airing import Outcome
from tests.broadcaster.air.ledger.ledgers import a_ledger, end
from tests.broadcaster.air.locking import held
from tests.broadcaster.store.steps import SECOND, an_airing
from tests.fakes.clock import FakeClock
from tests.ward import SIX, open_ward

ROUNDS = 25


def air_without_end(folder: Path, first: int, said: int) -> None:
    """The daemon that is killed: it says what it has begun and what it has ended, each after it was told so."""
    clock = FakeClock(SIX)
    ledger = a_ledger(folder, clock)
    os.write(said, b"ready 0\n")
    ledger.flush()
    for number in count(first):
        airing = an_airing(f"day-{number}/morning")
        if not ledger.begin_airing(airing):
            continue  # the one that was killed had begun it and was not heard to say so
        os.write(said, f"begun {number}\n".encode())
        ledger.progress(airing.id, SECOND, airing.planned)
        end(ledger, airing)
        os.write(said, f"ended {number}\n".encode())
        clock.wait(6 * SECOND)
        ledger.flush()


def killed_after(folder: Path, first: int, seconds: float) -> list[tuple[str, int]]:
    """What a daemon had said when it was killed."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            air_without_end(folder, first, writes)
        finally:
            os._exit(1)
    os.close(writes)
    ready = os.read(reads, 8)
    time.sleep(seconds)  # the kill has to come at some instant of real time
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reads, "rb") as pipe:
        lines = [line.split() for line in (ready + pipe.read()).decode().splitlines()]
    return [(what, int(number)) for what, number in lines]


@pytest.mark.timeout(120)
def test_one_outcome_for_each_airing_however_the_station_dies(tmp_path: Path) -> None:
    ward = open_ward(tmp_path)
    database = tmp_path / "station.db"
    ward.store.close()
    chance = random.Random(7)
    first, begun, ended = 0, set(), set()
    for _ in range(ROUNDS):
        if chance.random() < 0.6:
            with held(database):
                told = killed_after(tmp_path, first, chance.uniform(0.05, 0.4))
        else:
            told = killed_after(tmp_path, first, chance.uniform(0.02, 0.15))
        begun |= {number for what, number in told if what == "begun"}
        ended |= {number for what, number in told if what == "ended"}
        first = max(begun, default=-1) + 1
        ward.clock.wait(10 * SECOND)
        reborn = a_ledger(tmp_path, ward.clock)
        again = an_airing(f"day-{first - 1}/morning")
        assert not begun or not reborn.begin_airing(again), "what was begun is not begun again"
        reborn.store.close()
    reborn = a_ledger(tmp_path, ward.clock)
    assert reborn.flush()
    settle_open(ward.store, ward.clock.now())
    outcomes = {entry.occurrence: entry.outcome for entry in ward.log()}
    assert len(begun) > 5 and len(outcomes) == len(ward.log())
    assert {f"day-{number}/morning" for number in begun} <= set(outcomes)
    assert all(outcomes[f"day-{number}/morning"] is Outcome.COMPLETE for number in ended)
    assert ward.store.open_airings() == [] and not list((tmp_path / "ledger").glob("*.json"))
    assert ward.store.verify()[0] == len(outcomes)
