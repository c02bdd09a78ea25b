"""The panel with all of what the strip of notices tells in short: alarms, answers, what was not inspected.

It lies over the right column of the page, never over the picture, and is closed with Escape. With keys alone: F6 opens
it at the alarms; arrows choose one, Tab goes on to the reasons, Enter acknowledges.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.alarms import AlarmLine, AlarmsState
from inspector.screens.not_inspected import NotInspectedRow, NotInspectedState
from inspector.texts.formats import number
from inspector.texts.messages import MessageText, Tier
from inspector.views.icons import icon
from inspector.views.plain_text import PlainLabel, on_button, plain_tip, set_tip
from inspector.views.shapes import Shape, draw_shape, tier_sign
from inspector.views.small_widgets import Card, dim_label, scrolled
from inspector.views.theme import GRID, SMALL_PX, font, tokens

SIGN_PX = 14
DETAILS_PX = 5 * 16  # of four sentences
BUTTON_HEIGHT_PX = 38  # pressed with gloves on
UID_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class Part(IntEnum):
    """Pages of the panel, in their order."""

    ALARMS = 0
    ANSWERS = 1
    NOT_INSPECTED = 2


def _sign(tier: Tier, *, is_dim: bool = False) -> QIcon:
    t = tokens()
    shape, colour = tier_sign(tier, t)
    screen = QGuiApplication.primaryScreen()
    return _drawn_sign(shape, t.text_dim if is_dim else colour, screen.devicePixelRatio() if screen else 1.0)


@lru_cache(maxsize=32)  # a list of hundreds knows a handful
def _drawn_sign(shape: Shape, colour: str, ratio: float) -> QIcon:
    pixmap = QPixmap(round(SIGN_PX * ratio), round(SIGN_PX * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_shape(painter, QRectF(0, 0, SIGN_PX, SIGN_PX), shape, colour)
    painter.end()
    return QIcon(pixmap)


def _list_of(name: str) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setIconSize(QSize(SIGN_PX, SIGN_PX))
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setSpacing(2)
    made.setMinimumHeight(64)
    return made


def _details() -> PlainLabel:
    label = PlainLabel()
    label.setWordWrap(True)
    label.setFont(font(SMALL_PX))
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # selecting takes no key from the picture
    return label


def _scrolled(details: QWidget) -> QScrollArea:
    """Of one height, whatever is chosen: below it nothing moves. What needs more, in another language, is scrolled."""
    area = scrolled(details)
    area.setFixedHeight(DETAILS_PX)
    return area


class AlarmsView(QWidget):
    acknowledged = Signal(tuple, str)  # uids, the reason

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = AlarmsState()
        self.list = _list_of(self.tr("Alarms"))
        self.list.currentItemChanged.connect(self._refresh)
        self.details = _details()
        self.all_of_them = QCheckBox()
        self.all_of_them.toggled.connect(self._refresh)
        self._reasons = QGridLayout()
        self._reasons.setSpacing(4)
        self.buttons: list[QPushButton] = []
        self.other = QLineEdit()
        self.other.setPlaceholderText(self.tr("Another reason"))
        self.other.setAccessibleName(self.tr("Another reason"))
        self.other.setMaxLength(200)
        self.other.setMinimumHeight(BUTTON_HEIGHT_PX - 6)
        self.other.returnPressed.connect(self._on_other)
        self.other.textChanged.connect(self._refresh)
        self._send = QPushButton(self.tr("Acknowledge"))
        self._send.setMinimumHeight(BUTTON_HEIGHT_PX - 6)
        self._send.setAccessibleName(self._send.text())
        self._send.clicked.connect(self._on_other)
        typed = QHBoxLayout()
        typed.setSpacing(4)
        typed.addWidget(self.other, 1)
        typed.addWidget(self._send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list, 1)
        column.addWidget(_scrolled(self.details))
        because = QHBoxLayout()
        because.addWidget(dim_label(self.tr("Acknowledge, because:"), SMALL_PX), 1)
        because.addWidget(self.all_of_them)
        column.addLayout(because)
        column.addLayout(self._reasons)
        column.addLayout(typed)
        self._refresh()

    def show_alarms(self, state: AlarmsState) -> None:
        """Whoever is about to acknowledge keeps the alarm that was chosen, and the reason typed so far."""
        chosen, at = self.chosen_uid(), self.list.verticalScrollBar().value()
        self._state = state
        if len(self.buttons) != len(state.reasons):
            self._make_reasons(state.reasons)
        self.list.blockSignals(True)
        self.list.clear()
        for line in (*state.open, *state.history):
            self._add(line, is_over=line not in state.open)
        row = next((row for row in range(self.list.count()) if self.list.item(row).data(UID_ROLE) == chosen), 0)
        if self.list.count():
            self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self.list.verticalScrollBar().setValue(at)
        self._refresh()

    def show_again(self) -> None:
        """In the colours of now."""
        self.show_alarms(self._state)

    def focus_reasons(self) -> None:
        """On the first reason, for the loudest alarm."""
        self.list.setCurrentRow(0)
        target = self.buttons[0] if self.buttons and self.buttons[0].isEnabled() else self.list
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add(self, line: AlarmLine, *, is_over: bool) -> None:
        second = " · ".join(part for part in (line.piece, line.when, line.state) if part)
        item = QListWidgetItem(_sign(line.tier, is_dim=line.is_acknowledged), f"{line.title}\n{second}")
        item.setData(UID_ROLE, line.uid)
        item.setFont(font(SMALL_PX, is_bold=not line.is_acknowledged))
        if is_over or line.is_acknowledged:
            item.setForeground(QColor(tokens().text_dim))
        self.list.addItem(item)

    def _make_reasons(self, reasons: Sequence[str]) -> None:
        for button in self.buttons:
            button.deleteLater()
        self.buttons = []
        for place, reason in enumerate(reasons):
            button = QPushButton(on_button(reason))
            button.setAccessibleName(reason)
            button.setMinimumHeight(BUTTON_HEIGHT_PX)
            button.setAutoDefault(True)  # Enter presses it, as Space does
            button.clicked.connect(lambda _checked=False, because=reason: self._acknowledge(because))
            self._reasons.addWidget(button, place // 2, place % 2)
            self.buttons.append(button)
        before: QWidget = self.list
        for after in (self.all_of_them, *self.buttons, self.other, self._send):
            QWidget.setTabOrder(before, after)
            before = after

    def chosen_uid(self) -> str:
        item = self.list.currentItem()
        return str(item.data(UID_ROLE)) if item is not None else ""

    def _chosen(self) -> AlarmLine | None:
        uid = self.chosen_uid()
        return next((line for line in (*self._state.open, *self._state.history) if line.uid == uid), None)

    def _waiting(self) -> tuple[str, ...]:
        """What a reason is given for."""
        waiting = tuple(line.uid for line in self._state.open if not line.is_acknowledged)
        if self.all_of_them.isChecked():
            return waiting
        return tuple(uid for uid in waiting if uid == self.chosen_uid())

    def _refresh(self) -> None:
        line, n = self._chosen(), self._state.n_to_acknowledge
        self.details.setText("\n".join((line.what, *line.rest)) if line is not None else "")
        self.all_of_them.setText(self.tr("All that wait: {0}").format(number(n)))
        self.all_of_them.setAccessibleName(self.all_of_them.text())
        self.all_of_them.setEnabled(n > 1)
        if n <= 1 and self.all_of_them.isChecked():
            self.all_of_them.setChecked(False)
        may = bool(self._waiting())
        for button in self.buttons:
            button.setEnabled(may)
        self.other.setEnabled(may)
        self._send.setEnabled(may and bool(self.other.text().strip()))

    def _on_other(self) -> None:
        because = self.other.text().strip()
        if because and self._waiting():
            self.other.clear()
            self._acknowledge(because)

    def _acknowledge(self, because: str) -> None:
        uids = self._waiting()
        if uids:
            self.all_of_them.setChecked(False)
            self.acknowledged.emit(uids, because)
            self.list.setFocus()


class AnswersView(QWidget):
    closed = Signal(str)  # code

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers: tuple[MessageText, ...] = ()
        self.list = _list_of(self.tr("Messages"))
        self.list.currentRowChanged.connect(lambda _row: self._refresh())
        self.details = _details()
        self._copy = QPushButton(self.tr("Copy details"))
        self._copy.clicked.connect(self._on_copy)
        self._close = QPushButton(self.tr("Close message"))
        self._close.clicked.connect(self._on_close)
        buttons = QHBoxLayout()
        for button in (self._copy, self._close):
            button.setAccessibleName(button.text())
            button.setMinimumHeight(BUTTON_HEIGHT_PX - 6)
            button.setAutoDefault(True)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list, 1)
        column.addWidget(_scrolled(self.details))
        column.addLayout(buttons)
        self._refresh()

    def show_answers(self, answers: Sequence[MessageText]) -> None:
        """Newest first, and the newest chosen."""
        self.answers = tuple(answers)
        self.list.clear()
        for answer in answers:
            item = QListWidgetItem(_sign(answer.tier), answer.what)
            item.setFont(font(SMALL_PX, is_bold=True))
            self.list.addItem(item)
        if answers:
            self.list.setCurrentRow(0)
        self._refresh()

    def _chosen(self) -> MessageText | None:
        row = self.list.currentRow()
        return self.answers[row] if 0 <= row < len(self.answers) else None

    def _refresh(self) -> None:
        chosen = self._chosen()
        parts = (chosen.what, chosen.why, chosen.meanwhile, chosen.next_step) if chosen is not None else ()
        self.details.setText("\n".join(part for part in parts if part))
        self._copy.setEnabled(chosen is not None)
        self._close.setEnabled(chosen is not None)
        self._copy.setText(self.tr("Copy details"))

    def _on_copy(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            QGuiApplication.clipboard().setText(chosen.as_text())
            self._copy.setText(self.tr("Copied"))

    def _on_close(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.closed.emit(chosen.code)


class NotInspectedModel(QAbstractTableModel):
    """Rows in the order in which they were missed; they are only ever added, or all taken away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[NotInspectedRow] = []
        self._headings = (self.tr("File or frame"), self.tr("Position"), self.tr("Why"))

    def row(self, row: int) -> NotInspectedRow:
        return self._rows[row]

    def add(self, rows: Sequence[NotInspectedRow]) -> None:
        self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
        self._rows += rows
        self.endInsertRows()

    def clear(self) -> None:
        self.beginResetModel()
        self._rows.clear()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        is_shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._headings[section] if is_shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.name, row.position, row.reason)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{row.name}\n{row.reason}")
        return None


class NotInspectedView(QWidget):
    chosen = Signal(object)  # a NotInspectedRow: it is to be shown

    def __init__(self, model: NotInspectedModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel()
        self._title.setWordWrap(True)
        self._title.setFont(font(is_bold=True))
        self._note = dim_label(pixels=SMALL_PX)
        self._note.setWordWrap(True)
        self.model = model
        self.table = QTableView()
        self.table.setAccessibleName(self.tr("Frames that were not inspected"))
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 150)
        header.resizeSection(1, 84)
        header.setStretchLastSection(True)
        self.table.activated.connect(lambda index: self.chosen.emit(self.model.row(index.row())))
        self.table.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self.table, 1)
        column.addWidget(self._note)
        self.show_state(NotInspectedState())

    def show_state(self, state: NotInspectedState) -> None:
        self._title.setText(state.title)
        hint = self.tr("Enter or a double-click shows a frame as far as it can be read.") if state.n else ""
        self._note.setText("\n".join(part for part in (state.note, hint) if part))

    def focus_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.model.rowCount() and not self.table.selectionModel().hasSelection():
            self.table.selectRow(max(0, self.table.currentIndex().row()))  # focus alone makes a row current, unseen

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Enter shows the row on every platform: Qt leaves it to the style."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            index = self.table.currentIndex()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
                self.chosen.emit(self.model.row(index.row()))
                return True
        return False


class NoticePanel(Card):
    acknowledged = Signal(tuple, str)  # uids, the reason
    answer_closed = Signal(str)  # code
    missed_chosen = Signal(object)  # a NotInspectedRow
    close_wished = Signal()

    def __init__(self, missed: NotInspectedModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()
        self.setAccessibleName(self.tr("Alarms, messages, not inspected"))
        self.alarms, self.answers, self.not_inspected = AlarmsView(), AnswersView(), NotInspectedView(missed)
        self.alarms.acknowledged.connect(self.acknowledged)
        self.answers.closed.connect(self.answer_closed)
        self.not_inspected.chosen.connect(self.missed_chosen)
        self._pages = QStackedWidget()
        self._tabs: list[QToolButton] = []
        self._alarms_state: AlarmsState | None = None  # shown when the panel is
        head = QHBoxLayout()
        head.setSpacing(4)
        views = (self.alarms, self.answers, self.not_inspected)
        for part, view in zip(Part, views, strict=True):
            self._pages.addWidget(view)
            tab = QToolButton()
            tab.setCheckable(True)
            tab.setProperty("quiet", True)
            tab.setMinimumHeight(32)
            tab.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            tab.clicked.connect(lambda _checked=False, part=part: self.open_at(part))
            self._tabs.append(tab)
            head.addWidget(tab)
        close = self._close = QToolButton()
        close.setIcon(icon("close"))
        close.setProperty("quiet", True)
        close.setMinimumSize(32, 32)
        close.setAccessibleName(self.tr("Close"))
        set_tip(close, self.tr("Close  (Esc)"))
        close.clicked.connect(self.close_wished)
        head.addStretch(1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 6, GRID, GRID)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        for part in Part:
            self._count(part, 0)

    def refresh_icons(self) -> None:
        """The theme has changed."""
        self._close.setIcon(icon("close"))
        self.alarms.show_again()
        self.answers.show_answers(self.answers.answers)

    @property
    def part(self) -> Part:
        return Part(self._pages.currentIndex())

    def _count(self, part: Part, n: int) -> None:
        names = (self.tr("Alarms"), self.tr("Messages"), self.tr("Not inspected"))
        text = f"{names[part]} {number(n)}" if n else names[part]
        self._tabs[part].setText(text)
        self._tabs[part].setAccessibleName(text)

    def show_alarms(self, state: AlarmsState) -> None:
        """The list is made anew only while somebody looks at it."""
        self._alarms_state = state
        self._count(Part.ALARMS, state.n_to_acknowledge)
        if self.isVisible():
            self._show_alarms()

    def show_answers(self, answers: Sequence[MessageText]) -> None:
        """Newest first."""
        self.answers.show_answers(answers)
        self._count(Part.ANSWERS, len(answers))

    def show_not_inspected(self, state: NotInspectedState) -> None:
        """The rows themselves are the model's."""
        self.not_inspected.show_state(state)
        self._count(Part.NOT_INSPECTED, state.n)

    def _show_alarms(self) -> None:
        if self._alarms_state is not None:
            self.alarms.show_alarms(self._alarms_state)
            self._alarms_state = None

    def open_at(self, part: Part, *, acknowledges: bool = False) -> None:
        self._show_alarms()
        self._pages.setCurrentIndex(part)
        for one, tab in enumerate(self._tabs):
            tab.setChecked(one == part)
        self.show()
        self.raise_()
        if part is Part.ALARMS:
            self.alarms.focus_reasons() if acknowledges else self.alarms.list.setFocus()
        elif part is Part.ANSWERS:
            self.answers.list.setFocus()
        else:
            self.not_inspected.focus_list()

    def event(self, event: QEvent) -> bool:
        # Else Escape, a key of the page, would go there; keys of lists and fields stay theirs.
        is_ours = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_ours and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_wished.emit()
        else:
            super().keyPressEvent(event)
