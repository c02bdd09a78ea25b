"""A button for a gloved finger."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from inspector.views.icons import icon
from inspector.views.operator.sizes import LARGE_PX, target_px
from inspector.views.plain_text import on_button
from inspector.views.theme import font

ICON_PX = 32
AFTER_ICON = " "  # a style leaves hardly any room between it and the words


class LargeButton(QPushButton):
    """A target of at least 15 mm; pressed by a finger, no key acts on it but those of its action."""

    def __init__(
        self,
        text: str = "",
        icon_name: str = "",
        *,
        others: Sequence[str] = (),
        text_px: int = LARGE_PX,
        parent: QWidget | None = None,
    ) -> None:
        """``others``: texts that it may show later; it is wide enough for them from the beginning."""
        super().__init__(parent)
        self._text, self._icon_name = "", ""
        self._others = tuple(others)
        self.setFont(font(text_px, is_bold=True))
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_text(text)
        self.show_icon(icon_name)

    def show_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setAccessibleName(text.replace("\n", " "))
            self._write()

    def _write(self) -> None:
        self.setText(self._words(self._text))
        self._grow()

    def _words(self, text: str) -> str:
        return on_button(AFTER_ICON + text if self._icon_name else text)

    def show_text_size(self, pixels: int) -> None:
        if pixels != self.font().pixelSize():
            self.setFont(font(pixels, is_bold=True))
            self._grow()

    def show_icon(self, icon_name: str) -> None:
        if icon_name != self._icon_name:
            self._icon_name = icon_name
            self._refresh_icon()
            self._write()

    def _refresh_icon(self) -> None:
        if self._icon_name:
            self.setIcon(icon(self._icon_name, ICON_PX))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()

    def _grow(self) -> None:
        """To the widest of its texts, and to a target of the screen that it is shown on."""
        least = target_px(self)
        flag = Qt.TextFlag.TextShowMnemonic  # measured as Qt does it for a button
        now, *others = (
            self.fontMetrics().size(flag, text).width() for text in (self.text(), *map(self._words, self._others))
        )
        beside = super().sizeHint().width() - now  # icon and edges
        self.setMinimumSize(max(least, beside + max(now, *others, 0)), least)

    def sizeHint(self) -> QSize:
        """What it asks for does not change with the text that it shows now: its neighbours stand still."""
        return self.minimumSize()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._refresh_icon()
