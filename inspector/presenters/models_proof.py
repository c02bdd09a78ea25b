"""The proof on the Models page: on which data, against which model, the job, and how its outcome is looked at."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer

from inspector.core.messages import Message
from inspector.jobs.job import JobProgress
from inspector.models_store.catalogue import parent_of
from inspector.presenters import models_composer as composer
from inspector.presenters.models_reading import Details, Listing
from inspector.screens.models import ProofChoice
from inspector.session import Session
from inspector.texts import models_page as texts
from inspector.texts.messages import message_text
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.datasets.version import Split
    from inspector.models_store.catalogue import StoredModel
    from inspector.models_store.gate import StoredProof
    from inspector.models_store.proving import ProvedModel
    from inspector.views.models.models_page import ModelsPage

log = logging.getLogger("inspector.models")

T = TypeVar("T")
StartJob = Callable[[str, Callable[[JobProgress], T], Callable[[T], object]], object]
SPLITS = "splits"  # key of the background work
KEEP_MS = 1000  # costs are kept with the workspace once nobody has typed for so long: each change is recorded


class ProofDesk:
    """NOTHING ► CHOSEN (a model, with its stored proof or none) ► (job) ► CHOSEN with the new proof."""

    def __init__(
        self, page: ModelsPage, session: Session, background: Background, start_job: StartJob[ProvedModel],
        proved: Callable[[], object],
    ) -> None:  # fmt: skip
        """``proved``: a proof was made and lies on the disk."""
        self._page, self._session, self._background = page, session, background
        self._start_job, self._proved = start_job, proved
        self._listing: Listing | None = None
        self._model: StoredModel | None = None
        self._stored: StoredProof | None = None
        self._fault: Message | None = None
        self._dataset = ""
        self._is_by_hand = False  # the dataset
        self._splits: tuple[Split, ...] = ()
        self._splits_fault: Message | None = None
        self._split = ""
        self._against: Path | None = None  # chosen by hand; None: the model in use
        self._is_busy = False
        self._index: int | None = None  # of the working point; None: the cheapest
        self._costs = (0.0, 0.0)  # of a miss, of a false stop: those of the workspace, or as they are being typed
        self._keeping = QTimer(page)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_MS)
        self._keeping.timeout.connect(self._keep_costs)
        self._cell: tuple[int, int] | None = None
        page.dataset_chosen.connect(self._choose_dataset)
        page.split_chosen.connect(self._choose_split)
        page.against_chosen.connect(self._choose_against)
        page.point_chosen.connect(self._choose_point)
        page.costs_chosen.connect(self._choose_costs)
        page.cell_chosen.connect(self._choose_cell)

    @property
    def stored(self) -> StoredProof | None:
        """Of the chosen model."""
        return self._stored

    @property
    def proof_fault(self) -> Message | None:
        return self._fault

    def show_listing(self, listing: Listing) -> None:
        self._listing = listing
        if not self._keeping.isActive():
            self._costs = listing.costs
        if self._dataset not in listing.datasets:
            self._dataset, self._splits, self._split, self._is_by_hand = "", (), "", False
        if not self._dataset and listing.datasets:
            self._take_dataset(listing.datasets[0])
        self._show_choice()

    def show_model(self, model: StoredModel | None, details: Details | None) -> None:
        """Another model is chosen; ``details`` None: they are being read, or cannot be."""
        is_other = model is None or self._model is None or model.sha256 != self._model.sha256
        self._model = model
        before, self._stored = self._stored, details.proof if details is not None else None
        self._fault = details.proof_fault if details is not None else None
        if is_other:
            self._against = None
        if is_other or before is not self._stored:
            self._index = self._cell = None
        self._show_choice()
        self._show_proof()

    def set_busy(self, is_busy: bool) -> None:
        """A job runs: no other can begin."""
        self._is_busy = is_busy
        self._show_choice()

    # what is chosen

    def _choose_dataset(self, dataset: str) -> None:
        self._is_by_hand = True
        self._take_dataset(dataset)

    def _take_dataset(self, dataset: str) -> None:
        self._dataset, self._splits, self._split, self._splits_fault = dataset, (), "", None
        session = self._session

        def read() -> tuple[Split, ...]:
            from inspector.presenters.models_reading import splits_of

            return splits_of(session.open_workspace(), dataset)

        def found(splits: tuple[Split, ...]) -> None:
            self._splits = splits
            self._split = splits[0].value if splits else ""
            self._show_choice()

        def failed(reason: Message) -> None:
            self._splits_fault = reason
            self._show_choice()

        self._background.run(read, done=found, failed=failed, key=SPLITS)
        self._show_choice()

    def _choose_split(self, split: str) -> None:
        self._split = split
        self._show_choice()

    def _choose_against(self, file: str) -> None:
        self._against = Path(file)
        self._show_choice()

    def _against_model(self) -> StoredModel | None:
        listing, chosen = self._listing, self._model
        if listing is None or chosen is None:
            return None
        if self._against is not None:
            return listing.by_file(self._against)
        active = parent_of(chosen.card, listing.models) or listing.active_model
        return active if active is not None and active.sha256 != chosen.sha256 else None

    def _show_choice(self) -> None:
        listing, chosen, against = self._listing, self._model, self._against_model()
        if listing is None:
            self._page.show_choice(ProofChoice(why_not=texts.NO_WORKSPACE.translated()))
            return
        others = [one for one in listing.models if chosen is None or one.sha256 != chosen.sha256]
        active = listing.active_model
        others.sort(key=lambda one: one is not active)  # stable: the one in use first
        self._page.show_choice(
            ProofChoice(
                listing.datasets, self._dataset, tuple(split.value for split in self._splits), self._split,
                tuple((str(one.file), one.title) for one in others), str(against.file) if against is not None else "",
                self._why_not(chosen, against),
            )
        )  # fmt: skip

    def _why_not(self, chosen: StoredModel | None, against: StoredModel | None) -> str:
        if chosen is None:
            return texts.NO_MODEL_CHOSEN.translated()
        if self._is_busy:
            return texts.WHEN_ENDED.translated()
        if not self._dataset:
            return texts.NO_DATASET.translated()
        if self._splits_fault is not None:
            return message_text(self._splits_fault).line
        if not self._split:
            return texts.NO_SPLIT.translated()
        return texts.AGAINST_ITSELF.translated() if against is None else ""

    # the job

    def prove_unseen(self, refused: Callable[[str], object]) -> None:
        """Of the chosen model, without a look at the choice: on data that suit it, unless somebody chose data by hand.
        ``refused`` hears why it cannot be.
        """
        listing, chosen, session = self._listing, self._model, self._session
        if listing is None or chosen is None:
            return

        def begin() -> None:
            why_not = self._why_not(chosen, self._against_model())
            if why_not:
                refused(why_not)
            else:
                self.prove()

        if self._is_by_hand and self._split:
            begin()
            return

        def read() -> tuple[str, tuple[Split, ...]]:
            from inspector.presenters.models_reading import data_to_prove_on

            return data_to_prove_on(session.open_workspace(), listing.datasets, chosen.card)

        def found(data: tuple[str, tuple[Split, ...]]) -> None:
            if self._model is None or self._model.sha256 != chosen.sha256:  # somebody chose another one meanwhile
                return
            if data[0]:  # else what stands there says why it will not do
                self._dataset, self._splits = data
                self._split, self._splits_fault = self._splits[0].value, None
            self._show_choice()
            begin()

        self._background.run(read, done=found)

    def prove(self) -> None:
        chosen, against, session = self._model, self._against_model(), self._session
        if chosen is None or against is None or self._why_not(chosen, against):
            return
        dataset, split = self._dataset, self._split

        def work(progress: JobProgress) -> ProvedModel:
            from inspector.presenters.models_reading import prove_stored

            progress.report(0)  # opening two models takes seconds
            return prove_stored(session.open_workspace(), chosen, against, dataset, split, progress.report)

        name = texts.PROVING.translated(model=chosen.title, active=against.title)
        self._start_job(name, work, lambda _: self._proved())

    # how it is looked at

    def _choose_point(self, index: int) -> None:
        self._index = index
        self._show_point()

    def _choose_costs(self, miss: float, stop: float) -> None:
        self._costs = (miss, stop)
        self._keeping.start()
        self._show_point()

    def _keep_costs(self) -> None:
        self._keeping.stop()
        session, costs = self._session, self._costs
        names = ("miss_cost", "stop_cost")

        def work() -> None:
            from inspector.workspace.setting_edits import SettingEdit

            session.change_settings(
                [SettingEdit(("proof", name), int(cost)) for name, cost in zip(names, costs, strict=True)]
            )

        def kept(_: None) -> None:
            if not self._keeping.isActive() and self._costs != costs:  # a listing that was read before showed the old
                self._costs = costs
                self._show_point()

        self._background.run(work, done=kept)

    def end(self) -> None:
        """What was typed just now is kept before the background ends."""
        if self._keeping.isActive():
            self._keep_costs()

    def _choose_cell(self, row: int, column: int) -> None:
        self._cell = (row, column)
        self._show_confusion()

    def _show_proof(self) -> None:
        listing, stored = self._listing, self._stored
        active = listing.active.sha256 if listing is not None and listing.active is not None else ""
        state = composer.proof(stored, active) if stored is not None else None
        self._page.show_proof(state, "" if state is not None else composer.no_proof(self._fault))
        self._page.show_frames(composer.worst_frames(stored.proof) if stored is not None else None)
        self._show_point()
        self._show_confusion()

    def _show_point(self) -> None:
        stored = self._stored
        state = composer.working_point(stored.proof, self._index, *self._costs) if stored is not None else None
        self._page.show_point(state)

    def _show_confusion(self) -> None:
        self._page.show_confusion(
            composer.confusion(self._stored.proof if self._stored is not None else None, self._cell)
        )
