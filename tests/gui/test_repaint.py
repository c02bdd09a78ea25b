"""Repainting for a shift: cheap, and without losing references.

PySide6 6.12.0 drops one reference to True at each repaint under Python 3.11 until the process aborts; 6.11 does not.
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.views.live.strip_canvas import StripCanvas
from inspector.views.theme import Theme
from tests.gui.views import fabricated
from tests.long_form import IS_LONG

N_REPAINTS = 2_000 if IS_LONG else 400  # of which the faulty version drops a reference each


def make_canvas(qtbot: QtBot) -> StripCanvas:
    QApplication.instance().findChild(Theme) or Theme(QApplication.instance(), "dark")  # type: ignore[union-attr,arg-type]
    canvas = StripCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(1280, 720)
    canvas.show_classes(fabricated.classes())
    with qtbot.waitExposed(canvas):
        canvas.show()
    return canvas


def test_repaints_keep_every_reference_to_true(qtbot: QtBot):
    canvas = make_canvas(qtbot)
    canvas.resize(320, 160)
    frames = [fabricated.busy_frame(), fabricated.display_frame()]
    canvas.show_frame(frames[0])
    canvas.repaint()
    gc.collect()  # what earlier tests left behind holds references too
    before = sys.getrefcount(True)
    for number in range(N_REPAINTS):
        canvas.show_frame(frames[number % 2])
        canvas.repaint()
    gc.collect()
    assert abs(sys.getrefcount(True) - before) < N_REPAINTS // 20
