"""The form of a grading table, without a window: steps, fields that need each other, faults in words."""

from __future__ import annotations

from inspector.core.grading import Across, Along, GradingRule, GradingTable, Verdict
from inspector.presenters.grading_editing import TableEditor
from inspector.presenters.grading_presenter import differences

CRACK = GradingRule("crack", verdict=Verdict.REJECT)
SIZE = GradingRule("scratch", measure="length_mm", at_least=20)
TABLE = GradingTable("coils", (CRACK, SIZE), version=3)


def opened() -> TableEditor:
    editor = TableEditor()
    editor.open(TABLE, 3)
    return editor


def rule(editor: TableEditor) -> GradingRule:
    assert editor.table is not None
    return editor.table.rules[editor.rule_index]


def test_every_change_can_be_undone_and_made_again() -> None:
    editor = opened()
    assert (editor.rule_index, editor.is_changed, editor.can_undo) == (0, False, False)
    editor.change_rule("max_count", 3)
    editor.add_rule()
    editor.change_table("default", Verdict.DOWNGRADE)
    assert editor.is_changed
    for _ in range(3):
        editor.undo()
    assert (editor.table, editor.is_changed, editor.can_undo) == (TABLE, False, False)
    for _ in range(3):
        editor.redo()
    assert editor.table is not None
    assert (editor.table.default, editor.table.rules[0].max_count) == (Verdict.DOWNGRADE, 3)


def test_a_number_that_is_stepped_is_one_step_to_undo() -> None:
    editor = opened()
    for n in (1, 2, 3):
        editor.change_rule("max_count", n)
    editor.undo()
    assert editor.table == TABLE


def test_fields_that_need_each_other_follow() -> None:
    editor = opened()
    editor.change_rule("across", Across.EDGES)
    assert (rule(editor).across, rule(editor).edge_mm) == (Across.EDGES, 50.0)
    editor.change_rule("edge_percent", 10.0)
    assert (rule(editor).edge_mm, rule(editor).edge_percent) == (0.0, 10.0)
    editor.change_rule("across", Across.ANYWHERE)
    assert (rule(editor).edge_mm, rule(editor).edge_percent) == (0.0, 0.0)
    editor.change_rule("along", Along.ENDS)
    assert (rule(editor).head_m, rule(editor).tail_m) == (2.0, 2.0)
    editor.change_rule("along", Along.ANYWHERE)
    editor.change_rule("max_count", 5)
    editor.change_rule("max_area_percent", 1.0)
    assert (rule(editor).max_count, rule(editor).max_area_percent) == (0, 1.0)
    editor.change_rule("max_count", 0)
    assert rule(editor) == CRACK
    editor.choose_rule(1)
    editor.change_rule("measure", "")
    assert rule(editor) == GradingRule("scratch")
    assert not editor.faults


def test_what_is_no_rule_is_refused_at_its_field_and_changes_nothing() -> None:
    editor = opened()
    editor.change_rule("class_name", " ")
    editor.change_table("name", "a/b")
    assert editor.table == TABLE
    assert {fault.field for fault in editor.all_faults()} == {"class_name", "name"}
    assert "names a class" in editor.faults["class_name"]
    editor.change_rule("class_name", "dent")
    assert {fault.field for fault in editor.all_faults()} == {"name"}
    editor.change_rule("across", Across.EDGES)
    editor.change_rule("edge_mm", 0.0)
    assert "needs the width of its edges" in editor.faults["edge_mm"]
    assert rule(editor).edge_mm == 50.0


def test_rules_are_added_moved_and_removed_where_one_is() -> None:
    editor = opened()
    editor.move_rule(1)
    assert editor.table is not None
    assert (editor.table.rules, editor.rule_index) == ((SIZE, CRACK), 1)
    editor.move_rule(1)  # it is the last
    assert editor.rule_index == 1
    editor.add_rule()
    assert editor.table.rules == (SIZE, CRACK, CRACK)
    for _ in range(3):
        editor.remove_rule()
    assert (editor.table.rules, editor.rule_index) == ((), -1)
    editor.remove_rule()
    editor.add_rule()
    assert editor.rule_index == 0


def test_differences_name_what_went_and_what_came() -> None:
    after = GradingTable("coils", (CRACK, GradingRule("scratch", measure="length_mm", at_least=30)), version=4,
                         min_coverage_percent=95.0)  # fmt: skip
    assert differences(TABLE, after) == (
        "min_coverage_percent: “99.0” → “95.0”",
        "− scratch, length along ≥ 20 mm, any defect → Downgrade",
        "+ scratch, length along ≥ 30 mm, any defect → Downgrade",
    )
    assert differences(TABLE, TABLE) == ("Nothing differs.",)
