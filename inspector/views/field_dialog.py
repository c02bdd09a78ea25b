"""Ask for one thing: a line of text, or a file. As a window of its own, or as a panel over a part of a page.

On the page with the live picture it is always a panel, over lists and never over the picture.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from inspector.views.last_folders import FileKind, LastFolders
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import dim_label
from inspector.views.theme import GRID, LARGE_PX, font, tokens


class FieldDialog(QDialog):
    """One line of text, which must not be empty, and what may follow it."""

    _place: QWidget | None = None  # that it covers as a panel; Qt asks for events while it is being built

    def __init__(
        self, parent: QWidget, title: str, label: str, hint: str, ok: str, *, beside: QWidget | None = None
    ) -> None:
        """``beside`` stands at the right of the field."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit()
        self.field.setAccessibleName(label)
        self.field.setMinimumWidth(320)
        self.field.textChanged.connect(self._refresh)
        self._fields: list[QWidget] = [self.field, *([] if beside is None else [beside])]  # in the order of Tab
        self.form = QFormLayout()
        self.form.setSpacing(GRID)
        self.form.addRow(label, self.field if beside is None else _row(self.field, beside))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(ok)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        for button in self._buttons.buttons():
            button.setAccessibleName(button.text())
        self._title = PlainLabel(title)
        self._title.setFont(font(LARGE_PX, is_bold=True))
        self._title.hide()
        about = dim_label(hint)
        about.setWordWrap(True)
        self._costs = PlainLabel()
        self._costs.setProperty("warn", True)
        self._costs.setWordWrap(True)
        self._costs.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._title)
        layout.addLayout(self.form)
        layout.addWidget(about)
        layout.addSpacing(GRID)
        layout.addWidget(self._costs)
        layout.addWidget(self._buttons)
        self._refresh()

    def show_over(self, place: QWidget) -> None:
        """As a panel of the page, over ``place``, which is of that page too."""
        self._place = place
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setAutoFillBackground(True)
        self.field.setMinimumWidth(120)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._title.show()
        place.installEventFilter(self)
        self._cover()
        self.show()
        self.raise_()
        self.field.setFocus()

    def show_costs(self, costs: str, ok: str) -> None:
        """What its button costs, over that button, and the word on it; "" for nothing."""
        self._costs.setText(costs)
        self._costs.setVisible(bool(costs))
        button = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        if button.text() != ok:
            button.setText(ok)
            button.setAccessibleName(ok)
            self._cover()

    def _cover(self) -> None:
        page, place = self.parentWidget(), self._place
        if page is not None and place is not None:
            wide = max(place.width(), self.minimumSizeHint().width())  # of a language with long words a little more
            self.move(place.mapTo(page, QPoint(place.width() - wide, 0)))
            wanted = max(self.sizeHint().height(), self.heightForWidth(wide))
            room = page.height() - self.y()  # in a small window also over what is below, which is no picture
            self.resize(wide, min(room, wanted))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._place and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._cover()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        # As a panel it shares the window's keys: what is typed here is meant for it, Escape and Space too.
        if self._place is not None and event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            is_function = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
            if not event.modifiers() & others and not is_function:
                event.accept()
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._place is not None:
            t = tokens()
            painter = QPainter(self)
            painter.setPen(QPen(QColor(t.line_strong), 1))
            painter.setBrush(QColor(t.raised))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.end()

    def add_row(self, label: str, widget: QWidget, beside: QWidget | None = None) -> int:
        """``label`` "" for a widget that says itself what it is, and takes the whole row. Returns the row's number."""
        if label:
            self.form.addRow(label, widget if beside is None else _row(widget, beside))
        else:
            self.form.addRow(widget)
        self._fields += [widget] if beside is None else [widget, beside]
        return self.form.rowCount() - 1

    def showEvent(self, event: QShowEvent) -> None:
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        chain = [*self._fields, self._buttons.button(ok), self._buttons.button(cancel)]
        for before, after in pairwise(chain):  # Qt's own order is that of creation: the buttons before the rows
            self.setTabOrder(before, after)
        super().showEvent(event)

    def text(self) -> str:
        return self.field.text().strip()

    def _refresh(self) -> None:
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(self.is_complete())

    def is_complete(self) -> bool:
        """Whether what is asked for is there."""
        return bool(self.text())


def _row(field: QWidget, beside: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID)
    row.addWidget(field, 1)
    row.addWidget(beside)
    return row


def show_beside(files: QFileDialog, place: QWidget) -> None:
    """Open the system's dialog where ``place`` is, as far as the system lets it, and hold up nothing meanwhile."""
    corner, screen = place.mapToGlobal(QPoint(0, 0)), place.screen().availableGeometry()
    left = min(corner.x(), screen.right() - files.sizeHint().width())
    files.move(max(screen.left(), left), corner.y())
    files.setModal(False)
    files.show()


def file_dialog(page: QWidget, title: str, kind: FileKind) -> QFileDialog:
    """To be opened with ``open`` or ``show_beside``; it goes when it is closed. It begins where the last file of this
    kind was chosen."""
    folders = LastFolders.of(page)
    dialog = QFileDialog(page, title, folders.start(kind))
    dialog.filesSelected.connect(lambda paths: folders.used(kind, paths[0]) if paths else None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    return dialog
