"""The way back from what was just done: offered in the notice that follows it, for one look, to whoever did it."""

from dataclasses import dataclass

from flask import session

KEPT = "way-back"


@dataclass(frozen=True, slots=True)
class WayBack:
    """What was done, in a sentence; and the form that undoes it: its address and its fields."""

    said: str
    address: str
    fields: dict[str, str]


def offer(said: str, address: str, **fields: str) -> None:
    """Say on the page that follows what was done, with the button that takes it back."""
    session[KEPT] = [said, address, fields]


def way_back() -> WayBack | None:
    """What the page that is being made has to offer; asked for once, and then no more."""
    return WayBack(*session.pop(KEPT)) if KEPT in session else None
