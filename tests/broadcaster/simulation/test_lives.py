"""Whole lives: three seeds, and every seed in which a promise was ever broken, lived again without a violation."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from broadcaster.simulation import report
from broadcaster.simulation.life import live

SEEDS = [
    (int(seed), int(days), why)
    for seed, days, why in (
        line.split(maxsplit=2)
        for line in (Path(__file__).parent / "seeds.txt").read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    )
]
ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(("seed", "days", "why"), SEEDS, ids=[f"seed-{seed}" for seed, _, _ in SEEDS])
def test_no_promise_is_broken_in_the_life_of(seed, days, why):
    result = live(seed, days)
    assert not result.violations, "\n".join(report.lines(result))
    assert result.plays > days, "a life with nothing to hear proves nothing"


def test_a_seed_is_one_life_whatever_chance_the_interpreter_has():
    def digest(hashing):
        told = subprocess.run(
            [sys.executable, "-m", "broadcaster", "simulate", "--days", "4", "--seed", "7", "--json"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hashing},
            capture_output=True,
            check=False,
        )
        return json.loads(told.stdout)["history"]

    assert digest("1") == digest("2")


def test_another_seed_is_another_life():
    assert live(1, 2).digest != live(2, 2).digest
