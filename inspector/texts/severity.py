"""How severe a defect is, as people read it; tables and files keep the words of ``Severity``."""

from __future__ import annotations

from inspector.core.defect import Severity
from inspector.texts.translate import Text

NAMES = {
    Severity.NONE: Text("severity", "none"),
    Severity.MINOR: Text("severity", "minor"),
    Severity.MAJOR: Text("severity", "major"),
    Severity.CRITICAL: Text("severity", "critical"),
}
NOT_GRADED = Text("severity", "not graded", "in a narrow column")
NOT_GRADED_WHY = Text("severity", "Not graded: no calibration")
BELOW_LIMITS = Text("severity", "Below every limit of the severity table")


def short_severity(severity: Severity, *, is_graded: bool) -> str:
    """For a column. ``is_graded`` False: rules in mm could not be judged, so that "none" would be a guess."""
    if severity is Severity.NONE and not is_graded:
        return NOT_GRADED.translated()
    return NAMES[severity].translated()


def full_severity(severity: Severity, *, is_graded: bool) -> str:
    """For a tip or a sentence of its own."""
    if severity is Severity.NONE:
        return (BELOW_LIMITS if is_graded else NOT_GRADED_WHY).translated()
    return NAMES[severity].translated()
