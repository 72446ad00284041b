"""Notices of third parties that sell something: a public loudspeaker is not for hire."""

import re

from broadcaster.proofreading.remark import Concern, Remark

_CERTAIN = re.compile(
    r"số lượng có hạn|đặt hàng (?:qua|theo|ngay|tại) (?:số|website|fanpage|cửa hàng)|giá chỉ (?:từ )?\d|mua ngay"
    r"|hân hạnh tài trợ|cam kết hoàn tiền|liên hệ (?:ngay )?để được (?:tư vấn|báo giá|mua)|inbox"
    r"|giao hàng (?:tận nơi|tận nhà|miễn phí)|trả góp (?:\d|không lãi)|mua \w+ tặng \w+ duy nhất|bảo hành \d+ năm"
    r"|khai trương|đại hạ giá|xả hàng|thanh lý toàn bộ|tuyển (?:lao động|nhân viên|công nhân) lương",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"khuyến mãi|khuyến mại|giảm giá|ưu đãi|giảm (?:đến|tới|ngay) \d+ ?%|chất lượng hàng đầu|uy tín số một|giá rẻ"
    r"|giá gốc|voucher|cửa hàng chúng tôi|công ty chúng tôi|sản phẩm của chúng tôi|quý khách|bảo hành|chính hãng",
    re.IGNORECASE,
)
_WARNING = re.compile(
    r"lừa|kẻ gian|kẻ xấu|chúng (?:gửi|bảo|gọi|dụ|mời|hứa)|cảnh giác|đừng|không nên|giả mạo|mạo danh", re.IGNORECASE
)
_ENOUGH = 2


def advertising(text: str) -> list[Remark]:
    """Remarks on words that sell, unless the sentence with them, or the one beside it, warns of them.

    One certain sign is enough; of the likely ones it takes two, because a notice may well speak of a price.
    """
    certain = [match for match in _CERTAIN.finditer(text) if not _warned(text, match)]
    likely = [match for match in _LIKELY.finditer(text) if not _warned(text, match)]
    told = certain + (likely if certain or len(likely) >= _ENOUGH else [])
    return [Remark(Concern.ADVERTISING, *match.span(), match[0]) for match in told]


def _warned(text: str, match: re.Match[str]) -> bool:
    return bool(_WARNING.search(text, max(0, match.start() - 160), min(len(text), match.end() + 160)))
