"""A PyTorch network scored by ``inspector.evaluation``, on frames prepared as inspection prepares them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  (the field's name for it)
from torch import Tensor, nn

from inspector.core.class_map import ArgmaxPrediction, argmax_prediction, class_map_of
from inspector.core.model_card import Output
from inspector.core.preparation import InputRule, pad_by_reflection, padded_size, prepare
from inspector.evaluation.evaluation import Evaluation
from inspector.evaluation.metrics import ConfusionAccumulator
from inspector.evaluation.thresholds import ThresholdSearch
from training.loading import LoadedSample

SIZE_BANDS_PX = (16.0, 32.0, 64.0)  # edges between size bands of defects
ARG_MAX = "arg-max alone"
WITH_THRESHOLDS = "with thresholds"
PROBABILITIES = tuple(k / 20 for k in range(10, 20))  # 0.50 to 0.95, from which a pixel counts in one of these rules


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A network with all that is needed to use it on frames."""

    network: nn.Module  # logits (N, n_classes, H, W)
    rule: InputRule
    size_multiple: int
    n_classes: int
    output: Output
    non_defects: tuple[int, ...] = ()  # class indices


class WithBackground(nn.Module):
    """The maps of independent defect classes (N, C - 1, H, W) with a plane of zeros before them, (N, C, H, W)."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> Tensor:
        return F.pad(self.network(x), (0, 0, 0, 0, 1, 0))


def predict(
    candidate: Candidate, samples: Sequence[LoadedSample], batch: int = 16
) -> Iterator[tuple[LoadedSample, ArgmaxPrediction]]:
    """ArgmaxPrediction of each sample, frame by frame at its own size; samples of one size go together in a batch."""
    candidate.network.eval()
    by_size = sorted(samples, key=lambda s: s.class_map.shape)
    start = 0
    while start < len(by_size):
        shape = by_size[start].class_map.shape
        end = start
        while end < len(by_size) and end - start < batch and by_size[end].class_map.shape == shape:
            end += 1
        group = by_size[start:end]
        height, width = shape
        target = padded_size(height, width, candidate.size_multiple)
        inputs = np.stack([pad_by_reflection(prepare(s.pixels, candidate.rule, s.bits), *target) for s in group])
        with torch.inference_mode():
            scores = candidate.network(torch.from_numpy(inputs)).float().numpy()
        for sample, planes in zip(group, scores, strict=True):
            yield sample, argmax_prediction(planes[:, :height, :width], candidate.output)
        start = end


def tally(
    candidate: Candidate, samples: Sequence[LoadedSample], thresholds: Sequence[float] = ()
) -> ConfusionAccumulator:
    found = ConfusionAccumulator(candidate.n_classes, candidate.non_defects)
    for sample, best in predict(candidate, samples):
        limits = thresholds or (0.0,) * candidate.n_classes
        found.add(sample.sample.group, sample.class_map, class_map_of(best, limits))
    return found


def search_thresholds(candidate: Candidate, samples: Sequence[LoadedSample]) -> tuple[float, ...]:
    search = ThresholdSearch(candidate.n_classes)
    for sample, best in predict(candidate, samples):
        search.add(sample.class_map, best)
    return search.best()


def evaluate(
    candidate: Candidate, samples: Sequence[LoadedSample], rules: Mapping[str, Sequence[float]]
) -> dict[str, Evaluation]:
    """Every figure there is, defects by size included, for each rule: a name and one threshold per class."""
    found = {
        name: Evaluation(candidate.n_classes, band_edges=SIZE_BANDS_PX, non_defects=candidate.non_defects)
        for name in rules
    }
    for sample, best in predict(candidate, samples):
        for name, thresholds in rules.items():
            found[name].add(sample.sample.group, sample.class_map, class_map_of(best, thresholds))
    return found


def probability_rules(n_classes: int) -> dict[str, tuple[float, ...]]:
    """One rule per ``PROBABILITIES``, rising, the same for all classes: by them models can be compared at equal false
    alarms."""
    return {f"probability from {limit:.2f}": (limit,) * n_classes for limit in PROBABILITIES}
