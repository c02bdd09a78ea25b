"""Kinds of defect, with colours and hatches that colour-blind people can tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

BACKGROUND_INDEX = 0
IGNORE_INDEX = 255

# Okabe and Ito, "Color Universal Design", 2008, without black and white, ordered as in look.md.
CLASS_COLOURS = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#B8B8B8")


def non_defect_indices(class_names: Sequence[str], non_defects: Iterable[str]) -> tuple[int, ...]:
    """Rising indices of the classes that are told apart but are no defects, as a rail joint is none.

    Raises ValueError where one of ``non_defects`` is no class or is background, or no class of defects is left.
    """
    named = set(non_defects)
    unknown = sorted(named - set(class_names[BACKGROUND_INDEX + 1 :]))
    if unknown:
        raise ValueError(f"“{unknown[0]}” is listed as no defect and is not one of the classes after background")
    found = tuple(index for index, name in enumerate(class_names) if index != BACKGROUND_INDEX and name in named)
    if found and len(found) == len(class_names) - 1:
        raise ValueError("all classes after background are listed as no defects")
    return found


class Hatch(StrEnum):
    """Second sign beside the colour, so that colour is never the only one."""

    FORWARD = "forward"  # ///
    BACKWARD = "backward"  # \\\
    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    CROSS = "cross"
    DIAGONAL_CROSS = "diagonal_cross"
    DOTS = "dots"
    DENSE_DOTS = "dense_dots"


@dataclass(frozen=True, slots=True)
class DefectClass:
    """One kind of defect as the model and the plant know it; index 0 is background and has none."""

    index: int
    name: str
    colour: str  # "#RRGGBB"
    hatch: Hatch

    @classmethod
    def with_default_look(cls, index: int, name: str) -> DefectClass:
        """Colours and hatches in turn; they repeat after eight classes, the hatch one step later."""
        if index <= BACKGROUND_INDEX:
            raise ValueError(f"defect classes start at 1, got {index}")
        hatches = list(Hatch)
        lap, place = divmod(index - 1, len(CLASS_COLOURS))
        return cls(index, name, CLASS_COLOURS[place], hatches[(place + lap) % len(hatches)])
