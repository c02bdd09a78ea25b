"""A model scored on a split of a dataset version, as inspection would see it.

    model + version + settings  ->  ModelEvaluation: every score, with what was compared and under which rules

Thresholds and minimum areas are those of the model's card. Nothing here knows a terminal or a window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from inspector.core.calibration import Calibration
from inspector.core.class_map import ClassMap
from inspector.core.classes import non_defect_indices
from inspector.core.messages import Code, DatasetError, ModelError, message
from inspector.core.model_card import ModelCard
from inspector.core.size_bands import default_edges
from inspector.datasets.version import DatasetVersion, Split, read_all
from inspector.evaluation.evaluation import Evaluation
from inspector.evaluation.intervals import Interval
from inspector.evaluation.metrics import Scores
from inspector.inference.inspect_frame import FrameInspection, inspect_frame
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.predictor import Predictor
from inspector.measuring.inspection_settings import InspectionSettings


class NamedBy(StrEnum):
    """Who says which classes are no defects."""

    DATASET = "dataset"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class EvaluationSettings:
    split: Split = Split.TEST
    calibration: Calibration | None = None  # with it false alarms per m², and sizes in mm
    band_edges: tuple[float, ...] | None = None  # of defect sizes, in mm with a calibration; None: the default ones


@dataclass(frozen=True, slots=True, eq=False)
class ModelEvaluation:
    """What was found. Tuples by class go by class index; those by size have one entry per size band."""

    card: ModelCard
    model_sha256: str
    dataset: DatasetVersion
    settings: EvaluationSettings
    n_frames: int
    n_groups: int
    non_defects: tuple[str, ...]  # classes that were not counted as defects
    non_defects_named_by: NamedBy | None  # None where there are none
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
    evaluation: Evaluation  # the counts by group: what a difference to another model needs


def evaluate_model(
    model: LoadedModel,
    dataset: DatasetVersion,
    settings: EvaluationSettings,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> ModelEvaluation:
    """Inspect every frame of the split and score it.

    ``report`` gets (frames done, frames) once per tile; an exception that it raises cancels the work. Raises
    ModelError where model and data have other classes or the network fails, DatasetError where the split is empty or
    broken.
    """
    card = model.card
    _check_fit(card, dataset, settings.split)
    n_frames = len(dataset.of_split(settings.split))
    non_defects, named_by = _non_defects(dataset, card)
    edges = default_edges(settings.calibration) if settings.band_edges is None else settings.band_edges
    evaluation = Evaluation(
        card.n_classes, band_edges=edges, calibration=settings.calibration,
        non_defects=non_defect_indices(card.class_names, non_defects), min_area_px=card.min_area_px,
    )  # fmt: skip
    predictor, rules = Predictor(model), InspectionSettings.of_card(card, settings.calibration)
    for done, (sample, picture, annotated) in enumerate(read_all(dataset, settings.split)):

        def still_wanted(done: int = done) -> bool:
            report(done, n_frames)
            return False

        still_wanted()
        inspected = inspect_frame(picture.pixels, picture.bits, predictor, rules, gives_up=still_wanted)
        evaluation.add(sample.group, annotated, _predicted_map(inspected, card))
    report(n_frames, n_frames)
    return _found(model, dataset, settings, evaluation, non_defects, named_by)


def _predicted_map(inspected: FrameInspection, card: ModelCard) -> ClassMap:
    """The regions that inspection reports, and the classes that are no defects, which have an IoU all the same."""
    is_other = np.isin(inspected.class_map, card.non_defect_indices)
    return np.where(is_other, inspected.class_map, inspected.reported_map)


def _check_fit(card: ModelCard, dataset: DatasetVersion, split: Split) -> None:
    if card.class_names != dataset.class_names:
        raise ModelError(
            message(
                Code.CLASSES_DIFFER, model=f"{card.name} {card.version}", model_classes=", ".join(card.class_names),
                path=str(dataset.folder), dataset_classes=", ".join(dataset.class_names),
            )
        )  # fmt: skip
    if not dataset.of_split(split):
        detail = f"it has no {split} split"
        raise DatasetError(message(Code.DATASET_BROKEN, path=str(dataset.folder), detail=detail))


def _non_defects(dataset: DatasetVersion, card: ModelCard) -> tuple[tuple[str, ...], NamedBy | None]:
    """The data, which know what was annotated, come before the model."""
    if dataset.non_defects:
        return dataset.non_defects, NamedBy.DATASET
    return card.non_defects, NamedBy.MODEL if card.non_defects else None


def _found(
    model: LoadedModel, dataset: DatasetVersion, settings: EvaluationSettings, evaluation: Evaluation,
    non_defects: tuple[str, ...], named_by: NamedBy | None,
) -> ModelEvaluation:  # fmt: skip
    detections = evaluation.detections
    counts = detections.counts()
    return ModelEvaluation(
        card=model.card, model_sha256=model.sha256, dataset=dataset, settings=settings,
        n_frames=len(dataset.of_split(settings.split)), n_groups=len(evaluation.frames),
        non_defects=non_defects, non_defects_named_by=named_by, scores=evaluation.pixels.scores(),
        intervals=evaluation.intervals(), n_defects=tuple(detections.n_defects.tolist()),
        defect_recall=detections.recall(), n_false_alarms=tuple(detections.n_false.tolist()),
        size_bands=detections.band_names,
        n_defects_by_size=tuple(map(tuple, counts.n_defects.astype(int).tolist())),
        defect_recall_by_size=tuple(map(tuple, detections.recall_by_band().tolist())),
        area_m2=counts.area_m2 if settings.calibration else None, counted=evaluation.counted(), evaluation=evaluation,
    )  # fmt: skip
