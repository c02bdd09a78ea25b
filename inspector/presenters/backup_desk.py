"""Backups on the Settings page: one job at a time, its progress, its cancel, and what came of it in words.

Runs on the Qt thread and never waits. It imports no widget.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.audit import utc_now
from inspector.core.messages import Message, Tier
from inspector.jobs.job import OPEN, JobProgress, JobState, JobStatus
from inspector.screens.settings_page import BackupState
from inspector.session import Session
from inspector.texts import settings as texts
from inspector.texts.messages import message_text
from inspector.texts.progress import progress_text
from inspector.workers.job_worker import JobWorker

if TYPE_CHECKING:
    from inspector.views.settings.settings_page import SettingsPage

log = logging.getLogger("inspector.settings")

MB = 1_000_000
END_S = 20.0


class BackupDesk:
    def __init__(self, page: SettingsPage, session: Session) -> None:
        self._page, self._session = page, session
        self._worker = JobWorker()
        self._worker.status_changed.connect(self._moved)
        page.back_up_wished.connect(self.back_up)
        page.verify_wished.connect(self.verify)
        page.restore_wished.connect(self.restore)
        page.backup_cancelled.connect(self._worker.cancel)

    @property
    def is_busy(self) -> bool:
        return self._worker.is_busy

    def refresh(self) -> None:
        if not self._worker.is_busy:
            self._show()

    def end(self) -> bool:
        return self._worker.end(END_S)

    def back_up(self, file: str, parts: tuple[str, ...]) -> None:
        session = self._session

        def work(progress: JobProgress) -> Message:
            from inspector.backup.archive import BackupPart
            from inspector.backup.making import back_up_workspace
            from inspector.backup.told import made_told

            named = [BackupPart(one) for one in parts]
            return made_told(back_up_workspace(session.open_workspace(), Path(file), named, _in_mb(progress)))

        self._start(texts.BACKING_UP.translated(), work)

    def verify(self, file: str) -> None:
        def work(progress: JobProgress) -> Message:
            from inspector.backup.archive import verify_backup
            from inspector.backup.told import check_told

            return check_told(Path(file), verify_backup(Path(file), _in_mb(progress)))

        self._start(texts.VERIFYING.translated(), work)

    def restore(self, file: str, folder: str) -> None:
        def work(progress: JobProgress) -> Message:
            from inspector.backup.restoring import restore_workspace
            from inspector.backup.told import restored_told

            return restored_told(Path(file), restore_workspace(Path(file), Path(folder), _in_mb(progress)))

        self._start(texts.RESTORING.translated(), work)

    # inside

    def _start(self, name: str, work: Callable[[JobProgress], Message]) -> None:
        if self._worker.can_start:
            self._worker.start(name, work, done=self._told)

    def _told(self, told: Message) -> None:
        text = message_text(told)
        line = f"{text.line} {text.next_step}".strip()
        log.info("%s", told.to_json())
        is_fault = text.tier is Tier.STOP
        self._show(fault=line if is_fault else "", outcome="" if is_fault else line)

    def _moved(self, status: JobStatus) -> None:
        if status.state in OPEN:
            name = texts.CANCELLING_BACKUP.translated() if status.is_cancelling else status.name
            self._show(work=progress_text(name, status.done, status.total, status.seconds_left), share=status.share)
        elif status.state is not JobState.DONE and status.reason is not None:
            text = message_text(status.reason)
            self._show(fault=f"{text.line} {text.next_step}".strip())

    def _show(self, *, work: str = "", share: float | None = None, outcome: str = "", fault: str = "") -> None:
        from inspector.backup.archive import SUFFIX

        workspace = self._session.workspace
        folder = workspace.folder.resolve().name if workspace is not None else "workspace"
        name = f"{folder}-{utc_now():%Y%m%dT%H%M%S}Z{SUFFIX}"
        self._page.show_backups(BackupState(name, SUFFIX, work, share, outcome, fault))


def _in_mb(progress: JobProgress) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        progress.report(done // MB, max(1, total // MB) if total else None)

    return report
