"""The window of all labels: statistics from the index, and agreement between people as a job.

Runs on the Qt thread and never waits.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from inspector.annotation.comparing import SetAgreement, agreement_of_set
from inspector.annotation.label_index import LabelIndex
from inspector.annotation.label_statistics import ClassStatistics, SetStatistics, statistics
from inspector.core.classes import DefectClass
from inspector.jobs.job import JobProgress
from inspector.presenters.annotate_composer import mark_text
from inspector.presenters.label_review import agreement_rows, iou_text
from inspector.screens.annotate import FrameMark
from inspector.screens.label_set import (
    AgreementState,
    Bar,
    ClassFigures,
    PairRow,
    PersonFigures,
    StateFigures,
    StatisticsState,
)
from inspector.texts import label_set as texts
from inspector.texts.formats import plain
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.annotation.label_store import LabelStore
    from inspector.presenters.annotate_presenter import AnnotatePresenter
    from inspector.session import Session
    from inspector.views.annotate.annotate_page import AnnotatePage

MAX_FRAMES = 200  # listed of those that agree least
FIGURES = "figures"  # key of the background work


class LabelFigures:
    def __init__(self, frames: AnnotatePresenter, page: AnnotatePage, session: Session, background: Background) -> None:
        self._frames, self._page, self._session, self._background = frames, page, session, background
        self._window = page.set_window
        self._n_pairs = 0  # frames that one person finished after another
        self._window.agreement_wished.connect(self._compute)
        self._window.frame_chosen.connect(self._go_to)

    def acts(self) -> dict[str, Callable[[], object]]:
        return {"annotate.statistics": self._open}

    def _open(self) -> None:
        if self._frames.desk.store is None:
            return
        self._window.show_statistics(StatisticsState(texts.READING.translated()))
        self._window.show_agreement(AgreementState(texts.READING.translated(), can_start=False))
        self._window.bring_up()
        self._frames.with_all_saved(self._read)

    def _read(self) -> None:
        store, workspace = self._frames.desk.store, self._session.workspace
        scale = workspace.settings.scale if workspace is not None else None

        def read() -> tuple[SetStatistics, int]:
            assert store is not None  # see ``_open``
            store.wait_or_raise()
            with LabelIndex(store) as index:
                labels = index.labels()
                n_pairs = sum(facts.n_finishes > 1 for facts in labels.values())
                return statistics(labels, index.instances(), scale), n_pairs

        self._background.run(read, done=self._has_read, key=FIGURES)

    def _has_read(self, found: tuple[SetStatistics, int]) -> None:
        figures, self._n_pairs = found
        self._window.show_statistics(statistics_state(figures, self._look_of))
        n = self._n_pairs
        says = texts.NOT_COMPUTED.translated(n=n) if n else texts.NO_PAIRS.translated()
        self._window.show_agreement(AgreementState(says, can_start=n > 0))

    def _compute(self) -> None:
        store: LabelStore | None = self._frames.desk.store
        if store is None:
            return

        def work(progress: JobProgress) -> SetAgreement:
            store.wait_or_raise()
            with LabelIndex(store) as index:
                labels = index.labels()
            return agreement_of_set(store, labels, progress.report)

        self._frames.sets.start(texts.COMPUTING.translated(), work, self._has_computed)

    def _has_computed(self, found: SetAgreement) -> None:
        says = [texts.COMPUTED.translated(n=len(found.frames))]
        if found.n_unknown:
            says.append(texts.UNKNOWN.translated(n=found.n_unknown))
        if found.failed:
            frame, detail = found.failed[0]
            says.append(texts.FAILED.translated(n=len(found.failed), frame=frame, detail=detail))
        looks = {one.class_name: self._look_of(one.class_name, 1) for one in found.classes}
        frames = tuple(
            PairRow(
                one.frame_sha256, one.name, texts.PEOPLE.translated(first=one.first, second=one.second),
                iou_text(one.iou),
            )
            for one in found.frames[:MAX_FRAMES]
        )  # fmt: skip
        self._window.show_agreement(AgreementState(" ".join(says), agreement_rows(found.classes, looks), frames))

    def _go_to(self, frame_sha256: str) -> None:
        self._frames.go_to_labelled(frame_sha256)

    def _look_of(self, name: str, index: int) -> DefectClass:
        return self._session.catalogue.look_of(name, index)


def statistics_state(figures: SetStatistics, look_of: Callable[[str, int], DefectClass]) -> StatisticsState:
    unit = "mm" if figures.is_mm else "px"
    parts = [texts.N_FRAMES.translated(n=figures.n_frames)] if figures.n_frames else [texts.NO_LABELS.translated()]
    if figures.n_empty:
        parts.append(texts.N_EMPTY.translated(n=figures.n_empty))
    if figures.n_damaged:
        parts.append(texts.N_DAMAGED.translated(n=figures.n_damaged))
    return StatisticsState(
        " · ".join(parts), texts.AXIS.translated(unit=unit),
        tuple(StateFigures(mark, mark_text(mark), n) for mark, n in (
            (FrameMark(state.value), n) for state, n in figures.states
        )),
        tuple(_of_class(one, look_of(one.class_name, place), unit) for place, one in enumerate(figures.classes, 1)),
        tuple(
            PersonFigures(
                one.name, texts.PERSON.translated(frames=one.n_frames, instances=one.n_instances),
                texts.PERSON_REVIEWED.translated(n=one.n_reviewed) if one.n_reviewed else "",
            )
            for one in figures.people
        ),
    )  # fmt: skip


def _of_class(one: ClassStatistics, look: DefectClass, unit: str) -> ClassFigures:
    text = texts.CLASS_FACTS.translated(n=one.n_instances, frames=one.n_frames, pixels=one.n_px)
    if math.isnan(one.median):
        return ClassFigures(look, text, "")
    sizes = texts.SIZES.translated(median=plain(one.median), largest=plain(one.largest), unit=unit)
    bars = tuple(Bar(texts.BAR.translated(low=f"{bar.low:g}", high=f"{bar.high:g}"), bar.n) for bar in one.bars)
    return ClassFigures(look, text, sizes, bars)
