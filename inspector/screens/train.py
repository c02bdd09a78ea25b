"""What the Train page shows, as finished data; see ``screens/live.py``. Texts are in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from inspector.core.classes import DefectClass

Values = npt.NDArray[np.float64]  # (n,)


class RunMark(StrEnum):
    """Where a run stands, for its sign in the list."""

    WAITING = "waiting"
    WORKING = "working"
    PAUSED = "paused"
    DONE = "done"
    ENDED = "ended"  # stopped or cancelled, as asked
    FAILED = "failed"


# The list of runs


@dataclass(frozen=True, slots=True)
class RunRow:
    name: str
    mark: RunMark
    state: str  # "training", "2nd in the queue"
    score: str  # "0.78", "–" where there is none
    dataset: str
    network: str
    began: str  # "2026-03-01 12:04"
    took: str  # "18 min", up to now where it works
    is_chosen: bool = False
    is_compared: bool = False  # beside the chosen one


# Setting up


class TrainField(StrEnum):
    """Parts of the form."""

    NAME = "name"
    DATASET = "dataset"
    NETWORK = "network"
    START = "start"
    BALANCE = "balance"
    BUDGET = "budget"
    NOTES = "notes"
    OTHER = "other"  # concerns several, or none


class Budget(StrEnum):
    RECIPE = "recipe"  # as many steps as the network's recipe says
    MINUTES = "minutes"
    UNTIL = "until"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class TrainWish:
    """The form as it was filled in; values are those of its choices."""

    name: str = ""  # of the run
    dataset: str = ""
    network: str = ""
    start: str = ""
    balance: str = ""
    budget: Budget = Budget.RECIPE
    budget_text: str = ""  # as typed: "20", "05:30", "1500"
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class SetupState:
    """The form. ``recipe``: what would be done, in about five lines of plain words."""

    wish: TrainWish = field(default_factory=TrainWish)
    datasets: tuple[Choice, ...] = ()
    networks: tuple[Choice, ...] = ()
    starts: tuple[Choice, ...] = ()
    balances: tuple[Choice, ...] = ()
    faults: Mapping[TrainField, str] = field(default_factory=dict)
    recipe: tuple[str, ...] = ()
    why_not_started: str = ""  # "" where it can be
    is_confirming: bool = False  # the next start says yes to the warnings


@dataclass(frozen=True, slots=True)
class SanityRow:
    refuses: bool
    what: str
    to_do: str


@dataclass(frozen=True, slots=True)
class CountsRow:
    defect_class: DefectClass
    counts: tuple[str, str, str]  # train, val, test: "120 frames, 14 groups"
    needs_attention: tuple[bool, bool, bool] = (False, False, False)


@dataclass(frozen=True, slots=True)
class SanityState:
    """What was found in the dataset. ``headline`` alone where it was not looked through yet."""

    headline: str
    rows: tuple[SanityRow, ...] = ()
    counts: tuple[CountsRow, ...] = ()


# A run


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One line of a chart. Points that do not exist (NaN) leave a hole."""

    name: str  # "loss", "crack"
    steps: Values
    values: Values
    defect_class: DefectClass | None = None  # whose colour it has
    is_main: bool = False  # the sum, or the mean: drawn strongest
    is_other_run: bool = False  # of the run it is compared with: dashed


@dataclass(frozen=True, slots=True, eq=False)
class Charts:
    """All of one step axis."""

    loss: tuple[Curve, ...] = ()
    score: tuple[Curve, ...] = ()  # 0..1
    learning_rate: tuple[Curve, ...] = ()
    n_steps: int = 0  # where the axis ends; 0: with the last point


@dataclass(frozen=True, slots=True)
class RunFact:
    name: str  # "device"
    value: str  # "CPU, f32"
    details: str = ""  # tooltip
    needs_attention: bool = False


@dataclass(frozen=True, slots=True)
class TrainState:
    """Everything of the page that is not the form, the charts, the looks and the comparison.

    ``why_not``: by action id, why it cannot be done now; an action that is not in it can be.
    """

    rows: tuple[RunRow, ...] = ()
    mark: RunMark | None = None  # of the chosen run
    verdict: str = ""  # one sentence about the chosen run
    question: str = ""  # what a second press costs, in place of ``facts``
    facts: tuple[RunFact, ...] = ()
    notices: tuple[str, ...] = ()
    recipe: tuple[str, ...] = ()  # of the chosen run, in plain words
    notes: str = ""
    run: str = ""  # name of the chosen run
    is_setting_up: bool = False
    why_not: Mapping[str, str] = field(default_factory=dict)


# The worst and best frames now


@dataclass(frozen=True, slots=True, eq=False)
class LookItem:
    key: str  # tells it from the others; the same for the same frame of the same step
    frame_name: str
    caption: str  # "0.12"
    details: str
    pixels: npt.NDArray[np.uint8]  # (H, W) or (H, W, 3)
    annotated: Mapping[int, npt.NDArray[np.int32]]  # by class index: (n, 4) x1, y1, x2, y2 along pixel edges
    predicted: Mapping[int, npt.NDArray[np.int32]]


@dataclass(frozen=True, slots=True, eq=False)
class LooksState:
    headline: str  # "Validation frames at step 600"
    classes: tuple[DefectClass, ...] = ()
    worst: tuple[LookItem, ...] = ()
    best: tuple[LookItem, ...] = ()


# Two runs side by side


@dataclass(frozen=True, slots=True)
class CompareRow:
    name: str
    first: str
    second: str
    difference: str = ""
    defect_class: DefectClass | None = None
    is_sure: bool = False  # the interval of the difference leaves out zero


@dataclass(frozen=True, slots=True)
class CompareState:
    first: str  # names of the runs
    second: str
    headline: str
    scores: tuple[CompareRow, ...] = ()
    settings: tuple[CompareRow, ...] = ()
    notes: tuple[str, ...] = ()  # what keeps it from being a fair comparison


# Splitting anew


@dataclass(frozen=True, slots=True)
class SplitWish:
    dataset: str = ""
    name: str = ""  # of the new version
    shares: tuple[float, float, float] = (0.6, 0.15, 0.25)  # train, val, test
    seed: int = 0
    joins_duplicates: bool = True


@dataclass(frozen=True, slots=True)
class SplitPreview:
    """What the wish would give; near twins are looked for when it is made, and may move groups."""

    wish: SplitWish
    head: tuple[str, ...] = ()  # "", "train", "val", "test"
    rows: tuple[tuple[str, ...], ...] = ()  # a class, or "frames", "groups"
    note: str = ""
    fault: str = ""  # why it cannot be made
