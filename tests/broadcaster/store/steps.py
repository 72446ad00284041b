"""Steps the tests of the store have in common: a bulletin brought to approval, an airing brought to its end."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import create_engine, text

from broadcaster.airing import Airing, AiringKey, Outcome, PlayLogEntry, Reason
from broadcaster.bulletin import Bulletin, Verdict
from broadcaster.store import Store
from tests.builders import LAN, MINH, NOW, TUNG, rendition, script

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def pending(store: Store, title: str = "Giả danh công an", sha256: str = "a" * 64) -> Bulletin:
    """Lan's bulletin, with its sound, waiting for Minh."""
    made = store.add_bulletin(script(title), LAN, NOW)
    store.submit(made.id, 1, LAN, NOW)
    assert store.save_rendition(made.id, 1, rendition(60, sha256), NOW)
    return store.bulletin(made.id)


def approved(store: Store, title: str = "Giả danh công an", sha256: str = "a" * 64) -> Bulletin:
    """Lan's bulletin, approved by Minh."""
    made = pending(store, title, sha256)
    return store.decide(made.id, sha256, Verdict.APPROVED, MINH, "", NOW)


def an_airing(occurrence: str = "2026-11-23/morning", planned: datetime = NOW, **key: Any) -> Airing:
    """An airing about to begin."""
    usual: dict[str, Any] = {
        "station": "hoa-mau",
        "occurrence": occurrence,
        "bulletin": uuid.uuid5(uuid.NAMESPACE_OID, "one"),
        "attempt": 1,
        "zone": "all",
    }
    return Airing(
        id=uuid.uuid4(),
        key=AiringKey(**(usual | key)),
        title="Giả danh công an",
        kind="news",
        topic="T01",
        priority="normal",
        planned=planned,
        begun=planned,
        wanted=MINUTE,
        sha256="a" * 64,
        author_name=LAN.name,
        approver_name=MINH.name,
        operator_name=TUNG.name,
    )


def ended(store: Store, airing: Airing, outcome: Outcome = Outcome.COMPLETE) -> PlayLogEntry:
    """Its entry, after a minute that was heard."""
    end = airing.planned + MINUTE
    return store.end_airing(airing.id, airing.planned, end, MINUTE, outcome, Reason.NONE, "", "ward")


def aired(store: Store, number: int, outcome: Outcome = Outcome.COMPLETE, **key: Any) -> PlayLogEntry:
    """The airing of day `number`, begun and ended."""
    airing = an_airing(f"day-{number}/morning", NOW + number * timedelta(days=1), **key)
    assert store.begin_airing(airing)
    return ended(store, airing, outcome)


def lived_through(store: Store, first: date, last: date) -> None:
    """Somebody worked at the desk on the first three days of each month from `first` to `last`."""
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        for day in (1, 2, 3):
            store.word_taught("BQL", "ban quản lý", LAN, datetime(month // 12, month % 12 + 1, day, 3, tzinfo=UTC))


def by_hand(url: str, *statements: str) -> None:
    """Somebody opens the database and types SQL, having taken down the walls first."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in ("play_log", "airing"):
            for deed in ("update", "delete"):
                on = "" if engine.dialect.name == "sqlite" else f" ON {table}"
                connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{deed}{on}"))
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
