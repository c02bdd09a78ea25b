"""A report written to where somebody wants it: one file by its suffix, or all kinds into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from inspector.core.csv_table import CsvStyle
from inspector.core.files import write_whole
from inspector.core.messages import Code, WorkspaceError, message
from inspector.reports.document import document_of
from inspector.reports.piece_report import PieceReport
from inspector.reports.tables import defects_csv, workbook
from inspector.screens.report import ReportDocument

SUFFIXES = (".pdf", ".csv", ".xlsx")


def write_report(
    report: PieceReport, out: Path, style: CsvStyle, pdf_of: Callable[[ReportDocument], bytes]
) -> tuple[Path, ...]:
    """``out`` is a file that ends with one of SUFFIXES, else a folder, which gets one of each: report.pdf, report.csv,
    report.xlsx. ``pdf_of`` draws, which needs Qt. A file that is there is replaced.

    Raises WorkspaceError where something cannot be written.
    """
    if out.suffix.lower() in SUFFIXES and not out.is_dir():
        paths = [out]
    else:
        paths = [out / f"report{suffix}" for suffix in SUFFIXES]
    for path in paths:
        suffix = path.suffix.lower()
        if suffix == ".pdf":
            content = pdf_of(document_of(report))
        else:
            content = defects_csv(report, style) if suffix == ".csv" else workbook(report)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)
        except OSError as error:
            detail = error.strerror or str(error)
            raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(path), detail=detail)) from error
    return tuple(paths)
