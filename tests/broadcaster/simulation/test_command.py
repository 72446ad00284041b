"""`broadcaster simulate`: what it prints, how it ends, and that a violation says how to see it again."""

import json
from datetime import UTC, datetime

from broadcaster.cli import main
from broadcaster.simulation import report
from broadcaster.simulation.evidence import Violation
from broadcaster.simulation.life import Result, slope


def test_a_clean_life_ends_with_nothing_and_tells_its_counts(capsys):
    assert main(["simulate", "--days", "2", "--seed", "4"]) == 0
    said = capsys.readouterr().out
    for part in ("seed 4: 2 days", "log entries", "outcome: ", "fault: ", "memory: ", "days a second", "violations: 0"):
        assert part in said


def test_as_json_it_holds_the_same_and_the_command_to_see_it_again(capsys):
    assert main(["simulate", "--days", "2", "--seed", "4", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["days"] == 2 and told["violations"] == [] and told["slots"] > 0
    assert told["again"] == "broadcaster simulate --days 2 --seed 4"
    assert len(told["history"]) == 64 and told["days_per_second"] > 0


def test_days_that_are_no_number_are_refused_in_one_sentence(capsys):
    for wrong in ("0", "4000", "many"):
        try:
            main(["simulate", "--days", wrong])
        except SystemExit as end:
            assert end.code == 2
        assert "--days" in capsys.readouterr().err


def a_result(*violations, memory=()):
    return Result(seed=9, days=180, seconds=60.0, violations=list(violations), memory=list(memory))


def test_each_violation_is_one_line_with_its_seed():
    broken = Violation("never two", datetime(2027, 1, 5, 6, 31, tzinfo=UTC), "north: two sounds at once")
    (line,) = [line for line in report.lines(a_result(broken)) if line.startswith("VIOLATION")]
    assert line == (
        "VIOLATION never two 2027-01-05 06:31:00: north: two sounds at once [broadcaster simulate --days 180 --seed 9]"
    )


def test_memory_that_grows_is_told_from_memory_that_is_flat():
    steady = a_result(memory=[(day, 70 + 0.001 * day, 0) for day in range(0, 181, 18)])
    leaking = a_result(memory=[(day, 70 + 0.5 * day, 0) for day in range(0, 181, 18)])
    assert slope(steady) < 0.01 and 0.49 < slope(leaking) < 0.51
    assert "flat" in "\n".join(report.lines(steady)) and "GROWING" in "\n".join(report.lines(leaking))
