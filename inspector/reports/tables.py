"""A report as tables: CSV of its defects, and a spreadsheet of everything.

PieceReport  ->  bytes
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from inspector.core.csv_table import PLAIN, CsvStyle, CsvTable, Figure
from inspector.pipeline.output_folder import DEFECT_COLUMNS, defect_row
from inspector.reports.document import document_of
from inspector.reports.piece_report import PieceReport
from inspector.screens.report import Banner, Facts, Heading, Paragraph, Table
from inspector.texts import report as texts
from inspector.texts.messages import one_line


def defects_csv(report: PieceReport, style: CsvStyle = PLAIN) -> bytes:
    """One row for each defect, in columns as ``inspector run --out`` writes them."""
    text = io.StringIO(newline="")
    table = CsvTable(text, style=style)
    table.write_row(DEFECT_COLUMNS)
    for row in _defect_rows(report):
        table.write_row(row)
    return style.encoded(text.getvalue())


def _defect_rows(report: PieceReport) -> Iterable[list[str | int]]:
    for one in report.defects:
        row = defect_row(one.defect, report.inspection.piece_name)
        yield [row[column] for column in DEFECT_COLUMNS]


def workbook(report: PieceReport) -> bytes:
    """XLSX with sheets for the piece, its defects, what was not inspected, gaps and messages. Every text is written as
    a text: none begins a formula or becomes a link. The same report is the same bytes."""
    import xlsxwriter  # only where a spreadsheet is asked for

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"created": datetime.fromisoformat(report.ended_at).replace(tzinfo=None)})
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F1F3F5"})

    def sheet(title: str, columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> None:
        made = book.add_worksheet(title[:31])
        made.freeze_panes(1, 0)
        for column, name in enumerate(columns):
            made.write_string(0, column, name, head)
            made.set_column(column, column, max(10, min(40, len(name) + 2)))
        number = 0
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                _write(made, number, column, cell)
        made.autofilter(0, 0, max(1, number), len(columns) - 1)

    _piece_sheet(book, report, bold)
    sheet(texts.SHEET_DEFECTS.translated(), DEFECT_COLUMNS, _defect_rows(report))
    sheet(
        texts.SHEET_MISSED.translated(),
        ("lane", "frame_number", "frame", "position_m", "reason"),
        (
            (one.lane, one.frame_index, one.name, _metres(one.along_mm), one_line(one.reason) if one.reason else "")
            for one in report.missed
        ),
    )
    sheet(
        texts.SHEET_GAPS.translated(),
        ("gap", "lane", "cause", "from_m", "to_m", "n_frames", "reason"),
        (
            (
                gap.gap_id, gap.lane, gap.cause.value, _metres(gap.start_mm), _metres(gap.end_mm), gap.n_frames,
                one_line(gap.reason),
            )
            for gap in report.gaps
        ),
    )  # fmt: skip
    events = ((one.recorded_at, one_line(one.message)) for one in report.events)
    sheet(texts.SHEET_EVENTS.translated(), ("at", "message"), events)
    book.close()
    return content.getvalue()


def _metres(value_mm: float | None) -> str:
    return "" if value_mm is None else Figure(f"{value_mm / 1000:.10g}")


def _write(sheet: Any, row: int, column: int, cell: str | int) -> None:
    """A figure as a number, everything else as the text that it is. ``sheet`` is XlsxWriter's, which has no types."""
    if isinstance(cell, Figure):
        if cell:
            sheet.write_number(row, column, float(cell))
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, cell)


def _piece_sheet(book: Any, report: PieceReport, bold: Any) -> None:
    """The report's own words, but for the lists that have sheets of their own."""
    made = book.add_worksheet(texts.SHEET_PIECE.translated()[:31])
    made.set_column(0, 0, 34)
    made.set_column(1, 1, 60)
    listed = {
        text.translated() for text in (texts.DEFECTS, texts.GAPS, texts.FILES_MISSED, texts.EVENTS)
    }  # fmt: skip
    document = document_of(report)
    made.write_string(0, 0, document.title, bold)
    row, is_listed = 2, False
    for block in document.blocks:
        if isinstance(block, Heading):
            is_listed = block.text in listed
            if not is_listed:
                made.write_string(row + 1, 0, block.text, bold)
                row += 2
        elif is_listed:
            continue
        elif isinstance(block, Facts):
            for name, value in block.rows:
                made.write_string(row, 0, name)
                made.write_string(row, 1, value)
                row += 1
        elif isinstance(block, Banner):
            made.write_string(row, 0, block.word, bold)
            made.write_string(row, 1, block.text)
            row += 1
        elif isinstance(block, Paragraph):
            made.write_string(row, 0, block.text)
            row += 1
        elif isinstance(block, Table):
            for cells in (tuple(column.title for column in block.columns), *block.rows):
                for column, cell in enumerate(cells):
                    made.write_string(row, column, cell)
                row += 1
