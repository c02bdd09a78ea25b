"""Blocks of a report as strips: each has a height and draws itself. A strip is never torn between two pages."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from inspector.core.defect import Severity
from inspector.screens.report import (
    Banner,
    Block,
    Column,
    Facts,
    Heading,
    MapMark,
    Paragraph,
    Pictures,
    PieceMap,
    ReportPicture,
    Table,
    Tone,
)
from inspector.texts.formats import PARTS_THOUSANDS
from inspector.views.report.paper import DIM, INKS, LINE, PALE, STRONG, TEXT, Type, Types, mm, severity_mark

Draw = Callable[[QPainter, float], None]  # with the strip's top


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    height: float
    draw: Draw
    keeps_with_next: bool = False  # a heading stands on no page alone
    head: Strip | None = None  # drawn again at the top of a page that begins with this strip: a table's titles


def strips_of(block: Block, types: Types, width: float) -> Iterator[Strip]:
    if isinstance(block, Heading):
        yield _heading(block, types, width)
    elif isinstance(block, Paragraph):
        yield from _paragraph(block, types, width)
    elif isinstance(block, Banner):
        yield _banner(block, types, width)
    elif isinstance(block, Facts):
        yield from _facts(block, types, width)
    elif isinstance(block, Table):
        yield from _table(block, types, width)
    elif isinstance(block, PieceMap):
        yield from _map(block, types, width)
    else:
        yield from _pictures(block, types, width)


def space(height_mm: float) -> Strip:
    return Strip(mm(height_mm), lambda painter, top: None)


def line_of(type_: Type, text: str, ink: str = TEXT) -> Strip:
    return Strip(type_.line, lambda painter, top: write(painter, type_, 0, top, text, ink))


def write(
    painter: QPainter, type_: Type, x: float, top: float, text: str, ink: str = TEXT, *, right: float | None = None
) -> None:
    """One line; with ``right`` it ends there."""
    painter.setFont(type_.font)
    painter.setPen(QColor(ink))
    if right is not None:
        x = right - type_.metrics.horizontalAdvance(text)
    painter.drawText(QPointF(x, top + type_.metrics.ascent()), text)


def _heading(block: Heading, types: Types, width: float) -> Strip:
    above, below = mm(5), mm(1.5)

    def draw(painter: QPainter, top: float) -> None:
        write(painter, types.heading, 0, top + above, block.text)
        painter.setPen(QPen(QColor(STRONG), mm(0.25)))
        y = top + above + types.heading.line + mm(0.4)
        painter.drawLine(QPointF(0, y), QPointF(width, y))

    return Strip(above + types.heading.line + mm(0.4) + below, draw, keeps_with_next=True)


def _paragraph(block: Paragraph, types: Types, width: float) -> Iterator[Strip]:
    type_ = types.strong if block.tone in (Tone.WARN, Tone.STOP) else types.text
    for line in type_.lines(block.text, width):
        yield line_of(type_, line, INKS[block.tone])
    yield space(0.6)


def _banner(block: Banner, types: Types, width: float) -> Strip:
    inside, bar = mm(3), mm(2)
    left = bar + inside
    lines = types.text.lines(block.text, width - left - inside)
    height = inside + types.banner.line + len(lines) * types.text.line + inside

    def draw(painter: QPainter, top: float) -> None:
        ink = INKS[block.tone]
        painter.setPen(QPen(QColor(ink), mm(0.3)))
        painter.setBrush(QBrush(QColor(PALE)))
        painter.drawRect(QRectF(0, top, width, height))
        painter.fillRect(QRectF(0, top, bar, height), QColor(ink))
        write(painter, types.banner, left, top + inside, block.word, ink)
        for number, line in enumerate(lines):
            write(painter, types.text, left, top + inside + types.banner.line + number * types.text.line, line)

    return Strip(height + mm(1.5), draw)


def _facts(block: Facts, types: Types, width: float) -> Iterator[Strip]:
    names = mm(46)
    for name, value in block.rows:
        yield _fact(types.small.lines(name, names - mm(2)), types.text.lines(value, width - names), types, names)


def _fact(names: list[str], lines: list[str], types: Types, indent: float) -> Strip:
    def draw(painter: QPainter, top: float) -> None:
        drop = types.text.metrics.ascent() - types.small.metrics.ascent()  # on one base line
        for number, line in enumerate(names):
            write(painter, types.small, 0, top + drop + number * types.small.line, line, DIM)
        for number, line in enumerate(lines):
            write(painter, types.text, indent, top + number * types.text.line, line)

    return Strip(max(len(lines) * types.text.line, len(names) * types.small.line) + mm(0.5), draw)


# Tables


def _table(block: Table, types: Types, width: float) -> Iterator[Strip]:
    shares = sum(column.share for column in block.columns)
    widths = [width * column.share / shares for column in block.columns]
    lefts = [sum(widths[:number]) for number in range(len(widths))]
    inside = mm(0.9)
    places = list(zip(block.columns, lefts, widths, strict=True))
    head = _table_row([column.title for column in block.columns], places, types.small_strong, inside, is_head=True)
    yield head
    for row in block.rows:
        strip = _table_row(row, places, types.small, inside)
        yield Strip(strip.height, strip.draw, head=head)
    yield space(1)


def _table_row(
    cells: list[str] | tuple[str, ...], places: list[tuple[Column, float, float]], type_: Type, inside: float,
    *, is_head: bool = False,
) -> Strip:  # fmt: skip
    lines = [type_.lines(cell, wide - 2 * inside) for cell, (_, _, wide) in zip(cells, places, strict=True)]
    height = max(map(len, lines)) * type_.line + mm(0.7)
    right = places[-1][1] + places[-1][2]

    def draw(painter: QPainter, top: float) -> None:
        if is_head:
            painter.fillRect(QRectF(0, top, right, height), QColor(PALE))
        painter.setFont(type_.font)
        painter.setPen(QColor(TEXT))
        ascent = top + mm(0.35) + type_.metrics.ascent()
        for wrapped, (column, left, wide) in zip(lines, places, strict=True):
            for number, line in enumerate(wrapped):
                x = left + inside
                if column.is_number:
                    x = left + wide - inside - type_.metrics.horizontalAdvance(line)
                painter.drawText(QPointF(x, ascent + number * type_.line), line)
        painter.setPen(QPen(QColor(STRONG if is_head else LINE), mm(0.25 if is_head else 0.1)))
        painter.drawLine(QPointF(0, top + height), QPointF(right, top + height))

    return Strip(height, draw, keeps_with_next=is_head)


# The map

MAX_ROWS = 6  # into which a long piece is cut


def _map(block: PieceMap, types: Types, width: float) -> Iterator[Strip]:
    """To scale along; across it is stretched, and both scales are written down."""
    room = width - mm(12)  # at the left, for the scale across
    # As many rows as keep what is across from being stretched more than needed.
    along = block.length * (1000 if block.along_unit == "m" else 1)
    n_rows = min(MAX_ROWS, max(1, math.floor(math.sqrt(along / max(block.width, 1e-9) * mm(24) / room))))
    each = block.length / n_rows
    per_row: list[list[MapMark]] = [[] for _ in range(n_rows)]
    for one in block.marks:
        first = int(max(0.0, one.along - one.length / 2) / each)
        last = int(max(0.0, one.along + one.length / 2) / each)
        for row in range(min(first, n_rows - 1), min(last, n_rows - 1) + 1):
            per_row[row].append(one)
    for row in range(n_rows):
        yield _map_row(block, per_row[row], row * each, (row + 1) * each, types, room)
    yield from _legend(block, types, width)


def _map_row(block: PieceMap, marks: list[MapMark], start: float, end: float, types: Types, room: float) -> Strip:
    left, high = mm(12), mm(24)
    scale, stretch = room / (end - start), high / block.width

    def draw(painter: QPainter, top: float) -> None:
        frame = QRectF(left, top, room, high)
        painter.fillRect(frame, QColor(PALE))
        painter.save()
        painter.setClipRect(frame)
        for gap_start, gap_end in block.gaps:
            if gap_end > start and gap_start < end:
                wide = max((gap_end - gap_start) * scale, mm(0.4))
                _hatched(painter, QRectF(left + (gap_start - start) * scale, top, wide, high))
        for one in marks:
            _extent(painter, one, left + (one.along - start) * scale, top + one.across * stretch, scale, stretch)
        painter.restore()
        for one in marks:
            if start <= one.along <= end:
                centre = QPointF(left + (one.along - start) * scale, top + one.across * stretch)
                severity_mark(painter, centre, mm(1.9), one.severity, one.colour)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(STRONG), mm(0.2)))
        painter.drawRect(frame)
        write(painter, types.small, 0, top, f"0 {block.across_unit}", DIM, right=left - mm(1))
        bottom = top + high - types.small.line
        write(painter, types.small, 0, bottom, _figures(round(block.width, 1)), DIM, right=left - mm(1))
        for tick in _ticks(start, end):
            x = left + (tick - start) * scale
            painter.setPen(QPen(QColor(STRONG), mm(0.2)))
            painter.drawLine(QPointF(x, top + high), QPointF(x, top + high + mm(1)))
            text = f"{_figures(tick)} {block.along_unit}"
            wide = types.small.metrics.horizontalAdvance(text)
            x = min(max(x - wide / 2, left), left + room - wide)
            write(painter, types.small, x, top + high + mm(1.1), text, DIM)

    return Strip(high + mm(1.1) + types.small.line + mm(1.5), draw)


def _extent(painter: QPainter, one: MapMark, x: float, y: float, scale: float, stretch: float) -> None:
    """What a large defect covers; others show through."""
    painter.setPen(QPen(QColor(one.colour), mm(0.15)))
    faint = QColor(one.colour)
    faint.setAlphaF(0.4)
    painter.setBrush(QBrush(faint))
    wide, high = one.length * scale, one.width * stretch
    if wide > mm(1.5) or high > mm(1.5):
        painter.drawRect(QRectF(x - wide / 2, y - high / 2, max(wide, mm(0.3)), max(high, mm(0.3))))


def _hatched(painter: QPainter, box: QRectF) -> None:
    """Lines of our own: a pattern's would be as fine as the paper's dots."""
    painter.fillRect(box, QColor("#DDE1E6"))
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(QColor(STRONG), mm(0.2)))
    step, x = mm(1.5), box.left() - box.height()
    x = math.floor(x / step) * step
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
        x += step
    painter.restore()


def _ticks(start: float, end: float) -> Iterator[float]:
    """About eight round places."""
    rough = (end - start) / 8
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough * 0.999)
    for number in range(math.ceil(start / step - 1e-6), math.floor(end / step + 1e-6) + 1):
        yield round(number * step, 9)


def _figures(value: float) -> str:
    """As it is, with its thousands parted: 0.05, 120 000."""
    return f"{value:,.9g}".replace(",", PARTS_THOUSANDS)


def _legend(block: PieceMap, types: Types, width: float) -> Iterator[Strip]:
    """Colours are classes, shapes are severities, hatched is what nobody saw."""
    entries: list[tuple[str, Draw]] = []
    size = mm(2.2)

    def swatch(colour: str) -> Draw:
        return lambda painter, top: painter.fillRect(QRectF(0, top + mm(0.3), size, size), QColor(colour))

    for name, colour in block.classes:
        entries.append((name, swatch(colour)))

    def shape(severity: Severity) -> Draw:
        return lambda painter, top: severity_mark(
            painter, QPointF(size / 2, top + mm(0.3) + size / 2), size, severity, "#B8B8B8"
        )

    for severity, name in block.severities:
        entries.append((name, shape(severity)))
    if block.gaps:
        entries.append((block.gap_text, lambda painter, top: _hatched(painter, QRectF(0, top + mm(0.3), size, size))))
    x = mm(12)
    rows: list[list[tuple[float, str, Draw]]] = [[]]
    for name, sign in entries:
        wide = size + mm(1) + types.small.metrics.horizontalAdvance(name) + mm(4)
        if x + wide > width and rows[-1]:
            x = mm(12)
            rows.append([])
        rows[-1].append((x, name, sign))
        x += wide
    for row in rows:
        yield Strip(types.small.line + mm(0.6), _legend_row(row, types, size))


def _legend_row(row: list[tuple[float, str, Draw]], types: Types, size: float) -> Draw:
    def draw(painter: QPainter, top: float) -> None:
        for x, name, sign in row:
            painter.save()
            painter.translate(x, 0)
            sign(painter, top)
            painter.restore()
            write(painter, types.small, x + size + mm(1), top, name)

    return draw


# Pictures of defects

PER_ROW = 4


def _pictures(block: Pictures, types: Types, width: float) -> Iterator[Strip]:
    pictures = iter(block.pictures)
    while row := list(islice(pictures, PER_ROW)):
        yield _picture_row(row, types, width)


def _picture_row(row: list[ReportPicture], types: Types, width: float) -> Strip:
    gap, high = mm(3), mm(29)
    wide = (width - gap * (PER_ROW - 1)) / PER_ROW
    captions = [types.small.lines(one.caption, wide - mm(3.5)) for one in row]
    height = high + mm(0.8) + max(map(len, captions)) * types.small.line + mm(2.5)

    def draw(painter: QPainter, top: float) -> None:
        for number, (one, lines) in enumerate(zip(row, captions, strict=True)):
            left = number * (wide + gap)
            box = QRectF(left, top, wide, high)
            painter.fillRect(box, QColor("#2B2F36"))  # steel is judged against dark
            image = image_of(one)
            factor = min(wide / image.width(), high / image.height())
            size = image.width() * factor, image.height() * factor
            painter.drawImage(
                QRectF(left + (wide - size[0]) / 2, top + (high - size[1]) / 2, *size), image, QRectF(image.rect())
            )
            severity_mark(painter, QPointF(left + mm(1.3), top + high + mm(2.1)), mm(2), one.severity, one.colour)
            for index, line in enumerate(lines):
                write(painter, types.small, left + mm(3.5), top + high + mm(0.8) + index * types.small.line, line)

    return Strip(height, draw)


def image_of(picture: ReportPicture) -> QImage:
    pixels = np.ascontiguousarray(picture.pixels)
    height, width = pixels.shape[:2]
    is_grey = pixels.ndim == 2
    form = QImage.Format.Format_Grayscale8 if is_grey else QImage.Format.Format_RGB888
    return QImage(pixels.tobytes(), width, height, width * (1 if is_grey else 3), form).copy()
