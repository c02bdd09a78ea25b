"""Which class of the data stands for which class of the model, when one is scored on the other.

    the same names        each class is compared with itself
    an explicit map       the model's classes; each class of the data as it says, or is ignored, or is background
    anything else         a defect or none: what all classes of either side have in common
    two models            each class by its name, whichever of the two and of the data have it (``rules_for_both``)

Nothing is mapped by guessing: names that are alike in part are different classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND, BACKGROUND_INDEX, IGNORE_INDEX, MAX_CLASSES, non_defect_indices
from inspector.core.model_card import ModelCard

IGNORE = "ignore"  # what a class of the data is mapped to where its pixels are to count nowhere
DEFECT = "defect"


class ComparedBy(StrEnum):
    NAME = "name"
    MAP = "map"
    DEFECT_OR_NOT = "defect or not"


class NamedBy(StrEnum):
    """Who says which classes are no defects."""

    DATASET = "dataset"
    MODEL = "model"
    BOTH = "dataset or the model"  # each of its own classes


@dataclass(frozen=True, slots=True, eq=False)
class ClassRule:
    """How class maps of either side become ones of the classes that are scored."""

    compared_by: ComparedBy
    class_names: tuple[str, ...]  # that are scored, by index
    min_area_px: tuple[int, ...]  # likewise, of predicted regions
    non_defects: tuple[str, ...]  # what was not counted as a defect, by the names of who says so
    non_defects_named_by: NamedBy | None  # None where there are none
    non_defect_indices: tuple[int, ...]  # of those, where they are among the scored classes
    of_data: ClassMap  # (256,) scored index of each index
    of_model: ClassMap

    def annotated(self, class_map: ClassMap) -> ClassMap:
        return self.of_data[class_map]

    def predicted(self, class_map: ClassMap) -> ClassMap:
        return self.of_model[class_map]


def class_rule(
    card: ModelCard, class_names: Sequence[str], non_defects: Sequence[str], mapping: Mapping[str, str]
) -> ClassRule:
    """``class_names`` and ``non_defects`` are the data's; ``mapping`` goes from its names to the model's.

    Raises ValueError, readable, for a mapping of a name that is not there, one that leaves a class of the data without
    a place, or one that puts a defect and what is none together.
    """
    if mapping:
        return _mapped(card, class_names, non_defects, mapping)
    if tuple(class_names) == card.class_names:
        named, by = _non_defects(non_defects, card)
        return ClassRule(
            ComparedBy.NAME, card.class_names, card.min_area_px, named, by,
            non_defect_indices(card.class_names, named), _identity(), _identity(),
        )  # fmt: skip
    return _defect_or_none(card, class_names, non_defects)


def rules_for_both(
    candidate: ModelCard, active: ModelCard, class_names: Sequence[str], non_defects: Sequence[str]
) -> tuple[ClassRule, ClassRule]:
    """Of the candidate and of the active model, for the same data: with the same scored classes, so that the two can be
    compared. By name: the classes of the data, then those that only the models have, which the data then show nowhere.
    Where one of the two shares no name with the data: a defect or none, for both.

    Raises ValueError for more classes than there are indices, or where none of defects is left.
    """
    if not all(set(card.class_names[1:]) & set(class_names[1:]) for card in (candidate, active)):
        return _defect_or_none(candidate, class_names, non_defects), _defect_or_none(active, class_names, non_defects)
    names = tuple(dict.fromkeys((*class_names, *candidate.class_names[1:], *active.class_names[1:])))
    if len(names) > MAX_CLASSES:
        raise ValueError(f"together they name {len(names)} classes; {MAX_CLASSES} are possible")
    # The data come before the models, but say nothing of classes that they lack
    of_models = [name for card in (candidate, active) for name in card.non_defects]
    own = [name for name in of_models if not non_defects or name not in class_names]
    named = tuple(dict.fromkeys((*non_defects, *own)))
    by = NamedBy.BOTH if non_defects and own else NamedBy.DATASET if non_defects else NamedBy.MODEL if own else None
    indices = non_defect_indices(names, named)

    def rule(card: ModelCard) -> ClassRule:
        of_model = _identity()
        areas = [min(card.min_area_px[index] for index in card.defect_indices)] * len(names)
        for index, name in enumerate(card.class_names[1:], start=1):
            of_model[index] = names.index(name)
            areas[names.index(name)] = card.min_area_px[index]
        return ClassRule(ComparedBy.NAME, names, (0, *areas[1:]), named, by, indices, _identity(), of_model)

    return rule(candidate), rule(active)


def _defect_or_none(card: ModelCard, class_names: Sequence[str], non_defects: Sequence[str]) -> ClassRule:
    both = (*non_defects, *(name for name in card.non_defects if name not in non_defects))
    by = NamedBy.BOTH if non_defects and card.non_defects else _non_defects(non_defects, card)[1]
    return ClassRule(
        ComparedBy.DEFECT_OR_NOT, (BACKGROUND, DEFECT), (0, min(card.min_area_px[k] for k in card.defect_indices)),
        both, by, (), _defect_or_not(non_defect_indices(class_names, non_defects)),
        _defect_or_not(card.non_defect_indices),
    )  # fmt: skip


def _mapped(
    card: ModelCard, class_names: Sequence[str], non_defects: Sequence[str], mapping: Mapping[str, str]
) -> ClassRule:
    places = {name: k for k, name in enumerate(card.class_names)} | {BACKGROUND: BACKGROUND_INDEX, IGNORE: IGNORE_INDEX}
    for theirs, ours in mapping.items():
        if theirs not in class_names[1:]:
            raise ValueError(f"the data have no class “{theirs}”; they have {', '.join(class_names[1:])}")
        if ours not in places:
            raise ValueError(
                f"the model has no class “{ours}”; it has {', '.join(card.class_names[1:])}, and there are "
                f"{BACKGROUND} and {IGNORE}"
            )
    of_data = _identity()
    kinds: dict[int, set[bool]] = {}
    for index, name in enumerate(class_names[1:], start=1):
        ours = mapping.get(name, name)
        if ours not in places:
            raise ValueError(f"the class “{name}” of the data is none of the model's, and no map says what it is")
        of_data[index] = places[ours]
        kinds.setdefault(places[ours], set()).add(name in non_defects)
    said: tuple[str, ...] = ()
    if non_defects:
        for place, of_place in kinds.items():
            if len(of_place) > 1 and place not in (BACKGROUND_INDEX, IGNORE_INDEX):
                name = card.class_names[place]
                raise ValueError(f"a defect and a class that is none of the data are both mapped to “{name}”")
        is_none = {place for place, of_place in kinds.items() if of_place == {True}}
        said = tuple(name for k, name in enumerate(card.class_names) if k in is_none - {BACKGROUND_INDEX})
    # The data come before the model, but say nothing of classes that they lack
    own = tuple(n for n in card.non_defects if not non_defects or card.class_names.index(n) not in kinds)
    by = NamedBy.BOTH if said and own else NamedBy.DATASET if said else NamedBy.MODEL if own else None
    named = (*said, *own)
    return ClassRule(
        ComparedBy.MAP, card.class_names, card.min_area_px, named, by, non_defect_indices(card.class_names, named),
        of_data, _identity(),
    )  # fmt: skip


def _non_defects(of_data: Sequence[str], card: ModelCard) -> tuple[tuple[str, ...], NamedBy | None]:
    """The data, which know what was annotated, come before the model."""
    if of_data:
        return tuple(of_data), NamedBy.DATASET
    return card.non_defects, NamedBy.MODEL if card.non_defects else None


def _identity() -> ClassMap:
    return np.arange(256, dtype=np.uint8)


def _defect_or_not(non_defects: Sequence[int]) -> ClassMap:
    table = np.ones(256, np.uint8)
    table[[BACKGROUND_INDEX, *non_defects]] = BACKGROUND_INDEX
    table[IGNORE_INDEX] = IGNORE_INDEX
    return table
