"""What inspection makes of one frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspector.core.class_map import ArgmaxPrediction, ClassMap
from inspector.core.defect import Defect
from inspector.core.frame import Frame
from inspector.core.model_card import ModelCard
from inspector.measuring.inspection_settings import InspectionSettings


@dataclass(frozen=True, slots=True, eq=False)
class InspectionResult:
    """One inspected frame. ``defects`` are those new or grown; ``absorbed`` became part of another."""

    frame: Frame
    card: ModelCard
    settings: InspectionSettings
    prediction: ArgmaxPrediction
    class_map: ClassMap  # after thresholds, before minimum areas; with the classes that are no defects
    defects: tuple[Defect, ...]
    absorbed: tuple[tuple[int, int], ...]  # (number, the number it became part of)
    predict_ms: float
    measure_ms: float

    def kept(self) -> InspectionResult:
        """The same with pixels that stay when the frame is released; a sink that keeps results keeps this."""
        frame = self.frame.copy()
        return self if frame is self.frame else replace(self, frame=frame)
