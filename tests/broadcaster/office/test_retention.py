"""How long the log stays: whole years, and longer where a campaign or its report still needs it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from broadcaster import reports, settings
from broadcaster.airing import Outcome, Reason
from broadcaster.campaign import Campaign, Obligation, Sent
from broadcaster.errors import SettingsError
from broadcaster.office import writing
from broadcaster.office.retention import NOTHING, log_from, throw_away, years_from
from broadcaster.settings import Letterhead
from broadcaster.settings.retention import Retention
from broadcaster.store import Store, open_store
from tests.broadcaster.store.steps import an_airing, ended, lived_through
from tests.builders import HANOI, LAN, NOW, station

AUTUMN = datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)
WARD = station()
QUOTA = Obligation(1)
YEARS_AGO = date(2024, 1, 1)
DAY = timedelta(days=1)
BOTH = Retention(log_years=2, activity_years=2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/station.db", "hoa-mau")
    yield opened
    opened.close()


def written(store: Store, *days: date) -> None:
    for day in days:
        airing = an_airing(f"{day}/morning", datetime(day.year, day.month, day.day, 6, 30, tzinfo=HANOI))
        assert store.begin_airing(airing)
        ended(store, airing)


def planned(store: Store) -> list[date]:
    return [entry.planned.astimezone(HANOI).date() for entry in store.entries()]


def a_campaign(store: Store, first: date, last: date, due: date | None = None) -> Campaign:
    wanted = Campaign(uuid4(), "Đợt cao điểm", first, last, QUOTA, closing_report_due=due)
    return store.begin_campaign(wanted, LAN, NOW)


def test_nothing_goes_unless_the_settings_say_so(store: Store) -> None:
    written(store, date(2001, 1, 1), date(2026, 11, 2))
    assert throw_away(store, WARD, Retention(), AUTUMN) == []
    assert len(store.entries()) == 2


def test_writing_that_was_thrown_away_goes_after_thirty_days_whatever_the_settings_say(store: Store) -> None:
    store.keep_unsaved("new", 0, {"text": "Bỏ"}, LAN, AUTUMN)
    store.put_aside("new", LAN, AUTUMN)
    throw_away(store, WARD, Retention(), AUTUMN + timedelta(days=29))
    assert writing.aside(store, LAN, writing.NEW, AUTUMN + timedelta(days=29)) is not None
    throw_away(store, WARD, Retention(), AUTUMN + timedelta(days=31))
    assert writing.aside(store, LAN, writing.NEW, AUTUMN) is None


def test_whole_years_go_and_the_last_reports_can_still_be_made(store: Store) -> None:
    lived_through(store, YEARS_AGO, AUTUMN.date())
    written(store, date(2023, 12, 31), date(2024, 1, 1), date(2025, 6, 2), date(2026, 11, 2))
    year = reports.period_of(reports.ReportKind.YEAR, date(2025, 1, 1))

    def told() -> bytes:
        made = reports.report(store, WARD, QUOTA, Letterhead(), year, AUTUMN)
        return reports.written(made, reports.Form.JSON)

    before = told()
    (cut,) = throw_away(store, WARD, Retention(log_years=2), AUTUMN)
    assert cut.count == 1 and planned(store)[0] == date(2024, 1, 1)
    assert told() == before, "last year's report, with the year before it to compare"
    assert throw_away(store, WARD, Retention(log_years=2), AUTUMN) == []
    assert store.verify() == store.head()


def test_a_campaign_that_reaches_over_the_line_keeps_all_it_is_compared_with(store: Store) -> None:
    lived_through(store, YEARS_AGO, AUTUMN.date())
    a_campaign(store, date(2023, 12, 22), date(2024, 1, 10))
    assert log_from(store, WARD, 2, AUTUMN) == date(2023, 12, 2)


def test_a_campaign_whose_report_was_never_sent_keeps_its_days(store: Store) -> None:
    lived_through(store, YEARS_AGO, AUTUMN.date())
    campaign = a_campaign(store, date(2022, 3, 1), date(2022, 3, 31), due=date(2022, 4, 10))
    written(store, date(2022, 1, 5), date(2022, 1, 31), date(2022, 3, 1), date(2026, 11, 2))
    throw_away(store, WARD, Retention(log_years=2), AUTUMN)
    assert planned(store) == [date(2022, 1, 31), date(2022, 3, 1), date(2026, 11, 2)]

    due = datetime(2022, 4, 10, 23, 59, tzinfo=HANOI)
    store.report_sent(Sent(campaign.id, "closing", due, LAN.name, NOW), LAN, NOW)
    throw_away(store, WARD, Retention(log_years=2), AUTUMN)
    assert planned(store) == [date(2026, 11, 2)]


def test_deeds_have_a_time_of_their_own(store: Store) -> None:
    for year in (2022, 2023):
        store.word_taught("BQL", "ban quản lý", LAN, datetime(year, 5, 1, tzinfo=HANOI))
    lived_through(store, YEARS_AGO, AUTUMN.date())
    written(store, date(2022, 1, 5), date(2026, 11, 2))
    (cut,) = throw_away(store, WARD, Retention(activity_years=2), AUTUMN)
    assert (cut.book, cut.count) == ("activity", 2)
    assert len(store.entries()) == 2


@pytest.mark.parametrize("wrong", [AUTUMN.replace(year=2027), AUTUMN.replace(year=2036, month=1), AUTUMN + DAY * 90])
def test_a_clock_that_runs_ahead_costs_nothing_of_the_log(store: Store, wrong: datetime) -> None:
    """Ten days long it shows another year, and every day something is heard and somebody works."""
    lived_through(store, date(2023, 1, 1), AUTUMN.date())
    written(store, date(2023, 1, 1), date(2024, 1, 2), date(2026, 11, 20))
    throw_away(store, WARD, BOTH, AUTUMN)
    left, deeds = planned(store), len(store.activity(limit=1000))
    for days in range(10):
        now = wrong + DAY * days
        written(store, now.date())
        store.word_taught("UBND", "ủy ban nhân dân", LAN, now)
        assert throw_away(store, WARD, BOTH, now) == []
    assert (planned(store)[: len(left)], len(store.activity(limit=1000))) == (left, deeds + 10)
    assert throw_away(store, WARD, BOTH, AUTUMN + DAY * 10) == []


def test_a_jump_over_the_end_of_a_month_in_december_takes_no_year_early(store: Store) -> None:
    december = datetime(2026, 12, 30, 9, 0, tzinfo=HANOI)
    lived_through(store, date(2023, 1, 1), december.date())
    before = years_from(store, WARD, 2, december)
    for days in range(8):
        now = december.replace(year=2031, month=10, day=28) + DAY * days
        store.word_taught("UBND", "ủy ban nhân dân", LAN, now)
        assert years_from(store, WARD, 2, now) <= before


def test_what_was_missed_while_the_clock_jumped_proves_no_time(store: Store) -> None:
    lived_through(store, date(2025, 1, 1), AUTUMN.date())
    for month in range(1, 13):
        for day in (1, 2, 3, 4):
            airing = an_airing(f"2027-{month:02}-{day}/morning", datetime(2027, month, day, 6, 30, tzinfo=HANOI))
            assert store.begin_airing(airing)
            store.end_airing(airing.id, None, airing.planned, timedelta(), Outcome.MISSED, Reason.CLOCK_WRONG, "", "")
    assert years_from(store, WARD, 2, AUTUMN.replace(year=2028)) == NOTHING


def test_the_oldest_year_goes_in_march(store: Store) -> None:
    lived_through(store, date(2022, 1, 1), date(2027, 4, 1))
    february, march = (datetime(2027, month, 28, tzinfo=HANOI) for month in (2, 3))
    assert (years_from(store, WARD, 3, february), years_from(store, WARD, 3, march)) == (
        date(2023, 1, 1),
        date(2024, 1, 1),
    )


def test_a_station_that_was_switched_off_for_a_year_tidies_later(store: Store) -> None:
    lived_through(store, date(2022, 1, 1), date(2024, 12, 1))
    lived_through(store, date(2026, 1, 1), date(2028, 4, 1))
    written(store, date(2022, 6, 1), date(2023, 6, 1), date(2026, 6, 1), date(2028, 6, 1))
    keep, back, later = Retention(log_years=2), AUTUMN.replace(month=5), datetime(2028, 4, 1, tzinfo=HANOI)
    throw_away(store, WARD, keep, back)
    assert planned(store)[0] == date(2023, 6, 1), "of the years it lived through, two whole ones stay"
    throw_away(store, WARD, keep, later)
    assert planned(store)[0] == date(2026, 6, 1)


@pytest.mark.parametrize(("years", "fits"), [(0, True), (1, False), (2, True), (5, True), (-1, False)])
def test_a_single_year_would_not_do_for_last_years_report(tmp_path: Path, years: int, fits: bool) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    for name in ("station.toml", "policies.toml"):
        text = (settings.PROJECT / "config" / name).read_text("utf-8")
        (folder / name).write_text(text.replace("log_years = 0", f"log_years = {years}"), "utf-8")
    if fits:
        assert settings.load(folder, {}).keep == Retention(log_years=years)
    else:
        with pytest.raises(SettingsError, match=r"keep\.log_years"):
            settings.load(folder, {})
