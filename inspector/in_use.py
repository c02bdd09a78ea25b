"""The model that a session uses, with the settings made for its classes: of the inspection, or of the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.core.messages import Code, Message, message
from inspector.core.model_card import ModelCard
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings, Limits

if TYPE_CHECKING:
    from inspector.inference.screening import Screening
    from inspector.workspace.threshold_sets import ThresholdSet


@dataclass(frozen=True, slots=True, eq=False)
class PutBack:
    """What a start put in the place of what a hand had moved for another source."""

    source: str  # that was started
    limits: Limits


@dataclass(frozen=True, slots=True, eq=False)
class InUse:
    """The active model, and its settings."""

    model: LoadedModel
    settings: InspectionSettings
    screening: Screening | None = None  # names where the model looks; None: everywhere
    screen_trouble: Message | None = None  # why a screen that somebody said yes to is not used
    threshold_set: ThresholdSet | None = None  # None: the model's own thresholds hold, where no hand moved them
    put_back: PutBack | None = None  # by the last start with another source; what a hand moves since is not in it
    promoted: str = ""  # title of the workspace's promoted model, where this one, chosen by hand, is another

    @property
    def card(self) -> ModelCard:
        return self.model.card

    @property
    def trial(self) -> Message | None:
        """That the model is on trial, where another one is promoted."""
        title = self.card.title
        return message(Code.MODEL_ON_TRIAL, model=title, promoted=self.promoted) if self.promoted else None

    @property
    def base(self) -> Limits:
        """Thresholds and minimum areas before any hand moved them: those of the set, or the model's own."""
        own = self.card.thresholds, self.card.min_area_px
        return self.threshold_set.limits(self.card) if self.threshold_set is not None else own
