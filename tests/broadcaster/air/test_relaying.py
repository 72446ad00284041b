"""Passing a stream on: only what was approved, only while the list allows it, and the programme goes on after it."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.air.relaying import stream_of
from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Bulletin, Priority, Verdict
from broadcaster.rendering import render_relay
from broadcaster.settings import load
from broadcaster.station import Relay
from tests.builders import at, script
from tests.ward import Ward, open_ward

PROVINCE = Relay("tinh", "Đài tỉnh", "https://radio.example.vn/live")
CONFIG = Path(__file__).parents[3] / "config"


@pytest.fixture
def relaying(tmp_path: Path) -> Ward:
    ward = open_ward(tmp_path)
    ward.station = replace(ward.station, relays=(PROVINCE,))
    return ward


def relay(ward: Ward, minutes: int = 3) -> Bulletin:
    """Lan offers a relay, Minh approves exactly that, and it stands in the morning slot."""
    now = ward.clock.now()
    told = replace(script("Bản tin đài tỉnh", text="Tiếp âm"), relay="tinh", relay_minutes=minutes)
    written = ward.store.add_bulletin(told, ward.lan, now)
    ward.store.submit(written.id, written.version, ward.lan, now)
    settings = replace(load(CONFIG, {}), station=ward.station)
    sound = render_relay(told, settings, ward.folder)
    assert ward.store.save_rendition(written.id, written.version, sound, now)
    ward.store.listened(written.id, sound.sha256, ward.minh, now)
    ward.placed(written)
    return ward.store.decide(written.id, sound.sha256, Verdict.APPROVED, ward.minh, "", now)


def test_the_stream_sounds_for_its_minutes_at_its_second_and_stands_in_the_log(relaying: Ward) -> None:
    relay(relaying)
    relaying.until(at("06:45"))
    (cue,) = [cue for cue in relaying.speakers.cues if cue.stream]
    assert (cue.stream, cue.length, cue.start) == (PROVINCE.url, timedelta(minutes=3), at("06:30"))
    (entry,) = relaying.store.entries()
    assert (entry.outcome, entry.title) == (Outcome.COMPLETE, "Bản tin đài tỉnh")


def test_a_stream_taken_off_the_list_does_not_sound_and_the_next_item_does(relaying: Ward) -> None:
    relay(relaying)
    relaying.clock.wait(timedelta(seconds=1))
    relaying.ready("Năm không, hai phải")
    relaying.station = replace(relaying.station, relays=(replace(PROVINCE, url="https://elsewhere.example/live"),))
    relaying.until(at("06:45"))
    outcomes = {entry.title: (entry.outcome, entry.reason) for entry in relaying.store.entries()}
    assert outcomes["Bản tin đài tỉnh"][1] is Reason.STREAM_REFUSED
    assert outcomes["Năm không, hai phải"][0] is Outcome.COMPLETE
    assert not [cue for cue in relaying.speakers.cues if cue.stream]


def test_a_relay_cut_by_an_urgent_broadcast_goes_on_for_the_rest_of_its_minutes(relaying: Ward) -> None:
    relay(relaying, 12)
    alarm = relaying.approved("Cháy", 30, priority=Priority.URGENT)
    shown: list[str] = []
    playout = relaying.playout()

    def order() -> None:
        relaying.store.order_now(alarm.id, True, None, relaying.minh, relaying.clock.now(), resume=True)

    def look() -> None:
        playout.ledger.flush()
        shown.extend(one.state for one in relaying.store.on_air())

    relaying.clock.at(at("06:34"), order)
    relaying.clock.at(at("06:38"), look)
    relaying.until(at("06:45"), playout)
    first, rest = [cue for cue in relaying.speakers.cues if cue.stream]
    assert first.offset == timedelta() and timedelta(minutes=3, seconds=50) < rest.offset < timedelta(minutes=4)
    assert rest.offset + rest.length == timedelta(minutes=12)
    cut, last = [entry for entry in relaying.store.entries() if entry.title == "Bản tin đài tỉnh"]
    assert (cut.outcome, last.outcome, last.reason) == (Outcome.CUT_IN, Outcome.COMPLETE, Reason.NONE)
    assert last.heard == rest.length and last.detail.startswith(f"{rest.offset.total_seconds():.1f}-720.0 s")
    assert shown == ["sounding"]


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"not json", json.dumps({"relay": "tinh"}).encode()])
def test_a_file_that_was_changed_names_no_stream(relaying: Ward, content: bytes) -> None:
    bulletin = relay(relaying)
    assert bulletin.rendition is not None
    assert stream_of(bulletin.rendition, relaying.station.relays) == PROVINCE.url
    bulletin.rendition.path.write_bytes(content)
    assert stream_of(bulletin.rendition, relaying.station.relays) is None
