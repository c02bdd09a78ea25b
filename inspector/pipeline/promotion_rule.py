"""The plant's rule over a newly promoted model: where too many of its first frames show defects, it goes back.

One rule that everybody at a line can check: of the first ``within_frames`` frames since the promotion, no more than
``max_percent`` show a defect or fail. Asked from the 50th on, so that a few frames decide nothing. It watches as long
as the program runs; the rate before the promotion plays no part, so a rule needs no history and means the same always.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import ClassVar, Final

from inspector.core.messages import Code
from inspector.inference.loaded_model import LoadedModel
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionStart, MissedInspection, Sink

MIN_FRAMES: Final = 50  # before it decides; fewer where it watches fewer


class PromotionRule:
    """Over one promotion, whatever pieces come. Any thread."""

    def __init__(self, sha256: str, within_frames: int, max_percent: float, act: Callable[[str], object]) -> None:
        """``sha256`` of the promoted model. ``act`` is called once at most, with the reason in words, on the thread
        that brings the frame: it must not wait."""
        self.sha256 = sha256
        self._within_frames = within_frames
        self._max_percent = max_percent
        self._act = act
        self._lock = threading.Lock()
        self._n_frames = self._n_bad = 0
        self._is_over = False

    def look(self, *, is_bad: bool) -> None:
        """One frame since the promotion. ``is_bad``: it shows a defect, or the model failed on it."""
        with self._lock:
            if self._is_over:
                return
            self._n_frames += 1
            self._n_bad += is_bad
            is_asked = self._n_frames >= min(MIN_FRAMES, self._within_frames)
            is_broken = is_asked and 100 * self._n_bad > self._max_percent * self._n_frames
            self._is_over = is_broken or self._n_frames >= self._within_frames
            because = (
                f"{self._n_bad} of the first {self._n_frames} frames since the promotion show defects, or the model "
                f"failed on them; the plant's rule allows {self._max_percent:g} %."
            )
        if is_broken:
            self._act(because)


class PromotionRuleSink(Sink):
    """Brings the frames of one piece to the rule of that moment."""

    is_required: ClassVar[bool] = False

    def __init__(self, rule: Callable[[], PromotionRule | None], in_use: Callable[[], str]) -> None:
        """``in_use``: sha256 of the model that frames are given to now."""
        self._rule, self._in_use = rule, in_use
        self._models: dict[int, str] = {}  # sha256 of the model that inspected last, by lane

    def begin(self, start: InspectionStart) -> None:
        self._models = {lane.index: start.model.sha256 for lane in start.lanes}

    def model_changed(self, model: LoadedModel, lane: int, from_frame: int) -> None:
        self._models[lane] = model.sha256

    def inspected(self, result: InspectionResult) -> None:
        rule = self._rule()
        if rule is not None and self._models.get(result.placement.lane) == rule.sha256:
            rule.look(is_bad=bool(result.defects))

    def missed(self, missed: MissedInspection) -> None:
        rule = self._rule()
        # A model that fails on every frame is never told of as changed; what one on trial fails on is no matter of it.
        if rule is not None and missed.frame.reason.code is Code.FRAME_FAILED and self._in_use() == rule.sha256:
            rule.look(is_bad=True)
