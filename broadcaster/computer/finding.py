"""One thing about the PC that was looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """One thing: `fit` None where nobody here can tell. `code` has its sentences in broadcaster/wording.py."""

    code: str
    fit: bool | None
    detail: str = ""
