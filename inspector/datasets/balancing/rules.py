"""What an injection of a class may look like and where it may lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Zone(StrEnum):
    """Where on a frame a class occurs."""

    ANYWHERE = "anywhere"
    AS_DONOR = "as-donor"  # where its donor lay, shifted by a little
    EDGE = "edge"  # within ``zone_px`` of the product's left or right edge
    CENTRE = "centre"  # at least ``zone_px`` from both edges
    FACE = "face"  # on the bright face of a rail, found by its light


@dataclass(frozen=True, slots=True)
class ClassRules:
    """Rules of one class. Angles in degrees, lengths in pixels of the host.

    Raises ValueError for a range that is no range.
    """

    flips: bool = True
    turn_deg: float = 10.0  # by at most so much, either way
    scale: tuple[float, float] = (0.85, 1.15)
    size_px: tuple[float, float] = (0.0, float("inf"))  # largest extent after scaling
    angle_deg: tuple[float, float] = (-90.0, 90.0)  # of the long axis to the direction of travel, where it has one
    zone: Zone = Zone.ANYWHERE
    zone_px: float = 40.0
    blended_share: float = 0.7  # of the injections by ``offset_blend``, the others by cut-paste
    matches_brightness: bool = True
    contrast: tuple[float, float] = (0.7, 1.4)  # factor that may fit the donor's texture to the host's
    keeps_sides: bool = True  # a defect cut off by its frame's border is put against the same border
    least_realism: float = 0.35

    def __post_init__(self) -> None:
        for name in ("scale", "size_px", "angle_deg", "contrast"):
            low, high = getattr(self, name)
            if not low <= high:
                raise ValueError(f"{name} goes from {low} to {high}")
        if self.scale[0] <= 0 or self.contrast[0] <= 0:
            raise ValueError("scale and contrast are factors above 0")
        for name in ("blended_share", "least_realism"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is a share, 0 to 1, not {getattr(self, name)}")


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules per class index; classes that have none take ``other``."""

    of_class: Mapping[int, ClassRules] = field(default_factory=dict)
    other: ClassRules = ClassRules()

    def __getitem__(self, class_index: int) -> ClassRules:
        return self.of_class.get(class_index, self.other)
