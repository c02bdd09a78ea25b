"""How a dataset is balanced: what an engineer sets in the studio, and snapshots and trainings follow."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

MAX_PER_HOST = 1000
MAX_SEED = 2**63 - 1
MAX_PX = 100_000.0  # larger than any frame: the default upper limit of sizes, which excludes nothing


class BalanceMode(StrEnum):
    """How defects are injected into clean views while training; see ``inspector.datasets.balancing.balancer``.

    The names are those of ``inspector train --balance``.
    """

    NONE = "none"
    DLI = "dli"  # ours, as set on the Balance page
    DLI_PAPER = "dli-paper"
    DLI_RELEASED = "dli-released"

    @classmethod
    def _missing_(cls, value: object) -> BalanceMode | None:
        earlier = {"inspector": cls.DLI, "paper": cls.DLI_PAPER, "released": cls.DLI_RELEASED}  # in older requests
        return earlier.get(value) if isinstance(value, str) else None


class Unit(StrEnum):
    """What is counted, and made even."""

    FRAMES = "frames"
    INSTANCES = "instances"
    PIXELS = "pixels"
    SIZE_BANDS = "size-bands"  # instances of every class and band

    @classmethod
    def _missing_(cls, value: object) -> Unit | None:
        return cls.FRAMES if value == "pictures" else None  # in older settings and requests


class Zone(StrEnum):
    """Where on a frame a class occurs."""

    ANYWHERE = "anywhere"
    AS_DONOR = "as-donor"  # where its donor lay, mirrored as it is, shifted by a little
    EDGE = "edge"  # within ``zone_px`` of the product's left or right edge
    CENTRE = "centre"  # at least ``zone_px`` from both edges
    FACE = "face"  # on the bright face of a rail, found by its light


@dataclass(frozen=True, slots=True)
class ClassRules:
    """What an injection of a class may look like and where it may lie. Angles in degrees, lengths in pixels.

    Raises ValueError for a range that is no range.
    """

    flips: bool = True
    turn_deg: float = 10.0  # by at most so much, either way
    scale: tuple[float, float] = (0.85, 1.15)
    size_px: tuple[float, float] = (0.0, MAX_PX)  # largest extent after scaling
    angle_deg: tuple[float, float] = (-90.0, 90.0)  # of the long axis to the direction of travel, where it has one
    zone: Zone = Zone.ANYWHERE
    zone_px: float = 40.0
    blended_share: float = 0.7  # of the injections by ``offset_blend``, the others by cut-paste
    matches_brightness: bool = True
    contrast: tuple[float, float] = (0.7, 1.4)  # factor that may fit the donor's texture to the host's
    keep_touching_border: bool = True  # a defect cut off by its frame's border is put against the same border
    min_realism: float = 0.35

    def __post_init__(self) -> None:
        for name in ("scale", "size_px", "angle_deg", "contrast"):
            low, high = getattr(self, name)
            if not -math.inf < low <= high < math.inf:
                raise ValueError(f"{name} goes from {low} to {high}")
        if not 0 <= self.turn_deg < math.inf or not 0 <= self.zone_px < math.inf:
            raise ValueError("turn_deg and zone_px are numbers from 0 up")
        if self.scale[0] <= 0 or self.contrast[0] <= 0:
            raise ValueError("scale and contrast are factors above 0")
        for name in ("blended_share", "min_realism"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is a share, 0 to 1, not {getattr(self, name)}")


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules per class name; classes that have none take ``other``."""

    of_class: Mapping[str, ClassRules] = field(default_factory=dict)
    other: ClassRules = ClassRules()

    def __getitem__(self, class_name: str) -> ClassRules:
        return self.of_class.get(class_name, self.other)

    def changed(self, class_name: str, rules: ClassRules) -> Rules:
        return replace(self, of_class={**self.of_class, class_name: rules})


@dataclass(frozen=True, slots=True)
class Verdict:
    """How somebody judged one injection."""

    class_name: str
    donor: str  # its key
    score: float  # realism, 0 to 1
    is_accepted: bool


# Training cuts views, and a view that shows no defect is clean wherever it was cut: it has nothing to ask here.
NOT_IN_TRAINING = frozenset({"uses_crops"})


@dataclass(frozen=True, slots=True)
class BalanceSettings:
    """How a dataset shall be balanced: by snapshots, and by trainings that inject as they run.

    ``unit``: what is made even, of the train split in a snapshot and of each batch in training. ``target``: the mix
    to reach by class name, empty for an even one. ``hosts_share``: of the clean frames that may be used.
    ``per_host``: injections into one frame. ``excluded`` donors give nothing, ``favourites`` give more often; both
    are donor keys. ``uses_crops``: clean parts of frames with defects are hosts too, in snapshots. Raises ValueError
    for values out of range.
    """

    unit: Unit = Unit.FRAMES
    target: Mapping[str, float] = field(default_factory=dict)
    hosts_share: float = 1.0
    per_host: int = 1
    bands_px: tuple[float, ...] = (16.0, 32.0, 64.0)
    rules: Rules = field(default_factory=Rules)
    excluded: frozenset[str] = frozenset()
    favourites: frozenset[str] = frozenset()
    uses_crops: bool = False
    verdicts: tuple[Verdict, ...] = ()
    is_used_in_training: bool = False  # trainings on the dataset inject as they run
    clean_share: float = 0.5  # of the clean views of a batch that stay clean in training
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.hosts_share <= 1 or not 0 <= self.clean_share <= 1 or not 1 <= self.per_host <= MAX_PER_HOST:
            raise ValueError(
                f"hosts_share and clean_share are shares, 0 to 1, and per_host at least 1, at most {MAX_PER_HOST}"
            )
        if not all(0 <= share < math.inf for share in self.target.values()):
            raise ValueError("the target holds shares of 0 or more")
        if any(not low < high < math.inf for low, high in pairwise((0.0, *self.bands_px))):
            raise ValueError("the edges of size bands rise from above 0")
        if not 0 <= self.seed <= MAX_SEED:
            raise ValueError("a seed is 0 or more, in 63 bits")

    def judged(self, verdict: Verdict) -> BalanceSettings:
        """With one more verdict, and the class's least realism as all its verdicts teach it."""
        verdicts = (*self.verdicts, verdict)
        known = self.rules[verdict.class_name]
        taught = taught_realism([one for one in verdicts if one.class_name == verdict.class_name])
        rules = self.rules.changed(verdict.class_name, replace(known, min_realism=taught))
        return replace(self, verdicts=verdicts, rules=rules)


# What was known before anybody judged: as if two injections here had been accepted, and two there rejected.
_ACCEPTED_BEFORE, _REJECTED_BEFORE = 0.55, 0.15


def taught_realism(verdicts: list[Verdict]) -> float:
    """The least realism that tells accepted from rejected injections with the fewest mistakes.

    The middle of the best stretch; of equally good ones that nearest to the default threshold. Without verdicts the
    default, 0.35.
    """
    accepted = [_ACCEPTED_BEFORE] * 2 + [one.score for one in verdicts if one.is_accepted]
    rejected = [_REJECTED_BEFORE] * 2 + [one.score for one in verdicts if not one.is_accepted]
    cuts = sorted({0.0, 1.0, *accepted, *rejected})
    default = ClassRules().min_realism
    best = min(
        pairwise(cuts),
        key=lambda ends: (
            sum(score < ends[1] for score in accepted) + sum(score >= ends[1] for score in rejected),
            abs(sum(ends) / 2 - default),
        ),
    )
    return round(sum(best) / 2, 3)
