"""A form of settings handed back: all that was typed, and beside it what somebody else has put in force meanwhile."""

from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from broadcaster.station import Station
from web import typed
from web.house.settings_field_words import Form, Section
from web.house.settings_form import MOST_ROWS

CELLS = {"slots": ("name", "start", "minutes", "volume"), "zones": ("name", "volume", "device", "standby")}
"""What is typed for a row of each list, but for the zones of a slot."""

NEWER, GONE = "newer", "gone"
"""How a row stands: somebody else has added it, or taken it off, since the form was opened."""


def fields(section: Section, now: Mapping[str, Any], again: Mapping[str, Any]) -> dict[str, Any]:
    """The values in force, by field, that are not what was typed."""
    return {
        one.name: now[one.name]
        for one in section.fields
        if _even(one.form, now[one.name]) != _even(one.form, again[one.name])
    }


def _even(form: Form, value: Any) -> Any:
    """A value out of the file and the same value out of a form alike."""
    if isinstance(value, bool):
        return value
    if form is Form.TICKS:
        return sorted(value)
    if form is Form.VOICES:
        return [one for one in value if one]
    if form is Form.DECIMAL:
        return str(value).replace(",", ".")
    return typed.line("" if value is None else str(value))


def rows(name: str, form: MultiDict[str, str]) -> list[dict[str, Any]]:
    """Every row of "slots" or "zones" as it was typed, with those to be dropped and the new one."""
    found: list[dict[str, Any]] = []
    for index in range(MOST_ROWS):
        at = f"{name}-{index}"
        if f"{at}-name" not in form:
            break
        row: dict[str, Any] = {key: typed.line(form.get(f"{at}-{key}"))[:300] for key in ("id", *CELLS[name])}
        if name == "slots":
            row["zones"] = [typed.line(one) for one in form.getlist(f"{at}-zones")]
        found.append({**row, "drop": f"{at}-drop" in form})
    return found


def under_rows(wrong: Mapping[str, str], name: str, typed_rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Faults that count the rows which were to be kept, put to the rows of the form."""
    kept = [at for at, row in enumerate(typed_rows) if not row["drop"] and (row["id"] or row["name"])]
    found = {}
    for field, said in wrong.items():
        table, _, rest = field.partition("-")
        index, _, key = rest.partition("-")
        counted = table == name and index.isdecimal() and int(index) < len(kept)
        found[f"{name}-{kept[int(index)]}-{key}" if counted else field] = said
    return found


def beside(
    name: str, typed_rows: Iterable[dict[str, Any]], standing: Iterable[Mapping[str, Any]], station: Station
) -> list[dict[str, Any]]:
    """The rows as typed, each with what is in force where that differs; then the rows the form did not know.

    A row that is no longer in force is marked to be dropped: it comes back only if whoever typed says so.
    """
    rows_typed, known = list(typed_rows), {str(one["id"]): one for one in standing}
    told = [_told(name, row, known.get(row["id"]), station) if row["id"] else row for row in rows_typed]
    seen = {row["id"] for row in rows_typed}
    added = [{**one, "how": NEWER} for id, one in known.items() if id not in seen]
    blank = [row for row in told if not row["id"]]
    return [row for row in told if row["id"]] + added + blank


def _told(name: str, row: dict[str, Any], now: Mapping[str, Any] | None, station: Station) -> dict[str, Any]:
    if now is None:
        return {**row, "how": GONE, "drop": True}
    usual = {"volume": 100, "minutes": 15}
    theirs = {key: now.get(key, usual.get(key, "")) for key in CELLS[name]}
    told = {key: value for key, value in theirs.items() if _cell(key, value) != _cell(key, row[key])}
    if name == "slots":
        zones = now.get("zones") or [now.get("zone") or station.zones[0].id]
        if sorted(zones) != sorted(row["zones"]):
            told["zones"] = ", ".join(found.name if (found := station.zone(one)) else one for one in zones)
    return {**row, "theirs": told}


def _cell(key: str, value: Any) -> str | float:
    """A cell alike out of the file and out of the form."""
    text = typed.line(str(value))
    if key == "start":
        return text[:5]
    try:
        return float(text.replace(",", ".")) if key in ("minutes", "volume") else text
    except ValueError:
        return text
