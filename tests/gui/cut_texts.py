"""Finds what does not fit in a window: texts that are cut, widgets that lie over each other or outside their parent."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitterHandle,
    QToolButton,
    QWidget,
)

from inspector.views.small_widgets import ElidedLabel

SLACK_PX = 1


def faults_of(window: QWidget) -> list[str]:
    """One line per fault, of all that can be seen."""
    shown = [
        widget for widget in window.findChildren(QWidget)
        if widget.isVisible() and not widget.size().isEmpty() and not _is_inside_of_qt(widget)
    ]  # fmt: skip
    return [*_cut(shown), *_outside(shown), *_overlapping(shown)]


def _cut(shown: list[QWidget]) -> Iterator[str]:
    for widget in shown:
        if isinstance(widget, QLabel) and widget.text() and not isinstance(widget, ElidedLabel):
            room = widget.contentsRect()
            if widget.wordWrap():
                needed = widget.fontMetrics().boundingRect(
                    QRect(0, 0, room.width(), 10_000), Qt.TextFlag.TextWordWrap, widget.text()
                )
                is_cut = needed.height() > room.height() + SLACK_PX or needed.width() > room.width() + SLACK_PX
            else:
                is_cut = widget.sizeHint().width() > widget.width() + SLACK_PX
            if is_cut:
                yield f"cut: {_name(widget)} has {widget.width()} × {widget.height()} px"
        elif isinstance(widget, QAbstractButton) and _shows_text(widget):
            metrics = widget.fontMetrics()
            needed_px = max(map(metrics.horizontalAdvance, widget.text().split("\n"))) + _beside(widget)
            if needed_px > widget.width() + SLACK_PX:
                yield f"cut: {_name(widget)} has {widget.width()} px and needs {needed_px}"


def _outside(shown: list[QWidget]) -> Iterator[str]:
    for widget in shown:
        parent = widget.parentWidget()
        if parent is None or widget.isWindow() or _scrolls(parent):
            continue
        if not parent.rect().adjusted(-SLACK_PX, -SLACK_PX, SLACK_PX, SLACK_PX).contains(widget.geometry()):
            yield f"outside: {_name(widget)} at {_rect(widget)} of {_name(parent)} {parent.width()} × {parent.height()}"


def _overlapping(shown: list[QWidget]) -> Iterator[str]:
    by_parent: dict[QWidget, list[QWidget]] = {}
    for widget in shown:
        parent = widget.parentWidget()
        if parent is not None and not widget.isWindow() and not isinstance(widget, QSplitterHandle):
            by_parent.setdefault(parent, []).append(widget)
    for children in by_parent.values():
        for place, one in enumerate(children):
            for other in children[place + 1 :]:
                common = one.geometry().intersected(other.geometry())
                if common.width() > SLACK_PX and common.height() > SLACK_PX:
                    yield f"overlap: {_name(one)} at {_rect(one)} and {_name(other)} at {_rect(other)}"


def _beside(button: QAbstractButton) -> int:
    """Its icon or box."""
    is_under = isinstance(button, QToolButton) and (
        button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextUnderIcon
    )
    has_icon = isinstance(button, QCheckBox) or not button.icon().isNull()
    return 0 if is_under or not has_icon else button.iconSize().width() + 4


def _shows_text(button: QAbstractButton) -> bool:
    if isinstance(button, QToolButton):
        return button.toolButtonStyle() is not Qt.ToolButtonStyle.ToolButtonIconOnly and bool(button.text())
    return isinstance(button, QPushButton | QCheckBox) and bool(button.text())


def _is_inside_of_qt(widget: QWidget) -> bool:
    """Parts of a view, a field or a scroll area: Qt lays them out itself."""
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractItemView | QAbstractScrollArea | QComboBox | QAbstractSpinBox | QLineEdit)


def _scrolls(parent: QWidget) -> bool:
    above = parent.parentWidget()
    return isinstance(above, QAbstractScrollArea) or isinstance(parent, QAbstractScrollArea)


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    shown = text() if callable(text) else widget.accessibleName()
    return f"{type(widget).__name__} “{shown[:60]}”"


def _rect(widget: QWidget) -> str:
    found = widget.geometry()
    return f"({found.x()}, {found.y()}, {found.width()} × {found.height()})"
