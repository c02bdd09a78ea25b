"""All labels together, in a window of its own beside the page: statistics, and how far people agree."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from inspector.screens.label_review import AgreementRow
from inspector.screens.label_set import (
    AgreementState,
    ClassFigures,
    PairRow,
    PersonFigures,
    StateFigures,
    StatisticsState,
)
from inspector.views.annotate.frame_list_panel import mark_sign
from inspector.views.annotate.row_list import SIGN_PX, RowList, ShownRow
from inspector.views.annotate.side_window import SideWindow
from inspector.views.class_look import swatch
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import dim_label, scrolled, small
from inspector.views.theme import GRID, SMALL_PX, font, tokens

WINDOW_SIZE = QSize(860, 600)
LISTS_PX = 260
WORDS_PX, ROW_PX, BARS_PX = 64, 132, 44  # of one class: words over its bars
BAR_PX = 56


class ClassCharts(QWidget):
    """Of each class its figures, and bars of its sizes; the height of a bar is a share of the class's largest."""

    def __init__(self) -> None:
        super().__init__()
        self._classes: tuple[ClassFigures, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_classes(self, classes: tuple[ClassFigures, ...]) -> None:
        self._classes = classes
        self.setFixedHeight(max(1, sum(_height(one) for one in classes)))
        words = (
            f"{one.look.name}: {one.text}; {one.sizes}; " + ", ".join(f"{bar.text}: {bar.n}" for bar in one.bars)
            for one in classes
        )
        self.setAccessibleDescription("\n".join(words))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = 0
        for one in self._classes:
            self._paint_class(painter, one, QRect(0, top, self.width(), _height(one)))
            top += _height(one)
        painter.end()

    def _paint_class(self, painter: QPainter, one: ClassFigures, box: QRect) -> None:
        t = tokens()
        painter.drawPixmap(box.left(), box.top() + 4, swatch(one.look, SIGN_PX, self.devicePixelRatio()))
        left = box.left() + SIGN_PX + GRID
        lines = ((one.look.name, font(is_bold=True), t.text), (one.text, font(SMALL_PX), t.text),
                 (one.sizes, font(SMALL_PX), t.text_dim))  # fmt: skip
        at = box.top() + 2
        for text, of_font, colour in lines:
            painter.setFont(of_font)
            painter.setPen(QColor(colour))
            room = QRect(left, at, box.width() - left, 18)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            at += 18
        if not one.bars:
            return
        floor = box.top() + WORDS_PX + BARS_PX
        width = min(BAR_PX, (box.width() - left) // len(one.bars))
        highest = max(bar.n for bar in one.bars)
        painter.setFont(font(SMALL_PX))
        for place, bar in enumerate(one.bars):
            column = QRect(left + place * width, floor, width - 4, 1)
            height = round((BARS_PX - 16) * bar.n / highest)
            painter.fillRect(column.adjusted(0, -max(height, 1 if bar.n else 0), 0, -1), QColor(t.accent))
            painter.fillRect(column, QColor(t.line_strong))
            painter.setPen(QColor(t.text))
            over = QRect(column.left(), floor - height - 16, column.width(), 15)
            painter.drawText(over, Qt.AlignmentFlag.AlignCenter, str(bar.n) if bar.n else "")
            painter.setPen(QColor(t.text_dim))
            painter.drawText(column.adjusted(-2, 2, 2, 17), Qt.AlignmentFlag.AlignCenter, bar.text)


def _height(one: ClassFigures) -> int:
    return ROW_PX if one.bars else WORDS_PX


class SetWindow(SideWindow):
    agreement_wished = Signal()
    frame_chosen = Signal(str)  # SHA-256

    def __init__(self, page: QWidget) -> None:
        super().__init__(page, self.tr("All labels"), WINDOW_SIZE)
        self._statistics, self._agreement = StatisticsState(), AgreementState()
        self._says, self._axis = small(PlainLabel()), dim_label("", SMALL_PX)
        self.states = RowList(self.tr("Frames by state"), is_low=True)
        self.people = RowList(self.tr("Frames by person"))
        self.classes = ClassCharts()
        self.classes.setAccessibleName(self.tr("Classes"))
        self._agrees = small(PlainLabel())
        self.compute = QPushButton(self.tr("Compare all reviews"))
        self.rows, self.frames = RowList(self.tr("Agreement by class")), RowList(self.tr("Frames, the least first"))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._statistics_tab(), self.tr("Statistics"))
        self.tabs.addTab(self._agreement_tab(), self.tr("Agreement"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self.tabs)
        self.compute.setAutoDefault(False)
        self.compute.clicked.connect(self.agreement_wished)
        self.frames.row_chosen.connect(
            lambda place: self.frame_chosen.emit(self._agreement.frames[place].frame_sha256)
        )  # fmt: skip

    def _statistics_tab(self) -> QWidget:
        lists = QVBoxLayout()
        lists.addWidget(_heading(self.states.accessibleName()))
        lists.addWidget(self.states, 3)
        lists.addWidget(_heading(self.people.accessibleName()))
        lists.addWidget(self.people, 2)
        at_left = QWidget()
        at_left.setFixedWidth(LISTS_PX)
        at_left.setLayout(lists)
        lists.setContentsMargins(0, 0, 0, 0)
        charts = QVBoxLayout()
        charts.addWidget(self._axis)
        charts.addWidget(scrolled(self.classes), 1)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(at_left)
        row.addLayout(charts, 1)
        tab = QWidget()
        column = QVBoxLayout(tab)
        column.addWidget(self._says)
        column.addLayout(row, 1)
        return tab

    def _agreement_tab(self) -> QWidget:
        tab = QWidget()
        column = QVBoxLayout(tab)
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(self._agrees, 1)
        head.addWidget(self.compute, 0, Qt.AlignmentFlag.AlignTop)
        lists = QHBoxLayout()
        lists.setSpacing(2 * GRID)
        for one in (self.rows, self.frames):
            part = QVBoxLayout()
            part.addWidget(_heading(one.accessibleName()))
            part.addWidget(one, 1)
            lists.addLayout(part, 1)
        column.addLayout(head)
        column.addLayout(lists, 1)
        return tab

    # What is shown; none of it emits

    def show_statistics(self, state: StatisticsState) -> None:
        self._statistics = state
        self._says.setText(state.says)
        self._axis.setText(state.axis)
        self.states.show_rows(state.states, _state_row)
        self.people.show_rows(state.people, _person_row)
        self.classes.show_classes(state.classes)

    def show_agreement(self, state: AgreementState) -> None:
        self._agreement = state
        self._agrees.setText(state.says)
        self.compute.setEnabled(state.can_start)
        self.rows.show_rows(state.rows, self._agreement_row)
        self.frames.show_rows(state.frames, _pair_row)

    @property
    def statistics(self) -> StatisticsState:
        return self._statistics

    @property
    def agreement(self) -> AgreementState:
        return self._agreement

    def _agreement_row(self, row: AgreementRow) -> ShownRow:
        sign = swatch(row.look, SIGN_PX, self.devicePixelRatio()) if row.look is not None else None
        return ShownRow(row.text, row.facts, row.iou, sign, f"{row.text}: {row.facts}\n{row.tip}")


def _heading(text: str) -> PlainLabel:
    label = PlainLabel(text)
    label.setFont(font(is_bold=True))
    return label


def _state_row(row: StateFigures) -> ShownRow:
    return ShownRow(row.text, "", str(row.n), mark_sign(row.mark), is_faint=not row.n)


def _person_row(row: PersonFigures) -> ShownRow:
    return ShownRow(row.name, row.text, row.n_reviewed, tip=f"{row.name}: {row.text}")


def _pair_row(row: PairRow) -> ShownRow:
    return ShownRow(row.name, row.people, row.iou, tip=row.name)
