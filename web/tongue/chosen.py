"""Which tongue the desk speaks just now: Vietnamese, unless whoever looks at it has asked for English."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from web.tongue.own_words import SOURCE, TONGUES

__all__ = ["SOURCE", "TONGUES", "current", "speak", "translated", "vietnamese"]

_NOW: ContextVar[str] = ContextVar("tongue", default=SOURCE)


def current() -> str:
    """A key of TONGUES; Vietnamese outside a request."""
    return _NOW.get()


def translated() -> bool:
    """Whether anything but the source is spoken."""
    return _NOW.get() != SOURCE


def speak(tongue: str) -> None:
    """Speak `tongue` from here to the end of the request; what the desk does not know is Vietnamese."""
    _NOW.set(tongue if tongue in TONGUES else SOURCE)


@contextmanager
def vietnamese() -> Iterator[None]:
    """For what is kept, sent away or read to the street: Vietnamese, whoever made it."""
    before = _NOW.set(SOURCE)
    try:
        yield
    finally:
        _NOW.reset(before)
