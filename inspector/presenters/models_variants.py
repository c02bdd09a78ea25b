"""A smaller variant of the chosen model on the Models page: what is asked before it is made.

press ► panel (arithmetic, dataset of its ranges, what it gains here) ► make ► job ► among the models
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.core.model_card import Smaller
from inspector.inference.backend import GPUS
from inspector.jobs.job import JobProgress
from inspector.presenters.models_proof import StartJob
from inspector.presenters.models_reading import Listing
from inspector.screens.models import VariantState
from inspector.session import Session
from inspector.texts import models_page as texts
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.models_store.catalogue import StoredModel
    from inspector.views.models.models_page import ModelsPage

CALIBRATION = "calibration"  # key of the background work


@dataclass(frozen=True, slots=True)
class VariantMade:
    model: StoredModel
    n_bytes: int
    of: StoredModel
    n_bytes_of: int


class VariantDesk:
    """CLOSED ► OPEN ► (job) ► CLOSED, with another model in the list. Qt thread."""

    def __init__(
        self, page: ModelsPage, session: Session, background: Background, start_job: StartJob[VariantMade],
        made: Callable[[VariantMade], object],
    ) -> None:  # fmt: skip
        """``made``: it is among the models."""
        self._page, self._session, self._background = page, session, background
        self._start_job, self._made = start_job, made
        self._model: StoredModel | None = None  # None: closed
        self._datasets: tuple[str, ...] = ()
        self._kind, self._dataset = Smaller.INT8, ""
        page.variant_chosen.connect(self._choose)
        page.variant_pressed.connect(self._make)
        page.variant_withdrawn.connect(self.close)

    def ask(self, model: StoredModel, listing: Listing) -> None:
        """Of which arithmetic shall a variant of this model be?"""
        self._model, self._datasets, self._dataset = model, listing.datasets, ""
        session = self._session

        def learned_from() -> str:
            from inspector.models_store.variants import calibration_version

            version = calibration_version(model, session.open_workspace().datasets)
            return version.folder.name if version is not None else ""

        def found(dataset: str) -> None:
            self._dataset = self._dataset or dataset
            self._show()

        self._background.run(learned_from, done=found, key=CALIBRATION)
        self._show()

    def close(self) -> None:
        self._model = None
        self._page.show_variant(None)

    def _choose(self, kind: str, dataset: str) -> None:
        self._kind, self._dataset = Smaller(kind), dataset
        self._show()

    def _make(self) -> None:
        session, model, kind, dataset = self._session, self._model, self._kind, self._dataset
        if model is None or self._why_not():
            return

        def work(progress: JobProgress) -> VariantMade:
            from inspector.presenters.models_reading import make_stored_variant

            progress.report(0)  # a process is started, and its libraries take seconds
            made = make_stored_variant(session.open_workspace(), model, kind, dataset, progress.report)
            return VariantMade(made, made.file.stat().st_size, model, model.file.stat().st_size)

        self.close()
        name = texts.MAKING_VARIANT.translated(kind=kind.value, model=model.title)
        self._start_job(name, work, self._made)

    def _why_not(self) -> str:
        if self._kind is not Smaller.INT8 or self._dataset:
            return ""
        return (texts.CHOOSE_CALIBRATION if self._datasets else texts.NO_CALIBRATION).translated()

    def _show(self) -> None:
        model, is_whole = self._model, self._kind is Smaller.INT8
        if model is None:
            return
        self._page.show_variant(
            VariantState(
                texts.VARIANT_TITLE.translated(model=model.title), texts.VARIANT_WHAT.translated(model=model.title),
                tuple((kind.value, texts.ARITHMETICS[kind].translated()) for kind in Smaller), self._kind.value,
                " ".join((texts.IN_FEWER_BITS[self._kind].translated(), self._here())),
                self._datasets if is_whole else (), self._dataset if is_whole else "",
                texts.CALIBRATES.translated() if is_whole else "", self._why_not(),
            )
        )  # fmt: skip

    def _here(self) -> str:
        """What 16-bit floats gain where the model in use runs; of whole numbers nobody knows before they are timed."""
        in_use = self._session.in_use
        if in_use is None or self._kind is not Smaller.FP16:
            return ""
        provider = in_use.model.provider
        told = texts.ON_GPU if provider.used in GPUS else texts.ON_PROCESSOR
        return told.translated(device=provider.device)
