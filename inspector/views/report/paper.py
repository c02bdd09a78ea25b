"""Paper: its size and margins, fonts and inks. Lengths are in dots of the PDF, of which DPI make an inch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QFont, QFontDatabase, QFontMetricsF, QPaintDevice, QPainter, QPen, QPolygonF

from inspector.core.defect import Severity
from inspector.screens.report import Tone

DPI = 600
MARGIN_MM = 15.0
TEXT, DIM, LINE, STRONG, PALE = "#1B1F24", "#5B6570", "#C9CFD7", "#5B6570", "#F1F3F5"
INKS = {Tone.PLAIN: TEXT, Tone.DIM: DIM, Tone.WARN: "#8A5000", Tone.STOP: "#B71C1C"}
# One of these is on every system; the same one in the window and without a display.
_FAMILIES = ("DejaVu Sans", "Segoe UI", "Helvetica Neue", "Arial", "Noto Sans", "Liberation Sans")


def mm(value: float) -> float:
    return value * DPI / 25.4


def pt(value: float) -> float:
    return value * DPI / 72


@dataclass(frozen=True, slots=True)
class Type:
    """A font and how large it is."""

    font: QFont
    metrics: QFontMetricsF

    @property
    def line(self) -> float:
        """From one line to the next."""
        return self.metrics.height() * 1.12

    def lines(self, text: str, width: float) -> list[str]:
        """The text in lines that are no wider; a word that is wider is broken."""
        return [line for part in text.split("\n") for line in self._wrapped(part, width)]

    def _wrapped(self, text: str, width: float) -> list[str]:
        if self.metrics.horizontalAdvance(text) <= width:
            return [text]
        lines, line = [], ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if self.metrics.horizontalAdvance(longer) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            while self.metrics.horizontalAdvance(word) > width and len(word) > 1:
                n = self._n_fitting(word, width)
                lines.append(word[:n])
                word = word[n:]
            line = word
        return [*lines, line]

    def _n_fitting(self, word: str, width: float) -> int:
        n = 1
        while n < len(word) and self.metrics.horizontalAdvance(word[: n + 1]) <= width:
            n += 1
        return n


class Types:
    """The fonts of a report, measured as the paper's writer will set them."""

    def __init__(self, device: QPaintDevice) -> None:
        self.title = _type(device, 17, is_bold=True)
        self.heading = _type(device, 11.5, is_bold=True)
        self.banner = _type(device, 19, is_bold=True)
        self.text = _type(device, 8.5)
        self.strong = _type(device, 8.5, is_bold=True)
        self.small = _type(device, 7)
        self.small_strong = _type(device, 7, is_bold=True)


def _type(device: QPaintDevice, points: float, *, is_bold: bool = False) -> Type:
    font = QFont(first_family())
    font.setPixelSize(round(pt(points)))
    font.setBold(is_bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return Type(font, QFontMetricsF(font, device))


@lru_cache(maxsize=1)
def first_family() -> str:
    known = set(QFontDatabase.families())
    return next((name for name in _FAMILIES if name in known), QFont().family())


def severity_mark(painter: QPainter, centre: QPointF, size: float, severity: Severity, colour: str) -> None:
    """The more corners, the louder: ring or disc, triangle, square; in the class's colour, with a dark edge."""
    half = size / 2
    painter.setPen(QPen(QColor(TEXT), size / 12))
    painter.setBrush(QBrush(QColor(colour)))
    if severity is Severity.CRITICAL:
        painter.drawRect(QRectF(centre.x() - half, centre.y() - half, size, size))
    elif severity is Severity.MAJOR:
        corners = ((0, -half), (half, half), (-half, half))
        painter.drawPolygon(QPolygonF([QPointF(centre.x() + x, centre.y() + y) for x, y in corners]))
    else:
        if severity is Severity.NONE:
            painter.setBrush(QBrush(QColor("white")))
            painter.setPen(QPen(QColor(colour), size / 6))
        painter.drawEllipse(centre, half * 0.75, half * 0.75)
