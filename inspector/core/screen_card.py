"""The card of a screen: for which model it was made, how its answers are read, and what it was measured to keep.

A screen is a very small network that says where a model may find anything. It is one ``.onnx`` file whose
``metadata_props`` hold this card under ``inspector.screen``. What it promises holds for that model alone, by its
sha256, at the thresholds and least areas that stand here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from inspector.core.classes import class_names_fault
from inspector.core.model_card import MAX_AREA_PX, MAX_MEAN, MAX_STD, MAX_TEXT, MIN_STD, ColourOrder
from inspector.core.typed_json import from_json
from inspector.core.untrusted import is_sha256, name_fault, text_fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import ConfigDict, TypeAdapter

SCREEN_KEY = "inspector.screen"
SCREEN_FORMAT = 1
MAX_SCREEN_CARD_BYTES = 1_000_000
MAX_ROWS = 1000

CELL_PX = 32  # side of the square of the frame that one answer is about
MIN_KEPT = 0.995  # of the model's defects on the val splits, of each class and size too
MIN_LOW = 0.99  # of the lower end of the interval of all of them
MIN_GROUPS = 8  # that hold defects: resamples of fewer give no interval to rely on (evaluation/intervals.py)
KEPT_FROM = 0.25  # of a region's pixels must be named; then it counts as kept: it is followed from there to its end
GOLDEN_SIDE_PX = 128  # of the golden picture: 4 x 4 cells
N_GOLDEN = (GOLDEN_SIDE_PX // CELL_PX) ** 2
Z_95 = 1.959964  # two-sided


class KeptOf(StrEnum):
    """What a row of a calibration counts."""

    ALL = "all"
    CLASS = "class"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Kept:
    """How many of the model's own defects lie where a screen lets it look, with a 95 % interval of the share."""

    of: KeptOf
    name: str  # of the class or size band; "" of all
    n_found: int  # by the model on whole frames
    n_kept: int
    low: float | None  # None where the model finds none
    high: float | None

    def __post_init__(self) -> None:
        if not 0 <= self.n_kept <= self.n_found:
            raise ValueError(f"it keeps {self.n_kept} of {self.n_found} defects")
        ends = (self.low, self.high)
        if (self.n_found == 0) != (ends == (None, None)) or (None in ends) != (ends == (None, None)):
            raise ValueError("an interval is there where defects are, and nowhere else")
        if self.low is not None and self.high is not None and not 0 <= self.low <= self.high <= 1:
            raise ValueError("an interval lies within 0 to 1, its lower end first")
        if fault := text_fault(self.name):
            raise ValueError(f"name of a row: {fault}")

    @property
    def share(self) -> float | None:
        return self.n_kept / self.n_found if self.n_found else None


@dataclass(frozen=True, slots=True)
class Measured:
    """What a screen keeps and what it lets the model look at, on one split of some dataset versions."""

    data: str  # "NAME ID val + NAME ID val"
    n_frames: int
    n_groups: int
    n_groups_with_defects: int  # in which the model finds any
    looked_at: float  # share of the pixels
    clean_looked_at: (
        float | None
    )  # share of the pixels of frames in which the model finds nothing; None: there are none
    rows: tuple[Kept, ...]  # of all, of each class of defects, of each size band

    def __post_init__(self) -> None:
        shares = (self.looked_at, 0.0 if self.clean_looked_at is None else self.clean_looked_at)
        if not all(0 <= share <= 1 for share in shares):
            raise ValueError("a share of pixels lies outside 0..1")
        if not (1 <= self.n_groups <= self.n_frames):
            raise ValueError(f"{self.n_frames} frames do not make {self.n_groups} groups")
        if not 0 <= self.n_groups_with_defects <= self.n_groups:
            raise ValueError(f"{self.n_groups_with_defects} of {self.n_groups} groups cannot hold defects")
        if [row.of for row in self.rows].count(KeptOf.ALL) != 1 or len(self.rows) > MAX_ROWS:
            raise ValueError(f"there is one row of all defects, and at most {MAX_ROWS} in all")
        if fault := text_fault(self.data):
            raise ValueError(f"data: {fault}")

    @property
    def of_all(self) -> Kept:
        return next(row for row in self.rows if row.of is KeptOf.ALL)

    def of_each(self, kind: KeptOf) -> tuple[Kept, ...]:
        return tuple(row for row in self.rows if row.of is kind)


@dataclass(frozen=True, slots=True)
class ScreenCard:
    """Facts about one screen. Raises ValueError with a readable reason where they cannot be used."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    name: str  # e.g. "steel-anet-screen"
    model_name: str
    model_version: str
    model_sha256: str  # what it says holds for this model alone
    class_names: tuple[str, ...]  # of the model
    thresholds: tuple[float, ...]  # at which the model was asked, by class
    min_area_px: tuple[int, ...]
    input_channels: int
    mean: tuple[float, ...]
    std: tuple[float, ...]
    threshold: float  # a logit: from it on a cell may hold something
    golden: tuple[float, ...]  # logits of the cells of the golden picture, row by row
    val: Measured  # what the threshold was chosen by
    test: Measured | None = None  # measured once, after the threshold was chosen; None: the data have no such split
    colour_order: ColourOrder = ColourOrder.RGB
    training: str = ""  # data, steps, seed, for people
    data_terms: str = ""
    cell_px: int = CELL_PX
    format: int = SCREEN_FORMAT

    def __post_init__(self) -> None:
        n = len(self.class_names)
        problems = [
            (self.format != SCREEN_FORMAT, f"its card has format {self.format}; this program knows {SCREEN_FORMAT}"),
            (self.cell_px != CELL_PX, f"its cells are of {self.cell_px} px; {CELL_PX} are possible"),
            (not is_sha256(self.model_sha256), "the sha256 of its model is none"),
            (n < 2, "it names fewer than two classes (background and one defect)"),
            (len(self.thresholds) != n or len(self.min_area_px) != n, "limits and classes differ in number"),
            (not all(0 <= value <= 1 for value in self.thresholds), "a threshold of the model lies outside 0..1"),
            (not all(0 <= value <= MAX_AREA_PX for value in self.min_area_px), "a least area is out of range"),
            (self.input_channels not in (1, 3), f"it takes {self.input_channels} channels; 1 or 3 are possible"),
            (not len(self.mean) == len(self.std) == self.input_channels, "mean, std and channels differ in number"),
            (not all(abs(value) <= MAX_MEAN for value in self.mean), f"a mean is beyond {MAX_MEAN:g}"),
            (not all(MIN_STD <= value <= MAX_STD for value in self.std), "a std is out of range"),
            (not math.isfinite(self.threshold), "its threshold is no number"),
            (len(self.golden) != N_GOLDEN, f"it has not {N_GOLDEN} golden answers"),
            (not all(math.isfinite(value) for value in self.golden), "a golden answer is no number"),
        ]
        for is_wrong, reason in problems:
            if is_wrong:
                raise ValueError(reason)
        for entry in ("name", "model_name", "model_version"):
            if fault := name_fault(getattr(self, entry)):
                raise ValueError(f"{entry}: {fault}")
        for entry in ("training", "data_terms"):
            text = getattr(self, entry)
            if (fault := text_fault(text)) or len(text) > MAX_TEXT:
                raise ValueError(f"{entry}: {fault or 'it is too long'}")
        if fault := class_names_fault(self.class_names):
            raise ValueError(fault)
        if (lacking := not_good_enough(self.val)) is not None:
            raise ValueError(f"it is not good enough: {lacking}")

    @property
    def is_bgr(self) -> bool:
        return self.colour_order is ColourOrder.BGR

    @property
    def model_title(self) -> str:
        return f"{self.model_name} {self.model_version}"

    def is_outside(self, thresholds: Sequence[float], min_area_px: Sequence[int]) -> bool:
        """Whether the model would find, at these limits, what no calibration looked for."""
        lower = any(now < then for now, then in zip(thresholds[1:], self.thresholds[1:], strict=True))
        smaller = any(now < then for now, then in zip(min_area_px[1:], self.min_area_px[1:], strict=True))
        return lower or smaller

    def to_json(self) -> str:
        return _shape().dump_json(self, indent=1).decode()

    @classmethod
    def from_json(cls, text: str) -> ScreenCard:
        """Raises ValueError where it is broken; entries of newer programs are not accepted."""
        if len(text) > MAX_SCREEN_CARD_BYTES:
            raise ValueError(f"it is longer than {MAX_SCREEN_CARD_BYTES} characters")
        return from_json(_shape(), text, "the card")


def n_needed(min_low: float = MIN_LOW) -> int:
    """Defects of which all must be kept, so that the interval's lower end is ``min_low``."""
    return math.ceil(Z_95**2 * min_low / (1 - min_low) - 1e-9)


def not_good_enough(found: Measured) -> str | None:
    """Why no screen may be used that keeps this on val; None where it may."""
    every = found.of_all
    if every.n_found < n_needed():
        return (
            f"on {found.data} the model finds {every.n_found} defects; {n_needed()} are needed, so that keeping all of "
            f"them says {100 * MIN_LOW:g} % of others"
        )
    if found.n_groups_with_defects < MIN_GROUPS:
        groups = "1 group" if found.n_groups_with_defects == 1 else f"{found.n_groups_with_defects} groups"
        return (
            f"on {found.data} all that the model finds lies in {groups}; {MIN_GROUPS} are needed, since defects of one "
            "group say little about the next"
        )
    for row in found.rows:
        if row.share is not None and row.share < MIN_KEPT:
            of = f" of {row.name}" if row.name else ""
            return f"it keeps {100 * row.share:.2f} % of the defects{of}; {100 * MIN_KEPT:g} % are needed"
    assert every.low is not None
    if every.low < MIN_LOW:
        return f"the interval of what it keeps begins at {100 * every.low:.2f} %; {100 * MIN_LOW:g} % are needed"
    return None


@cache
def _shape() -> TypeAdapter[ScreenCard]:
    """Made when the first card is read: the window's first paint need not wait for pydantic."""
    from pydantic import TypeAdapter

    return TypeAdapter(ScreenCard)
