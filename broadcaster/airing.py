"""What happened on air: an airing begun, its outcome, and the entry that stays in the play log for ever."""

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class Outcome(StrEnum):
    """How an airing ended, judged by what the ear heard, not by what the player said."""

    COMPLETE = "complete"  # phát đủ
    PARTIAL = "partial"  # phát dở dang
    FAILED = "failed"  # phát lỗi
    MISSED = "missed"  # bỏ lỡ
    OUT_OF_HOURS = "out_of_hours"  # ngoài giờ
    STOPPED = "stopped"  # dừng bởi người
    CUT_IN = "cut_in"  # bị khẩn cấp ngắt
    UNMEASURED = "unmeasured"  # không đo được

    @property
    def was_heard(self) -> bool:
        """Whether the bulletin counts as broadcast (for quotas and freshness)."""
        return self in (Outcome.COMPLETE, Outcome.UNMEASURED)


class Reason(StrEnum):
    """Why an outcome is what it is; the Vietnamese sentence for each stands in web/words.py."""

    NONE = ""
    STATION_OFF = "station_off"
    NO_ROOM = "no_room"
    NOT_APPROVED = "not_approved"
    NO_SOUND_FILE = "no_sound_file"
    SOUND_CHANGED = "sound_changed"
    NOT_A_SOUND = "not_a_sound"
    NO_DEVICE = "no_device"
    DEVICE_LOST = "device_lost"
    MUTED = "muted"
    SILENT = "silent"
    NOT_ALL_HEARD = "not_all_heard"
    NO_EAR = "no_ear"
    PLAYER_FAILED = "player_failed"
    PLAYER_HUNG = "player_hung"
    KILLED = "killed"
    BY_PERSON = "by_person"
    URGENT = "urgent"
    URGENT_DROPPED = "urgent_dropped"
    SLOT_OVER = "slot_over"
    QUIET_HOURS = "quiet_hours"
    OUTSIDE_WINDOW = "outside_window"
    BARRED_DAY = "barred_day"
    OVER_CAP = "over_cap"
    CLOCK_WRONG = "clock_wrong"
    VOLUME = "volume"
    NO_STREAM = "no_stream"
    STREAM_REFUSED = "stream_refused"


@dataclass(frozen=True, slots=True)
class AiringKey:
    """The natural key of an airing: the database holds it once, so nothing is spoken twice."""

    station: str
    occurrence: str
    bulletin: UUID
    attempt: int
    zone: str


@dataclass(frozen=True, slots=True)
class Airing:
    """An airing begun durably before its sound. `operator_name` is who put it on the schedule or ordered it."""

    id: UUID
    key: AiringKey
    title: str
    kind: str
    topic: str
    priority: str
    planned: datetime
    begun: datetime
    wanted: timedelta
    sha256: str
    author_name: str
    approver_name: str
    operator_name: str


@dataclass(frozen=True, slots=True, weakref_slot=True)
class PlayLogEntry:
    """One finished line of the play log (nhật ký phát thanh); never changed, chained to the one before it.

    `number` runs 1, 2, 3 … at a station. `started` is the first sound on the device (None: no sound).
    `wanted` and `heard` are the rendered length and the length the ear heard. `chain` is this entry's hash,
    `before` the hash of entry `number - 1` ("" for the first).
    """

    number: int
    id: UUID
    station: str
    occurrence: str
    zone: str
    bulletin: UUID
    attempt: int
    title: str
    kind: str
    topic: str
    priority: str
    planned: datetime
    started: datetime | None
    ended: datetime
    wanted: timedelta
    heard: timedelta
    outcome: Outcome
    reason: Reason
    detail: str
    device: str
    sha256: str
    author_name: str
    approver_name: str
    operator_name: str
    before: str
    chain: str


def chain_hash(entry: PlayLogEntry) -> str:
    """SHA-256 over every field but `chain` itself, in field order, as canonical JSON."""
    values = [_plain(getattr(entry, field.name)) for field in fields(entry) if field.name != "chain"]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    """Times and lengths as whole milliseconds, so that every database gives the same hash."""
    if isinstance(value, datetime):
        return round(value.timestamp() * 1000)
    if isinstance(value, timedelta):
        return round(value.total_seconds() * 1000)
    if isinstance(value, UUID):
        return str(value)
    return value
