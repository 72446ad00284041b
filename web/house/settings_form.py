"""The settings as a form holds them: read out of the file, taken from what was typed, faults put under their fields."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from werkzeug.datastructures import MultiDict

from broadcaster.errors import SettingsError
from broadcaster.settings import Settings
from broadcaster.store import fold
from web import typed
from web.house.settings_field_words import Field, Form, Section
from web.house.settings_words import FAULT_PARTS, ROW_WRONG, SECTIONS, other_fault

ROWS = {"khung-gio": "slots", "loa": "zones"}
"""Sections that hold a list of tables."""

MOST_ROWS = 48
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_FAULT = re.compile(r": (\w+)(?:\[(\d+)\])?(?:\.(\w+))? (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form said: the changes as station.toml takes them, and what could not even be read, by field."""

    changes: dict[str, Any]
    wrong: dict[str, str]


def raw(settings: Settings) -> Mapping[str, Any]:
    """station.toml as it is written; to be looked at only, for whoever asks next is given the same."""
    return _tables((settings.folder / "station.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def _tables(written: str) -> Mapping[str, Any]:
    return tomllib.loads(written)


def values(settings: Settings, section: Section) -> dict[str, Any]:
    """Each field's value as it stands: from the file, or the default."""
    tables = raw(settings)
    found = {}
    for one in section.fields:
        name, _, key = one.key.partition(".")
        default, _ = settings.origins.get(one.key, ("", ""))
        found[one.name] = shown(one, _plain(tables.get(name, {}).get(key, default)))
    return found


def shown(one: Field, value: Any) -> Any:
    """A value as its field shows it."""
    if one.form is Form.DAYS:
        days = [date.fromisoformat(day) for day in value]
        return "\n".join(f"{day:%d/%m}/{day.year:04d}" for day in days)
    if one.form is Form.LINES:
        return "\n".join(value)
    if one.form is Form.DECIMAL:
        return f"{value:g}"
    if one.form is Form.CHOICE and isinstance(value, int | float):
        return f"{float(value)}"
    return value


def _plain(value: Any) -> Any:
    """A value of the settings as the file would write it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(one, str) for one in value):
        return value[0]  # an engine and its usual voice
    if isinstance(value, tuple | list | frozenset):
        return [_plain(one) for one in value]
    return value


def typed_in(section: Section, form: MultiDict[str, str]) -> Typed:
    """What the fields of a section say now."""
    changes: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for one in section.fields:
        try:
            changes[one.key] = _value(one, form)
        except ValueError:
            wrong[one.name] = one.wrong
    return Typed(changes, wrong)


def _value(one: Field, form: MultiDict[str, str]) -> Any:
    """One field as the file takes it; ValueError when it cannot be read."""
    text = typed.line(form.get(one.name))
    match one.form:
        case Form.YES:
            return one.name in form
        case Form.WHOLE:
            return _whole(text)
        case Form.DECIMAL:
            return float(text.replace(",", "."))
        case Form.CHOICE:
            return float(text) if one.key == "sound.lufs" else text
        case Form.TICKS:
            return [typed.line(each) for each in form.getlist(one.name)]
        case Form.DAYS:
            return [_day(each) for each in re.split(r"[\s,;]+", form.get(one.name, "")) if each]
        case Form.LINES:
            return [typed.line(each) for each in form.get(one.name, "").splitlines() if typed.line(each)]
        case Form.VOICES:
            return [each for each in (typed.line(each) for each in form.getlist(one.name)) if each]
    return text[:2000]


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,6}", text):
        raise ValueError("not a whole number")
    return int(text)


def _day(text: str) -> str:
    """A day as people write it (02/09/2026), or as a machine does."""
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).date().isoformat()  # noqa: DTZ007 (a day has no time zone)
        except ValueError:
            continue
    raise ValueError("not a day")


def rows(settings: Settings, name: str) -> list[dict[str, Any]]:
    """[[slots]] or [[zones]] as the file has them."""
    return [dict(one) for one in raw(settings).get(name, [])]


def typed_rows(settings: Settings, name: str, form: MultiDict[str, str]) -> Typed:
    """The rows as typed: changed ones, without those to be dropped, with the new one if it has a name."""
    standing = {str(one["id"]): one for one in rows(settings, name)}
    found: list[dict[str, Any]] = []
    wrong: dict[str, str] = {}
    for index in range(MOST_ROWS):
        at = f"{name}-{index}"
        if f"{at}-name" not in form:
            break
        id = typed.line(form.get(f"{at}-id"))
        title = typed.line(form.get(f"{at}-name"))[:100]
        if f"{at}-drop" in form or (not id and not title):
            continue
        row = dict(standing.get(id, {}))
        taken = {*standing, *(one["id"] for one in found)}
        stays = id in standing or (_ID.fullmatch(id) and id not in taken)  # taken off by somebody else, and kept
        row["id"] = id if stays else _new_id(title, taken)
        _fill(row, name, at, form, wrong)
        found.append(row)
    return Typed({name: found}, wrong)


def _fill(row: dict[str, Any], name: str, at: str, form: MultiDict[str, str], wrong: dict[str, str]) -> None:
    """What was typed for one row; what is as it was keeps its way of being written."""
    row["name"] = typed.line(form.get(f"{at}-name"))[:100]
    numbers = ("minutes", "volume") if name == "slots" else ("volume",)
    for key in numbers:
        text = typed.line(form.get(f"{at}-{key}")).replace(",", ".")
        try:
            value = float(text)
            row[key] = int(value) if value == int(value) else value
        except (ValueError, OverflowError):
            wrong[f"{at}-{key}"] = ROW_WRONG[key]
    if name == "slots":
        row["start"] = typed.line(form.get(f"{at}-start"))[:8]
        zones = [typed.line(one) for one in form.getlist(f"{at}-zones")]
        _zones(row, zones)
        if not zones:
            wrong[f"{at}-zones"] = ROW_WRONG["zones"]
    else:
        for key in ("device", "standby"):
            row[key] = typed.line(form.get(f"{at}-{key}"))[:300]


def _zones(row: dict[str, Any], zones: list[str]) -> None:
    """zone = "all" or zones = [...], as it was written before where that still fits."""
    if len(zones) == 1 and "zones" not in row:
        row["zone"] = zones[0]
    else:
        row.pop("zone", None)
        row["zones"] = zones


def _new_id(title: str, taken: set[str]) -> str:
    """A short name made of the title: it stands in the database and in addresses, and never changes."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:30].strip("-") or "khung"
    return next(one for one in (plain, *(f"{plain}-{number}" for number in range(2, 100))) if one not in taken)


def told(why: SettingsError, fields: Iterable[Field]) -> dict[str, str]:
    """Each fault under its field; what belongs to no field of the page stands under "" with the English line."""
    known = {one.key: one for one in fields}
    found: dict[str, str] = {}
    for fault in why.faults:
        match = _FAULT.search(fault)
        if match is None:
            found.setdefault("", f"{other_fault()} ({fault})")
            continue
        table, index, key, what = match.groups()
        usual = next((said for part, said in FAULT_PARTS if part in what), "")
        field = known.get(f"{table}.{key}")
        if field is not None:
            found.setdefault(field.name, field.wrong)
        elif index is not None and table in ROWS.values():
            key = "zones" if key == "zone" else key or "name"
            found.setdefault(f"{table}-{index}-{key}", usual or ROW_WRONG.get(key) or other_fault())
        else:
            found.setdefault("", usual or f"{other_fault()} ({fault})")
    return found


def as_typed(section: Section, form: MultiDict[str, str], now: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as somebody left them, to be shown again; `now` gives the kinds of values."""
    again: dict[str, Any] = {}
    for one in section.fields:
        if one.form is Form.YES:
            again[one.name] = one.name in form
        elif one.form in (Form.TICKS, Form.VOICES):
            again[one.name] = form.getlist(one.name)
        else:
            again[one.name] = str(form.get(one.name, now.get(one.name, "")))[:5000]
    return again


def section_of(name: str) -> Section | None:
    """The section of that address."""
    return SECTIONS.get(name)
