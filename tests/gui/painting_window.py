"""A real window with the painting part of the Annotate page, on labels that lie on a disk; hands that paint in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.annotation.frame_editor import FrameEditor
from inspector.annotation.label_sheet import FrameSource, LabelSheet
from inspector.annotation.label_store import LabelStore
from inspector.annotation.mask_step import MaskStep
from inspector.app import make_application
from inspector.core.class_map import ClassMap
from inspector.core.classes import ClassCatalogue
from inspector.core.frame import Pixels
from inspector.core.messages import Message
from inspector.presenters.painting_presenter import PaintingPresenter
from inspector.presenters.painting_regions import FrameBefore
from inspector.presenters.source_views import SourceViews
from inspector.screens.annotate_actions import ANNOTATE_PAGE
from inspector.screens.painting import PaintTool
from inspector.views.annotate.annotate_page import AnnotatePage
from inspector.views.annotate.label_canvas import LabelCanvas
from inspector.views.main_window import MainWindow

CLASSES = ("background", "crack", "scratch", "patch")
SIZE = (320, 400)  # rows, columns of the frames here
NO_MODIFIER, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
At = tuple[float, float]


@dataclass(slots=True)
class PaintingWindow:
    qtbot: QtBot
    window: MainWindow
    page: AnnotatePage
    presenter: PaintingPresenter
    store: LabelStore
    steps: list[MaskStep] = field(default_factory=list)
    failures: list[Message] = field(default_factory=list)
    opened: list[FrameEditor] = field(default_factory=list)

    @property
    def editor(self) -> FrameEditor:
        return self.opened[-1]

    @property
    def canvas(self) -> LabelCanvas:
        return self.page.painting.canvas

    @property
    def labels(self) -> ClassMap:
        return self.editor.class_map

    def open(
        self, pixels: Pixels | None = None, start: ClassMap | None = None, *, sha: str = "a", bits: int = 8,
        mm_per_px: tuple[float, float] | None = None, before: FrameBefore | None = None,
    ) -> None:  # fmt: skip
        pixels = np.full(SIZE, 120, np.uint8) if pixels is None else pixels
        height, width = pixels.shape[:2]
        sheet = LabelSheet(sha * 64, height, width, CLASSES, FrameSource("folder", "/frames/f.png", "f.png"))
        self.opened.append(self.store.open(sheet, start).editor)
        assert self.store.wait(20)
        self.presenter.open(self.editor, pixels, bits, ClassCatalogue(), mm_per_px=mm_per_px, before=before)
        self.settle()
        self.canvas.setFocus()

    def settle(self) -> None:
        """Until nothing slow is in hand."""
        self.qtbot.waitUntil(lambda: self.presenter.is_calm, timeout=20_000)

    def take_now(self, tool: PaintTool, **options: object) -> None:
        self.presenter.choose(replace(self.presenter.options, tool=tool, **options))  # type: ignore[arg-type]

    def take(self, tool: PaintTool, **options: object) -> None:
        self.take_now(tool, **options)
        self.settle()

    def widget_point(self, at: At) -> QPoint:
        """Of a point of the frame as captured, which is not turned here."""
        return self.canvas.widget_position(*at).toPoint()

    def press(self, at: At, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        QTest.mousePress(self.canvas, LEFT, modifiers, self.widget_point(at))

    def move(self, at: At) -> None:
        QTest.mouseMove(self.canvas, self.widget_point(at))
        QApplication.processEvents()

    def release(self, at: At) -> None:
        QTest.mouseRelease(self.canvas, LEFT, NO_MODIFIER, self.widget_point(at))

    def drag(self, points: Sequence[At], modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        self.press(points[0], modifiers)
        for at in points[1:]:
            self.move(at)
        self.release(points[-1])
        self.settle()

    def click(self, at: At, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        self.drag([at], modifiers)

    def wheel(self, at: At, notches: int, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        point = QPointF(self.widget_point(at))
        turned = QPoint(0, 120 * notches)
        event = QWheelEvent(
            point, self.canvas.mapToGlobal(point), QPoint(), turned, Qt.MouseButton.NoButton, modifiers,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.canvas, event)
        self.settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        QTest.keyClick(self.canvas, key, modifiers)
        self.settle()

    def on_disk(self) -> ClassMap:
        assert self.store.wait(20)
        return self.store.read_map(self.editor.sheet)


@contextmanager
def painting_window(qtbot: QtBot, folder: Path) -> Iterator[PaintingWindow]:
    """At 1280 × 720, dark, on an empty page."""
    make_application("dark")
    window = MainWindow()
    window.add_page(ANNOTATE_PAGE, lambda: AnnotatePage(window.actions_of_window, window))
    page = window.findChild(AnnotatePage)
    assert isinstance(page, AnnotatePage)
    store = LabelStore(folder, lambda _message: None)
    hand: list[PaintingWindow] = []
    presenter = PaintingPresenter(
        page.painting, SourceViews(),
        step_made=lambda step: hand[0].steps.append(step), failed=lambda reason: hand[0].failures.append(reason),
    )  # fmt: skip
    hand.append(PaintingWindow(qtbot, window, page, presenter, store))
    window.resize(1280, 720)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield hand[0]
    presenter.close()
    hand[0].settle()
    assert presenter.end()
    assert store.close()
    window.allow_close()
    window.deleteLater()
    qtbot.wait(10)
