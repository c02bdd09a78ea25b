"""A report as PDF: blocks laid out on A4 pages, with a header and "page n of N" on each.

    ReportDocument  ->  bytes

The same report is the same bytes, whenever and wherever it is drawn with the same fonts: the dates and ids that Qt puts
in are replaced by the report's own. Qt lists fonts in the order of its hash tables, whose seed the program fixes at its
start (``cli/root.py``). Needs a QGuiApplication, and no display; any thread may draw.
"""

from __future__ import annotations

import os
import re
import sys
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QUuid
from PySide6.QtGui import QColor, QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from inspector.screens.report import ReportDocument
from inspector.views.report.blocks import Strip, line_of, space, strips_of, write
from inspector.views.report.paper import DIM, DPI, LINE, MARGIN_MM, Types, mm

_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:[^)]*\)")
_XMP = """<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<rdf:RDF><rdf:Description rdf:about="" xmp:CreatorTool="{creator}" xmp:CreateDate="{date}" xmp:ModifyDate="{date}">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end='w'?>
"""


def application_without_display() -> QGuiApplication:
    """For the command line: the application that there is, or one that needs no display."""
    existing = QGuiApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QGuiApplication(sys.argv[:1])


def pdf_of(document: ReportDocument) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    page = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    writer.setTitle(document.title)
    writer.setCreator(document.made_by)
    writer.setDocumentId(QUuid(f"{{{_uuid(document.document_id)}}}"))
    dated = document.dated.astimezone(UTC)
    xmp = _XMP.format(creator=_quoted(document.made_by), title=escape(document.title), date=_iso(dated))
    writer.setDocumentXmpMetadata(QByteArray(xmp.encode()))
    painter = QPainter(writer)
    try:
        _draw(document, writer, painter)
    finally:
        painter.end()
        buffer.close()
    return with_date(bytes(content.data()), dated)


def _uuid(hex_digits: str) -> str:
    return "-".join((hex_digits[:8], hex_digits[8:12], hex_digits[12:16], hex_digits[16:20], hex_digits[20:32]))


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _draw(document: ReportDocument, writer: QPdfWriter, painter: QPainter) -> None:
    types = Types(writer)
    width, height = float(writer.width()), float(writer.height())
    top, bottom = types.small.line + mm(3.5), height - types.small.line - mm(3)
    strips = [*_title(document, types, width)]
    for block in document.blocks:
        strips += strips_of(block, types, width)
    pages = _paginated(strips, bottom - top)
    for number, placed in enumerate(pages, 1):
        if number > 1:
            writer.newPage()
        _frame(painter, document, types, number, len(pages), width, height)
        for y, strip in placed:
            strip.draw(painter, top + y)


def _title(document: ReportDocument, types: Types, width: float) -> list[Strip]:
    lines = types.title.lines(document.title, width)
    return [*(line_of(types.title, line) for line in lines), space(2)]


def _paginated(strips: list[Strip], height: float) -> list[list[tuple[float, Strip]]]:
    """Strips with their tops, page by page. What keeps with the next goes with it, as far as a page is high."""
    pages: list[list[tuple[float, Strip]]] = [[]]
    y = 0.0
    index = 0
    while index < len(strips):
        last = index
        while strips[last].keeps_with_next and last + 1 < len(strips):
            last += 1
        together = strips[index : last + 1]
        needed = sum(strip.height for strip in together)
        if y > 0 and y + needed > height:
            pages.append([])
            y = 0.0
            head = together[0].head
            if head is not None:
                pages[-1].append((0.0, head))
                y = head.height
        for strip in together:
            pages[-1].append((y, strip))
            y += strip.height
        index = last + 1
    return pages


def _frame(
    painter: QPainter, document: ReportDocument, types: Types, page: int, n_pages: int, width: float, height: float
) -> None:
    line = types.small.line
    write(painter, types.small, 0, 0, document.header, DIM)
    write(painter, types.small, 0, height - line, document.made_by, DIM)
    text = document.page_of.replace("{page}", str(page)).replace("{pages}", str(n_pages))
    write(painter, types.small, 0, height - line, text, DIM, right=width)
    painter.setPen(QPen(QColor(LINE), mm(0.15)))
    for y in (line + mm(0.6), height - line - mm(0.8)):
        painter.drawLine(QPointF(0, y), QPointF(width, y))


def with_date(pdf: bytes, moment: datetime) -> bytes:
    """The file with this date as that of its making, in UTC; places of its objects are put right."""
    date = moment.astimezone(UTC).strftime("(D:%Y%m%d%H%M%SZ)").encode()
    shifts: list[tuple[int, int]] = []  # where, and by how much what follows moves

    def dated(found: re.Match[bytes]) -> bytes:
        new = b"/" + found[1] + b" " + date
        shifts.append((found.start(), len(new) - len(found[0])))
        return new

    start = pdf.rindex(b"startxref")
    table = pdf.rindex(b"\nxref\n", 0, start) + 1
    body = _DATE.sub(dated, pdf[:table], count=2)

    def moved(place: int) -> int:
        return place + sum(by for where, by in shifts if where < place)

    def entry(found: re.Match[bytes]) -> bytes:
        return b"%010d %s" % (moved(int(found[1])), found[2])

    rest = re.sub(rb"(\d{10}) (\d{5} n)", entry, pdf[table:start])
    return body + rest + b"startxref\n%d\n%%%%EOF\n" % moved(table)
