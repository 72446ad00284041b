"""A report as the page shows it: its own words, or in another tongue what they say; its files stay Vietnamese."""

from datetime import date, timedelta
from typing import Any

from broadcaster.airing import Reason
from broadcaster.bulletin import Kind, Topic
from broadcaster.campaign import Per
from broadcaster.reports import FIELDS, Period, Report
from broadcaster.reports.figures import Figures, Trouble
from broadcaster.reports.judging import Verdict
from broadcaster.reports.words import AT_ONCE, DIFFICULTY, NAME, VERDICT
from web import formats
from web.sentences import say
from web.tongue import chosen
from web.tongue.tables import give_tongue, said
from web.words import KIND, OUTCOME, REASON, TOPIC, WEEKDAY

__all__ = ["FIELDS"]

PART: dict[str, str] = {
    "one_day": "ngày {day}",
    "trouble": "{count} lượt: {outcome}{because} (ngày {days}{heard}).",
    "because": ", do {why}",
    "heard": "; đã nghe được {minutes} phút",
    "compared": "So với kỳ trước ({span}): số lượt phát đủ {plays}; số phút theo lịch {minutes}.",
    "same": "giữ nguyên {now}",
    "more": "từ {before} lên {now}",
    "less": "từ {before} xuống {now}",
    "each_slot": ", mỗi khung giờ ít nhất 01 lượt: {slots}",
    "topics": "; chủ đề: {topics}",
    "per_day": "ngày",
    "per_week": "tuần",
}
"""The parts of a report's sentences, for who reads the page in another tongue."""


def shown(report: Report) -> dict[str, Any]:
    """The fields for the page."""
    if not chosen.translated():
        return report.fields
    now, old = report.now, report.fields
    tables = {
        "bang_khung_gio": [row | {"ten": said(AT_ONCE)} if not row["khoa"] else row for row in old["bang_khung_gio"]],
        "bang_the_loai": [row | {"ten": KIND[Kind(row["khoa"])]} for row in old["bang_the_loai"]],
        "bang_chu_de": [row | {"ten": _topic(Topic(row["khoa"]))} for row in old["bang_chu_de"]],
        "bang_dia_ban": old["bang_dia_ban"],
    }
    return old | {
        **{name: _plain(value) for name, value in old.items() if value and name.startswith(("luot_", "ngay_"))},
        "ten_bao_cao": NAME[now.period.kind],
        "ky_bao_cao": _span(now.period),
        "phut_theo_lich": formats.number(now.scheduled.minutes),
        "moi": PART["per_week" if now.quota.per is Per.WEEK else "per_day"],
        "chi_tieu": _quota(report),
        "so_sanh": _compared(now, report.before) if report.before and report.before.scheduled.planned else "",
        "kho_khan": [_trouble(one) for one in now.troubles],
        "bang_ngay": [_day(row, one.day, one.verdict) for row, one in zip(old["bang_ngay"], now.days, strict=True)],
        **{name: [_figures(row) for row in rows] for name, rows in tables.items()},
    }


def _plain(count: str) -> str:
    """03 is 3, 1.234 is 1,234."""
    return count.lstrip("0").replace(".", ",") or "0"


def _figures(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose minutes are written with a point: 1.234,5 is 1,234.5."""
    turned = str.maketrans(",.", ".,")
    return row | {name: str(row[name]).translate(turned) for name in ("phut", "phut_truoc") if name in row}


def _day(row: dict[str, Any], day: date, verdict: Verdict) -> dict[str, Any]:
    return _figures(row) | {"thu": WEEKDAY[day.weekday()], "ngay": formats.day(day), "dat": VERDICT[verdict]}


def _topic(topic: Topic) -> str:
    return TOPIC[topic] if topic is Topic.OTHER else f"{topic} {TOPIC[topic]}"


def _span(period: Period) -> str:
    if period.first == period.last:
        return PART["one_day"].format(day=formats.day(period.first))
    return say("from_to", first=formats.day(period.first), last=formats.day(period.last))


def _quota(report: Report) -> str:
    quota, station = report.now.quota, report.station
    told = say("lacking_plays", plays=quota.plays)
    if quota.minutes:
        minutes = say("lacking_minutes", minutes=quota.minutes)
        told = say("rule_and", some=told, one=minutes)
    slots = [slot.name for slot in station.slots if slot.id in quota.slots]
    told += PART["each_slot"].format(slots=", ".join(slots)) if slots else ""
    topics = [TOPIC[topic] for topic in sorted(quota.topics)]
    return told + (PART["topics"].format(topics=", ".join(topics)) if topics else "")


def _trouble(one: Trouble) -> str:
    why = DIFFICULTY.get(one.reason) or ("" if one.reason is Reason.NONE else REASON[one.reason].rstrip("."))
    heard = sum((airing.heard for airing in one.airings), timedelta())
    return PART["trouble"].format(
        count=len(one.airings),
        outcome=OUTCOME[one.outcome].word,
        because=PART["because"].format(why=why) if why else "",
        days=", ".join(formats.day(day) for day in one.days),
        heard=PART["heard"].format(minutes=formats.minutes(heard)) if heard else "",
    )


def _compared(now: Figures, before: Figures) -> str:
    plays = _change(now.complete, before.complete)
    minutes = _change(now.scheduled.minutes, before.scheduled.minutes)
    return PART["compared"].format(span=_span(before.period), plays=plays, minutes=minutes)


def _change(now: float, before: float) -> str:
    code = "same" if now == before else "more" if now > before else "less"
    digits = 0 if now == int(now) and before == int(before) else 1
    return PART[code].format(now=formats.number(now, digits), before=formats.number(before, digits))


give_tongue(globals())
