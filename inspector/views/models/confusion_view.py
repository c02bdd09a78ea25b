"""What is annotated against what the candidate says, as a table whose cells open the frames behind them."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSplitter, QTableView, QVBoxLayout, QWidget

from inspector.screens.models import ConfusionState
from inspector.texts.formats import area_px, decimal
from inspector.views.models.frame_rows import FramesView
from inspector.views.plain_text import plain_tip
from inspector.views.small_widgets import dim_label, small
from inspector.views.theme import GRID, SMALL_PX, font, mixed, tokens

Index = QModelIndex | QPersistentModelIndex
CELL_PX = 62


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = ConfusionState((), (), ())

    def show(self, state: ConfusionState) -> None:
        self.beginResetModel()
        self._state = state
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._state.class_names)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._state.class_names)

    def headerData(self, section: int, _orientation: Qt.Orientation, role: int = 0) -> object | None:
        name = self._state.class_names[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        return plain_tip(name) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object | None:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        share, n_px = self._state.shares[row][column], self._state.counts[row][column]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{decimal(100 * share, 0 if share >= 0.1 else 1)} %" if n_px else "·"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            names = self._state.class_names
            return plain_tip(f"{names[row]} → {names[column]}: {area_px(n_px)}")
        if role == Qt.ItemDataRole.BackgroundRole:
            t = tokens()
            if row == column:
                return QBrush(QColor(mixed(t.text_dim, t.surface, 0.30 * share)))
            return QBrush(QColor(mixed(t.warn, t.surface, 0.55 * share**0.5)))  # a few per cent are seen as well
        return None


class ConfusionView(QWidget):
    cell_chosen = Signal(int, int)  # annotated, predicted: places in the class names

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: ConfusionState | None = None
        self._model = _Model(self)
        self.table = QTableView()
        self.table.setModel(self._model)
        self.table.setFont(font(SMALL_PX))
        self.table.setAccessibleName(self.tr("Confusion of classes"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setCornerButtonEnabled(False)
        for header in (self.table.horizontalHeader(), self.table.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.horizontalHeader().setDefaultSectionSize(CELL_PX)
        self.table.verticalHeader().setDefaultSectionSize(30)
        self.table.verticalHeader().setMaximumWidth(140)
        self.table.activated.connect(self._on_activated)
        self.table.clicked.connect(self._on_activated)
        self.frames = FramesView(self.tr("Frames behind the cell"))
        caption = self.tr(
            "Pixels: what is annotated (rows), and what the candidate says of it (columns). "
            "Choose a cell to see its frames."
        )
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(small(dim_label(caption, SMALL_PX)))
        column.addWidget(self.table, 1)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setHandleWidth(GRID)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(self.frames)
        halves.setStretchFactor(0, 1)
        halves.setStretchFactor(1, 1)
        halves.setObjectName("models_confusion")  # the window remembers how it was parted
        left.setMinimumWidth(200)
        self.frames.setMinimumWidth(240)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(halves)

    def show_state(self, state: ConfusionState) -> None:
        before, self._shown = self._shown, state
        if before is None or (before.class_names, before.counts) != (state.class_names, state.counts):
            self._model.show(state)
        self.frames.show_list(state.frames)

    def _on_activated(self, index: QModelIndex) -> None:
        self.cell_chosen.emit(index.row(), index.column())
