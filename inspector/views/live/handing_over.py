"""What leaves a page for another program: a picture on the clipboard, rows in a file."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from inspector.core.untrusted import file_name_fault
from inspector.texts.review import CSV_FILES, EXPORT_DEFECTS, EXPORT_NAME, EXPORT_NAME_OF
from inspector.views.field_dialog import file_dialog
from inspector.views.last_folders import FileKind


def put_on_clipboard(rgb: npt.NDArray[np.uint8]) -> None:
    """(H, W, 3)."""
    height, width = rgb.shape[:2]
    pixels = np.ascontiguousarray(rgb)
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    QGuiApplication.clipboard().setImage(image.copy())  # its own pixels: ours go


def ask_export_file(page: QWidget, chosen: Callable[[str], object], *, piece: str = "", when: str = "") -> None:
    """Ask where rows are to be written; cancelling answers nothing. ``piece`` and ``when`` it began name the file."""
    dialog = file_dialog(page, EXPORT_DEFECTS.translated(), FileKind.EXPORTS)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters([CSV_FILES.translated()])
    dialog.setDefaultSuffix("csv")
    dialog.selectFile(_file_name(piece, when))
    dialog.fileSelected.connect(chosen)
    dialog.open()


def _file_name(piece: str, when: str) -> str:
    """A piece may be called what no file can be."""
    spelled = EXPORT_NAME_OF.translated(piece=piece, when=when)
    kept = "".join("-" if char in '/\\:*?"<>|' else char for char in spelled).strip()
    return EXPORT_NAME.translated() if not piece or file_name_fault(kept) else f"{kept}.csv"
