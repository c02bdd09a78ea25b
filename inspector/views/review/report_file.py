"""Where the report of a piece is to be written, and as what."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFileDialog, QWidget

from inspector.core.untrusted import file_name_fault
from inspector.texts import report as texts
from inspector.views.field_dialog import file_dialog
from inspector.views.last_folders import FileKind

_SUFFIXES = {texts.PDF_FILES: "pdf", texts.CSV_FILES: "csv", texts.XLSX_FILES: "xlsx"}


def ask_report_file(page: QWidget, piece: str, chosen: Callable[[str], object]) -> None:
    """Cancelling answers nothing."""
    dialog = file_dialog(page, texts.ASK_FILE.translated(), FileKind.REPORTS)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    suffixes = {text.translated(): suffix for text, suffix in _SUFFIXES.items()}
    dialog.setNameFilters(list(suffixes))
    dialog.setDefaultSuffix("pdf")
    dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(suffixes.get(name, "pdf")))
    name = texts.FILE_NAME.translated(piece=piece)
    dialog.selectFile("report" if file_name_fault(name) else name)
    dialog.fileSelected.connect(chosen)
    dialog.open()
