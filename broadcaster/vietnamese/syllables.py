"""The Vietnamese syllable: which letters can be one, where its tone mark stands, how long it takes to say."""

import unicodedata
from functools import lru_cache
from typing import Final

from broadcaster.vietnamese.patterns import Pattern, cues, listed_words

# A letter of any script; figures above the line, fractions and circled figures are none.
LETTER: Final = r"[^\W\d_¹²³⁰⁴-⁹₀-₉¼-¾⅐-↋①-⓿❶-➓㈀-㋿]"

_ONSETS = listed_words("ngh ng gh gi kh nh ph qu th tr ch b c d đ g h k l m n p r s t v x")
_RIMES = cues(
    "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây e ec em en "
    "eng eo ep et ê êch êm ên ênh êp êt êu êng i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o "
    "oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on "
    "ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt ơng ơc u ua uân uâng uât uây uc uê "
    "uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uynh uyn uyt uyp uyên uyêt uyu "
    "uêu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ưp y yêm yên yêng yêt yêu yt ym yn"
)
# After qu- and gi- the written rime has lost its first letter.
_AFTER_QU = cues(
    "a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e en eo et ê ên êt ênh êch êu "
    "i it in ich inh iu o y yt ynh ych yên yêt yn ơ ơi ơn ôc ưng ơt yp"
)
_TONES: Final = {"\u0300": 1, "\u0301": 2, "\u0303": 3, "\u0309": 4, "\u0323": 5}
_STOPPED = ("c", "ch", "p", "t")
_VOWELS = frozenset("aăâeêioôơuưy")


def _split_tone(word: str) -> tuple[str, int, int]:
    """The word without its tone mark, the tone, and how many tone marks there were."""
    tone, marks, bare = 0, 0, []
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone, marks = _TONES[char], marks + 1
        else:
            bare.append(char)
    return unicodedata.normalize("NFC", "".join(bare)), tone, marks


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """True when these letters, in whatever case, can be one Vietnamese syllable."""
    if len(word) > 8:
        return False
    bare, tone, marks = _split_tone(word.lower())
    if marks > 1 or not bare:
        return False
    return any(_fits(onset, bare[len(onset) :], tone) for onset in (*_ONSETS, "") if bare.startswith(onset))


def _fits(onset: str, rime: str, tone: int) -> bool:
    if onset == "qu":
        known = rime in _AFTER_QU
    elif onset == "gi" and not rime:
        known = True
    else:
        known = rime in _RIMES
    if not known:
        return False
    # A syllable closed by a stop is said with the rising or the heavy tone only.
    if rime.endswith(_STOPPED):
        return tone in (2, 5)
    # k, gh and ngh stand before e, ê, i only; c, g and ng never do.
    front = rime[:1] in tuple("eêiy")
    return not (onset in ("c", "ng") and front) and not (onset in ("k", "gh", "ngh") and not front)


_NEW_TO_OLD = dict(
    zip(
        listed_words("oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"),
        listed_words("òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"),
        strict=True,
    )
)
_NEW_TO_OLD |= {new.upper(): old.upper() for new, old in _NEW_TO_OLD.items()}
_NEW_TO_OLD |= {new.capitalize(): old.capitalize() for new, old in _NEW_TO_OLD.items() if new.islower()}
_NEW_STYLE = Pattern(r"(?<![qQ])(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])")


def old_placement(text: str) -> str:
    """hoà and hòa, uỷ and ủy are one word: the older placement of the tone mark is written."""
    return _NEW_STYLE.sub(lambda found: _NEW_TO_OLD.get(found[0], found[0]), text)


_WORD = Pattern(r"[^\W_]+")
_PAUSES = {",": 0.25, ";": 0.35, ":": 0.35, ".": 0.5, "!": 0.5, "?": 0.5, "\n": 0.3}


def syllable_count(spoken: str) -> int:
    """How many syllables a spoken text has: Vietnamese writes each as a word of its own."""
    return len(_WORD.findall(spoken))


def estimate_seconds(spoken: str, syllables_per_second: float = 3.8) -> float:
    """About how long the text takes on air, with the breath taken at its punctuation."""
    rests = sum(pause for mark, pause in _PAUSES.items() for _ in range(spoken.count(mark)))
    return syllable_count(spoken) / syllables_per_second + rests
