"""The chain of the play log: every field counts."""

from dataclasses import fields, replace
from datetime import timedelta

from broadcaster.airing import Outcome, Reason, chain_hash
from tests.builders import bulletin, entry, occurrence

ENTRY = entry(bulletin(), occurrence())
OTHER = entry(
    bulletin("khác", 30),
    occurrence("evening"),
    Outcome.PARTIAL,
    number=2,
    station="x",
    zone="x",
    attempt=2,
    kind="report",
    topic="T05",
    priority="urgent",
    heard=timedelta(seconds=3),
    reason=Reason.MUTED,
    detail="x",
    device="x",
    author_name="x",
    approver_name="x",
    operator_name="x",
    before="x",
)


def test_no_field_of_an_entry_can_change_without_changing_its_hash():
    for field in fields(ENTRY):
        if field.name != "chain":
            assert chain_hash(replace(ENTRY, **{field.name: getattr(OTHER, field.name)})) != ENTRY.chain, field.name


def test_the_hash_is_the_same_on_every_clock_and_database():
    from datetime import UTC

    elsewhere = replace(ENTRY, planned=ENTRY.planned.astimezone(UTC), ended=ENTRY.ended.astimezone(UTC))
    assert chain_hash(elsewhere) == ENTRY.chain


def test_only_what_was_heard_counts_as_broadcast():
    assert {outcome for outcome in Outcome if outcome.was_heard} == {Outcome.COMPLETE, Outcome.UNMEASURED}
