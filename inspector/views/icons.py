"""Our own icons, drawn with the text colour of the theme in force.

The SVG files are read at the start; pixmaps are kept per colour, size and pixel ratio, so a changed theme costs one
drawing of each icon.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from inspector.views.theme import ICON_PX, mixed, tokens
from resources import resource


@cache
def _drawings() -> dict[str, str]:
    """All of them at once, at the first: later, while the strip runs, no file is opened for an icon."""
    return {path.stem: path.read_text(encoding="utf-8") for path in resource("icons").glob("*.svg")}


@lru_cache
def _pixmap(name: str, colour: str, size_px: int, ratio: float) -> QPixmap:
    pixels = round(size_px * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    svg = _drawings()[name].replace("currentColor", colour)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, size_px: int = ICON_PX) -> QIcon:
    """Icon in the text colour of now; ask again when the theme has changed."""
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen is not None else 1.0
    t = tokens()
    made = QIcon()
    made.addPixmap(_pixmap(name, t.text, size_px, ratio), QIcon.Mode.Normal)
    made.addPixmap(_pixmap(name, mixed(t.text_dim, t.surface, 0.55), size_px, ratio), QIcon.Mode.Disabled)
    return made
