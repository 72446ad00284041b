"""`broadcaster simulate`: what it prints, how it ends, and that a violation says how to see it again."""

import json
from datetime import UTC, datetime

import pytest

from broadcaster.cli import main
from broadcaster.cli.simulate import tell
from broadcaster.simulation import report
from broadcaster.simulation.evidence import Violation
from broadcaster.simulation.life import Result, slope


def test_a_clean_life_ends_with_nothing_and_tells_its_counts(capsys):
    assert main(["simulate", "--days", "2", "--seed", "4"]) == 0
    told = capsys.readouterr()
    for part in ("seed 4: 2 days", "log entries", "how it went: ", "what went wrong: ", "memory: ", "days a second"):
        assert part in told.out
    assert "violations: 0, every promise was kept" in told.out
    assert "day 2 of 2" in told.err, "it says how far it is while it runs"


def test_as_json_it_holds_the_same_and_the_command_to_see_it_again(capsys):
    assert main(["simulate", "--days", "2", "--seed", "4", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["days"] == 2 and told["violations"] == [] and told["slots"] > 0
    assert told["again"] == "broadcaster simulate --days 2 --seed 4"
    assert len(told["history"]) == 64 and told["days_per_second"] > 0


def test_days_that_are_no_number_are_refused_in_one_sentence(capsys):
    for option, wrong in (("--days", "0"), ("--days", "4000"), ("--days", "many"), ("--seed", "one")):
        with pytest.raises(SystemExit) as end:
            main(["simulate", option, wrong])
        assert end.value.code == 2
        assert option in capsys.readouterr().err


def a_result(*violations, memory=()):
    return Result(seed=9, days=180, seconds=60.0, violations=list(violations), memory=list(memory))


def test_each_violation_is_one_line_with_its_seed():
    broken = Violation("never two", datetime(2027, 1, 5, 6, 31, tzinfo=UTC), "north: two sounds at once")
    (line,) = [line for line in report.lines(a_result(broken)) if line.startswith("VIOLATION")]
    assert line == (
        "VIOLATION never two 2027-01-05 06:31:00: north: two sounds at once [broadcaster simulate --days 180 --seed 9]"
    )


def test_the_most_frequent_comes_first_and_no_code_word_is_left_as_it_is():
    result = a_result()
    result.counts = {"outcome: cut_in": 3, "outcome: complete": 40, "reason: none": 40, "reason: urgent": 3, "slots": 9}
    said = "\n".join(report.lines(result))
    assert "40 complete, 3 cut in" in said and "3 urgent" in said and "none" not in said


def test_a_broken_promise_ends_the_command_with_one(capsys):
    broken = a_result(Violation("hours", datetime(2027, 1, 5, 3, 15, tzinfo=UTC), "north: a sound at night"))
    assert tell(broken, False) == 1 and tell(a_result(), False) == 0
    assert "VIOLATION hours 2027-01-05 03:15:00: north: a sound at night" in capsys.readouterr().out


def test_memory_that_grows_is_told_from_memory_that_is_flat():
    steady = a_result(memory=[(day, 70 + 0.001 * day, 0) for day in range(0, 181, 18)])
    leaking = a_result(memory=[(day, 70 + 0.5 * day, 0) for day in range(0, 181, 18)])
    assert slope(steady) < 0.01 and 0.49 < slope(leaking) < 0.51
    assert "flat" in "\n".join(report.lines(steady)) and "GROWING" in "\n".join(report.lines(leaking))
