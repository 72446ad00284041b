"""How words of this country's offices are said: the shipped lists with the ward's own laid over them."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from broadcaster.vietnamese.folding import fold
from broadcaster.vietnamese.patterns import Pattern
from broadcaster.vietnamese.syllables import old_placement
from broadcaster.vietnamese.word_list import plain_tables

SHIPPED: Final = Path(__file__).parent / "data"
_HEAD = Pattern(r"[^\W_]+")
# What may stand in a spoken form beside letters.
_SPEECH = frozenset(" ,.;:?!")
_TABLES = ("abbreviations", "loanwords", "senses", "documents", "issuers", "fields", "spellings", "words")


class DictionaryError(ValueError):
    """A pronunciation file cannot be used; says which file, which key and what stands there."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of an ambiguous abbreviation and the company it keeps."""

    said: str
    # Beginnings of what follows, and words that end just before; empty means anything.
    following: tuple[str, ...] = ()
    preceding: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One written form and its meanings, the first that fits being said."""

    written: str
    senses: tuple[Sense, ...]
    # "ward", "abbreviation" or "loanword": the rule named in an explanation.
    kind: str


Index = dict[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Everything that is looked up rather than worked out."""

    exact: Index
    any_case: Index
    documents: Mapping[str, str]
    issuers: Mapping[str, str]
    fields: Mapping[str, str]
    # Two-word spellings: the unmarked form -> the right spelling.
    compounds: Mapping[str, str]
    mistakes: Mapping[str, str]
    # Foreign-looking words that need no respelling: names of places and peoples.
    known: frozenset[str]
    plain: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, *paths: Path) -> "Dictionary":
        """The shipped lists with these files laid over them, the last one on top."""
        dictionary = _shipped()
        for path in paths:
            for written, said in _ward_words(path).items():
                dictionary = dictionary.with_entry(written, said)
        return dictionary

    def with_entry(self, written: str, said: str) -> "Dictionary":
        """The same dictionary in which one written form is always said in one way."""
        check_entry(written, said)
        # The text has been cleaned when it is looked up, so the entry must have the same form.
        written, said = _one_form(written), _one_form(said)
        entry = Entry(written, (Sense(said),), "ward")
        if written.islower():
            return replace(self, any_case=_with(self.any_case, entry, lower=True))
        return replace(self, exact=_with(self.exact, entry, lower=False))


def _one_form(text: str) -> str:
    return old_placement(unicodedata.normalize("NFC", text))


def check_entry(written: str, said: str) -> None:
    """Refuse an entry that could not be found in a text, or that would not be speech."""
    if not _HEAD.match(written.strip()) or written != written.strip() or len(written) > 80 or "\n" in written:
        raise DictionaryError(f"{written!r}: what is written must begin with a letter or a digit, on one line")
    if not said.strip() or len(said) > 300 or not all(c.isalpha() or c in _SPEECH for c in _one_form(said)):
        raise DictionaryError(f"{written!r}: what is said must be words, not {said!r}")


def _with(index: Index, entry: Entry, *, lower: bool) -> Index:
    written = entry.written.lower() if lower else entry.written
    head = _head(written)
    others = tuple(e for e in index.get(head, ()) if (e.written.lower() if lower else e.written) != written)
    ranked = sorted((replace(entry, written=written), *others), key=lambda e: -len(e.written))
    return {**index, head: tuple(ranked)}


def _head(written: str) -> str:
    found = _HEAD.match(written)
    return found[0] if found else written


def _index(entries: Iterable[Entry]) -> Index:
    gathered: dict[str, list[Entry]] = {}
    for entry in entries:
        gathered.setdefault(_head(entry.written), []).append(entry)
    return {head: tuple(sorted(found, key=lambda e: -len(e.written))) for head, found in gathered.items()}


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a pronunciation file; every fault names the file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DictionaryError(f"{path}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise DictionaryError(f"{path}: is not UTF-8 text (byte {error.start})") from error
    if (tables := plain_tables(text)) is not None:
        return tables
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DictionaryError(f"{path}: {error}") from error


def _ward_words(path: Path) -> dict[str, str]:
    words: dict[str, str] = {}
    for name, table in read_toml(path).items():
        if name not in ("words", "abbreviations", "loanwords") or not isinstance(table, dict):
            raise DictionaryError(f"{path}: {name}: unknown; entries belong under [words]")
        for written, said in table.items():
            if not isinstance(said, str):
                raise DictionaryError(f"{path}: {name}.{written}: a text is wanted, not {said!r}")
            try:
                check_entry(written, said)
            except DictionaryError as error:
                raise DictionaryError(f"{path}: {name}.{error}") from error
            words[written] = said
    return words


def _senses(rows: list[dict[str, str]]) -> tuple[Sense, ...]:
    return tuple(
        Sense(
            row["said"],
            tuple(row["next"].split("|")) if "next" in row else (),
            tuple(row["prev"].split("|")) if "prev" in row else (),
            "unsure" not in row,
        )
        for row in rows
    )


@lru_cache(maxsize=1)
def _shipped() -> Dictionary:
    tables: dict[str, dict[str, Any]] = {name: {} for name in _TABLES}
    for path in sorted(SHIPPED.glob("*.toml")):
        for name, table in read_toml(path).items():
            tables[name] |= table
    plain = tables["abbreviations"]
    entries = [Entry(key, (Sense(said),), "abbreviation") for key, said in plain.items() if key not in tables["senses"]]
    entries += [Entry(key, _senses(rows), "abbreviation") for key, rows in tables["senses"].items()]
    loans = [Entry(key.lower(), (Sense(said),), "loanword") for key, said in tables["loanwords"].items()]
    spelling = tables["spellings"]
    return Dictionary(
        exact=_index(e for e in entries if not e.written.islower()),
        any_case=_index([e for e in entries if e.written.islower()] + loans),
        documents=tables["documents"],
        issuers=tables["issuers"],
        fields=tables["fields"],
        compounds=_compounds(spelling.get("compounds", "")),
        mistakes=dict(pair.split(" = ") for pair in spelling.get("mistakes", [])),
        known=frozenset(spelling.get("known", "").split()),
        plain=plain,
    )


def _compounds(listed: str) -> dict[str, str]:
    words = [" ".join(pair.split()) for pair in old_placement(listed).split(",")]
    found: dict[str, str] = {}
    for word in words:
        key = fold(word)
        # Two right spellings with one unmarked form cannot correct anything.
        found[key] = word if key not in found or found[key] == word else ""
    return {key: word for key, word in found.items() if key and word}
