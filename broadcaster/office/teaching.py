"""Teaching the voice a word: the ward's own dictionary, changed by people with the right to write."""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from broadcaster.errors import BadInput, NotFound, SettingsError
from broadcaster.people import Person, Right
from broadcaster.store import Store
from broadcaster.vietnamese import Dictionary, DictionaryError, clean, speakable, store_entry
from broadcaster.vietnamese.ward_file import remove_entry

_WARD_WORDS = threading.Lock()
"""Two officers who teach a word at once must not write over each other's file."""


def teach_word(store: Store, words: Path, person: Person, written: str, said: str, at: datetime) -> None:
    """Write into the ward's dictionary how a word is said; BadInput where that is no speech or would change nothing."""
    person.demand(Right.WRITE)
    written, said = (unicodedata.normalize("NFC", one.strip()) for one in (written, said))
    with _WARD_WORDS, _ward_file():
        _check_word(Dictionary.load(*[words] if words.is_file() else []), written, said)
        store_entry(words, written, said)
    store.word_taught(written, said, person, at)


def forget_word(store: Store, words: Path, person: Person, written: str, at: datetime) -> None:
    """Take a word out of the ward's dictionary: from now on it is read by the rules again."""
    person.demand(Right.WRITE)
    with _WARD_WORDS, _ward_file():
        if not remove_entry(words, written):
            raise NotFound(f"the ward's dictionary has no {written!r}")
    store.word_forgotten(written, person, at)


@contextmanager
def _ward_file() -> Iterator[None]:
    try:
        yield
    except DictionaryError as error:
        raise SettingsError([str(error)]) from error


def _check_word(book: Dictionary, written: str, said: str) -> None:
    for field, entry in (("written", (written, "a")), ("said", ("a", said))):
        try:
            book.with_entry(*entry)
        except DictionaryError as error:
            raise BadInput(field, str(error)) from error
    plain = speakable(said, Dictionary.load())
    odd = any(doubt.reason != "spelling" for doubt in plain.unsure)
    if odd or not _words(said) or _words(plain.spoken) != _words(said):
        raise BadInput("said", f"{said!r} is not what a voice can read as it stands")
    if _words(speakable(written, book.with_entry(written, said)).spoken) != _words(said):
        raise BadInput("written", f"{written!r} is read by a rule that no entry can change")


def _words(spoken: str) -> list[str]:
    return "".join(sign if sign.isalpha() else " " for sign in clean(spoken).casefold()).split()
