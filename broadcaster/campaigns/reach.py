"""How far from a campaign's days a report can be owed for it: a year mistyped would be thousands of reports."""

from datetime import date, timedelta

from broadcaster.campaign import Campaign
from broadcaster.campaigns.deadlines import CLOSING, ONCE, Deadline
from broadcaster.duty import ReportDuty
from broadcaster.station import Station

BEFORE, AFTERWARDS = timedelta(days=31), timedelta(days=366)


def far_day(first: date, last: date, duty: ReportDuty) -> str:
    """Which of a report's own days ("once", "first", "last") lies far from those of a campaign; "" where none does."""
    days = {"once": duty.once, "first": duty.first, "last": duty.last}
    return next((name for name, day in days.items() if day and not _near(first, last, day)), "")


def in_reach(campaign: Campaign, one: Deadline, station: Station) -> bool:
    """Whether a report is one to ask for: what is owed once always is, a repeated one near the campaign's days."""
    return one.name in (CLOSING, ONCE) or _near(campaign.first, campaign.last, station.local(one.due).date())


def _near(first: date, last: date, day: date) -> bool:
    return first - BEFORE <= day <= last + AFTERWARDS
