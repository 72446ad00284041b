"""What a page of settings is made of: its fields, how each is typed, and what is said when a value is wrong."""

from dataclasses import dataclass, field
from enum import StrEnum


class Form(StrEnum):
    """How a value is typed."""

    TEXT = "text"
    LONG = "long"
    WHOLE = "whole"
    DECIMAL = "decimal"
    YES = "yes"
    CHOICE = "choice"
    TIME = "time"
    DAYS = "days"
    LINES = "lines"
    TICKS = "ticks"
    VOICES = "voices"


@dataclass(frozen=True, slots=True)
class Field:
    """One setting: `key` as in station.toml, `wrong` the sentence under it when its value cannot be used."""

    key: str
    label: str
    form: Form
    wrong: str = "Giá trị này chưa đúng. Hãy xem gợi ý rồi nhập lại."
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    least: float | None = None
    most: float | None = None
    step: str = ""

    @property
    def name(self) -> str:
        """What the field is called in the form: dots would be awkward in a page."""
        return self.key.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Section:
    """One page of settings; `when` says when a change is heard."""

    title: str
    lead: str
    icon: str
    fields: tuple[Field, ...] = field(default=())
    when: str = "soon"
