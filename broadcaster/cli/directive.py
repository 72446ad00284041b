"""directive read: what an official document asks of the loudspeakers, with the words it is read from."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from broadcaster.cli.commands import Commands, add, add_json, print_json

if TYPE_CHECKING:
    from broadcaster.directives import DirectiveReading, Document, Quotation


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Declare directive read."""
    directive = commands.add_parser("directive", help="official documents and what they ask of the loudspeakers")
    verbs = directive.add_subparsers(title="commands", metavar="COMMAND", required=True)
    reading = add(verbs, common, "read", _read, "read a .docx, .pdf or .txt for duties, reports, period and topics")
    reading.add_argument("file", metavar="FILE|-", help="the document, or - for text on standard input")
    add_json(reading)


def _read(args: argparse.Namespace) -> int:
    from broadcaster.directives import read, take_in

    source = sys.stdin.buffer.read() if args.file == "-" else Path(args.file)
    document = take_in(source, "standard input" if args.file == "-" else "")
    found = read(document.text, document.sha256)
    if args.json:
        print_json(found.to_json())
    else:
        sys.stdout.write("\n".join(_listing(document, found)) + "\n")
    return 0


def _listing(document: "Document", found: "DirectiveReading") -> Iterator[str]:
    """The findings for a person: value, line and words of each."""
    encoding = f" ({document.legacy})" if document.legacy else ""
    yield f"{document.name}: {document.kind}{encoding}, sha256 {document.sha256}"
    for name, fact in (("number", found.number), ("issuer", found.issuer), ("title", found.title)):
        yield f"{name + ':':<13}{fact.value if fact else '-'}"
    yield f"{'date:':<13}{found.issued.value if found.issued else '-'}"
    period = found.period.value if found.period else None
    span = f"{period.first or 'not said'} to {period.last or 'not said'}" if period else "-"
    yield f"{'period:':<13}{span}"
    yield f"{'topics:':<13}{', '.join(topic.value for topic in found.topics) or '-'}"
    for title, duties in (("loudspeaker", found.loudspeaker), ("report", found.reports)):
        if not duties:
            yield f"{title + ':':<13}-"
        for duty in duties:
            yield f"{title + ':':<13}{_said(duty.to_json())}"
            yield from _words(document, duty.source)
    for one in found.doubts:
        yield f"{'doubt:':<13}{one.about.value}"
        yield from _words(document, one.source)


def _said(values: dict[str, object]) -> str:
    hidden = ("quote", "place", "rule")
    told = [f"{name} {_plain(value)}" for name, value in values.items() if name not in hidden and value]
    return ", ".join(told) or "to be used; how often is not said"


def _plain(value: object) -> str:
    return " + ".join(map(str, value)) if isinstance(value, list) else "yes" if value is True else str(value)


def _words(document: "Document", source: "Quotation") -> Iterator[str]:
    yield f"    line {document.line_of(source.start)}: {' '.join(source.quote.split())}"
    yield f"    [{source.rule}]"
