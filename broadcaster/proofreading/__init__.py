"""Looking a script over before it is submitted (soát bài): what may not, or should not, be read out on a street."""

from collections.abc import Iterable
from pathlib import Path

from broadcaster.proofreading.advertising import advertising
from broadcaster.proofreading.length import long_sentences
from broadcaster.proofreading.outdated import Outdated, outdated, outdated_list
from broadcaster.proofreading.personal import personal
from broadcaster.proofreading.remark import Concern, Remark
from broadcaster.vietnamese import Dictionary, speakable

__all__ = ["Concern", "Outdated", "Remark", "outdated_list", "proofread", "remarks_on"]


def proofread(
    text: str, *, dictionary: Dictionary | None = None, listed: Iterable[Outdated] | Path | None = None
) -> list[Remark]:
    """Every remark on `text`, in the order of the text; an empty list where there is nothing to say.

    `dictionary` is the ward's (None: the shipped one); `listed` the list of what is out of force, or the file that
    holds it (None: the shipped list). Remarks are advice: nothing is changed and nothing is refused because of them.
    """
    remarks = remarks_on(text, listed)
    remarks += _unreadable(text, dictionary or Dictionary.load(), remarks)
    return sorted(remarks, key=_place)


def remarks_on(text: str, listed: Iterable[Outdated] | Path | None = None) -> list[Remark]:
    """The same without how words are read: some milliseconds, for whoever shows the reading beside it."""
    known = outdated_list(listed) if isinstance(listed, Path) or listed is None else tuple(listed)
    return sorted([*personal(text), *outdated(text, known), *long_sentences(text), *advertising(text)], key=_place)


def _place(remark: Remark) -> tuple[int, int, Concern]:
    return remark.start, remark.end, remark.concern


def _unreadable(text: str, dictionary: Dictionary, told: list[Remark]) -> list[Remark]:
    """What no voice reads well; a place already told about is not told about twice."""
    found = []
    for doubt in speakable(text, dictionary).unsure:
        at = text.find(doubt.written, max(0, doubt.start - 40))
        filled_in = text[max(0, at - 1) : at + len(doubt.written) + 1] == f"{{{doubt.written}}}"
        if (
            at < 0
            or filled_in
            or any(remark.start <= at < remark.end and remark.concern is not Concern.LENGTH for remark in told)
        ):
            continue
        found.append(Remark(Concern.READING, at, at + len(doubt.written), doubt.written, doubt.suggestion))
    return found
