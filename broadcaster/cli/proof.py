"""lint: look scripts and plain texts over before anyone submits them."""

import argparse
import sys
from pathlib import Path

from broadcaster.cli.commands import Commands, add, add_json, print_json
from broadcaster.errors import BadInput

_SAID = {
    "phone": "a private telephone number",
    "identity": "an identity number",
    "account": "a private bank account",
    "person": "a full name beside what finds its bearer",
    "outdated": "no longer in force",
    "length": "a sentence too long to follow",
    "reading": "a word no voice reads well",
    "advertising": "words that sell something",
}


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Declare lint."""
    lint = add(commands, common, "lint", _lint, "look scripts over: personal data, what is outdated, length, selling")
    lint.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a script (.md) or a UTF-8 text")
    lint.add_argument("--outdated", type=Path, metavar="LIST.toml", help="a list of one's own of what is out of force")
    add_json(lint)


def _lint(args: argparse.Namespace) -> int:
    from broadcaster.proofreading import proofread
    from broadcaster.vietnamese import Dictionary

    own = args.config / "pronunciation.toml"
    dictionary = Dictionary.load(*([own] if own.exists() else []))
    rows = []
    for path in args.files:
        text, above = _text(path)
        for remark in proofread(text, dictionary=dictionary, listed=args.outdated):
            line = above + text.count("\n", 0, remark.start) + 1
            rows.append({"file": str(path), "line": line, "concern": remark.concern.value, "start": remark.start,
                         "end": remark.end, "written": remark.written, "hint": remark.hint})  # fmt: skip
    if args.json:
        print_json(rows)
        return 1 if rows else 0
    for row in rows:
        hint = f" ({row['hint']})" if row["hint"] else ""
        sys.stdout.write(f"{row['file']}:{row['line']}: {_SAID[str(row['concern'])]}: {row['written']}{hint}\n")
    return 1 if rows else 0


def _text(path: Path) -> tuple[str, int]:
    """A script's text, or the whole of a plain one, and how many lines of the file stand above it."""
    from broadcaster import scripts

    try:
        whole = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as why:
        raise BadInput("file", f"{path}: not UTF-8 text (byte {why.start + 1})") from why
    if path.suffix != ".md":
        return whole, 0
    text = scripts.read(path).text
    return text, whole.count("\n", 0, max(0, whole.find(text.split("\n", 1)[0])))
