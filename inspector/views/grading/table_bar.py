"""The top card: which table and version, what can be done with it, whom it grades; or work in hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from inspector.screens.grading import GradingState
from inspector.views.action_set import ActionSet
from inspector.views.fields import FIELD_PX
from inspector.views.plain_text import on_button, set_tip
from inspector.views.small_widgets import ElidedLabel, action_button
from inspector.views.theme import GRID, SMALL_PX, font
from inspector.views.work_head import HEIGHT, WorkHead


class _Opening(QComboBox):
    """What is chosen is opened, so a turn of the wheel chooses nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TableBar(WorkHead):
    table_chosen = Signal(str)
    version_chosen = Signal(int)
    new_chosen = Signal(str)  # name of an example, "" for an empty table

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        cancel = action_button(actions.qaction("grading.cancel"), is_quiet=False, size_px=16)
        cancel.setFixedSize(32, FIELD_PX)
        super().__init__(cancel, parent)
        self._table = self._combo(self.tr("Grading table"), 180)
        self._table.activated.connect(lambda _: self.table_chosen.emit(self._table.currentText()))
        self._version = self._combo(self.tr("Version"), 104)
        self._versions: tuple[int, ...] = ()
        self._version.activated.connect(lambda index: self.version_chosen.emit(self._versions[index]))
        self._new = action_button(actions.qaction("grading.new"), is_quiet=False, size_px=18)
        self._use = action_button(actions.qaction("grading.use"), is_quiet=False, size_px=18)
        self._save = action_button(actions.qaction("grading.save"), is_quiet=False, size_px=18)
        self._replay = action_button(actions.qaction("grading.replay"), is_quiet=False, size_px=18)
        for button in (self._new, self._use, self._save, self._replay):
            button.setFixedHeight(FIELD_PX)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._undo = action_button(actions.qaction("grading.undo"))
        self._redo = action_button(actions.qaction("grading.redo"))
        self._headline = ElidedLabel()
        self._headline.setFont(font(is_bold=True))
        self._grades = ElidedLabel()
        self._grades.setFont(font(SMALL_PX))
        self._grades.setProperty("dim", True)
        self._menu = self._menu_of_examples()
        self._lay_out()

    def _combo(self, name: str, width: int) -> QComboBox:
        combo = _Opening()
        combo.setAccessibleName(name)
        set_tip(combo, name)
        combo.setFixedHeight(FIELD_PX)
        combo.setFixedWidth(width)
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return combo

    def _menu_of_examples(self) -> QMenu:
        menu = QMenu(self)
        named = {
            "": self.tr("Empty table"),
            "en-10163-like-plate": self.tr("Example: in the manner of EN 10163, plate"),
            "en-10163-like-sections": self.tr("Example: in the manner of EN 10163, sections"),
            "en-13674-like-rail": self.tr("Example: in the manner of EN 13674, rail"),
        }
        for name, text in named.items():
            menu.addAction(on_button(text), partial(self.new_chosen.emit, name))
        return menu

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID + 4, 0, GRID + 4, 0)
        row.setSpacing(GRID)
        row.addWidget(self._table)
        row.addWidget(self._version)
        row.addWidget(self._new)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._headline)
        column.addWidget(self._grades)
        column.addStretch(1)
        row.addLayout(self.says(words), 1)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        for button in (self._save, self._replay, self._use):
            row.addWidget(button)

    def buttons(self) -> tuple[QToolButton, ...]:
        """Those that can do without their words where room is short, the most dispensable first."""
        return self._use, self._replay, self._new, self._save

    def show_menu(self) -> None:
        """What a new table begins with."""
        self._menu.popup(self._new.mapToGlobal(self._new.rect().bottomLeft()))

    @property
    def menu(self) -> QMenu:
        return self._menu

    def show_state(self, state: GradingState) -> None:
        name = state.table.name if state.table is not None else ""
        names = [*state.tables, *([name] if name and name not in state.tables else [])]
        with QSignalBlocker(self._table), QSignalBlocker(self._version):
            if [self._table.itemText(index) for index in range(self._table.count())] != names:
                self._table.clear()
                self._table.addItems(names)
            self._table.setCurrentIndex(names.index(name) if name else -1)
            if state.versions != self._versions:
                self._versions = state.versions
                self._version.clear()
                self._version.addItems([self.tr("version {0}").format(version) for version in state.versions])
            known = state.based_on in state.versions
            self._version.setCurrentIndex(state.versions.index(state.based_on) if known else -1)
        self._table.setEnabled(bool(names))
        self._version.setEnabled(len(state.versions) > 1)
        set_tip(self._table, name)
        self._headline.setText(state.headline)
        self._grades.setText(state.grades)
        self._grades.setVisible(bool(state.grades))

    def show_words(self, width: int) -> None:
        """Of the buttons, as far as there is room."""
        style = Qt.ToolButtonStyle
        for needed, button in zip((1180, 1080, 1000, 920), self.buttons(), strict=True):
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon if width >= needed else style.ToolButtonIconOnly)

    def sizeHint(self) -> QSize:
        return QSize(900, HEIGHT)
