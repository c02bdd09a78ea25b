"""What a frame is inspected by, besides the model: thresholds and minimum areas, the plant's table, the scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from inspector.core.calibration import Calibration
from inspector.core.model_card import ModelCard
from inspector.measuring.severity import DEFAULT_TABLE, SeverityTable

if TYPE_CHECKING:
    from inspector.measuring.merging import DefectRules


Limits: TypeAlias = tuple[tuple[float, ...], tuple[int, ...]]  # thresholds and minimum areas in px, by class index


@dataclass(frozen=True, slots=True)
class LimitChange:
    """A threshold or a minimum area of one class that was moved."""

    class_name: str
    quantity: Literal["threshold", "min_area_px"]
    before: float
    after: float


def changes_between(card: ModelCard, before: Limits, after: Limits) -> tuple[LimitChange, ...]:
    """By class, thresholds first."""
    (old_thresholds, old_areas), (thresholds, areas) = before, after
    found = []
    for index, class_name in enumerate(card.class_names):
        if old_thresholds[index] != thresholds[index]:
            found.append(LimitChange(class_name, "threshold", old_thresholds[index], thresholds[index]))
        if old_areas[index] != areas[index]:
            found.append(LimitChange(class_name, "min_area_px", old_areas[index], areas[index]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class InspectionSettings:
    """Thresholds and minimum areas by class index; the rest holds for a whole inspection."""

    thresholds: tuple[float, ...]
    min_area_px: tuple[int, ...]
    calibration: Calibration | None = None  # of lanes that have no scale of their own
    severity_table: SeverityTable = DEFAULT_TABLE

    @classmethod
    def of_card(
        cls, card: ModelCard, calibration: Calibration | None = None, severity_table: SeverityTable = DEFAULT_TABLE
    ) -> InspectionSettings:
        return cls(card.thresholds, card.min_area_px, calibration, severity_table)

    @property
    def limits(self) -> Limits:
        """What decides which regions of a prediction are defects."""
        return self.thresholds, self.min_area_px

    def fits(self, card: ModelCard) -> bool:
        """Whether it was made for as many classes as the model has."""
        return len(self.thresholds) == len(self.min_area_px) == card.n_classes

    def rules(self, card: ModelCard, generation: int = 0) -> DefectRules:
        from inspector.measuring.merging import DefectRules

        return DefectRules(card.class_names, self.min_area_px, self.severity_table, generation)

    def with_threshold(self, class_index: int, threshold: float) -> InspectionSettings:
        values = (*self.thresholds[:class_index], threshold, *self.thresholds[class_index + 1 :])
        return replace(self, thresholds=values)

    def with_limits(self, limits: Limits) -> InspectionSettings:
        thresholds, min_area_px = limits
        return replace(self, thresholds=thresholds, min_area_px=min_area_px)

    def with_min_area(self, class_index: int, min_area_px: int) -> InspectionSettings:
        values = (*self.min_area_px[:class_index], min_area_px, *self.min_area_px[class_index + 1 :])
        return replace(self, min_area_px=values)
