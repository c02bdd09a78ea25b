"""Splitting a dataset anew by the window: what each split would hold, then a new version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.files import is_plain_name
from inspector.core.messages import Code, InspectorError, Message, message
from inspector.jobs.job import JobProgress
from inspector.presenters.train_setup import StartJob
from inspector.screens.train import SplitPreview, SplitWish
from inspector.session import Session
from inspector.texts import train as texts
from inspector.texts.formats import number
from inspector.texts.messages import one_line
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.datasets.new_splits import NewSplit
    from inspector.views.train.train_page import TrainPage

PREVIEW = "split preview"  # key of the background work


class DatasetSplitting:
    """``written`` hears the name of a new dataset."""

    def __init__(
        self, page: TrainPage, session: Session, background: Background, start_job: StartJob,
        notify: Callable[[Message], object], written: Callable[[str], object],
    ) -> None:  # fmt: skip
        self._page, self._session, self._background = page, session, background
        self._start_job, self._notify, self._written = start_job, notify, written
        page.split_typed.connect(self.preview)
        page.split_wished.connect(self.split)

    def preview(self, wish: SplitWish) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            self._background.run(
                lambda: preview_of(wish, workspace.datasets), done=self._page.show_split_preview, key=PREVIEW
            )

    def split(self, wish: SplitWish) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return

        def write(progress: JobProgress) -> tuple[NewSplit, ...]:
            from inspector.datasets.duplicates import find_duplicates
            from inspector.datasets.new_splits import SplitPlan, check_names_are_free, write_new_splits
            from inspector.datasets.version import open_version

            plan = SplitPlan(wish.name, wish.shares, wish.seed, joins_duplicates=wish.joins_duplicates)
            check_names_are_free(plan, workspace.datasets)
            version = open_version(workspace.datasets / wish.dataset)
            clusters = find_duplicates(version, report=progress.report) if plan.joins_duplicates else ()
            return write_new_splits(version, plan, workspace.datasets, clusters, progress.report)

        def written(made: tuple[NewSplit, ...]) -> None:
            (new,) = made
            n = len(new.version.samples)
            self._notify(message(Code.DATASET_IMPORTED, name=wish.name, n_frames=n, n_left_out=0))
            self._written(wish.name)

        self._start_job(texts.SPLITTING.translated(name=wish.dataset), write, written)


def preview_of(wish: SplitWish, datasets: Path) -> SplitPreview:
    """Reads the manifest alone, so near twins are not known yet."""
    from inspector.datasets.sanity import USED, class_counts
    from inspector.datasets.splitting import divide
    from inspector.datasets.version import open_version

    if not is_plain_name(wish.name):
        return SplitPreview(wish, fault=one_line(message(Code.DATASET_NAME_WRONG, name=wish.name)))
    if (datasets / wish.name).exists():
        return SplitPreview(wish, fault=one_line(message(Code.DATASET_NAME_TAKEN, name=wish.name)))
    if not any(wish.shares):
        return SplitPreview(wish, fault=texts.NO_SHARES.translated())
    try:
        version = open_version(datasets / wish.dataset)
        assignment = divide(version, dict(zip(USED, wish.shares, strict=True)), seed=wish.seed)
    except InspectorError as error:
        return SplitPreview(wish, fault=one_line(error.message))
    by_split = {split: [each for each in assignment.samples if each.split is split] for split in USED}
    rows = [
        (texts.FRAMES.translated(), *(number(len(by_split[split])) for split in USED)),
        (texts.GROUPS.translated(), *(number(len({each.group for each in by_split[split]})) for split in USED)),
        *((each.name, *map(number, each.n_frames)) for each in class_counts(version, assignment.samples)),
    ]
    note = texts.SPLIT_NOTE if wish.joins_duplicates else texts.SPLIT_ALONE
    return SplitPreview(wish, ("", *(split.value for split in USED)), tuple(rows), note.translated())
