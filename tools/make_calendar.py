"""Make broadcaster/settings/vietnam_days.toml: `pip install holidays==0.109 && python tools/make_calendar.py`.

The public holidays of Viet Nam, with Tết by the Vietnamese lunar calendar (which now and then differs from the Chinese
one by a day, as in 2030), and the working days that the government has exchanged for days off. The package is not a
part of the station: fourteen megabytes, and a quarter of a second at each start, for one small table.
"""

import re
from datetime import date
from pathlib import Path

import holidays

YEARS = range(2025, 2046)
OUT = Path(__file__).resolve().parent.parent / "broadcaster" / "settings" / "vietnam_days.toml"


def main() -> None:
    """Write the table."""
    days = holidays.country_holidays("VN", years=YEARS, language="vi")
    exchanged = {}
    for day, name in sorted(days.items()):
        if found := re.search(r"thay cho ngày (\d\d)/(\d\d)/(\d{4})", name):
            exchanged[date(int(found[3]), int(found[2]), int(found[1]))] = f"Làm bù cho ngày {day:%d/%m/%Y}"
    lines = [
        "# Public holidays of Viet Nam and make-up workdays; written by tools/make_calendar.py, not by hand.",
        "# The days that the government exchanges are known only once they are announced: [calendar] adds them.",
        "",
        "[holidays]",
        *(f'{day} = "{name}"' for day, name in sorted(days.items())),
        "",
        "[makeup_days]",
        *(f'{day} = "{name}"' for day, name in sorted(exchanged.items())),
    ]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
