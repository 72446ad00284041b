"""Every page, every role, and the stranger: deny by default."""

from uuid import UUID

import pytest
from flask import Flask

from tests.web.cast import CAST, House

EVERYBODY = frozenset(CAST)
WRITERS = frozenset({"lan"})
APPROVERS = frozenset({"minh", "hoa"})
PLANNERS = frozenset({"lan", "tung"})
LEADERS = frozenset({"hoa"})

# Endpoint -> who may enter. A page that is missing here fails the test below: whoever adds one must say who may.
MAY: dict[str, frozenset[str]] = {
    "auth.sign_out": EVERYBODY,
    "auth.password": EVERYBODY,
    "auth.change_password": EVERYBODY,
    "onair.page": EVERYBODY,
    "onair.now_fragment": EVERYBODY,
    "onair.day_fragment": EVERYBODY,
    "onair.strip": EVERYBODY,
    "readiness.look_now": EVERYBODY,
    "checkup.page": EVERYBODY,
    "checkup.support": EVERYBODY,
    "clock.page": EVERYBODY,
    "clock.trust": frozenset({"quang"}),
    "help.page": EVERYBODY,
    "help.show": EVERYBODY,
    "bulletins.page": EVERYBODY,
    "bulletins.show": EVERYBODY,
    "bulletins.new": WRITERS,
    "bulletins.create": WRITERS,
    "bulletins.edit": WRITERS,
    "bulletins.save": WRITERS,
    "bulletins.check": WRITERS,
    "bulletins.submit": WRITERS,
    "bulletins.live_estimate": WRITERS,
    "bulletins.withdraw": WRITERS | APPROVERS,
    "versions.page": EVERYBODY,
    "drafting.keep": WRITERS,
    "drafting.drop": WRITERS,
    "drafting.take_up_again": WRITERS,
    "drafting.bring": WRITERS,
    "drafting.document": EVERYBODY,
    "hearing.ask": WRITERS,
    "hearing.look": WRITERS,
    "hearing.sound": WRITERS,
    "sound.order": WRITERS,
    "sound.confirm_again": WRITERS,
    "sound.make_again": WRITERS,
    "sound.call_off": WRITERS,
    "sound.progress": EVERYBODY,
    "sound.play": EVERYBODY,
    "sound.listened": APPROVERS,
    "mp3.pack": WRITERS | APPROVERS | {"tung"},
    "mp3.progress": EVERYBODY,
    "mp3.download": WRITERS | APPROVERS | {"tung"},
    "approvals.page": EVERYBODY,
    "approvals.review": EVERYBODY,
    "approvals.decide": APPROVERS,
    "schedule.page": EVERYBODY,
    "schedule.add": PLANNERS,
    "schedule.preview_fragment": PLANNERS,
    "schedule.place": PLANNERS,
    "schedule.place_once": PLANNERS,
    "schedule.take_off": PLANNERS,
    "schedule.skip": PLANNERS,
    "schedule.move": PLANNERS,
    "orders.stop": EVERYBODY,
    "orders.confirm": frozenset({"tung", "hoa"}),
    "orders.air_now": frozenset({"tung", "hoa"}),
    "urgent.page": EVERYBODY,
    "urgent.load": WRITERS,
    "urgent.live_estimate": LEADERS,
    "urgent.compose": LEADERS,
    "urgent.again": LEADERS,
    "urgent_order.confirm": LEADERS,
    "urgent_order.foreseen": LEADERS,
    "urgent_order.order": LEADERS,
    "urgent_order.watch": EVERYBODY,
    "urgent_order.watch_fragment": EVERYBODY,
    "urgent_order.correct": LEADERS,
    "playlog.page": EVERYBODY,
    "playlog.verify": EVERYBODY,
    "playlog.export": EVERYBODY,
    "deeds.page": EVERYBODY,
    "reports.page": EVERYBODY,
    "reports.download": EVERYBODY,
    "reports.log_book": EVERYBODY,
    "reports.form_page": EVERYBODY,
    "reports.take_template": EVERYBODY,
    "reports.keep_template": frozenset({"quang"}),
    "reports.drop_template": frozenset({"quang"}),
    "reports.restore_template": frozenset({"quang"}),
    "recordings.page": EVERYBODY,
    "recordings.card": EVERYBODY,
    "recordings.listen": EVERYBODY,
    "recordings.bring": WRITERS,
    "recordings.begin": WRITERS,
    "recordings.piece": WRITERS,
    "recordings.finish": WRITERS,
    "recordings.rename": WRITERS,
    "removals.remove": WRITERS,
    "removals.bring_back": WRITERS,
    "recordings.choose": APPROVERS | {"quang"},
    "recorded.new": WRITERS,
    "relays.new": WRITERS,
    "relays.create": WRITERS,
    "relays.edit": WRITERS,
    "relays.save": WRITERS,
    "recorded.create": WRITERS,
    "recorded.edit": WRITERS,
    "recorded.save": WRITERS,
    "directives.page": EVERYBODY,
    "directives.show": EVERYBODY,
    "directives.original": EVERYBODY,
    "directives.bring": WRITERS | LEADERS,
    "directives.confirm": WRITERS | LEADERS,
    "directives.draft": WRITERS,
    "campaigns.page": EVERYBODY,
    "campaigns.today_fragment": EVERYBODY,
    "campaigns.show": EVERYBODY,
    "campaigns.new": PLANNERS | LEADERS,
    "campaigns.create": PLANNERS | LEADERS,
    "campaigns.edit": PLANNERS | LEADERS,
    "campaigns.save": PLANNERS | LEADERS,
    "campaigns.end": PLANNERS | LEADERS,
    "campaigns.sent": PLANNERS | LEADERS,
    "campaigns.not_sent": PLANNERS | LEADERS,
    "rotations.show": PLANNERS,
    "rotations.place": PLANNERS,
    "rotations.take_back": PLANNERS,
    "rotations.put_back": PLANNERS,
    "columns.page": EVERYBODY,
    "columns.add": PLANNERS,
    "columns.close": PLANNERS,
    "columns.reopen": PLANNERS,
    "columns.draft": WRITERS,
    "dictionary.page": EVERYBODY,
    "dictionary.teach": WRITERS,
    "dictionary.forget": WRITERS,
    "dictionary.learn": WRITERS,
    "voices.page": frozenset({"quang"}),
    "voices.fragment": frozenset({"quang"}),
    "voices.try_one": frozenset({"quang"}),
    "voices.trial": frozenset({"quang"}),
    "voices.add": frozenset({"quang"}),
    "voices.remove": frozenset({"quang"}),
    "settings.page": EVERYBODY,
    "settings.show": EVERYBODY,
    "settings.save": frozenset({"quang"}),
    "settings.former": frozenset({"quang"}),
    "settings.put_back": frozenset({"quang"}),
    "settings.back_up": frozenset({"quang"}),
    "settings.backup_fragment": EVERYBODY,
    "takeout.ask": frozenset({"quang"}),
    "takeout.fragment": frozenset({"quang"}),
    "takeout.fetch": frozenset({"quang"}),
    "sound_test.ask": frozenset({"quang", "tung", "hoa"}),
    "sound_test.fragment": EVERYBODY,
    "schedule.undo": PLANNERS,
    "schedule.unskip": PLANNERS,
    "moving.form": PLANNERS,
    "moving.foreseen": PLANNERS,
    "moving.move": PLANNERS,
    "calendar_feed.download": EVERYBODY,
    "playlog.entry": EVERYBODY,
    "accounts.roles": frozenset({"quang"}),
    "accounts.open_again": frozenset({"quang"}),
    "accounts.slip": frozenset({"quang"}),
    "accounts.admit": frozenset({"quang"}),
    "accounts.revoke": frozenset({"quang"}),
    "people.page": frozenset({"quang"}),
    "people.add": frozenset({"quang"}),
    "people.disable": frozenset({"quang"}),
    "people.reset": frozenset({"quang"}),
}
FOR_PROGRAMS = {"api.health", "api.description", "api.status", "api.plan", "api.log", "api.figures"}
FOR_PROGRAMS |= {"calendar_feed.feed"}
"""Behind a token of their own, or for anybody; tests/web/test_api.py."""
FOR_STRANGERS = {"static", "auth.sign_in", "auth.check", "setup.page", "setup.create", *FOR_PROGRAMS}
FOR_STRANGERS |= {"tongue.choose", "tongue.script"}
SIGNED_OUT_BY_IT = ("auth.sign_out",)


def doors(app: Flask, id: UUID, sha256: str) -> list[tuple[str, str, str]]:
    """Every (endpoint, method, address) of the desk, with its blanks filled in."""
    found = []
    for rule in app.url_map.iter_rules():
        blanks = {"id": id, "document": id, "sha256": sha256, "filename": "desk.css", "form": "csv"}
        blanks |= {"section": "dai", "key": "x", "token": "x", "number": 1, "screen": "x", "tongue": "en", "name": "x"}
        with app.test_request_context():
            address = rule.build({name: blanks[name] for name in rule.arguments})
        assert address is not None
        found += [(rule.endpoint, method, address[1]) for method in (rule.methods or set()) & {"GET", "POST"}]
    return sorted(found)


def test_every_page_says_who_may_enter(house: House) -> None:
    endpoints = {rule.endpoint for rule in house.app.url_map.iter_rules()}

    assert endpoints == set(MAY) | FOR_STRANGERS


@pytest.mark.parametrize("username", CAST)
def test_a_role_enters_exactly_the_pages_it_may(house: House, username: str) -> None:
    bulletin = house.approved()
    assert bulletin.rendition is not None
    browser = house.signed_in(username)
    browser.open("/mat-khau")
    wrong = []
    for endpoint, method, address in doors(house.app, bulletin.id, bulletin.rendition.sha256):
        if endpoint in FOR_STRANGERS or endpoint in SIGNED_OUT_BY_IT:
            continue
        answer = browser.client.get(address, buffered=True) if method == "GET" else browser.send(address)
        if (answer.status_code == 403) == (username in MAY[endpoint]) or answer.status_code >= 500:
            wrong.append((endpoint, method, answer.status_code))

    assert wrong == []


def test_a_stranger_is_shown_the_door_everywhere(house: House) -> None:
    bulletin = house.approved()
    assert bulletin.rendition is not None
    stranger = house.visitor()
    stranger.open("/dang-nhap")
    for endpoint, method, address in doors(house.app, bulletin.id, bulletin.rendition.sha256):
        if endpoint in FOR_STRANGERS:
            continue
        answer = stranger.client.get(address, buffered=True) if method == "GET" else stranger.send(address)
        assert answer.status_code == 302, endpoint
        assert answer.headers["Location"].startswith("/dang-nhap"), endpoint


def test_a_fragment_tells_a_stranger_to_sign_in_without_a_page(house: House) -> None:
    answer = house.visitor().open("/manh/dang-phat", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.text) == (401, "")


def test_a_page_that_says_nothing_lets_nobody_in(house: House) -> None:
    house.app.add_url_rule("/quen", "forgotten", lambda: "open")

    assert house.signed_in("hoa").open("/quen").status_code == 403


def test_a_disabled_account_is_out_at_once(house: House) -> None:
    browser = house.signed_in("lan")
    house.store.disable_person(house.people["lan"].id, house.clock.at, house.people["quang"])

    assert browser.open("/ban-tin").status_code == 302
