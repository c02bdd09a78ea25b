"""Texts with names in them are shown as they are: Qt takes what looks like HTML for HTML, and & for a key.

All labels and tooltips of the window are made here; a test holds that.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QToolTip, QWidget


class PlainLabel(QLabel):
    """A label that shows its text and nothing else."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def plain_tip(text: str) -> str:
    """What a tooltip must be given to show ``text``."""
    return f'<span style="white-space: pre-wrap">{escape(text)}</span>' if "<" in text else text


def set_tip(widget: QWidget | QAction, text: str) -> None:
    widget.setToolTip(plain_tip(text))


def show_tip(at: QPoint, text: str, widget: QWidget, shown_within: QRect | None = None, shown_ms: int = -1) -> None:
    """``at``: on the screen. "" takes the tooltip away."""
    QToolTip.showText(at, plain_tip(text), widget, shown_within or QRect(), shown_ms)


def on_button(text: str) -> str:
    """What a button must be given to show ``text``."""
    return text.replace("&", "&&")
