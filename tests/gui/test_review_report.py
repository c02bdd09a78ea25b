"""The report of a piece that is open on the Review page, and the verdict of a live piece, in the real window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from inspector.core.grading import GradingRule, GradingTable, Verdict
from inspector.views.live.verdict_line import VerdictLine
from inspector.workspace.editing import change_settings
from inspector.workspace.grading_tables import save_table
from tests.gui.test_review import Reviewing
from tests.gui.test_review import reviewing as reviewing


def test_the_report_of_the_opened_piece_is_written_as_its_suffix_says(reviewing: Reviewing) -> None:
    reviewing.open(1, 15)
    for suffix, start in ((".pdf", b"%PDF"), (".xlsx", b"PK"), (".csv", b"\xef\xbb\xbfnumber")):
        reviewing.key(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        dialog = reviewing.page.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        path = reviewing.folder / f"r{suffix}"
        dialog.fileSelected.emit(str(path))
        dialog.reject()
        reviewing.wait(lambda: "report.made" in reviewing.told)
        reviewing.told.clear()
        assert path.read_bytes().startswith(start)
        reviewing.wait(lambda: reviewing.page.findChild(QFileDialog) is None)
        reviewing.window.activateWindow()
        reviewing.wait(reviewing.window.isActiveWindow)
    reviewing.page.report_chosen.emit(str(reviewing.folder / "coil" / "frame_000.png" / "r.pdf"))  # below a file
    reviewing.wait(lambda: "output.unwritable" in reviewing.told)


def test_the_verdict_of_a_piece_stands_on_the_live_page(reviewing: Reviewing) -> None:
    line = reviewing.parts.page.findChild(VerdictLine)
    assert isinstance(line, VerdictLine)
    assert line.isHidden()  # no table grades yet: no room is lost
    workspace = reviewing.parts.session.open_workspace()
    rule = GradingRule("dull", max_count=3, verdict=Verdict.REJECT, note="gauge it")
    save_table(workspace, GradingTable("coils", (rule,), limits_depth=True, min_coverage_percent=0.0), 0)

    def choose(document: object) -> None:
        document["grading"]["table"] = "coils"  # type: ignore[index]

    change_settings(workspace, choose)
    reviewing.parts.window.show_page("live")
    reviewing.inspect(reviewing.folder / "coil")
    reviewing.wait(lambda: line.accessibleName().startswith("Verdict: Reject"))
    assert line.isVisible()
    assert "Rule 1: dull, more than 3 defects → Reject: 11 defects meet it" in line.accessibleName()
    assert "gauge it" in line.toolTip()
    assert "Depth not measured" in line.toolTip()
    reviewing.inspect(reviewing.folder / "rail")  # one dull spot
    reviewing.wait(lambda: line.accessibleName().startswith("Verdict: Accept"))
    QTest.keyClick(reviewing.parts.page.canvas, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
