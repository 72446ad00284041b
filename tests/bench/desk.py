"""How long an officer waits for the reading beside the text: one live request of the editor, by its length.

python -m tests.bench.desk
"""

import statistics
import tempfile
import time
from pathlib import Path

from tests.web.cast import House, station_in

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


if __name__ == "__main__":
    main()
