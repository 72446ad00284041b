"""Scripts as files: what is read, what is refused and where, and that nothing is lost on the way back."""

import os
import re
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadcaster import scripts
from broadcaster.bulletin import Kind, Priority, Script, Source, Topic
from broadcaster.errors import ScriptError

GOOD = """+++
title = "Nghe máy lạ, đừng vội tin"
kind = "article"
topic = "T01"
priority = "priority"

[source]
number = "12/KH-UBND"
issued = 2025-08-02
issuer = "Ủy ban nhân dân phường"
title = "Kế hoạch đợt cao điểm"
+++

Kính thưa bà con!

Có việc gì, xin gọi {hotline}.
"""


def refused(text: str) -> str:
    """The message with which `text` is refused as x.md."""
    with pytest.raises(ScriptError) as caught:
        scripts.parse(text, "scripts_vi/x.md")
    return str(caught.value)


def changed(old: str, new: str) -> str:
    """The good script with one thing changed."""
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_a_script_is_read_whole() -> None:
    assert scripts.parse(GOOD, "x.md") == Script(
        title="Nghe máy lạ, đừng vội tin",
        kind=Kind.ARTICLE,
        topic=Topic.T01,
        priority=Priority.PRIORITY,
        source=Source("12/KH-UBND", date(2025, 8, 2), "Ủy ban nhân dân phường", "Kế hoạch đợt cao điểm"),
        text="Kính thưa bà con!\n\nCó việc gì, xin gọi {hotline}.",
    )


def test_priority_and_source_may_be_left_out() -> None:
    script = scripts.parse('+++\ntitle = "Tin"\nkind = "news"\ntopic = "other"\n+++\nNội dung.', "x.md")
    assert script.priority is Priority.NORMAL
    assert script.source == Source()


def test_markdown_in_the_text_is_passed_on_as_written() -> None:
    script = scripts.parse(changed("Kính thưa bà con!", "# Mục một\n\n- **Không** vội\n\n+++\n"), "x.md")
    assert script.text.startswith("# Mục một\n\n- **Không** vội\n\n+++")


def test_windows_and_old_mac_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    plain = scripts.parse(GOOD, "x.md")
    assert scripts.parse("\ufeff" + GOOD.replace("\n", "\r\n"), "x.md") == plain
    assert scripts.parse(GOOD.replace("\n", "\r"), "x.md") == plain


def test_decomposed_vietnamese_is_composed() -> None:
    assert scripts.parse(unicodedata.normalize("NFD", GOOD), "x.md") == scripts.parse(GOOD, "x.md")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "scripts_vi/x.md:1: no head: the first line is not +++"),
        ("Kính thưa bà con!", "scripts_vi/x.md:1: no head: the first line is not +++"),
        ('+++\ntitle = "Tin"\n', "scripts_vi/x.md:1: the head is not closed by a second +++ line"),
        (changed('"T01"', '"T99"'), 'scripts_vi/x.md:4: topic: "T99" is not one of T01 … T18, other'),
        (
            changed('kind = "article"', 'kind = "story"'),
            'scripts_vi/x.md:3: kind: "story" is not one of news, article, feature, report',
        ),
        (
            changed('priority = "priority"', 'priority = "high"'),
            'scripts_vi/x.md:5: priority: "high" is not one of normal, priority, urgent',
        ),
        (
            changed("priority =", "priorty ="),
            "scripts_vi/x.md:5: priorty: unknown key; known are title, kind, topic, priority, voice, source",
        ),
        (
            changed("issuer =", "author ="),
            "scripts_vi/x.md:10: source.author: unknown key; known are number, issued, issuer, title",
        ),
        (changed('kind = "article"\n', ""), "scripts_vi/x.md:1: kind: is missing"),
        (changed('"T01"', "1"), "scripts_vi/x.md:4: topic: must be text in quotes, not 1"),
        (
            changed("2025-08-02", '"2/8/2025"'),
            'scripts_vi/x.md:9: source.issued: must be a date such as 2025-08-02, not "2/8/2025"',
        ),
        (changed('"12/KH-UBND"', "12"), "scripts_vi/x.md:8: source.number: must be text in quotes, not 12"),
        (changed("[source]", "[[source]]"), "scripts_vi/x.md:7: source: is not a table"),
        (changed('"Nghe máy lạ, đừng vội tin"', '" … "'), "scripts_vi/x.md:2: title: is empty"),
        (
            changed('"Nghe máy lạ, đừng vội tin"', f'"{"a" * 201}"'),
            "scripts_vi/x.md:2: title: 201 characters, over the 200 allowed",
        ),
        (changed("Nghe", "\\u0000"), "scripts_vi/x.md:2: title: holds the control character U+0000"),
        (changed("bà con", "bà\x07con"), "scripts_vi/x.md:14: text: holds the control character U+0007"),
        (changed("bà con", "bà\x00con"), "scripts_vi/x.md:14: text: holds the control character U+0000"),
        (changed("bà con", "bà\ud800con"), "scripts_vi/x.md:14: text: holds the control character U+D800"),
        (GOOD[: GOOD.index("Kính")], "scripts_vi/x.md:13: text: is empty"),
        (GOOD + "a" * 20_000, "scripts_vi/x.md:13: text: 20050 characters, over the 20000 allowed"),
    ],
)
def test_a_fault_names_file_line_and_key(text: str, message: str) -> None:
    assert refused(text) == message


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ('title = "Tin', 2),
        ('title = "Tin"\nkind = news', 3),
        ('title = "Tin"\ntitle = "Tin nữa"', 3),
        ('title = "Tin"\n\n[source]\nissued = 2025-02-30', 5),
        ("title = [[", 2),
        ("title = " + "[" * 5000, 2),
        ("title = " + "9" * 5000, 2),
    ],
)
def test_a_head_that_is_not_toml_is_refused_at_a_line_of_the_file(head: str, line: int) -> None:
    message = refused(f"+++\n{head}\n+++\nNội dung.")
    assert message.startswith("scripts_vi/x.md:") and "head is not TOML" in message
    assert int(message.split(":")[1]) in (line, line + 1)


def test_a_key_of_a_dotted_or_inline_source_is_still_found() -> None:
    head = '+++\ntitle = "Tin"\nkind = "news"\ntopic = "other"\n'
    assert refused(head + "source.number = 5\n+++\nNội dung.").startswith("scripts_vi/x.md:5: source.number:")
    assert refused(head + "source = {number = 5}\n+++\nNội dung.").startswith("scripts_vi/x.md:5: source.number:")


def test_a_file_that_is_not_utf8_is_refused_at_the_line_of_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "cu.md"
    file.write_bytes(GOOD.encode() + "Nội dung cũ".encode("cp1258", errors="replace") + b"\xff")
    with pytest.raises(ScriptError, match=rf"{re.escape(str(file))}:17: not UTF-8: byte 0x"):
        scripts.read(file)


def test_what_is_no_regular_file_is_refused_by_name(tmp_path: Path) -> None:
    loop, pipe = tmp_path / "vong.md", tmp_path / "ong.md"
    loop.symlink_to(loop)
    os.mkfifo(pipe)
    for path in (tmp_path, loop, pipe, tmp_path / "khong-co.md", Path("\x00.md"), Path("a" * 5000)):
        with pytest.raises(ScriptError) as caught:
            scripts.read(path)
        assert str(path) in str(caught.value)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "lon.md"
    file.write_text(GOOD + "a" * scripts.FILE_LARGEST, encoding="utf-8")
    with pytest.raises(ScriptError, match="over the 200000 of a script"):
        scripts.read(file)


def test_a_folder_is_read_by_file_name_and_other_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "ghi-chu.txt"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    assert [path.name for path, _ in scripts.folder(tmp_path)] == ["a.md", "b.md"]


def test_every_faulty_script_of_a_folder_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(changed('"T01"', '"T99"'), encoding="utf-8")
    (tmp_path / "b.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "c.md").mkdir()
    with pytest.raises(ScriptError) as caught:
        scripts.folder(tmp_path)
    assert str(caught.value).splitlines() == [
        f'{tmp_path}/a.md:4: topic: "T99" is not one of T01 … T18, other',
        f"{tmp_path}/c.md: not a file",
    ]


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="not a folder"):
        scripts.folder(tmp_path / "khong-co")


def test_a_script_that_could_not_be_read_back_is_not_written() -> None:
    with pytest.raises(ScriptError, match="text: is empty"):
        scripts.write(replace(scripts.parse(GOOD, "x.md"), text=" \n"))


heads = st.lists(
    st.tuples(
        st.sampled_from(["title", "kind", "topic", "priority", "[source]", "issued", "number", "source.title", "x"]),
        st.sampled_from([" = ", "=", "", "\n"]),
        st.sampled_from(['"T01"', '"news"', '"Tin"', "2025-01-01", "07:30:00", "[1, {a = 1}]", '"""', "nan", "{}"])
        | st.text(max_size=8),
    ).map("".join),
    max_size=6,
).map("\n".join)
anything = st.characters(codec=None)


@given(st.one_of(st.text(anything), st.builds("+++\n{}\n+++\n{}".format, heads, st.text(anything))))
@example("+++\n+++")
@example("+++\n[[source]]\n+++\n")
def test_any_text_is_a_script_or_a_script_error(text: str) -> None:
    try:
        script = scripts.parse(text, "x.md")
    except ScriptError as exc:
        assert re.match(r"x\.md:\d+: ", str(exc))
    else:
        assert scripts.parse(scripts.write(script), "x.md") == script


@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: (GOOD + text).encode()))
def test_any_bytes_are_a_script_or_a_script_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "bat-ky.md"
    file.write_bytes(data)
    try:
        assert isinstance(scripts.read(file), Script)
    except ScriptError as exc:
        assert str(file) in str(exc)


@given(
    st.builds(
        Script,
        title=st.text(anything, min_size=1),
        kind=st.sampled_from(Kind),
        topic=st.sampled_from(Topic),
        priority=st.sampled_from(Priority),
        source=st.builds(Source, st.text(), st.none() | st.dates(), st.text(), st.text()),
        text=st.text(anything, min_size=1),
    )
)
def test_what_is_written_is_read_back_the_same(script: Script) -> None:
    try:
        written = scripts.write(script)
    except ScriptError:
        assert scripts.fault_in(scripts.tidy(script)) is not None
    else:
        assert scripts.parse(written, "x.md") == scripts.tidy(script)


def test_a_script_may_name_the_voice_it_wants() -> None:
    named = GOOD.replace("+++\n", '+++\nvoice = "piper:giong-nu"\n', 1)
    found = scripts.parse(named, "x.md")
    assert found.voice == "piper:giong-nu" and scripts.parse(scripts.write(found), "x.md") == found
    assert "voice" not in scripts.write(scripts.parse(GOOD, "x.md"))
    for wrong in ("../x", "Giọng nữ", "piper:", "a b"):
        with pytest.raises(ScriptError, match="voice"):
            scripts.parse(named.replace("piper:giong-nu", wrong), "x.md")
