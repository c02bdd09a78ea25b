"""A page of the manual on A4, as PDF. Any thread may draw; needs a QGuiApplication, and no display."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from inspector.screens.manual import ManualPage
from inspector.texts.report import PAGE_OF
from inspector.views.manual.document import Ink, made_document
from inspector.views.report.paper import DIM, DPI, LINE, PALE, TEXT, first_family

MARGIN_MM = 14.0
SCALE = DPI / 96
FOOT_PX = 26  # below the text: title and number
FOOT_TEXT_PX = 10
PAPER = Ink(TEXT, "#1769B5", LINE, PALE, 12, (21, 15, 13), 5.5, 620)


def manual_pdf(page: ManualPage, pictures: Mapping[str, QImage], made_by: str) -> bytes:
    dispatcher = QEventLoop()  # Qt's layout starts a timer, for which a thread that is none of Qt's has no place
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    a4 = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(a4, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    writer.setTitle(page.title)
    writer.setCreator(made_by)
    base = QFont(first_family())
    document = made_document(page, pictures, PAPER, base)
    document.setDocumentMargin(0)
    document.setUseDesignMetrics(True)
    painter = QPainter(writer)
    try:
        painter.scale(SCALE, SCALE)
        _draw(document, writer, painter, QFont(base), f"{page.title}  ·  {made_by}")
    finally:
        painter.end()
        buffer.close()
    del document, dispatcher
    return bytes(content.data())


def _draw(document: QTextDocument, writer: QPdfWriter, painter: QPainter, small: QFont, foot: str) -> None:
    width, height = writer.width() / SCALE, writer.height() / SCALE - FOOT_PX
    document.setPageSize(QSizeF(width, height))
    small.setPixelSize(FOOT_TEXT_PX)
    n_pages = document.pageCount()
    for index in range(n_pages):
        if index:
            writer.newPage()
        painter.save()
        painter.translate(0, -index * height)
        document.drawContents(painter, QRectF(0, index * height, width, height))
        painter.restore()
        painter.setFont(small)
        painter.setPen(QColor(DIM))
        line = QRectF(0, height, width, FOOT_PX)
        number = PAGE_OF.translated(page=index + 1, pages=n_pages)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, foot)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, number)
