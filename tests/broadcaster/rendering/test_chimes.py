"""The chimes: those of the program lie in the library, and the station's choice is in force over its file."""

from broadcaster.office import library
from broadcaster.people import Person
from broadcaster.recording import NO_CHIME, Place, Purpose
from broadcaster.rendering.chimes import chimes_in_force
from broadcaster.settings import PROJECT
from broadcaster.sound import sha256
from broadcaster.store import Store
from tests.broadcaster.rendering.bringing import NOW, Desk


def test_the_chimes_of_the_program_are_put_into_the_library_once(desk: Desk) -> None:
    desk.intake.keep_chimes()
    desk.intake.keep_chimes()
    chimes = desk.store.recordings(Purpose.CHIME)
    assert sorted(one.name for one in chimes) == ["attention", "closing", "opening"]
    for one in chimes:
        assert one.taken is not None
        assert one.taken.sha256 == sha256(PROJECT / "audio" / "chimes" / f"{one.name}.wav"), "the very same sound"


def test_the_stations_choice_of_chimes_is_in_force_over_its_file(desk: Desk, store: Store, minh: Person) -> None:
    assert chimes_in_force(store, desk.ward) is desk.ward
    done = desk.taken((PROJECT / "audio/chimes/attention.wav").read_bytes(), "nhạc.wav", Purpose.CHIME)
    assert done.taken is not None
    chosen = {Place.OPENING: done.taken.sha256, Place.CLOSING: NO_CHIME}
    library.choose_chimes(store, minh, chosen, NOW)
    sound = chimes_in_force(store, desk.ward).sound
    assert sound.opening_chime == desk.ward.recordings / f"{done.taken.sha256}.wav"
    assert sound.closing_chime is None
    library.choose_chimes(store, minh, {Place.OPENING: "", Place.CLOSING: ""}, NOW)
    assert chimes_in_force(store, desk.ward) == desk.ward
