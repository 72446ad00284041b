"""Every member of the vocabulary has its Vietnamese word, and the words know how to be said."""

import inspect
import re
import string
from pathlib import Path

import pytest

from broadcaster import errors
from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Kind, Priority, Status, Topic, Verdict
from broadcaster.people import Role
from broadcaster.placement import OrderState
from broadcaster.store import Verb
from broadcaster.urgent import Readiness
from web import sentences, words

PAIRS = [
    (Status, words.STATUS),
    (Outcome, words.OUTCOME),
    (Reason, words.REASON),
    (Role, words.ROLE),
    (Role, words.ROLE_HINT),
    (Kind, words.KIND),
    (Topic, words.TOPIC),
    (Priority, words.PRIORITY),
    (Verdict, words.VERDICT),
    (OrderState, words.ORDER_STATE),
    (Verb, words.VERB),
    (Readiness, words.TEMPLATE),
]
CODE = Path(__file__).resolve().parents[2]


def test_no_two_ticks_of_the_strip_differ_by_colour_alone() -> None:
    signs = [*words.OUTCOME.values(), *words.TICK.values()]
    assert len({sign.icon for sign in signs}) == len(signs)


@pytest.mark.parametrize(("members", "said"), PAIRS)
def test_every_member_has_its_word(members: type, said: dict[object, object]) -> None:
    assert set(members) == set(said)
    assert all(word for member, word in said.items() if member is not Reason.NONE)


def test_every_reason_of_doubt_has_its_words() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (CODE / "broadcaster" / "vietnamese").rglob("*.py"))
    given = set(re.findall(r'"(unknown-capitals|ambiguous|mixed|foreign|spelling|symbol|number|abbreviation)"', source))

    assert given
    assert given <= set(words.DOUBT)


def test_every_error_has_its_sentence() -> None:
    kinds = {
        found for _, found in inspect.getmembers(errors, inspect.isclass) if issubclass(found, errors.BroadcasterError)
    }

    assert kinds == set(words.ERROR)


def test_every_fault_that_is_raised_has_its_sentence() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (CODE / "broadcaster").rglob("*.py"))
    raised = set(re.findall(r"raise_fault\(\s*\"([a-z_]+)\"", source))

    assert raised <= set(words.FAULT)


def test_an_unknown_fault_still_says_what_to_do() -> None:
    assert words.fault_sentence("something_new") == words.FAULT_OTHER


def test_every_sentence_the_desk_says_exists_with_its_blanks() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (CODE / "web").rglob("*.py"))
    for code, given in re.findall(r"\bsay\(\s*\"([a-z_]+)\"([^()]*(?:\([^()]*\)[^()]*)*)\)", source):
        blanks = {name for _, name, _, _ in string.Formatter().parse(sentences.SAY[code]) if name}
        assert blanks == set(re.findall(r"(\w+)=", given)), code


def test_vietnamese_stands_only_in_words_and_templates() -> None:
    marked = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
    quoted = re.compile(r'"""(?:.|\n)*?"""|#[^\n]*')
    for path in (CODE / "web").rglob("*.py"):
        if not path.name.endswith(("words.py", "sentences.py")):
            assert not marked.search(quoted.sub("", path.read_text("utf-8"))), path
