"""broadcaster directive read, for programs and for people."""

import json

import pytest

from broadcaster.cli import main
from tests.broadcaster.directives.paper import blank_pdf
from tests.broadcaster.directives.scoring import FOLDER
from tests.broadcaster.directives.sentences import HEAD

FILE = FOLDER / "a01_cong_van_phuong.txt"


def test_the_findings_as_json(capsys):
    assert main(["directive", "read", str(FILE), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    keys = ["number", "date", "issuer", "title", "period", "loudspeaker", "reports", "topics", "quote"]
    assert list(found)[:9] == keys
    duty = found["loudspeaker"][0]
    assert set(duty) >= {"plays", "minutes", "per", "parts_of_day", "times", "max_minutes", "increase", "quote"}
    assert found["text"][slice(*duty["place"])] == duty["quote"]
    assert found["text"][slice(*found["place"]["number"])] == found["quote"]["number"]
    repeated, once = found["reports"]
    assert set(repeated) >= {"every", "weekday", "by_day", "by_time", "from", "to", "addressee", "quote", "place"}
    assert set(once) >= {"once", "addressee", "quote", "place"} and "every" not in once
    assert len(found["sha256"]) == 64


def test_the_findings_for_a_person(capsys):
    assert main(["directive", "read", str(FILE)]) == 0
    said = capsys.readouterr().out
    assert "412/UBND-VHXH" in said and "2025-11-10 to 2025-12-31" in said
    assert "plays 2, per day, times 05:30 + 17:00, max_minutes 10" in said and "line 21:" in said


def test_what_it_is_not_sure_of_is_told_with_its_words(tmp_path, capsys):
    document = tmp_path / "vb.txt"
    document.write_text(f"{HEAD}- Phát trên loa phường hai ngày một lần.\n", encoding="utf-8")
    assert main(["directive", "read", str(document)]) == 0
    said = capsys.readouterr().out
    assert "doubt:       loudspeaker" in said and "[doubt.interval]" in said and "line 13:" in said


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("quet.pdf", blank_pdf(), "quet.pdf: holds pictures of pages and no text"),
        ("vb.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "vb.doc: is an old Word document"),
        ("khong_co.txt", None, "khong_co.txt: cannot be read"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_exit_code_2(tmp_path, capsys, name, content, says):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main(["directive", "read", str(tmp_path / name), "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("broadcaster: ") and says in said.err and said.err.count("\n") == 1
