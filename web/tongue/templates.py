"""A template in another tongue: its sentences are found, looked up and put back before Jinja reads it.

Templates are written in plain Vietnamese, without a mark for the translator. A sentence is what runs between two tags
of a page's structure or two blocks of Jinja; values in it become {named} blanks and tags in it lose their attributes,
so that another tongue may put them in another order:

    Mô tả ở <a href="{{ … }}">địa chỉ này</a>, lúc {{ entry.at | moment }}.
    Mô tả ở <a>địa chỉ này</a>, lúc {at}.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from web.tongue.message import Element, Node, Say, has_words, said
from web.tongue.pieces import Kind, Piece, literal, literals, pieces, words

Look = Callable[[str], str]
"""From a message to what is said instead."""

INLINE = frozenset(
    {"strong", "em", "b", "i", "a", "span", "code", "small", "br", "kbd", "abbr", "del", "ins", "mark", "u", "s"}
)
"""Tags that may stand within a sentence."""

ATTRIBUTES = ("placeholder", "title", "aria-label", "alt", "data-label", "data-confirm", "label")
_ATTRIBUTE = re.compile(
    rf"(?<=\s)({'|'.join(ATTRIBUTES)})=\"((?:[^\"{{]|\{{\{{.*?\}}\}}|\{{%.*?%\}}|\{{)*)\"", re.DOTALL
)


def messages(source: str) -> Iterator[tuple[int, str]]:
    """Every (line, message) of a template."""
    found: list[tuple[int, str]] = []

    def note(line: int, text: str) -> str:
        found.append((line, text))
        return text

    _walk(source, note)
    yield from found


def translated(source: str, look: Look) -> str:
    """The template with every message replaced by what `look` says."""
    return _walk(source, lambda _, text: look(text))


def _walk(source: str, say: Say) -> str:
    made: list[str] = []
    sentence: list[Piece] = []
    for piece in pieces(source):
        if piece.kind is Kind.BREAK or (piece.kind is Kind.TAG and piece.name not in INLINE):
            made.append(_sentence(sentence, say))
            made.append(_alone(piece, say))
            sentence = []
        else:
            sentence.append(piece)
    made.append(_sentence(sentence, say))
    return "".join(made)


def _alone(piece: Piece, say: Say) -> str:
    """A piece that belongs to no sentence, with the words inside it."""
    if piece.kind is Kind.TEXT:
        return piece.source
    if piece.kind is Kind.TAG:
        return _tag(piece, say)
    return _quoted(piece.source, piece.line, say)


def _quoted(jinja: str, line: int, say: Say) -> str:
    """What Jinja works out, with the words between quotes translated."""
    if not jinja.startswith(("{{", "{%")):
        return jinja  # a note, or what stands in a script
    made, at = [], 0
    for each in literals(jinja):
        text = words(each[0])
        core = text.strip()
        told = say(line, core)
        new = each[0] if told == core else literal(text.replace(core, told))
        made += [jinja[at : each.start()], new]
        at = each.end()
    return "".join(made) + jinja[at:]


def _tag(piece: Piece, say: Say) -> str:
    """A tag with its attributes that are read or read aloud; the page's own tongue is named on <html>."""

    def attribute(found: re.Match[str]) -> str:
        parts = [one for one in pieces(found[2]) if one.source]
        inside = "".join(_run(run, piece.line, say) for run in _runs(parts))
        return f'{found[1]}="{inside}"'

    text = piece.source
    spans = [found.span() for found in _ATTRIBUTE.finditer(text)]
    made, at = [], 0
    for found, (start, end) in zip(_ATTRIBUTE.finditer(text), spans, strict=True):
        made += [_jinja_in(text[at:start], piece.line, say), attribute(found)]
        at = end
    return "".join(made) + _jinja_in(text[at:], piece.line, say)


def _jinja_in(text: str, line: int, say: Say) -> str:
    return "".join(
        _quoted(one.source, line, say) if one.source.startswith(("{{", "{%")) else one.source for one in pieces(text)
    )


def _runs(parts: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Inside an attribute: what stands between two blocks."""
    run: list[Piece] = []
    for piece in parts:
        if piece.kind in (Kind.TEXT, Kind.VALUE):
            run.append(piece)
        else:
            yield run
            yield [piece]
            run = []
    yield run


def _run(run: list[Piece], line: int, say: Say) -> str:
    if len(run) == 1 and run[0].kind not in (Kind.TEXT, Kind.VALUE):
        return _alone(run[0], say)
    return said(run, line, lambda at, text: say(at, text).replace('"', "&quot;"), lambda piece: _alone(piece, say))


def _sentence(run: list[Piece], say: Say) -> str:
    """What stands between two breaks: tags that do not close in it are breaks as well."""
    return "".join(_nodes(nodes, say) for nodes in _grown(run))


def _grown(run: Sequence[Piece]) -> list[list[Node]]:
    """The pieces as trees; a tag without its partner stands by itself."""
    partner: dict[int, int] = {}
    open_at: list[int] = []
    for at, piece in enumerate(run):
        if piece.kind is Kind.TAG and piece.opens == 1:
            open_at.append(at)
        elif piece.kind is Kind.TAG and piece.opens == -1 and open_at and run[open_at[-1]].name == piece.name:
            partner[open_at.pop()] = at
    closes = set(partner.values())
    groups: list[list[Node]] = [[]]
    stack: list[Element] = []
    for at, piece in enumerate(run):
        into = stack[-1].inside if stack else groups[-1]
        if at in partner:
            stack.append(Element(piece))
            into.append(stack[-1])
        elif at in closes:
            stack.pop().close = piece
        elif piece.kind is Kind.TAG and piece.opens:
            groups += [[piece], []]
        else:
            into.append(piece)
    return groups


def _nodes(nodes: list[Node], say: Say) -> str:
    """Sentences are as long as they can be: the widest element with words of its own is one message."""
    if not any(has_words(node) for node in nodes if isinstance(node, Piece)):
        return "".join(_node(node, say) for node in nodes)
    first, last = 0, len(nodes)
    while first < last and _is_edge(nodes[first]):
        first += 1
    while last > first and _is_edge(nodes[last - 1]):
        last -= 1
    line = next(_line(node) for node in nodes[first:last])
    middle = said(nodes[first:last], line, say, lambda piece: _alone(piece, say))
    before, after = ("".join(_node(one, say) for one in some) for some in (nodes[:first], nodes[last:]))
    return before + middle + after


def _node(node: Node, say: Say) -> str:
    if isinstance(node, Piece):
        return _alone(node, say)
    return _alone(node.open, say) + _nodes(node.inside, say) + (_alone(node.close, say) if node.close else "")


def _line(node: Node) -> int:
    return node.line if isinstance(node, Piece) else node.open.line


def _is_edge(node: Node) -> bool:
    """What may stay outside a sentence at its ends: pictures, breaks of a line, empty decoration."""
    if isinstance(node, Element):
        return all(_is_edge(one) for one in node.inside)
    if node.kind is Kind.TEXT:
        return not node.source.strip()
    return node.kind is Kind.PICTURE or node.kind is Kind.TAG
