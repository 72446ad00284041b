"""What was read in a document, as the duties a person would confirm unchanged."""

from datetime import UTC, datetime
from uuid import UUID

from broadcaster.directives import DirectiveReading
from broadcaster.duty import Filed, ReportDuty, SpeakerDuty
from web.duties.duty_forms import read_findings


def read_duties(found: DirectiveReading) -> tuple[tuple[SpeakerDuty, ...], tuple[ReportDuty, ...]]:
    """The loudspeaker's duties and the reports."""
    at = datetime(2026, 11, 23, tzinfo=UTC)
    filed = Filed(UUID(int=1), "", "", "txt", "", found.text, found.to_json(), "", at, 1)
    read = read_findings(filed)
    return read.loudspeaker, read.reports
