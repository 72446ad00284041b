"""Tiếp âm on the desk: only streams of the list, only so many minutes, and another person approves exactly that."""

from dataclasses import replace
from typing import Any

import pytest

from broadcaster.rendering import render_relay
from broadcaster.station import Relay
from tests.web.cast import House

PROVINCE = Relay("tinh", "Đài tỉnh", "https://radio.example.vn/live")


@pytest.fixture
def relaying(house: House) -> House:
    """A station that may pass on one stream."""
    desk = house.app.extensions["desk"]
    station = replace(house.settings.station, relays=(PROVINCE,))
    house.settings = replace(house.settings, station=station)
    house.app.extensions["desk"] = replace(desk, settings=house.settings)
    return house


def form(**changes: Any) -> dict[str, Any]:
    return {"relay": "tinh", "minutes": "5", "title": "Bản tin đài tỉnh", "kind": "news", "topic": "other"} | changes


def offered(house: House, **changes: Any) -> Any:
    """Lan offers it, the renderer writes its file."""
    answer = house.signed_in("lan").send("/tiep-am", **form(**changes))
    assert answer.status_code == 303
    (bulletin,) = house.store.bulletins()
    assert house.rendered(bulletin, render_relay(bulletin.script, house.settings, house.settings.rendered))
    return house.store.bulletin(bulletin.id)


def test_it_is_approved_by_another_person_who_sees_address_and_length(relaying: House) -> None:
    bulletin = offered(relaying)
    minh = relaying.signed_in("minh")
    page = minh.open(f"/cho-duyet/{bulletin.id}").text
    assert PROVINCE.url in page
    assert "5 phút" in page
    assert "Tôi đã nghe thử nguồn này" in page
    sha = bulletin.rendition.sha256
    assert minh.send(f"/cho-duyet/{bulletin.id}", sha256=sha, verdict="approve").status_code in (400, 409)
    minh.send(f"/ban-tin/{bulletin.id}/da-nghe", sha256=sha)
    assert minh.send(f"/cho-duyet/{bulletin.id}", sha256=sha, verdict="approve").status_code == 303
    assert relaying.store.bulletin(bulletin.id).on_air_ready


def test_a_stream_that_is_not_on_the_list_and_a_length_beyond_a_session_are_refused(relaying: House) -> None:
    lan = relaying.signed_in("lan")
    for wrong in ({"relay": "khac"}, {"minutes": "0"}, {"minutes": "999"}, {"minutes": "x"}, {"title": " "}):
        answer = lan.send("/tiep-am", **form(**wrong))
        assert answer.status_code == 400, wrong
        assert 'class="told"' in answer.text
    assert relaying.store.bulletins() == []


def test_another_length_asks_for_another_approval(relaying: House) -> None:
    bulletin = offered(relaying)
    sha, minh = bulletin.rendition.sha256, relaying.people["minh"]
    relaying.store.listened(bulletin.id, sha, minh, relaying.clock.at)
    from broadcaster.bulletin import Verdict

    relaying.store.decide(bulletin.id, sha, Verdict.APPROVED, minh, "", relaying.clock.at)
    lan = relaying.signed_in("lan")
    assert lan.open(f"/ban-tin/{bulletin.id}/sua").status_code == 302
    version = relaying.store.bulletin(bulletin.id).version
    assert lan.send(f"/ban-tin/{bulletin.id}/tiep-am", **form(minutes="10", version=version)).status_code == 303
    now = relaying.store.bulletin(bulletin.id)
    assert not now.on_air_ready
    assert now.script.relay_minutes == 10
    assert lan.send(f"/ban-tin/{bulletin.id}/tiep-am", **form(minutes="11", version=version)).status_code == 409


def test_the_file_of_a_relay_is_not_served_as_a_sound(relaying: House) -> None:
    bulletin = offered(relaying)
    assert relaying.signed_in("minh").open(f"/am-thanh/{bulletin.rendition.sha256}.wav").status_code == 404


def test_without_a_list_the_page_says_what_to_do(house: House) -> None:
    assert "Đài chưa có nguồn tiếp âm nào" in house.signed_in("lan").open("/tiep-am").text
    assert "Tiếp âm" not in house.signed_in("lan").open("/ban-tin/moi").text
