"""Writing the report of a piece from the window: a job, so that nothing waits for it, and an answer when it is there.

    inspection id + path  ►  gathered, drawn, written (job)  ►  "the report was written"

Whoever draws is handed in: this knows no widget, and ``views/report/pdf.py`` knows no records.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from inspector.core.csv_table import WITH_COMMAS, WITH_POINTS, CsvStyle
from inspector.core.messages import Code, Message, message
from inspector.jobs.job import JobProgress, JobState, JobStatus
from inspector.texts.report import WRITING
from inspector.workers.job_worker import JobWorker

if TYPE_CHECKING:
    from inspector.screens.report import ReportDocument
    from inspector.session import Session

Draw = Callable[["ReportDocument"], bytes]


def spreadsheet_style() -> CsvStyle:
    """Separator and decimals as the spreadsheets of this user's country have them."""
    return WITH_COMMAS if QLocale.system().decimalPoint() == "," else WITH_POINTS


class ReportExport:
    def __init__(
        self, session: Session, answer: Callable[[Message], object], draw: Draw, jobs: JobWorker | None = None
    ) -> None:
        self._session, self._answer, self._draw = session, answer, draw
        self._jobs = jobs or JobWorker()
        self._jobs.status_changed.connect(self._moved)

    @property
    def is_busy(self) -> bool:
        return self._jobs.is_busy

    def write(self, inspection_id: str, path: str) -> None:
        """``path`` ends with .pdf, .csv or .xlsx."""
        session, draw, style = self._session, self._draw, spreadsheet_style()
        name = WRITING.translated()
        if not self._jobs.can_start:
            self._answer(message(Code.WORK_BUSY, name=name))
            return

        def write(progress: JobProgress) -> None:
            from inspector.reports.files import write_report
            from inspector.reports.piece_report import gather

            workspace = session.workspace or session.open_workspace()
            progress.report(0)
            write_report(gather(workspace, inspection_id), Path(path), style, draw)

        self._jobs.start(name, write, done=lambda _: self._answer(message(Code.REPORT_MADE, path=path)))

    def end(self, timeout_s: float) -> bool:
        """True if nothing is being written any more."""
        return self._jobs.end(timeout_s)

    def _moved(self, status: JobStatus) -> None:
        if status.state is JobState.FAILED and status.reason is not None:
            self._answer(status.reason)
