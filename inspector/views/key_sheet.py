"""Every action of a page with its keys, over the page; closed with F1 or Escape."""

from __future__ import annotations

from collections.abc import Sequence

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

from inspector.screens.actions import WINDOW, Action, families
from inspector.screens.pages import Gesture, Page
from inspector.views.action_set import ActionSet, key_texts
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.small_widgets import Card, dim_label, scrolled
from inspector.views.theme import GRID, HUGE_PX, LARGE_PX, SMALL_PX, font

HEAD_PX = 96  # title and margins of the card


class KeySheet(QWidget):
    """Covers its parent with a shade and shows the keys of one page, and those of the window, in the middle."""

    close_wished = Signal()

    def __init__(self, parent: QWidget, page: Page, actions: ActionSet) -> None:
        super().__init__(parent)
        self.page = page
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Keys"))
        title = PlainLabel(self.tr("Keys"))
        title.setFont(font(HUGE_PX, is_bold=True))
        close = QToolButton()
        close.setText(self.tr("Close"))
        close.setAccessibleName(self.tr("Close"))
        set_tip(close, self.tr("Close  (F1 or Esc)"))
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.setMinimumSize(72, 32)
        close.clicked.connect(self.close_wished)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(close)
        inside = self._inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, GRID, 0)
        columns.setSpacing(6 * GRID)
        of_page = families(actions.of_scope(page.id))
        # The second column holds the window's keys and the mouse too: about as many lines as a third of a long list.
        half = (len(of_page) + 2) // 2 if not page.gestures else len(of_page) * 3 // 4
        first = self._list(page.title.translated(), of_page[:half])
        first.addStretch(1)
        columns.addLayout(first, 1)
        second = QVBoxLayout()
        second.addLayout(self._list("", of_page[half:]))
        second.addSpacing(2 * GRID)
        second.addLayout(self._list(self.tr("Everywhere"), families(actions.of_scope(WINDOW))))
        if page.gestures:
            second.addSpacing(2 * GRID)
            second.addLayout(self._gestures(page.gestures))
        second.addStretch(1)
        columns.addLayout(second, 1)
        area = scrolled(inside)
        self._card = Card()
        layout = QVBoxLayout(self._card)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        self._card.setMaximumWidth(1040)
        outside = QHBoxLayout(self)
        outside.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        outside.addWidget(self._card)

    def _list(self, title: str, actions: Sequence[Sequence[Action]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GRID)
        heading = PlainLabel(title)
        heading.setFont(font(LARGE_PX, is_bold=True))
        heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, members in enumerate(actions):
            first = members[0]
            keys = "\n".join(key_texts(members))
            label = PlainLabel(self.tr("hold {0}").format(keys) if first.is_held else keys)
            label.setFont(font(is_bold=True))
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            texts = QVBoxLayout()
            texts.setSpacing(0)
            lines: list[QLabel] = [
                PlainLabel(first.label() if len(members) == 1 else first.text.translated(number=keys))
            ]
            if help_text := first.help_text():
                lines.append(dim_label(help_text, SMALL_PX))
            for line in lines:
                line.setWordWrap(True)
                texts.addWidget(line)
            grid.addLayout(texts, row, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        return column

    def _gestures(self, gestures: Sequence[Gesture]) -> QVBoxLayout:
        """What the mouse does: how on one line, what below it."""
        column = QVBoxLayout()
        column.setSpacing(2)
        heading = PlainLabel(self.tr("Mouse and focus"))
        heading.setFont(font(LARGE_PX, is_bold=True))
        heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(heading)
        for one in gestures:
            column.addSpacing(6)
            how = PlainLabel(one.how.translated())
            how.setFont(font(is_bold=True))
            lines: list[QLabel] = [how, PlainLabel(one.what.translated())]
            if one.help is not None:
                lines.append(dim_label(one.help.translated(), SMALL_PX))
            for line in lines:
                line.setWordWrap(True)
                column.addWidget(line)
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
