"""How long an officer waits: the reading beside the text by its length, and the parts of the first page that move.

python -m tests.bench.desk
"""

import statistics
import tempfile
import time
from pathlib import Path

from tests.web.cast import MONDAY, House, station_in
from tests.web.sample import on_air

LINE = "Công an phò biến: gọi 113 hoặc 0225.3825.115 theo 139/CĐ-TTg, phạt 5.000.000 đồng, trước 8h30 ngày 2/9.\n"


def main() -> None:
    """Fifteen requests for each length through the real application."""
    print("| characters | median, ms | slowest, ms |\n|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        browser = House(station_in(Path(folder))).hire().signed_in("lan")
        for length in (300, 3_000, 10_000, 19_900):
            text = (LINE * 200)[:length]
            took = []
            for _ in range(16):
                begun = time.perf_counter()
                assert browser.send("/ban-tin/uoc-luong", title="x", text=text).status_code == 200
                took.append(1000 * (time.perf_counter() - begun))
            print(f"| {length} | {statistics.median(took[1:]):.0f} | {max(took[1:]):.0f} |")
        _fragments(Path(folder) / "air")


def _fragments(folder: Path) -> None:
    """What every open desk asks for every two and every ten seconds, while a bulletin sounds."""
    print("\n| fragment | median, ms | slowest, ms |\n|:---|---:|---:|")
    folder.mkdir()
    house = House(station_in(folder)).hire()
    bulletin = house.approved()
    house.store.place(bulletin.id, "evening", MONDAY.date(), None, (), 0, house.people["tung"], house.clock.at)
    house.alive()
    on_air(house, bulletin)
    browser = house.signed_in("van")
    for address in ("/manh/dang-phat", "/manh/dai", "/manh/hom-nay"):
        took = []
        for _ in range(201):
            begun = time.perf_counter()
            browser.open(address)
            took.append(1000 * (time.perf_counter() - begun))
        print(f"| {address} | {statistics.median(took[1:]):.1f} | {max(took[1:]):.1f} |")


if __name__ == "__main__":
    main()
