"""The station's own part of the settings: its zones, its slots, its calendar and the policy it chose."""

from datetime import time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from broadcaster.settings import reading as read
from broadcaster.settings.calendar import calendar_of
from broadcaster.settings.reading import TomlReading
from broadcaster.station import WEEKDAYS, Policy, Slot, Station, Window, Zone


def station_of(file: TomlReading, policies: TomlReading) -> Station:
    """The station that the two files describe; faults stay in the readings."""
    table = file.table("station")
    zones, calendar = _zones(file), calendar_of(file)
    station = Station(
        id=file.take(table, "station", "id", "ward", read.identifier, required=True),
        name=file.take(table, "station", "name", "", read.some_text, required=True),
        ward=file.take(table, "station", "ward", "", read.some_text, required=True),
        timezone=file.take(table, "station", "timezone", ZoneInfo("Asia/Ho_Chi_Minh"), _timezone),
        hotline=file.take(table, "station", "hotline", "", read.some_text, required=True),
        zones=zones,
        slots=_slots(file, zones),
        policy=_policy(file, policies),
        holidays=calendar.holidays,
        makeup_days=calendar.makeup_days,
        day_names=calendar.names,
    )
    for zone in zones:
        count = sum(zone.id in slot.zones for slot in station.slots)
        if count > station.policy.sessions_per_day:
            allowed = f'policy "{station.policy.id}" allows {station.policy.sessions_per_day} sessions a day'
            file.fault("slots", "", f'gives zone "{zone.id}" {count} slots; {allowed}')
    file.leftovers(table, "station")
    return station


def _timezone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(read.text(value))
    except (ZoneInfoNotFoundError, ValueError) as why:
        raise ValueError('is not a time zone such as "Asia/Ho_Chi_Minh"') from why


def _zones(file: TomlReading) -> tuple[Zone, ...]:
    zones: list[Zone] = []
    for index, table in enumerate(file.tables_of("zones")):
        at = f"zones[{index}]"
        zone = Zone(
            id=file.take(table, at, "id", f"zone-{index}", read.identifier, required=True),
            name=file.take(table, at, "name", "", read.some_text, required=True),
            device=file.take(table, at, "device", "", read.text),
            areas=file.take(table, at, "areas", (), read.list_of(read.some_text)),
            standby=file.take(table, at, "standby", "", read.text),
            volume=file.take(table, at, "volume", 100, read.whole(1, 100)),
        )
        _own_devices(file, at, zone, zones)
        if zone.id in {other.id for other in zones}:
            file.fault(at, "id", f'"{zone.id}" stands twice')
        file.leftovers(table, at)
        zones.append(zone)
    return tuple(zones) or (Zone("all", "Toàn phường"),)


def _own_devices(file: TomlReading, at: str, zone: Zone, others: list[Zone]) -> None:
    """Two zones on one device would speak over each other; "" is the system's default device, which is one, too."""
    if zone.standby and zone.standby == zone.device:
        file.fault(at, "standby", "is the same sound device as the first")
    for other in others:
        theirs = {other.device, *filter(None, [other.standby])}
        for key, mine in (("device", zone.device), ("standby", zone.standby)):
            if mine in theirs and (mine or key == "device"):
                named = f'"{mine}"' if mine else "the default"
                file.fault(at, key, f'is {named}, the sound device of zone "{other.id}"; each zone needs its own')


def _slots(file: TomlReading, zones: tuple[Zone, ...]) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for index, table in enumerate(file.tables_of("slots")):
        at = f"slots[{index}]"
        minutes = file.take(table, at, "minutes", 15.0, read.between(0.1, 240))
        slot = Slot(
            id=file.take(table, at, "id", f"slot-{index}", read.identifier, required=True),
            name=file.take(table, at, "name", "", read.some_text, required=True),
            start=file.take(table, at, "start", time(0), read.clock_time, required=True),
            length=timedelta(minutes=minutes),
            zones=_zones_of(file, table, at, zones),
            volume=file.take(table, at, "volume", 100, read.whole(1, 100)),
        )
        if slot.id in {other.id for other in slots}:
            file.fault(at, "id", f'"{slot.id}" stands twice')
        if minutes > (24 - slot.start.hour) * 60 - slot.start.minute:
            file.fault(at, "minutes", "carries the slot past midnight")
        file.leftovers(table, at)
        slots.append(slot)
    _overlaps(file, slots)
    if not slots:
        file.fault("slots", "", "needs at least one slot [[slots]]")
    return tuple(slots)


def _zones_of(file: TomlReading, table: dict[str, Any], at: str, zones: tuple[Zone, ...]) -> tuple[str, ...]:
    """zone = "north", or zones = ["north", "south"]; neither: the first zone."""
    known = read.one_of({zone.id: zone.id for zone in zones})
    if "zones" not in table:
        return (file.take(table, at, "zone", zones[0].id, known),)
    if "zone" in table:
        file.fault(at, "zone", "and zones say the same thing twice; keep one of them")
        table.pop("zone")
    named = file.take(table, at, "zones", (), read.list_of(known))
    if not named:
        file.fault(at, "zones", "names no zone")
    return tuple(dict.fromkeys(named)) or (zones[0].id,)


def _overlaps(file: TomlReading, slots: list[Slot]) -> None:
    """Two slots of one zone may not sound at once."""

    def minute(slot: Slot) -> timedelta:
        return timedelta(hours=slot.start.hour, minutes=slot.start.minute, seconds=slot.start.second)

    for index, slot in enumerate(slots):
        for other in slots[:index]:
            early, late = sorted((slot, other), key=minute)
            if set(slot.zones) & set(other.zones) and minute(early) + early.length > minute(late):
                file.fault(f"slots[{index}]", "start", f'overlaps slot "{other.id}"')


def _policy(file: TomlReading, policies: TomlReading) -> Policy:
    table = file.table("policy")
    names = {name: name for name in policies.tables}
    chosen = file.take(table, "policy", "profile", next(iter(names)), read.one_of(names), required=True)
    file.leftovers(table, "policy")
    profiles = {name: _profile(policies, name) for name in names}
    return profiles[chosen]


def profiles(folder: Path) -> tuple[Policy, ...]:
    """Every profile of policies.toml in `folder` that can be read, in the file's order."""
    path = folder / "policies.toml"
    try:
        return _profiles(path, path.read_bytes())
    except OSError:
        return ()


@lru_cache(maxsize=4)
def _profiles(path: Path, written: bytes) -> tuple[Policy, ...]:
    """Worked out once for what is `written` at `path`: a form of settings asks each time it is shown."""
    file = TomlReading(path)
    found = [_profile(file, name) for name in file.tables]
    faulty = {name for name in file.tables for fault in file.faults if f": {name}." in fault}
    return tuple(one for one in found if one.id not in faulty)


def _profile(file: TomlReading, name: str) -> Policy:
    table = file.table(name)
    weekday = read.one_of({name: index for index, name in enumerate(WEEKDAYS)})
    everyday = tuple(range(7))
    policy = Policy(
        id=name,
        name=file.take(table, name, "name", name, read.some_text, required=True),
        citation=file.take(table, name, "citation", "", read.text),
        weekdays=frozenset(file.take(table, name, "weekdays", everyday, read.list_of(weekday))),
        windows=file.take(table, name, "windows", (Window(time(5), time(21)),), read.list_of(_window)),
        sessions_per_day=file.take(table, name, "sessions_per_day", 2, read.whole(1, 48)),
        session=timedelta(minutes=file.take(table, name, "session_minutes", 15.0, read.between(0.1, 240))),
        quiet_from=file.take(table, name, "quiet_from", time(21), read.clock_time),
        quiet_until=file.take(table, name, "quiet_until", time(5), read.clock_time),
    )
    file.leftovers(table, name)
    return policy


def _window(value: object) -> Window:
    since, _, until = read.text(value).partition("-")
    window = Window(read.clock_time(since.strip()), read.clock_time(until.strip()))
    if window.since >= window.until:
        raise ValueError("must end after it begins, on the same day")
    return window
