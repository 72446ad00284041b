"""What was acknowledged survives the killing of whoever wrote it."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from broadcaster.store import Store
from tests.broadcaster.store.writer import add_paragraphs
from tests.builders import LAN, NOW, script


def writer(url: str, *args: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.broadcaster.store.writer", url, *args]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def killed_after(url: str, first: int, rows: int) -> list[str]:
    """The rows a writer was told are safe before it was killed in the middle of the next."""
    process = writer(url, "log", str(first))
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(rows)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    # A line cut in half by the kill was not said.
    return [line.strip() for line in said + rest.splitlines(keepends=True) if line.endswith("\n")]


def test_every_acknowledged_entry_is_there_after_kill_9(url: str, store: Store) -> None:
    said: list[str] = []
    for turn, rows in enumerate((1, 7, 23)):
        said += killed_after(url, 10_000 * turn, rows)
        written = {f"{entry.number} {entry.chain}" for entry in store.entries()}
        assert set(said) <= written
        assert store.verify()[0] == len(written)


def test_eight_processes_writing_at_once_lose_nothing(url: str, store: Store) -> None:
    made = store.add_bulletin(script(text="Đầu"), LAN, NOW)
    processes = [writer(url, "edit", str(name), "5") for name in range(8)]
    assert [process.wait(120) for process in processes] == [0] * 8
    for process in processes:
        process.communicate()
    text = store.bulletin(made.id).script.text.splitlines()
    assert sorted(text) == sorted(["Đầu", *(f"{name}-{number}" for name in range(8) for number in range(5))])
    assert store.bulletin(made.id).version == 41


def test_of_four_daemons_exactly_one_sounds_each_airing(url: str, store: Store) -> None:
    daemons = [writer(url, "claim", "25") for _ in range(4)]
    claimed = [number for daemon in daemons for number in daemon.communicate(timeout=120)[0].split()]
    assert sorted(claimed, key=int) == [str(number) for number in range(25)]
    assert len(store.open_airings()) == 25


def test_eight_threads_writing_at_once_lose_nothing(store: Store) -> None:
    made = store.add_bulletin(script(text="Đầu"), LAN, NOW)
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(add_paragraphs, store, str(name), 5) for name in range(8)]:
            done.result()
    assert store.bulletin(made.id).version == 41
    assert len(store.bulletin(made.id).script.text.splitlines()) == 41
