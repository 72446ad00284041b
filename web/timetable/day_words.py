"""The names of holidays and make-up days for who reads the desk in another tongue; the calendar holds ours."""

import re

from web.tongue import chosen
from web.tongue.tables import give_tongue

HOLIDAY: dict[str, str] = {
    name: name
    for name in (
        "Tết Dương lịch",
        "29 Tết",
        "Giao thừa Tết Nguyên Đán",
        "Tết Nguyên Đán",
        "Mùng hai Tết Nguyên Đán",
        "Mùng ba Tết Nguyên Đán",
        "Mùng bốn Tết Nguyên Đán",
        "Mùng năm Tết Nguyên Đán",
        "Ngày Giỗ Tổ Hùng Vương",
        "Ngày Chiến thắng",
        "Ngày Quốc tế Lao động",
        "Ngày Văn hóa Việt Nam",
        "Quốc khánh",
    )
}
"""As broadcaster/settings/vietnam_days.toml names them; another name stays as the ward wrote it."""

DAY: dict[str, str] = {
    "instead": "{name} (nghỉ bù)",
    "exchanged": "Ngày nghỉ (thay cho ngày {day})",
    "make_up": "Làm bù cho ngày {day}",
}
_EXCHANGED = re.compile(r"(Ngày nghỉ \(thay cho|Làm bù cho) ngày (\d\d/\d\d/\d{4})\)?")


def day_sentence(name: str) -> str:
    """What a day is called."""
    if not chosen.translated():
        return name
    if found := _EXCHANGED.fullmatch(name):
        return DAY["make_up" if found[1].startswith("L") else "exchanged"].format(day=found[2])
    plain = name.removesuffix(" (nghỉ bù)")
    told = HOLIDAY.get(plain, plain)
    return told if plain == name else DAY["instead"].format(name=told)


give_tongue(globals())
