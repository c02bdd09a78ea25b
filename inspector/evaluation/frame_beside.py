"""One frame of a dataset version, painted four times: as captured, annotated, and as two models see it.

    FramesBeside(version, active, candidate, looks).pictures(name, side_px)  ->  four RGB pictures of one size

What a model reports is what inspection would: regions from its card's thresholds and minimum areas on. Defects are
painted in the looks of the plant's classes. The two models stay open, so that frame after frame can be looked at.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import DefectClass, HasClasses
from inspector.core.messages import Code, DatasetError, message
from inspector.core.rendering import painted
from inspector.datasets.version import DatasetVersion
from inspector.inference.inspect_frame import inspect_frame
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.predictor import Predictor
from inspector.measuring.inspection_settings import InspectionSettings

Rgb = npt.NDArray[np.uint8]  # (H, W, 3)
Looks = Callable[[HasClasses], tuple[DefectClass, ...]]


class FramesBeside:
    def __init__(self, version: DatasetVersion, active: LoadedModel, candidate: LoadedModel, looks: Looks) -> None:
        self._version, self._looks = version, looks
        self._samples = {sample.name: sample for sample in version.samples}
        self._predictors = [Predictor(model, as_the_card_says=True) for model in (active, candidate)]

    def pictures(self, name: str, side_px: int) -> tuple[Rgb, Rgb, Rgb, Rgb]:
        """Their longest side is ``side_px`` at most; a smaller frame keeps its size.

        Raises DatasetError where the frame is not there or is another by now, ModelError where a network fails.
        """
        version, sample = self._version, self._samples.get(name)
        if sample is None:
            raise DatasetError(
                message(Code.DATASET_BROKEN, path=str(version.folder), detail=f"it has no frame “{name}”")
            )
        read = version.read_picture(sample)
        pixels, bits = read.pixels, read.bits
        annotated = version.read_class_map(sample)
        seen: list[tuple[HasClasses, ClassMap]] = [(version, np.zeros_like(annotated)), (version, annotated)]
        for predictor in self._predictors:
            card = predictor.model.card
            inspected = inspect_frame(pixels, bits, predictor, InspectionSettings.of_card(card))
            seen.append((card, inspected.reported_map))
        plain, told, of_active, of_candidate = (
            _at_most(painted(pixels, bits, class_map, self._looks(owner)), side_px) for owner, class_map in seen
        )
        return plain, told, of_active, of_candidate


def _at_most(picture: Rgb, side_px: int) -> Rgb:
    """Averaged, so that a thin outline is faint and not gone."""
    height, width = picture.shape[:2]
    factor = side_px / max(height, width)
    if factor >= 1:
        return picture
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
