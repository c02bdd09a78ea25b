"""What inspection makes of one frame, and what it is told beforehand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspector.core.calibration import Calibration
from inspector.core.class_map import ArgmaxPrediction, ClassMap
from inspector.core.defect import Defect
from inspector.core.frame import Frame
from inspector.core.model_card import ModelCard
from inspector.measuring.severity import DEFAULT_TABLE, SeverityTable


@dataclass(frozen=True, slots=True)
class InspectionSettings:
    """Thresholds and minimum areas by class index; the rest holds for a whole inspection."""

    thresholds: tuple[float, ...]
    min_area_px: tuple[int, ...]
    calibration: Calibration | None = None
    severity_table: SeverityTable = DEFAULT_TABLE

    @classmethod
    def of_card(
        cls, card: ModelCard, calibration: Calibration | None = None, severity_table: SeverityTable = DEFAULT_TABLE
    ) -> InspectionSettings:
        return cls(card.thresholds, card.min_area_px, calibration, severity_table)

    def with_threshold(self, class_index: int, threshold: float) -> InspectionSettings:
        values = (*self.thresholds[:class_index], threshold, *self.thresholds[class_index + 1 :])
        return replace(self, thresholds=values)

    def with_min_area(self, class_index: int, min_area_px: int) -> InspectionSettings:
        values = (*self.min_area_px[:class_index], min_area_px, *self.min_area_px[class_index + 1 :])
        return replace(self, min_area_px=values)


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
