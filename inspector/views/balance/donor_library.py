"""The donors of the chosen class as a strip of tiles.

A changed donor is renewed where it is, also where the order or the filter would now move it: nothing jumps under
the hand. The next choice of order or filter puts it right.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.balance import LibraryItem
from inspector.texts.formats import number
from inspector.texts.progress import DONE_OF
from inspector.views.action_set import ActionSet
from inspector.views.balance.donor_picture import donor_pixmap
from inspector.views.fields import FIELD_PX
from inspector.views.icons import icon
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.shapes import Shape, draw_shape
from inspector.views.small_widgets import Card, action_button, dim_label
from inspector.views.theme import GRID, SMALL_PX, font, tokens
from inspector.views.tile_strip import TileStrip, centred_corner, paint_tile_card

PICTURE_PX = 72
CAPTION_PX = 18
TILE_WIDTH = 96  # with the gap to the next
TILE_HEIGHT = PICTURE_PX + CAPTION_PX + 10
MAX_PICTURES = 400  # kept painted; more than any screen shows
STAR_PX = 20
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


class DonorStrip(TileStrip):
    """The star in a tile's corner marks a favourite."""

    donor_chosen = Signal(str)
    donor_favoured = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((TILE_WIDTH, TILE_HEIGHT), 6, parent)
        self.setAccessibleName(self.tr("Donors"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(2 * TILE_WIDTH)
        self.viewport().setMouseTracking(True)
        self._items: list[LibraryItem] = []
        self._indices: dict[str, int] = {}  # by key
        self._chosen: str | None = None
        self._hovered: int | None = None
        self._empty_text = ""
        self._pictures: OrderedDict[int, tuple[LibraryItem, QPixmap]] = OrderedDict()  # by id of the item it keeps

    def show_items(self, items: Sequence[LibraryItem], empty_text: str) -> None:
        self._items = list(items)
        self._indices = {item.key: index for index, item in enumerate(self._items)}
        self._empty_text = empty_text
        self._hovered = None
        self.refresh_tiles()

    def change_item(self, item: LibraryItem) -> None:
        index = self._indices.get(item.key)
        if index is not None:
            self._items[index] = item
            self.viewport().update()

    def select(self, key: str | None) -> None:
        """Mark a donor and bring it into view."""
        self._chosen = key
        index = self._indices.get(key or "")
        if index is not None:
            self.bring_into_view(index)
        self.viewport().update()

    def items(self) -> list[LibraryItem]:
        """In the order shown."""
        return list(self._items)

    def box_of(self, key: str) -> QRect:
        """Where a tile lies in the viewport, also when scrolled out of it."""
        return self.tile_box(self._indices[key])

    def n_pictures(self) -> int:
        """Tiles that have been made into pictures and are kept."""
        return len(self._pictures)

    def _choose(self, index: int) -> None:
        key = self._items[index].key
        self.select(key)
        self.donor_chosen.emit(key)

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().x())
        if event.button() is not Qt.MouseButton.LeftButton or index is None:
            return
        if _star_box(self.tile_box(index)).contains(event.position().toPoint()):
            item = self._items[index]
            self.donor_favoured.emit(item.key, not item.is_favourite)
        else:
            self._choose(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.index_at(event.position().x()))

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
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
        here = self._indices.get(self._chosen or "")
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
        if event.type() is QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def tooltip_of(self, index: int, position: QPoint) -> str:
        if _star_box(self.tile_box(index)).contains(position):
            return self.tr("Favourite: drawn three times as often")
        return self._items[index].details

    # Painting

    def n_tiles(self) -> int:
        return len(self._items)

    def paint_empty(self, painter: QPainter, room: QRect) -> None:
        painter.setPen(QColor(tokens().text_dim))
        painter.setFont(font(SMALL_PX))
        wraps = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(room).adjusted(4, 0, -4, 0), wraps, self._empty_text)

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

    def paint_tile(self, painter: QPainter, index: int, box: QRect) -> None:
        t = tokens()
        item = self._items[index]
        paint_tile_card(painter, box, is_chosen=item.key == self._chosen)
        frame = QRectF(box.left() + 8, box.top() + 6, PICTURE_PX, PICTURE_PX)
        painter.fillRect(frame, QColor(t.picture))
        picture = self._picture(item)
        if item.is_excluded:
            painter.setOpacity(0.35)
        painter.drawPixmap(centred_corner(frame, picture).toPoint(), picture)
        painter.setOpacity(1.0)
        if item.is_excluded:  # crossed out, not only dim
            for colour, thick in ((QColor(0, 0, 0), 4.0), (QColor(255, 255, 255), 1.5)):
                painter.setPen(QPen(colour, thick))
                painter.drawLine(frame.topLeft(), frame.bottomRight())
                painter.drawLine(frame.topRight(), frame.bottomLeft())
        if item.flags:
            sign = _ground(painter, QRect(box.left() + 3, box.top() + 3, STAR_PX, STAR_PX))
            draw_shape(painter, sign.adjusted(5, 5, -5, -6), Shape.TRIANGLE, t.warn)
        if item.is_favourite or index == self._hovered:
            _paint_star(painter, _star_box(box), is_set=item.is_favourite)
        room = QRectF(box.left() + 6, frame.bottom() + 1, box.width() - 8, CAPTION_PX)
        painter.setFont(font(SMALL_PX))
        painter.setPen(QColor(t.text_dim if item.is_excluded else t.text))
        shown = painter.fontMetrics().elidedText(item.caption, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _star_box(tile: QRect) -> QRect:
    """The corner of a tile that is clicked."""
    return QRect(tile.right() - STAR_PX - 2, tile.top() + 3, STAR_PX, STAR_PX)


def _paint_star(painter: QPainter, box: QRect, *, is_set: bool) -> None:
    """Filled for a favourite; an empty one shows under the mouse where to click."""
    ground = _ground(painter, box)
    icon("favourite-set" if is_set else "favourite", 16).paint(painter, ground.toRect().adjusted(2, 2, -2, -2))


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
        title = PlainLabel(self.tr("Donors"))
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
        set_tip(combo, name)
        combo.setFixedSize(HEAD_PX, FIELD_PX)
        for key, text in choices.items():
            combo.addItem(text, key)
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
