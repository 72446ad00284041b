"""The catalogue of another language: everything is gathered and translated, and no translation breaks a page."""

import pytest
from babel.messages.mofile import read_mo

from tools import translations
from web.tongue import catalogue, gathering, templates


@pytest.mark.parametrize("tongue", translations.others())
def test_everything_the_desk_says_is_translated_with_its_blanks_and_tags(tongue: str) -> None:
    assert list(translations.faults(tongue)) == []
    assert len(translations.read(tongue)) > 1_800


@pytest.mark.parametrize("tongue", translations.others())
def test_the_desk_reads_what_the_translators_wrote(tongue: str) -> None:
    with translations.file_of(tongue, "mo").open("rb") as stream:
        compiled = {(one.id, _text(one.context)): one.string for one in read_mo(stream) if one.id}

    assert compiled == {(one.id, one.context): one.string for one in translations.read(tongue) if one.id}


def _text(context: str | bytes | None) -> str | None:
    return context.decode() if isinstance(context, bytes) else context


@pytest.mark.parametrize(
    ("text", "told", "fault"),
    [
        ("Dừng phát", "", "is not translated"),
        ("Còn {left}", "Still going", "has other blanks: left"),
        ("Còn <strong>{left}</strong>", "{left} left", "has other tags"),
        (", gửi {to}", "to {to} ", "begins or ends with another space"),
        ("Trang {number}", "Page {number", "leaves a brace open"),
    ],
)
def test_a_translation_that_would_break_a_page_is_named(text: str, told: str, fault: str) -> None:
    assert fault in list(gathering.faults(text, told))


def test_a_translation_may_turn_a_sentence_round_and_count() -> None:
    assert not list(gathering.faults("{count} lượt, {by} xếp", "{by}: {count} {count:airing|airings}"))


def test_a_template_that_nobody_translates_stays_as_it_is() -> None:
    for file in gathering.TEMPLATES.rglob("*.html"):
        source = file.read_text("utf-8")
        assert templates.translated(source, lambda text: text) == source, file


def test_a_sentence_is_one_message_with_its_values_and_tags() -> None:
    source = "<p class='x'>{{ icon('ear') }}Gửi {{ n | count }} lượt cho <a href='{{ url }}'>{{ who.name }}</a>.</p>"

    assert [text for _, text in templates.messages(source)] == ["Gửi {n} lượt cho <a>{name}</a>."]
    told = templates.translated(source, lambda _: "To <a>{name}</a>: {n} {n:airing|airings}.")
    assert told == (
        "<p class='x'>{{ icon('ear') }}To <a href='{{ url }}'>{{ who.name }}</a>: {{ n | count }} "
        "{{ 'airing' if ((n | count) | string) in ('1', '01') else 'airings' }}.</p>"
    )


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{% if a %}Đủ{% else %}Thiếu{% endif %}", ["Đủ", "Thiếu"]),
        ("{{ 'Lưu' if new else 'Đổi' }}", ["Lưu", "Đổi"]),
        ("{% if state == 'Đủ' %}x{% endif %}", ["x"]),
        ('<input placeholder="Tìm {{ what }}" value="Lan">', ["Tìm {what}"]),
        ('<td data-label="Kết quả">{{ word }}</td>', ["Kết quả"]),
        ('<a {% if here %}aria-current="page"{% endif %} title="Đi">Về</a>', ["Đi", "Về"]),
        ("<span>{{ title }}</span> <b>Mới</b>", ["Mới"]),
        ("<script>var words = 'Đừng';</script>{# ghi chú #}", []),
        ("{{ moment }} · {{ by }}", []),
    ],
)
def test_what_people_read_is_found_and_nothing_else(source: str, found: list[str]) -> None:
    assert [text for _, text in templates.messages(source)] == found


def test_a_missing_word_stays_vietnamese_rather_than_empty() -> None:
    assert catalogue.found("en", "Câu chưa ai dịch", "") == "Câu chưa ai dịch"
