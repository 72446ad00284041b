"""Taking turns before the desk: one after another, in order, and nobody waits behind somebody who takes long."""

import threading
from collections.abc import Iterable
from typing import Any

from tests.web.cast import House
from web.turns import Turns

PATIENCE = 10.0
"""Seconds after which a test gives up; nothing here takes a hundredth of it."""


class Counter:
    """A desk that answers when it is told to, and writes down who was inside with whom."""

    def __init__(self) -> None:
        self.inside: set[str] = set()
        self.together: list[frozenset[str]] = []
        self.entered: list[str] = []
        self.came = {name: threading.Event() for name in "abc"}
        self.may_go = {name: threading.Event() for name in "abc"}

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        name = environ["PATH_INFO"]
        self.inside.add(name)
        self.entered.append(name)
        self.together.append(frozenset(self.inside))
        self.came[name].set()
        assert self.may_go[name].wait(PATIENCE)
        self.inside.remove(name)
        return [name.encode()]


def _ask(turns: Turns, name: str, answers: list[bytes]) -> threading.Thread:
    def go() -> None:
        answers.extend(turns({"PATH_INFO": name}, None))

    thread = threading.Thread(target=go)
    thread.start()
    return thread


def _until_waiting(turns: Turns, how_many: int) -> None:
    looked = threading.Event()
    while len(turns._waiting) < how_many:
        looked.wait(0.001)


def test_one_comes_after_another_in_the_order_they_asked() -> None:
    desk = Counter()
    turns, answers = Turns(desk, longest=PATIENCE), list[bytes]()
    threads = [_ask(turns, "a", answers)]
    assert desk.came["a"].wait(PATIENCE)
    for number, name in enumerate("bc", start=1):
        threads.append(_ask(turns, name, answers))
        _until_waiting(turns, number)
    for name in "abc":
        desk.may_go[name].set()
    for thread in threads:
        thread.join(PATIENCE)

    assert desk.entered == ["a", "b", "c"]
    assert desk.together == [frozenset("a"), frozenset("b"), frozenset("c")]
    assert sorted(answers) == [b"a", b"b", b"c"]


def test_who_takes_long_is_overtaken_and_takes_no_turn_away_from_others() -> None:
    desk = Counter()
    turns, answers = Turns(desk, longest=0.01), list[bytes]()
    slow = _ask(turns, "a", answers)
    assert desk.came["a"].wait(PATIENCE)
    beside = _ask(turns, "b", answers)
    assert desk.came["b"].wait(PATIENCE)  # although a is still there
    desk.may_go["b"].set()
    beside.join(PATIENCE)
    after = _ask(turns, "c", answers)
    assert desk.came["c"].wait(PATIENCE)
    for name in "ac":
        desk.may_go[name].set()
    slow.join(PATIENCE)
    after.join(PATIENCE)

    assert desk.entered == ["a", "b", "c"]
    assert sorted(answers) == [b"a", b"b", b"c"]
    assert turns._has_turn is None


def test_a_defect_passes_the_turn_on() -> None:
    def broken(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        raise OSError("no")

    turns = Turns(broken, longest=PATIENCE)
    for _ in range(3):
        try:
            turns({}, None)
        except OSError:
            continue
        raise AssertionError("the defect was swallowed")
    assert turns._has_turn is None


def test_the_desk_answers_through_its_turns_as_it_answers_without_them(house: House) -> None:
    from werkzeug.test import Client

    import web

    served = Client(web.turns.Turns(house.app)).get("/dang-nhap")
    assert served.status_code == 200
    assert "Đăng nhập" in served.text
