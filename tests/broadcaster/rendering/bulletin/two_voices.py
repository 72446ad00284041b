"""A bulletin and the two voices that may say it: the better one and the plain one; and how the outcome is measured."""

from datetime import timedelta

import numpy as np
import soundfile

from broadcaster.bulletin import Rendition, Script
from broadcaster.sound import RATE
from broadcaster.station import Voice
from broadcaster.vietnamese import syllable_count
from tests.builders import script

Sound = np.ndarray[tuple[int], np.dtype[np.float64]]
BEST, PLAIN = Voice("best", "vi"), Voice("plain", "vi")
TEXT = (
    "Kính thưa bà con. Gần đây, nhiều người nhận điện thoại của kẻ giả danh công an.\n\n"
    "Bà con tuyệt đối không đọc mã xác thực. Khi nghi ngờ, xin gọi công an phường."
)


def bulletin(text: str = TEXT) -> Script:
    """A script that says this."""
    return script(text=text)


def samples_of(made: Rendition) -> Sound:
    """The samples of a finished file, which has one channel at our rate."""
    data, rate = soundfile.read(made.path)
    assert (rate, data.ndim) == (RATE, 1)
    return data


def pace(made: Rendition) -> float:
    """Syllables a second while it speaks."""
    speaking = sum((mark.end - mark.begin for mark in made.marks), timedelta())
    return sum(syllable_count(mark.text) for mark in made.marks) / speaking.total_seconds()
