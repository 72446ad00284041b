"""Phát khẩn cấp: templates kept ready ahead, words typed by a leader, and the correction of a false alarm."""

from broadcaster.bulletin import CORRECTION
from broadcaster.urgent.ordering import (
    LONGEST_TEXT,
    REPEATS,
    Confirmed,
    Terms,
    correct,
    draft_text,
    needs_reason,
    order_template,
    order_text,
    reauthenticate,
)
from broadcaster.urgent.templates import (
    Readiness,
    TemplateState,
    blanks,
    correction,
    fill_in,
    load_templates,
    missing,
    readiness,
    report,
    shipped,
    templates_ready,
)

__all__ = [
    "CORRECTION",
    "LONGEST_TEXT",
    "REPEATS",
    "Confirmed",
    "Readiness",
    "TemplateState",
    "Terms",
    "blanks",
    "correct",
    "correction",
    "draft_text",
    "fill_in",
    "load_templates",
    "missing",
    "needs_reason",
    "order_template",
    "order_text",
    "readiness",
    "reauthenticate",
    "report",
    "shipped",
    "templates_ready",
]
