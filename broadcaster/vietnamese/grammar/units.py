"""Units, currencies and what stands under a slash: kg, km/h, đồng/kg, lượt/tuần."""

from typing import Final

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.patterns import Pattern, cues
from broadcaster.vietnamese.reading import Said

# Read after a number with or without a blank between.
UNITS: Final = {
    "%": "phần trăm", "‰": "phần nghìn", "°C": "độ xê", "°F": "độ ép", "°": "độ", "°N": "độ bắc",
    "°S": "độ nam", "°E": "độ đông", "°Đ": "độ đông", "°B": "độ bắc", "°W": "độ tây", "oC": "độ xê", "0C": "độ xê",
    "km": "ki lô mét", "Km": "ki lô mét", "KM": "ki lô mét", "m": "mét", "dm": "đề xi mét", "cm": "xăng ti mét",
    "mm": "mi li mét", "µm": "mi cờ rô mét", "nm": "na nô mét", "km2": "ki lô mét vuông", "km²": "ki lô mét vuông",
    "m2": "mét vuông", "m²": "mét vuông", "M2": "mét vuông", "cm2": "xăng ti mét vuông", "cm²": "xăng ti mét vuông",
    "dm2": "đề xi mét vuông", "mm2": "mi li mét vuông", "mm²": "mi li mét vuông",
    "m3": "mét khối", "m³": "mét khối", "M3": "mét khối", "cm3": "xăng ti mét khối", "cm³": "xăng ti mét khối",
    "dm3": "đề xi mét khối", "ha": "héc ta", "Ha": "héc ta", "kg": "ki lô gam", "Kg": "ki lô gam", "KG": "ki lô gam",
    "g": "gam", "gr": "gam", "mg": "mi li gam", "µg": "mi cờ rô gam", "mcg": "mi cờ rô gam", "lít": "lít", "l": "lít",
    "L": "lít", "ml": "mi li lít", "mL": "mi li lít", "cc": "xê xê", "kWh": "ki lô oát giờ", "KWh": "ki lô oát giờ",
    "kwh": "ki lô oát giờ", "KWH": "ki lô oát giờ", "MWh": "mê ga oát giờ", "kW": "ki lô oát", "KW": "ki lô oát",
    "kw": "ki lô oát", "MW": "mê ga oát", "GW": "ghi ga oát", "W": "oát", "V": "vôn", "kV": "ki lô vôn",
    "KV": "ki lô vôn", "kVA": "ki lô vôn am pe", "KVA": "ki lô vôn am pe", "mA": "mi li am pe", "Ah": "am pe giờ",
    "mAh": "mi li am pe giờ", "Wp": "oát pích", "kWp": "ki lô oát pích", "Hz": "héc", "kHz": "ki lô héc",
    "MHz": "mê ga héc", "GHz": "ghi ga héc", "KHz": "ki lô héc", "dB": "đề xi ben", "dBA": "đề xi ben a",
    "mmHg": "mi li mét thủy ngân", "hPa": "héc tô pát can", "kPa": "ki lô pát can", "atm": "át mốt phe",
    "bar": "ba", "ppm": "phần triệu", "KB": "ki lô bai", "MB": "mê ga bai", "GB": "ghi ga bai", "TB": "tê ra bai",
    "Mbps": "mê ga bít trên giây", "Gbps": "ghi ga bít trên giây", "Mb": "mê ga bít", "kcal": "ki lô ca lo",
    "cal": "ca lo", "mmol": "mi li mon", "IU": "đơn vị", "UI": "đơn vị", "inch": "in", "inches": "in", "\"": "in",
    "HP": "mã lực", "BTU": "bê tê u", "px": "píc xeo", "tấn": "tấn", "T": "tấn", "tạ": "tạ", "yến": "yến", "s": "giây",
    "ph": "phút", "Ω": "ôm", "độ C": "độ xê", "độ F": "độ ép", "độ": "độ", "h": "giờ", "J": "jun", "N": "niu tơn",
}  # fmt: skip
# One letter and a blank before it is as likely to be a class or a block: "lớp 5 A".
_TIGHT: Final = frozenset(("V", "T", "W", "L", "l", "N", "J", "s", "°", '"', "h", "M2", "g"))

MAGNITUDES: Final = {
    "tr": "triệu", "Tr": "triệu", "triệu": "triệu", "tỷ": "tỷ", "tỉ": "tỷ", "k": "nghìn", "K": "nghìn",
    "nghìn": "nghìn", "ngàn": "nghìn", "ng": "nghìn", "trăm": "trăm", "TR": "triệu", "tỷ đồng": "tỷ đồng",
    "tr.đ": "triệu đồng", "Tr.đ": "triệu đồng", "ng.đ": "nghìn đồng",
}  # fmt: skip
CURRENCIES: Final = {
    "đồng": "đồng", "đ": "đồng", "Đ": "đồng", "VNĐ": "đồng", "VND": "đồng", "vnđ": "đồng", "vnd": "đồng",
    "Vnđ": "đồng", "VNđ": "đồng", "USD": "đô la", "usd": "đô la", "$": "đô la", "US$": "đô la", "EUR": "ơ rô",
    "€": "ơ rô", "£": "bảng Anh", "¥": "yên", "JPY": "yên Nhật", "CNY": "nhân dân tệ", "NDT": "nhân dân tệ",
    "GBP": "bảng Anh", "KRW": "uôn", "AUD": "đô la Úc", "₩": "uôn", "đô": "đô",
}  # fmt: skip
_SPEED: Final = {"h": "giờ", "s": "giây", "giờ": "giờ", "giây": "giây", "l": "lít", "L": "lít", "lít": "lít",
                 "phút": "phút", "min": "phút", "dl": "đề xi lít", "dL": "đề xi lít", "ml": "mi li lít"}  # fmt: skip
_MEASURES: Final = cues("km m cm mm m3 m³ l ml mg g µg kg mmol Km lít MB Mb tấn kWh")
# What a rate is counted by.
DENOMINATORS: Final = cues(
    "giải phần giờ phút giây ngày đêm tuần tháng quý năm buổi ca lần lượt đợt kỳ vụ mùa người hộ khẩu đầu em cháu "
    "học sinh trẻ xã phường tổ thôn xóm lớp trường suất vé con chiếc cái sào mẫu cây thửa lô căn phòng "
    "nhà đơn vị công chuyến xe trận bài tin sản phẩm bộ hồ bao thùng hộp gói chai túi bình mét tấn tạ yến "
    "lít kg m2 m² m3 m³ km ha kwh kWh gia nhân cán đoàn hội chi cơ thành viên mũi liều cuộc gam chỉ lượng "
    "cân bó mớ quả trái bữa chỗ"
)
_TOKEN = Pattern(
    r"( ?)(độ [CF](?!\w)|tỷ đồng|tr\.đ|Tr\.đ|ng\.đ|US\$|[%‰$€£¥₩Ω\"]|°(?:[CFNSEWBĐ](?!\w))?"
    r"|(?:[kdcm]?m|M)[23²³](?!\w|[,.]\d)|[^\W\d_²³¹½¼¾]+)"
)
_UNDER = Pattern(r" ?/ ?(?:(\d{1,3}) ?)?(°C|%|[^\W\d_]+(?:[²³]|[23](?!\d))?)")
_ONE_LETTER = Pattern(r"[^\W\d_](?![^\W_])")


def unit(cursor: Cursor, at: int) -> tuple[str, int, str] | None:
    """The unit that stands here: its words, its end, and "money", "percent", "magnitude" or "unit"."""
    found = _TOKEN.match(cursor.text, at)
    if not found:
        return None
    gap, written = found.groups()
    figure_follows = written in MAGNITUDES and cursor.char(found.end()).isdecimal()
    if _joined(cursor.text, found.end()) and not figure_follows:
        return None
    if written in MAGNITUDES and not (gap and written in ("k", "K", "ng", "tr", "Tr", "TR")):
        return MAGNITUDES[written], found.end(), "magnitude"
    if written in ("tr", "Tr") and gap:
        return "triệu", found.end(), "magnitude"
    if written in CURRENCIES and not (gap and written in ("Đ", "đ") and not _ends_amount(cursor.text, found.end())):
        return CURRENCIES[written], found.end(), "money"
    if written in UNITS and not (gap and written in _TIGHT) and not (written == '"' and gap == ""):
        return UNITS[written], found.end(), "percent" if written in "%‰" else "unit"
    return None


def bare_unit(cursor: Cursor) -> Said | None:
    """A unit without its number: "đồng/m3", "đ/kg", "tính theo km"."""
    found = cursor.match(_PRICE)
    if found and found[2] in UNITS:
        return Said(found.end(), f"đồng mỗi {UNITS[found[2]]}", "unit")
    found = cursor.match(_ALONE)
    if not found:
        return None
    below, end = per(cursor, found.end(), found[0])
    return Said(end, UNITS[found[0]] + below, "unit")


_PRICE = Pattern(r"(đ|đồng|VNĐ|VND) ?/ ?([^\W\d_]+[23²³]?)(?!\w)")
_ALONE = Pattern(r"(?:km2|km²|km|m2|m²|m3|m³|kg|cm|mm|kWh|kW|mg|ml|ha)(?![\w'])")


def _joined(text: str, end: int) -> bool:
    """Whether the letters go on: "5kgs" is no unit, "5m2" was taken whole."""
    following = text[end : end + 1]
    return following.isalnum() and text[end - 1 : end].isalnum()


def _ends_amount(text: str, end: int) -> bool:
    return not text[end : end + 1].isalnum() and text[end : end + 1] != "."


def per(cursor: Cursor, at: int, above: str) -> tuple[str, int]:
    """What stands under slashes from here on: "/h" is "trên giờ", "/người/tháng" is "mỗi người mỗi tháng"."""
    said: list[str] = []
    while found := _UNDER.match(cursor.text, at):
        number, below = found.groups()
        words = _below(below, number, above)
        if words is None or _joined(cursor.text, found.end()):
            break
        said.append(words)
        at = found.end()
    return (" " + " ".join(said) if said else ""), at


def _below(written: str, number: str | None, above: str) -> str | None:
    from broadcaster.vietnamese.numerals import cardinal

    if number:
        name = _SPEED.get(written) or UNITS.get(written) or (written if written in DENOMINATORS else None)
        return f"trên {cardinal(int(number))} {name}" if name else None
    if written in _SPEED and above in _MEASURES:
        return f"trên {_SPEED[written]}"
    if written in UNITS and above in _MEASURES:
        return f"trên {UNITS[written]}"
    if written in UNITS:
        return f"mỗi {UNITS[written]}"
    return f"mỗi {written.lower()}" if written.lower() in DENOMINATORS else None


FROM_LETTERS = (bare_unit,)
