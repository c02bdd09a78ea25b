"""What the Models page shows, as finished data; see ``screens/live.py``. Texts are in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from inspector.screens.balance import Fact


class ModelMark(StrEnum):
    ACTIVE = "active"
    USUAL = "usual"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model in the list; a broken file says why in its ``details``."""

    id: str  # tells it from the others for as long as the page is open
    title: str  # "first 3"
    origin: str  # "plain-net-m · run first"
    details: str = ""  # "promoted 2026-03-02 08:10 by A. Meyer", or "2026-03-01 12:04 · never promoted"
    mark: ModelMark = ModelMark.USUAL


@dataclass(frozen=True, slots=True)
class CardSection:
    title: str  # "Where it comes from"
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ModelsState:
    """Which models there are, and what can be done with the chosen one. ``why_…``: "" where it can be done."""

    rows: tuple[ModelRow, ...] = ()
    chosen_id: str = ""
    headline: str = ""  # "steel-plain 3 inspects"
    about: str = ""  # "promoted 2026-03-02 08:10 by A. Meyer: finds the frays of coil 17"
    title: str = ""  # of the chosen model
    subtitle: str = ""  # what it is for the line
    card: tuple[CardSection, ...] = ()
    why_not_promoted: str = ""
    why_not_rolled_back: str = ""
    why_not_exported: str = ""
    why_not_varied: str = ""
    why_not_added: str = ""


@dataclass(frozen=True, slots=True)
class ShadowState:
    """How the candidate in shadow fares beside the line, in one line; "" where there was none."""

    line: str = ""  # "second 4 in shadow beside first 3: compared 312 of 3,120 frames, agreed on 98.1 %"
    why_not: str = ""  # it cannot be begun or ended for the chosen model; "" where it can


@dataclass(frozen=True, slots=True)
class VariantState:
    """A smaller variant would be made of the chosen model."""

    title: str  # "A smaller variant of first 3"
    what: str
    kinds: tuple[tuple[str, str], ...]  # (id, in words) of each arithmetic
    kind: str  # id of the one that is chosen
    about: str  # what it gains on this PC
    datasets: tuple[str, ...] = ()  # whose training frames may show the ranges of values
    dataset: str = ""
    calibrates: str = ""  # what they are for; "": this arithmetic needs none
    why_not: str = ""  # it cannot be made yet


# The proof


@dataclass(frozen=True, slots=True)
class ProofChoice:
    """On which data the chosen model is held against which other. ``why_not``: why no proof can begin."""

    datasets: tuple[str, ...] = ()
    dataset: str = ""
    splits: tuple[str, ...] = ()
    split: str = ""
    against: tuple[tuple[str, str], ...] = ()  # (id, title)
    against_id: str = ""
    why_not: str = ""


class Tendency(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    OPEN = "open"  # the interval holds no difference as well
    TOO_FEW = "too-few"  # groups to say


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of both models, in words, and what their difference says."""

    before: str = "–"  # of the model that it is held against
    after: str = "–"  # of the candidate
    difference: str = ""  # "+6 ± 3"
    tendency: Tendency = Tendency.OPEN


@dataclass(frozen=True, slots=True)
class ClassLine:
    name: str
    n_defects: int
    iou: Compared
    recall: Compared
    false_alarms: Compared
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class BandLine:
    """Defects of one class and one band of sizes."""

    class_name: str  # "" for all that both models know
    band: str  # "10 to 50 mm²"
    n_defects: int
    recall: Compared


class CheckState(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check of the gate."""

    state: CheckState
    name: str  # "Finds as much: crack"
    text: str  # what was measured, against which limit, or why it was not made


@dataclass(frozen=True, slots=True)
class ProofState:
    """What a proof found; ``None`` in its place: none was made yet."""

    verdict: str
    about: str  # on what, when, by whom
    pair: str = ""  # "steel-plain 3 → first 3": which figure is whose
    is_stale: bool = False  # a candidate that was held against another model than the one in use
    gate: str = ""  # "2 of 7 checks failed"
    checks: tuple[CheckLine, ...] = ()
    classes: tuple[ClassLine, ...] = ()
    bands: tuple[BandLine, ...] = ()
    notes: tuple[str, ...] = ()  # "only the candidate knows: fray"


@dataclass(frozen=True, slots=True)
class CurveLine:
    """A free-response curve, by rising score: from many false alarms to few."""

    title: str
    alarms: tuple[float, ...]
    recall: tuple[float, ...]  # 0..1
    card_point: tuple[float, float] | None = None  # alarms and recall at the thresholds of its card


@dataclass(frozen=True, slots=True)
class WorkingPointState:
    """The curves of both models, the point that is looked at, and what it costs."""

    candidate: CurveLine
    active: CurveLine
    alarms_title: str  # "false alarms per km"
    index: int = 0  # of the point, on the candidate's curve
    cheapest_index: int = -1
    reading: str = ""  # "score 0.62: finds 94 of 100 defects, 1.2 false alarms per km"
    reading_active: str = ""  # of the model in use at as many false alarms
    miss_cost: float = 100.0
    stop_cost: float = 10.0
    costs: str = ""  # "costs 82.0 per km here"
    cheapest: str = ""  # "cheapest at score 0.55: 78.0 per km"


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One frame to be looked at: what is annotated and what either model says, once its pictures are read."""

    name: str
    caption: str  # "IoU 0.41 → 0.73"


@dataclass(frozen=True, slots=True)
class FrameList:
    title: str
    rows: tuple[FrameRow, ...] = ()
    models: tuple[str, str] = ("", "")  # titles of the two whose pictures stand beside what is annotated


@dataclass(frozen=True, slots=True, eq=False)
class FramePictures:
    """Four pictures of one frame, RGB (H, W, 3) uint8: as captured, annotated, the other model, the candidate.

    Where they cannot be read there are none, and ``trouble`` says why.
    """

    name: str
    pictures: tuple[npt.NDArray[np.uint8], ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class ConfusionState:
    """Rows are annotated, columns are what the candidate says; counts of pixels as shares of their row."""

    class_names: tuple[str, ...]
    shares: tuple[tuple[float, ...], ...]  # (C, C), each row of 1 or of 0
    counts: tuple[tuple[int, ...], ...]  # pixels
    cell: tuple[int, int] | None = None  # that is chosen
    frames: FrameList | None = None  # behind it


# Changes of the model in use


class ChangeKind(StrEnum):
    PROMOTE = "promote"
    ROLL_BACK = "roll-back"


@dataclass(frozen=True, slots=True)
class ChangeState:
    """A model would be promoted or rolled back: what that means, and what is asked of whoever does it."""

    kind: ChangeKind
    title: str  # "Promote first 3"
    happens: str  # "The line runs: first 3 inspects from the next frame on."
    failed_title: str = ""
    failed: tuple[str, ...] = ()  # checks, or that there is no proof: overriding them needs a name and a reason
    name: str = ""  # of whoever does it, as known
    fault: str = ""  # why it was not done
    is_asked: bool = False  # the next press does it
    button: str = ""
    is_working: bool = False  # it is being done


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: str
    what: str
    model: str
    by: str
    because: str
    is_override: bool = False


@dataclass(frozen=True, slots=True)
class HistoryState:
    rows: tuple[HistoryLine, ...] = ()  # newest first
    audit: str = ""  # "312 entries, whole"
    is_broken: bool = False
