"""Small parts that several screens share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QLabel,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTableView,
    QToolButton,
    QWidget,
)

from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.theme import ICON_PX, SMALL_PX, font, tokens

BOX_EDGE_PX = 4  # that a style leaves beside the words of a choice
DIVIDED = "divided"  # property of a splitter whose sizes somebody chose, now or before


class Card(QFrame):
    """A panel: surface, thin border, rounded corners."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)


class ElidedLabel(PlainLabel):
    """One line that ends in … where room is short; the whole text is then its tooltip."""

    def __init__(
        self, parent: QWidget | None = None, *, takes_all: bool = True,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:  # fmt: skip
        """``takes_all``: as wide as there is room; else as wide as its text where there is room. ``elide``: where what
        is left out was."""
        super().__init__(parent=parent)
        self._elide = elide
        width = QSizePolicy.Policy.Ignored if takes_all else QSizePolicy.Policy.Preferred
        self.setSizePolicy(width, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(32)

    def minimumSizeHint(self) -> QSize:
        return QSize(32, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self._refresh_tooltip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh_tooltip()

    def _refresh_tooltip(self) -> None:
        set_tip(self, self.text() if self.shown_text() != self.text() else "")

    def shown_text(self) -> str:
        return self.fontMetrics().elidedText(self.text(), self._elide, self.contentsRect().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, self.shown_text())
        painter.end()


class ElidedBox(QComboBox):
    """A choice that ends in … where room is short; Qt cuts it through a letter."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        room = field.width() - BOX_EDGE_PX - (0 if option.currentIcon.isNull() else option.iconSize.width() + 4)
        option.currentText = option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        if self.hasFocus():  # that of the style is hardly seen
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens().accent), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.end()


class SteadyLabel(PlainLabel):
    """A label that grows with its text and never shrinks, so that its neighbours stay where they are."""

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self.setMinimumWidth(max(self.minimumWidth(), super().sizeHint().width()))

    def forget_width(self) -> None:
        self.setMinimumWidth(0)


def small(label: QLabel) -> QLabel:
    """A label of the second rank that may need several lines. A long name in it is cut, and widens nothing."""
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, label.sizePolicy().verticalPolicy())
    return label


def dim_label(text: str = "", pixels: int = 0) -> QLabel:
    label = PlainLabel(text)
    label.setProperty("dim", True)
    if pixels:
        label.setFont(font(pixels))
    return label


def action_button(
    action: QAction, *, is_quiet: bool = True, has_word: bool = False, size_px: int = ICON_PX
) -> QToolButton:
    """Button of an action. A click leaves the focus where it was, so that keys go on acting on the picture."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(size_px, size_px))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.text().removesuffix("…"))
    button.setProperty("quiet", is_quiet)
    if has_word:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    return button


def show_progress(bar: QProgressBar, value: int) -> None:
    """Without painting at once, as ``setValue`` does: that costs milliseconds of the window's thread each time."""
    if value != bar.value():
        bar.setUpdatesEnabled(False)
        bar.setValue(value)
        bar.setUpdatesEnabled(True)  # painted with all else that has changed


def enable_in_place(button: QAbstractButton, is_enabled: bool, waits_at: QWidget) -> None:
    """The keys stay with a button that is disabled for a while: they wait at ``waits_at``, which does nothing, and not
    at whichever button Qt finds next, which may start something. One that had no keys before is given none."""
    if not is_enabled and button.hasFocus():
        waits_at.setFocus()
        button.setProperty("keysWait", True)
    had_keys = bool(button.property("keysWait")) and waits_at.hasFocus()
    button.setEnabled(is_enabled)
    if is_enabled:
        button.setProperty("keysWait", False)
        if had_keys:
            button.setFocus()


def scrolled(inside: QWidget) -> QScrollArea:
    """Scrolls up and down what may be longer than its room, on the ground of its card."""
    area = QScrollArea()
    area.setViewport(QWidget())  # as in ``TileStrip``
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area


def reading_table(model: QAbstractItemModel, name: str, widths: Sequence[int]) -> QTableView:
    """Rows to read, chosen whole; the last column takes the room that is left. ``widths`` of those before it, px;
    ``name`` is for a screen reader."""
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for column, width in enumerate(widths):
        header.resizeSection(column, width)
    return table


class ZoomReading(SteadyLabel):
    """The zoom of a picture in percent; as wide as its largest from the beginning."""

    def __init__(self, max_zoom: float) -> None:
        super().__init__()
        self.setFont(font(SMALL_PX))
        self.setAccessibleName(self.tr("Zoom"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.show_zoom(max_zoom)
        self.clear()

    def show_zoom(self, zoom: float) -> None:
        self.setText(f"{100 * zoom:.{0 if zoom >= 0.1 else 1}f} %")
