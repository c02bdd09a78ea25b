"""A class is split, in a window of its own: crops of all instances, a rule that chooses, a hand that corrects it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inspector.core.untrusted import MAX_NAME
from inspector.screens.class_split import BY_HAND, SplitAsked, SplitState, SplitTile
from inspector.views.annotate.side_window import SideWindow
from inspector.views.class_look import swatch
from inspector.views.fields import NumberField
from inspector.views.pixels import image_over
from inspector.views.plain_text import PlainLabel, show_tip
from inspector.views.shapes import Shape, draw_shape
from inspector.views.small_widgets import ElidedBox, ElidedLabel, dim_label, small
from inspector.views.theme import GRID, RADIUS, SMALL_PX, font, mixed, tokens

WINDOW_SIZE = QSize(920, 640)
TILE_PX, CAPTION_PX, SIGN_PX = 104, 20, 14
FIELD_PX = 28
CORNER_PX = 5
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CropGrid(QAbstractScrollArea):
    """Crops in rows; only those in view are painted. A click, or Space, turns one over."""

    turned = Signal(str)  # id

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewport(QWidget())
        self._tiles: Sequence[SplitTile] = ()
        self._current = 0
        self._pressed: int | None = None

    def show_tiles(self, tiles: Sequence[SplitTile]) -> None:
        self._tiles = tiles
        self._current = max(0, min(self._current, len(tiles) - 1))
        self._refresh()

    @property
    def tiles(self) -> Sequence[SplitTile]:
        return self._tiles

    @property
    def _n_columns(self) -> int:
        return max(1, self.viewport().width() // TILE_PX)

    def tile_box(self, place: int) -> QRect:
        """In the viewport."""
        row, column = divmod(place, self._n_columns)
        height = TILE_PX + CAPTION_PX
        top = row * height - self.verticalScrollBar().value()
        return QRect(column * TILE_PX, top, TILE_PX - 4, height - 4)

    def place_at(self, at: QPoint) -> int | None:
        column = at.x() // TILE_PX
        row = (at.y() + self.verticalScrollBar().value()) // (TILE_PX + CAPTION_PX)
        place = row * self._n_columns + column
        return place if 0 <= column < self._n_columns and 0 <= place < len(self._tiles) else None

    def _refresh(self) -> None:
        n_rows = -(-len(self._tiles) // self._n_columns)
        bar, height = self.verticalScrollBar(), TILE_PX + CAPTION_PX
        bar.setRange(0, max(0, n_rows * height - self.viewport().height()))
        bar.setPageStep(max(1, self.viewport().height()))
        bar.setSingleStep(height // 2)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.place_at(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if place is not None and place == self._pressed:
            self._current = place
            self.turned.emit(self._tiles[place].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {**STEPS, Qt.Key.Key_Up: -self._n_columns, Qt.Key.Key_Down: self._n_columns}
        key = Qt.Key(event.key())
        if key in steps and self._tiles:
            self._current = max(0, min(self._current + steps[key], len(self._tiles) - 1))
            self._bring_into_view()
        elif key is Qt.Key.Key_Space and self._tiles:
            self.turned.emit(self._tiles[self._current].id)
        else:
            super().keyPressEvent(event)

    def _bring_into_view(self) -> None:
        box, bar = self.tile_box(self._current), self.verticalScrollBar()
        if box.top() < 0:
            bar.setValue(bar.value() + box.top())
        elif box.bottom() > self.viewport().height():
            bar.setValue(bar.value() + box.bottom() - self.viewport().height())
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(event.pos())
            show_tip(event.globalPos(), "" if place is None else self._tiles[place].tip, self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = TILE_PX + CAPTION_PX
        first = self.verticalScrollBar().value() // height * self._n_columns
        n_seen = (self.viewport().height() // height + 2) * self._n_columns
        for place in range(first, min(len(self._tiles), first + n_seen)):
            box = self.tile_box(place)
            if box.intersects(event.rect()):
                self._paint_tile(painter, self._tiles[place], box, is_current=place == self._current)
        painter.end()

    def _paint_tile(self, painter: QPainter, tile: SplitTile, box: QRect, *, is_current: bool) -> None:
        t = tokens()
        is_at_keys = is_current and self.hasFocus()
        painter.setPen(QPen(QColor(t.accent if tile.is_chosen or is_at_keys else t.line), 2 if is_at_keys else 1))
        painter.setBrush(QColor(mixed(t.accent, t.surface, 0.22) if tile.is_chosen else t.surface))
        painter.drawRoundedRect(box.toRectF().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        room = box.adjusted(4, 4, -4, -CAPTION_PX)
        if tile.pixels is not None:
            image = image_over(tile.pixels)
            size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            corner = room.center() - QPoint(size.width() // 2, size.height() // 2)
            painter.drawImage(QRect(corner, size), image)
            _mark_corners(painter, QRect(corner, size), tile.place)
        painter.setPen(QColor(t.text))
        painter.setFont(font(SMALL_PX))
        caption = QRect(box.left() + 6, box.bottom() - CAPTION_PX + 2, box.width() - 12 - SIGN_PX, CAPTION_PX - 2)
        painter.drawText(caption, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, tile.text)
        if tile.is_chosen:  # not by its colour alone
            sign = QRect(box.right() - SIGN_PX - 4, box.bottom() - CAPTION_PX + 4, SIGN_PX - 2, SIGN_PX - 2)
            draw_shape(painter, sign.toRectF(), Shape.TICK, t.text)


def _mark_corners(painter: QPainter, crop: QRect, place: tuple[float, float, float, float]) -> None:
    """Where the instance is: corners around it, seen on any grey, and nothing over it."""
    left, top, right, bottom = place
    box = QRectF(
        crop.left() + left * crop.width(), crop.top() + top * crop.height(), (right - left) * crop.width(),
        (bottom - top) * crop.height(),
    ).adjusted(-2, -2, 2, 2)  # fmt: skip
    across, down = (min(CORNER_PX, side / 3) for side in (box.width(), box.height()))
    lines = []
    for x, dx in ((box.left(), 1), (box.right(), -1)):
        for y, dy in ((box.top(), 1), (box.bottom(), -1)):
            corner = QPointF(x, y)
            lines += [QLineF(corner, corner + QPointF(across * dx, 0)),
                      QLineF(corner, corner + QPointF(0, down * dy))]  # fmt: skip
    for colour, width in (("#000000", 3.0), ("#FFFFFF", 1.0)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawLines(lines)


class SplitWindow(SideWindow):
    rule_asked = Signal(object)  # SplitAsked
    turned = Signal(str)  # id of a tile
    name_given = Signal(str)
    applied = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page, self.tr("Split a class"), WINDOW_SIZE)
        self._state = SplitState()
        self._swatch, self._class = PlainLabel(), ElidedLabel(takes_all=False)
        self._class.setFont(font(is_bold=True))
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setAccessibleName(self.tr("The other class"))
        self.name.setFixedHeight(FIELD_PX)
        self.name.setMinimumWidth(160)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.name.lineEdit()
        assert line is not None  # it is editable
        line.setMaxLength(MAX_NAME)
        line.setPlaceholderText(self.tr("The other class"))
        self.measure = ElidedBox()
        self.measure.setAccessibleName(self.tr("Which instances"))
        self.measure.setFixedHeight(FIELD_PX)
        self.at_least = NumberField(self.tr("From"), -1e9, 1e9, decimals=1)
        self.at_most = NumberField(self.tr("To"), -1e9, 1e9, decimals=1)
        self._to = dim_label(self.tr("to"))
        self._says = small(PlainLabel())
        self.grid = CropGrid(self.tr("Instances"))
        self.ok, self.close_button = QPushButton(self.tr("Split")), QPushButton(self.tr("Cancel"))
        for button in (self.ok, self.close_button):
            button.setAutoDefault(False)  # Enter in a field applies the field
            button.setMinimumHeight(32)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        for widget in (self._swatch, self._class, dim_label("►"), self.name):
            top.addWidget(widget)
        top.addSpacing(2 * GRID)
        for field in (self.measure, self.at_least, self._to, self.at_most):
            top.addWidget(field)
        top.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._says, 1)
        buttons.addWidget(self.ok)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(self.grid, 1)
        layout.addLayout(buttons)
        self.name.editTextChanged.connect(self.name_given)
        self.measure.activated.connect(lambda _index: self._ask_rule())
        self.at_least.valueChanged.connect(lambda _value: self._ask_rule())
        self.at_most.valueChanged.connect(lambda _value: self._ask_rule())
        self.grid.turned.connect(self.turned)
        self.ok.clicked.connect(self.applied)
        self.close_button.clicked.connect(self.hide)

    def open_anew(self) -> None:
        with QSignalBlocker(self.name):
            self.name.setCurrentIndex(-1)
            self.name.clearEditText()
        self.bring_up()
        self.name.setFocus()

    # What is shown; none of it emits

    def show_state(self, state: SplitState) -> None:
        before, self._state = self._state, state
        if state.look is not None:
            self._swatch.setPixmap(swatch(state.look, SIGN_PX, self.devicePixelRatio()))
            self._class.setText(state.look.name)
        if state.names != before.names:
            with QSignalBlocker(self.name):
                text = self.name.currentText()
                self.name.clear()
                self.name.addItems(state.names)
                self.name.setCurrentIndex(-1)
                self.name.setEditText(text)
        if state.measures != before.measures:
            self.measure.clear()
            for choice in state.measures:
                self.measure.addItem(choice.text, choice.id)
        self.measure.setCurrentIndex(self.measure.findData(state.measure))
        limits = state.limits
        for widget in (self.at_least, self._to, self.at_most):
            widget.setVisible(limits is not None)
        if limits is not None:
            for field, value in ((self.at_least, limits.at_least), (self.at_most, limits.at_most)):
                with QSignalBlocker(field):
                    field.setRange(limits.low, limits.high)
                    field.show_unit(limits.unit, limits.n_digits, 0.1)
                field.show_value(value)
        self._says.setText(state.says)
        self.grid.show_tiles(state.tiles)
        self.ok.setEnabled(state.can_apply)

    @property
    def state(self) -> SplitState:
        return self._state

    def _ask_rule(self) -> None:
        measure = str(self.measure.currentData() or BY_HAND)
        self.rule_asked.emit(SplitAsked(measure, self.at_least.value(), self.at_most.value()))
