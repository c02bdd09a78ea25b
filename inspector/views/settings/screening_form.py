"""Screening: whether it is on, which screen, what that keeps, and the yes to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from inspector.screens.screening import KeptRow, ScreenFigures, ScreeningState
from inspector.views.field_dialog import file_dialog
from inspector.views.last_folders import FileKind
from inspector.views.plain_text import PlainLabel
from inspector.views.settings.field_row import FIELD_PX, ChoiceField, FaultLine
from inspector.views.small_widgets import dim_label
from inspector.views.theme import GRID, SMALL_PX, font


class ScreeningForm(QWidget):
    file_chosen = Signal(str)
    screen_chosen = Signal(str)  # sha256
    approved = Signal()  # the screen whose figures are shown
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line = PlainLabel()
        self._line.setWordWrap(True)
        self._fault = FaultLine()
        self._screens = ChoiceField(self.tr("Screen"))
        self._screens.chosen.connect(self.screen_chosen)
        self._choose = QPushButton(self.tr("Open a screen…"))
        self._choose.clicked.connect(self._ask_file)
        self._approve = QPushButton(self.tr("Say yes to this screen"))
        self._approve.clicked.connect(self.approved)
        self._end = QPushButton(self.tr("Look everywhere again"))
        self._end.clicked.connect(self.ended)
        self._figures = _Figures()
        for button in (self._choose, self._approve, self._end):
            button.setFixedHeight(FIELD_PX)
        choice, answer = QHBoxLayout(), QHBoxLayout()
        for row, widgets in ((choice, (self._screens, self._choose)), (answer, (self._approve, self._end))):
            row.setSpacing(GRID)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
        choice.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._line)
        column.addWidget(self._fault)
        column.addLayout(choice)
        column.addWidget(self._figures)
        column.addLayout(answer)
        self.show_state(ScreeningState())

    def show_state(self, state: ScreeningState) -> None:
        self._line.setText(state.line)
        self._fault.show_texts(state.fault, "")
        self._screens.show_choices(state.screens, state.chosen)
        self._screens.setVisible(bool(state.screens))
        self._choose.setEnabled(state.can_choose)
        self._figures.setVisible(state.figures is not None)
        if state.figures is not None:
            self._figures.show_figures(state.figures)
        self._approve.setVisible(state.figures is not None)
        self._approve.setEnabled(state.can_approve)
        self._end.setVisible(state.can_end)

    def _ask_file(self) -> None:
        dialog = file_dialog(self, self.tr("Open a screen"), FileKind.SCREENS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("ONNX models (*.onnx)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    def _on_file(self, file: str) -> None:
        if not self.isVisible():  # the window was locked meanwhile, and the system's own dialog answers yet
            return
        self.file_chosen.emit(file)


class _Figures(QWidget):
    """Of one screen, in words and as a table."""

    def __init__(self) -> None:
        super().__init__()
        self._title = PlainLabel()
        self._title.setFont(font(is_bold=True))
        self._made, self._on_val = dim_label("", SMALL_PX), PlainLabel()
        for label in (self._title, self._made, self._on_val):
            label.setWordWrap(True)
        self._table = QGridLayout()
        self._table.setContentsMargins(0, 0, 0, 0)
        self._table.setHorizontalSpacing(3 * GRID)
        self._table.setVerticalSpacing(2)
        self._table.setColumnStretch(4, 1)
        self._shown: tuple[KeptRow, ...] = ()
        self._labels: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for label in (self._title, self._made, self._on_val):
            column.addWidget(label)
        column.addLayout(self._table)

    def show_figures(self, figures: ScreenFigures) -> None:
        self._title.setText(figures.title)
        self._made.setText(figures.made)
        self._made.setVisible(bool(figures.made))
        self._on_val.setText(figures.on_val)
        if figures.rows == self._shown:
            return
        self._shown = figures.rows
        for label in self._labels:
            self._table.removeWidget(label)
            label.deleteLater()
        self._labels = []
        heads = (self.tr("Of"), self.tr("Kept"), self.tr("Share"), self.tr("95 % interval"))
        for place, head in enumerate(heads):
            self._put(dim_label(head, SMALL_PX), 0, place)
        for line, row in enumerate(figures.rows, 1):
            self._put(PlainLabel(row.of), line, 0)
            if not row.is_known:
                self._put(dim_label(row.share), line, 1, 3)
                continue
            for place, text in enumerate((row.kept, row.share, row.interval), 1):
                self._put(PlainLabel(text), line, place)

    def _put(self, label: QLabel, line: int, place: int, n_columns: int = 1) -> None:
        is_number = place > 0 and n_columns == 1
        label.setAlignment((Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft)
                           | Qt.AlignmentFlag.AlignVCenter)  # fmt: skip
        self._labels.append(label)
        self._table.addWidget(label, line, place, 1, n_columns)
