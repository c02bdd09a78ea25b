"""All that networks do for whoever labels: the model of today proposes and contradicts, another makes masks of clicks.

One for the Annotate page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from inspector.annotation.mask_step import MaskStep
from inspector.core.class_map import ArgmaxPrediction
from inspector.presenters.label_errors import LabelErrors
from inspector.presenters.label_proposals import LabelProposals, is_same_model
from inspector.presenters.model_asking import ModelAsking
from inspector.presenters.segmenting import Segmenting

if TYPE_CHECKING:
    from inspector.in_use import InUse
    from inspector.presenters.annotate_presenter import AnnotatePresenter
    from inspector.presenters.label_desk import OpenFrame
    from inspector.session import Session
    from inspector.views.annotate.annotate_page import AnnotatePage


class ModelHelp:
    def __init__(
        self, frames: AnnotatePresenter, page: AnnotatePage, session: Session, segmenting: Segmenting, *,
        shows_proposals: Callable[[], bool], proposals_shown: Callable[[bool], object],
    ) -> None:  # fmt: skip
        """``shows_proposals``: as the window remembers it."""
        self._asking = ModelAsking(session, frames.desk)
        self.proposals = LabelProposals(frames, page, self._asking, is_wanted=shows_proposals, wanted=proposals_shown)
        self.errors = LabelErrors(frames, page, self._asking)
        frames.painting.key_left_over = self.proposals.key
        self._parts = (self._asking, self.proposals, self.errors, segmenting)

    @property
    def is_busy(self) -> bool:
        return any(one.is_busy for one in self._parts)

    def answer_of(self, in_use: InUse | None) -> ArgmaxPrediction | None:
        """What this model says of the open frame, where it was asked already."""
        asking = self._asking
        return asking.answer if is_same_model(asking.in_use, in_use) else None

    def acts(self) -> dict[str, Callable[[], object]]:
        return {**self.proposals.acts(), **self.errors.acts()}

    def opened(self, frame: OpenFrame | None) -> None:
        """It is about this frame from now on; None: nothing is open."""
        for one in self._parts:
            one.opened(frame)

    def labels_changed(self, step: MaskStep) -> None:
        """A step of the open frame was made, undone or done again."""
        self.proposals.labels_changed(step)
        self.errors.labels_changed()

    def end(self, timeout_s: float) -> bool:
        """After the event loop. True if in time."""
        for one in self._parts:
            one.end()  # what is asked is given up
        have_ended = [one.join(timeout_s) for one in self._parts]  # each, whatever one says
        return all(have_ended)
