"""A second person listens, then approves or returns exactly that sound."""

from dataclasses import replace

from broadcaster.bulletin import Bulletin, Status
from broadcaster.people import Role
from broadcaster.store import Verb
from tests.web.cast import Browser, House, a_script, password_hash


def sha256(bulletin: Bulletin) -> str:
    """The sound that is being decided on."""
    assert bulletin.rendition is not None
    return bulletin.rendition.sha256


def hear(browser: Browser, bulletin: Bulletin) -> int:
    """What the page sends once the sound has been played to its end."""
    return browser.send(f"/ban-tin/{bulletin.id}/da-nghe", sha256=sha256(bulletin)).status_code


def test_what_waits_is_counted_on_every_page(house: House) -> None:
    house.pending()
    house.pending("Một bản tin nữa")
    for address in ("/", "/ban-tin", "/lich-phat", "/nhat-ky"):
        assert "(2 bản tin)</span>" in house.signed_in("van").open(address).text


def test_minh_listens_and_then_approves(house: House) -> None:
    bulletin = house.pending()
    browser = house.signed_in("minh")
    assert "disabled" in browser.open(f"/cho-duyet/{bulletin.id}").text
    assert hear(browser, bulletin) == 303
    assert "Bạn đã nghe hết" in browser.open(f"/cho-duyet/{bulletin.id}").text
    answer = browser.send(f"/cho-duyet/{bulletin.id}", verdict="approve", sha256=sha256(bulletin))

    assert answer.status_code == 303
    assert house.store.bulletin(bulletin.id).on_air_ready


def test_the_page_reports_listening_without_leaving(house: House) -> None:
    bulletin = house.pending()
    browser = house.signed_in("minh")
    browser.open("/mat-khau")
    answer = browser.client.post(
        f"/ban-tin/{bulletin.id}/da-nghe",
        data={"csrf_token": browser.token, "sha256": sha256(bulletin)},
        headers={"X-Requested-With": "fetch"},
    )

    assert answer.status_code == 204
    assert house.store.has_listened(bulletin.id, sha256(bulletin), house.people["minh"])


def test_nobody_approves_unheard(house: House) -> None:
    bulletin = house.pending()
    answer = house.signed_in("minh").send(f"/cho-duyet/{bulletin.id}", verdict="approve", sha256=sha256(bulletin))

    assert answer.status_code == 409
    assert "Hãy nghe hết bản tin" in answer.text
    assert house.store.bulletin(bulletin.id).status is Status.PENDING


def test_the_author_never_approves_the_own_bulletin(house: House) -> None:
    both = frozenset({Role.AUTHOR, Role.APPROVER})
    lan = house.store.add_person("ngoclan", "Vũ Ngọc Lan", both, password_hash(), house.clock.at, None)
    draft = house.store.add_bulletin(a_script(), lan, house.clock.at)
    house.store.submit(draft.id, 1, lan, house.clock.at)
    house.store.save_rendition(draft.id, 1, house.sound(1.0, 700), house.clock.at)
    own = house.store.bulletin(draft.id)
    browser = house.signed_in("ngoclan")
    assert "người khác phải duyệt" in browser.open(f"/cho-duyet/{own.id}").text
    hear(browser, own)
    answer = browser.send(f"/cho-duyet/{own.id}", verdict="approve", sha256=sha256(own))

    assert answer.status_code == 403
    assert "Người soạn không tự duyệt" in answer.text
    assert house.store.bulletin(own.id).status is Status.PENDING


def test_a_return_needs_a_reason_and_tells_the_author(house: House) -> None:
    bulletin = house.pending()
    browser = house.signed_in("minh")
    without = browser.send(f"/cho-duyet/{bulletin.id}", verdict="return", sha256=sha256(bulletin), reason="  ")
    assert (without.status_code, "Hãy nhập lý do" in without.text) == (400, True)
    given = browser.send(
        f"/cho-duyet/{bulletin.id}", verdict="return", sha256=sha256(bulletin), reason="Thiếu số điện thoại."
    )

    assert given.status_code == 303
    assert house.store.bulletin(bulletin.id).status is Status.RETURNED
    assert "Thiếu số điện thoại." in house.signed_in("lan").open("/ban-tin").text


def test_a_reason_is_not_lost_when_it_cannot_be_taken(house: House) -> None:
    bulletin, minh = house.pending(), house.signed_in("minh")
    given = {"verdict": "return", "sha256": sha256(bulletin), "reason": "Sai số điện thoại ở câu ba"}
    house.store.save_rendition(bulletin.id, bulletin.version, house.sound(1.0, 900), house.clock.at)
    newer = minh.send(f"/cho-duyet/{bulletin.id}", **given)
    assert (newer.status_code, "ở câu ba</textarea>" in newer.text) == (409, True)
    long = minh.send(f"/cho-duyet/{bulletin.id}", **given | {"reason": "Sai số. " * 100})
    assert (long.status_code, "Sai số. Sai số." in long.text) == (400, True)
    house.store.withdraw(bulletin.id, house.people["lan"], "", house.clock.at)
    gone = minh.send(f"/cho-duyet/{bulletin.id}", **given)
    assert (gone.status_code, "<textarea" in gone.text) == (409, False)
    assert "Lý do bạn vừa nhập" in gone.text and "Sai số điện thoại ở câu ba" in gone.text
    assert "Lý do bạn vừa nhập" not in minh.open(f"/cho-duyet/{house.pending('Khác').id}?reason=x").text


def test_a_sound_that_changed_must_be_heard_again(house: House) -> None:
    bulletin = house.pending()
    browser = house.signed_in("minh")
    hear(browser, bulletin)
    house.store.save_rendition(bulletin.id, bulletin.version, house.sound(1.0, 900), house.clock.at)
    answer = browser.send(f"/cho-duyet/{bulletin.id}", verdict="approve", sha256=sha256(bulletin))

    assert answer.status_code == 409
    assert "Hãy nghe hết bản tin" in answer.text
    assert hear(browser, bulletin) == 409


def test_a_second_decision_finds_the_first(house: House) -> None:
    bulletin = house.approved()
    answer = house.signed_in("hoa").send(f"/cho-duyet/{bulletin.id}", verdict="approve", sha256=sha256(bulletin))

    assert answer.status_code == 409
    assert "đã được quyết định rồi" in answer.text


def test_what_is_decided_is_no_longer_reviewed(house: House) -> None:
    bulletin = house.approved()

    assert house.signed_in("minh").open(f"/cho-duyet/{bulletin.id}").status_code == 302


def test_an_empty_pile_says_so(house: House) -> None:
    assert "Không có bản tin nào chờ duyệt" in house.signed_in("minh").open("/cho-duyet").text


def test_an_office_of_one_person_is_an_explicit_setting_and_is_recorded(house: House) -> None:
    alone = House(replace(house.settings, one_person=True))
    both = frozenset({Role.AUTHOR, Role.APPROVER})
    lan = alone.store.add_person("ngoclan", "Vũ Ngọc Lan", both, password_hash(), alone.clock.at, None)
    alone.people["lan"] = lan
    own = alone.pending()
    browser = alone.signed_in("ngoclan")
    assert "người khác phải duyệt" not in browser.open(f"/cho-duyet/{own.id}").text
    hear(browser, own)
    answer = browser.send(f"/cho-duyet/{own.id}", verdict="approve", sha256=sha256(own))

    assert answer.status_code == 303
    assert alone.store.activity(1)[0].verb is Verb.APPROVE_ALONE
