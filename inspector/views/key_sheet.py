"""Every action with its keys, over the page: read from the registry, closed with F1 or Escape."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.actions import ACTIONS, Action, Scope
from inspector.views.action_set import help_of, is_family, keys_of, message_text
from inspector.views.small_widgets import Card, dim_label, scrolled
from inspector.views.theme import GRID, HUGE_PX, LARGE_PX, SMALL_PX, font

HEAD_PX = 96  # title and margins of the card


def listed_actions() -> list[Action]:
    """The registry, with a numbered family ("live.solo_1" …) as one line under the keys of all its members."""
    listed: list[Action] = []
    for known in ACTIONS:
        stem, _, number = known.id.rpartition("_")
        before = listed[-1] if listed else None
        if number.isdigit() and before is not None and before.id.rpartition("_")[0] == stem:
            listed[-1] = replace(before, keys=(*before.keys, *known.keys))
        else:
            listed.append(known)
    return listed


class KeySheet(QWidget):
    """Covers its parent with a shade and shows the keys of one page, and those of the window, in the middle."""

    close_wished = Signal()

    def __init__(self, parent: QWidget, scope: Scope) -> None:
        super().__init__(parent)
        self.scope = scope
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Keys"))
        title = QLabel(self.tr("Keys"))
        title.setFont(font(HUGE_PX, is_bold=True))
        close = QToolButton()
        close.setText(self.tr("Close"))
        close.setAccessibleName(self.tr("Close"))
        close.setToolTip(self.tr("Close  (F1 or Esc)"))
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.setMinimumSize(72, 32)
        close.clicked.connect(self.close_wished)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(close)
        pages = {Scope.LIVE: self.tr("Live"), Scope.BALANCE: self.tr("Balance")}
        inside = self._inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, GRID, 0)
        columns.setSpacing(6 * GRID)
        of_page = [one for one in listed_actions() if one.scope is scope]
        half = (len(of_page) + 2) // 2
        first = self._list(pages[scope], of_page[:half])
        first.addStretch(1)
        columns.addLayout(first)
        second = QVBoxLayout()
        second.addLayout(self._list("", of_page[half:]))
        second.addSpacing(2 * GRID)
        second.addLayout(
            self._list(self.tr("Everywhere"), [one for one in listed_actions() if one.scope is Scope.WINDOW])
        )
        second.addStretch(1)
        columns.addLayout(second)
        area = scrolled(inside)
        self._card = Card()
        layout = QVBoxLayout(self._card)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        self._card.setMaximumWidth(960)
        outside = QHBoxLayout(self)
        outside.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        outside.addWidget(self._card)

    def _list(self, title: str, actions: list[Action]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GRID)
        heading = QLabel(title)
        heading.setFont(font(LARGE_PX, is_bold=True))
        heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, known in enumerate(actions):
            keys = keys_of(known)
            label = QLabel(self.tr("hold {0}").format(keys) if known.is_held else keys)
            label.setFont(font(is_bold=True))
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(0)
            said = message_text(known).removesuffix("…")
            if is_family(known):
                said = said.replace(known.keys[0], keys, 1)
            words.addWidget(QLabel(said))
            if known.help:
                words.addWidget(dim_label(help_of(known), SMALL_PX))
            grid.addLayout(words, row, 1)
        column.addLayout(grid)
        return column

    def open_over(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self._card.setMaximumHeight(self._inside.sizeHint().height() + HEAD_PX)
        self.show()
        self.raise_()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        # Escape closes the sheet, whatever it means on the page below.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_wished.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_wished.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 150))
        painter.end()
