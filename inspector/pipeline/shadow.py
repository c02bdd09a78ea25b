"""A candidate looks at live frames beside the model in use: what would it have reported? It changes nothing.

    finishing thread   every n-th frame, where the shadow is idle: a copy of it, and what the line reported
    shadow thread      predicts with the candidate ► compares regions by class name ► score; keeps where they disagree

Only spare capacity is used: one frame at a time on a thread of low priority, none while the one before is not done, and
none right after the line had to skip a frame. What is passed over is counted, never waited for.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import ClassVar, Final

import numpy as np

from inspector.core.class_map import ArgmaxPrediction, without_rows
from inspector.core.defect import Region
from inspector.core.frame import Frame
from inspector.core.messages import Code, InspectorError, Message, Value, message
from inspector.core.model_card import ModelCard
from inspector.core.product import ProductRegion
from inspector.inference.inspect_frame import inspect_prediction
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.predictor import PredictionGivenUp, Predictor
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.prediction_pool import lower_priority
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionStart, MissedInspection, Sink

log = logging.getLogger("inspector.pipeline")

EVERY_N: Final = 10  # frames of the line, of which one is the candidate's
KEEP_ONE_IN: Final = 50  # frames of the line: a candidate that is wrong everywhere fills no disk
Keep = Callable[[InspectionStart, Frame, int], bool]  # piece, frame, lane; False where there was no room


class KnownTo(StrEnum):
    """Which of the two models reports a class of this name."""

    BOTH = "both"
    ACTIVE = "active"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True)
class ClassAgreement:
    """Regions of one class in the frames that were compared. Two agree where they share a pixel."""

    class_name: str
    known_to: KnownTo
    n_both: int = 0  # of the model in use, that the candidate reports too
    n_only_active: int = 0
    n_only_candidate: int = 0

    @property
    def is_agreed(self) -> bool:
        """A class that only one of them knows is told apart: it is no disagreement."""
        return self.known_to is not KnownTo.BOTH or self.n_only_active == self.n_only_candidate == 0


@dataclass(frozen=True, slots=True)
class ShadowScore:
    """How far the candidate reports what the model in use reports."""

    candidate: str  # title
    candidate_sha256: str
    active: str  # title
    since: datetime  # UTC
    every_n: int
    n_live: int = 0  # frames that the line inspected since
    n_compared: int = 0
    n_passed_over: int = 0  # that were the candidate's turn, and the PC had no time for
    n_agreed: int = 0  # of those compared
    n_kept: int = 0  # for annotation, of those on which they disagree
    classes: tuple[ClassAgreement, ...] = ()  # in the order of the model in use, then those of the candidate alone
    ended: Message | None = None  # how it ended; None while it goes on


@dataclass(frozen=True, slots=True, eq=False)
class Reported:
    """What one model reports of a frame."""

    card: ModelCard
    regions: Sequence[Region]

    @property
    def class_names(self) -> tuple[str, ...]:
        """That it may report."""
        return tuple(self.card.class_names[index] for index in self.card.defect_indices)

    def of_class(self, name: str) -> list[Region]:
        return [region for region in self.regions if self.card.class_names[region.class_index] == name]


def compare_reports(active: Reported, candidate: Reported, width: int) -> tuple[ClassAgreement, ...]:
    """Every class that one of them may report, of one frame of ``width`` px, by name."""
    theirs, ours = active.class_names, candidate.class_names
    found = []
    for name in (*theirs, *(name for name in ours if name not in theirs)):
        before, after = active.of_class(name), candidate.of_class(name)
        known_to = (
            KnownTo.CANDIDATE if name not in theirs else KnownTo.ACTIVE if name not in ours else KnownTo.BOTH
        )  # fmt: skip
        n_both = _n_met(before, after, width)
        found.append(
            ClassAgreement(name, known_to, n_both, len(before) - n_both, len(after) - _n_met(after, before, width))
        )
    return tuple(found)


def _n_met(regions: Sequence[Region], others: Sequence[Region], width: int) -> int:
    """How many of ``regions`` share a pixel with one of ``others``. Runs are searched: no map of a frame is made."""
    if not regions or not others:
        return 0
    runs = np.concatenate([other.runs for other in others]).astype(np.int64)
    begins = np.sort(runs[:, 0] * width + runs[:, 1])
    ends = np.sort(runs[:, 0] * width + runs[:, 2])  # regions of one class share no pixel: both in one order
    n_met = 0
    for region in regions:
        row, start, end = region.runs.T.astype(np.int64)
        first = np.searchsorted(ends, row * width + start, side="right")  # the first that ends behind the start
        is_there = first < ends.size
        n_met += bool((begins[first[is_there]] < (row * width + end)[is_there]).any())
    return n_met


def _added(classes: Sequence[ClassAgreement], more: Sequence[ClassAgreement]) -> tuple[ClassAgreement, ...]:
    """Both of the same two models, so of the same classes; none yet before the first frame."""
    if not classes:
        return tuple(more)
    return tuple(
        replace(
            one, n_both=one.n_both + other.n_both, n_only_active=one.n_only_active + other.n_only_active,
            n_only_candidate=one.n_only_candidate + other.n_only_candidate,
        )
        for one, other in zip(classes, more, strict=True)
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Turn:
    """A frame for the candidate, our own copy, with what the line made of it."""

    start: InspectionStart
    lane: int
    frame: Frame
    number: int  # of the frames that the line inspected since the shadow began
    prediction: ArgmaxPrediction
    card: ModelCard
    settings: InspectionSettings
    product: ProductRegion | None


class Shadow:
    """One candidate beside one model in use, over whatever pieces come. ``start`` it once; ``end`` is repeatable."""

    def __init__(
        self,
        candidate: LoadedModel,
        active: LoadedModel,
        keep: Keep,
        *,
        every_n: int = EVERY_N,
        niceness: int = 0,
        on_end: Callable[[Message], object] = lambda message: None,
    ) -> None:
        """``on_end`` hears once, on the shadow's thread, how it ended. Raises ValueError for ``every_n`` below 1."""
        if every_n < 1:
            raise ValueError(f"every {every_n}th frame is none")
        self._predictor = Predictor(candidate)
        self._settings = InspectionSettings.of_card(candidate.card)
        self._active_sha256 = active.sha256
        self._keep = keep
        self._niceness = niceness
        self._on_end = on_end
        self._changed = threading.Condition()
        self._score = ShadowScore(candidate.card.title, candidate.sha256, active.card.title, datetime.now(UTC), every_n)
        self._turn: _Turn | None = None
        self._is_idle = True
        self._must_wait = False  # the line had to skip a frame
        self._is_ending = False
        self._other_model = ""  # title of one that came into use: what is compared from there on is something else
        self._keep_from = 0  # number of the frame of the line from which one may be kept again
        self._thread = threading.Thread(target=self._run, name="shadow", daemon=True)

    # on any thread

    @property
    def score(self) -> ShadowScore:
        with self._changed:
            return self._score

    def start(self) -> None:
        self._thread.start()

    def end(self, *, finishes: bool = False) -> None:
        """Returns when the tile that runs is done and the end was told. With ``finishes`` the frame in hand is compared
        first: for who has the time, once the line has ended."""
        with self._changed:
            if finishes:
                self._changed.wait_for(lambda: self._is_idle or self._is_ending)
            self._is_ending = True
            self._changed.notify_all()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join()

    # on the finishing thread: nothing here waits

    def offer(self, start: InspectionStart, result: InspectionResult, model_sha256: str) -> None:
        """A frame that the line has inspected with this model; it is copied where it is taken."""
        with self._changed:
            if self._is_ending:
                return
            if model_sha256 != self._active_sha256:
                self._is_ending, self._other_model = True, result.card.title
                self._changed.notify_all()
                return
            number = self._score.n_live
            self._score = replace(self._score, n_live=number + 1)
            if number % self._score.every_n:
                return
            if not self._is_idle or self._must_wait:
                self._must_wait = False
                self._pass_over()
                return
        turn = _Turn(
            start, result.placement.lane, result.frame.copy(), number, result.prediction, result.card, result.settings,
            result.product,
        )  # fmt: skip
        with self._changed:
            self._turn, self._is_idle = turn, False
            self._changed.notify_all()

    def line_skipped(self) -> None:
        """The line is behind: what the shadow has in hand is given up, and its next turn is passed over."""
        with self._changed:
            self._must_wait = True

    # on the shadow's thread

    def _run(self) -> None:
        lower_priority(self._niceness)
        reason = ""
        try:
            while (turn := self._next()) is not None:
                self._look(turn)
        except InspectorError as error:
            detail = error.message.params.get("detail")
            reason = str(detail) if detail is not None else error.message.code.value
            log.warning("the shadow ends: %s", error)
        except Exception as error:  # whatever a candidate does on a thread of its own, the line goes on
            reason = f"{type(error).__name__}: {error}"
            log.exception("the shadow ends")
        with self._changed:
            self._is_ending, self._turn = True, None
            told = self._ended(self._score, reason, self._other_model)
            self._score = replace(self._score, ended=told)
            self._changed.notify_all()
        self._on_end(told)

    def _next(self) -> _Turn | None:
        with self._changed:
            self._changed.wait_for(lambda: self._turn is not None or self._is_ending)
            turn, self._turn = self._turn, None
            return None if self._is_ending else turn

    def _look(self, turn: _Turn) -> None:
        frame, product = turn.frame, turn.product
        wanted = product.mask() if product is not None and not product.is_whole else None
        try:
            predicted = self._predictor.predict(frame.pixels, frame.bits, self._gives_up, wanted)
        except PredictionGivenUp:
            with self._changed:
                self._pass_over()
                self._is_idle = True
                self._changed.notify_all()
            return
        card = self._predictor.model.card
        predicted = without_rows(predicted, *frame.blank_rows)
        # Both by the frame alone: what of a region lies in the next frame plays no part.
        before = Reported(turn.card, inspect_prediction(turn.prediction, turn.card, turn.settings).regions)
        after = Reported(card, inspect_prediction(predicted, card, self._settings).regions)
        classes = compare_reports(before, after, frame.width)
        has_agreed = all(one.is_agreed for one in classes)
        is_kept = False
        if not has_agreed and turn.number >= self._keep_from:
            is_kept = self._keep(turn.start, frame, turn.lane)
            if is_kept:
                self._keep_from = turn.number + KEEP_ONE_IN
        with self._changed:
            score = self._score
            self._score = replace(
                score, n_compared=score.n_compared + 1, n_agreed=score.n_agreed + has_agreed,
                n_kept=score.n_kept + is_kept, classes=_added(score.classes, classes),
            )  # fmt: skip
            self._is_idle = True
            self._changed.notify_all()

    def _gives_up(self) -> bool:
        with self._changed:
            return self._is_ending or self._must_wait

    def _pass_over(self) -> None:
        """The condition is held."""
        self._score = replace(self._score, n_passed_over=self._score.n_passed_over + 1)

    @staticmethod
    def _ended(score: ShadowScore, failure: str, other_model: str) -> Message:
        facts: dict[str, Value] = {
            "model": score.candidate, "active": score.active, "n_compared": score.n_compared, "n_live": score.n_live,
            "n_agreed": score.n_agreed, "n_kept": score.n_kept, "classes": _in_short(score.classes),
        }  # fmt: skip
        if failure:
            return message(Code.SHADOW_FAILED, **facts, detail=failure)
        if other_model:
            return message(Code.SHADOW_OUTDATED, **facts, other=other_model)
        return message(Code.SHADOW_ENDED, **facts)


class ShadowSink(Sink):
    """Brings the frames of one piece to the shadow of that moment."""

    is_required: ClassVar[bool] = False  # nothing is inspected worse without it

    def __init__(self, shadow: Callable[[], Shadow | None]) -> None:
        self._shadow = shadow
        self._start: InspectionStart | None = None
        self._models: dict[int, str] = {}  # sha256 of the model that inspected last, by lane

    def begin(self, start: InspectionStart) -> None:
        self._start = start
        self._models = {lane.index: start.model.sha256 for lane in start.lanes}

    def model_changed(self, model: LoadedModel, lane: int, from_frame: int) -> None:
        self._models[lane] = model.sha256

    def inspected(self, result: InspectionResult) -> None:
        shadow, start = self._shadow(), self._start
        if shadow is not None and start is not None:
            shadow.offer(start, result, self._models[result.placement.lane])

    def missed(self, missed: MissedInspection) -> None:
        shadow = self._shadow()
        if shadow is not None and missed.frame.reason.code is Code.FRAME_SKIPPED:
            shadow.line_skipped()


def _in_short(classes: Sequence[ClassAgreement]) -> str:
    """For the records: regions in both, only of the model in use, only of the candidate; "–" before any frame."""
    each = (f"{one.class_name} {one.n_both}/{one.n_only_active}/{one.n_only_candidate}" for one in classes)
    return ", ".join(each) or "–"
