"""The JSON interface described in OpenAPI 3.1; a test asks every answer whether it is as described here."""

from typing import Any

from broadcaster.airing import Outcome

_DAY = {"type": "string", "format": "date", "minLength": 10, "maxLength": 10}
_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_COUNT = {"type": "integer", "minimum": 0}


def _object(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": sorted(fields)}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _parameter(name: str, schema: dict[str, Any], about: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": about}


def _answer(about: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": about, "content": {"application/json": {"schema": schema}}}


_ERROR = _object(error=_TEXT)
_DAYS = [
    _parameter("from", _DAY, "First day on the station's calendar; today when left out."),
    _parameter("to", _DAY, "Last day, inclusive."),
]


def _get(about: str, answer: dict[str, Any], parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "get": {
            "summary": about,
            "parameters": parameters,
            "security": [{"token": []}],
            "responses": {
                "200": _answer(about, answer),
                "400": _answer("A question that cannot be answered", _ERROR),
                "401": _answer("No token, or one that was taken back", _ERROR),
                "503": _answer("The database is busy", _ERROR),
            },
        }
    }


_HEALTH = _object(status={"enum": ["ok", "degraded"]}, daemon={"type": "boolean"}, database={"type": "boolean"})
_OCCURRENCE = _object(
    occurrence=_TEXT, slot=_TEXT, starts=_TEXT, ends=_TEXT,
    planned=_list({"type": "object"}), left_out=_list({"type": "object"}), done=_list({"type": "object"}),
)  # fmt: skip
_ENTRY = _object(
    number=_COUNT, occurrence=_TEXT, zone=_TEXT, bulletin=_TEXT, title=_TEXT, planned=_TEXT, started=_MAYBE,
    ended=_TEXT, wanted={"type": "number"}, heard={"type": "number"}, outcome={"enum": [*Outcome]}, reason=_TEXT,
    chain=_TEXT,
)  # fmt: skip
_STATISTICS = _object(
    station=_TEXT, total_bulletins=_COUNT, played_successfully=_COUNT, emergency_bulletins=_COUNT,
    play_seconds={"type": "number"}, requested_seconds={"type": "number"}, ratio={"type": ["number", "null"]},
    days_quota_met=_COUNT, days_due=_COUNT, log_number=_COUNT, log_hash=_TEXT,
)  # fmt: skip

DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Ward loudspeaker station",
        "version": "",
        "description": "Read-only. Lengths in seconds, times with their offset, days on the station's calendar.",
    },
    "servers": [{"url": "/api/v1"}],
    "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    "paths": {
        "/health": {
            "get": {
                "summary": "Whether the station answers",
                "responses": {"200": _answer("It does", _HEALTH), "503": _answer("A part does not", _HEALTH)},
            }
        },
        "/status": _get(
            "What sounds, what is wrong, who is alive",
            _object(
                station=_TEXT,
                name=_TEXT,
                version=_TEXT,
                time=_TEXT,
                on_air=_list({"type": "object"}),
                faults=_list(_object(code=_TEXT, detail=_TEXT, since=_TEXT)),
                parts={"type": "object"},
            ),
            [],
        ),
        "/plan": _get("Running orders of up to 31 days", _object(occurrences=_list(_OCCURRENCE)), _DAYS),
        "/log": _get(
            "Entries of the play log",
            _object(
                entries=_list(_ENTRY),
                next={"type": ["integer", "null"]},
                head=_object(number=_COUNT, hash=_TEXT),
            ),
            [
                *_DAYS,
                _parameter("outcome", {"type": "string", "enum": [*Outcome]}, "Only entries that ended so."),
                _parameter("limit", {"type": "integer", "minimum": 1, "maximum": 500}, "Entries at once; 100."),
                _parameter("offset", {"type": "integer", "minimum": 0, "maximum": 10**9}, "Entries to pass over."),
            ],
        ),
        "/statistics": _get("Totals in the provincial fields", _STATISTICS, _DAYS),
    },
}
