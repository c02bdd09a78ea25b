"""The loop of a new kind of defect, played in the real window: what ``inspector demo --loop`` shows and the end-to-end
test of the loop proves.

    inspect ► flag ► paint ► finish ► make_version ► balance ► train ► learn ► prove ► promote ► roll_back

Each part is a generator of conditions: it has asked for something, as keys and buttons of the pages do, and goes on
once that is so. Between two parts somebody may have looked at other pages, so each shows its own. Whoever plays it
waits in its own way, the demo by a timer, a test by its event loop. What people would see with their eyes (what to
paint) comes from the generator of the strip; all else is the program's own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from inspector.annotation.frame_queue import FINISHED
from inspector.annotation.tools.painting import Paint, Patch
from inspector.app import PagePresenter, Parts
from inspector.core.class_map import ClassMap
from inspector.core.remark import RemarkKind
from inspector.core.source_options import SourceOptions
from inspector.demo.marked_strip import HELD_OUT, KIND, MarkedStrip
from inspector.models_store.catalogue import StoredModel
from inspector.pictures.large_picture import LargePicture
from inspector.presenters.annotate_presenter import AnnotatePresenter
from inspector.presenters.balance_presenter import BalancePresenter
from inspector.presenters.models_presenter import ModelsPresenter
from inspector.presenters.painting_desk import Put
from inspector.presenters.second_press import SOONEST_S
from inspector.presenters.train_presenter import TrainPresenter
from inspector.runs.history import Run
from inspector.runs.progress import RunState as TrainingState
from inspector.screens.annotate import VersionAsked
from inspector.screens.balance_actions import BALANCE
from inspector.screens.live import RunState
from inspector.screens.live_actions import LIVE
from inspector.screens.models_actions import MODELS
from inspector.screens.painting_actions import ANNOTATE
from inspector.screens.train import Budget
from inspector.screens.train_actions import TRAIN
from inspector.sources.roll_marks import WITH_ROLL_MARKS
from inspector.texts import loop_demo as texts
from inspector.views.annotate.annotate_page import AnnotatePage
from inspector.views.balance.balance_page import BalancePage
from inspector.views.models.models_page import ModelsPage
from inspector.views.train.train_page import TrainPage

W = TypeVar("W", bound=QWidget)
P = TypeVar("P", bound=PagePresenter)
Until = Callable[[], bool]
Part = Iterator[Until]
N_LOOKS = 4


class StoryError(Exception):
    """The loop cannot go on; the text says what happened, for people."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Names, and how long it learns and is looked at."""

    dataset: str = "roll-marks"
    run: str = "roll-marks-1"
    budget: Budget = Budget.STEPS  # not minutes: a busy PC would learn too little to find anything
    budget_text: str = "240"
    painter: str = "engineer"
    look_s: float = 0.0  # that a painted frame, a form or a finding stays to be looked at


def settled(is_calm: Until) -> Until:
    """So at several looks in a row: an answer may ask for the next thing."""
    n_calm = 0

    def is_settled() -> bool:
        nonlocal n_calm
        n_calm = n_calm + 1 if is_calm() else 0
        return n_calm >= N_LOOKS

    return is_settled


def after(seconds: float) -> Until:
    then_s = time.monotonic() + seconds
    return lambda: time.monotonic() >= then_s


class LoopStory:
    """``paint`` puts the truth (H, W) onto the open frame: as one step of the document where none is given."""

    def __init__(
        self, parts: Parts, strip: MarkedStrip, plan: Plan, paint: Callable[[ClassMap], Part] | None = None
    ) -> None:
        self._parts, self._strip, self.plan = parts, strip, plan
        self._paint = paint or self._paint_as_it_is
        self.n_painted = 0
        self.n_to_paint = 0

    # at the line

    def inspect(self) -> Part:
        self._parts.window.show_page(LIVE)
        self._parts.page.source_chosen.emit(str(self._strip.folder), SourceOptions(is_watched=True))
        yield lambda: self._parts.presenter.run_state is RunState.RUNNING

    def flag(self) -> None:
        """The operator saw what the model did not."""
        self._parts.page.remarked.emit(RemarkKind.MISSED.value, None)

    # annotating

    def open_kept(self) -> Part:
        """The frames that the line kept."""
        self._parts.window.show_page(ANNOTATE)
        frames = self.annotating
        yield settled(lambda: frames.is_calm and frames.desk.store is not None)
        self._page(AnnotatePage).author_chosen.emit(self.plan.painter)
        self._press("annotate.of_line")
        yield settled(lambda: frames.is_calm and frames.desk.current is not None)
        self.n_to_paint = len(frames.listing)

    def paint(self) -> Part:
        """Each frame in turn, and the new kind as a class of its own."""
        for place in range(self.n_to_paint):
            yield from self._open(place)
            current = self.annotating.desk.current
            assert current is not None  # see ``_open``
            if KIND not in current.editor.sheet.class_names:
                self._page(AnnotatePage).class_added.emit(KIND)
                yield settled(
                    lambda editor=current.editor: KIND in editor.sheet.class_names and self.annotating.is_calm  # type: ignore[misc]  # mypy sees no default's type
                )
            assert not isinstance(current.read.pixels, LargePicture)  # of a strip as narrow as this one
            yield from self._paint(self._strip.truth_of(current.read.pixels))
            yield settled(lambda: self.annotating.is_calm)
            self.n_painted += 1
            yield after(self.plan.look_s)

    def finish(self) -> Part:
        """All at once; then those that it left open since nothing is drawn on them, one by one."""
        self._parts.window.show_page(ANNOTATE)
        self._press("annotate.done_seen")
        yield settled(lambda: self.annotating.is_calm)
        yield after(self.plan.look_s)
        listing = self.annotating.listing
        for place in range(self.n_to_paint):
            frame = listing.frame(place)
            if frame is not None and listing.known.state(frame) not in FINISHED:
                yield from self._open(place)
                yield after(self.plan.look_s)
                self._press("annotate.done")
                yield settled(lambda: self.annotating.is_calm)

    def make_version(self) -> Part:
        name = self.plan.dataset
        self._parts.window.show_page(ANNOTATE)
        self._page(AnnotatePage).version_asked.emit(
            VersionAsked(name, "", with_done=True, leaves_unfit=False, terms="made by this program")
        )
        yield settled(lambda: self.annotating.is_calm)

    def _open(self, place: int) -> Part:
        frames = self.annotating
        if frames.listing.place != place or frames.desk.current is None:
            self._page(AnnotatePage).place_chosen.emit(place)
        yield settled(lambda: frames.is_calm and frames.listing.place == place and frames.desk.current is not None)

    def _paint_as_it_is(self, truth: ClassMap) -> Part:
        """Every class that the generator drew, as one step, by the names that the frame knows them by."""
        painting = self.annotating.painting
        names = painting.editor.sheet.class_names
        puts = [
            Put(Patch(0, 0, truth == index), Paint(names.index(name)))
            for index, name in enumerate(WITH_ROLL_MARKS)
            if index and (truth == index).any()
        ]
        if puts:
            painting.when_free(lambda: painting.apply(puts, "painted"))
        yield settled(lambda: self.annotating.is_calm)

    # balancing and training

    def balance(self) -> Part:
        """Trainings on the version inject the new kind into clean frames."""
        self._parts.window.show_page(BALANCE)
        balancing, page = self._presenter(BALANCE, BalancePresenter), self._page(BalancePage)
        name = self.plan.dataset
        yield lambda: name in balancing.datasets
        yield settled(lambda: balancing.is_calm)
        if not balancing.is_open:
            page.dataset_chosen.emit(name)
        yield settled(lambda: balancing.is_calm and balancing.is_open)
        page.class_chosen.emit(WITH_ROLL_MARKS.index(KIND))
        yield settled(lambda: balancing.is_calm)
        if not balancing.settings.is_used_in_training:
            self._press("balance.use_in_training")
        yield settled(lambda: balancing.is_calm and balancing.settings.is_used_in_training)

    def set_up(self) -> Part:
        """The form of a training: it begins with the model of today."""
        self._parts.window.show_page(TRAIN)
        training = self.training
        self._press("train.new")
        yield settled(lambda: training.is_calm and training.setup.is_open)
        wish = replace(
            training.setup.wish, name=self.plan.run, dataset=self.plan.dataset, budget=self.plan.budget,
            budget_text=self.plan.budget_text,
        )  # fmt: skip
        self._page(TrainPage).wish_changed.emit(wish)
        yield settled(lambda: training.is_calm and training.setup.wish == wish)

    def train(self) -> Part:
        """Until it learns, or has ended."""
        self._parts.window.show_page(TRAIN)
        training = self.training
        yield settled(lambda: training.is_calm)
        for _ in range(2):  # the second says yes to what was found in the dataset
            if training.setup.is_open:
                self._press("train.start")
                yield settled(lambda: training.is_calm)
                yield after(self.plan.look_s)
        if training.setup.is_open:
            raise StoryError(texts.NOT_STARTED.translated())
        yield lambda: self.run is not None and (self.run.progress.step > 0 or self._has_ended(self.run))

    def learn(self) -> Part:
        """Until the model is there."""
        yield lambda: self.run is not None and self._has_ended(self.run)
        run = self.run
        assert run is not None  # see above
        if run.state is not TrainingState.DONE:
            raise StoryError(run.progress.detail or texts.NO_MODEL.translated())

    @staticmethod
    def _has_ended(run: Run) -> bool:
        return run.state is not None and run.state.is_end and not run.is_running

    @property
    def run(self) -> Run | None:
        """The training, as the page found it last."""
        return next((run for run in self.training.runs if run.name == self.plan.run), None)

    # proving and promoting

    def add_model(self) -> Part:
        self._parts.window.show_page(TRAIN)
        yield settled(lambda: self.training.is_calm)
        self._press("train.add_to_models")
        yield settled(lambda: self.training.is_calm)

    def prove(self) -> Part:
        """On frames that nobody labelled and neither model has seen."""
        self._parts.window.show_page(MODELS)
        models = self.models
        yield settled(lambda: models.is_calm and self.candidate is not None)
        candidate = self.candidate
        assert candidate is not None  # see above
        page = self._page(ModelsPage)
        page.model_chosen.emit(str(candidate.file))
        page.dataset_chosen.emit(HELD_OUT)
        yield settled(lambda: models.is_calm)
        yield after(self.plan.look_s)
        self._press("models.prove")
        yield settled(lambda: models.is_calm)
        if models.details is None or models.details.proof is None:
            raise StoryError(texts.NO_PROOF.translated())

    def promote(self, because: str, by: str) -> Part:
        self._parts.window.show_page(MODELS)
        yield settled(lambda: self.models.is_calm and self.candidate is not None)
        candidate = self.candidate
        assert candidate is not None  # see above
        self._page(ModelsPage).model_chosen.emit(str(candidate.file))
        yield settled(lambda: self.models.is_calm)
        self._press("models.promote")
        yield from self._change(because, by)
        yield lambda: self._in_use == candidate.sha256
        yield settled(lambda: self.models.is_calm)

    def roll_back(self, because: str, by: str) -> Part:
        self._parts.window.show_page(MODELS)
        models, promoted = self.models, self._in_use
        yield settled(lambda: models.is_calm)
        self._press("models.roll_back")
        yield from self._change(because, by)
        yield lambda: self._in_use != promoted
        yield settled(lambda: models.is_calm)

    def _change(self, because: str, by: str) -> Part:
        """Both presses of the panel, filled in."""
        panel = self._page(ModelsPage).change
        yield settled(lambda: self.models.is_calm)
        panel.name.setText(by)
        panel.reason.setText(because)
        for _ in range(2):
            yield after(max(self.plan.look_s, 1.5 * SOONEST_S))  # a second press that comes sooner is a double click
            panel.button.click()

    @property
    def candidate(self) -> StoredModel | None:
        """The model that was learned."""
        listing = self.models.listing
        models = listing.models if listing is not None else ()
        return next((model for model in models if model.card.name == self.plan.run), None)

    @property
    def _in_use(self) -> str:
        in_use = self._parts.session.in_use
        return in_use.model.sha256 if in_use is not None else ""

    # the window's parts

    def _press(self, action_id: str) -> None:
        """As its key does. Raises StoryError where it cannot be done now."""
        actions = self._parts.window.actions_of_window
        action = actions.qaction(action_id)
        if not action.isEnabled():
            raise StoryError(texts.CANNOT_NOW.translated(name=action.text(), why=actions.tip(action_id)))
        action.trigger()

    def _page(self, kind: type[W]) -> W:
        """Of a page that was shown."""
        page = self._parts.window.findChild(kind)
        assert isinstance(page, kind)
        return page

    def _presenter(self, page_id: str, kind: type[P]) -> P:
        presenter = self._parts.presenters[page_id]
        assert isinstance(presenter, kind)
        return presenter

    @property
    def annotating(self) -> AnnotatePresenter:
        return self._presenter(ANNOTATE, AnnotatePresenter)

    @property
    def training(self) -> TrainPresenter:
        return self._presenter(TRAIN, TrainPresenter)

    @property
    def models(self) -> ModelsPresenter:
        return self._presenter(MODELS, ModelsPresenter)
