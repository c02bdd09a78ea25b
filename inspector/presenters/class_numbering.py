"""A class map of one model in the class indices of another.

So what is on the screen keeps its classes when the model changes.
"""

from __future__ import annotations

import numpy as np

from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, ClassCatalogue, DefectClass, HasClasses


def renumbered(
    class_map: ClassMap, of: HasClasses, now: HasClasses, catalogue: ClassCatalogue
) -> tuple[ClassMap, tuple[DefectClass, ...]]:
    """``class_map`` (H, W) of model ``of`` with each class in its index of model ``now``, found by name, and the looks
    of all indices. A class that ``now`` does not have gets an index after its own."""
    known = catalogue.with_names([*now.class_names[BACKGROUND_INDEX + 1 :], *of.class_names[BACKGROUND_INDEX + 1 :]])
    index_of = {name: index for index, name in enumerate(now.class_names) if index != BACKGROUND_INDEX}
    table = np.arange(256, dtype=np.uint8)
    for index, name in enumerate(of.class_names):
        if index != BACKGROUND_INDEX:
            table[index] = index_of.setdefault(name, len(index_of) + 1)
    classes = tuple(known.look_of(name, index) for name, index in index_of.items())
    return (class_map if of.class_names == now.class_names else table[class_map]), classes
