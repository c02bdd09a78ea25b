"""Every text that a window shows, for tests of languages: of widgets, their tooltips and names, and painted ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QSpinBox,
    QWidget,
)

_MARKED = re.compile(r"⟦[^⟦⟧]*(⟧|…$)")  # what was elided has lost its end
_PATTERN = re.compile(r"\*\.\w+|\[[a-z_]+\.[a-z_]+\]")  # of file names; the code of a message
_WORD = re.compile(r"[^\W\d_]{2,}")  # one letter is a key or a unit
_CUT = re.compile(r"(\w+)…")


def unmarked_words(text: str, data: set[str]) -> list[str]:
    """Words of ``text`` that no translator has seen: outside ⟦…⟧, and no ``data`` (names, units), whole or cut."""
    before, text = None, _PATTERN.sub(" ", text)
    while before != text:  # marks in marks
        before, text = text, _MARKED.sub(" ", text)
    for name in sorted(data, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    text = _CUT.sub(lambda cut: " " if any(name.startswith(cut[1]) for name in data) else cut[0], text)
    return _WORD.findall(text)


def texts_of(window: QWidget) -> Iterator[tuple[str, str]]:
    """(where, text) of every widget that can be seen."""
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        where = type(widget).__name__
        yield where, widget.toolTip()
        yield where, widget.accessibleName()
        yield where, widget.accessibleDescription()
        if widget.isWindow():
            yield where, widget.windowTitle()
        if isinstance(widget, QLabel | QAbstractButton):
            yield where, widget.text()
        elif isinstance(widget, QComboBox):
            yield from ((where, widget.itemText(row)) for row in range(widget.count()))
        elif isinstance(widget, QLineEdit):
            yield where, widget.placeholderText()
        elif isinstance(widget, QSpinBox):
            yield where, widget.prefix() + widget.suffix() + widget.specialValueText()
        elif isinstance(widget, QListWidget):
            yield from ((where, widget.item(row).text()) for row in range(widget.count()))
        elif isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            yield from ((where, text) for text in _texts_in(model))
    for action in window.actions():
        yield "QAction", action.text()
        yield "QAction", action.toolTip()


def _texts_in(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for column in range(model.columnCount(QModelIndex())):
        yield str(model.headerData(column, Qt.Orientation.Horizontal, roles[0]) or "")
        for row in range(min(5, model.rowCount(QModelIndex()))):
            yield from (str(model.data(model.index(row, column), role) or "") for role in roles)


@contextmanager
def painted_texts(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collects what is painted with QPainter.drawText meanwhile."""
    painted: list[str] = []
    draws = QPainter.drawText

    def drawn(painter: QPainter, *arguments: Any) -> Any:
        painted.extend(one for one in arguments if isinstance(one, str))
        return draws(painter, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(QPainter, "drawText", drawn)
        yield painted
