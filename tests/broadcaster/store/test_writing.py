"""What a person types and has not saved: kept, put aside, taken up again, and forgotten in time."""

from datetime import timedelta
from uuid import uuid4

from broadcaster.store import Store, Verb
from tests.broadcaster.store.steps import approved
from tests.builders import LAN, NOW, TUNG

LATER = NOW + timedelta(days=31)


def said(store: Store, place: str) -> str:
    """The text that Lan has at the place, "" where there is none."""
    found = store.unsaved(place, LAN)
    return found.fields["text"] if found else ""


def test_what_is_put_aside_is_out_of_the_way_and_comes_back_with_its_version(store: Store) -> None:
    place = str(approved(store).id)
    store.keep_unsaved(place, 3, {"text": "Một"}, LAN, NOW)
    store.keep_unsaved(place, 3, {"text": "Của Tùng"}, TUNG, NOW)
    assert store.put_aside(place, LAN, NOW)
    assert said(store, place) == ""
    assert store.take_up_again(place, NOW - timedelta(days=1), LAN, NOW) is False
    found = store.unsaved(place, LAN)
    assert found is not None and (found.version, found.fields) == (3, {"text": "Một"})
    assert store.take_up_again(place, NOW - timedelta(days=1), LAN, NOW) is None
    other = store.unsaved(place, TUNG)
    assert other is not None and other.fields == {"text": "Của Tùng"}


def test_what_stands_there_by_then_takes_its_turn_aside(store: Store) -> None:
    store.keep_unsaved("new", 0, {"text": "Một"}, LAN, NOW)
    store.put_aside("new", LAN, NOW)
    store.keep_unsaved("new", 0, {"text": "Hai"}, LAN, NOW)
    since = NOW - timedelta(days=1)
    assert store.take_up_again("new", since, LAN, NOW) is True
    assert said(store, "new") == "Một"
    assert store.take_up_again("new", since, LAN, NOW) is True
    assert said(store, "new") == "Hai"


def test_the_deeds_are_recorded_without_a_word_of_the_text(store: Store) -> None:
    place = str(uuid4())
    assert not store.put_aside(place, LAN, NOW)
    assert store.activity() == []
    store.keep_unsaved(place, 0, {"text": "Một"}, LAN, NOW)
    store.put_aside(place, LAN, NOW)
    store.take_up_again(place, NOW - timedelta(days=1), LAN, NOW)
    told = [(one.verb, one.object, one.detail) for one in store.activity()]
    assert told == [(Verb.TAKE_UP_AGAIN, f"bulletin/{place}", ""), (Verb.PUT_ASIDE, f"bulletin/{place}", "")]


def test_only_what_was_put_aside_before_is_forgotten(store: Store) -> None:
    for place, at in (("new", NOW), (str(uuid4()), LATER)):
        store.keep_unsaved(place, 0, {"text": "Bỏ"}, LAN, at)
        store.put_aside(place, LAN, at)
    store.keep_unsaved("new", 0, {"text": "Còn viết"}, LAN, NOW)
    assert store.take_up_again("new", LATER - timedelta(days=30), LAN, LATER) is None
    store.keep_unsaved(place, 0, {"text": "Mới"}, LAN, LATER)
    store.forget_put_aside(LATER - timedelta(days=30))
    assert said(store, "aside/new") == ""
    assert said(store, f"aside/{place}") == "Bỏ"
    assert said(store, "new") == "Còn viết"
