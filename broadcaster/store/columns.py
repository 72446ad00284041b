"""How the trade's values lie in a column: the same bytes in SQLite and in PostgreSQL, exact to the millisecond."""

import logging
import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Dialect,
    Integer,
    Row,
    Select,
    String,
    Text,
    TypeDecorator,
    type_coerce,
)

Value = TypeVar("Value")
log = logging.getLogger(__name__)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
HALF = timedelta(microseconds=500)


def to_milliseconds(length: timedelta) -> int:
    """Whole milliseconds, halves upwards."""
    return (length + HALF) // MILLISECOND


def exact(moment: datetime) -> datetime:
    """`moment` as the station remembers it: UTC, whole milliseconds."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return EPOCH + to_milliseconds(moment - EPOCH) * MILLISECOND


SPOILED = (ValueError, TypeError, KeyError, AttributeError, OverflowError)
"""What reading a row raises that somebody edited by hand into something that is no value of the trade."""


def readable(rows: Iterable[Row[Any]], read: Callable[[Row[Any]], Value]) -> list[Value]:
    """Each row as a value; a row that somebody spoiled by hand is left out rather than silencing all the others."""
    values: list[Value] = []
    for row in rows:
        try:
            values.append(read(row))
        except SPOILED:
            log.exception("a row of the database cannot be read and is left out")
    return values


def sound_rows(connection: Connection, wanted: Select[Any], key: ColumnElement[Any], **asked: Any) -> list[Row[Any]]:
    """The rows of a question but for those with spoiled columns; `key` tells the rows apart when one is."""
    try:
        return list(connection.execute(wanted, asked).all())
    except SPOILED:
        log.exception("a row of the database cannot be read; the others are read one by one")
    found: list[Row[Any]] = []
    names = wanted.with_only_columns(type_coerce(key, String), maintain_column_froms=True).order_by(None).distinct()
    for name in connection.execute(names, asked).scalars().all():
        try:
            found += connection.execute(wanted.where(type_coerce(key, String) == name), asked).all()
        except SPOILED:
            log.error("the row %s is left out", name)
    return found


def clean(text: str) -> str:
    """Text as it is stored: NFC, and nothing that one of the databases could not hold (NUL, half a character)."""
    whole = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", whole)


class Moment(TypeDecorator[datetime]):
    """An aware instant as milliseconds since 1970, UTC when it comes back."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_milliseconds(exact(value) - EPOCH)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + value * MILLISECOND


class Length(TypeDecorator[timedelta]):
    """A length of time in milliseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        return None if value is None else to_milliseconds(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> timedelta | None:
        return None if value is None else value * MILLISECOND


class Id(TypeDecorator[UUID]):
    """A UUID in its usual written form, so that whoever opens the file by hand can search for it."""

    impl = String(36)
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> UUID | None:
        return None if value is None else UUID(value)


class Words(TypeDecorator[str]):
    """Text a person typed: stored cleaned, so that the same word is the same bytes whatever keyboard wrote it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean(value)


COUNTER = BigInteger().with_variant(Integer, "sqlite")
"""A row number the database hands out; SQLite counts only in a plain INTEGER."""
