"""Lists of bulletins: the same ones, in the same order, as the bulletins themselves, without their texts."""

from dataclasses import replace

import pytest

from broadcaster.bulletin import Bulletin, Kind, Priority, Status, Topic, Verdict
from broadcaster.store import Heading, Store
from tests.broadcaster.store.steps import SECOND, approved, pending
from tests.broadcaster.store.test_bulletins import SEARCHES
from tests.builders import LAN, MINH, NOW, rendition, script


def _heading(one: Bulletin) -> Heading:
    said, sound, decision = one.script, one.rendition, one.decision
    return Heading(
        one.id,
        said.title,
        said.kind,
        said.topic,
        said.priority,
        said.voice,
        said.relay,
        one.status,
        one.version,
        one.author,
        one.author_name,
        one.updated,
        sound.duration if sound else None,
        bool(sound and sound.fallback),
        sound.why if sound else "",
        decision.reason if decision else "",
        one.on_air_ready,
    )


@pytest.fixture
def written(store: Store) -> Store:
    """Something in every state."""
    store.add_bulletin(script("Giả danh công an", text="Đừng chuyển tiền, 100% là lừa đảo."), LAN, NOW)
    spoken = replace(script("Trúng thưởng", topic=Topic.T10), kind=Kind.ARTICLE, priority=Priority.PRIORITY)
    store.add_bulletin(replace(spoken, voice="piper:lan", text="Người cao tuổi cảnh giác."), LAN, NOW + SECOND)
    returned = pending(store, "Trả lại")
    assert returned.rendition is not None
    store.listened(returned.id, returned.rendition.sha256, MINH, NOW)
    store.decide(returned.id, returned.rendition.sha256, Verdict.RETURNED, MINH, "đọc sai", NOW + 2 * SECOND)
    pending(store, "Chờ duyệt")
    approved(store, "Đã duyệt")
    again = approved(store, "Sửa sau khi duyệt")
    store.edit_bulletin(again.id, again.version, script("Sửa sau khi duyệt", text="Lời mới."), LAN, NOW + 3 * SECOND)
    other = store.add_bulletin(script("Giọng dự phòng"), LAN, NOW)
    store.save_rendition(other.id, 1, replace(rendition(60, "c" * 64), fallback=True, why="quota"), NOW + 4 * SECOND)
    return store


def test_a_heading_says_of_a_bulletin_what_the_bulletin_says(written: Store) -> None:
    found = written.headings()
    assert found == [_heading(one) for one in written.bulletins()]
    assert {one.status for one in found} == set(Status)
    assert {one.ready for one in found} == {one.fallback for one in found} == {True, False}


def test_headings_are_found_as_bulletins_are(written: Store) -> None:
    for words in (*SEARCHES, "an canh", "danh gia", "/", "%", "_", "0%", "trả LẠI", ""):
        wanted = [one.id for one in written.bulletins(search=words)]
        assert [one.id for one in written.headings(search=words)] == wanted, words
    for status in Status:
        for topic in (None, Topic.T10, Topic.T04):
            wanted = [one.id for one in written.bulletins(status=status, topic=topic, search="a")]
            assert [one.id for one in written.headings(status=status, topic=topic, search="a")] == wanted


def test_headings_come_a_page_at_a_time(written: Store) -> None:
    whole = [one.id for one in written.headings()]
    assert [one.id for one in written.headings(limit=2, offset=1)] == whole[1:3]
    assert written.headings(limit=2, offset=len(whole)) == []


def test_another_stations_bulletins_are_not_listed(written: Store, url: str) -> None:
    elsewhere = Store(url, "other-station")
    try:
        assert elsewhere.headings() == []
    finally:
        elsewhere.close()


def test_the_wordings_of_a_bulletin_are_counted(written: Store) -> None:
    for one in written.bulletins():
        assert written.count_revisions(one.id) == len(written.revisions(one.id)) == one.version


def test_whose_sound_is_on_its_way_is_asked_once_for_a_whole_list(store: Store) -> None:
    made = [store.add_bulletin(script(f"Bài {number}"), LAN, NOW) for number in range(4)]
    ids = [one.id for one in made]
    for one in made[:3]:
        store.queue_render(one.id, 1, NOW)
    store.cancel_render(ids[1], NOW)
    job = store.render_state(ids[2])
    assert job is not None
    store.claim_render(job.id, "worker", NOW)

    assert store.renders_under_way(ids) == {(ids[0], 1), (ids[2], 1)}
    assert store.renders_under_way(ids[1:2]) == store.renders_under_way([]) == frozenset()
    store.finish_render(job.id, NOW)
    assert store.renders_under_way(ids) == {(ids[0], 1)}
