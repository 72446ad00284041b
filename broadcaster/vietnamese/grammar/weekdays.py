"""Days of the week: "thứ 2, 4, 6", "T2-T6", and the month in "T10/2025"."""

import re

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.numerals import cardinal, month, ordinal
from broadcaster.vietnamese.patterns import Pattern, cues
from broadcaster.vietnamese.reading import Said

_WEEKDAYS = Pattern(r"[2-7](?!\d)(?:(?:, ?| và | ?[-–] ?)(?:[2-7]|CN)(?!\d|/|h|g))*(?![\d/.-]\d|[hg])")
_SHORT_WEEKDAYS = Pattern(r"T([2-7])(?:( ?[-–] ?)(?:T([2-7])|(CN))|(?=[ ,;:)\n.]|$))(?!\w)")
_SHORT_MONTH = Pattern(r"T(\d{1,2})[/-]((?:1[0-9]|20|21)\d\d)(?!\d)")


def weekdays(cursor: Cursor) -> Said | None:
    """Days of the week after "thứ": 7, "2, 4, 6", "2-6"."""
    if cursor.last() != "thứ":
        return None
    found = cursor.match(_WEEKDAYS)
    if not found:
        return None
    said = re.sub(r" ?[-–] ?", " đến ", found[0])
    said = re.sub(r", ?", ", ", said).replace("CN", "chủ nhật")
    return Said(found.end(), re.sub(r"\d", lambda d: ordinal(int(d[0])), said), "weekday")


def short_weekday(cursor: Cursor) -> Said | None:
    """T2-T6, T7, and the month in T10/2025."""
    if (found := cursor.match(_SHORT_MONTH)) and 1 <= int(found[1]) <= 12:
        return Said(found.end(), f"tháng {month(int(found[1]))} năm {cardinal(int(found[2]))}", "date")
    found = cursor.match(_SHORT_WEEKDAYS)
    if not found:
        return None
    said = f"thứ {ordinal(int(found[1]))}"
    sure = bool(found[2]) or cursor.recent(cues("sáng chiều tối ngày thứ các từ và đến t2 t3 t4 t5 t6"), 2)
    if found[2]:
        said += " đến " + (f"thứ {ordinal(int(found[3]))}" if found[3] else "chủ nhật")
    return Said(found.end(), said, "weekday", sure, "" if sure else "ambiguous", "" if sure else said)


FROM_DIGITS = (weekdays,)
FROM_LETTERS = (short_weekday,)
