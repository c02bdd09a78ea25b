"""What a proof found as lists: the checks of the gate, and both models class by class and size by size."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from inspector.screens.models import CheckLine, CheckState, ProofState
from inspector.texts import models_page as texts
from inspector.texts.formats import number
from inspector.views.models.compared_table import ComparedTable
from inspector.views.plain_text import PlainLabel
from inspector.views.shapes import Shape, draw_shape
from inspector.views.small_widgets import dim_label, scrolled, small
from inspector.views.theme import GRID, SMALL_PX, font, tokens

SIGN_PX = 12


class CheckSign(QWidget):
    """✓ ✗ – of a check, with its word."""

    def __init__(self, state: CheckState) -> None:
        super().__init__()
        self._state = state
        self._word = texts.CHECK_STATES[state].translated()
        self.setAccessibleName(self._word)
        self.setFixedWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, 17)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        sign = QRectF(1, (self.height() - SIGN_PX) / 2, SIGN_PX, SIGN_PX)
        shape, colour = {
            CheckState.PASSED: (Shape.TICK, t.text),
            CheckState.FAILED: (Shape.CROSS, t.stop),
            CheckState.NOT_CHECKED: (Shape.DASH, t.text_dim),
        }[self._state]
        draw_shape(painter, sign, shape, colour)
        painter.setFont(font(SMALL_PX, is_bold=self._state is not CheckState.NOT_CHECKED))
        painter.setPen(QColor(colour))
        painter.drawText(self.rect().adjusted(SIGN_PX + GRID, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self._word)
        painter.end()


class GateView(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[CheckLine, ...] | None = None
        self._headline = PlainLabel()
        self._headline.setFont(font(is_bold=True))
        self._headline.setWordWrap(True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._headline)
        column.addLayout(self._rows)
        column.addStretch(1)
        self._area = scrolled(inside)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # scrolled by keys
        self._area.setAccessibleName(self.tr("Checks of the gate"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def show_proof(self, state: ProofState | None, otherwise: str) -> None:
        self._headline.setText(state.gate if state is not None else otherwise)
        checks = state.checks if state is not None else ()
        if checks == self._shown:
            return
        self._shown = checks
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for check in checks:
            self._rows.addWidget(_check(check))


def _check(check: CheckLine) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    row.addWidget(CheckSign(check.state), 0, Qt.AlignmentFlag.AlignTop)
    is_quiet = check.state is CheckState.NOT_CHECKED
    name, text = (small(dim_label(said) if is_quiet else PlainLabel(said)) for said in (check.name, check.text))
    name.setFont(font(is_bold=not is_quiet))
    for label, stretch in ((name, 2), (text, 5)):
        label.setMinimumHeight(17)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(label, stretch)
    return whole


class ClassesView(QWidget):
    """By class above, by size below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair = small(dim_label("", SMALL_PX))
        self.classes = ComparedTable(
            self.tr("Both models by class"),
            (self.tr("Class"), self.tr("Defects"), self.tr("Found"), self.tr("False alarms"), self.tr("IoU")),
        )
        self.bands = ComparedTable(
            self.tr("Both models by size"), (self.tr("Size"), self.tr("Defects"), self.tr("Found"))
        )
        self._notes = small(dim_label("", SMALL_PX))
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setHandleWidth(GRID)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.classes)
        halves.addWidget(self.bands)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        halves.setObjectName("models_classes")  # the window remembers how it was parted
        for table in (self.classes, self.bands):
            table.setMinimumHeight(66)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(4)
        layout.addWidget(self._pair)
        layout.addWidget(self._notes)
        layout.addWidget(halves, 1)

    def show_proof(self, state: ProofState | None) -> None:
        classes = state.classes if state is not None else ()
        bands = state.bands if state is not None else ()
        self.classes.show_rows(
            tuple((line.name, number(line.n_defects), (line.recall, line.false_alarms, line.iou)) for line in classes)
        )
        self.bands.show_rows(
            tuple(
                (
                    " · ".join(part for part in (line.band, line.class_name) if part),
                    number(line.n_defects),
                    (line.recall,),
                )
                for line in bands
            )
        )
        told = self.tr("{0}, and their difference with its 95 % interval over groups")
        self._pair.setText(told.format(state.pair) if state is not None else "")
        notes = "\n".join((texts.CLASSES_RULE.translated(), *state.notes)) if state is not None else ""
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes))
