"""The first page on a bad day: faults of both kinds, two zones, the next slot with what was found."""

from dataclasses import replace
from datetime import timedelta

import pytest

from broadcaster import fitness
from broadcaster.airing import Outcome, Reason
from broadcaster.fitness import Finding, Preflight
from broadcaster.station import Zone
from broadcaster.store import OnAir
from tests.browser.conftest import Street
from tests.browser.test_looks import faults
from tests.web.cast import MONDAY

pytestmark = pytest.mark.browser


def a_bad_day(street: Street) -> None:
    """Two zones, of which one has lost its sound; three faults; a slot that is not ready."""
    house, now = street.house, street.house.clock.at
    zones = (Zone("north", "Cụm loa tổ dân phố phía bắc"), Zone("south", "Cụm loa chợ"))
    station = replace(house.settings.station, zones=zones)
    house.app.extensions["desk"] = replace(
        house.app.extensions["desk"], settings=replace(house.settings, station=station)
    )
    bulletin = house.approved("Cảnh giác thủ đoạn giả danh cán bộ ngân hàng gọi điện đòi mã xác thực")
    for zone, state in (("north", "sounding"), ("south", "silent")):
        title, ends = bulletin.script.title, now + timedelta(minutes=1)
        shown = OnAir(bulletin.id, title, now - timedelta(minutes=1), ends, 60.0, -20.0, state, zone, "", now)
        house.store.set_on_air(zone, shown)
    for code in ("muted", "hook_failed", "disk_nearly_full"):
        house.store.raise_fault(code, "alsa_output.pci-0000_00_1f.3.analog-stereo", now)
    house.aired(bulletin, MONDAY - timedelta(days=1, hours=1, minutes=30), Outcome.FAILED, Reason.NO_DEVICE, 0.0)
    house.aired(bulletin, MONDAY - timedelta(hours=1, minutes=30))
    occurrence = station.occurrence("2026-11-23/evening")
    assert occurrence is not None
    findings = (Finding("sound_changed", "Mất tiền vì bấm vào đường dẫn lạ"), Finding("not_quiet", "Cụm loa chợ"))
    minutes = timedelta(minutes=14), timedelta(minutes=15)
    seen = Preflight(now, occurrence.key, occurrence.starts, 3, *minutes, findings)
    house.store.set_mark(fitness.MARK, seen.written())


@pytest.mark.parametrize(("width", "scheme"), [(390, "light")])
def test_the_first_page_on_a_bad_day_can_be_read_and_used(street: Street, width: int, scheme: str) -> None:
    a_bad_day(street)
    page = street.signed_in("van", width, scheme=scheme)
    page.goto("/")
    assert faults(page, width) == []
    said = page.locator("main").inner_text()
    assert "Chiều tối nay: 3 bản tin, 14/15 phút, chưa sẵn sàng" in said
    assert said.index("MẤT TIẾNG") < said.index("ĐANG PHÁT")


def test_one_click_has_the_station_look_again(street: Street) -> None:
    a_bad_day(street)
    page = street.signed_in("tung", 390)
    page.goto("/")
    page.get_by_role("button", name="Kiểm tra lại").click()
    page.wait_for_load_state()
    assert street.house.store.mark(fitness.ASKED) == street.house.clock.at.isoformat()
