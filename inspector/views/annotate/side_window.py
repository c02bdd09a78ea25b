"""A window of the Annotate page that concerns all labels and no frame: it stands beside the page, and goes with it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QWidget


class SideWindow(QDialog):
    def __init__(self, page: QWidget, title: str, size: QSize) -> None:
        super().__init__(page)
        self._page = page
        self.setWindowTitle(title)
        self.resize(size)

    def bring_up(self) -> None:
        self.show()
        self.raise_()
        self.activateWindow()

    def hideEvent(self, event: QHideEvent) -> None:
        """The keys act on the page again."""
        super().hideEvent(event)
        if self._page.isVisible():
            self._page.window().activateWindow()
            self._page.setFocus()
