"""Written Vietnamese as words that a voice can read."""

from broadcaster.vietnamese.dictionary import Dictionary, DictionaryError
from broadcaster.vietnamese.folding import fold
from broadcaster.vietnamese.hygiene import clean
from broadcaster.vietnamese.pauses import Pause, Sentence, sentences
from broadcaster.vietnamese.reading import Doubt, Reading, ReadingOptions, Span, explain
from broadcaster.vietnamese.scanner import speakable
from broadcaster.vietnamese.syllables import estimate_seconds, syllable_count
from broadcaster.vietnamese.ward_file import store_entry

__all__ = [
    "Dictionary",
    "DictionaryError",
    "Doubt",
    "Pause",
    "Reading",
    "ReadingOptions",
    "Sentence",
    "Span",
    "clean",
    "estimate_seconds",
    "explain",
    "fold",
    "sentences",
    "speakable",
    "store_entry",
    "syllable_count",
]
