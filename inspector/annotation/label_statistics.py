"""What a set of labels holds: frames by state and person, instances, pixels and sizes by class. No picture is read.

    statistics(labels, instances, scale)  ->  SetStatistics

The size of an instance is the longer side of its box, in mm where the scale is known. Bars of a histogram end at 1, 2
or 5 times a power of ten, so that specks and long scratches both have theirs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from inspector.annotation.label_index import InstanceFacts, LabelFacts
from inspector.annotation.label_sheet import LabelState
from inspector.core.calibration import Calibration


@dataclass(frozen=True, slots=True)
class SizeBar:
    low: float  # mm, or px without a scale; sizes from here …
    high: float  # … to below here
    n: int


@dataclass(frozen=True, slots=True)
class ClassStatistics:
    class_name: str
    n_frames: int
    n_instances: int
    n_px: int
    median: float  # size; NaN without an instance
    largest: float
    bars: tuple[SizeBar, ...] = ()  # from the smallest to the largest, empty ones between them too


@dataclass(frozen=True, slots=True)
class PersonStatistics:
    name: str
    n_frames: int  # that this person worked on
    n_reviewed: int
    n_instances: int  # drawn, or taken from a model


@dataclass(frozen=True, slots=True)
class SetStatistics:
    n_frames: int  # with labels
    states: tuple[tuple[LabelState, int], ...]  # all of them, in the order of the work
    n_damaged: int  # frames whose labels cannot be read: nothing else here counts them
    n_empty: int  # done or reviewed, and without a defect
    classes: tuple[ClassStatistics, ...]  # the most frequent first
    people: tuple[PersonStatistics, ...]
    is_mm: bool


def statistics(
    labels: Mapping[str, LabelFacts], instances: Iterable[InstanceFacts], scale: Calibration | None
) -> SetStatistics:
    readable = [facts for facts in labels.values() if not facts.fault]
    states = Counter(facts.state for facts in readable)
    sizes: dict[str, list[float]] = defaultdict(list)
    drawn: Counter[str] = Counter()
    across, along = (scale.mm_per_px_across, scale.mm_per_px_along) if scale is not None else (1.0, 1.0)
    for one in instances:
        drawn[one.author] += 1
        sizes[one.class_name].append(max(one.width_px * across, one.height_px * along))
    frames: Counter[str] = Counter(name for facts in readable for name, _ in facts.counts)
    pixels: Counter[str] = Counter()
    for facts in readable:
        pixels.update(dict(facts.pixels))
    names = dict.fromkeys(name for facts in readable for name in facts.class_names)
    classes = [_of_class(name, frames[name], pixels[name], sizes.get(name, [])) for name in names]
    worked = Counter(name for facts in readable for name in facts.authors)
    reviewed = Counter(facts.reviewed_by for facts in readable if facts.reviewed_by)
    people = [
        PersonStatistics(name, worked[name], reviewed[name], drawn[name])
        for name in {**worked, **reviewed, **drawn}
        if name
    ]
    finished = (LabelState.DONE, LabelState.REVIEWED)
    return SetStatistics(
        len(readable), tuple((state, states[state]) for state in LabelState), len(labels) - len(readable),
        sum(facts.state in finished and not facts.counts for facts in readable),
        tuple(sorted(classes, key=lambda one: (-one.n_instances, one.class_name))),
        tuple(sorted(people, key=lambda one: (-one.n_frames - one.n_reviewed, one.name))), scale is not None,
    )  # fmt: skip


def _of_class(name: str, n_frames: int, n_px: int, sizes: list[float]) -> ClassStatistics:
    if not sizes:
        return ClassStatistics(name, n_frames, 0, n_px, float("nan"), float("nan"))
    found = np.array(sizes)
    edges = _edges(float(found.min()), float(found.max()))
    counts = np.bincount(np.searchsorted(edges, found, side="right"), minlength=len(edges))[1:]
    bars = tuple(
        SizeBar(low, high, int(n)) for low, high, n in zip(edges[:-1], edges[1:], counts, strict=True)
    )  # fmt: skip
    return ClassStatistics(name, n_frames, len(sizes), n_px, float(np.median(found)), float(found.max()), bars)


def _edges(smallest: float, largest: float) -> list[float]:
    """1, 2, 5, 10 …: the last at or below the smallest, to the first above the largest."""
    power = int(np.floor(np.log10(smallest)))
    steps = [float(f"{factor}e{exponent}") for exponent in range(power, power + 40) for factor in (1, 2, 5)]
    first = max(at for at, edge in enumerate(steps) if edge <= smallest)
    last = next(at for at, edge in enumerate(steps) if edge > largest)
    return steps[first : last + 1]
