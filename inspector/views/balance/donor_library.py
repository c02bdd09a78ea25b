"""The donors of the chosen class as a strip of tiles. Painted where it is seen only: 20,000 cost what ten do.

A changed donor is renewed in its place, also where the order or the filter would now move it: nothing jumps under
the hand. The next choice of order or filter puts it right.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.balance import LibraryItem
from inspector.texts.formats import number
from inspector.texts.progress import DONE_OF
from inspector.views.action_set import ActionSet
from inspector.views.balance.donor_picture import donor_pixmap
from inspector.views.balance.fields import FIELD_PX
from inspector.views.icons import icon
from inspector.views.shapes import Shape, draw_shape
from inspector.views.small_widgets import Card, action_button, dim_label
from inspector.views.theme import GRID, RADIUS, SMALL_PX, font, mixed, tokens

PICTURE_PX = 72
CAPTION_PX = 18
TILE_WIDTH = 96  # with the gap to the next
TILE_HEIGHT = PICTURE_PX + CAPTION_PX + 10
BAR_PX = 12
MAX_PICTURES = 400  # kept painted; more than any screen shows
STAR_PX = 20  # the corner that is clicked
HEAD_PX = 132
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

ORDERS: dict[str, Callable[[LibraryItem], tuple[int, int]]] = {
    "largest": lambda item: (0, -item.area_px),
    "smallest": lambda item: (0, item.area_px),
    "flagged": lambda item: (-len(item.flags), -item.area_px),
}
FILTERS: dict[str, Callable[[LibraryItem], bool]] = {
    "all": lambda _item: True,
    "flagged": lambda item: bool(item.flags),
    "excluded": lambda item: item.is_excluded,
    "favourites": lambda item: item.is_favourite,
}


class DonorStrip(QAbstractScrollArea):
    """Tiles from left to right; the star in a tile's corner marks a favourite."""

    donor_chosen = Signal(str)
    donor_favoured = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Donors"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(TILE_HEIGHT + BAR_PX)
        self.setMinimumWidth(2 * TILE_WIDTH)
        self.horizontalScrollBar().setSingleStep(TILE_WIDTH // 2)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self._items: list[LibraryItem] = []
        self._places: dict[str, int] = {}
        self._chosen: str | None = None
        self._hovered: int | None = None
        self._empty_words = ""
        self._pictures: OrderedDict[int, tuple[LibraryItem, QPixmap]] = OrderedDict()  # by id of the item it keeps

    def show_items(self, items: Sequence[LibraryItem], empty_words: str) -> None:
        self._items = list(items)
        self._places = {item.key: place for place, item in enumerate(self._items)}
        self._empty_words = empty_words
        self._hovered = None
        self._refresh_range()
        self.viewport().update()

    def change_item(self, item: LibraryItem) -> None:
        place = self._places.get(item.key)
        if place is not None:
            self._items[place] = item
            self.viewport().update()

    def select(self, key: str | None) -> None:
        """Mark a donor and bring it into view."""
        self._chosen = key
        place = self._places.get(key or "")
        if place is not None:
            self._bring_into_view(place)
        self.viewport().update()

    def items(self) -> list[LibraryItem]:
        """In the order shown."""
        return list(self._items)

    def box_of(self, key: str) -> QRect:
        """Where a tile lies in the viewport, also when scrolled out of it."""
        return self._box(self._places[key])

    def n_pictures(self) -> int:
        """Tiles that have been made into pictures and are kept."""
        return len(self._pictures)

    def sizeHint(self) -> QSize:
        return QSize(6 * TILE_WIDTH, TILE_HEIGHT + BAR_PX)

    def _box(self, place: int) -> QRect:
        left = place * TILE_WIDTH - self.horizontalScrollBar().value()
        return QRect(left, 0, TILE_WIDTH - GRID, TILE_HEIGHT)

    def _place_at(self, x: float) -> int | None:
        place = int((x + self.horizontalScrollBar().value()) // TILE_WIDTH)
        return place if 0 <= place < len(self._items) else None

    def _star_box(self, place: int) -> QRect:
        box = self._box(place)
        return QRect(box.right() - STAR_PX - 2, box.top() + 3, STAR_PX, STAR_PX)

    def _bring_into_view(self, place: int) -> None:
        bar = self.horizontalScrollBar()
        left = place * TILE_WIDTH
        if left < bar.value():
            bar.setValue(left)
        elif left + TILE_WIDTH > bar.value() + self.viewport().width():
            bar.setValue(left + TILE_WIDTH - self.viewport().width())

    def _refresh_range(self) -> None:
        bar = self.horizontalScrollBar()
        bar.setRange(0, max(0, len(self._items) * TILE_WIDTH - GRID - self.viewport().width()))
        bar.setPageStep(max(1, self.viewport().width()))

    def _choose(self, place: int) -> None:
        key = self._items[place].key
        self.select(key)
        self.donor_chosen.emit(key)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh_range()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - round(turned / 120 * TILE_WIDTH))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().x())
        if event.button() is not Qt.MouseButton.LeftButton or place is None:
            return
        if self._star_box(place).contains(event.position().toPoint()):
            item = self._items[place]
            self.donor_favoured.emit(item.key, not item.is_favourite)
        else:
            self._choose(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._place_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the end of a press that was ours

    def _hover(self, place: int | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self.viewport().update()

    def event(self, event: QEvent) -> bool:
        # While the strip has the focus Left and Right go along it, though they are also the page's.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _MOVES
            and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self._places.get(self._chosen or "")
        last = len(self._items) - 1
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        key = Qt.Key(event.key())
        if last < 0:
            super().keyPressEvent(event)
        elif key in ends:
            self._choose(ends[key])
        elif key in _MOVES:
            self._choose(0 if here is None else min(last, max(0, here + _MOVES[key])))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._place_at(event.pos().x())
            if place is None:
                words = ""
            elif self._star_box(place).contains(event.pos()):
                words = self.tr("Favourite: drawn three times as often")
            else:
                words = self._items[place].details
            QToolTip.showText(event.globalPos(), words, self)
            return True
        if event.type() is QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._items:
            painter.setPen(QColor(tokens().text_dim))
            painter.setFont(font(SMALL_PX))
            room = QRectF(4, 0, self.viewport().width() - 8, TILE_HEIGHT)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self._empty_words)
        else:
            scrolled = self.horizontalScrollBar().value()
            first = (scrolled + event.rect().left()) // TILE_WIDTH
            last = (scrolled + event.rect().right()) // TILE_WIDTH
            for place in range(max(0, first), min(len(self._items), last + 1)):
                self._paint_tile(painter, place)
        painter.end()

    def _picture(self, item: LibraryItem) -> QPixmap:
        known = self._pictures.get(id(item))
        if known is None:
            made = donor_pixmap(item.pixels, item.outline, item.defect_class, PICTURE_PX, self.devicePixelRatio())
            known = self._pictures[id(item)] = (item, made)
            if len(self._pictures) > MAX_PICTURES:
                self._pictures.popitem(last=False)
        else:
            self._pictures.move_to_end(id(item))
        return known[1]

    def _paint_tile(self, painter: QPainter, place: int) -> None:
        t = tokens()
        item, box = self._items[place], self._box(place)
        is_chosen = item.key == self._chosen
        painter.setPen(QPen(QColor(t.accent if is_chosen else t.line), 1))
        painter.setBrush(QColor(mixed(t.accent, t.surface, 0.22) if is_chosen else t.surface))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        frame = QRectF(box.left() + 8, box.top() + 6, PICTURE_PX, PICTURE_PX)
        painter.fillRect(frame, QColor(t.picture))
        picture = self._picture(item)
        half = QPointF(picture.width(), picture.height()) / picture.devicePixelRatio() / 2
        if item.is_excluded:
            painter.setOpacity(0.35)
        painter.drawPixmap((frame.center() - half).toPoint(), picture)
        painter.setOpacity(1.0)
        if item.is_excluded:  # crossed out, not only dim
            for colour, thick in ((QColor(t.picture), 4.0), (QColor(t.text), 1.5)):
                painter.setPen(QPen(colour, thick))
                painter.drawLine(frame.topLeft(), frame.bottomRight())
                painter.drawLine(frame.topRight(), frame.bottomLeft())
        if item.flags:
            sign = _ground(painter, QRect(box.left() + 3, box.top() + 3, STAR_PX, STAR_PX))
            draw_shape(painter, sign.adjusted(5, 5, -5, -6), Shape.TRIANGLE, t.warn)
        self._paint_star(painter, place, item)
        words = QRectF(box.left() + 6, frame.bottom() + 1, box.width() - 8, CAPTION_PX)
        painter.setFont(font(SMALL_PX))
        painter.setPen(QColor(t.text_dim if item.is_excluded else t.text))
        shown = painter.fontMetrics().elidedText(item.caption, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_star(self, painter: QPainter, place: int, item: LibraryItem) -> None:
        """Filled for a favourite; an empty one shows under the mouse where to click."""
        if not item.is_favourite and place != self._hovered:
            return
        star = _ground(painter, self._star_box(place))
        name = "favourite-set" if item.is_favourite else "favourite"
        icon(name, 16).paint(painter, star.toRect().adjusted(2, 2, -2, -2))


def _ground(painter: QPainter, box: QRect) -> QRectF:
    """A small card under a sign, so that it is seen on any steel."""
    ground = QColor(tokens().surface)
    ground.setAlphaF(0.85)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4, 4)
    return QRectF(box)


class DonorLibrary(Card):
    donor_chosen = Signal(str)
    donor_favoured = Signal(str, bool)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, LibraryItem] = {}
        self._chosen: str | None = None
        self._strip = DonorStrip()
        self._strip.donor_chosen.connect(self._on_chosen)
        self._strip.donor_favoured.connect(self.donor_favoured)
        title = QLabel(self.tr("Donors"))
        title.setFont(font(is_bold=True))
        self._count = dim_label("", SMALL_PX)
        self._order = self._combo(
            self.tr("Order"),
            {"largest": self.tr("largest first"), "smallest": self.tr("smallest first"),
             "flagged": self.tr("flagged first")},
        )  # fmt: skip
        self._filter = self._combo(
            self.tr("Shown"),
            {"all": self.tr("all"), "flagged": self.tr("flagged"), "excluded": self.tr("excluded"),
             "favourites": self.tr("favourites")},
        )  # fmt: skip
        head = QVBoxLayout()
        head.setSpacing(4)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(title)
        line.addStretch(1)
        line.addWidget(self._count)
        head.addLayout(line)
        head.addSpacing(2)
        head.addWidget(self._order)
        head.addWidget(self._filter)
        marks = QHBoxLayout()
        marks.setSpacing(2)
        for action_id in ("balance.exclude", "balance.favour"):
            button = action_button(actions.qaction(action_id), size_px=18)
            button.setFixedSize(32, FIELD_PX)
            marks.addWidget(button)
        marks.addStretch(1)
        head.addLayout(marks)
        head.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID + 4, GRID, GRID + 4, 4)
        row.setSpacing(2 * GRID)
        row.addLayout(head)
        row.addWidget(self._strip, 1, Qt.AlignmentFlag.AlignTop)
        self._arrange()

    def _combo(self, name: str, choices: dict[str, str]) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.setFixedSize(HEAD_PX, FIELD_PX)
        for key, words in choices.items():
            combo.addItem(words, key)
        combo.currentIndexChanged.connect(self._arrange)
        return combo

    @property
    def is_empty(self) -> bool:
        return not self._items

    def show_items(self, items: Sequence[LibraryItem]) -> None:
        before, self._items = self._items, {item.key: item for item in items}
        if not before.keys() & self._items.keys():  # another class: from its beginning
            self._strip.horizontalScrollBar().setValue(0)
        self._arrange()

    def change_item(self, item: LibraryItem) -> None:
        """Renew one donor where it is; an unknown one is left out."""
        if item.key in self._items:
            self._items[item.key] = item
            self._strip.change_item(item)

    def select(self, key: str | None) -> None:
        self._chosen = key
        self._strip.select(key)

    def _arrange(self) -> None:
        chosen = [item for item in self._items.values() if FILTERS[self._filter.currentData()](item)]
        chosen.sort(key=ORDERS[self._order.currentData()])
        n, n_all = len(chosen), len(self._items)
        self._count.setText(number(n) if n == n_all else DONE_OF.translated(done=n, total=n_all))
        self._strip.show_items(
            chosen,
            self.tr("None of the donors is so marked.") if n_all else self.tr("The class has no donors to show yet."),
        )
        self._strip.select(self._chosen)

    def _on_chosen(self, key: str) -> None:
        self._chosen = key
        self.donor_chosen.emit(key)
