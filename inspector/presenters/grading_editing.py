"""The table in the form: each change is a step to undo, and what is no table is refused in words at its field.

Fields that need each other change together, so the form can be filled in one after the other: who chooses a zone gets
a width for it, and who takes it back gets none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from inspector.core.grading import ANY_CLASS, Across, Along, GradingRule, GradingTable, Verdict
from inspector.screens.grading import Fault
from inspector.screens.history import History

EDGE_MM = 50.0  # what a zone begins with
END_M = 2.0
NEW_RULE = GradingRule(ANY_CLASS, verdict=Verdict.DOWNGRADE)


class TableEditor:
    def __init__(self) -> None:
        self._history: History[GradingTable] | None = None
        self._saved: GradingTable | None = None
        self.based_on = 0
        self.rule_index = -1
        self.faults: Mapping[str, str] = MappingProxyType({})  # by field

    def open(self, table: GradingTable, based_on: int) -> None:
        """``based_on``: the version of the workspace that it is; 0 for one that is not saved."""
        self._history = History(table)
        self._saved = table if based_on else None
        self.based_on = based_on
        self.rule_index = 0 if table.rules else -1
        self.faults = MappingProxyType({})

    def saved_as(self, table: GradingTable) -> None:
        """What is in the form is this version now. That is no step: what was edited before can still be undone."""
        self._saved, self.based_on = table, table.version

    @property
    def table(self) -> GradingTable | None:
        """As it stands in the form; version and note are those of the version that the edit began with."""
        if self._history is None or self._saved is None:
            return self._history.now if self._history is not None else None
        return replace(self._history.now, version=self._saved.version, note=self._saved.note)

    @property
    def saved(self) -> GradingTable | None:
        """The version that the edit began with; None: there is none."""
        return self._saved

    @property
    def is_changed(self) -> bool:
        return self.table is not None and self.table != self._saved

    @property
    def can_undo(self) -> bool:
        return self._history is not None and self._history.can_undo

    @property
    def can_redo(self) -> bool:
        return self._history is not None and self._history.can_redo

    def choose_rule(self, index: int) -> None:
        self.rule_index = index if self.table is not None and 0 <= index < len(self.table.rules) else -1
        self.faults = MappingProxyType({})

    def change_table(self, field: str, value: Any) -> None:
        """Another name, standard, limit of coverage and so on."""
        table = self.table
        if table is None:
            return
        try:
            changed = replace(table, **{field: value})
        except ValueError as error:
            self._refuse(field, str(error))
            return
        self._accept(field)
        self.put(changed, f"table {field}")

    def change_rule(self, field: str, value: Any) -> None:
        """Another value of the rule that is chosen; fields that need each other follow."""
        table = self.table
        if table is None or self.rule_index < 0:
            return
        rule = table.rules[self.rule_index]
        try:
            changed = replace(rule, **_with_others(rule, field, value))
        except ValueError as error:
            self._refuse(field, str(error))
            return
        self._accept(field)
        rules = (*table.rules[: self.rule_index], changed, *table.rules[self.rule_index + 1 :])
        self.put(replace(table, rules=rules), f"rule {self.rule_index} {field}")

    def add_rule(self) -> None:
        """Below the one that is chosen, and like it."""
        table = self.table
        if table is None:
            return
        at = self.rule_index + 1 if self.rule_index >= 0 else len(table.rules)
        like = table.rules[self.rule_index] if self.rule_index >= 0 else NEW_RULE
        self.put(replace(table, rules=(*table.rules[:at], like, *table.rules[at:])))
        self.choose_rule(at)

    def remove_rule(self) -> None:
        table = self.table
        if table is None or self.rule_index < 0:
            return
        at = self.rule_index
        self.put(replace(table, rules=(*table.rules[:at], *table.rules[at + 1 :])))
        self.choose_rule(min(at, len(table.rules) - 2))

    def move_rule(self, by: int) -> None:
        table, at = self.table, self.rule_index
        if table is None or at < 0 or not 0 <= at + by < len(table.rules):
            return
        rules = list(table.rules)
        rules.insert(at + by, rules.pop(at))
        self.put(replace(table, rules=tuple(rules)))
        self.choose_rule(at + by)

    def put(self, table: GradingTable, kind: str = "") -> None:
        if self._history is not None:
            self._history.put(table, kind)

    def undo(self) -> None:
        self._walk(is_back=True)

    def redo(self) -> None:
        self._walk(is_back=False)

    def _walk(self, *, is_back: bool) -> None:
        if self._history is None:
            return
        table = self._history.undo() if is_back else self._history.redo()
        self.choose_rule(min(max(self.rule_index, 0), len(table.rules) - 1))

    def all_faults(self) -> tuple[Fault, ...]:
        return tuple(Fault(field, text) for field, text in self.faults.items())

    def _refuse(self, field: str, text: str) -> None:
        self.faults = MappingProxyType({**self.faults, field: text})

    def _accept(self, field: str) -> None:
        self.faults = MappingProxyType({name: text for name, text in self.faults.items() if name != field})


def _with_others(rule: GradingRule, field: str, value: Any) -> dict[str, Any]:
    """The change, and what must change with it."""
    changes: dict[str, Any] = {field: value}
    if field == "measure" and not value:
        changes["at_least"] = 0.0
    elif field == "across":
        edges = rule.edge_mm or rule.edge_percent
        if value is Across.ANYWHERE:
            changes |= {"edge_mm": 0.0, "edge_percent": 0.0}
        elif not edges:
            changes["edge_mm"] = EDGE_MM
    elif field == "edge_mm":
        changes["edge_percent"] = 0.0
    elif field == "edge_percent":
        changes["edge_mm"] = 0.0
    elif field == "along":
        if value is Along.ANYWHERE:
            changes |= {"head_m": 0.0, "tail_m": 0.0}
        elif not rule.head_m and not rule.tail_m:
            changes |= {"head_m": END_M, "tail_m": END_M}
    elif field == "max_area_percent" and value is not None:
        changes["max_count"] = 0
    elif field == "max_count":
        changes["max_area_percent"] = None
    return changes
