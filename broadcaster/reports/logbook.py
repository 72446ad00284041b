"""The weekly log book (sổ nhật ký chương trình phát thanh): every entry of the play log, as inspectors ask for it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from broadcaster.airing import PlayLogEntry, Reason
from broadcaster.bulletin import Kind
from broadcaster.reports import words
from broadcaster.reports.period import Period
from broadcaster.settings import Letterhead
from broadcaster.station import Station
from broadcaster.wording import KIND, OUTCOME_WORD, REASON, WEEKDAY


def logbook_fields(
    entries: Sequence[PlayLogEntry],
    period: Period,
    station: Station,
    letterhead: Letterhead,
    head: tuple[int, str],
    made: datetime,
) -> dict[str, Any]:
    """The fields of the log book's template for the entries of `period`, in order of their planned time."""
    heard = sum((entry.heard for entry in entries), timedelta())
    return {
        "co_quan_chu_quan": letterhead.superior,
        "co_quan": letterhead.issuer or station.name,
        "ten": "Sổ nhật ký chương trình phát thanh",
        "ky": f"Tuần {period.first.isocalendar().week}, {words.span(period)}",
        "dong": [_row(entry, station) for entry in entries],
        "tong": f"Cộng {words.count(len(entries))} dòng; nghe được {words.decimal(heard.total_seconds() / 60)} phút.",
        "so_nhat_ky": str(head[0]),
        "ma_nhat_ky": head[1],
        "lap_luc": station.local(made).strftime("%H:%M ngày ") + words.day(station.local(made).date()),
    }


def week(text: str) -> date:
    """The Monday of an ISO week such as "2026-W47"; ValueError otherwise."""
    year, _, number = text.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def _row(entry: PlayLogEntry, station: Station) -> dict[str, str]:
    planned, zone = station.local(entry.planned), station.zone(entry.zone)
    started = station.local(entry.started).strftime("%H:%M:%S") if entry.started else "—"
    reason = f" – {REASON[entry.reason]}" if entry.reason is not Reason.NONE else ""
    kinds = {kind.value: KIND[kind] for kind in Kind}
    return {
        "so": str(entry.number),
        "ngay": f"{WEEKDAY[planned.weekday()]} {words.day(planned.date())}",
        "gio_dinh": planned.strftime("%H:%M"),
        "gio_nghe": started,
        "ten": entry.title,
        "loai": kinds.get(entry.kind, entry.kind),
        "dai": f"{_clock(entry.heard)} / {_clock(entry.wanted)}",
        "cum": zone.name if zone else entry.zone,
        "ket_qua": OUTCOME_WORD[entry.outcome] + reason,
        "nguoi": " · ".join(name or "—" for name in (entry.author_name, entry.approver_name, entry.operator_name)),
    }


def _clock(length: timedelta) -> str:
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    return f"{minutes}:{seconds:02d}"
