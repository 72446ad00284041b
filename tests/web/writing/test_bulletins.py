"""Writing, finding, hearing, submitting and withdrawing a bulletin."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from broadcaster.bulletin import Kind, Priority, Source, Status, Topic, Verdict
from broadcaster.store import Verb
from tests.web.cast import Browser, House

FIELDS = {"title": "Cảnh giác", "text": "Không chuyển tiền cho người lạ.", "kind": "news", "topic": "T06"}


def made(answer: TestResponse) -> UUID:
    """The id of the bulletin that an answer leads to."""
    assert answer.status_code == 303, answer.text
    return UUID(answer.headers["Location"].rsplit("/", 1)[1])


def editing(house: House, browser: Browser, id: UUID, version: int, **fields: str) -> TestResponse:
    """Send the editor's form."""
    return browser.send(f"/ban-tin/{id}/sua", **{**FIELDS, "version": str(version), **fields})


def test_a_bulletin_is_written_with_its_source(house: House) -> None:
    answer = house.signed_in("lan").send(
        "/ban-tin/moi",
        **{**FIELDS, "priority": "priority", "number": "15/KH-UBND", "issued": "2025-08-01", "issuer": "UBND phường"},
        source="Kế hoạch cao điểm",
    )
    script = house.store.bulletin(made(answer)).script

    assert (script.kind, script.topic, script.priority) == (Kind.NEWS, Topic.T06, Priority.PRIORITY)
    assert script.source.number == "15/KH-UBND"
    assert script.source.issued is not None
    shown = house.signed_in("van").open(answer.headers["Location"]).text
    assert "15/KH-UBND ngày 01/08/2025, UBND phường, Kế hoạch cao điểm" in shown


def test_a_shipped_script_is_a_start(house: House) -> None:
    browser = house.signed_in("lan")
    names = re.findall(r'href="/ban-tin/moi\?mau=([a-z0-9-]+)"', browser.open("/ban-tin/moi").text)
    page = browser.open(f"/ban-tin/moi?mau={names[0]}").text

    assert len(names) >= 6
    assert len(re.findall(r"<textarea.*?>(.*?)</textarea>", page, re.DOTALL)[0]) > 300


@pytest.mark.parametrize(("typed", "found"), [("canh giac", 1), ("CẢNH GIÁC", 1), ("cảnh", 1), ("đường", 0), ("%", 0)])
def test_a_search_folds_marks(house: House, typed: str, found: int) -> None:
    house.draft("Cảnh giác cuộc gọi lạ", text="Tắt máy và gọi 113.")
    page = house.signed_in("van").open("/ban-tin", query_string={"tim": typed}).text

    assert page.count('class="card-plain bulletin-row"') == found


def test_the_list_is_narrowed_by_state_and_topic_and_paged(house: House) -> None:
    house.pending()
    for number in range(32):
        house.draft(f"Nháp số {number}", topic=Topic.T05)
    browser = house.signed_in("van")

    def count(address: str) -> int:
        return browser.open(address).text.count('class="card-plain bulletin-row"')

    assert count("/ban-tin?tt=pending") == 1
    assert count("/ban-tin?cd=T05") == 30
    assert count("/ban-tin?cd=T05&trang=2") == 2
    assert count("/ban-tin?tt=nonsense&cd=nonsense&trang=-9") == 30


def test_an_empty_list_says_what_to_do(house: House) -> None:
    assert "Soạn bản tin đầu tiên" in house.signed_in("lan").open("/ban-tin").text
    assert "bỏ bớt điều kiện lọc" in house.signed_in("lan").open("/ban-tin?tim=xyz").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": "x" * 201}, "dài quá 200"),
        ({"text": "\n"}, "Hãy nhập nội dung"),
        ({"text": "x" * 20_001}, "dài quá 20000"),
        ({"text": "…"}, "Hãy nhập nội dung"),
        ({"issued": "31/31/2025"}, "Ngày không đúng"),
        ({"number": "x" * 501}, "dài quá 500"),
    ],
)
def test_what_cannot_be_kept_is_refused_under_its_field_and_not_lost(
    house: House, fields: dict[str, str], said: str
) -> None:
    answer = house.signed_in("lan").send("/ban-tin/moi", **{**FIELDS, "issuer": "Công an", **fields})

    assert answer.status_code == 400
    assert said in answer.text
    assert 'value="Công an"' in answer.text
    assert house.store.bulletins() == []


def test_two_officers_who_edit_at_once_lose_nothing(house: House) -> None:
    draft = house.draft()
    first, second = house.signed_in("lan"), house.signed_in("lan")
    assert editing(house, first, draft.id, 1, text="Bản của người thứ nhất.").status_code == 303
    late = editing(house, second, draft.id, 1, text="Bản của người thứ hai.")

    assert late.status_code == 409
    assert "Bản của người thứ nhất." in late.text
    assert "Bản của người thứ hai." in late.text
    assert "uoc-luong" not in late.text
    assert house.store.bulletin(draft.id).script.text == "Bản của người thứ nhất."
    version = re.search(r'name="version" value="(\d+)"', late.text)
    assert version is not None
    assert editing(house, second, draft.id, int(version[1]), text="Đã gộp hai bản.").status_code == 303
    assert [script.text for _, script, _, _ in house.store.revisions(draft.id)][:2] == [
        "Đã gộp hai bản.",
        "Bản của người thứ nhất.",
    ]


def test_an_edit_takes_the_approval_away_and_says_so(house: House) -> None:
    bulletin = house.approved()
    browser = house.signed_in("lan")
    assert "phải duyệt lại" in browser.open(f"/ban-tin/{bulletin.id}/sua").text
    editing(house, browser, bulletin.id, bulletin.version)

    assert house.store.bulletin(bulletin.id).status is Status.DRAFT
    assert "không còn hiệu lực" in browser.open(f"/ban-tin/{bulletin.id}").text


def test_saving_without_a_change_keeps_the_approval(house: House) -> None:
    bulletin = house.approved()
    script = bulletin.script
    fields = {"title": script.title, "text": script.text, "kind": script.kind, "topic": script.topic}
    answer = editing(house, house.signed_in("lan"), bulletin.id, bulletin.version, **fields)

    assert answer.status_code == 303
    assert house.store.bulletin(bulletin.id).status is Status.APPROVED


def test_a_sound_is_ordered_once_watched_and_heard_before_submitting(house: House) -> None:
    browser = house.signed_in("lan")
    id = made(browser.send("/ban-tin/moi", **FIELDS))
    browser.send(f"/ban-tin/{id}/nghe-thu")
    browser.send(f"/ban-tin/{id}/nghe-thu")
    jobs = house.store.waiting_renders(house.clock.at, timedelta(seconds=60))
    assert len(jobs) == 1
    waiting = browser.open(f"/manh/ban-nghe/{id}")
    assert "đợi đến lượt" in waiting.text
    assert "every 1s" in browser.open(f"/ban-tin/{id}").text
    house.store.claim_render(jobs[0].id, "worker", house.clock.at)
    house.store.render_progress(jobs[0].id, 3, 9, "voice", house.clock.at)
    assert 'max="9" value="3"' in browser.open(f"/manh/ban-nghe/{id}").text
    house.store.save_rendition(id, 1, house.sound(), house.clock.at)
    house.store.finish_render(jobs[0].id, house.clock.at)

    assert browser.open(f"/manh/ban-nghe/{id}").headers["HX-Refresh"] == "true"
    page = browser.open(f"/ban-tin/{id}").text
    assert "<audio controls" in page
    assert browser.send(f"/ban-tin/{id}/gui-duyet", version="1").status_code == 303
    assert house.store.bulletin(id).status is Status.PENDING


def test_save_and_hear_is_one_click(house: House) -> None:
    browser = house.signed_in("lan")
    answer = browser.send("/ban-tin/moi", **FIELDS, then="hear")
    assert answer.status_code == 307
    browser.send(answer.headers["Location"])

    assert len(house.store.waiting_renders(house.clock.at, timedelta(seconds=60))) == 1


def test_a_sound_that_could_not_be_made_says_so(house: House) -> None:
    draft = house.draft()
    job = house.store.queue_render(draft.id, 1, house.clock.at)
    house.store.claim_render(job, "worker", house.clock.at)
    house.store.fail_render(job, "espeak: no voice", house.clock.at)
    page = house.signed_in("lan").open(f"/ban-tin/{draft.id}").text

    assert "Chưa tạo được bản nghe" in page
    assert "Tạo bản nghe thử" in page


def test_a_sound_is_served_in_parts_and_only_if_it_is_known(house: House) -> None:
    bulletin = house.pending()
    assert bulletin.rendition is not None
    browser = house.signed_in("minh")
    address = f"/am-thanh/{bulletin.rendition.sha256}.wav"
    part = browser.open(address, headers={"Range": "bytes=0-43"})

    assert (part.status_code, part.mimetype, len(part.data)) == (206, "audio/wav", 44)
    assert browser.open(address).data == bulletin.rendition.path.read_bytes()
    for strange in ("0" * 64, "..%2f..%2fstation", "A" * 64, "%00"):
        assert browser.open(f"/am-thanh/{strange}.wav").status_code == 404
    bulletin.rendition.path.unlink()
    assert browser.open(address).status_code == 404


def test_a_sound_outside_its_folder_is_not_served(house: House) -> None:
    from dataclasses import replace

    draft, sound = house.draft(), house.sound()
    secret = sound.path.replace(house.settings.data / "secret.wav")
    house.store.save_rendition(draft.id, 1, replace(sound, path=secret), house.clock.at)

    assert house.signed_in("lan").open(f"/am-thanh/{sound.sha256}.wav").status_code == 404


def test_the_length_is_estimated_while_writing(house: House) -> None:
    browser = house.signed_in("lan")
    short = browser.send("/ban-tin/uoc-luong", title="x", text="Mời họp lúc 19h30 ngày 2/9.")
    long = browser.send("/ban-tin/uoc-luong", title="x", text="Không chuyển tiền cho người lạ. " * 600)

    assert "Hơi ngắn" in short.text
    assert "mười chín giờ" in short.text
    assert "Dài quá một buổi phát" in long.text
    assert "Thời lượng hiện ra" in browser.send("/ban-tin/uoc-luong", text="").text


def test_a_returned_bulletin_shows_why(house: House) -> None:
    bulletin = house.pending()
    assert bulletin.rendition is not None
    sha256, minh = bulletin.rendition.sha256, house.people["minh"]
    house.store.decide(bulletin.id, sha256, Verdict.RETURNED, minh, "Thiếu số điện thoại.", house.clock.at)
    page = house.signed_in("lan").open(f"/ban-tin/{bulletin.id}").text

    assert "Trần Văn Minh trả lại:" in page
    assert "Thiếu số điện thoại." in page


def test_a_bulletin_is_taken_back(house: House) -> None:
    bulletin = house.approved()
    assert house.signed_in("van").send(f"/ban-tin/{bulletin.id}/rut", reason="x").status_code == 403
    assert house.signed_in("lan").send(f"/ban-tin/{bulletin.id}/rut", reason="Nhầm số").status_code == 303

    assert house.store.bulletin(bulletin.id).status is Status.DRAFT


def test_submitting_twice_is_one_submission(house: House) -> None:
    bulletin, lan = house.pending(), house.signed_in("lan")
    answer = lan.send(f"/ban-tin/{bulletin.id}/gui-duyet", version="1")

    assert answer.headers["Location"] == f"/ban-tin/{bulletin.id}"
    assert len(house.store.activity(verbs=[Verb.SUBMIT])) == 1
    assert "Đã gửi duyệt." in lan.open(f"/ban-tin/{bulletin.id}").text


def test_what_is_decided_is_not_submitted_any_more(house: House) -> None:
    bulletin = house.approved()
    answer = house.signed_in("lan").send(f"/ban-tin/{bulletin.id}/gui-duyet", version="1", sure="1")

    assert answer.status_code == 409
    assert "trạng thái đã thay đổi" in answer.text
    assert house.store.bulletin(bulletin.id).on_air_ready


def test_a_script_without_a_source_shows_none(house: House) -> None:
    draft = house.draft(source=Source())

    assert "<dt>Nguồn</dt>" not in house.signed_in("van").open(f"/ban-tin/{draft.id}").text
