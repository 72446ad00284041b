"""A remark on one stretch of a script."""

from dataclasses import dataclass
from enum import StrEnum

CAPITAL = "[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
"""A Vietnamese capital letter: the code points of capitals and small letters alternate, so no range holds them."""

SMALL = CAPITAL.replace("A-Z", "a-z").lower()
"""A Vietnamese small letter."""


class Concern(StrEnum):
    """What a remark is about; the Vietnamese sentence for each stands in web/words.py."""

    PHONE = "phone"  # a private telephone number
    IDENTITY = "identity"  # the number of an identity card
    ACCOUNT = "account"  # a private bank account
    PERSON = "person"  # a full name together with what finds its bearer
    OUTDATED = "outdated"  # law, office or paper that is no longer in force
    LENGTH = "length"  # a sentence nobody follows from the street
    READING = "reading"  # a word no voice reads well
    ADVERTISING = "advertising"  # a notice that sells something


@dataclass(frozen=True, slots=True)
class Remark:
    """`written` stands from `start` to `end` of the text; `hint` is what to write instead, or why ("" for neither)."""

    concern: Concern
    start: int
    end: int
    written: str
    hint: str = ""
