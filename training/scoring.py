"""Scores of a PyTorch network, by ``inspector.evaluation`` on frames prepared as inspection prepares them.

score_run    what a run gave: thresholds from the validation splits, then every figure of the test splits
count        one confusion matrix, for validation between steps
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812  (the field's name for it)
from torch import Tensor, nn

import models
from inspector.core.class_map import ArgmaxPrediction, ClassMap, argmax_prediction, class_map_of
from inspector.core.model_card import Output, Score
from inspector.core.preparation import InputRule, pad_by_reflection, padded_size, prepare
from inspector.core.size_bands import DEFAULT_EDGES_PX
from inspector.datasets.version import DatasetVersion, Split
from inspector.evaluation.evaluation import Evaluation
from inspector.evaluation.intervals import ENOUGH_GROUPS, add_to
from inspector.evaluation.metrics import Confusion, ConfusionAccumulator, Scores, confusion_of
from inspector.evaluation.thresholds import ThresholdSearch
from inspector.runs.request import Activation, RunRequest
from training.data import Data, FixedScale, FrameList, LoadedFrame, shapes_of
from training.memory import is_out_of_memory

ARG_MAX = "arg-max alone"
WITH_THRESHOLDS = "with thresholds"
PROBABILITIES = tuple(k / 20 for k in range(10, 20))  # 0.50 to 0.95, from which a pixel counts in one of these rules


OF_A_NEW_KIND = 0.5  # threshold of a class that few groups show

CPU = torch.device("cpu")


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A network with all that is needed to use it on frames."""

    network: nn.Module  # logits (N, n_classes, H, W)
    rule: InputRule
    size_multiple: int
    n_classes: int
    output: Output
    non_defects: tuple[int, ...] = ()  # class indices
    device: torch.device = CPU  # of the network
    listen: Callable[[], None] = lambda: None  # called between frames; may raise


def candidate_of(
    request: RunRequest, network: nn.Module, data: Data, device: torch.device,
    listen: Callable[[], None] = lambda: None,
) -> Candidate:  # fmt: skip
    recipe = request.recipe
    is_sigmoid = recipe.activation is Activation.SIGMOID
    return Candidate(
        network=WithBackground(network) if is_sigmoid else network,
        rule=FixedScale(request.input_channels, recipe.input_mean, recipe.input_std),
        size_multiple=models.entry_of(request.network).size_multiple,
        n_classes=len(data.class_names),
        output=Output.SIGMOID if is_sigmoid else Output.LOGITS,
        non_defects=data.main.non_defect_indices,
        device=device,
        listen=listen,
    )


class WithBackground(nn.Module):
    """The maps of independent defect classes (N, C - 1, H, W) with a plane of zeros before them, (N, C, H, W)."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> Tensor:
        return F.pad(self.network(x), (0, 0, 0, 0, 1, 0))


def predict(candidate: Candidate, frames: FrameList, batch: int = 16) -> Iterator[tuple[LoadedFrame, ArgmaxPrediction]]:
    """Of each frame at its own size; frames of one size go together in a batch."""
    candidate.network.eval()
    shapes = shapes_of(frames)
    by_size = sorted(range(len(shapes)), key=shapes.__getitem__)
    start = 0
    while start < len(by_size):
        shape = shapes[by_size[start]]
        end = start
        while end < len(by_size) and end - start < batch and shapes[by_size[end]] == shape:
            end += 1
        candidate.listen()
        group = [frames[index] for index in by_size[start:end]]
        height, width = shape
        try:
            scores = _scores(candidate, group, shape)
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            if len(group) == 1:
                raise ValueError(
                    f"memory is too small for “{group[0].sample.name}”, {width} x {height} pixels, which is validated "
                    "and scored as a whole. Close other programs, or train on a version of smaller frames"
                ) from error
            batch = len(group) // 2  # from here on: how many go together changes no score
            continue
        for frame, planes in zip(group, scores, strict=True):
            yield frame, argmax_prediction(planes[:, :height, :width], candidate.output)
        start = end


def _scores(candidate: Candidate, group: Sequence[LoadedFrame], shape: tuple[int, int]) -> npt.NDArray[np.float32]:
    """(N, C, height, width), padded, of frames of one shape."""
    target = padded_size(*shape, candidate.size_multiple)
    inputs = np.stack([pad_by_reflection(prepare(f.pixels, candidate.rule, f.bits), *target) for f in group])
    # Frames come in many sizes: to look for the fastest kernels for each would take longer than to use any.
    with torch.inference_mode(), torch.backends.cudnn.flags(benchmark=False, allow_tf32=False):
        scores: Tensor = candidate.network(torch.from_numpy(inputs).to(candidate.device))
        return scores.float().cpu().numpy()


def count(
    candidate: Candidate, frames: FrameList, thresholds: Sequence[float] = (),
    look: Callable[[LoadedFrame, ClassMap, Confusion], None] = lambda frame, predicted, confusion: None,
) -> ConfusionAccumulator:  # fmt: skip
    """``look`` gets each frame, the class map found in it, and its confusion."""
    found = ConfusionAccumulator(candidate.n_classes, candidate.non_defects)
    for frame, best in predict(candidate, frames):
        predicted = class_map_of(best, thresholds or (0.0,) * candidate.n_classes)
        confusion = confusion_of(frame.class_map, predicted, candidate.n_classes)
        add_to(found.by_group, frame.sample.group, confusion)
        look(frame, predicted, confusion)
    return found


def search_thresholds(
    candidate: Candidate, lists: Sequence[FrameList], before: Mapping[int, float] | None = None
) -> tuple[float, ...]:
    """By all frames of the lists together. ``before``: where a new kind was learned, what the known ones had. A few
    labelled frames choose no threshold: a class that few groups show keeps its own then, and a new one gets the middle;
    so do all where there is no frame to choose by. Else 0 each there: the class that wins is the one that is said.
    """
    search = ThresholdSearch(candidate.n_classes)
    groups: dict[int, set[str]] = defaultdict(set)
    for frames in lists:
        for frame, best in predict(candidate, frames):
            search.add(frame.class_map, best)
            for index in np.unique(frame.class_map).tolist():
                groups[index].add(frame.sample.group)
    chosen = search.best() if groups else (0.0,) * candidate.n_classes
    if before is None:
        return chosen
    few = {index for index in range(1, len(chosen)) if len(groups[index]) < ENOUGH_GROUPS}
    return tuple(before.get(k, OF_A_NEW_KIND) if k in few else chosen[k] for k in range(len(chosen)))


def evaluate(candidate: Candidate, frames: FrameList, rules: Mapping[str, Sequence[float]]) -> dict[str, Evaluation]:
    """Every metric there is, defects by size included, for each rule: a name and one threshold per class."""
    found = {
        name: Evaluation(candidate.n_classes, band_edges=DEFAULT_EDGES_PX, non_defects=candidate.non_defects)
        for name in rules
    }
    for frame, best in predict(candidate, frames):
        for name, thresholds in rules.items():
            found[name].add(frame.sample.group, frame.class_map, class_map_of(best, thresholds))
    return found


def probability_rules(n_classes: int) -> dict[str, tuple[float, ...]]:
    """One rule per ``PROBABILITIES``, rising, the same for all classes: they let models be compared at equal numbers of
    false alarms."""
    return {f"probability from {limit:.2f}": (limit,) * n_classes for limit in PROBABILITIES}


@dataclass(slots=True, eq=False)
class RunScores:
    """What a run gave, as its files state it."""

    class_names: tuple[str, ...]
    thresholds: tuple[float, ...]  # by class; 0 where no validation split chose them
    by_split: dict[str, dict[str, Any]] = field(default_factory=dict)  # "NAME ID SPLIT": rule: metrics
    confusions: dict[str, dict[str, Any]] = field(default_factory=dict)  # of test splits: rule: group: matrix
    detections: dict[str, dict[str, Any]] = field(default_factory=dict)  # likewise, counts per defect
    on_card: list[Score] = field(default_factory=list)
    tested: FrameList = field(default_factory=list)  # test frames of the main dataset

    def add(self, version: DatasetVersion, split: Split, found: Mapping[str, Evaluation], n_frames: int) -> None:
        """``found`` by rule."""
        key = f"{version.name} {version.id} {split.value}"
        self.by_split[key] = {name: _metrics(found[name], n_frames) for name in (ARG_MAX, WITH_THRESHOLDS)}
        if split is Split.TEST:
            self.confusions[key] = {rule: _lists(each.pixels.by_group) for rule, each in found.items()}
            self.detections[key] = {rule: _lists(each.detections.by_group) for rule, each in found.items()}
            scores = found[WITH_THRESHOLDS].pixels.scores()
            self.on_card += _card_scores(scores, f"{version.name} test ({version.id})", self.class_names)


def _metrics(found: Evaluation, n_frames: int) -> dict[str, Any]:
    return {
        "figures": {name: asdict(interval) for name, interval in found.intervals().items()},
        "n_frames": n_frames, "n_groups": len(found.pixels.by_group), "counted": found.counted(),
    }  # fmt: skip


def _lists(by_group: Mapping[str, npt.NDArray[Any]]) -> dict[str, Any]:
    return {group: counts.tolist() for group, counts in by_group.items()}


def _card_scores(scores: Scores, split: str, class_names: Sequence[str]) -> list[Score]:
    command = "python -m training REQUEST.json"
    named = [
        ("mIoU with background", scores.miou_with_background),
        ("mIoU over defect classes", scores.miou_defects),
        *((f"IoU {name}", scores.iou[i]) for i, name in enumerate(class_names)),
    ]
    return [Score(metric, round(value, 4), split, command) for metric, value in named if not math.isnan(value)]


def score_run(
    candidate: Candidate, data: Data, val: Sequence[FrameList], before: Mapping[int, float] | None = None
) -> RunScores:  # fmt: skip
    """Thresholds from the validation splits of all datasets, pooled, as ``search_thresholds`` chooses them; then the
    test splits, once."""
    n_classes = candidate.n_classes
    thresholds = search_thresholds(candidate, val, before)
    rules = {ARG_MAX: (0.0,) * n_classes, WITH_THRESHOLDS: thresholds}
    if data.request.n_folds:  # which leave no frames to choose thresholds by
        rules |= probability_rules(n_classes)
    scores = RunScores(data.class_names, thresholds)
    for version, val_of_version in zip(data.versions, val, strict=True):
        test = data.to_score(version, Split.TEST)
        if version is data.main:
            scores.tested = test
        for split, frames in ((Split.VAL, val_of_version), (Split.TEST, test)):
            if len(frames):
                scores.add(version, split, evaluate(candidate, frames, rules), len(frames))
    return scores
