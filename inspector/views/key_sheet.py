"""Every action of a page with its keys, over the page; closed with its own key or Escape."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
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
from inspector.views.over_sheet import OverSheet
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.small_widgets import action_button, dim_label, scrolled
from inspector.views.theme import GRID, HUGE_PX, LARGE_PX, SMALL_PX, font

HEAD_PX = 96  # title and margins of the card


class KeySheet(OverSheet):
    """The keys of one page, and those of the window."""

    def __init__(self, parent: QWidget, page: Page, actions: ActionSet) -> None:
        super().__init__(parent, self.tr("Keys"), max_width_px=1040)
        self.page = page
        title = PlainLabel(self.tr("Keys"))
        title.setFont(font(HUGE_PX, is_bold=True))
        close = QToolButton()
        close.setText(self.tr("Close"))
        close.setAccessibleName(self.tr("Close"))
        set_tip(close, self.tr("Close  (Esc)"))
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.setMinimumSize(72, 32)
        close.clicked.connect(self.close_wished)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        for action_id in ("window.manual", "window.change_keys"):
            button = action_button(actions.qaction(action_id), is_quiet=False, size_px=18)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setMinimumHeight(32)
            head.addWidget(button)
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
        self.column.addLayout(head)
        self.column.addWidget(area, 1)

    def open_over(self) -> None:
        self.card.setMaximumHeight(self._inside.sizeHint().height() + HEAD_PX)
        super().open_over()

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
            numbers = f"{first.number} … {members[-1].number}"
            lines: list[QLabel] = [
                PlainLabel(first.label() if len(members) == 1 else first.text.translated(number=numbers))
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
