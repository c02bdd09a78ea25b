"""What a page hands to other programs: defects as a CSV file, the picture on the screen with what was found in it.

Both are made in the background.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from inspector.core.messages import Code, Message, WorkspaceError, message
from inspector.presenters.message_board import MessageBoard
from inspector.screens.live import DefectRow, DisplayFrame

if TYPE_CHECKING:
    from inspector.core.csv_table import CsvStyle
    from inspector.presenters.frame_reader import RunsInBackground

HEADINGS = (
    *("defect_id", "class", "severity", "score", "position", "size", "along", "across", "length", "width"),
    *("size_larger", "size_smaller", "file"),
)


class TakesPictures(Protocol):
    def put_picture(self, rgb: npt.NDArray[np.uint8], /) -> None: ...


class HandingOver:
    def __init__(self, page: TakesPictures, messages: MessageBoard, background: RunsInBackground) -> None:
        self._page, self._messages, self._background = page, messages, background

    def rows_copied(self, n: int) -> None:
        self._messages.show(message(Code.COPIED_ROWS, n=n), is_answer=True)

    def copy_picture(self, frame: DisplayFrame | None) -> None:
        if frame is None:
            self._messages.show(message(Code.NO_FRAME_TO_KEEP), is_answer=True)
            return

        def copied(rgb: npt.NDArray[np.uint8]) -> None:
            self._page.put_picture(rgb)
            self._messages.show(message(Code.PICTURE_COPIED, name=frame.name), is_answer=True)

        self._background.run(lambda: with_overlay(frame), done=copied, failed=self._answer)

    def export(self, path: str, rows: Sequence[DefectRow]) -> None:
        def exported(n: int) -> None:
            self._messages.show(message(Code.DEFECTS_EXPORTED, n=n, path=path), is_answer=True)

        from inspector.presenters.report_export import spreadsheet_style  # the window's first paint needs none of it

        style = spreadsheet_style()
        self._background.run(lambda: write_defects(Path(path), rows, style), done=exported, failed=self._answer)

    def _answer(self, reason: Message) -> None:
        self._messages.show(reason, is_answer=True)


def with_overlay(frame: DisplayFrame) -> npt.NDArray[np.uint8]:
    """(H, W, 3): the whole frame with its defects."""
    from inspector.core.rendering import painted

    return painted(frame.pixels, 8, frame.overlay, frame.classes)


def write_defects(path: Path, rows: Sequence[DefectRow], style: CsvStyle | None = None) -> int:
    """One line for each, in a style that spreadsheets read: with points where none is given. Raises WorkspaceError."""
    from inspector.core.csv_table import WITH_POINTS, CsvTable
    from inspector.core.files import write_whole

    style = style or WITH_POINTS
    text = io.StringIO()
    table = CsvTable(text, style=style)
    table.write_row(HEADINGS)
    for row in rows:
        table.write_row(
            (
                *(row.defect_id, row.defect_class.name, row.severity.value, round(row.score, 4), row.position),
                *(row.size, row.along, row.across, row.length, row.width, *row.extent, row.file),
            )
        )
    try:
        write_whole(path, style.encoded(text.getvalue()))
    except OSError as error:
        detail = error.strerror or str(error)
        raise WorkspaceError(message(Code.EXPORT_FAILED, path=str(path), detail=detail)) from error
    return len(rows)
