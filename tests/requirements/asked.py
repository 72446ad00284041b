"""What was ordered, and what the tests of its rows (R1 to R22) have in common: a campaign, reports, words of a page."""

import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from docx import Document

from broadcaster import scripts, settings
from broadcaster.campaign import Campaign, Obligation
from broadcaster.office import campaigning
from broadcaster.reports import Form, Period, Report, ReportKind, period_of, report, written
from broadcaster.settings import Settings
from tests.builders import MONDAY
from tests.web.cast import ROOT, House

ORDER = """KẾ HOẠCH
Thực hiện đợt cao điểm tuyên truyền phòng, chống lừa đảo chiếm đoạt tài sản

Triển khai đợt cao điểm từ ngày 02/8/2025 đến ngày 14/8/2025.

Phối hợp tuyên truyền trên hệ thống loa truyền thanh phường (tối thiểu 01 lượt/ngày vào các khung giờ sáng sớm và \
chiều tối).

Từ ngày 02/8 đến 13/8/2025: các Tổ dân phố hằng ngày gửi báo cáo nhanh về Công an phường (trước 8h30' sáng).

Kết thúc đợt cao điểm, các Tổ dân phố gửi báo cáo trước ngày 14/8/2025 về Công an phường.
"""
SHIPPED = [script for path, script in scripts.folder(ROOT / "scripts_vi") if not path.stem.startswith("urgent_")]
AREAS = ("Tổ dân phố 1", "Buôn Ea Sút")
TUESDAY = MONDAY + timedelta(days=1)
TWICE_A_DAY = Obligation(1, slots=frozenset({"morning", "evening"}))


def again(folder: Path) -> Settings:
    """The settings as the file says them now."""
    return settings.load(
        folder / "config", {"BROADCASTER_DATA": str(folder / "var"), "BROADCASTER_AUDIO": str(folder / "audio")}
    )


def begun(house: House, quota: Obligation = TWICE_A_DAY, **changes: Any) -> Campaign:
    """A campaign of this fortnight, one play in the morning and one in the evening."""
    last = MONDAY + timedelta(days=11)
    wanted = Campaign(UUID(int=0), "Cao điểm", MONDAY, last, quota, **changes)
    return campaigning.begin(house.store, house.settings.station, house.people["lan"], wanted, house.clock.at)


def words(text: str) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def figures_of(house: House, period: Period) -> Report:
    """The report of that time, as figures."""
    told = house.settings
    return report(house.store, told.station, told.quota, told.report, period, house.clock.at)


def a_report(house: House, kind: ReportKind, day: date, form: Form = Form.DOCX) -> bytes:
    """The report of the time around that day, as a file."""
    made = figures_of(house, period_of(kind, day))
    return written(made, form)


def paragraphs(content: bytes) -> str:
    """All the words of a Word file, tables too."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])
