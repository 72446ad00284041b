"""Official documents: taken in, and read for what they ask of the loudspeakers."""

from broadcaster.directives.document import Document, pasted, take_in
from broadcaster.directives.finding import (
    DirectiveReading,
    Doubt,
    DoubtAbout,
    Fact,
    LoudspeakerDuty,
    PartOfDay,
    Per,
    Period,
    Quotation,
    ReportDuty,
)
from broadcaster.directives.reading import read
from broadcaster.directives.refusals import DocumentError, Refusal
from broadcaster.directives.rules import reason
from broadcaster.duty import Every

__all__ = [
    "DirectiveReading",
    "Document",
    "DocumentError",
    "Doubt",
    "DoubtAbout",
    "Every",
    "Fact",
    "LoudspeakerDuty",
    "PartOfDay",
    "Per",
    "Period",
    "Quotation",
    "Refusal",
    "ReportDuty",
    "pasted",
    "read",
    "reason",
    "take_in",
]
