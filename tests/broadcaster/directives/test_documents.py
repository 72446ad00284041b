"""Documents as offices write them, each with what a careful clerk reads out of it; names and places are invented."""

import pytest

from broadcaster.directives import read, reason
from tests.broadcaster.directives.scoring import TEXTS, faults, wanted

NAMES = [path.stem for path in TEXTS]


def test_there_are_documents_of_every_kind():
    texts = [path.read_text(encoding="utf-8") for path in TEXTS]
    assert len(texts) >= 60
    for kind in (
        "KẾ HOẠCH",
        "THÔNG BÁO",
        "CHỈ THỊ",
        "QUYẾT ĐỊNH",
        "HƯỚNG DẪN",
        "GIẤY MỜI",
        "TỜ TRÌNH",
        "CÔNG ĐIỆN",
        "V/v",
    ):
        assert any(kind in text for text in texts), kind
    assert sum(not wanted(path)["loudspeaker"] for path in TEXTS) >= 8, "documents that ask nothing of loudspeakers"


@pytest.mark.parametrize("path", TEXTS, ids=NAMES)
def test_a_document_is_read_as_a_careful_clerk_reads_it(path):
    found = read(path.read_text(encoding="utf-8")).to_json()
    assert faults(found, wanted(path)) == []


@pytest.mark.parametrize("path", TEXTS, ids=NAMES)
def test_each_finding_shows_its_words_its_place_and_its_reason(path):
    text = path.read_text(encoding="utf-8")
    reading = read(text)
    facts = [reading.number, reading.issued, reading.issuer, reading.title, reading.period, *reading.topics]
    duties = (*reading.loudspeaker, *reading.reports, *reading.doubts)
    sources = [one.source for one in facts if one] + [one.source for one in duties]
    assert sources
    for source in sources:
        assert source.quote == reading.text[source.start : source.end]
        assert source.quote.strip() and source.quote in text
        assert reason(source.rule)
