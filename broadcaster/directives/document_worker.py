"""The program that opens a Word or PDF file somebody brought: a process apart, bounded, without network, for one file.

It stands alone: whatever a hostile file does to its reader, it does it here.
Started as: python document_worker.py FILE docx|pdf. Says one line of JSON: {"text": …} or {"refused": a code}.
"""

import contextlib
import json
import logging
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MEMORY = 768 * 1024 * 1024
SECONDS = 25
UNPACKED = 60_000_000
PARTS = 3000
RATIO = 150
PAGES = 400
LONGEST = 2_000_000
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Refused(Exception):
    """The file cannot be taken; the message is the code."""


def bounded() -> None:
    """No more memory, time and disk than one document needs; no network where the system can take it away."""
    if sys.platform != "linux":
        return
    import ctypes
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))
    system = ctypes.CDLL(None)
    if system.unshare(NEW_NETWORK) != 0:
        system.unshare(NEW_USER | NEW_NETWORK)


def docx_lines(path: Path) -> Iterator[str]:
    """Headers of the first section, then paragraphs and tables, in the order they stand in."""
    unpacks_safely(path)
    import docx

    document = docx.Document(str(path))
    numbers = Numbers(document)
    for section in document.sections[:1]:
        for head in (section.first_page_header, section.header):
            if not head.is_linked_to_previous:
                yield from (line for line in blocks(head, numbers) if line.strip() and not line.strip().isdigit())
    yield from blocks(document, numbers)


def unpacks_safely(path: Path) -> None:
    """Refuse what unpacks to far more than it is: sizes are counted while unpacking, not believed."""
    if not zipfile.is_zipfile(path):
        raise Refused("broken")
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > PARTS:
            raise Refused("too-large")
        total = 0
        for entry in entries:
            unpacked = 0
            with archive.open(entry) as part:
                while block := part.read(1 << 16):
                    unpacked += len(block)
                    total += len(block)
                    if total > UNPACKED or (unpacked > 1 << 20 and unpacked > RATIO * max(entry.compress_size, 1)):
                        raise Refused("too-large")


class Numbers:
    """The numbers and dashes that Word writes before list items and keeps out of their text."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str]] = {}
        self.counted: dict[str, list[int]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        shapes = {one.get(f"{W}abstractNumId"): one for one in root.iter(f"{W}abstractNum")}
        for number in root.iter(f"{W}num"):
            link = number.find(f"{W}abstractNumId")
            shape = shapes.get(link.get(f"{W}val")) if link is not None else None
            for level in shape.iter(f"{W}lvl") if shape is not None else ():
                key = (number.get(f"{W}numId"), int(level.get(f"{W}ilvl")))
                self.levels[key] = (_value(level, "numFmt", "decimal"), _value(level, "lvlText", ""))

    def before(self, paragraph: Any) -> str:
        """What stands before this paragraph on the page: "- ", "2. ", "b) " or nothing."""
        found = self._place(paragraph)
        if found is None or found not in self.levels:
            return ""
        list_id, depth = found
        kind, shape = self.levels[found]
        if kind == "bullet":
            return "- " if depth == 0 else "+ "
        if kind == "none" or not shape:
            return ""
        at = self.counted.setdefault(list_id, [0] * 9)
        at[depth] += 1
        at[depth + 1 :] = [0] * (8 - depth)
        kinds = [self.levels.get((list_id, level), ("decimal", ""))[0] for level in range(9)]
        return re.sub(r"%([1-9])", lambda one: written(at[int(one[1]) - 1] or 1, kinds[int(one[1]) - 1]), shape) + " "

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        marks = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
        style = paragraph.style
        while marks is None and style is not None:
            below = style.element.find(f"{W}pPr/{W}numPr")
            if below is not None:
                marks = below
            style = style.base_style
        if marks is None:
            return None
        number, depth = marks.find(f"{W}numId"), marks.find(f"{W}ilvl")
        if number is None or number.get(f"{W}val") == "0":
            return None
        return number.get(f"{W}val"), min(8, int(depth.get(f"{W}val")) if depth is not None else 0)


def _value(level: Any, name: str, default: str) -> str:
    found = level.find(f"{W}{name}")
    return default if found is None else str(found.get(f"{W}val") or default)


def written(number: int, kind: str) -> str:
    """A list number as Word writes it."""
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        parts = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
        said = ""
        for size, letters in parts:
            count, number = divmod(number, size)
            said += letters * count
        return said.lower() if kind == "lowerRoman" else said
    return str(number)


def blocks(holder: Any, numbers: Numbers, depth: int = 0) -> Iterator[str]:
    """The lines of a document, a header or a table cell."""
    for block in holder.iter_inner_content():
        if hasattr(block, "rows"):
            if depth < 4:
                yield from table_lines(block, numbers, depth + 1)
        else:
            yield numbers.before(block) + block.text
            for inner in block._p.iter(f"{W}txbxContent"):
                yield from ("".join(run.text or "" for run in line.iter(f"{W}t")) for line in inner.iter(f"{W}p"))


def table_lines(table: Any, numbers: Numbers, depth: int) -> Iterator[str]:
    """A table of duties row by row with " | " between its cells; the columns of a letter's head one after the other."""
    rows: list[list[list[str]]] = []
    for row in table.rows:
        seen: list[Any] = []
        cells: list[list[str]] = []
        for cell in row.cells:
            if cell._tc not in seen:
                seen.append(cell._tc)
                cells.append([line for line in blocks(cell, numbers, depth) if line.strip()])
        rows.append(cells)
    layout = len(rows) <= 3 and max(map(len, rows), default=0) <= 2
    for cells in rows:
        if layout:
            for cell in cells:
                yield from cell
                yield ""
        else:
            yield "| " + " | ".join(" ".join(" ".join(cell).split()) for cell in cells) + " |"
    yield ""


def pdf_lines(path: Path) -> Iterator[str]:
    """The lines of each page, without the page's number."""
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("locked")
        if len(reader.pages) > PAGES:
            raise Refused("too-large")
        letters = 0
        for page in reader.pages:
            lines = (page.extract_text() or "").strip("\n").split("\n")
            if lines and lines[0].strip().isdigit():
                lines.pop(0)
            if lines and lines[-1].strip().isdigit():
                lines.pop()
            letters += sum(map(str.isalpha, "".join(lines)))
            yield from lines
    except (PyPdfError, KeyError, TypeError, AttributeError, IndexError, AssertionError) as error:
        raise Refused("locked" if "ncrypt" in str(error) else "broken") from error
    if letters < 20 * len(reader.pages):
        raise Refused("scan")


def read(path: Path, kind: str) -> str:
    """The whole text; Refused when it is longer than any document."""
    lines: list[str] = []
    size = 0
    for line in docx_lines(path) if kind == "docx" else pdf_lines(path):
        size += len(line) + 1
        if size > LONGEST:
            raise Refused("too-large")
        lines.append(line)
    return "\n".join(lines)


def main(source: str, kind: str) -> None:
    """Say in one line of JSON what became of it."""
    bounded()
    try:
        answer = {"text": read(Path(source), kind)}
    except Refused as error:
        answer = {"refused": str(error)}
    except MemoryError:
        answer = {"refused": "too-large"}
    except Exception:  # whatever a damaged file breaks in its reader is the same to the officer
        answer = {"refused": "broken"}
    with contextlib.suppress(OSError):
        sys.stdout.buffer.write(json.dumps(answer).encode())
        sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:3])
