"""One sentence of a template as a message: values are named, tags lose their attributes, and both are put back."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from web.tongue.catalogue import BLANK
from web.tongue.pieces import Kind, Piece, expression, literal

Say = Callable[[int, str], str]
"""From a line and a message to what is said instead."""

Write = Callable[[Piece], str]
"""A piece by itself, with the words inside it translated."""

_LETTER = re.compile(r"[^\W\d_]")
_ENTITY = re.compile(r"&#?\w+;")
_SPACE = re.compile(r"\s+")
_CODE = re.compile(r"[a-z]*-[a-z-]+\"?|.*=\".*", re.DOTALL)
"""What a block or a macro puts inside a tag: a class, an attribute."""
_MARK = re.compile(rf"{BLANK.pattern}|</?[a-z]+\d*>|\{{\{{|\}}\}}")


@dataclass(slots=True)
class Element:
    """An inline tag with what it holds."""

    open: Piece
    inside: "list[Node]" = field(default_factory=list)
    close: Piece | None = None


Node = Piece | Element


def has_words(node: Node) -> bool:
    """Whether this is text that people read."""
    if not isinstance(node, Piece) or node.kind is not Kind.TEXT or _CODE.fullmatch(node.source.strip()):
        return False
    return bool(_LETTER.search(_ENTITY.sub("", node.source)))


def said(nodes: Sequence[Node], line: int, say: Say, write: Write) -> str:
    """One sentence: its message is asked for, and what came back gets its values and tags again."""
    marks: dict[str, str] = {}
    text = _message(nodes, marks, write)
    core = text.strip()
    if not _LETTER.search(_ENTITY.sub("", _MARK.sub("", core))):
        return _put_back(text, marks)
    told = say(line, core)
    if told == core:
        return "".join(_as_written(node, write) for node in nodes)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return before + _put_back(told, marks) + after


def _as_written(node: Node, write: Write) -> str:
    if isinstance(node, Piece):
        return write(node)
    inside = "".join(_as_written(one, write) for one in node.inside)
    return write(node.open) + inside + (write(node.close) if node.close else "")


def _message(nodes: Sequence[Node], marks: dict[str, str], write: Write) -> str:
    made = []
    for node in nodes:
        if isinstance(node, Element):
            name = _name(marks, node.open.name, "<{}>", write(node.open))
            marks[f"</{name}>"] = write(node.close) if node.close else ""
            made.append(f"<{name}>{_message(node.inside, marks, write)}</{name}>")
        elif node.kind is Kind.TEXT:
            made.append(_SPACE.sub(" ", node.source).replace("{", "{{").replace("}", "}}"))
        else:
            shape = "<{}>" if node.kind is Kind.TAG else "{{{}}}"
            name = node.name or ("picture" if node.kind is Kind.PICTURE else "value")
            made.append(shape.format(_name(marks, name, shape, write(node))))
    return "".join(made)


def _name(marks: dict[str, str], name: str, shape: str, source: str) -> str:
    """The name of a mark: a second one that stands for something else gets a number."""
    wanted, number = name, 1
    while marks.get(shape.format(wanted), source) != source or (shape == "<{}>" and shape.format(wanted) in marks):
        number += 1
        wanted = f"{name}{number}"
    marks[shape.format(wanted)] = source
    return wanted


def _put_back(told: str, marks: dict[str, str]) -> str:
    def mark(found: re.Match[str]) -> str:
        if found[0] in ("{{", "}}"):
            return found[0][0]
        if found[2] is not None:
            value = expression(marks["{" + found[1] + "}"])
            return f"{{{{ {literal(found[2])} if (({value}) | string) in ('1', '01') else {literal(found[3])} }}}}"
        return marks[found[0]]

    return _MARK.sub(mark, told)
