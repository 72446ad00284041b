"""English for engineers and donors: nothing is left untranslated, people's own words are left alone."""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.mofile import read_mo

from broadcaster import wording
from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Status, Topic
from broadcaster.settings import calendar
from tests.web.cast import MONDAY, ROOT, House
from tests.web.test_rights import doors
from tests.web.tongues import Marked, english, unmarked
from tools import translations
from web import formats, sentences, words
from web.sounds import voice_words
from web.timetable.day_words import day_sentence
from web.tongue import catalogue, chosen, gathering, scripts, tables, templates
from web.tongue.speaking import ALWAYS_VIETNAMESE, COOKIE

WEB = Path(words.__file__).parent
WORDS = sorted([*WEB.rglob("*words.py"), WEB / "sentences.py"])
OWN = ("khu đô thị oa tơ phờ rân", "NĐ-CP", "Hoài My", "Tùng", "Hùng", "Tết")
"""Vietnamese that an English sentence names."""


@pytest.fixture
def in_english() -> Iterator[None]:
    """As while an English page is made."""
    chosen.speak("en")
    yield
    chosen.speak(chosen.SOURCE)


# --- the catalogue ---------------------------------------------------------------------------------------------------


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


# --- templates -------------------------------------------------------------------------------------------------------


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


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", WORDS, ids=lambda file: file.name)
def test_every_vietnamese_word_of_a_table_reaches_the_translators(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    left = {"CSV_HEAD", "RETURN_REASONS", "OF_THE_DAY", "TONGUES"}
    apart = [node for node in tree.body if isinstance(node, (ast.Assign, ast.AnnAssign)) and _names(node) & left]
    skipped = {id(inner) for node in apart for inner in ast.walk(node)} | _docs(tree)
    known = "\n".join(gathering.messages())
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    marked = [one.value for one in constants if id(one) not in skipped and tables.MARKED.search(one.value)]
    patterns = r"\(Ngày nghỉ|\(nghỉ bù"

    assert [text for text in marked if text not in known and not re.search(patterns, text)] == []


def _names(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {one.id for one in targets if isinstance(one, ast.Name)}


def _docs(tree: ast.Module) -> set[int]:
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def test_words_follow_the_reader(in_english: None) -> None:
    assert words.STATUS[Status.RETURNED].word == "Returned"
    assert words.STATUS[Status.RETURNED].icon == "arrow-counterclockwise"
    assert {one.word for one in words.OUTCOME.values()} >= {"Complete", "Missed"}
    assert words.REASON.get(Reason.KILLED) == "The computer was switched off or lost power while playing."
    assert next(iter(words.WEEKDAY)) == words.WEEKDAY[0] == "Monday"
    assert words.fault_sentence("something_new").startswith("The station has a fault.")
    assert voice_words.failure("voices: espeak: nothing to say").startswith("The audio was not made")
    with chosen.vietnamese():
        assert words.WEEKDAY[0] == "Thứ Hai"


def test_sentences_know_one_from_many_and_write_days_as_english_does(in_english: None) -> None:
    assert sentences.say("templates_loaded", count=1).startswith("1 urgent template loaded")
    assert sentences.say("templates_loaded", count=3).startswith("3 urgent templates loaded")
    assert sentences.say("from_to", first="23/11/2026", last="02/12/2026") == "from 23 Nov 2026 to 2 Dec 2026"


def test_what_is_put_down_for_others_is_vietnamese(in_english: None) -> None:
    assert sentences.put_down("column_title", name="Điểm tin", day="23/11/2026") == "Điểm tin ngày 23/11/2026"
    assert wording.OUTCOME_WORD[Outcome.COMPLETE] == "Phát đủ"
    assert wording.TOPIC[Topic.T06] == "Mua hàng online"


def test_every_day_off_has_its_english_name(in_english: None) -> None:
    table = tomllib.loads(calendar.VIETNAM.read_text("utf-8"))
    names = {str(name) for days in table.values() for name in days.values()}

    assert len(names) > 15
    assert [name for name in names if any(mark in day_sentence(name) for mark in ("ngày", "nghỉ", "Mùng", "bù"))] == []


def test_days_hours_and_numbers_are_written_as_english_does(in_english: None) -> None:
    home, monday = ZoneInfo("Asia/Ho_Chi_Minh"), date(2026, 11, 23)

    assert formats.day(date(2026, 1, 2)) == "2 Jan 2026"
    assert formats.moment(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), home) == "06:30, 24 Nov 2026"
    assert [formats.day_name(monday + timedelta(days=ahead), monday) for ahead in (0, 1, -1, 3)] == [
        "Today",
        "Tomorrow",
        "Yesterday",
        "Thursday 26 Nov",
    ]
    assert [formats.length(seconds) for seconds in (45, 60, 80)] == ["45 s", "1 min", "1 min 20 s"]
    assert (formats.number(12345.67), formats.number(1234, 0)) == ("12,345.7", "1,234")
    assert formats.minutes(timedelta(seconds=750)) == "12.5"


# --- the desk --------------------------------------------------------------------------------------------------------


def test_the_desk_is_vietnamese_whatever_the_browser_wishes(house: House) -> None:
    answer = house.signed_in("lan").open("/", headers={"Accept-Language": "en-GB,en;q=0.9"})

    assert '<html lang="vi">' in answer.text
    assert "Đang phát" in answer.text


def test_english_is_one_press_away_and_back(house: House) -> None:
    browser = house.signed_in("lan")
    assert 'lang="en">' in browser.open("/lich-phat?tuan=2026-11-23").text

    answer = browser.send("/tieng", tieng="en", next="/lich-phat?tuan=2026-11-23")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/lich-phat?tuan=2026-11-23")
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    page = browser.open("/lich-phat?tuan=2026-11-23").text
    assert '<html lang="en">' in page
    assert "Schedule" in page
    browser.send("/tieng", tieng="vi", next="/")
    assert '<html lang="vi">' in browser.open("/").text


def test_a_stranger_chooses_at_the_door(house: House) -> None:
    stranger = house.visitor()
    stranger.open("/dang-nhap")
    stranger.send("/tieng", tieng="en", next="/dang-nhap")

    wrong = stranger.send("/dang-nhap", form_page="/dang-nhap", username="lan", password="không phải")

    assert "User name or password is wrong." in wrong.text


def test_choosing_needs_the_token_leads_nowhere_else_and_knows_two_tongues(house: House) -> None:
    browser = house.signed_in("lan")
    assert browser.client.post("/tieng", data={"tieng": "en"}).status_code == 400
    assert browser.send("/tieng", tieng="en", next="https://example.org/").headers["Location"] == "/"
    browser.send("/tieng", tieng="../../etc", next="/")
    assert '<html lang="vi">' in browser.open("/").text
    browser.client.set_cookie(COOKIE, "xx")
    assert '<html lang="vi">' in browser.open("/").text


def test_no_page_leaves_a_word_untranslated(tmp_path: Path) -> None:
    house, where = unmarked(tmp_path)
    left = []
    for places in where.values():
        for who, address in places:
            page = english(house, who, address)
            assert '<html lang="en">' in page, address
            left += [(address, text) for text in Marked.of(page) if _leftover(text)]

    assert left == []


def test_no_fragment_and_no_refusal_is_left_untranslated(tmp_path: Path) -> None:
    house, _ = unmarked(tmp_path)
    bulletin = next(one for one in house.store.bulletins() if one.rendition is not None)
    assert bulletin.rendition is not None
    left = []
    for who in ("lan", "hoa"):
        browser = house.signed_in(who)
        browser.client.set_cookie(COOKIE, "en")
        for endpoint, method, address in doors(house.app, bulletin.id, bulletin.rendition.sha256):
            if method == "GET" and endpoint not in ("static", "auth.sign_out"):
                answer = browser.client.get(address, buffered=True)
                texts = Marked.of(answer.text) if answer.mimetype == "text/html" else []
                left += [(address, text) for text in texts if _leftover(text)]

    assert left == []


@cache
def _shipped() -> str:
    """The scripts that come with the station: what is read to the street is in its listeners' language."""
    return " ".join(" ".join(file.read_text("utf-8") for file in (ROOT / "scripts_vi").glob("*.md")).split())


def _leftover(text: str) -> bool:
    """Whether Vietnamese is left where no sentence quotes it and no script stands."""
    bare = re.sub(r"“[^”]*”", "", text)
    if text.rstrip(".…") in _shipped() or tables.MARKED.search(bare) is None:
        return False
    if all(piece in _shipped() for piece in text.rpartition(": ")[2].rstrip(".").split(", ")):
        return False  # the blanks of a script, which are named in it
    for own in OWN:
        bare = bare.replace(own, "")
    return bool(tables.MARKED.search(bare))


def test_people_and_the_station_keep_their_own_words(house: House) -> None:
    house.aired(house.approved("Tin"), MONDAY, Outcome.COMPLETE)
    page = english(house, "lan", "/nhat-ky")

    assert ">Tin</a>" in page  # as the word for a kind of bulletin, this would be "News item"
    assert "Đài truyền thanh phường Hòa Mẫu" in page
    assert "Nguyễn Thị Lan" in page


def test_what_leaves_the_desk_stays_vietnamese(house: House) -> None:
    house.aired(house.approved(), MONDAY - timedelta(days=1), Outcome.MISSED, Reason.STATION_OFF, 0.0)
    browser = house.signed_in("lan")
    files = ("/nhat-ky/nhat-ky-phat.csv", "/bao-cao/tai-ve/csv", "/bao-cao/tai-ve/json", "/lich-phat/lich-phat.ics")
    usual = [browser.client.get(address, buffered=True) for address in files]
    browser.client.set_cookie(COOKIE, "en")

    for address, before in zip(files, usual, strict=True):
        assert before.status_code == 200, address
        assert browser.client.get(address, buffered=True).data == before.data, address


def test_the_exports_that_stay_vietnamese_exist(house: House) -> None:
    assert set(house.app.view_functions) >= ALWAYS_VIETNAMESE


def test_drafts_made_by_an_english_reader_are_vietnamese(house: House) -> None:
    browser = house.signed_in("lan")
    browser.client.set_cookie(COOKIE, "en")
    browser.send("/chuyen-muc", ten="Điểm tin", thu="4", khung="evening")
    column = house.store.columns()[0]
    browser.send(f"/chuyen-muc/{column.id}/ban-tin")

    assert house.store.bulletins(search="Điểm tin")[0].script.title == "Điểm tin ngày 23/11/2026"


def test_scripts_speak_with_the_page(house: House) -> None:
    bulletin = house.draft()
    page = english(house, "lan", f"/ban-tin/{bulletin.id}/sua")
    address = re.search(r'src="(/tieng/en/editor\.js\?v=\w+)"', page)
    assert address is not None

    script = house.visitor().open(address[1])

    assert script.mimetype == "text/javascript"
    assert "Copied. Open Zalo" in script.text
    assert not [text for name in scripts.names() for text in _said_by(scripts.script("en", name))]
    assert house.visitor().open("/tieng/vi/editor.js").status_code == 404
    assert house.visitor().open("/tieng/en/desk.css").status_code == 404


def _said_by(source: str) -> list[str]:
    return [text for _, text in scripts.messages(source)]


def test_the_next_reader_of_the_same_desk_is_not_surprised(house: House) -> None:
    assert '<html lang="en">' in english(house, "lan", "/")
    assert not chosen.translated()
    assert '<html lang="vi">' in house.signed_in("minh").open("/").text


def test_a_missing_word_stays_vietnamese_rather_than_empty() -> None:
    assert catalogue.found("en", "Câu chưa ai dịch", "") == "Câu chưa ai dịch"
