"""The urgent templates: loaded once, approved by another person, looked over every day."""

from dataclasses import replace
from pathlib import Path

import pytest

from broadcaster import urgent
from broadcaster.bulletin import Priority, Status
from broadcaster.errors import NotAllowed
from broadcaster.office import newsroom
from broadcaster.people import Role
from broadcaster.urgent import Readiness
from tests.broadcaster.urgent.office import NOON, Office, file_of
from tests.builders import script


def test_an_author_loads_the_whole_set_once_and_it_waits_for_approval(office: Office) -> None:
    made = urgent.load_templates(office.store, office.people["lan"], NOON)
    assert {one.template for one in made} == set(urgent.shipped())
    assert {one.status for one in made} == {Status.PENDING}
    assert {one.script.priority for one in made} == {Priority.URGENT}
    assert all(office.store.render_state(one.id) for one in made)
    assert urgent.load_templates(office.store, office.people["lan"], NOON) == []


@pytest.mark.parametrize("who", ["minh", "tung", "hoa", "quang", "van"])
def test_only_an_author_loads_the_set(office: Office, who: str) -> None:
    with pytest.raises(NotAllowed):
        urgent.load_templates(office.store, office.people[who], NOON)


def test_whoever_loaded_a_template_does_not_approve_it(office: Office) -> None:
    both = replace(office.people["lan"], roles=frozenset({Role.AUTHOR, Role.APPROVER}))
    (one, *_) = urgent.load_templates(office.store, both, NOON)
    sound = office.sound("own")
    office.store.save_rendition(one.id, one.version, sound, NOON)
    newsroom.listened(office.store, both, one.id, sound.sha256, NOON)
    with pytest.raises(NotAllowed):
        newsroom.approve(office.store, both, one.id, sound.sha256, NOON)


def test_the_daily_look_names_every_template_and_how_it_stands(office: Office) -> None:
    assert {one.readiness for one in urgent.templates_ready(office.store)} == {Readiness.NOT_LOADED}
    loaded = {one.template: one for one in urgent.load_templates(office.store, office.people["lan"], NOON)}
    assert {one.readiness for one in urgent.templates_ready(office.store)} == {Readiness.PENDING}
    ready = {name: office.heard_and_approved(one) for name, one in loaded.items()}
    assert all(one.fit for one in urgent.templates_ready(office.store))

    file_of(ready["urgent_chay"]).unlink()
    file_of(ready["urgent_di-doi"]).write_bytes(b"something else")
    newsroom.withdraw(office.store, office.people["lan"], ready["urgent_tre-lac"].id, "", NOON)
    found = {one.name: one for one in urgent.templates_ready(office.store)}
    assert found["urgent_chay"].readiness is Readiness.FILE_MISSING and "missing" in found["urgent_chay"].found
    assert found["urgent_di-doi"].readiness is Readiness.FILE_CHANGED and found["urgent_di-doi"].broken
    assert found["urgent_tre-lac"].readiness is Readiness.DRAFT
    assert found["urgent_ngap-lut"].fit


def test_a_page_looks_only_whether_the_files_are_there(office: Office) -> None:
    one = office.templates()["urgent_chay"]
    assert one.rendition is not None
    one.rendition.path.write_bytes(b"something else")
    by_name = {state.name: state for state in urgent.templates_ready(office.store, files=False)}
    assert by_name["urgent_chay"].fit
    one.rendition.path.unlink()
    by_name = {state.name: state for state in urgent.templates_ready(office.store, files=False)}
    assert by_name["urgent_chay"].readiness is Readiness.FILE_MISSING


def test_an_urgent_bulletin_of_the_wards_own_is_a_template_too_and_typed_words_are_none(office: Office) -> None:
    own = newsroom.write(office.store, office.people["lan"], script("Vỡ đê", priority=Priority.URGENT), NOON)
    assert own.id not in {one.bulletin.id for one in urgent.templates_ready(office.store) if one.bulletin}
    newsroom.submit(office.store, office.people["lan"], own.id, own.version, NOON)
    office.heard_and_approved(own)
    office.order_typed(office.typed())
    states = [one for one in urgent.templates_ready(office.store) if one.bulletin]
    assert [(one.name, one.title, one.fit) for one in states] == [("", "Vỡ đê", True)]


def test_a_broken_text_file_does_not_take_the_others_with_it(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "urgent_a.md").write_text("nothing", "utf-8")
    (folder / "urgent_b.md").write_text((urgent.templates.SCRIPTS / "urgent_chay.md").read_text("utf-8"), "utf-8")
    assert list(urgent.shipped(folder)) == ["urgent_b"]


def test_what_the_daily_look_finds_is_a_fault_until_it_is_right_again(office: Office) -> None:
    urgent.report(office.store, NOON)
    assert [one.code for one in office.store.faults()] == ["no_correction"]
    ready = office.templates()
    urgent.report(office.store, NOON)
    assert office.store.faults() == []
    path = file_of(ready["urgent_chay"])
    kept = path.read_bytes()
    path.write_bytes(b"")
    urgent.report(office.store, NOON)
    (fault,) = office.store.faults()
    assert (fault.code, fault.detail) == ("urgent_template", ready["urgent_chay"].script.title)
    path.write_bytes(kept)
    urgent.report(office.store, NOON)
    assert office.store.faults() == []
