"""Texts of grading: verdicts, rules in words, why a verdict is undecided, and the Grading page."""

from __future__ import annotations

from inspector.core.defect import Severity
from inspector.core.grading import (
    ANY_CLASS,
    Across,
    Along,
    Because,
    Doubt,
    GradingRule,
    GradingTable,
    Judgement,
    RuleOutcome,
    Verdict,
)
from inspector.texts.translate import CountedText, Text

VERDICTS = {
    Verdict.ACCEPT: Text("grading", "Accept"),
    Verdict.DOWNGRADE: Text("grading", "Downgrade"),
    Verdict.REJECT: Text("grading", "Reject"),
    Verdict.UNDECIDED: Text("grading", "Undecided"),
}
SEVERITIES = {
    Severity.NONE: Text("grading", "none"),
    Severity.MINOR: Text("grading", "minor"),
    Severity.MAJOR: Text("grading", "major"),
    Severity.CRITICAL: Text("grading", "critical"),
}
_MEASURES = {
    "area": Text("grading", "area"),
    "length": Text("grading", "length along"),
    "width": Text("grading", "width across"),
    "feret_max": Text("grading", "largest extent"),
    "feret_min": Text("grading", "smallest extent"),
    "iso8785_length": Text("grading", "ISO 8785 length"),
    "iso8785_width": Text("grading", "ISO 8785 width"),
}
SO_FAR = Text("grading", "So far: {verdict}")
AS_FAR_AS_JUDGED = Text("grading", "{reason}. By what could be judged: {verdict}")
BY_TABLE = Text("grading", "{table}, version {version}")
BY_EXAMPLE = Text("grading", "{table}, version {version}, an example and not a standard")
DEPTH = Text("grading", "Depth not measured: a camera sees none, and the standard limits it.")

ANY = Text("grading", "any class")
OF_SEVERITY = Text("grading", "{severity} or worse")
OF_SIZE = Text("grading", "{measure} ≥ {limit} {unit}")
COUNT = CountedText("grading", "more than {n} defects", "more than {n} defect", 1)
ANY_DEFECT = Text("grading", "any defect")
AREA = Text("grading", "more than {percent} % of the surface")
IN_A_STRETCH = Text("grading", "in any {length} m")
AT_EDGES = Text("grading", "within {width} of an edge")
IN_THE_MIDDLE = Text("grading", "further than {width} from the edges")
AT_HEAD = Text("grading", "in the first {head} m")
AT_TAIL = Text("grading", "in the last {tail} m")
AT_BOTH_ENDS = Text("grading", "in the first {head} m and the last {tail} m")
OUTSIDE_ENDS = Text("grading", "outside the first {head} m and the last {tail} m")
RULE = Text("grading", "{rule} → {verdict}")
NUMBERED = Text("grading", "Rule {number}: {rule}")
UNKNOWN_CLASS = Text("grading", "{rule} (no model here knows this class)")
NO_RULE_MET = Text("grading", "No rule is met.")
FOUND_COUNT = CountedText("grading", "{n} defects meet it", "{n} defect meets it", 1)
FOUND_AREA = Text("grading", "{percent} % of the surface")
FOUND_AT = Text("grading", "from {start} to {end} m")

_BECAUSE = {
    Because.RUNNING: Text("grading", "still being inspected"),
    Because.NOTHING_INSPECTED: Text("grading", "nothing of it was inspected"),
    Because.FAILED: Text("grading", "its inspection failed"),
    Because.UNFINISHED: Text("grading", "its inspection has no end"),
    Because.COVERAGE: Text("grading", "only {found} % was inspected; the table asks for {limit} %"),
    Because.GAPS_UNKNOWN: Text("grading", "nobody knows how long some of the gaps are ({found})"),
    Because.NOT_JUDGED: Text("grading", "rule {found} could not be judged: no calibration"),
    Because.OTHER_PRODUCT: Text("grading", "the table is for another product ({text})"),
}


def number_text(value: float) -> str:
    return f"{value:.6g}"


def measure_text(measure: str) -> tuple[str, str]:
    """ "length_mm" as ("length along", "mm"); "area_mm2" as ("area", "mm²")."""
    name, _, unit = measure.rpartition("_")
    return _MEASURES[name].translated(), unit.replace("mm2", "mm²")


def rule_text(rule: GradingRule) -> str:
    """ "scratch, length along ≥ 20 mm, more than 3 defects, in any 10 m → Downgrade"."""
    parts = [rule.class_name if rule.class_name != ANY_CLASS else ANY.translated()]
    if rule.min_severity is not Severity.NONE:
        parts.append(OF_SEVERITY.translated(severity=SEVERITIES[rule.min_severity].translated()))
    if rule.measure:
        measure, unit = measure_text(rule.measure)
        parts.append(OF_SIZE.translated(measure=measure, limit=number_text(rule.at_least), unit=unit))
    if rule.max_area_percent is not None:
        parts.append(AREA.translated(percent=number_text(rule.max_area_percent)))
    else:
        parts.append(COUNT.translated(n=rule.max_count) if rule.max_count else ANY_DEFECT.translated())
    if rule.per_length_m:
        parts.append(IN_A_STRETCH.translated(length=number_text(rule.per_length_m)))
    if rule.across is not Across.ANYWHERE:
        width = f"{number_text(rule.edge_mm)} mm" if rule.edge_mm else f"{number_text(rule.edge_percent)} %"
        parts.append((AT_EDGES if rule.across is Across.EDGES else IN_THE_MIDDLE).translated(width=width))
    if rule.along is not Along.ANYWHERE:
        parts.append(_ends_text(rule))
    return RULE.translated(rule=", ".join(parts), verdict=VERDICTS[rule.verdict].translated())


def _ends_text(rule: GradingRule) -> str:
    head, tail = number_text(rule.head_m), number_text(rule.tail_m)
    if rule.along is Along.BODY:
        return OUTSIDE_ENDS.translated(head=head, tail=tail)
    if not rule.tail_m:
        return AT_HEAD.translated(head=head)
    return AT_BOTH_ENDS.translated(head=head, tail=tail) if rule.head_m else AT_TAIL.translated(tail=tail)


def doubt_text(doubt: Doubt) -> str:
    return _BECAUSE[doubt.because].translated(
        found=number_text(_rounded_down(doubt.found)), limit=number_text(doubt.limit), text=doubt.text
    )


def _rounded_down(value: float) -> float:
    """To a tenth and never upwards: 98.97 % is not 99 %."""
    return int(value * 10) / 10


def outcome_text(judgement: Judgement, outcome: RuleOutcome) -> str:
    """ "Rule 2: … → Reject: 3 defects meet it, from 12.1 to 22.1 m"."""
    rule = judgement.table.rules[outcome.rule_index]
    numbered = NUMBERED.translated(number=outcome.rule_index + 1, rule=rule_text(rule))
    if rule.max_area_percent is None:
        found = FOUND_COUNT.translated(n=int(outcome.found))
    else:
        found = FOUND_AREA.translated(percent=f"{outcome.found:.2f}")
    if outcome.start_mm is not None and outcome.end_mm is not None:
        start, end = f"{max(0.0, outcome.start_mm) / 1000:.2f}", f"{outcome.end_mm / 1000:.2f}"
        found = f"{found}, {FOUND_AT.translated(start=start, end=end)}"
    return f"{numbered}: {found}"


def reason_text(judgement: Judgement) -> str:
    """Why the verdict is what it is, in one line: the rule that decided, or what it cannot be told for."""
    if judgement.verdict is Verdict.UNDECIDED:
        told = "; ".join(doubt_text(one) for one in judgement.doubts)
        told = told[:1].upper() + told[1:]
        if judgement.deciding is None or judgement.so_far not in (Verdict.DOWNGRADE, Verdict.REJECT):
            return told
        return AS_FAR_AS_JUDGED.translated(reason=told, verdict=VERDICTS[judgement.so_far].translated())
    deciding = judgement.deciding
    return NO_RULE_MET.translated() if deciding is None else outcome_text(judgement, deciding)


def table_text(table: GradingTable) -> str:
    return (BY_EXAMPLE if table.is_example else BY_TABLE).translated(table=table.name, version=table.version)


def verdict_text(judgement: Judgement) -> str:
    """One word, or what it is so far while the piece still runs."""
    is_running = any(one.because is Because.RUNNING for one in judgement.doubts)
    if judgement.verdict is Verdict.UNDECIDED and is_running:
        return SO_FAR.translated(verdict=VERDICTS[judgement.so_far].translated())
    return VERDICTS[judgement.verdict].translated()


# The Grading page

OPEN_FIRST = Text("grading", "No table is open. Choose one above, or make one.")
NO_TABLES = Text("grading", "This workspace has no grading table yet: no piece gets a verdict.")
EMPTY_TABLE = Text("grading", "Empty table")
NEW_NAME = Text("grading", "our table")
HEAD_NEW = Text("grading", "New, not saved yet")
HEAD_SAVED = Text("grading", "Version {version}")
HEAD_CHANGED = Text("grading", "Version {version}, changed")
GRADES_ALL = Text("grading", "Grades all pieces")
GRADES_OTHERS = Text("grading", "Grades all other pieces")
GRADES_KIND = Text("grading", "Grades: {kinds}")
GRADES_NONE = Text("grading", "Grades no piece")
SINCE = Text("grading", "Changed since version {version}")
BETWEEN = Text("grading", "Version {version} against version {before}")
FIRST_VERSION = Text("grading", "The first version: there is none before it.")
NO_DIFFERENCE = Text("grading", "Nothing differs.")
RULE_ADDED = Text("grading", "+ {rule}")
RULE_REMOVED = Text("grading", "− {rule}")
HEAD_DIFFERS = Text("grading", "{entry}: “{before}” → “{after}”")

OPENING = Text("grading", "Opening {name}")
REPLAYING = Text("grading", "Judging stored pieces")
BY_SAVED = Text("grading", "By version {version}")
BY_EDITED = Text("grading", "By version {version} as edited, not saved")
BY_NEW = Text("grading", "By this new table, not saved")
JUDGED = CountedText(
    "grading", "{table}, {n} stored pieces are: {verdicts}.", "{table}, {n} stored piece is: {verdicts}.", 1
)
JUDGED_NONE = Text("grading", "{table}, no stored piece could be judged.")
N_OF_VERDICT = Text("grading", "{verdict} {n}")
WOULD_CHANGE = CountedText(
    "grading", "{n} have another verdict in the records.", "{n} has another verdict in the records.", 1
)
NONE_CHANGES = Text("grading", "All recorded verdicts stay as they are.")
WITHOUT_VERDICT = CountedText(
    "grading", "{n} have no verdict in the records yet.", "{n} has no verdict in the records yet.", 1
)
RECORD_THEM = Text("grading", "“Record these verdicts” writes them into the records.")
SAVE_FIRST = Text("grading", "Save the table, then these verdicts can be recorded.")
OF_OTHERS = CountedText(
    "grading", "{n} are left out: of another kind of piece, or still inspected.",
    "{n} is left out: of another kind of piece, or still inspected.", 1,
)  # fmt: skip
NO_VERDICT = Text("grading", "none")
NEEDS_NAME = Text("grading", "Name a class, or choose “any class”")
