"""Slips of paper beside the log book: what happened on air while the database could not be written."""

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from broadcaster.airing import Airing, AiringKey, Outcome, Reason
from broadcaster.placement import OrderState


class Tells(StrEnum):
    """What a slip tells of."""

    AIRING = "airing"
    SILENCE = "silence"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Ended:
    """How an airing ended; the words of `Store.end_airing`."""

    started: datetime | None
    ended: datetime
    heard: timedelta
    outcome: Outcome
    reason: Reason
    detail: str
    device: str


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing to be entered later. `number` is its place in the order of time, `version` grows as it is rewritten.

    `id` is the airing's or the order's. An airing without `airing` was begun in the database and only ended here.
    """

    name: str
    tells: Tells
    id: UUID
    at: datetime
    number: int = 0
    version: int = 0
    airing: Airing | None = None
    position: timedelta = timedelta()
    ended: Ended | None = None
    state: OrderState | None = None


def name_of(key: AiringKey) -> str:
    """The name of an airing's slip: the same natural key gives the same file."""
    said = (key.station, key.occurrence, str(key.bulletin), str(key.attempt), key.zone)
    return hashlib.sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()[:40]


def written(slip: Slip) -> str:
    """A slip as the text of its file."""
    return json.dumps(_plain(slip), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value / timedelta(microseconds=1)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (Slip, Airing, AiringKey, Ended)):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def read(text: str) -> Slip:
    """A slip out of its file; ValueError, KeyError or TypeError when it is not one."""
    told = json.loads(text)
    airing, ended, state = told["airing"], told["ended"], told["state"]
    return Slip(
        name=str(told["name"]),
        tells=Tells(told["tells"]),
        id=UUID(told["id"]),
        at=_moment(told["at"]),
        number=int(told["number"]),
        version=int(told["version"]),
        airing=None if airing is None else _airing(airing),
        position=_length(told["position"]),
        ended=None if ended is None else _ended(ended),
        state=None if state is None else OrderState(state),
    )


def _airing(told: dict[str, Any]) -> Airing:
    key = told["key"] | {"bulletin": UUID(told["key"]["bulletin"])}
    times = {"planned": _moment(told["planned"]), "begun": _moment(told["begun"]), "wanted": _length(told["wanted"])}
    return Airing(**told | times | {"id": UUID(told["id"]), "key": AiringKey(**key)})


def _ended(told: dict[str, Any]) -> Ended:
    times = {
        "started": None if told["started"] is None else _moment(told["started"]),
        "ended": _moment(told["ended"]),
        "heard": _length(told["heard"]),
    }
    return Ended(**told | times | {"outcome": Outcome(told["outcome"]), "reason": Reason(told["reason"])})


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return found


def _length(microseconds: float) -> timedelta:
    return timedelta(microseconds=microseconds)
