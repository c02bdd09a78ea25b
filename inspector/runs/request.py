"""What a training run is asked to do: one JSON file, written by the program, read by ``python -m training``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from inspector.core.balancing import MAX_SEED, BalanceMode, BalanceSettings
from inspector.core.files import is_plain_name
from inspector.core.typed_json import from_entries, parsed_json
from inspector.core.untrusted import file_name_fault, name_fault, text_fault

REQUEST_FORMAT = 3
OLDEST_FORMAT = 2  # that is still read
MAX_REQUEST_BYTES = 10_000_000
MAX_STEPS = 100_000_000
MAX_BATCH = 65_536
MAX_SIDE_PX = 16_384
MAX_DATASETS = 100
MAX_PROCESSES = 1024
MAX_ZOOM = 16.0
MAX_LEARNING_RATE = 1000.0
AUTO_DEVICE = "auto"
IN_PACKAGE = "package"  # instead of a file: an installed package of Python that holds nothing else
IN_CACHE = "cache"  # instead of a file: what torch, timm or Hugging Face keep of this user's earlier downloads


class Activation(StrEnum):
    """What turns a network's logits into probabilities."""

    SOFTMAX = "softmax"  # one output per class, background included
    SIGMOID = "sigmoid"  # one output per defect class; background is where none is above one half


class Optimiser(StrEnum):
    ADAMW = "adamw"
    ADAM = "adam"
    SGD = "sgd"


class Schedule(StrEnum):
    ONE_CYCLE = "one-cycle"  # linear warm-up, half a cosine to a hundredth of the peak
    CONSTANT = "constant"
    COSINE = "cosine"  # half a cosine to zero
    POLY = "poly"  # exponential warm-up from a tenth, then (1 - part done) ** 0.9 to zero


class Precision(StrEnum):
    """In which numbers a training step computes; weights and their updates are 32-bit in any case."""

    AUTO = "auto"  # the fastest that agrees with 32 bits on this PC, by a trial before the run begins
    BF16 = "bf16"  # convolutions and matrix products; the rest in 32 bits
    F16 = "f16"  # the same, with a loss that is scaled; for GPUs that have no bf16
    F32 = "f32"


class DistilWhere(StrEnum):
    """Which pixels teachers are followed at."""

    EVERYWHERE = "everywhere"
    AGREED = "agreed"  # where they name the label's class, or there is no label: for data they have not seen


class Keep(StrEnum):
    """Which weights a run ends with."""

    BEST = "best"  # highest mIoU with background on the validation split
    LAST = "last"


@dataclass(frozen=True, slots=True)
class DatasetShare:
    """One dataset version and how much of each batch comes from it."""

    path: str  # folder of the version, absolute or relative to the request file
    share: float  # 0..1; the shares of a request add up to 1


@dataclass(frozen=True, slots=True)
class LossTerm:
    """One term of the loss; names and options are those of ``training.losses``."""

    name: str
    weight: float = 1.0
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How training views differ from the frames they are cut from."""

    flips: bool = True
    quarter_turns: bool = True  # half turns where views are not square
    turn_deg: float = 12.0  # half of the views are turned by up to this, and zoomed
    zoom: float = 1.25  # at random between 1 / value and value
    zooms: tuple[float, ...] = ()  # every view is zoomed by one of these instead, and not turned
    light: bool = True  # gain, offset, noise, blur
    defect_share: float = 0.0  # of the views show a defect
    balance_classes: bool = True  # of those: a class first, each as often; else any frame with a defect
    mix_share: float = 0.3  # of the views, a rectangle is replaced by one of another view


@dataclass(frozen=True, slots=True)
class Balance:
    """Dynamic Label Injection while training. Where it injects, views are cut from any frame: it adds the
    defects, so the recipe's ``defect_share`` and ``balance_classes`` do not apply."""

    mode: BalanceMode = BalanceMode.NONE
    settings: BalanceSettings = field(default_factory=BalanceSettings)  # the modes of others follow its target alone
    until: float = 0.85  # share of the steps that inject; the last see real defects alone


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the weights are learned. Every field is stated in the scores file of the run."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    n_steps: int = 6000
    batch: int = 16
    view_px: tuple[int, int] = (224, 224)  # height, width; frames are padded by reflection, larger ones cut at random
    resize_px: tuple[int, int] | None = None  # frames are resized first, as some papers do; such a run exports no model
    input_mean: float = 0.5  # of each channel, after scaling to 0..1
    input_std: float = 0.25
    activation: Activation = Activation.SOFTMAX
    loss: tuple[LossTerm, ...] = (
        LossTerm("cross-entropy", 1.0, {"label_smoothing": 0.02}),
        LossTerm("dice", 1.0, {"denominator": "squared"}),
    )
    auxiliary_weights: tuple[float, ...] = ()  # of the maps a network gives beside the main one; empty: all 1
    optimiser: Optimiser = Optimiser.ADAMW
    learning_rate: float = 3e-3  # peak
    momentum: float = 0.9  # of SGD
    weight_decay: float = 0.02
    decays_all: bool = False  # also norms, biases and slopes
    schedule: Schedule = Schedule.ONE_CYCLE
    warm_up: float = 0.1  # share of the steps
    clip_norm: float = 5.0  # of the gradient; 0: not clipped
    ema_decay: float = 0.998  # of the averaged weights that are validated and exported; 0: the last weights themselves
    keep: Keep = Keep.BEST
    precision: Precision = Precision.AUTO
    distil_share: float = 0.5  # of the loss, where the request names teachers
    distil_temperature: float = 1.0  # by which the logits of both are divided
    distil_where: DistilWhere = DistilWhere.EVERYWHERE
    distil_balances: bool = False  # in each view, the pixels that teachers call defects count as much as all others
    augmentation: Augmentation = field(default_factory=Augmentation)
    balance: Balance = field(default_factory=Balance)
    seed: int = 1


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Raises ValueError with a readable reason where it cannot be run."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # of all that is in it, too: a misspelt entry is no default

    run: str  # name of the run and of its folder
    datasets: tuple[DatasetShare, ...]  # the first decides classes, validation and test
    network: str
    model_name: str
    model_version: str
    network_options: Mapping[str, Any] = field(default_factory=dict)
    input_channels: int = 1
    is_demonstration: bool = False
    licence: str = ""
    notes: str = ""
    start_from: str = ""  # folder of a run, or a model file, whose weights this one begins with, where they fit
    pretrained: str = ""  # file of published weights for the encoder, IN_PACKAGE or IN_CACHE; "": from scratch
    teachers: tuple[str, ...] = ()  # folders of finished runs, or model files, whose answers this one learns from
    recipe_name: str = ""  # where the recipe comes from, for the record
    recipe: Recipe = field(default_factory=Recipe)
    fold: int = 0  # with n_folds: this fold of the first dataset's groups is the test, all others train
    n_folds: int = 0  # 0: the splits of the dataset version
    train_share: float = 1.0  # of the training frames of each version, by the recipe's seed: datasets/subsets.py
    validate_every: int = 300  # steps
    checkpoint_every_s: float = 60.0
    # The time it may take, scoring and export included: its steps are made fewer where they do not fit.
    budget_s: float = 0.0  # of work of one start, without pauses; 0: any
    ends_at: str = ""  # by the clock, time in the queue included: UTC, ISO 8601; "": any
    n_threads: int = 0  # of all its processes on this PC together; 0: all cores
    n_processes: int = 1  # that compute each step together, on this PC
    device: str = AUTO_DEVICE  # "auto": a GPU where there is one; "cpu", "cuda", "cuda:N"
    compile: bool = False  # torch.compile: minutes to start, then about a quarter faster
    format: int = REQUEST_FORMAT

    def __post_init__(self) -> None:
        recipe = self.recipe
        problems = [
            (not self.datasets, "the request names no dataset version"),
            (any(not 0 < dataset.share <= 1 for dataset in self.datasets), "a share lies between 0 and 1"),
            (abs(sum(dataset.share for dataset in self.datasets) - 1) > 1e-6, "the shares do not add up to 1"),
            *_problems_of(recipe),
            (len(self.datasets) > MAX_DATASETS, f"the request names more than {MAX_DATASETS} dataset versions"),
            (not 1 <= self.input_channels <= 16, f"input_channels lies between 1 and 16, not {self.input_channels}"),
            (not 1 <= self.validate_every <= MAX_STEPS, f"validate_every lies between 1 and {MAX_STEPS}"),
            (not 0 <= self.checkpoint_every_s <= 1e6, "checkpoint_every_s is a number of seconds from 0 up"),
            (not 0 <= self.budget_s <= 1e8, "budget_s is a number of seconds from 0 up"),
            (not _is_time(self.ends_at), f"ends_at is a time such as 2026-11-30T05:30:00Z, not {self.ends_at!r}"),
            (not 0 <= self.n_threads <= 1024, "n_threads lies between 0 and 1024"),
            (not 1 <= self.n_processes <= MAX_PROCESSES, f"n_processes lies between 1 and {MAX_PROCESSES}"),
            (
                self.n_processes > 1 and ":" in self.device,
                f"several processes cannot share the GPU {self.device}: ask for cuda, of which each has one",
            ),
            (
                self.n_processes > recipe.batch >= 1,
                f"a batch of {recipe.batch} is too small for {self.n_processes} processes: each needs one view of it",
            ),
            (
                bool(self.start_from and self.pretrained),
                "a run begins with one set of weights: a run's or published ones",
            ),
            (
                re.fullmatch(r"auto|cpu|cuda(:\d+)?", self.device) is None,
                f"the device is auto, cpu, cuda or cuda:N, not {self.device!r}",
            ),
            (
                self.n_folds == 1 or not 0 <= self.n_folds <= 1000,
                "folds are at least 2, or 0 for the version's own splits",
            ),
            (self.n_folds > 1 and not 0 <= self.fold < self.n_folds, f"there is no fold {self.fold}"),
            (
                not 0 < self.train_share <= 1,
                f"train_share, a share of the training frames, lies above 0 and up to 1; {self.train_share:g} does not",
            ),
            (
                self.n_folds > 1 and recipe.keep is not Keep.LAST,
                "folds leave no validation split to choose weights by: keep the last",
            ),
        ]
        for is_wrong, reason in problems:
            if is_wrong:
                raise ValueError(reason)
        self._check_names()

    def _check_names(self) -> None:
        for name, fault in (
            ("run", "" if is_plain_name(self.run) else "it is no name of a folder"),
            ("network", name_fault(self.network)),
            ("model_name", file_name_fault(self.model_name)),  # of the file that the run gives, too
            ("model_version", name_fault(self.model_version) or file_name_fault(f"x-{self.model_version}")),
            *((name, text_fault(getattr(self, name))) for name in ("licence", "notes", "recipe_name")),
        ):
            if fault:
                raise ValueError(f"{name}: {fault}")

    def to_json(self) -> str:
        return _REQUEST.dump_json(self, indent=1).decode()

    @classmethod
    def from_json(cls, text: str) -> RunRequest:
        """Raises ValueError with a readable reason; entries of newer programs are not accepted."""
        loaded = parsed_json(text)
        if not isinstance(loaded, dict):
            raise ValueError("the request is not a JSON object")
        found = loaded.get("format", REQUEST_FORMAT)
        if type(found) is not int or found not in range(
            OLDEST_FORMAT, REQUEST_FORMAT + 1
        ):  # before its entries, which may be unknown
            raise ValueError(f"the request has format {found}; this program reads {OLDEST_FORMAT} to {REQUEST_FORMAT}")
        return from_entries(_REQUEST, _migrated(loaded) | {"format": REQUEST_FORMAT}, "the request")


def is_model_file(start_from: str) -> bool:
    """Else it is the folder of a run."""
    return start_from.endswith(".onnx")


def _is_time(text: str) -> bool:
    try:
        return not text or datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _problems_of(recipe: Recipe) -> list[tuple[bool, str]]:
    """(whether it is so, what is wrong): no number that a training could hang on, or learn nothing by."""
    augmentation, shares = recipe.augmentation, ("defect_share", "mix_share")
    return [
        (recipe.n_steps < 1 or recipe.batch < 1, "steps and batch must be at least 1"),
        (
            recipe.n_steps > MAX_STEPS or recipe.batch > MAX_BATCH,
            f"at most {MAX_STEPS} steps and a batch of {MAX_BATCH}",
        ),
        (len(recipe.view_px) != 2 or min(recipe.view_px) < 1, "view_px is a height and a width"),
        (max(recipe.view_px, default=0) > MAX_SIDE_PX, f"view_px is at most {MAX_SIDE_PX}"),
        (
            recipe.resize_px is not None and not all(1 <= side <= MAX_SIDE_PX for side in recipe.resize_px),
            f"resize_px is a height and a width, at most {MAX_SIDE_PX}",
        ),
        (not abs(recipe.input_mean) <= 1000, "input_mean lies between -1000 and 1000"),
        (not 1e-6 <= recipe.input_std <= 1e6, "input_std lies between 1e-06 and 1e+06"),
        (not recipe.loss, "the recipe names no loss"),
        (
            not all(
                0 <= weight < math.inf for weight in (*(term.weight for term in recipe.loss), *recipe.auxiliary_weights)
            ),
            "a weight of a loss is a number from 0 up",
        ),
        (
            not 0 <= recipe.learning_rate <= MAX_LEARNING_RATE,
            f"learning_rate lies between 0 and {MAX_LEARNING_RATE:g}",
        ),
        (not 0 <= recipe.distil_share <= 1, "distil_share is a share of the loss, 0 to 1"),
        (not 0.1 <= recipe.distil_temperature <= 100, "distil_temperature lies between 0.1 and 100"),
        (not 0 <= recipe.momentum < 1, "momentum lies between 0 and 1"),
        (not 0 <= recipe.weight_decay <= 10, "weight_decay lies between 0 and 10"),
        (not 0 <= recipe.warm_up <= 1, "warm_up is a share of the steps, 0 to 1"),
        (not 0 <= recipe.clip_norm < math.inf, "clip_norm is a number from 0 up"),
        (not 0 <= recipe.ema_decay < 1, "ema_decay lies between 0 and 1"),
        (not 0 <= augmentation.turn_deg <= 180, "turn_deg lies between 0 and 180"),
        (not 1 <= augmentation.zoom <= MAX_ZOOM, f"zoom lies between 1 and {MAX_ZOOM:g}"),
        (not all(1 / MAX_ZOOM <= zoom <= MAX_ZOOM for zoom in augmentation.zooms), f"a zoom lies beyond {MAX_ZOOM:g}"),
        (
            not all(0 <= getattr(augmentation, name) <= 1 for name in shares),
            f"{' and '.join(shares)} are shares, 0 to 1",
        ),
        (not 0 < recipe.balance.until <= 1, "until is a share of the steps, above 0 and at most 1"),
        (not 0 <= recipe.seed <= MAX_SEED, "a seed is 0 or more, in 63 bits"),
    ]


_REQUEST = TypeAdapter(RunRequest)
_RENAMED = {"evens_classes": "balance_classes", "least_realism": "min_realism", "keeps_sides": "keep_touching_border"}
_IN_SETTINGS = ("clean_share", "target", "rules", "excluded", "favourites")


def _migrated(loaded: dict[str, Any]) -> dict[str, Any]:
    """A request of an earlier format with the entries of this one. Format 2 held some of the settings of a balance
    beside its mode, and names that are others now."""
    if loaded.get("format", REQUEST_FORMAT) == REQUEST_FORMAT:
        return loaded
    renamed: dict[str, Any] = _with_names_of_today(loaded)
    recipe = renamed.get("recipe")
    if isinstance(recipe, dict) and isinstance(recipe.get("balance"), dict):
        balance = recipe["balance"]
        balance["settings"] = {name: balance.pop(name) for name in _IN_SETTINGS if name in balance}
    return renamed


def _with_names_of_today(value: Any) -> Any:
    if isinstance(value, dict):
        return {_RENAMED.get(name, name): _with_names_of_today(inner) for name, inner in value.items()}
    return [_with_names_of_today(inner) for inner in value] if isinstance(value, list) else value


# What may change between two starts of one run: labels, and how it is computed rather than what.
_MAY_CHANGE = (
    "run", "model_name", "model_version", "is_demonstration", "licence", "notes", "recipe_name", "checkpoint_every_s",
    "budget_s", "ends_at", "n_threads", "n_processes", "device", "compile", "format",
)  # fmt: skip


NOT_THERE = "not there"


def what_differs(before: RunRequest, now: RunRequest) -> tuple[str, ...]:
    """How ``now`` asks for other weights than ``before``, readable: "recipe.n_steps was 6000, is 7000"."""
    return tuple(f"{name} was {old}, is {new}" for name, old, new in differences(before, now))


def differences(before: RunRequest, now: RunRequest) -> tuple[tuple[str, Any, Any], ...]:
    """(path, value before, value now) of all that leads to other weights, ``NOT_THERE`` where it is in one alone.

    Folders count by their last names, since a workspace may have moved.
    """
    old, new = (dict(_flat("", asdict(request))) for request in (before, now))
    return tuple(
        (name, old.get(name, NOT_THERE), new.get(name, NOT_THERE))
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    )


def _flat(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """(path, value) of everything that is no container of more."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if path or name not in _MAY_CHANGE:
                yield from _flat(f"{path}.{name}" if path else name, inner)
    elif isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping):
        for index, inner in enumerate(value):
            yield from _flat(f"{path}[{index}]", inner)
    elif path == "start_from":
        yield path, "/".join(Path(value).parts[-2:])
    elif path == "teachers":
        yield path, ["/".join(Path(one).parts[-2:]) for one in value]
    elif path.endswith("].path"):
        yield path, Path(value).name
    elif isinstance(value, frozenset):
        yield path, sorted(value)
    else:
        yield path, list(value) if isinstance(value, tuple) else value


_RECIPE = TypeAdapter(Recipe)


def recipe_from(entries: Mapping[str, Any]) -> Recipe:
    """A recipe from plain JSON or TOML entries; what is not named has its default.

    Raises ValueError for entries that a recipe does not have.
    """
    return from_entries(_RECIPE, entries, "the recipe")
