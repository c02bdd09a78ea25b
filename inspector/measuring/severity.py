"""Severity of a defect, by a table that the plant edits.

    class name + Size in px [+ Size in mm]  +  SeverityTable  ->  SeverityResult

Every rule says: defects of this class that measure at least so much have this severity. The worst severity
that matches wins; among rules of that severity the one listed first is named. A rule in mm never fires on a
defect without a calibration; the result then says that it could be more severe with one.

No Qt, no files, safe to call from any thread.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from inspector.core.defect import Severity, Size
from inspector.core.measures import MEASURES, is_in_mm, measured
from inspector.core.messages import Code, Message, message
from inspector.core.model_card import ModelCard
from inspector.core.untrusted import name_fault

ANY_CLASS = "*"
MAX_LIMIT = 1e12  # px or mm²: larger than any piece
MAX_VERSION = 10**9
MAX_RULES = 1000
WORST_FIRST = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR)


@dataclass(frozen=True, slots=True)
class SeverityRule:
    """Defects of a class that measure at least so much. Raises ValueError with a readable reason."""

    class_name: str  # or "*" for any class
    measure: str  # one of MEASURES, e.g. "length_mm"
    at_least: float  # in the unit at the end of the measure's name; 0 matches every defect of the class
    severity: Severity

    def __post_init__(self) -> None:
        if fault := name_fault(self.class_name):
            raise ValueError(f'a rule names a class, or "*" for any: {fault}')
        if self.measure not in MEASURES:
            raise ValueError(f"“{self.measure}” is no measure; there are {', '.join(sorted(MEASURES))}")
        if not (math.isfinite(self.at_least) and 0 <= self.at_least <= MAX_LIMIT):
            raise ValueError(f"a limit is a number from 0 upwards, at most {MAX_LIMIT:g}, got {self.at_least!r}")
        if self.severity not in WORST_FIRST:
            raise ValueError("a rule gives minor, major or critical; what no rule matches has no severity")

    def __str__(self) -> str:
        return f"{self.class_name}: {self.measure} ≥ {self.at_least:.12g} → {self.severity}"

    def concerns(self, class_name: str) -> bool:
        return self.class_name in (ANY_CLASS, class_name)

    def is_met_by(self, size_px: Size, size_mm: Size | None) -> bool:
        value = measured(self.measure, size_px, size_mm)
        return value is not None and value >= self.at_least


@dataclass(frozen=True, slots=True)
class SeverityResult:
    """How severe one defect is, and by which rule."""

    severity: Severity
    rule: str  # the rule that fired with its table, in words that can be read later; "" where none did
    needs_calibration: bool = False  # a rule in mm that could not be judged might have made it worse


@dataclass(frozen=True, slots=True)
class SeverityTable:
    """The plant's rules. ``version`` goes up with each edit, so that a stored rule can be traced."""

    rules: tuple[SeverityRule, ...]
    version: int = 1
    is_example: bool = False  # shipped with the program, not agreed by anyone: screens and records say so

    def __post_init__(self) -> None:
        if not 1 <= self.version <= MAX_VERSION:
            raise ValueError(f"versions of a severity table count from 1 to {MAX_VERSION}, got {self.version}")
        if len(self.rules) > MAX_RULES:
            raise ValueError(f"a severity table has at most {MAX_RULES} rules, got {len(self.rules)}")
        seen: set[tuple[str, str, Severity]] = set()
        for rule in self.rules:
            key = (rule.class_name, rule.measure, rule.severity)
            if key in seen:
                raise ValueError(f"two rules say when {rule.class_name} is {rule.severity} by {rule.measure}")
            seen.add(key)

    @property
    def needs_calibration(self) -> bool:
        """True if some rule cannot be judged without a calibration."""
        return any(is_in_mm(rule.measure) for rule in self.rules)

    def unknown_classes(self, class_names: Iterable[str]) -> tuple[str, ...]:
        """Classes in the rules that the model does not know: their rules will never fire."""
        known = {ANY_CLASS, *class_names}
        return tuple(dict.fromkeys(rule.class_name for rule in self.rules if rule.class_name not in known))

    def severity_of(self, class_name: str, size_px: Size, size_mm: Size | None) -> SeverityResult:
        """The worst severity whose rule matches; NONE where no rule does."""
        needs_calibration = False
        for severity in WORST_FIRST:
            rules = [rule for rule in self.rules if rule.severity is severity and rule.concerns(class_name)]
            for rule in rules:
                if rule.is_met_by(size_px, size_mm):
                    return SeverityResult(severity, self._rule_text(rule), needs_calibration)
            needs_calibration |= size_mm is None and any(is_in_mm(rule.measure) for rule in rules)
        return SeverityResult(Severity.NONE, "", needs_calibration)

    def _rule_text(self, rule: SeverityRule) -> str:
        """E.g. "scratches: length_mm ≥ 20 → major (table 3)"."""
        return f"{rule} ({'example ' if self.is_example else ''}table {self.version})"


# An example to be edited, not a standard: limits are agreed between the plant and its customers.
DEFAULT_TABLE = SeverityTable(
    rules=(
        SeverityRule(ANY_CLASS, "feret_max_mm", 50, Severity.CRITICAL),
        SeverityRule(ANY_CLASS, "area_mm2", 500, Severity.CRITICAL),
        SeverityRule(ANY_CLASS, "feret_max_mm", 10, Severity.MAJOR),
        SeverityRule(ANY_CLASS, "area_mm2", 50, Severity.MAJOR),
        SeverityRule(ANY_CLASS, "area_mm2", 0, Severity.MINOR),
    ),
    is_example=True,
)


def unknown_severity_classes(table: SeverityTable, card: ModelCard) -> Message | None:
    """That the table has rules for classes whose defects the model never reports, a misspelt name say; None: it has
    none."""
    names = table.unknown_classes(card.class_names[index] for index in card.defect_indices)
    if not names:
        return None
    return message(Code.SEVERITY_CLASSES_UNKNOWN, model=card.name, names=", ".join(f"“{name}”" for name in names))
