"""Names of the measures of a defect, as rules and tables call them: "length_mm", "area_px"."""

from __future__ import annotations

from types import MappingProxyType

from inspector.core.defect import Size

# Name of a measure in a rule -> attribute of Size. "_mm" and "_mm2" are taken from the size in mm.
_LENGTHS = ("length", "width", "feret_max", "feret_min", "iso8785_length", "iso8785_width")
MEASURES = MappingProxyType(
    {f"{name}_{unit}": name for unit in ("px", "mm") for name in _LENGTHS} | {"area_px": "area", "area_mm2": "area"}
)


def is_in_mm(measure: str) -> bool:
    return measure.endswith(("_mm", "_mm2"))


def measured(measure: str, size_px: Size, size_mm: Size | None) -> float | None:
    """The value of a measure; None for one in mm without a calibration."""
    size = size_mm if is_in_mm(measure) else size_px
    return None if size is None else float(getattr(size, MEASURES[measure]))
