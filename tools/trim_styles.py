"""Make web/static/bootstrap.css: `python -m tools.trim_styles`, again whenever a template uses another of its classes.

It is the vendored style sheet without the rules that no page can match, a fourteenth of it. A rule stays when every
class and data-bs attribute of its selector stands in a template or a script, a custom property when a rule asks for it.
`python -m tools.trim_styles check` says whether the file is what would be made now.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent / "web"
WHOLE = WEB / "static" / "vendor" / "bootstrap.min.css"
TRIMMED = WEB / "static" / "bootstrap.css"

_NAME = re.compile(r"[A-Za-z][\w-]*")
_CLASS_LIST = re.compile(r"""class=\\?"((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)\\?\"""", re.DOTALL)
_QUOTED = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"")
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_PROPERTY = re.compile(r"(--bs-[\w-]+):[^;}]*;?")


def main() -> None:
    """Write the file, or look whether it is up to date."""
    made = trimmed(WHOLE.read_text("utf-8"), used())
    if sys.argv[1:] != ["check"]:
        TRIMMED.write_text(made, "utf-8")
    elif TRIMMED.read_text("utf-8") != made:
        sys.exit("web/static/bootstrap.css is not up to date: python -m tools.trim_styles")
    print(f"{len(made):,} of {WHOLE.stat().st_size:,} bytes")


def used() -> frozenset[str]:
    """Every name that may be a class or an attribute on a page: those of templates, scripts and drawings."""
    found: set[str] = set()
    for path in (WEB / "templates").rglob("*.html"):
        text = path.read_text("utf-8")
        inside = [*_CLASS_LIST.findall(text), *_JINJA.findall(text), *re.findall(r"data-bs-[\w-]+", text)]
        found.update(name for part in inside for name in _NAME.findall(part))
    for path in (WEB / "static").glob("*.js"):
        for one, other in _QUOTED.findall(path.read_text("utf-8")):
            found.update(_NAME.findall(one or other))
    for path in WEB.rglob("*.py"):
        found.update(name for part in _CLASS_LIST.findall(path.read_text("utf-8")) for name in _NAME.findall(part))
    return frozenset(found)


def trimmed(sheet: str, names: frozenset[str]) -> str:
    """The sheet for pages on which only these names stand."""
    kept, more = "".join(_kept(sheet, names)), ""
    while kept != more:  # a property may be asked for by another one only
        kept, more = _asked_for(kept), kept
    moves = set(re.findall(r"animation(?:-name)?:[^;}]*", kept))
    return "".join(
        text
        for head, text in _blocks(kept)
        if not head.startswith("@keyframes") or any(head.split()[1] in one for one in moves)
    )


def _asked_for(sheet: str) -> str:
    ours = (WEB / "static" / "desk.css").read_text("utf-8")
    asked = set(re.findall(r"var\(\s*(--bs-[\w-]+)", sheet + ours))
    return _PROPERTY.sub(lambda found: found[0] if found[1] in asked else "", sheet)


def _kept(sheet: str, names: frozenset[str]) -> Iterator[str]:
    for head, text in _blocks(sheet):
        if head.startswith(("@media", "@supports")):
            inside = "".join(_kept(text[text.index("{") + 1 : -1], names))
            if inside:
                yield f"{head}{{{inside}}}"
        elif head.startswith(("@", "/*")):
            yield text
        else:
            stays = [one for one in _selectors(head) if _can_match(one, names)]
            if stays:
                yield ",".join(stays) + text[len(head) :]


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Each comment, statement or block at the outermost level: what stands before its brace, and all of it."""
    at = 0
    while at < len(sheet):
        if sheet.startswith("/*", at):
            end = sheet.index("*/", at) + 2
            yield "/*", sheet[at:end]
        elif (found := re.compile(r"[^{};]*[{;]").match(sheet, at)) is None:
            return  # the line end at the bottom
        elif found[0].endswith(";"):
            end = found.end()
            yield found[0], found[0]
        else:
            end = _closing(sheet, found.end())
            yield found[0][:-1], sheet[at:end]
        at = end


def _closing(sheet: str, at: int) -> int:
    depth = 1
    while depth:
        depth += {"{": 1, "}": -1}.get(sheet[at], 0)
        at += 1
    return at


def _selectors(head: str) -> list[str]:
    """The parts between the commas, but for those in brackets."""
    return re.split(r",(?![^()]*\))", head)


def _can_match(selector: str, names: frozenset[str]) -> bool:
    bare = re.sub(r":not\([^)]*\)|\"[^\"]*\"", "", selector)
    wanted = re.findall(r"\.(-?[A-Za-z_][\w-]*)|\[(data-bs-[\w-]+)", bare)
    return all((name or attribute) in names for name, attribute in wanted)


if __name__ == "__main__":
    main()
