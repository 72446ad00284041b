"""Thrift with memory: what a process has made by the time it starts to work is there to stay."""

import gc


def settle_down() -> None:
    """Never again look through what is there now for what could be thrown away.

    A full look is due only after a quarter of what the last one saw: of the daemon's 70,000 objects that were megabytes
    kept for nothing, and on the desk a page now and then waited 30 ms for the look itself. The second look is the one
    by whose size the next is due.
    """
    gc.collect()
    gc.freeze()
    gc.collect()
