"""One row per class: what it has, what injections add, and a slider for how much of it is wished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.balance import BarRow
from inspector.texts.formats import decimal
from inspector.views.balance.fields import LineSlider
from inspector.views.balance.pending_edits import PendingEdits
from inspector.views.class_look import swatch
from inspector.views.plain_text import PlainLabel
from inspector.views.shapes import Shape, draw_shape
from inspector.views.small_widgets import Card, ElidedLabel, dim_label, scrolled, small
from inspector.views.theme import GRID, SMALL_PX, font, mixed, tokens
from inspector.views.throttle import Throttle

ACT_EVERY_MS = 33  # a dragged target acts about 30 times a second
STEPS = 100  # of a share of 1
MAX_SHARE = 3
SNAP = 7  # steps round 1 where a drag snaps to it
SWATCH_PX = 14
BAR_PX = 10


def short(value: float) -> str:
    """At most six signs: 57, 41 202, 1.04 M."""
    if value >= 999_500:
        return f"{decimal(value / 1e6, 2)} M"
    return decimal(value, 0 if value >= 10 or value == round(value) else 1)


class Bar(QWidget):
    """Solid for what there is, hatched for what injections add."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(BAR_PX)
        self._shown: tuple[str, float, float] = ("#000000", 0.0, 0.0)

    def show_shares(self, colour: str, before: float, after: float) -> None:
        """Both 0..1 of the scale that all rows share."""
        if (colour, before, after) != self._shown:
            self._shown = (colour, before, after)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour, before, after = self._shown
        painter = QPainter(self)
        room, height = float(self.width()), float(self.height())
        painter.fillRect(QRectF(0, 0, room, height), QColor(mixed(tokens().line, tokens().surface, 0.55)))
        now, then = round(before * room), round(after * room)
        if before > 0:
            now = max(1, now)
        if then > now:
            added = QRectF(now, 0, then - now, height)
            painter.fillRect(added, QColor(mixed(colour, tokens().surface, 0.30)))
            painter.setBrushOrigin(QPointF(0, 0))
            painter.fillRect(added, QBrush(QColor(colour), Qt.BrushStyle.BDiagPattern))
        painter.fillRect(QRectF(0, 0, now, height), QColor(colour))
        painter.end()


class WarningLine(QWidget):
    """A triangle and a text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = small(PlainLabel())
        self._text.setFont(font(SMALL_PX))
        row = QHBoxLayout(self)
        row.setContentsMargins(SWATCH_PX + 2, 0, 0, 0)
        row.addWidget(self._text, 1)
        self.hide()

    def show_text(self, text: str) -> None:
        self._text.setText(text)
        self.setVisible(bool(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_shape(painter, QRectF(1, 4, 10, 9), Shape.TRIANGLE, tokens().warn)
        painter.end()


class ClassBar(QWidget):
    """One row. A click, Return or Space chooses its class."""

    class_chosen = Signal(int)
    share_chosen = Signal(int, float)

    def __init__(self, row: BarRow, *, is_band: bool, has_slider: bool) -> None:
        """``is_band``: one of several rows of its class, whose name is long and takes a line of its own."""
        super().__init__()
        self._row = row
        self._index = row.defect_class.index
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._swatch = PlainLabel()
        self._swatch.setFixedSize(QSize(SWATCH_PX, SWATCH_PX))
        self._name = ElidedLabel()
        self._numbers = PlainLabel()
        self._numbers.setFont(font(SMALL_PX))
        self._bar = Bar()
        name = row.defect_class.name
        self._slider = LineSlider(
            self.tr("Target of {0}").format(name), MAX_SHARE * STEPS, STEPS, snap=SNAP,
            tooltip=self.tr("How much of it is wished: 1 is as much as the others.\nHome or a double click: 1"),
        )  # fmt: skip
        self._value = PlainLabel()
        self._value.setFont(font(SMALL_PX))
        self._value.setMinimumWidth(self._value.fontMetrics().horizontalAdvance("× 0.00"))
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._counts = ElidedLabel()
        self._counts.setProperty("dim", True)
        self._counts.setFont(font(SMALL_PX))
        self._warning = WarningLine()
        grid = QGridLayout(self)
        grid.setContentsMargins(GRID + 4, 6, GRID + 4, 6)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(3)
        grid.addWidget(self._swatch, 0, 0)
        grid.addWidget(self._name, 0, 1, 1, 2 if is_band else 1)
        grid.addWidget(self._numbers, 3 if is_band else 0, 2)
        grid.addWidget(self._bar, 1, 0, 1, 3)
        target = QHBoxLayout()
        target.setContentsMargins(0, 0, 0, 0)
        target.setSpacing(GRID)
        target.addWidget(self._slider, 1)
        target.addWidget(self._value)
        grid.addLayout(target, 2, 0, 1, 3)
        self._slider.setHidden(not has_slider)
        self._value.setHidden(not has_slider)
        grid.addWidget(self._counts, 3, 0, 1, 2 if is_band else 3)
        grid.addWidget(self._warning, 4, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        self._pending: PendingEdits[int] = PendingEdits()
        self._throttle = Throttle(ACT_EVERY_MS, self)
        self._throttle.passed.connect(self._on_throttled)
        self._slider.valueChanged.connect(self._on_slider)
        self._show_look()

    def show_row(self, row: BarRow, scale: float) -> None:
        """``scale``: what the longest bar stands for."""
        before, self._row = self._row, row
        if before.defect_class != row.defect_class:
            self._show_look()
        if before.is_chosen != row.is_chosen:
            self.update()
        self._numbers.setText(f"{short(row.before)} → {short(row.after)}")
        self._bar.show_shares(row.defect_class.colour, row.before / scale, row.after / scale)
        percent = round(row.share * STEPS)
        if not self._pending.is_old(percent):
            self._pending.clear()
            self._slider.show_value(percent)
        self._show_value()
        self._counts.setText(row.counts)
        self._warning.show_text(row.warning)
        parts = (row.defect_class.name, self._numbers.text(), row.counts, row.warning)
        self.setAccessibleName(". ".join(part for part in parts if part))

    def _show_look(self) -> None:
        look = self._row.defect_class
        self._name.setText(look.name)
        self._swatch.setPixmap(swatch(look, SWATCH_PX, self.devicePixelRatio()))

    def _show_value(self) -> None:
        self._value.setText(f"× {self._slider.value() / STEPS:.2f}")

    def _on_slider(self, percent: int) -> None:
        self._show_value()
        self._pending.put(percent)
        self._throttle.put(percent / STEPS)

    def _on_throttled(self, share: float) -> None:
        self.share_chosen.emit(self._index, share)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.class_chosen.emit(self._index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.class_chosen.emit(self._index)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        if self._row.is_chosen:
            painter.fillRect(self.rect(), QColor(mixed(t.accent, t.surface, 0.10)))
            painter.fillRect(0, 0, 3, self.height(), QColor(t.accent))
        elif self.hasFocus():
            painter.fillRect(0, 0, 1, self.height(), QColor(t.accent))
        painter.end()


class ClassBars(Card):
    class_chosen = Signal(int)  # class index
    share_chosen = Signal(int, float)  # class index, 0..3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: list[ClassBar] = []
        self._keys: list[tuple[int, str]] = []
        self._in_view: tuple[int, str] | None = None
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, GRID // 2)
        self._column.setSpacing(0)
        self._column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinimumSize)  # rows are scrolled, not squeezed
        self._empty = small(dim_label(self.tr("What the dataset has of each class stands here once it is open.")))
        self._empty.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        area = self._area = scrolled(self._inside)
        head = QHBoxLayout()
        head.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID // 2)
        title = PlainLabel(self.tr("Classes"))
        title.setFont(font(is_bold=True))
        self._legend = dim_label(self.tr("now → balanced"), SMALL_PX)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._legend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(area, 1)

    def class_indices(self) -> set[int]:
        return {index for index, _name in self._keys}

    def show_rows(self, rows: Sequence[BarRow]) -> None:
        keys = [(row.defect_class.index, row.defect_class.name) for row in rows]
        if keys != self._keys:
            self._rebuild(rows)
            self._keys = keys
        scale = max((max(row.before, row.after) for row in rows), default=0.0) or 1.0
        for bar, row in zip(self._bars, rows, strict=True):
            bar.show_row(row, scale)
        chosen = next((index for index, row in enumerate(rows) if row.is_chosen), None)
        if chosen is not None and keys[chosen] != self._in_view:
            self._in_view = keys[chosen]
            # Rows have their positions once they are laid out; by then the page may be gone.
            QTimer.singleShot(0, self, self._bring_into_view)

    def _bring_into_view(self) -> None:
        if self._in_view in self._keys:
            self._area.ensureWidgetVisible(self._bars[self._keys.index(self._in_view)], 0, GRID)

    def _rebuild(self, rows: Sequence[BarRow]) -> None:
        for bar in self._bars:
            self._column.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        self._bars = []
        self._empty.setVisible(not rows)
        of_class = Counter(row.defect_class.index for row in rows)
        seen: set[int] = set()
        for index, row in enumerate(rows):
            index = row.defect_class.index
            # Size bands of one class share its target: one slider, at the first.
            bar = ClassBar(row, is_band=of_class[index] > 1, has_slider=index not in seen)
            seen.add(index)
            bar.class_chosen.connect(self.class_chosen)
            bar.share_chosen.connect(self.share_chosen)
            self._bars.append(bar)
            self._column.insertWidget(index, bar)
