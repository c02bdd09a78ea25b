"""A model scored on frames it has not seen, as inspection would see them.

    model + frames + settings  ->  ModelEvaluation: every score, with what was compared and under which rules

Thresholds and minimum areas are those of the model's card; the free-response curve, which asks for numbers of false
alarms instead, begins with the arg-max. Nothing here knows a terminal or a window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from inspector.core.calibration import Calibration
from inspector.core.class_map import ClassMap, defects_only
from inspector.core.classes import BACKGROUND_INDEX
from inspector.core.messages import Code, ModelError, message
from inspector.core.model_card import ModelCard
from inspector.core.size_bands import SizeBands, default_edges
from inspector.evaluation.class_rule import ClassRule, class_rule
from inspector.evaluation.evaluation import Evaluation
from inspector.evaluation.frames import FramesToScore
from inspector.evaluation.free_response import FreeResponse, Matching, OperatingPoint
from inspector.evaluation.intervals import Interval
from inspector.evaluation.metrics import Scores
from inspector.evaluation.of_frames import FrameResults
from inspector.inference.inspect_frame import FrameInspection, inspect_frame
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.predictor import Predictor
from inspector.measuring.inspection_settings import InspectionSettings


@dataclass(frozen=True, slots=True)
class EvaluationSettings:
    calibration: Calibration | None = None  # with it false alarms per m and m², and sizes in mm
    band_edges: tuple[float, ...] | None = None  # of defect sizes, in mm with a calibration; None: the default ones
    mapping: Mapping[str, str] = field(default_factory=dict)  # classes of the data to the model's: class_rule.py
    alarms_per_frame: tuple[float, ...] = (1.0, 0.1)  # at which recall per region is asked
    matching: Matching = field(default_factory=Matching)  # of regions, for that recall

    @property
    def bands(self) -> SizeBands:
        edges = default_edges(self.calibration) if self.band_edges is None else self.band_edges
        return SizeBands(edges, self.calibration)


@dataclass(frozen=True, slots=True)
class RecallAtAlarms:
    """What is found at so many false alarms per frame, and where the score for that was read."""

    alarms_per_frame: float
    score_from: str  # name of the split: the scored one itself, or one kept apart, as a plant would have to
    point: OperatingPoint


@dataclass(frozen=True, slots=True, eq=False)
class ModelEvaluation:
    """What was found. Tuples by class go by scored class index; those by size have one entry per size band."""

    card: ModelCard
    model_sha256: str
    frames: FramesToScore
    settings: EvaluationSettings
    rule: ClassRule
    n_groups: int
    scores: Scores
    intervals: Mapping[str, Interval]  # 95 %, of every metric that is defined
    n_defects: tuple[int, ...]
    defect_recall: tuple[float, ...]  # NaN for a class without defects
    n_false_alarms: tuple[int, ...]
    size_bands: tuple[str, ...]
    n_defects_by_size: tuple[tuple[int, ...], ...]
    defect_recall_by_size: tuple[tuple[float, ...], ...]
    area_m2: float | None  # inspected; None without a calibration
    counted: Mapping[str, int]  # frames and pairs behind the metrics
    with_thresholds: OperatingPoint  # regions that the card's thresholds leave, matched as in the next
    recall_at_alarms: tuple[RecallAtAlarms, ...]
    evaluation: Evaluation  # the counts by group: what a difference to another model needs
    curve: FreeResponse  # of the frames themselves
    of_frames: FrameResults


def evaluate_model(
    model: LoadedModel,
    frames: FramesToScore,
    settings: EvaluationSettings,
    report: Callable[[int, int], None] = lambda done, total: None,
    *,
    scores_from: FramesToScore | None = None,
    rule: ClassRule | None = None,
) -> ModelEvaluation:
    """Inspect every frame and score it. ``scores_from``: others, of the same classes, whose scores of regions leave the
    wanted numbers of false alarms; recall at these scores is given beside that at the frames' own. ``rule``: in the
    place of the settings' mapping, as for two models that are compared.

    ``report`` gets (frames done, frames) once per tile; an exception that it raises cancels the work. Raises
    ModelError where a mapping of classes cannot be followed or the network fails, DatasetError where data are broken.
    """
    card = model.card
    try:
        rule = rule or class_rule(card, frames.class_names, frames.non_defects, settings.mapping)
    except ValueError as error:
        raise ModelError(
            message(Code.CLASSES_NOT_MAPPED, model=card.title, data=frames.name, detail=str(error))
        ) from error
    n_before = scores_from.n_frames if scores_from else 0
    total = frames.n_frames + n_before
    passed = _Pass(model, rule, settings)
    curves = [(frames.split, passed.curve)]
    if scores_from:
        before = _Pass(model, rule, settings)
        before.go_through(scores_from, lambda done: report(done, total))
        curves.append((scores_from.split, before.curve))
    passed.go_through(frames, lambda done: report(n_before + done, total))
    report(total, total)
    return _found(model, frames, settings, passed, curves)


class _Pass:
    """All that is counted while frames are gone through once."""

    def __init__(self, model: LoadedModel, rule: ClassRule, settings: EvaluationSettings) -> None:
        self.rule, self._card, self._calibration = rule, model.card, settings.calibration
        self._predictor = Predictor(model, as_the_card_says=True)  # figures are those of the model, not of a PC
        self._settings = InspectionSettings.of_card(model.card, settings.calibration)
        n_classes, bands = len(rule.class_names), settings.bands
        self.of_frames = FrameResults()
        self.evaluation = Evaluation(
            n_classes, band_edges=bands.edges, calibration=settings.calibration, non_defects=rule.non_defect_indices,
            min_area_px=rule.min_area_px,
        )  # fmt: skip
        smallest = min(a for k, a in enumerate(rule.min_area_px) if k not in (0, *rule.non_defect_indices))
        self.curve, self.with_thresholds = (
            FreeResponse(n_classes, settings.matching, bands, smallest) for _ in range(2)
        )

    def go_through(self, frames: FramesToScore, report: Callable[[int], None]) -> None:
        mm_per_row = self._calibration.mm_per_px_along if self._calibration else 0.0
        for done, frame in enumerate(frames.read()):

            def still_wanted(done: int = done) -> bool:
                report(done)
                return False

            still_wanted()
            inspected = inspect_frame(frame.pixels, frame.bits, self._predictor, self._settings, gives_up=still_wanted)
            annotated = self.rule.annotated(frame.class_map)
            predicted = self.rule.predicted(_predicted_map(inspected, self._card))
            length_m = len(frame.class_map) * mm_per_row / 1000
            counts = self.evaluation.add(frame.group, annotated, predicted, length_m)
            self.of_frames.add(frame.name, frame.group, counts, self.rule.non_defect_indices)
            others, probability = self.rule.non_defect_indices, inspected.prediction.probability
            to_find = defects_only(annotated, others)
            for curve, called in (
                (self.curve, self.rule.predicted(inspected.prediction.index)), (self.with_thresholds, predicted),
            ):  # fmt: skip
                is_called = defects_only(called, others) != BACKGROUND_INDEX
                curve.add(frame.group, to_find, is_called, probability)


def _predicted_map(inspected: FrameInspection, card: ModelCard) -> ClassMap:
    """The regions that inspection reports, and the classes that are no defects, which have an IoU all the same."""
    is_other = np.isin(inspected.class_map, card.non_defect_indices)
    return np.where(is_other, inspected.class_map, inspected.reported_map)


def _found(
    model: LoadedModel, frames: FramesToScore, settings: EvaluationSettings, passed: _Pass,
    curves: Sequence[tuple[str, FreeResponse]],
) -> ModelEvaluation:  # fmt: skip
    evaluation, detections = passed.evaluation, passed.evaluation.detections
    counts = detections.counts()
    return ModelEvaluation(
        card=model.card, model_sha256=model.sha256, frames=frames, settings=settings, rule=passed.rule,
        n_groups=len(evaluation.frames), scores=evaluation.pixels.scores(),
        intervals=evaluation.intervals(), n_defects=tuple(detections.n_defects.tolist()),
        defect_recall=detections.recall(), n_false_alarms=tuple(detections.n_false.tolist()),
        size_bands=detections.band_names,
        n_defects_by_size=tuple(map(tuple, counts.n_defects.astype(int).tolist())),
        defect_recall_by_size=tuple(map(tuple, detections.recall_by_band().tolist())),
        area_m2=detections.area_m2(counts), counted=evaluation.counted(),
        with_thresholds=passed.with_thresholds.at(-np.inf),
        recall_at_alarms=tuple(
            RecallAtAlarms(alarms, split, passed.curve.at(curve.score_at(alarms)))
            for split, curve in curves
            for alarms in settings.alarms_per_frame
        ),
        evaluation=evaluation, curve=passed.curve, of_frames=passed.of_frames,
    )  # fmt: skip
