"""What is made even, by the chosen unit: classes, or each size band of each class; in data sets and batches alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inspector.core.balancing import BalanceSettings, Unit
from inspector.core.class_map import ClassMap
from inspector.core.size_bands import SizeBands
from inspector.datasets.balancing.donors import Donor, defect_labels


@dataclass(frozen=True, slots=True, eq=False)
class Portion:
    """One part of the mix: a class, or a class and a size band, with the donors that can add to it."""

    class_index: int
    name: str  # of the class, or of class and band
    donors: Sequence[Donor]
    amount_of_one: float = 1.0  # what one injection adds, in the unit
    band: int | None = None


def portions_of(
    class_names: Sequence[str], donors: Mapping[int, Sequence[Donor]], settings: BalanceSettings
) -> list[Portion]:
    """Portions of the classes in ``donors``, those without any too; classes rising, small bands first. ``donors`` by
    class index, favourites as often as they are to be drawn."""
    found = []
    bands = SizeBands(settings.bands_px)
    for index in sorted(donors):
        name, of_class = class_names[index], donors[index]
        areas = np.array([donor.area_px for donor in of_class], np.int64)
        if settings.unit is Unit.SIZE_BANDS:
            band_of = bands.of(areas)
            for band, band_name in enumerate(bands.names):
                of_band = [donor for donor, own in zip(of_class, band_of, strict=True) if own == band]
                found.append(Portion(index, f"{name}, {band_name}", of_band, band=band))
        else:
            mean = float(areas.mean()) if settings.unit is Unit.PIXELS and of_class else 1.0
            found.append(Portion(index, name, of_class, mean))
    return found


def amount_in(portion: Portion, class_maps: Sequence[ClassMap], settings: BalanceSettings) -> float:
    """How much of a portion these frames or views show, in the unit of the settings."""
    planes = [class_map == portion.class_index for class_map in class_maps]
    if settings.unit is Unit.FRAMES:
        return sum(bool(plane.any()) for plane in planes)
    if settings.unit is Unit.PIXELS:
        return sum(int(plane.sum()) for plane in planes)
    areas: list[int] = []
    for plane in planes:
        labels, boxes = defect_labels(plane)
        areas += np.bincount(labels[plane], minlength=len(boxes) + 1)[1:].tolist()
    if portion.band is None:
        return len(areas)
    return int((SizeBands(settings.bands_px).of(np.array(areas, np.int64)) == portion.band).sum())
