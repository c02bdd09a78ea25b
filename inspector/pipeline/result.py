"""What inspection makes of one frame."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from inspector.core.class_map import ArgmaxPrediction, ClassMap
from inspector.core.defect import Defect
from inspector.core.frame import Frame
from inspector.core.model_card import ModelCard
from inspector.core.placement import Placement
from inspector.core.product import ProductRegion

if TYPE_CHECKING:
    from inspector.inference.screening import Screened
    from inspector.measuring.inspection_settings import InspectionSettings
    from inspector.measuring.merging import Finding


@dataclass(frozen=True, slots=True, eq=False)
class InspectionResult:
    """One inspected frame. ``defects`` are those new or grown; ``absorbed`` became part of another."""

    frame: Frame
    placement: Placement
    card: ModelCard
    settings: InspectionSettings
    prediction: ArgmaxPrediction
    class_map: ClassMap  # after thresholds, before minimum areas; with the classes that are no defects
    defects: tuple[Defect, ...] = ()
    absorbed: tuple[tuple[int, int], ...] = ()  # (defect_id, the defect_id it became part of)
    findings: tuple[Finding, ...] = field(default=(), repr=False)  # its regions, and the defects they belong to
    predict_ms: float = 0.0
    measure_ms: float = 0.0
    product: ProductRegion | None = None  # what of the frame was inspected; None: all
    screened: Screened | None = field(default=None, repr=False)  # None: the model looked everywhere

    @property
    def reported_map(self) -> ClassMap:
        """The class map of the regions that belong to recorded defects, as far as that is known by now."""
        from inspector.measuring.regions import paint_regions

        regions = (finding.region for finding in self.findings if finding.defect_id is not None)
        height, width = self.class_map.shape
        return paint_regions(regions, (height, width))

    def kept(self) -> InspectionResult:
        """The same with pixels that stay when the frame is released; a sink that keeps results keeps this."""
        frame = self.frame.copy()
        return self if frame is self.frame else replace(self, frame=frame)

    @property
    def is_decided(self) -> bool:
        """False while a later frame may still make a region part of a recorded defect."""
        return all(finding.is_decided for finding in self.findings)
