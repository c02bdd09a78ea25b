"""What a training run is asked to do: one JSON file, written by the program, read by ``python -m training``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from inspector.core.balancing import Rules, rules_from

REQUEST_FORMAT = 2
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

    BF16 = "bf16"  # convolutions and matrix products; the rest in 32 bits
    F32 = "f32"


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
    zoom: float = 1.25  # drawn between 1 / value and value
    zooms: tuple[float, ...] = ()  # every view is zoomed by one of these instead, and not turned
    light: bool = True  # gain, offset, noise, blur
    defect_share: float = 0.0  # of the views show a defect
    balance_classes: bool = True  # whose class is drawn first, each as often as the others; else as they come
    mix_share: float = 0.3  # of the views, a rectangle is replaced by one of another view


class BalanceMode(StrEnum):
    """How defects are injected into clean views; see ``inspector.datasets.balancing``."""

    NONE = "none"
    PAPER = "paper"
    RELEASED = "released"
    INSPECTOR = "inspector"


@dataclass(frozen=True, slots=True)
class Balance:
    """Dynamic Label Injection while training. Views into which it injects are drawn as samples come: it makes the
    defects, whatever the recipe's ``defect_share``."""

    mode: BalanceMode = BalanceMode.NONE
    clean_share: float = 0.5  # of the clean views of a batch that stay clean; only by the mode "inspector"
    target: Mapping[str, float] = field(default_factory=dict)  # wished mix by class name; empty: all classes alike
    rules: Rules = field(default_factory=Rules)  # only followed by the mode "inspector", like those below
    excluded: tuple[str, ...] = ()  # keys of donors that give nothing
    favourites: tuple[str, ...] = ()  # and of those that give more often
    until: float = 0.85  # share of the steps that inject; the last see real defects alone


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the weights are learned. Every field is stated in the scores file of the run."""

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
    precision: Precision = Precision.BF16
    augmentation: Augmentation = field(default_factory=Augmentation)
    balance: Balance = field(default_factory=Balance)
    seed: int = 1


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Raises ValueError with a readable reason where it cannot be run."""

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
    start_from: str = ""  # folder of a run whose kept weights this one begins with, where they fit
    pretrained: str = ""  # file of published weights for the encoder, or IN_CACHE; with neither: from scratch
    recipe_name: str = ""  # where the recipe comes from, for the record
    recipe: Recipe = field(default_factory=Recipe)
    fold: int = 0  # with n_folds: this fold of the first dataset's groups is the test, all others train
    n_folds: int = 0  # 0: the splits of the dataset version
    validate_every: int = 300  # steps
    checkpoint_every_s: float = 60.0
    n_threads: int = 0  # 0: all cores
    compile: bool = False  # torch.compile: minutes to start, then about a quarter faster
    format: int = REQUEST_FORMAT

    def __post_init__(self) -> None:
        recipe = self.recipe
        problems = [
            (
                self.format != REQUEST_FORMAT,
                f"the request has format {self.format}; this program reads {REQUEST_FORMAT}",
            ),
            (not self.datasets, "the request names no dataset version"),
            (any(not 0 < dataset.share <= 1 for dataset in self.datasets), "a share lies between 0 and 1"),
            (abs(sum(dataset.share for dataset in self.datasets) - 1) > 1e-6, "the shares do not add up to 1"),
            (recipe.n_steps < 1 or recipe.batch < 1, "steps and batch must be at least 1"),
            (len(recipe.view_px) != 2 or min(recipe.view_px) < 1, "view_px is a height and a width"),
            (not recipe.loss, "the recipe names no loss"),
            (not 0 <= recipe.ema_decay < 1, "ema_decay lies between 0 and 1"),
            (not 0 <= recipe.balance.clean_share <= 1, "clean_share lies between 0 and 1"),
            (not 0 < recipe.balance.until <= 1, "until is a share of the steps, above 0 and at most 1"),
            (
                any(share < 0 for share in recipe.balance.target.values()),
                "the target of a balance holds shares of 0 or more",
            ),
            (
                bool(self.start_from and self.pretrained),
                "a run begins with one set of weights: a run's or published ones",
            ),
            (self.n_folds == 1 or self.n_folds < 0, "folds are at least 2, or 0 for the version's own splits"),
            (self.n_folds > 1 and not 0 <= self.fold < self.n_folds, f"there is no fold {self.fold}"),
            (
                self.n_folds > 1 and recipe.keep is not Keep.LAST,
                "folds leave no validation split to choose weights by: keep the last",
            ),
        ]
        for is_wrong, reason in problems:
            if is_wrong:
                raise ValueError(reason)

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> RunRequest:
        try:
            loaded: dict[str, Any] = json.loads(text)
            if not isinstance(loaded, dict):
                raise ValueError("the request is not a JSON object")
            if loaded.get("format", REQUEST_FORMAT) != REQUEST_FORMAT:  # before its entries, which may be unknown
                raise ValueError(f"the request has format {loaded['format']}; this program reads {REQUEST_FORMAT}")
            loaded["datasets"] = tuple(DatasetShare(**entry) for entry in loaded["datasets"])
            loaded["recipe"] = recipe_from(loaded.get("recipe", {}))
            return cls(**loaded)
        except KeyError as error:
            raise ValueError(f"the request lacks {error}") from error
        except TypeError as error:
            raise ValueError(f"the request has wrong entries: {error}") from error


# What may change between two starts of one run: labels, and how it is computed rather than what.
_MAY_CHANGE = (
    "run", "model_name", "model_version", "is_demonstration", "licence", "notes", "recipe_name", "checkpoint_every_s",
    "n_threads", "compile", "format",
)  # fmt: skip


def what_differs(before: RunRequest, now: RunRequest) -> tuple[str, ...]:
    """How ``now`` asks for other weights than ``before``, readable: "recipe.n_steps was 6000, is 7000".

    Folders count by their last names, since a workspace may have moved.
    """
    old, new = (dict(_flat("", asdict(request))) for request in (before, now))
    return tuple(
        f"{name} was {old.get(name, 'not there')}, is {new.get(name, 'not there')}"
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    )


def _flat(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if place or name not in _MAY_CHANGE:
                yield from _flat(f"{place}.{name}" if place else name, inner)
    elif isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping):
        for number, inner in enumerate(value):
            yield from _flat(f"{place}[{number}]", inner)
    elif place == "start_from":
        yield place, "/".join(Path(value).parts[-2:])
    elif place.endswith("].path"):
        yield place, Path(value).name
    else:
        yield place, list(value) if isinstance(value, tuple) else value


REMEDIES = (
    "none", "dli", "dli-paper", "dli-released", "oversampling", "weighted-ce", "focal", "class-balanced"
)  # fmt: skip
_CLASSIFYING = ("cross-entropy", "bce", "ohem", "weighted-bce", "focal", "class-balanced")
OVERSAMPLED_SHARE = 0.67  # of the views show a defect, each class as often as the others


def with_remedy(recipe: Recipe, remedy: str) -> Recipe:
    """The recipe with one remedy against rare classes instead of whatever it has; "none" takes all of them away.

    Remedies of the loss change its classifying term and leave overlap terms alone. Raises ValueError for an unknown
    remedy, or a loss without a classifying term.
    """
    if remedy not in REMEDIES:
        raise ValueError(f"there is no remedy {remedy!r}; there are {', '.join(REMEDIES)}")
    is_softmax = recipe.activation is Activation.SOFTMAX
    plain = LossTerm("cross-entropy" if is_softmax else "bce")
    instead = {
        "weighted-ce": LossTerm("cross-entropy", 1.0, {"weights": "inverse"})
        if is_softmax
        else LossTerm("weighted-bce"),
        "focal": LossTerm("focal"),
        "class-balanced": LossTerm("class-balanced"),
    }.get(remedy)
    places = [place for place, term in enumerate(recipe.loss) if term.name in _CLASSIFYING]
    if instead is not None and not places:
        raise ValueError(f"{remedy} changes a classifying term of the loss, and the recipe has none")
    terms = list(recipe.loss)
    for place in places:
        has_remedy = terms[place].name not in (plain.name, "ohem") or "weights" in terms[place].options
        new = instead if instead is not None else plain if has_remedy else terms[place]
        terms[place] = replace(new, weight=terms[place].weight)
    mode = {
        "dli": BalanceMode.INSPECTOR, "dli-paper": BalanceMode.PAPER, "dli-released": BalanceMode.RELEASED,
    }.get(remedy, BalanceMode.NONE)  # fmt: skip
    augmentation = recipe.augmentation
    if remedy == "oversampling":
        augmentation = replace(augmentation, defect_share=OVERSAMPLED_SHARE, balance_classes=True)
    elif augmentation.balance_classes:  # views of defects as they come are no remedy for rare classes, and stay
        augmentation = replace(augmentation, defect_share=0.0)
    balance = Balance(mode, target=recipe.balance.target)
    if mode is BalanceMode.INSPECTOR:
        balance = replace(recipe.balance, mode=mode)
    elif mode is BalanceMode.NONE:
        balance = Balance()
    return replace(recipe, loss=tuple(terms), balance=balance, augmentation=augmentation)


def recipe_from(entries: Mapping[str, Any]) -> Recipe:
    """A recipe from plain JSON or TOML entries; what is not said is as usual.

    Raises TypeError or ValueError for entries that a recipe does not have.
    """
    facts = dict(entries)
    for name, kind in (
        ("activation", Activation), ("optimiser", Optimiser), ("schedule", Schedule), ("keep", Keep),
        ("precision", Precision),
    ):  # fmt: skip
        if name in facts:
            facts[name] = kind(facts[name])
    for name in ("view_px", "resize_px", "auxiliary_weights"):
        if facts.get(name) is not None:
            facts[name] = tuple(facts[name])
    if "loss" in facts:
        facts["loss"] = tuple(LossTerm(**term) for term in facts["loss"])
    if "augmentation" in facts:
        augmentation = dict(facts["augmentation"])
        augmentation["zooms"] = tuple(augmentation.get("zooms", ()))
        facts["augmentation"] = Augmentation(**augmentation)
    if "balance" in facts:
        balance = dict(facts["balance"])
        balance["mode"] = BalanceMode(balance.get("mode", BalanceMode.NONE))
        balance["rules"] = rules_from(balance.get("rules", {}))
        for name in ("excluded", "favourites"):
            balance[name] = tuple(balance.get(name, ()))
        facts["balance"] = Balance(**balance)
    return Recipe(**facts)
