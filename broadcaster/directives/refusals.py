"""Why a document cannot be taken in: one error, and a code that says what to tell the officer."""

from enum import StrEnum

from broadcaster.errors import BroadcasterError


class Refusal(StrEnum):
    """What is wrong with the file; the desk has a Vietnamese sentence for each."""

    UNREADABLE = "unreadable"  # no such file, or no right to read it
    UNKNOWN_KIND = "unknown-kind"  # neither docx, pdf nor txt
    OLD_WORD = "old-word"  # .doc: save it as .docx
    TOO_LARGE = "too-large"  # the file, or what is packed in it
    BROKEN = "broken"  # named docx or pdf and is none, or damaged
    LOCKED = "locked"  # a password is needed
    SCAN = "scan"  # pictures of pages, no text
    NOT_TEXT = "not-text"  # named .txt and holds something else
    EMPTY = "empty"  # nothing to read
    TOO_SLOW = "too-slow"  # not read within the time allowed


class DocumentError(BroadcasterError):
    """A document cannot be taken in; `code` says why, the message names the file."""

    def __init__(self, code: Refusal, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.code = code
        self.name = name
