"""Which classes look alike, and to whom, in words: on the Settings page, and beside a class that is in hand."""

from __future__ import annotations

from inspector.core.classes import ClassCatalogue
from inspector.core.colour_distance import Sight, too_near
from inspector.texts import settings as texts


def look_warnings(catalogue: ClassCatalogue) -> dict[str, str]:
    """By name, of each class that hardly differs from another: from which most of all."""
    defects = [entry for entry in catalogue.entries if entry.is_defect]  # what is no defect is hardly drawn
    warnings: dict[str, str] = {}
    for near in sorted(too_near([entry.colour for entry in defects]), key=lambda one: one.distance):
        one, other = defects[near.first], defects[near.second]
        distance = f"{near.distance:.1f}"
        sights = ", ".join(texts.SIGHTS[sight.value].translated() for sight in near.sights if sight in texts.SIGHTS)
        hatch = "" if one.hatch is other.hatch else f" {texts.ONLY_HATCH.translated()}"
        for name, than in ((one.name, other.name), (other.name, one.name)):
            if Sight.ALL_COLOURS in near.sights:
                text = texts.HARDLY_DIFFERS.translated(other=than, distance=distance)
            else:
                text = texts.HARDLY_DIFFERS_TO_SOME.translated(sights=sights, other=than, distance=distance)
            warnings.setdefault(name, text + hatch)
    return warnings
