"""The card in a model file: everything needed to use the model, as JSON beside the weights.

A model is one ``.onnx`` file that explains itself: its ``metadata_props`` hold the card under
``inspector.card``. A file without a card takes one from ``MODEL.card.json`` beside it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from inspector.core.classes import (
    BACKGROUND_INDEX,
    ClassCatalogue,
    class_names_fault,
    is_background,
    non_defect_indices,
)
from inspector.core.frame import MAX_BITS, MIN_BITS
from inspector.core.typed_json import from_json, parsed_json
from inspector.core.untrusted import is_sha256, name_fault, text_fault

if TYPE_CHECKING:
    from pydantic import ConfigDict, TypeAdapter

_CONTENT_ID = re.compile(r"(?<!\S)[0-9a-f]{16}(?!\S)")  # of a dataset version
CARD_KEY = "inspector.card"
# 5 had no variant_of; 4 no is_output_checked; 3 no class maps, colour order, output name and goldens; 2 no input_bits
CARD_FORMAT = 6
MAX_CARD_BYTES = 1_000_000

# What no network and no plant needs more of; beyond it a slip or an attack would fill the memory or hide all defects.
MAX_TILE_PX = 8192
MAX_SIZE_MULTIPLE = 1024
MAX_SCORE_PX = 32
MAX_AREA_PX = 10_000_000  # of a least area
MAX_MEAN = 2.0  # a frame is scaled to 0..1 before; above it a mean is one of values of 0 to 255
MIN_STD, MAX_STD = 1e-6, 2.0  # of values of 0 to 1 it is 0.5 at most, and 1 says: not divided
MAX_GOLDENS = 4
MIN_GOLDEN_PX, MAX_GOLDEN_PX = 8, 1024
GOLDEN_CELLS = 16  # four by four
MAX_SCORES = 100
MAX_TEXT = 20_000  # characters
FOR_PEOPLE = frozenset(  # entries that change no result and no name in the records
    {"network", "training_run", "begun_with", "data_hash", "data_terms", "licence", "notes", "scores", "variant_of"}
)


class Output(StrEnum):
    """What the network's output holds. How many planes there are, and so whether one is the background's, it shows."""

    LOGITS = "logits"  # a plane per class; soft-max over them gives probabilities
    PROBABILITIES = "probabilities"  # after a soft-max; or after a sigmoid, with a plane per class but the background
    SIGMOID = "sigmoid"  # logits of independent classes; the background's plane is zero, or there is none
    CLASS_MAP = "class_map"  # class indices, whole numbers: the network has taken the arg-max itself


class ColourOrder(StrEnum):
    """Of the planes that a network of three channels takes; ``mean`` and ``std`` stand in the same order."""

    RGB = "rgb"
    BGR = "bgr"


class Smaller(StrEnum):
    """In which arithmetic a variant of a model is computed. The model that it was made from computes in 32 bits."""

    FP16 = "fp16"  # 16-bit floats
    INT8 = "int8"  # 8-bit whole numbers, within ranges that frames showed


@dataclass(frozen=True, slots=True)
class VariantOf:
    """Which model a smaller one was made from, and how."""

    title: str  # name and version
    sha256: str
    arithmetic: Smaller
    made_by: str  # libraries with their versions, for people
    calibrated_on: tuple[str, ...] = ()  # "name id" of dataset versions whose train frames showed the ranges
    n_frames: int = 0  # so many of them

    def __post_init__(self) -> None:
        for text in (self.title, self.sha256, self.made_by, *self.calibrated_on):
            _check_text("an entry of variant_of", text)
        if not is_sha256(self.sha256):
            raise ValueError("variant_of: its sha256 is none")
        if (self.arithmetic is Smaller.INT8) != bool(self.calibrated_on) or self.n_frames < 0:
            raise ValueError("variant_of: whole numbers need frames that showed their ranges, and nothing else does")


@dataclass(frozen=True, slots=True)
class Score:
    """One figure of merit with everything needed to check it."""

    metric: str  # e.g. "mIoU with background"
    value: float
    split: str  # e.g. "neu-seg test, leak-free groups"
    command: str = ""

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise ValueError(f"the score {self.value} is no number")
        for name in ("metric", "split", "command"):
            _check_text(f"{name} of a score", getattr(self, name))


@dataclass(frozen=True, slots=True)
class Golden:
    """What the network answered when it was exported: it must answer so wherever it is opened (``core.golden``)."""

    seed: int  # of the picture
    height: int  # of the picture, which is one tile
    width: int
    probabilities: tuple[float, ...]  # mean of each class in each cell of the picture; cell by cell, class by class

    def __post_init__(self) -> None:
        problems = [
            (not 0 <= self.seed < 2**31, "its seed lies outside 0 to 2147483647"),
            (
                not MIN_GOLDEN_PX <= min(self.height, self.width) <= max(self.height, self.width) <= MAX_GOLDEN_PX,
                f"its sides lie outside {MIN_GOLDEN_PX} to {MAX_GOLDEN_PX} px",
            ),
            (not all(0 <= value <= 1 for value in self.probabilities), "a probability lies outside 0..1"),
        ]
        for is_wrong, reason in problems:
            if is_wrong:
                raise ValueError(f"a golden answer: {reason}")


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Facts about one model. Raises ValueError with a readable reason where they cannot be used."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}  # a misspelt entry would be lost

    name: str  # e.g. "steel-anet"
    version: str
    network: str  # name in the registry of networks, e.g. "a-net"
    class_names: tuple[str, ...]  # by index; index 0 is background
    input_channels: int  # 1 grey, 3 RGB
    mean: tuple[float, ...]  # subtracted after scaling to 0..1, one per channel
    std: tuple[float, ...]  # divided by; 1 where they are not
    size_multiple: int  # height and width of a tile must be a multiple of it
    tile_px: int  # longest side of a tile; smaller frames are padded by reflection, never resized
    overlap_px: int
    output: Output
    thresholds: tuple[float, ...]  # per class index, set on the validation split; [0] is not used
    min_area_px: tuple[int, ...]  # per class index
    is_demonstration: bool  # trained on data that no plant should rely on: the window says so
    non_defects: tuple[str, ...] = ()  # classes that are predicted, and never measured, recorded or counted as defects
    training_run: str = ""
    begun_with: str = ""  # the weights it learned from: "from scratch", or whose; "": not stated
    data_hash: str = ""
    data_terms: str = ""  # licence and terms of the training data
    licence: str = ""  # of the model itself
    notes: str = ""
    scores: tuple[Score, ...] = field(default=())
    input_bits: tuple[int, ...] = ()  # of the frames it was trained on, rising, 8 to 16; none: not stated
    colour_order: ColourOrder = ColourOrder.RGB
    output_name: str = ""  # of the output with the scores; needed where the network has several
    score_px: int = 1  # pixels in height and width that one score stands for: outlines and sizes are that coarse
    goldens: tuple[Golden, ...] = ()
    variant_of: VariantOf | None = None  # None: it was trained, or nobody says
    is_output_checked: bool = False  # somebody knows that ``output`` is right, though the numbers look like another
    format: int = CARD_FORMAT

    def __post_init__(self) -> None:
        n_classes = len(self.class_names)
        problems = [
            (self.format > CARD_FORMAT, f"its card has format {self.format}; this program knows up to {CARD_FORMAT}"),
            (self.format < 1, f"its card has format {self.format}; they count from 1"),
            (n_classes < 2, "it names fewer than two classes (background and one defect)"),
            (self.input_channels not in (1, 3), f"it takes {self.input_channels} channels; 1 or 3 are possible"),
            (len(self.mean) != self.input_channels, "mean and input channels differ in number"),
            (len(self.std) != self.input_channels, "std and input channels differ in number"),
            (not all(math.isfinite(value) for value in self.mean), "a mean is no number"),
            (not all(0 < value < math.inf for value in self.std), "a std is not above 0"),
            (_is_of_255(self.mean, self.std), _of_255(self.mean, self.std)),
            (not all(abs(value) <= MAX_MEAN for value in self.mean), f"a mean is beyond {MAX_MEAN:g}"),
            (
                not all(MIN_STD <= value <= MAX_STD for value in self.std),
                f"a std lies outside {MIN_STD:g} to {MAX_STD:g}",
            ),
            (len(self.thresholds) != n_classes, "thresholds and classes differ in number"),
            (any(not 0 <= value <= 1 for value in self.thresholds), "a threshold lies outside 0..1"),
            (
                self.output is not Output.CLASS_MAP and any(value == 1 for value in self.thresholds[1:]),
                "a threshold is 1: no score is above it, so its class would never be reported",
            ),
            (len(self.min_area_px) != n_classes, "minimum areas and classes differ in number"),
            (
                not all(0 <= value <= MAX_AREA_PX for value in self.min_area_px),
                f"a minimum area lies outside 0 to {MAX_AREA_PX} px",
            ),
            (self.size_multiple < 1, "the size multiple is below 1"),
            (not 1 <= self.score_px <= MAX_SCORE_PX, f"score_px lies outside 1 to {MAX_SCORE_PX}"),
            (not self.size_multiple <= MAX_SIZE_MULTIPLE, f"the size multiple is above {MAX_SIZE_MULTIPLE}"),
            (not self.tile_px <= MAX_TILE_PX, f"the tile side is above {MAX_TILE_PX}"),
            (
                self.tile_px < self.size_multiple or self.tile_px % max(self.size_multiple, 1) != 0,
                f"the tile side {self.tile_px} is no multiple of {self.size_multiple}",
            ),
            (
                any(not MIN_BITS <= bits <= MAX_BITS for bits in self.input_bits),
                "it states bits outside 8..16",
            ),
            (list(self.input_bits) != sorted(set(self.input_bits)), "its bits do not rise"),
            (not 0 <= self.overlap_px < self.tile_px, "the overlap is not smaller than the tile"),
            (len(self.scores) > MAX_SCORES, f"it states more than {MAX_SCORES} scores"),
            (
                self.is_bgr and self.input_channels == 1,
                "it names an order of colours, and takes one channel",
            ),
            (len(self.goldens) > MAX_GOLDENS, f"it has more than {MAX_GOLDENS} golden answers"),
            (
                any(len(golden.probabilities) != GOLDEN_CELLS * n_classes for golden in self.goldens),
                f"a golden answer has not {GOLDEN_CELLS} probabilities for each class",
            ),
        ]
        for is_wrong, reason in problems:
            if is_wrong:
                raise ValueError(reason)
        for name in ("name", "version"):
            if fault := name_fault(getattr(self, name)):
                raise ValueError(f"{name}: {fault}")
        texts = ("network", "training_run", "begun_with", "data_hash", "data_terms", "licence", "notes", "output_name")
        for name in texts:
            _check_text(name, getattr(self, name))
        if fault := class_names_fault(self.class_names):
            raise ValueError(fault)
        if later := [name for name in self.class_names[1:] if is_background(name)]:
            raise ValueError(
                f"the class “{later[0]}” is not the first; the first is the background, here “{self.class_names[0]}”"
            )
        non_defect_indices(self.class_names, self.non_defects)

    @property
    def data_ids(self) -> tuple[str, ...]:
        """Of the versions that it learned from and was calibrated on: the content id in “NAME ID” or “NAME ID (50% of
        its training frames)”, as a card names a version; all that it says where there is none."""
        named = tuple(self.data_hash.split(" + ")) if self.data_hash else ()
        named += self.variant_of.calibrated_on if self.variant_of is not None else ()
        return tuple((_CONTENT_ID.findall(one) or [one])[-1] for one in named)

    @property
    def title(self) -> str:
        """For people: "steel-plain 1"."""
        return f"{self.name} {self.version}"

    @property
    def n_classes(self) -> int:
        return len(self.class_names)

    @property
    def is_bgr(self) -> bool:
        return self.colour_order is ColourOrder.BGR

    @property
    def non_defect_indices(self) -> tuple[int, ...]:
        return non_defect_indices(self.class_names, self.non_defects)

    @property
    def defect_indices(self) -> tuple[int, ...]:
        """Of all classes but background and those that are no defects, rising."""
        others = (BACKGROUND_INDEX, *self.non_defect_indices)
        return tuple(index for index in range(self.n_classes) if index not in others)

    def unlike(self, other: ModelCard) -> tuple[str, ...]:
        """Names of the entries in which they differ, those for people alone last."""
        names = (each.name for each in fields(self) if each.name != "format")
        unlike = [name for name in names if getattr(self, name) != getattr(other, name)]
        return tuple(sorted(unlike, key=lambda name: name in FOR_PEOPLE))

    def judged_by(self, catalogue: ClassCatalogue) -> ModelCard:
        """The card with what the plant calls no defect among its ``non_defects``. Raises ValueError where no class of
        defects is left."""
        non_defects = catalogue.non_defects_of(self)
        return self if set(non_defects) == set(self.non_defects) else replace(self, non_defects=non_defects)

    def to_json(self) -> str:
        return _shape().dump_json(self, indent=1).decode()

    @classmethod
    def from_json(cls, text: str) -> ModelCard:
        """Read a card. Raises ValueError where it is broken; entries of newer programs are not accepted."""
        loaded = parsed_json(text)
        if not isinstance(loaded, dict):
            raise ValueError("the card is not a JSON object")
        found = loaded.get("format", CARD_FORMAT)
        if isinstance(found, int) and found > CARD_FORMAT:  # before its entries, some of which would be unknown
            raise ValueError(f"its card has format {found}; this program knows up to {CARD_FORMAT}")
        return from_json(_shape(), text, "the card")


def _is_of_255(mean: tuple[float, ...], std: tuple[float, ...]) -> bool:
    """Whether they are of values of 0 to 255, as some training tools write them."""
    return MAX_MEAN < max((*mean, *std), default=0) <= 255  # nothing of them is negative


def _of_255(mean: tuple[float, ...], std: tuple[float, ...]) -> str:
    right = "; ".join(
        f"{name} [{', '.join(f'{value / 255:.4g}' for value in values)}]"
        for name, values in (("mean", mean), ("std", std))
    )
    return f"its mean and std are of values of 0 to 255; frames are scaled to 0 to 1 before, so write {right}"


def _check_text(name: str, text: str) -> None:
    if fault := text_fault(text):
        raise ValueError(f"{name}: {fault}")
    if len(text) > MAX_TEXT:
        raise ValueError(f"{name}: it is longer than {MAX_TEXT} characters")


@cache
def _shape() -> TypeAdapter[ModelCard]:
    """Made when the first card is read: the window's first paint need not wait for pydantic."""
    from pydantic import TypeAdapter

    return TypeAdapter(ModelCard)
