"""Every deed leaves a line that names who did it."""

from broadcaster.bulletin import Verdict
from broadcaster.people import Role
from broadcaster.store import Store, Verb
from tests.broadcaster.store.steps import SECOND
from tests.builders import LAN, MINH, MONDAY, NOW, TUNG, rendition, script


def test_a_bulletins_whole_life_is_written_down(store: Store) -> None:
    made = store.add_bulletin(script("Một"), LAN, NOW)
    store.edit_bulletin(made.id, 1, script("Hai"), LAN, NOW)
    store.submit(made.id, 2, LAN, NOW)
    store.save_rendition(made.id, 2, rendition(60), NOW)
    store.listened(made.id, "a" * 64, MINH, NOW)
    store.decide(made.id, "a" * 64, Verdict.APPROVED, MINH, "", NOW)
    placed = store.place(made.id, "morning", MONDAY, None, (), 0, TUNG, NOW)
    store.skip_day(placed.id, MONDAY, TUNG, NOW)
    store.reorder(placed.id, 1, TUNG, NOW)
    store.unplace(placed.id, TUNG, NOW)
    store.order_now(made.id, False, None, TUNG, NOW)
    store.ask_stop(TUNG, NOW)
    store.withdraw(made.id, MINH, "Sai số", NOW + SECOND)
    told = store.activity()[::-1]
    assert [(one.verb, one.by_name) for one in told] == [
        (Verb.WRITE, LAN.name),
        (Verb.EDIT, LAN.name),
        (Verb.SUBMIT, LAN.name),
        (Verb.LISTEN, MINH.name),
        (Verb.APPROVE, MINH.name),
        (Verb.PLACE, TUNG.name),
        (Verb.SKIP_DAY, TUNG.name),
        (Verb.REORDER, TUNG.name),
        (Verb.UNPLACE, TUNG.name),
        (Verb.AIR_NOW, TUNG.name),
        (Verb.STOP, TUNG.name),
        (Verb.WITHDRAW, MINH.name),
    ]
    assert (told[-1].object, told[-1].detail, told[-1].at) == (f"bulletin/{made.id}", "Sai số", NOW + SECOND)


def test_deeds_about_accounts_are_written_down_without_any_secret(store: Store) -> None:
    lan = store.add_person("lan", "Lan", {Role.AUTHOR}, "$argon2id$secret", NOW, None)
    store.set_password(lan.id, "$argon2id$other", NOW, lan)
    store.disable_person(lan.id, NOW, MINH)
    told = store.activity()
    assert [(one.verb, one.by_name) for one in told] == [
        (Verb.DISABLE_PERSON, MINH.name),
        (Verb.SET_PASSWORD, "Lan"),
        (Verb.ADD_PERSON, ""),
    ]
    assert "argon2" not in repr(told)


def test_activity_is_read_a_page_at_a_time_and_only_ones_own(url: str, store: Store) -> None:
    for number in range(5):
        store.add_bulletin(script(f"Bài {number}"), LAN, NOW)
    assert [one.detail for one in store.activity(limit=2, offset=1)] == ["Bài 3", "Bài 2"]
    other = Store(url, "an-khe")
    assert other.activity() == []
    other.close()
