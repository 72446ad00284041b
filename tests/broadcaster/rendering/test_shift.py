"""The renderer's shift: it calls for what waits, goes when nothing is left, and misses nobody who rings meanwhile."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from broadcaster import bell
from broadcaster.office import library
from broadcaster.people import Person
from broadcaster.recording import Intake, Purpose
from broadcaster.rendering.shift import Shift
from broadcaster.settings import Settings
from broadcaster.settings.retention import Retention
from broadcaster.store import Store, Verb, open_store
from broadcaster.store.jobs import RenderJob
from tests.broadcaster.rendering.bringing import packed
from tests.broadcaster.store.steps import aired, lived_through
from tests.builders import script
from tests.fakes.clock import FakeClock

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def ward(ward: Settings) -> Settings:
    ward.data.mkdir(parents=True)
    return ward


@pytest.fixture
def store(store: Store) -> Store:
    store.set_mark("tidied", NOW.isoformat())
    return store


class Maker:
    """Who makes bulletins' sounds: here one that only takes note."""

    def __init__(self, store: Store) -> None:
        self.store, self.busy, self.tidied, self.closed = store, False, 0, False

    def waiting(self, lost_after: timedelta) -> list[RenderJob]:
        return self.store.waiting_renders(NOW, lost_after)

    def tidy(self) -> bool:
        self.tidied += 1
        return True

    def close(self) -> None:
        self.closed = True


class Gone:
    """A shift of which is known whom it called and whether it went."""

    def __init__(self, ward: Settings, store: Store, idle_after: float = 0.0, now: datetime = NOW) -> None:
        self.called: list[UUID] = []
        self.went = 0
        self.maker = Maker(store)
        self.clock = FakeClock(now)
        self.shift = Shift(ward, store, self.maker, self.called.append, lambda: 0, self.clock, idle_after)

    def keep(self) -> None:
        self.shift.keep(self._go)

    def _go(self) -> None:
        self.went += 1


def test_it_goes_when_there_is_nothing_to_do_and_answers_the_bell(ward: Settings, store: Store) -> None:
    bell.ring(ward.data)
    kept = Gone(ward, store)
    kept.keep()
    assert kept.went == 1
    assert not bell.rung(ward.data, bell.answered(ward.data))
    assert store.beats()["renderer"].detail == {"resting": True}


def test_who_rings_after_its_last_look_is_not_answered(ward: Settings, store: Store) -> None:
    kept = Gone(ward, store)
    assert not kept.shift.look()
    bell.ring(ward.data)
    kept.shift._rest()
    assert bell.rung(ward.data, bell.answered(ward.data))


def test_a_bulletin_that_waits_is_called_for(ward: Settings, store: Store, lan: Person) -> None:
    written = store.add_bulletin(script(), lan, NOW)
    store.submit(written.id, 1, lan, NOW)
    kept = Gone(ward, store)
    assert kept.shift.look()
    job = store.render_state(written.id)
    assert job is not None and kept.called == [job.id]


def test_a_sound_that_waits_is_taken_in_while_it_stays(ward: Settings, store: Store, lan: Person) -> None:
    import io

    brought = library.bring(store, ward, lan, Purpose.BULLETIN, "Phóng sự", "a.wav", io.BytesIO(packed()), NOW)
    kept = Gone(ward, store)
    kept.keep()
    assert store.recording(brought.id).state is Intake.READY, "it does not go before that is done"


def test_it_tidies_once_a_day_and_puts_the_programs_chimes_into_the_library(ward: Settings, store: Store) -> None:
    tomorrow = Gone(ward, store, now=NOW + timedelta(days=1))
    tomorrow.keep()
    assert tomorrow.maker.tidied == 1
    assert len(store.recordings(Purpose.CHIME)) == 3
    later = Gone(ward, store, now=NOW + timedelta(days=1, hours=2))
    later.keep()
    assert later.maker.tidied == 0


def test_what_is_under_way_is_given_up_when_it_is_told_to_end(ward: Settings, store: Store) -> None:
    kept = Gone(ward, store)
    kept.shift.close()
    assert kept.maker.closed
    kept.keep()
    assert kept.went == 0


def test_once_a_day_what_is_past_its_time_goes_and_is_written_down(ward: Settings, store: Store) -> None:
    """Three years of log, of which the ward keeps two whole ones; and a sound of the library nobody needs."""
    keeping = replace(ward, station=replace(ward.station, id="hoa-mau"), keep=Retention(log_years=2))
    here = open_store(ward.database, "hoa-mau")
    for number in (-1100, -1060, -1):
        aired(here, number)
    lived_through(here, date(2024, 1, 1), date(2026, 11, 1))
    stray = ward.recordings / f"{'0' * 64}.wav"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"nobody refers to this")
    old = (NOW - timedelta(days=400)).timestamp()
    os.utime(stray, (old, old))

    Gone(keeping, here).keep()

    assert [entry.number for entry in here.entries()] == [3]
    assert here.verify() == here.head()
    assert not stray.exists()
    deeds = here.activity(verbs=[Verb.THROW_AWAY])
    assert sorted(deed.object.partition("/")[0] for deed in deeds) == ["log", "sounds"]
    here.close()
