"""The part of the menu under Source that lists sources which were opened before, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from inspector.screens.recent import RecentItem
from inspector.views.plain_text import on_button, set_tip

MAX_CHARACTERS = 48


class RecentMenu(QObject):
    chosen = Signal(str, object)  # path or address, SourceOptions
    forgotten = Signal(str)  # path or address, "" for all

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        menu.setToolTipsVisible(True)
        self._ours: list[QAction] = []
        self._forget: QMenu | None = None

    def show_items(self, items: Sequence[RecentItem]) -> None:
        for action in self._ours:
            self._menu.removeAction(action)
            action.deleteLater()
        self._ours = []
        if self._forget is not None:
            self._forget.deleteLater()
            self._forget = None
        if not items:
            return
        self._ours.append(self._menu.addSeparator())
        forget = self._forget = QMenu(self.tr("Forget"), self._menu)
        for item in items:
            action = self._menu.addAction(_short(item))
            set_tip(action, item.text)
            action.triggered.connect(lambda _checked=False, one=item: self.chosen.emit(one.text, one.options))
            self._ours.append(action)
            gone = forget.addAction(_short(item))
            set_tip(gone, item.text)
            gone.triggered.connect(
                lambda _checked=False, one=item: self.forgotten.emit(one.text), Qt.ConnectionType.QueuedConnection
            )
        forget.addSeparator()
        every = forget.addAction(self.tr("All of them"))
        every.triggered.connect(lambda _checked=False: self.forgotten.emit(""), Qt.ConnectionType.QueuedConnection)
        self._ours.append(self._menu.addMenu(forget))


def _short(item: RecentItem) -> str:
    name = item.name
    return on_button(name if len(name) <= MAX_CHARACTERS else f"{name[: MAX_CHARACTERS - 1]}…")
