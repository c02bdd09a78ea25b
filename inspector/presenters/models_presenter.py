"""What the Models page decides: which models there are, which is in use, and what becomes of the chosen one.

    list ► choose ► card, stored proof ► page            prove (job) ► ProofDesk
    promote, roll back ► ChangeDesk                      add, import, export (jobs)
    frames in view ► FrameReading ► pictures

Runs on the Qt thread and never waits. It imports no widget.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from inspector.core.messages import Code, Message, message
from inspector.jobs.job import JobProgress, JobState, JobStatus
from inspector.presenters import models_composer as composer
from inspector.presenters.message_board import MessageBoard
from inspector.presenters.missing_workspace import MAKE, offered
from inspector.presenters.models_changes import ChangeDesk
from inspector.presenters.models_frames import FrameReading
from inspector.presenters.models_proof import ProofDesk
from inspector.presenters.models_reading import Chain, Details, Listing
from inspector.presenters.models_shadow import ShadowDesk
from inspector.presenters.models_variants import VariantDesk, VariantMade
from inspector.presenters.second_press import SecondPress
from inspector.presenters.work_in_hand import work_of
from inspector.screens.balance import WorkState
from inspector.screens.models import ModelRow, ModelsState
from inspector.session import Session
from inspector.texts import models_page as texts
from inspector.texts.formats import decimal
from inspector.workers.background import Background
from inspector.workers.job_worker import ENDED, JobWorker

if TYPE_CHECKING:
    from inspector.models_store.catalogue import StoredModel
    from inspector.models_store.promotions import Promotion
    from inspector.views.models.models_page import ModelsPage

log = logging.getLogger("inspector.models")

T = TypeVar("T")
LISTING, DETAILS, CHAIN, PLOT = "listing", "details", "chain", "plot"  # keys of the background work


class _News(QObject):
    """Another model is in use, said on whichever thread made it so and heard on the Qt thread."""

    changed = Signal()


class ModelsPresenter:
    """NOTHING ► LISTED, one model chosen; another one begins anew. One job at a time, changes of the model beside."""

    def __init__(
        self, page: ModelsPage, session: Session, *, background: Background | None = None,
        jobs: JobWorker | None = None, second_press: SecondPress | None = None,
    ) -> None:  # fmt: skip
        self._page = page
        self._session = session
        self._messages = MessageBoard(page)
        self._background = background or Background(self._notify, name="models")
        self._changing = Background(self._notify, name="model changes")
        self._pictures = Background(self._notify, name="model frames")
        self._jobs = jobs or JobWorker()
        self._listing: Listing | None = None
        self._chosen: Path | None = None  # the file of the chosen model
        self._to_prove: Path | None = None  # as soon as it is listed and read
        self._details: Details | None = None
        self._chain: Chain | None = None
        self._is_shown = self._has_ended = self._has_plot = False
        self._proof = ProofDesk(page, session, self._background, self._start_job, self._read_details)
        self._frames = FrameReading(page, session, self._pictures)
        self._changes = ChangeDesk(page, session, self._changing, self._promoted, second_press)
        self._variants = VariantDesk(page, session, self._background, self._start_job, self._variant_made)
        self._shadow = ShadowDesk(page, session, self._changing, self._notify)
        self._news = _News()
        self._news.changed.connect(self._model_changed, Qt.ConnectionType.QueuedConnection)
        session.on_model_changed(self._news.changed.emit)
        self._acts: dict[str, Callable[[], object]] = {
            "models.promote": self._promote,
            "models.roll_back": self._roll_back,
            "models.prove": self._proof.prove,
            "models.variant": self._ask_variant,
            "models.shadow": self._shadow.press,
            "models.export": self._ask_export,
            "models.cancel": self._jobs.cancel,
            MAKE: self._make_workspace,
        }
        page.action_triggered.connect(self._act)
        page.message_closed.connect(self._messages.closed)
        page.model_chosen.connect(lambda file: self.choose(Path(file)))
        page.frames_wished.connect(self._frames.wish)
        page.file_to_add.connect(lambda file: self.add(Path(file)))
        page.file_to_import.connect(lambda file: self.import_file(Path(file)))
        page.file_to_export.connect(lambda file: self.export(Path(file)))
        self._jobs.status_changed.connect(self._job_moved)

    @property
    def listing(self) -> Listing | None:
        return self._listing

    @property
    def details(self) -> Details | None:
        """Of the chosen model, once they were read."""
        return self._details

    @property
    def is_calm(self) -> bool:
        """Nothing is being read, proved or changed."""
        busy = (self._background.is_busy, self._changing.is_busy, self._pictures.is_busy, self._jobs.is_busy)
        return not any(busy)

    def page_shown(self) -> None:
        """The page is looked at. Until then nothing of it costs anything."""
        if self._has_ended:
            return
        if not self._background.is_started:
            for one in (self._background, self._changing, self._pictures):
                one.start()
            self._background.run(lambda: importlib.import_module("pyqtgraph"), done=self._plot_loaded, key=PLOT)
        self._is_shown = True
        self._list()

    def end(self, timeout_s: float = 20.0) -> bool:
        """After the event loop: what runs is cancelled. True if in time."""
        self._has_ended = True
        self._shadow.end()
        self._proof.end()
        have_ended = [self._jobs.end(timeout_s)]
        for one in (self._background, self._changing, self._pictures):
            one.end()
            have_ended.append(one.join(timeout_s))
        return all(have_ended)

    def _plot_loaded(self, _: object) -> None:
        self._page.show_plot()

    # the list

    def _list(self) -> None:
        session = self._session

        def read() -> Listing:
            from inspector.presenters.models_reading import read_listing

            return read_listing(session.open_workspace())

        self._background.run(read, done=self._listed, failed=self._not_listed, key=LISTING)

        def follow() -> Chain:
            from inspector.presenters.models_reading import read_chain

            return read_chain(session.open_workspace())

        self._background.run(follow, done=self._chain_read, failed=log.warning, key=CHAIN)

    def _not_listed(self, reason: Message) -> None:
        offer = offered(reason)
        if offer is not None:
            self._page.show_empty(offer)
        else:
            self._notify(reason)

    def _make_workspace(self) -> None:
        self._background.run(self._session.make_workspace, done=lambda _: self._list())

    def _listed(self, listing: Listing) -> None:
        self._listing = listing
        self._page.show_empty(None)
        if listing.fault is not None:
            self._messages.show(listing.fault)
        else:
            for code in (Code.PROMOTED_MODEL_LOST, Code.PROMOTIONS_BROKEN):
                self._messages.drop(code.value)
        self._proof.show_listing(listing)
        if self._chosen is None or listing.by_file(self._chosen) is None:
            first = listing.active_model or (listing.models[0] if listing.models else None)
            self._chosen = first.file if first is not None else None
        self._read_details()

    def _chain_read(self, chain: Chain) -> None:
        self._chain = chain
        self._show_history()

    def prove(self, file: Path) -> None:
        """This model of the workspace, beside the one in use, as soon as both are known."""
        self.choose(file)
        self._to_prove = file
        self._list()

    def choose(self, file: Path) -> None:
        """A model, or a file that cannot be used, by its row."""
        self._changes.close()
        self._variants.close()
        self._to_prove = None
        self._chosen = file
        self._details = None
        self._read_details()

    def _model(self) -> StoredModel | None:
        listing = self._listing
        return listing.by_file(self._chosen) if listing is not None and self._chosen is not None else None

    def _read_details(self) -> None:
        """What was shown of the same model stays until the other is read."""
        session, model = self._session, self._model()
        self._background.outdate(DETAILS)
        if self._details is not None and (model is None or self._details.model.sha256 != model.sha256):
            self._details = None
        self._show()
        if model is None:
            return

        def read() -> Details:
            from inspector.presenters.models_reading import read_details

            return read_details(session.open_workspace(), model)

        def done(details: Details) -> None:
            self._details = details
            self._show()
            if model.file == self._to_prove:
                self._to_prove = None
                self._proof.prove_unseen(lambda why: self._notify(_not_begun(model, why)))

        self._background.run(read, done=done, key=DETAILS)

    # the model in use

    def _promote(self) -> None:
        if self._details is not None and self._listing is not None and not self._why_not_promoted():
            self._variants.close()
            self._changes.promote(self._details.model, self._details, self._listing)

    def _roll_back(self) -> None:
        if self._listing is not None:
            self._variants.close()
            self._changes.roll_back(self._listing)

    def _promoted(self, promotion: Promotion) -> None:
        model, before, by, because = promotion.model, promotion.previous_model, promotion.by, promotion.because
        if promotion.kind.is_back:
            self._notify(message(Code.MODEL_ROLLED_BACK, model=model, before=before, by=by, because=because))
        else:
            self._notify(message(Code.MODEL_PROMOTED, model=model, before=before, by=by, because=because))
        self._list()

    def _model_changed(self) -> None:
        """By this window, by the plant's rule: the list says so where it is looked at."""
        if self._is_shown and not self._has_ended and not self._changes.is_busy:
            self._list()

    # variants

    def _ask_variant(self) -> None:
        listing, model = self._listing, self._model()
        if self._changes.is_busy:  # its panel stays, for what is said where it fails
            return
        if listing is not None and model is not None and not self._why_not_varied():
            self._changes.close()
            self._variants.ask(model, listing)

    def _variant_made(self, made: VariantMade) -> None:
        self._chosen = made.model.file
        sizes = {"mb": decimal(made.n_bytes / 1e6, 2), "mb_of": decimal(made.n_bytes_of / 1e6, 2)}
        self._notify(message(Code.VARIANT_MADE, model=made.model.title, of=made.of.title, **sizes))
        self._list()

    def _why_not_varied(self) -> str:
        listing, model = self._listing, self._model()
        if listing is None or model is None:
            return self._why_none_chosen()
        if self._jobs.is_busy:
            return texts.WHEN_ENDED.translated()
        if model.card.variant_of is not None:
            return texts.IS_VARIANT.translated(model=model.card.variant_of.title)
        return "" if listing.has_training else texts.NEEDS_TRAINING.translated()

    # files

    def add(self, file: Path) -> None:
        """Copy a model with its card into the workspace."""
        session = self._session

        def work(progress: JobProgress) -> StoredModel:
            from inspector.models_store.catalogue import ModelCatalogue

            progress.report(0)
            return ModelCatalogue(session.open_workspace().models).add(file)

        def added(model: StoredModel) -> None:
            self._chosen = model.file
            self._notify(message(Code.MODEL_ADDED, model=model.title, path=str(model.file)))
            self._list()

        self._start_job(texts.ADDING.translated(name=file.name), work, added)

    def import_file(self, file: Path) -> None:
        """Take a model that another PC exported into the workspace."""
        session = self._session

        def work(progress: JobProgress) -> StoredModel:
            from inspector.models_store.bundle import import_model

            progress.report(0)
            return import_model(file, session.open_workspace().models)

        def imported(model: StoredModel) -> None:
            self._chosen = model.file
            self._notify(message(Code.MODEL_ADDED, model=model.title, path=str(model.file)))
            self._list()

        self._start_job(texts.IMPORTING.translated(name=file.name), work, imported)

    def _ask_export(self) -> None:
        model = self._model()
        if model is not None:
            self._page.ask_export(f"{model.card.name}-{model.card.version}")

    def export(self, file: Path) -> None:
        """Write the chosen model as one file."""
        session, model = self._session, self._model()
        if model is None:
            return

        def work(progress: JobProgress) -> None:
            from inspector.models_store.bundle import export_model

            progress.report(0)
            workspace = session.open_workspace()
            export_model(model, workspace.models, workspace.runs, file)

        def exported(_: None) -> None:
            self._notify(message(Code.MODEL_EXPORTED, model=model.title, path=str(file)))
            self._list()

        self._start_job(texts.EXPORTING.translated(name=model.title), work, exported)

    def _start_job(self, name: str, work: Callable[[JobProgress], T], done: Callable[[T], object]) -> None:
        if not self._jobs.can_start:
            self._notify(message(Code.WORK_BUSY, name=name))
            return
        self._messages.drop_answers()
        self._page.show_work(WorkState(name, None))
        self._jobs.start(name, work, done=done)
        self._proof.set_busy(True)
        self._show()

    def _job_moved(self, status: JobStatus) -> None:
        if status.state not in ENDED:
            self._page.show_work(work_of(status))
            return
        self._page.show_work(None)
        self._proof.set_busy(False)
        self._show()
        if status.state is not JobState.DONE and status.reason is not None:
            self._notify(status.reason)

    # what people do, and what is shown

    def _act(self, action_id: str) -> None:
        act = self._acts.get(action_id)
        if act is not None:
            self._messages.drop_answers()
            act()

    def _why_not_promoted(self) -> str:
        listing, model = self._listing, self._model()
        if listing is None or model is None or self._details is None:
            return self._why_none_chosen()
        is_active = listing.active is not None and listing.active.sha256 == model.sha256 and bool(listing.history)
        return texts.ALREADY_ACTIVE.translated() if is_active and listing.fault is None else ""

    def _why_none_chosen(self) -> str:
        if self._listing is None:
            return texts.NO_WORKSPACE.translated()
        is_broken = any(one.file == self._chosen for one in self._listing.broken)
        return (texts.CANNOT_BE_USED if is_broken else texts.NO_MODEL_CHOSEN).translated()

    def _show(self) -> None:
        listing, model, details = self._listing, self._model(), self._details
        in_use = self._session.in_use
        used = (in_use.model.sha256, in_use.card.title) if in_use is not None else None
        busy = texts.WHEN_ENDED.translated() if self._jobs.is_busy else ""
        self._shadow.show_model(model, "" if model is not None else self._why_none_chosen())
        if listing is None:
            no_workspace = texts.NO_WORKSPACE.translated()
            self._page.show_state(
                ModelsState(
                    why_not_promoted=no_workspace, why_not_rolled_back=no_workspace, why_not_exported=no_workspace,
                    why_not_varied=no_workspace,
                    why_not_added=no_workspace,
                )
            )  # fmt: skip
            return
        rows = composer.rows(listing)
        row = next((one for one in rows if one.id == str(self._chosen)), None)
        head, about = composer.headline(listing, used)
        self._page.show_state(
            ModelsState(
                rows, str(self._chosen) if row is not None else "", head, about,
                title=row.title if row is not None else "",
                subtitle=self._subtitle(listing, row),
                card=composer.card(details) if details is not None else (),
                why_not_promoted=self._why_not_promoted(),
                why_not_rolled_back="" if listing.previous is not None else texts.NOTHING_BEFORE.translated(),
                why_not_varied=self._why_not_varied(),
                why_not_exported=busy or ("" if model is not None else self._why_none_chosen()), why_not_added=busy,
            )
        )  # fmt: skip
        self._proof.show_model(model, details)
        self._frames.look_at(self._proof.stored, listing)
        self._show_history()

    def _subtitle(self, listing: Listing, row: ModelRow | None) -> str:
        """What the chosen model is for the line, or why its file cannot be used."""
        model = self._model()
        if model is not None:
            return composer.subtitle(listing, model.sha256)
        return row.details if row is not None else ""

    def _show_history(self) -> None:
        if self._listing is not None:
            self._page.show_history(composer.history(self._listing, self._chain))

    def _notify(self, message: Message) -> None:
        log.info("%s", message.to_json())
        self._messages.show(message, is_answer=True)


def _not_begun(model: StoredModel, why: str) -> Message:
    return message(Code.PROOF_NOT_BEGUN, model=model.title, detail=why.rstrip("."))
