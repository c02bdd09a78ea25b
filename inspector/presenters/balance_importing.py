"""Bringing a dataset in by the window: a folder of another program, or a synthetic one to try.

a folder is named ► its format is guessed and offered ► a wish ► job: read all of it, then write ► words, and it is open
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from inspector.core.data_terms import NOT_STATED
from inspector.core.data_warnings import DataWarning
from inspector.core.files import is_plain_name
from inspector.core.messages import Code, DatasetError, Message, message
from inspector.jobs.job import JobProgress
from inspector.presenters.balance_editing import catching_disk_errors
from inspector.screens.importing import ImportOffer, ImportWish
from inspector.session import Session
from inspector.texts import balance as texts
from inspector.texts import import_options as told
from inspector.texts.dataset_formats import format_name
from inspector.texts.formats import read_decimal
from inspector.texts.importing import warning_text
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.datasets.formats.reading import ImportOptions
    from inspector.datasets.formats.value_options import Foreground
    from inspector.datasets.version import DatasetVersion
    from inspector.views.balance.balance_page import BalancePage
    from inspector.views.train.train_page import TrainPage

T = TypeVar("T")
GUESS = "guess"  # key of the background work
SYNTHETIC_NAME, N_SYNTHETIC_STRIPS = "synthetic-strip", 60


class StartJob(Protocol):
    def __call__(self, name: str, work: Callable[[JobProgress], T], done: Callable[[T], object], /) -> None: ...


class DatasetImporting:
    """``written`` hears the name of a new dataset."""

    def __init__(
        self, page: BalancePage | TrainPage, session: Session, background: Background, start_job: StartJob,
        notify: Callable[[Message], object], written: Callable[[str], object],
    ) -> None:  # fmt: skip
        self._page = page
        self._session = session
        self._background = background
        self._start_job = start_job
        self._notify = notify
        self._written = written
        page.import_folder_chosen.connect(self._guess)
        page.import_typed.connect(lambda wish: page.show_import_fault(import_fault(wish)))
        page.import_wished.connect(self.bring_in)

    def _guess(self, folder: str) -> None:
        session = self._session

        def guess() -> ImportOffer:
            from inspector.datasets.formats.guessing import guessed_format

            path = Path(folder)
            try:
                found = guessed_format(path)
            except OSError as error:
                return ImportOffer(folder, "", "", texts.CANNOT_LOOK.translated(detail=error.strerror or str(error)))
            says = (
                texts.LOOKS_LIKE.translated(format=format_name(found))
                if found
                else texts.LOOKS_LIKE_NOTHING.translated()
            )
            workspace = session.workspace
            return ImportOffer(
                folder, found, free_name(workspace.datasets, _spelled(path.name)) if workspace else "", says
            )

        self._background.run(guess, done=self._page.show_import_offer, key=GUESS)

    def bring_in(self, wish: ImportWish) -> None:
        """Nothing is written before all of it was read; what is broken refuses it, unless it may be left out."""
        workspace = self._session.workspace
        name = wish.name.strip()
        if workspace is None or not self._is_name(name) or import_fault(wish):
            return
        folder = workspace.datasets / name

        def write(progress: JobProgress) -> tuple[DatasetVersion, int, tuple[DataWarning, ...]]:
            from inspector.datasets.formats.importing import Plan, import_survey, survey

            _check_free(folder, name)
            plan = Plan(options_of(wish))
            with catching_disk_errors(folder):
                found = survey(wish.data_format, Path(wish.folder), plan, progress.report)
                made = import_survey(
                    found, folder, name, terms=wish.terms or NOT_STATED, is_skipping=wish.is_skipping,
                    report=progress.report,
                )  # fmt: skip
            return made, len(found.report.problems), found.report.warnings

        self._start_job(texts.IMPORTING.translated(name=name), write, lambda made: self._made(name, *made))

    def make_synthetic(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        name = free_name(workspace.datasets, SYNTHETIC_NAME)
        folder = workspace.datasets / name

        def write(progress: JobProgress) -> DatasetVersion:
            from inspector.datasets.synthetic_strips import import_synthetic

            with catching_disk_errors(folder):
                return import_synthetic(folder, N_SYNTHETIC_STRIPS, progress.report)

        self._start_job(texts.IMPORTING.translated(name=name), write, lambda made: self._made(name, made, 0, ()))

    def _made(self, name: str, version: DatasetVersion, n_left_out: int, warnings: Sequence[DataWarning]) -> None:
        self._notify(message(Code.DATASET_IMPORTED, name=name, n_frames=len(version.samples), n_left_out=n_left_out))
        if warnings:
            detail = " ".join(warning_text(warning) for warning in warnings)
            self._notify(message(Code.DATASET_DOUBTFUL, name=name, detail=detail))
        self._written(name)

    def _is_name(self, name: str) -> bool:
        if is_plain_name(name):
            return True
        self._notify(message(Code.DATASET_NAME_WRONG, name=name))
        return False


def import_fault(wish: ImportWish) -> str:
    """What is wrong with what was typed, in words; "" where nothing is. No file is looked at."""
    if sum(map(bool, (wish.levels, wish.colours, wish.foreground))) > 1:
        return told.CONTRADICT.translated()
    for option, text, read in _READ:
        try:
            read(text(wish))
        except ValueError as error:
            return told.WRONG.translated(option=option.label.translated(), detail=str(error))
    return ""


def options_of(wish: ImportWish) -> ImportOptions:
    """Of a wish without fault. Reads the file of colours; raises DatasetError where it says none."""
    from inspector.datasets.formats.reading import ImportOptions, colours_of_file

    return ImportOptions(
        wish.class_names, _levels(wish.levels), colours_of_file(Path(wish.colours)) if wish.colours else (),
        _foreground(wish.foreground), wish.background, _line_width(wish.line_width), wish.boxes_as_masks,
    )  # fmt: skip


def _levels(text: str) -> tuple[tuple[int, str], ...]:
    from inspector.datasets.formats.value_options import levels_of_text

    return levels_of_text(text) if text else ()


def _foreground(text: str) -> Foreground | None:
    from inspector.datasets.formats.value_options import Foreground

    return Foreground.parse(text) if text else None


def _line_width(text: str) -> float | None:
    width = read_decimal(text, 2) if text else None
    if text and not (width is not None and told.MIN_LINE_PX <= width < math.inf):
        raise ValueError(told.NO_WIDTH.translated(text=text))
    return width


_READ: tuple[tuple[told.ImportOption, Callable[[ImportWish], str], Callable[[str], object]], ...] = (
    (told.LEVELS, lambda wish: wish.levels, _levels),
    (told.FOREGROUND, lambda wish: wish.foreground, _foreground),
    (told.LINE_WIDTH, lambda wish: wish.line_width, _line_width),
)


def _check_free(folder: Path, name: str) -> None:
    if folder.exists():
        raise DatasetError(message(Code.DATASET_NAME_TAKEN, name=name))


def free_name(datasets: Path, wanted: str) -> str:
    """``wanted``, or with a number behind it."""
    name, n = wanted, 2
    while (datasets / name).exists():
        name, n = f"{wanted}-{n}", n + 1
    return name


def _spelled(name: str) -> str:
    """A folder's name as that of a dataset."""
    kept = "".join(char if char.isalnum() or char in "._- " else "-" for char in name).strip(". ")[:80]
    return kept or "dataset"
