"""The self-check: one look after the other, each of which gives a finding, whatever becomes of the others.

    Wishes  ->  looks, in order  ->  on_found(Finding) as each comes  ->  Report

Disk and network are waited for, so it runs in the background; ``progress`` hears which look goes on and may raise to
end it. Nothing is made or changed: test files are removed again, and a workspace that is not there is not made.
While this program or another one of this PC inspects, what would slow it down is left out, and said.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from inspector.core.messages import InspectorError, StoreError
from inspector.inference.backend import Provider
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.nvidia_pc import gpu_trouble
from inspector.inference.provider_trials import ProviderFinding, try_providers
from inspector.jobs.job import Cancelled
from inspector.logs import log_file
from inspector.models_store.promotions import Promotions
from inspector.models_store.shipped import shipped_model
from inspector.screens.self_check import ScreenFacts
from inspector.self_check.disk import space_finding, speed_finding, writing_finding
from inspector.self_check.finding import Finding, State, Subject
from inspector.self_check.line_pace import LinePace, line_pace
from inspector.self_check.networks import (
    cpu_finding,
    cuda_finding,
    gpu_finding,
    model_finding,
    opened,
    pace_finding,
    timed_pace,
)
from inspector.self_check.pc import (
    cameras_finding,
    clock_finding,
    instances_finding,
    memory_finding,
    screen_finding,
)
from inspector.self_check.program import clashes_finding, origin, program_finding
from inspector.store.database import reading
from inspector.store.liveness import is_anything_running
from inspector.store.queries.evidence import n_bytes_kept
from inspector.store.queries.frames import newest_frame
from inspector.texts import self_check as texts
from inspector.workspace.places import default_folder
from inspector.workspace.settings import EvidenceSettings
from inspector.workspace.workspace import DATABASE_NAME, Workspace, open_workspace

log = logging.getLogger("inspector.self_check")


@dataclass(frozen=True, slots=True)
class Wishes:
    workspace: Path | None = None  # None: the default one; it need not exist
    screen: ScreenFacts | None = None  # None: there is no window
    own_runs: bool = False  # this program inspects now
    model: Path | None = None  # None: the workspace's active one, else that of the program


@dataclass(slots=True)
class Report:
    findings: list[Finding] = field(default_factory=list)
    providers: tuple[ProviderFinding, ...] = ()  # () where they were not tried


Progress = Callable[[int, int, Subject], None]  # done, of how many, what is looked at now; may raise


@dataclass(frozen=True, slots=True)
class _Records:
    """What the records tell of this line."""

    frame: tuple[int, int] | None = None  # (height, width) of the newest one
    newest: datetime | None = None
    evidence_bytes: int = 0


class SelfCheck:
    """One run of it."""

    def __init__(
        self, wishes: Wishes, progress: Progress = lambda *_: None, on_found: Callable[[Finding], None] = lambda _: None
    ) -> None:
        self._wishes = wishes
        self._progress = progress
        self._on_found = on_found
        self._n_done = 0
        self._now = Subject.PROGRAM
        self._report = Report()

    def run(self) -> Report:
        for subject, look in self._looks:
            self._now = subject
            self._tick()
            finding = self._looked(subject, look)
            if finding is not None:
                self._report.findings.append(finding)
                self._on_found(finding)
            self._n_done += 1
        return self._report

    @cached_property
    def _looks(self) -> tuple[tuple[Subject, Callable[[], Finding | None]], ...]:
        return (
            (Subject.PROGRAM, lambda: program_finding(origin(), self._tick)),
            (Subject.CLASHES, lambda: clashes_finding(origin())),
            (Subject.WRITING, lambda: writing_finding(self._folder)),
            (Subject.DISK_SPACE, self._space),
            (Subject.DISK_SPEED, self._speed),
            (Subject.MEMORY, memory_finding),
            (Subject.CLOCK, lambda: clock_finding(self._records.newest)),
            (Subject.SCREEN, lambda: screen_finding(self._wishes.screen) if self._wishes.screen else None),
            (Subject.INSTANCES, self._instances),
            (Subject.CAMERAS, cameras_finding),
            (Subject.MODEL, lambda: model_finding(self._model)),
            (Subject.CPU, self._cpu),
            (Subject.CUDA, self._cuda),
            (Subject.PACE, self._pace),
        )

    def _tick(self) -> None:
        self._progress(self._n_done, len(Subject), self._now)

    def _looked(self, subject: Subject, look: Callable[[], Finding | None]) -> Finding | None:
        try:
            return look()
        except Cancelled:
            raise
        except Exception as error:  # a look that fails must not hide what the others find
            log.exception("the look at %s failed", subject)
            said = texts.LOOK_FAILED.translated(detail=f"{type(error).__name__}: {error}")
            to_do = texts.LOOK_FAILED_TO_DO.translated(log=str(log_file()))
            return Finding(subject, State.WARNING, "look.failed", said, to_do=to_do)

    # what the looks share, each found once

    @cached_property
    def _folder(self) -> Path | None:
        """None for a user without a home."""
        try:
            return self._wishes.workspace or default_folder()
        except InspectorError:
            return None

    @cached_property
    def _workspace(self) -> Workspace | None:
        """None where there is none yet, or it cannot be read, which whoever opens it says."""
        try:
            return open_workspace(self._folder) if self._folder is not None else None
        except InspectorError as error:
            log.info("looked at this PC without the workspace: %s", error)
            return None

    @cached_property
    def _records(self) -> _Records:
        workspace = self._workspace
        if workspace is None or not workspace.database.is_file():
            return _Records()
        try:
            with reading(workspace.database) as rows:
                newest, n_bytes = newest_frame(rows), sum(n_bytes_kept(rows).values())
        except StoreError as error:
            log.info("looked at this PC without its records: %s", error)
            return _Records()
        if newest is None:
            return _Records(evidence_bytes=n_bytes)
        shape = (newest.n_rows, newest.width) if newest.n_rows and newest.width else None
        at = datetime.fromisoformat(newest.recorded_at.replace("Z", "+00:00")).astimezone(UTC)
        return _Records(shape, at, n_bytes)

    @cached_property
    def _line(self) -> LinePace:
        workspace = self._workspace
        return line_pace(workspace.settings if workspace is not None else None, self._records.frame)

    @cached_property
    def _busy(self) -> str:
        """Why nothing is measured now; "" where it may be."""
        if self._wishes.own_runs:
            return texts.INSPECTS_NOW.translated()
        workspace = self._workspace
        if workspace is not None and is_anything_running(workspace.database):
            return texts.OTHER_INSPECTS.translated()
        return ""

    @cached_property
    def _model(self) -> LoadedModel | InspectorError:
        return opened(self._model_file)

    def _model_file(self) -> Path:
        """Raises ModelError where the promoted one is gone."""
        if self._wishes.model is not None:
            return self._wishes.model
        workspace = self._workspace
        if workspace is not None:
            promotions = Promotions(workspace.models)
            active = promotions.active()
            if active is not None:
                return promotions.path_of(active.promoted)
        return shipped_model()

    @cached_property
    def _tried(self) -> dict[Provider, ProviderFinding]:
        """With the model in use; with that of the program where it cannot be opened."""
        file = self._model.path if isinstance(self._model, LoadedModel) else self._wishes.model or shipped_model()
        self._report.providers = try_providers(file)
        return {one.provider: one for one in self._report.providers}

    # looks that need more than one call

    def _space(self) -> Finding | None:
        if self._folder is None:  # what can be written says it
            return None
        evidence = self._workspace.settings.evidence if self._workspace is not None else EvidenceSettings()
        return space_finding(self._folder, self._line, evidence.quota_mb * 1_000_000, self._records.evidence_bytes)

    def _speed(self) -> Finding | None:
        if self._folder is None:
            return None
        return self._unmeasured(Subject.DISK_SPEED) or speed_finding(self._folder, self._line, self._tick)

    def _instances(self) -> Finding | None:
        if self._folder is None:
            return None
        return instances_finding(self._folder / DATABASE_NAME, own_runs=self._wishes.own_runs)

    def _cpu(self) -> Finding:
        return self._unmeasured(Subject.CPU) or cpu_finding(self._tried[Provider.CPU])

    def _cuda(self) -> Finding:
        if self._busy:  # what keeps a GPU from being used is told in any case: it slows nothing down
            trouble = gpu_trouble()
            return gpu_finding(trouble) if trouble is not None else self._left_out(Subject.CUDA)
        return cuda_finding(self._tried[Provider.CUDA])

    def _pace(self) -> Finding | None:
        left_out = self._unmeasured(Subject.PACE)
        if left_out is not None or not isinstance(self._model, LoadedModel):  # that there is no model is told
            return left_out
        try:
            return pace_finding(timed_pace(self._model, self._line, self._tick), self._line)
        except InspectorError as error:
            return model_finding(error, Subject.PACE)

    def _unmeasured(self, subject: Subject) -> Finding | None:
        return self._left_out(subject) if self._busy else None

    def _left_out(self, subject: Subject) -> Finding:
        return Finding(
            subject, State.NOT_LOOKED, "measuring.left_out", self._busy, to_do=texts.MEASURE_LATER.translated()
        )
