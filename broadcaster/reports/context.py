"""A report as named fields: what the ward's own Word template, the PDF, the sheet and the page are filled with."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from broadcaster.airing import Outcome
from broadcaster.bulletin import Kind, Topic
from broadcaster.campaign import Per
from broadcaster.reports import words
from broadcaster.reports.figures import DayFigures, Figures, Line, Tally
from broadcaster.settings import Letterhead
from broadcaster.station import Station
from broadcaster.wording import KIND, TOPIC, WEEKDAY

FIELDS: dict[str, str] = {
    "co_quan_chu_quan": "Cơ quan cấp trên, in hoa ở góc trái",
    "co_quan": "Cơ quan ban hành báo cáo",
    "dia_danh": "Địa danh trước ngày tháng",
    "kinh_gui": "Nơi gửi báo cáo (Kính gửi)",
    "ten_bao_cao": "Tên báo cáo: Báo cáo nhanh, Báo cáo tuần, …",
    "trich_yeu": "Trích yếu, gồm cả kỳ báo cáo",
    "ky_bao_cao": "Kỳ báo cáo bằng chữ: ngày 02/8/2025, tháng 8 năm 2025, …",
    "can_cu": "Văn bản chỉ đạo mà báo cáo này thực hiện (để trống nếu không có)",
    "luot_ke_hoach": "Số lượt theo lịch",
    "luot_du": "Số lượt theo lịch đã phát đủ (máy đo nghe thấy)",
    "luot_do_dang": "Số lượt phát dở dang",
    "luot_loi": "Số lượt phát lỗi",
    "luot_bo_lo": "Số lượt bỏ lỡ",
    "luot_ngoai_gio": "Số lượt không phát vì ngoài giờ",
    "luot_dung": "Số lượt bị người dừng",
    "luot_ngat": "Số lượt bị khẩn cấp ngắt",
    "luot_khong_do": "Số lượt đã phát nhưng không đo được",
    "luot_khan_cap": "Số lượt phát khẩn cấp",
    "luot_phat_ngay": "Số lượt phát ngay (không khẩn cấp)",
    "phut_theo_lich": "Thời lượng nghe được theo lịch, phút",
    "phut_khan_cap": "Thời lượng phát khẩn cấp, phút",
    "ty_le": "Tỷ lệ lượt phát đủ so với kế hoạch, phần trăm",
    "moi": "Chỉ tiêu tính theo “ngày” hay “tuần”",
    "ngay_dat": "Số ngày (tuần) đạt chỉ tiêu",
    "ngay_phai_phat": "Số ngày (tuần) phải phát đã đến hạn",
    "ngay_chua_den_han": "Số ngày (tuần) phải phát chưa đến hạn khi lập báo cáo",
    "chi_tieu": "Chỉ tiêu mỗi ngày (tuần), bằng chữ",
    "so_sanh": "Câu so sánh với kỳ trước (để trống nếu kỳ trước không có nhật ký)",
    "kho_khan": "Danh sách câu về khó khăn, vướng mắc, lấy từ nhật ký",
    "bang_khung_gio": "Bảng theo khung giờ: ten, ke_hoach, du, phut, du_truoc, phut_truoc",
    "bang_the_loai": "Bảng theo thể loại: ten, ke_hoach, du, phut, du_truoc, phut_truoc",
    "bang_chu_de": "Bảng theo chủ đề: ten, ke_hoach, du, phut, du_truoc, phut_truoc",
    "bang_dia_ban": "Bảng theo cụm loa: ten, dia_ban, ke_hoach, du, phut, du_truoc, phut_truoc",
    "bang_ngay": "Bảng từng ngày: ngay, thu, ke_hoach, du, phut, tinh_chi_tieu, dat",
    "noi_nhan": "Danh sách nơi nhận",
    "chuc_danh": "Chức danh người ký",
    "so_nhat_ky": "Số thứ tự dòng nhật ký mới nhất khi lập báo cáo",
    "ma_nhat_ky": "Mã băm của dòng nhật ký đó, để đối chiếu về sau",
    "lap_luc": "Thời điểm lập báo cáo",
}
"""Every field a template may use, with what it holds, in the officer's words."""


def context(
    now: Figures,
    before: Figures | None,
    station: Station,
    letterhead: Letterhead,
    made: datetime,
    directives: Iterable[str] = (),
    name: str = "",
) -> dict[str, Any]:
    """The fields of FIELDS filled in. `before` None leaves out the comparison; `name` is a campaign's."""
    scheduled = now.scheduled
    number, chain = now.head
    subject = f"{words.SUBJECT} {words.span(now.period)}" + (f" ({name})" if name else "")
    return {
        "co_quan_chu_quan": letterhead.superior,
        "co_quan": letterhead.issuer or station.name,
        "dia_danh": letterhead.place or station.ward,
        "kinh_gui": letterhead.addressee,
        "ten_bao_cao": words.NAME[now.period.kind],
        "trich_yeu": subject,
        "ky_bao_cao": words.span(now.period),
        "can_cu": list(directives),
        **_counts(scheduled),
        "luot_khan_cap": words.count(now.urgent.planned),
        "luot_phat_ngay": words.count(now.at_once.planned),
        "phut_theo_lich": words.decimal(scheduled.minutes),
        "phut_khan_cap": words.decimal(now.urgent.minutes),
        "ty_le": "" if scheduled.ratio is None else words.decimal(scheduled.ratio),
        "moi": "tuần" if now.quota.per is Per.WEEK else "ngày",
        "ngay_dat": words.count(now.days_met),
        "ngay_phai_phat": words.count(now.days_due),
        "ngay_chua_den_han": words.count(now.days_open) if now.days_open else "",
        "chi_tieu": quota_in_words(now, station),
        "so_sanh": words.comparison(now, before) if before and before.scheduled.planned else "",
        "kho_khan": words.difficulties(now),
        "bang_khung_gio": _table(
            _in_order(now.by_slot, station), before.by_slot if before else (), lambda key: _slot(station, key)
        ),
        "bang_the_loai": _table(now.by_kind, before.by_kind if before else (), _kind),
        "bang_chu_de": _table(now.by_topic, before.by_topic if before else (), _topic),
        "bang_dia_ban": [
            _with_areas(row, station)
            for row in _table(now.by_zone, before.by_zone if before else (), lambda key: _zone(station, key))
        ],
        "bang_ngay": [_day(one) for one in now.days],
        "noi_nhan": list(letterhead.recipients),
        "chuc_danh": letterhead.signer,
        "so_nhat_ky": str(number),
        "ma_nhat_ky": chain,
        "lap_luc": station.local(made).strftime("%H:%M ngày ") + words.day(station.local(made).date()),
    }


def quota_in_words(now: Figures, station: Station) -> str:
    """The daily quota as a sentence's part: "02 lượt, trong đó có Buổi sáng, Buổi chiều tối"."""
    slots = [slot.name for slot in station.slots if slot.id in now.quota.slots]
    topics = [TOPIC[topic] for topic in sorted(now.quota.topics)]
    named = f", mỗi khung giờ ít nhất 01 lượt: {', '.join(slots)}" if slots else ""
    about = f"; chủ đề: {', '.join(topics)}" if topics else ""
    minutes = f" và {words.count(now.quota.minutes)} phút" if now.quota.minutes else ""
    return f"{words.count(now.quota.plays)} lượt{minutes}{named}{about}"


def _counts(tally: Tally) -> dict[str, str]:
    names = {
        "luot_du": Outcome.COMPLETE,
        "luot_do_dang": Outcome.PARTIAL,
        "luot_loi": Outcome.FAILED,
        "luot_bo_lo": Outcome.MISSED,
        "luot_ngoai_gio": Outcome.OUT_OF_HOURS,
        "luot_dung": Outcome.STOPPED,
        "luot_ngat": Outcome.CUT_IN,
        "luot_khong_do": Outcome.UNMEASURED,
    }
    counts = {name: words.count(tally.outcomes.get(outcome, 0)) for name, outcome in names.items()}
    return {"luot_ke_hoach": words.count(tally.planned)} | counts


def _table(lines: Iterable[Line], earlier: Iterable[Line] | None, name: Callable[[str], str]) -> list[dict[str, Any]]:
    before = {line.key: line.tally for line in earlier or ()}
    nothing = Tally(0, {}, timedelta(), timedelta())
    rows = []
    for line in lines:
        then = before.get(line.key, nothing)
        rows.append(
            {
                "khoa": line.key,
                "ten": name(line.key),
                "ke_hoach": line.tally.planned,
                "du": line.tally.complete,
                "phut": words.decimal(line.tally.minutes),
                "du_truoc": then.complete,
                "phut_truoc": words.decimal(then.minutes),
            }
        )
    return rows


def _in_order(lines: Iterable[Line], station: Station) -> list[Line]:
    """Slots as the day has them; what was ordered at once comes last."""
    order = [slot.id for slot in sorted(station.slots, key=lambda slot: slot.start)]
    return sorted(lines, key=lambda line: (order.index(line.key) if line.key in order else len(order), line.key == ""))


def _slot(station: Station, key: str) -> str:
    slot = station.slot(key)
    if not key:
        return words.AT_ONCE
    return f"{slot.name} ({slot.start:%H:%M})" if slot else key


def _zone(station: Station, key: str) -> str:
    zone = station.zone(key)
    return zone.name if zone else key


def _with_areas(row: dict[str, Any], station: Station) -> dict[str, Any]:
    """What a zone reaches stands behind its name (R12, R20)."""
    zone = station.zone(row["khoa"])
    areas = ", ".join(zone.areas) if zone else ""
    return row | {"dia_ban": areas, "ten": f"{row['ten']} ({areas})" if areas else row["ten"]}


def _kind(key: str) -> str:
    return KIND[Kind(key)] if key in {one.value for one in Kind} else key


def _topic(key: str) -> str:
    return (
        f"{key} {TOPIC[Topic(key)]}"
        if key in {one.value for one in Topic} and key != Topic.OTHER
        else TOPIC[Topic.OTHER]
    )


def _day(one: DayFigures) -> dict[str, Any]:
    return {
        "ngay": words.day(one.day),
        "thu": WEEKDAY[one.day.weekday()],
        "ke_hoach": one.tally.planned,
        "du": one.tally.complete,
        "phut": words.decimal(one.tally.minutes),
        "tinh_chi_tieu": one.plays,
        "dat": words.VERDICT[one.verdict],
    }
