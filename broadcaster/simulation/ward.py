"""The ward that is simulated: two zones on two devices, three slots, a calendar with holidays, and its people."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from broadcaster.people import Person, Role
from broadcaster.settings import Settings, load
from broadcaster.simulation.street import Output
from broadcaster.station import Policy, Slot, Station, Window, Zone
from broadcaster.store import Store

FIRST = datetime(2026, 11, 23, 0, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
"""A Monday after the program was written; whatever the computer's clock says, a seed is always the same history."""

NORTH, SOUTH, SECOND = "card-north", "card-south", "card-second"


def ward() -> Station:
    """A ward as the default settings describe it, with a second zone and a slot that only one of them has."""
    quarter = timedelta(minutes=15)
    return Station(
        id="simulated",
        name="Đài truyền thanh phường Hòa Mẫu",
        ward="phường Hòa Mẫu",
        timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
        zones=(Zone("north", "Khu bắc", NORTH, standby=SECOND), Zone("south", "Khu nam", SOUTH)),
        slots=(
            Slot("morning", "Buổi sáng", time(6, 30), quarter, ("north", "south")),
            Slot("evening", "Buổi chiều tối", time(17, 15), quarter, ("north",)),
            Slot("dusk", "Buổi chiều tối khu nam", time(17, 20), timedelta(minutes=10), ("south",)),
        ),
        policy=Policy(
            id="urban",
            name="Mặc định an toàn (đô thị)",
            citation="",
            weekdays=frozenset(range(5)),
            windows=(Window(time(6), time(8)), Window(time(16, 30), time(19))),
            sessions_per_day=2,
            session=quarter,
        ),
        hotline="Công an phường",
        holidays=frozenset({date(2027, 1, 1), *(date(2027, 2, day) for day in range(4, 11)), date(2027, 4, 30)}),
        makeup_days=frozenset({date(2027, 1, 9), date(2027, 2, 20)}),
    )


def settings_of(folder: Path, station: Station) -> Settings:
    """The settings of such a ward, as the daemon is given them: the defaults, with everything kept in `folder`."""
    said = '[station]\nid = "x"\nname = "x"\nward = "x"\nhotline = "x"\n'
    said += '[[slots]]\nid = "x"\nname = "x"\nstart = "06:30"\n'
    (folder / "config").mkdir(exist_ok=True)
    (folder / "config" / "station.toml").write_text(said + '[policy]\nprofile = "x"\n[output]\near = true\n', "utf-8")
    (folder / "config" / "policies.toml").write_text('[x]\nname = "x"\n', "utf-8")
    loaded = load(folder / "config", {})
    return replace(loaded, station=station, data=folder / "var", audio=folder / "audio")


def outputs() -> list[Output]:
    """The ward's sound devices: one for each zone, and a second one for the north."""
    return [Output(NORTH, "north"), Output(SOUTH, "south"), Output(SECOND, "north")]


def cast(store: Store, at: datetime) -> dict[str, Person]:
    """Lan writes, Minh approves, Tùng minds the machine, Hoa leads."""
    people = (
        ("lan", "Nguyễn Thị Lan", Role.AUTHOR),
        ("minh", "Trần Văn Minh", Role.APPROVER),
        ("tung", "Lê Thanh Tùng", Role.OPERATOR),
        ("hoa", "Phạm Thị Hoa", Role.LEADER),
    )
    return {
        username: store.add_person(username, name, frozenset({role}), "no password here", at.astimezone(UTC), None)
        for username, name, role in people
    }
