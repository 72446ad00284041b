"""A process of its own that writes to the store and says each row it has been told is safe."""

import sys
from datetime import timedelta

from broadcaster.errors import Conflict
from broadcaster.store import Store
from tests.broadcaster.store.steps import aired, an_airing
from tests.builders import LAN, NOW, script


def keep_logging(store: Store, first: int) -> None:
    """Airings without end; each number is printed once its entry is acknowledged."""
    number = first
    while True:
        entry = aired(store, number)
        print(entry.number, entry.chain, flush=True)  # noqa: T201 - the test reads it
        number += 1


def add_paragraphs(store: Store, name: str, times: int) -> None:
    """Read the bulletin, add a paragraph, write it back; who comes second reads again."""
    (bulletin,) = store.bulletins()
    for number in range(times):
        while True:
            bulletin = store.bulletin(bulletin.id)
            longer = script(text=f"{bulletin.script.text}\n{name}-{number}")
            try:
                store.edit_bulletin(bulletin.id, bulletin.version, longer, LAN, NOW + timedelta(seconds=number))
                break
            except Conflict:
                continue


def claim_airings(store: Store, keys: int) -> None:
    """Begin every airing there is; each one that this process may sound is printed."""
    for number in range(keys):
        if store.begin_airing(an_airing(f"day-{number}/morning")):
            print(number, flush=True)  # noqa: T201 - the test reads it


if __name__ == "__main__":
    url, deed, *rest = sys.argv[1:]
    opened = Store(url, "hoa-mau", timedelta(seconds=30))
    if deed == "log":
        keep_logging(opened, int(rest[0]))
    elif deed == "claim":
        claim_airings(opened, int(rest[0]))
    else:
        add_paragraphs(opened, rest[0], int(rest[1]))
