"""A campaign's report: its own quota, for a day or a week, its topics, its documents, its addressee; and by command."""

import shutil
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from docx import Document

from broadcaster import reports
from broadcaster.bulletin import Topic
from broadcaster.campaign import Campaign, Directive, Obligation, Per
from broadcaster.cli import main
from broadcaster.reports import Form, Period, ReportKind
from broadcaster.settings import Letterhead
from broadcaster.store import Store, open_store
from tests.broadcaster.reports.conftest import FIRST
from tests.broadcaster.reports.records import STATION, heard, slot
from tests.builders import LAN, NOW

FORTNIGHT = Period(ReportKind.CAMPAIGN, FIRST, FIRST + timedelta(days=13))
PLAN = Directive(UUID(int=5), "15/KH-UBND", date(2026, 11, 2), "UBND phường", "Đợt cao điểm")


def terms(quota: Obligation, **changes: Any) -> Campaign:
    return Campaign(UUID(int=0), "Cao điểm", FORTNIGHT.first, FORTNIGHT.last, quota, **changes)


def test_a_weekly_quota_is_judged_once_a_week_and_told_in_weeks(fortnight: Store) -> None:
    weekly = terms(Obligation(9, slots=frozenset({"morning", "evening"}), per=Per.WEEK))
    made = reports.of_campaign(fortnight, STATION, Letterhead(), weekly, FORTNIGHT, NOW)
    assert [(one.day.weekday(), one.met) for one in made.now.days if one.met is not None] == [(4, True), (4, False)]
    assert (made.fields["moi"], made.fields["ngay_dat"], made.fields["ngay_phai_phat"]) == ("tuần", "01", "02")
    word = Document(BytesIO(reports.written(made, Form.DOCX)))
    said = "\n".join(one.text for one in word.paragraphs)
    assert "Chỉ tiêu mỗi tuần: 09 lượt, mỗi khung giờ ít nhất 01 lượt" in said
    assert "Số tuần đạt chỉ tiêu: 01 trên 02 tuần phải phát." in said
    assert reports.written(made, Form.PDF).startswith(b"%PDF")


def test_a_quota_for_some_weekdays_judges_those_days_only(fortnight: Store) -> None:
    mondays = terms(Obligation(2, weekdays=frozenset({0})))
    made = reports.of_campaign(fortnight, STATION, Letterhead(), mondays, FORTNIGHT, NOW)
    assert [one.day.weekday() for one in made.now.days if one.met is not None] == [0, 0]


def test_minutes_count_beside_plays(fortnight: Store) -> None:
    made = reports.of_campaign(fortnight, STATION, Letterhead(), terms(Obligation(0, minutes=3)), FORTNIGHT, NOW)
    assert [one.met for one in made.now.days[:5]] == [True] * 5
    more = reports.of_campaign(fortnight, STATION, Letterhead(), terms(Obligation(0, minutes=4)), FORTNIGHT, NOW)
    assert [one.met for one in more.now.days[:5]] == [False] * 5


def test_other_topics_are_left_out_and_documents_and_addressee_taken_over(fortnight: Store) -> None:
    key, moment = slot(FIRST, "morning")
    heard(fortnight, key, moment + timedelta(minutes=3), title="Việc tốt", topic=Topic.T17)
    quota = Obligation(1, frozenset({Topic.T17}))
    good = terms(quota, directives=(PLAN,), closing_report_to="Công an phường")
    made = reports.of_campaign(fortnight, STATION, Letterhead(addressee="UBND"), good, FORTNIGHT, NOW)
    assert made.fields["luot_ke_hoach"] == "01"
    assert made.fields["kinh_gui"] == "Công an phường"
    assert made.fields["can_cu"] == ["văn bản số 15/KH-UBND ngày 02/11/2026 của UBND phường về “Đợt cao điểm”"]


def test_on_the_command_line_a_stored_campaign_gives_its_days(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config"
    shutil.copytree(Path(__file__).parents[3] / "config", config)
    monkeypatch.setenv("BROADCASTER_DATA", str(tmp_path / "var"))
    from broadcaster import settings

    told = settings.load(config)
    store = open_store(told.database, told.station.id)
    store.begin_campaign(terms(Obligation(1)), LAN, NOW)
    store.close()
    out = tmp_path / "ket-thuc.json"
    asked = ["report", "campaign", "--config", str(config), "--out", str(out), "--name"]
    assert main([*asked, "cao điểm"]) == 0
    assert "2026-11-09" in out.read_text("utf-8") and "2026-11-22" in out.read_text("utf-8")
    capsys.readouterr()
    assert main([*asked, "Đợt khác"]) == 2
    assert 'no campaign is called "Đợt khác"; there are: "Cao điểm"' in capsys.readouterr().err
