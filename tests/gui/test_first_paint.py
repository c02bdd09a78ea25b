"""What the window leaves for later until it stands on the screen, and that nothing is lost by it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.screens.alarms import AlarmLine, AlarmsState
from inspector.screens.not_inspected import NotInspectedRow, NotInspectedState
from inspector.texts.messages import Tier
from inspector.views.input_guard import InputGuard
from inspector.views.live.live_page import LivePage
from inspector.views.live.notice_panel import NoticePanel
from inspector.views.main_window import MainWindow
from inspector.views.operator.large_button import LargeButton
from inspector.views.operator.operator_foot import OperatorFoot
from inspector.views.theme import Theme
from inspector.workspace.workspace import create_workspace
from tests.gui.test_meant_values import turned
from tests.gui.views import fabricated, gallery_of_states
from tests.gui.views.driving import opened
from tests.gui.views.test_operator_view import SCREEN
from tests.tiny_model import write_tiny_model

STARTS = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
import inspector.workers.background
from inspector.app import build, make_application
inspector.workers.background.PAINT_S = 120  # however slow this PC is
application = make_application("dark")
class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            print(json.dumps(sorted(sys.modules)), flush=True)
            watched.removeEventFilter(self)
            parts.window.first_painted.connect(parts.window.close_unasked)
        return False
parts = build(Path(sys.argv[1]), model_file=Path(sys.argv[2]))
first_paint = FirstPaint()
parts.page.installEventFilter(first_paint)
parts.window.show()
application.exec()
assert parts.end()
"""


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> MainWindow:
    """Shown at 1280 × 720 and active, with the Live page on show."""
    window, _page = gallery_of_states.build(qapp.findChild(Theme) or Theme(qapp, "dark"))
    return opened(qtbot, window)


@pytest.fixture
def page(window: MainWindow) -> LivePage:
    page = window.findChild(LivePage)
    assert isinstance(page, LivePage)
    return page


def test_before_the_first_paint_nothing_is_loaded_that_it_does_not_show(tmp_path: Path) -> None:
    workspace, model = create_workspace(tmp_path / "plant"), write_tiny_model(tmp_path / "tiny.onnx")
    ran = subprocess.run(
        [sys.executable, "-c", STARTS, str(workspace.folder), str(model)],
        capture_output=True, text=True, timeout=120, env=dict(os.environ), check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    loaded = json.loads(ran.stdout.splitlines()[0])
    for later in ("pydantic", "onnxruntime", "sqlite3", "pyqtgraph", "tomllib"):
        assert later not in loaded
    for page in ("review", "balance", "grading", "settings"):
        assert not [name for name in loaded if name.startswith(f"inspector.views.{page}")], page


def test_panel_and_foot_are_built_when_they_are_shown_with_what_was_told_before(
    window: MainWindow, page: LivePage, qtbot: QtBot
) -> None:
    assert (page.findChild(NoticePanel), page.findChild(OperatorFoot)) == (None, None)
    line = AlarmLine("u1", Tier.STOP, "Critical: crack at 311.82 m.", (), "", "since 14:02:11", "still there")
    page.show_alarms(AlarmsState((line,), n_to_acknowledge=1, reasons=("Seen, goes on",)))
    page.add_not_inspected([NotInspectedRow(7, 0, "frame_007.png", "10.6 m", "broken")])
    page.show_not_inspected(NotInspectedState("1 of 61 frames was not inspected", n=1))
    page.show_message(fabricated.ERROR, is_answer=True)
    page.show_operator_screen(SCREEN)
    assert (page.findChild(NoticePanel), page.findChild(OperatorFoot)) == (None, None)

    QTest.keyClick(page.canvas, Qt.Key.Key_F6)
    panel = page.findChild(NoticePanel)
    assert panel.isVisible()
    assert (panel.alarms.list.count(), [one.text() for one in panel.alarms.buttons]) == (1, ["Seen, goes on"])
    assert panel.answers.answers == page.messages() != ()
    assert panel.not_inspected.model.row(0).name == "frame_007.png"

    window.operator_shown.connect(page.show_operator_view)  # as ``app`` does
    QTest.keyClick(window, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: window.is_operator_view)
    foot = page.findChild(OperatorFoot)
    texts = {one.accessibleName(): one.isEnabled() for one in foot.findChildren(LargeButton) if one.isVisible()}
    assert texts["Stop"]
    assert texts["Acknowledge"]
    assert fabricated.ERROR.what in " ".join(label.text() for label in foot.findChildren(QLabel))


def test_a_field_that_was_built_while_the_guard_rested_is_guarded_too(qtbot: QtBot, qapp: QApplication) -> None:
    guard, box, field = InputGuard(qapp), QWidget(), QComboBox()
    qtbot.addWidget(box)
    QVBoxLayout(box).addWidget(field)
    field.addItems(["one", "two"])
    guard.rest()
    box.show()
    guard.begin()
    guard.begin()
    assert field.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert not turned(field, -1)
    assert field.currentIndex() == 0
    qapp.removeEventFilter(guard)
    guard.deleteLater()


def test_the_window_tells_once_that_it_stands_on_the_screen(qtbot: QtBot) -> None:
    window, told = MainWindow(), []
    qtbot.addWidget(window)
    window.first_painted.connect(lambda: told.append(True))
    assert not told
    with qtbot.waitSignal(window.first_painted):
        window.show()
    window.repaint()
    qtbot.wait(10)
    assert told == [True]
