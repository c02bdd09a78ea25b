"""A sleeve on the keys, a cloth on the mouse, for an hour: nothing ends, nothing changes.

    python -m tests.monkey [--minutes 60] [--seed 1] [--pause-ms 60]

The demo's strip runs in the real window. Wheel, keys and clicks are drawn at random, anywhere in the window, on every
page, in the operator's view and out of it. After each the inspection must be the one that began, under the limits that
it began with, and workspace.toml as it was.

What is left out is what people do on purpose with more than one step: the same guarded key twice in a row within the
time that a question stands, choosing something in an open menu, list of choices or panel (they are left with Escape), a
click on a field, and keys while a field has the keys. Ends with 0, or with 1 and the last twenty acts where something
ended or changed.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
import time
from collections import Counter, deque
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QMenu, QWidget

from inspector.app import Parts, build, make_application
from inspector.screens.live_actions import LIVE
from inspector.screens.review_actions import REVIEW
from inspector.sources.choice import demo_strip
from inspector.views.field_dialog import FieldDialog
from inspector.views.input_guard import is_field
from inspector.views.operator.large_button import LargeButton
from inspector.workspace.workspace import create_workspace

PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LETTERS = [getattr(Qt.Key, f"Key_{letter}") for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"]
OTHERS = [
    Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up,
    Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace, Qt.Key.Key_Plus, Qt.Key.Key_Minus, *(getattr(Qt.Key, f"Key_F{n}") for n in range(1, 13)),
]  # fmt: skip
CHORDS = [(key, modifier) for key in LETTERS for modifier in (CONTROL, ALT, SHIFT)]
PAGES_OF_OPERATORS = (LIVE, REVIEW)


class Monkey:
    def __init__(self, parts: Parts, seed: int, pause_ms: int) -> None:
        self._parts, self._rng, self._pause_ms = parts, random.Random(seed), pause_ms
        self._last: deque[str] = deque(maxlen=20)
        self.n: Counter[str] = Counter()
        self._closes = QTimer(parts.window)  # a menu has an event loop of its own: the click that opened it waits
        self._closes.setInterval(200)
        self._closes.timeout.connect(_close_popup)
        self._closes.start()

    @property
    def last(self) -> list[str]:
        return list(self._last)

    def act(self) -> None:
        self._leave_questions()
        if self._page not in PAGES_OF_OPERATORS and self._rng.random() < 0.3:
            self._parts.window.show_page(LIVE)  # most of it happens there
        if not self._parts.window.isActiveWindow():  # a panel or list that was left had the keys
            self._parts.window.activateWindow()
        kind = self._rng.choice(["wheel", "wheel", "click", "key", "key", "chord"])
        if kind == "wheel":
            said = self._turn()
        elif kind == "click":
            said = self._click()
        else:
            said = self._press(is_chord=kind == "chord")
        if said:
            self.n[kind] += 1
            self._last.append(said)
        QTest.qWait(self._pause_ms)

    @property
    def _page(self) -> str:
        return self._parts.window._shown_page

    def _leave_questions(self) -> None:
        """Open menus, lists of choices and panels are left; who goes on in them means it. So is a question."""
        for dialog in self._parts.window.findChildren(QWidget):
            if isinstance(dialog, FieldDialog | QDialog) and dialog.isVisible():
                QTest.keyClick(dialog, Qt.Key.Key_Escape)
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit) or (focus is not None and is_field(focus)):
            self._shown_page().setFocus()
        asked = self._parts.presenter._second_press.asked  # what stands, so as not to answer it
        if asked is not None:
            self._parts.window.show_keys(False)
            self._parts.window.show_manual(False)
            self._parts.window.show_page(LIVE)
            QTest.keyClick(self._parts.page, Qt.Key.Key_O)  # something else: the question is withdrawn
            self._last.append(f"(leaves {asked.action_id})")

    def _shown_page(self) -> QWidget:
        return self._parts.window.focusProxy() or self._parts.page

    def _somewhere(self) -> tuple[QWidget, QPoint]:
        window = self._parts.window
        at = QPoint(self._rng.randrange(window.width()), self._rng.randrange(window.height()))
        widget = window.childAt(at) or window
        return widget, widget.mapFrom(window, at)

    def _turn(self) -> str:
        widget, at = self._somewhere()
        steps = self._rng.choice([-3, -1, 1, 3])
        event = QWheelEvent(
            QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(), QPoint(0, 120 * steps),
            Qt.MouseButton.NoButton, PLAIN, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QCoreApplication.sendEvent(widget, event)
        return f"wheel {steps} on {type(widget).__name__}"

    def _click(self) -> str:
        widget, at = self._somewhere()
        is_means = isinstance(widget, QMenu | QLineEdit) or any(
            one is not None and is_field(one) for one in (widget, widget.parentWidget())
        )
        if is_means or self._page not in PAGES_OF_OPERATORS:
            return ""  # settings, rules and tables of other pages are meant by who clicks them
        if isinstance(widget, LargeButton) and widget.accessibleName().startswith("Begin"):
            return ""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
        name = widget.accessibleName() if isinstance(widget, QAbstractButton) else ""
        return f"click on {type(widget).__name__} {name}".strip()

    def _press(self, *, is_chord: bool) -> str:
        key, modifier = self._rng.choice(CHORDS) if is_chord else (self._rng.choice(LETTERS + OTHERS), PLAIN)
        focus = QApplication.focusWidget() or self._parts.window
        QTest.keyClick(focus, key, modifier)
        return f"{'+'.join(part for part in (modifier.name, key.name) if part)}"


def _close_popup() -> None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pause-ms", type=int, default=60)
    asked = parser.parse_args()
    make_application("dark")
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_workspace(Path(folder) / "workspace")
        settings = workspace.folder / "workspace.toml"
        parts = build(workspace.folder)
        parts.window.resize(1280, 720)
        parts.window.show()
        parts.window.activateWindow()
        while not parts.window.isActiveWindow():  # else no key reaches an action
            QTest.qWait(50)
        parts.presenter.choose(demo_strip(1, seconds=0))
        while not (parts.session.is_inspecting and parts.session.in_use is not None and _n_inspected(parts) > 3):
            QTest.qWait(50)
        status, in_use = parts.session.state.status, parts.session.in_use
        assert status is not None
        piece, limits, sha = status.piece, in_use.settings.limits, _sha(settings)
        monkey, fault = Monkey(parts, asked.seed, asked.pause_ms), ""
        end_s = time.monotonic() + asked.minutes * 60
        while time.monotonic() < end_s and not fault:
            monkey.act()
            fault = _fault(parts, piece, limits, sha == _sha(settings))
            if sum(monkey.n.values()) % 1000 == 0:
                print(f"{sum(monkey.n.values())} acts, {_n_inspected(parts)} frames inspected", flush=True)
        print(f"{dict(monkey.n)} acts, {_n_inspected(parts)} frames inspected: {fault or 'nothing ended or changed'}")
        if fault:
            print("\n".join(monkey.last))
        parts.window.close_unasked()
        while parts.window.isVisible():
            QTest.qWait(50)
        parts.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return 1 if fault else 0


def _n_inspected(parts: Parts) -> int:
    status = parts.session.state.status
    return status.stats.n_inspected if status is not None else 0


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _fault(parts: Parts, piece: object, limits: object, is_same_file: bool) -> str:
    status, in_use = parts.session.state.status, parts.session.in_use
    if not parts.window.isVisible():
        return "the window closed"
    if not parts.session.is_inspecting or status is None:
        return "the inspection ended"
    if status.piece is not piece:
        return "another piece began"
    if in_use is None or in_use.settings.limits != limits:
        return "thresholds or areas changed"
    return "" if is_same_file else "workspace.toml changed"


if __name__ == "__main__":
    sys.exit(main())
