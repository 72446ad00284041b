"""Rows of campaigns, rotations and columns read as the trade's values, and back."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from broadcaster.bulletin import Topic
from broadcaster.campaign import Campaign, Column, Directive, Obligation, Per, Rotation
from broadcaster.duty import duty_from_json, duty_to_json, findings_from_json


def campaign_columns(wanted: Campaign) -> dict[str, Any]:
    """A campaign's terms as columns."""
    quota = wanted.obligation
    return {
        "name": wanted.name,
        "first": wanted.first,
        "last": wanted.last,
        "plays": quota.plays,
        "minutes": quota.minutes,
        "per": quota.per.value,
        "slots": _listed(quota.slots),
        "topics": _listed(quota.topics),
        "weekdays": json.dumps(sorted(quota.weekdays)),
        "responsible": json.dumps(wanted.responsible, ensure_ascii=False),
        "closing_report_due": wanted.closing_report_due,
        "closing_report_to": wanted.closing_report_to,
        "duties": json.dumps([duty_to_json(one) for one in wanted.duties], ensure_ascii=False),
        "directives": json.dumps([str(one.id) for one in wanted.directives]),
        "stale_after": wanted.stale_after,
    }


def _listed(values: Iterable[str]) -> str:
    return json.dumps(sorted(str(value) for value in values), ensure_ascii=False)


def campaign_of(row: Row[Any], known: dict[str, Directive]) -> Campaign:
    """A campaign with the documents it carries out; `known` are those on file, by id."""
    quota = Obligation(
        plays=row.plays,
        topics=frozenset(Topic(one) for one in json.loads(row.topics)),
        slots=frozenset(json.loads(row.slots)),
        minutes=row.minutes,
        per=Per(row.per),
        weekdays=frozenset(json.loads(row.weekdays)),
    )
    return Campaign(
        id=row.id,
        name=row.name,
        first=row.first,
        last=row.last,
        obligation=quota,
        directives=tuple(known[id] for id in json.loads(row.directives) if id in known),
        closing_report_due=row.closing_report_due,
        closing_report_to=row.closing_report_to,
        responsible=tuple(json.loads(row.responsible)),
        duties=tuple(duty_from_json(one) for one in json.loads(row.duties)),
        stale_after=row.stale_after,
        version=row.version,
        by_name=row.by_name,
        ended=row.ended,
        ended_by=row.ended_by,
    )


def directive_head(id: UUID, name: str, confirmed: str) -> Directive:
    """A document by its number and date as they were confirmed, or by its file's name before that."""
    found = findings_from_json(json.loads(confirmed)) if confirmed else None
    if found is None:
        return Directive(id, "", None, "", name)
    return Directive(id, found.number, found.issued, found.issuer, found.title)


def rotation_of(row: Row[Any], placed: list[UUID]) -> Rotation:
    """A rotation with its placements."""
    return Rotation(row.id, row.campaign, row.by_name, row.at, tuple(placed), row.undone, row.undone_by)


def column_of(row: Row[Any]) -> Column:
    """A column."""
    return Column(row.id, row.name, row.weekday, row.slot, row.opening, Topic(row.topic), row.first, row.last)
