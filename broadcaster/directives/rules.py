"""The rules' own data: words, media and topics stand in data/*.toml, so that a rule can be read without the code."""

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=16)
def table(name: str) -> dict[str, Any]:
    """One data file of this package; shared, so never changed."""
    return tomllib.loads(resources.files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


def reason(rule: str) -> str:
    """Why a rule reads as it does, in one English sentence."""
    return str(table("rules")["rule"][rule])
