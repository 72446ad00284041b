"""The desk's other tongues: `update` gathers what is new, `check` names what is missing, `compile` makes what is read.

    python -m tools.translations update     # after a change of templates or words; what nobody says any more goes
    python -m tools.translations check      # exit code 1 and a line for each message that is missing or wrong
    python -m tools.translations compile    # desk.po -> desk.mo, which the desk reads; both are kept in the tree

A message that needs another word at one place gets an entry of its own with that place as its msgctxt.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import web  # the tables of words join in when their modules are imported
from web.tongue import catalogue, chosen, gathering

assert web


def file_of(tongue: str, ending: str) -> Path:
    """The catalogue of a tongue: "po" is written by people, "mo" read by the desk."""
    return catalogue.FOLDER / tongue / "LC_MESSAGES" / f"{catalogue.DOMAIN}.{ending}"


def others() -> list[str]:
    """Every tongue but the one the desk is written in."""
    return [tongue for tongue in chosen.TONGUES if tongue != chosen.SOURCE]


def read(tongue: str) -> Catalog:
    """What is translated; an empty catalogue for a new tongue."""
    file = file_of(tongue, "po")
    if not file.exists():
        return Catalog(locale=tongue, domain=catalogue.DOMAIN)
    with file.open("rb") as stream:
        return read_po(stream, locale=tongue, domain=catalogue.DOMAIN)


def updated(tongue: str) -> Catalog:
    """The catalogue with exactly what is said now; a translation is kept as long as its message is."""
    before = read(tongue)
    now = Catalog(locale=tongue, domain=catalogue.DOMAIN, fuzzy=False, project="broadcaster")
    now.header_comment = "# The desk in another tongue; the messages are what it says in Vietnamese."
    now.mime_headers = before.mime_headers if before._messages else now.mime_headers
    for text, places in gathering.messages().items():
        known = before.get(text)
        spots = [(place, None) for place in places]
        now.add(text, known.string if known else "", locations=spots)
        for place in places:
            if own := before.get(text, place):
                now.add(text, own.string, locations=[(place, None)], context=place)
    return now


def update(tongue: str) -> None:
    """Write the catalogue anew."""
    made = updated(tongue)
    file = file_of(tongue, "po")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_po(stream, made, width=120, include_lineno=False)
    print(f"{tongue}: {len(made)} messages, {sum(not one.string for one in made if one.id)} to translate")


def faults(tongue: str) -> Iterator[str]:
    """One line for each message that is missing, wrong, or no longer said."""
    before, said = read(tongue), gathering.messages()
    for text in said:
        known = before.get(text)
        if known is None:
            yield f"{text!r} ({said[text][0]}): is not in the catalogue; run update"
            continue
        yield from (f"{text!r} ({said[text][0]}): {fault}" for fault in gathering.faults(text, str(known.string)))
    for one in before:
        if one.id and (one.id not in said or (one.context and one.context not in said[str(one.id)])):
            yield f"{one.id!r}: nobody says this any more; run update"
        if one.fuzzy and one.id:
            yield f"{one.id!r}: is marked as fuzzy"


def compile_one(tongue: str) -> None:
    """Make the file the desk reads."""
    with file_of(tongue, "mo").open("wb") as stream:
        write_mo(stream, read(tongue))


def main() -> int:
    """Do what was asked for, in every tongue."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("deed", choices=("update", "check", "compile"))
    deed = parser.parse_args().deed
    for tongue in others():
        if deed == "update":
            update(tongue)
        elif deed == "compile":
            compile_one(tongue)
        elif found := list(faults(tongue)):
            print("\n".join(found), file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
