"""What a person should look at: foreign words, and spellings that look like a slip of the scanner or the finger."""

from broadcaster.vietnamese.dictionary import Dictionary
from broadcaster.vietnamese.folding import fold
from broadcaster.vietnamese.patterns import cues
from broadcaster.vietnamese.reading import Doubt
from broadcaster.vietnamese.syllables import is_syllable

# Words so common that a chance meeting proves nothing: "có quan hệ" is no slip for "cơ quan".
_COMMON = cues(
    "có các của là và bán cho để với đã đang sẽ được bị tại từ đến trong ngoài trên dưới khi nếu thì mà "
    "này đó kia một hai ba bốn năm sáu bảy tám chín mười không rất cũng như theo về ra vào lên xuống qua "
    "lại đi làm nên phải những mọi mỗi người ông bà anh chị em cô chú bác con cháu tôi họ ta hay hoặc còn "
    "đều chỉ thứ số ngày tháng tin bài hộ thành cả cần bạn đoàn hội dân văn minh giáo"
)


def word_doubt(dictionary: Dictionary, start: int, word: str) -> Doubt | None:
    """A word that is no Vietnamese syllable and that no list knows."""
    if is_syllable(word) or word.lower() in dictionary.known:
        return None
    return Doubt(start, start + len(word), word, "", "foreign")


def pair_doubt(dictionary: Dictionary, start: int, pair: str) -> Doubt | None:
    """Two words that differ from a well-known pair in their marks only, or that are a known mistake."""
    small = pair.lower()
    right = dictionary.mistakes.get(small)
    if right is None:
        known = dictionary.compounds.get(_folded(small))
        if known is None or known == small or not _likely_slip(small, known):
            return None
        right = known
    return Doubt(start, start + len(pair), pair, right, "spelling")


_FOLDED: dict[str, str] = {}


def _folded(word: str) -> str:
    known = _FOLDED.get(word)
    if known is None:
        if len(_FOLDED) > 50_000:
            _FOLDED.clear()
        known = _FOLDED[word] = fold(word)
    return known


def _likely_slip(written: str, known: str) -> bool:
    """One of the two words is wrong and the other right, and the wrong one is no everyday word."""
    pairs = [(w, k) for w, k in zip(written.split(" "), known.split(" "), strict=True) if w != k]
    return len(pairs) == 1 and pairs[0][0] not in _COMMON
