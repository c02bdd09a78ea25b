"""One way to inspect a frame: for the live line, a folder, an evaluation, an overlay and the benchmarks.

    frame + model + settings  ->  FrameInspection: prediction, class map, regions

The live line does the two halves on two threads, ``Predictor.predict`` and ``inspect_prediction``; everybody else
calls ``inspect_frame``. What counts as a region is decided here alone, so the overlay, the scores and the records
of one frame always agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ArgmaxPrediction, ClassMap, class_map_of, defects_only
from inspector.core.defect import Region
from inspector.core.frame import Pixels
from inspector.core.model_card import ModelCard
from inspector.inference.predictor import Predictor
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.measuring.regions import find_regions, paint_regions


@dataclass(frozen=True, slots=True, eq=False)
class FrameInspection:
    """What one frame shows by itself. Whether a region becomes a defect may depend on its neighbours' frames."""

    prediction: ArgmaxPrediction
    class_map: ClassMap  # after thresholds, before minimum areas; with the classes that are no defects
    regions: tuple[Region, ...]  # of defects, from their minimum area on; with those at borders where asked for

    @property
    def reported_map(self) -> ClassMap:
        """The class map of the regions alone."""
        height, width = self.class_map.shape
        return paint_regions(self.regions, (height, width))


def inspect_frame(
    pixels: Pixels,
    bits: int,
    predictor: Predictor,
    settings: InspectionSettings,
    *,
    keep_border: bool = False,
    gives_up: Callable[[], bool] = lambda: False,
    wanted: npt.NDArray[np.bool_] | None = None,
) -> FrameInspection:
    """Inspect a frame (H, W[, 3]) of values of ``bits`` bits, or what is ``wanted`` (H, W) of it.

    Raises ModelError where the network fails, PredictionGivenUp where asked to.
    """
    prediction = predictor.predict(pixels, bits, gives_up, wanted)
    return inspect_prediction(prediction, predictor.model.card, settings, keep_border=keep_border)


def inspect_prediction(
    prediction: ArgmaxPrediction,
    card: ModelCard,
    settings: InspectionSettings,
    *,
    keep_border: bool = False,
    keep_sides: bool = False,
) -> FrameInspection:
    """What a prediction shows under these settings; see ``measuring.regions.find_regions`` for what is kept."""
    class_map = class_map_of(prediction, settings.thresholds)
    regions = find_regions(
        defects_only(class_map, card.non_defect_indices), prediction.probability, min_area_px=settings.min_area_px,
        keep_border=keep_border, keep_sides=keep_sides,
    )  # fmt: skip
    return FrameInspection(prediction, class_map, tuple(regions))
