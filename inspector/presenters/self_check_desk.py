"""The self-check of the window: begun, watched, cancelled, copied; shown on the Settings page and in the first steps.

    check ► a job of its own ► each finding as it comes ► the verdict

One for the window, whoever shows it. Runs on the Qt thread and never waits; it imports no widget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from inspector.core.audit import utc_now
from inspector.jobs.job import Cancelled, JobProgress, JobState, JobStatus
from inspector.screens.self_check import CheckRow, ScreenFacts, SelfCheckState
from inspector.screens.shell import LampState
from inspector.session import Session
from inspector.texts import self_check as texts
from inspector.texts.messages import one_line
from inspector.workers.job_worker import JobWorker

if TYPE_CHECKING:
    from inspector.self_check.check import Report
    from inspector.self_check.finding import Finding
    from inspector.views.self_check_panel import SelfCheckPanel

END_S = 20.0  # of a run that is cancelled: opening a model may take as long


class SelfCheckDesk:
    def __init__(self, session: Session, screen: Callable[[], ScreenFacts | None]) -> None:
        """``screen``: of the window, now."""
        self._session = session
        self._screen = screen
        self._worker = JobWorker()
        self._worker.status_changed.connect(self._status_changed)
        self._views: list[SelfCheckPanel] = []
        self._findings: list[Finding] = []  # of the run that goes on, or of the last one; added to on its thread
        self._doing = ""  # told on its thread
        self._share: float | None = None
        self._note = ""

    def show_in(self, view: SelfCheckPanel) -> None:
        """In this one too, from now on."""
        self._views.append(view)
        view.check_wished.connect(self.check)
        view.cancel_wished.connect(self.cancel)
        view.copy_wished.connect(self.copy)
        view.show_state(self._state())

    @property
    def is_running(self) -> bool:
        return self._worker.is_busy

    @property
    def was_run(self) -> bool:
        return bool(self._findings)

    def check(self) -> None:
        if not self._worker.can_start:
            return
        self._findings, self._doing, self._share, self._note = [], "", 0.0, ""
        found, session, screen = self._findings, self._session, self._screen()

        def work(progress: JobProgress) -> Report:
            from inspector.self_check.check import SelfCheck, Wishes  # its libraries are large, and this seldom asked
            from inspector.self_check.words import TITLES

            in_use, workspace = session.in_use, session.workspace
            wishes = Wishes(
                workspace.folder if workspace is not None else session.named_folder, screen, session.is_inspecting,
                in_use.model.path if in_use is not None else None,
            )  # fmt: skip

            def tell(done: int, total: int, subject: object) -> None:
                if session.is_inspecting and not wishes.own_runs:
                    raise Cancelled  # somebody started meanwhile: the line goes first
                self._doing = next(text.translated() for known, text in TITLES.items() if known is subject)
                progress.report(done, total)

            return SelfCheck(wishes, tell, found.append).run()

        self._worker.start("self-check", work)
        self._show()

    def cancel(self) -> None:
        self._worker.cancel()

    def copy(self) -> None:
        from inspector.self_check.words import as_text

        if self._views and self._findings:
            self._views[0].put_text(as_text(tuple(self._findings)))
            self._note = texts.COPIED.translated()
            self._show()

    def end(self) -> bool:
        """After the event loop: nothing of it runs any more. True if in time."""
        return self._worker.end(END_S)

    def _status_changed(self, status: JobStatus) -> None:
        self._share = status.share
        if status.state is JobState.DONE:
            self._note = texts.LOOKED_AT.translated(time=f"{utc_now().astimezone():%H:%M:%S}")
        elif status.state is JobState.CANCELLED:
            self._note = texts.CANCELLED.translated()
        elif status.state is JobState.FAILED and status.reason is not None:
            self._note = one_line(status.reason)
        self._show()

    def _show(self) -> None:
        state = self._state()
        for view in self._views:
            view.show_state(state)

    def _state(self) -> SelfCheckState:
        if not self._findings and not self._worker.is_busy:
            return SelfCheckState(texts.NEVER_LOOKED.translated(), note=self._note)
        from inspector.self_check.finding import State, worst
        from inspector.self_check.words import STATES, TITLES, verdict_text

        lamps = {
            State.OK: LampState.OK, State.NOT_LOOKED: LampState.OFF, State.WARNING: LampState.WARNING,
            State.FAULT: LampState.STOP,
        }  # fmt: skip
        findings = tuple(self._findings)
        rows = tuple(
            CheckRow(
                lamps[one.state], STATES[one.state].translated(), TITLES[one.subject].translated(), one.found,
                one.means, one.to_do,
            )
            for one in findings
        )  # fmt: skip
        if self._worker.is_busy:
            verdict = texts.LOOKING.translated()
            return SelfCheckState(verdict, LampState.OFF, rows, "", self._share, self._doing, is_running=True)
        return SelfCheckState(verdict_text(findings), lamps[worst(findings)], rows, self._note)
