"""Losses of the five papers, and common ones against class imbalance, as sums of named terms.

    build_loss(terms, n_classes, activation)  ->  loss(logits (N, K, H, W) or several such maps, target (N, H, W))
    loss.of_part(logits, target, whole)       ->  what a part of a batch adds to the loss of the batch, and its terms

With "softmax" K is n_classes, background first. With "sigmoid" K is n_classes - 1: one logit per defect class,
and background is where none is set. Targets are class indices; 255 (ignore) counts nowhere: its pixels change no
loss, a frame that is ignored whole is no part of a mean over frames, and a batch that is ignored whole has loss
0 and gradient 0. Losses are computed in float32. A mean is over the counted pixels (and channels, with sigmoid).

A term that is a mean over pixels or frames can be computed part by part of a batch: its parts, weighted by what they
are means over, add up to the same. The others (``TermLoss.not_by_parts``) are then means of those of the parts.

name                      activation  formula, and options with their defaults
cross-entropy             softmax     label_smoothing 0, weights "equal" | "inverse" | a list of n_classes numbers.
                                      "inverse": all pixels / (n_classes x pixels of the class). A weighted mean is
                                      divided by the weights of its pixels.
bce                       sigmoid     mean binary cross-entropy
dice                      both        1 - (2 sum pg + smooth) / (size + smooth); denominator "plain": size = sum p +
                                      sum g, "squared": sum p² + sum g²; pool "batch" | "frame": sums over the batch,
                                      or per frame and averaged; classes "each" | "together": averaged over classes,
                                      or one sum over all of them; smooth 1; include_background false (softmax)
iou                       both        1 - (sum pg + smooth) / (sum p + sum g - sum pg + smooth) per frame and class,
                                      averaged; smooth 1. Background is no part.
ohem                      softmax     mean cross-entropy of the pixels whose true class has a probability below
                                      threshold 0.7, of at least the hardest min_share 1/16 of all
focal                     both        mean of (1 - p)^gamma x cross-entropy per pixel, p the probability given to
                                      the truth (Lin et al., "Focal loss for dense object detection", ICCV 2017);
                                      gamma 2
class-balanced            both        cross-entropy weighted by (1 - beta) / (1 - beta^n), n what counts "frames" |
                                      "pixels" hold of the class (Cui et al., "Class-balanced loss based on
                                      effective number of samples", CVPR 2019); beta 0.9999. Softmax: weighted mean.
                                      Sigmoid: sum over channels of weight x mean, weights adding up to 1.
weighted-bce              sigmoid     sum over channels of weight x mean binary cross-entropy; weights "complement" |
                                      a list. "complement": (1 - share of the defect pixels) / (defect classes - 1)
lovasz                    both        Lovász-softmax, or the Lovász hinge per channel (Berman et al., CVPR 2018);
                                      stride 1: every stride-th row and column with a random phase, as sorting all
                                      pixels is dear
tversky                   both        1 - TP / (TP + alpha FP + beta FN) per class over the batch, 0 for a class the
                                      batch does not hold; alpha 0.5, beta 0.5, smooth 0. Background is no part.
focal-released            sigmoid     as released with the DLI paper: sum over channels of B (1 - exp(-B))^gamma with
                                      B the channel's MEAN cross-entropy. It all but vanishes; not a focal loss.
class-balanced-released   sigmoid     as released with the DLI paper: the weights of weighted-bce in the place of
                                      the counts n, so that the MOST frequent class weighs most. Kept to compare.

The losses of the papers, each term as (name, weight, options):

A-Net       dice 1 {denominator squared, pool frame}, bce 0.5
DBRNet      ohem 1; its auxiliary map weighs 1
NaDiNet     bce 1, iou 1; its five auxiliary maps weigh 1 each. Smoothing is ours: unsmoothed, a clean frame is 0 / 0
Severstal   bce 1, dice 1 {classes together}
DLI         bce 0.5, dice 0.5 {classes together, smooth 1e-8}
ours        cross-entropy 1, dice 1 {denominator squared}
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias

import torch
import torch.nn.functional as F  # noqa: N812  (the field's name for it)
from torch import Tensor

from inspector.core.classes import IGNORE_INDEX

Loss: TypeAlias = Callable[[Tensor | tuple[Tensor, ...], Tensor], Tensor]

_TINY = 1e-12  # below any sum of probabilities worth dividing by; keeps 0 / 0 out


@dataclass(frozen=True)
class _Setting:
    """What the terms of one loss have in common."""

    n_classes: int
    is_softmax: bool
    class_pixels: Sequence[int] | None  # of the training split, per class index, as is the next
    class_frames: Sequence[int] | None  # how many frames hold the class


class _Batch:
    """One map of logits beside its target; what several terms need is computed once."""

    def __init__(self, logits: Tensor, target: Tensor, setting: _Setting) -> None:
        self.logits = logits.float()  # (N, K, H, W)
        self.target = target  # (N, H, W)
        self.is_softmax = setting.is_softmax
        self._n_classes = setting.n_classes

    @cached_property
    def is_counted(self) -> Tensor:
        """(N, 1, H, W) bool."""
        return (self.target != IGNORE_INDEX).unsqueeze(1)

    @cached_property
    def truth(self) -> Tensor:
        """(N, K, H, W) 0 or 1; 0 at ignored pixels."""
        classes = torch.arange(0 if self.is_softmax else 1, self._n_classes, device=self.target.device)
        # Compared, not looked up: a third of the time, and no class is the index of ignored pixels.
        return (self.target.unsqueeze(1) == classes.view(1, -1, 1, 1)).to(self.logits.dtype)

    @cached_property
    def log_probability(self) -> Tensor:
        """(N, K, H, W); softmax."""
        return self.logits.log_softmax(dim=1)

    @cached_property
    def probability(self) -> Tensor:
        """(N, K, H, W); 0 at ignored pixels."""
        probability = self.log_probability.exp() if self.is_softmax else self.logits.sigmoid()
        return probability * self.is_counted

    @cached_property
    def entropy(self) -> Tensor:
        """Cross-entropy of each pixel: (N, 1, H, W) with softmax, (N, K, H, W) with sigmoid; 0 where ignored."""
        if self.is_softmax:
            return F.nll_loss(self.log_probability, self.target, ignore_index=IGNORE_INDEX, reduction="none").unsqueeze(
                1
            )
        of_pixels = F.binary_cross_entropy_with_logits(self.logits, self.truth, reduction="none")
        return of_pixels * self.is_counted

    def mean(self, of_pixels: Tensor) -> Tensor:
        """Mean of (N, k, H, W), 0 where ignored, over counted pixels and channels."""
        return of_pixels.sum() / (self.is_counted.sum() * of_pixels.shape[1])

    def channel_means(self) -> Tensor:
        """Mean cross-entropy of each channel over batch and pixels, (K,); sigmoid."""
        return self.entropy.sum((0, 2, 3)) / self.is_counted.sum()

    def mean_over_frames(self, of_frames: Tensor) -> Tensor:
        """Mean of (N, k) over frames that have a counted pixel, and over k."""
        is_seen = self.is_counted.flatten(1).any(dim=1, keepdim=True)
        return (of_frames * is_seen).sum() / (is_seen.sum() * of_frames.shape[1])


@dataclass(frozen=True)
class _Term:
    of: Callable[[_Batch], Tensor]
    # Of a target (N, H, W): what the term is a mean over, a number above 0 where anything counts. None: it is no mean.
    counted: Callable[[Tensor], Tensor] | None = None


def _n_pixels(target: Tensor) -> Tensor:
    return (target != IGNORE_INDEX).sum()


def _n_frames(target: Tensor) -> Tensor:
    """That have a counted pixel."""
    return (target != IGNORE_INDEX).flatten(1).any(dim=1).sum()


class TermLoss:
    """A sum of named terms; see ``build_loss``."""

    def __init__(
        self, terms: Sequence[tuple[str, float, _Term]], n_channels: int, setting: _Setting,
        auxiliary_weights: Sequence[float],
    ) -> None:  # fmt: skip
        self._terms, self._n_channels, self._setting = terms, n_channels, setting
        self._auxiliary_weights = tuple(auxiliary_weights)

    @property
    def not_by_parts(self) -> tuple[str, ...]:
        """Names of the terms that a batch computed in parts has otherwise than at once."""
        return tuple(dict.fromkeys(name for name, _, term in self._terms if term.counted is None))

    def __call__(self, logits: Tensor | tuple[Tensor, ...], target: Tensor) -> Tensor:
        return self.of_part(logits, target)[0]

    def of_part(
        self, logits: Tensor | tuple[Tensor, ...], target: Tensor, whole: Tensor | None = None
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """The loss, and its terms without gradient: each of the main map, those of the others as "auxiliary".

        ``whole``: target of the whole batch that ``target`` is a part of, in frames; what is returned is the part's
        share. None: it is the whole.
        """
        shares = [1.0] * len(self._terms) if whole is None else [self._share(t, target, whole) for *_, t in self._terms]
        is_one = isinstance(logits, Tensor)
        maps = (logits,) if isinstance(logits, Tensor) else logits
        weights = (1.0, *(() if is_one else self._auxiliary_weights or (1.0,) * (len(maps) - 1)))
        if len(weights) != len(maps):
            raise ValueError(f"{len(maps) - 1} auxiliary maps but {len(weights) - 1} weights for them")
        of_maps = [self._of_map(each, target, shares) for each in maps]
        main = of_maps[0]
        names: dict[str, Tensor] = {}
        for (name, *_), value in zip(self._terms, main.detach(), strict=True):
            names[name] = names[name] + value if name in names else value
        if is_one:
            return main.sum(), names
        sums = torch.stack([weight * of_map.sum() for weight, of_map in zip(weights, of_maps, strict=True)])
        if len(maps) > 1:
            names["auxiliary"] = sums[1:].sum().detach()
        return sums.sum(), names

    def _of_map(self, logits: Tensor, target: Tensor, shares: Sequence[float | Tensor]) -> Tensor:
        """Terms with their weights, (number of terms,)."""
        if logits.shape[1] != self._n_channels:
            activation = "softmax" if self._setting.is_softmax else "sigmoid"
            raise ValueError(f"{logits.shape[1]} maps of logits where {activation} needs {self._n_channels}")
        batch = _Batch(logits, target, self._setting)
        if not batch.is_counted.any():
            return (batch.logits * 0).sum().expand(len(self._terms))
        return torch.stack(
            [share * weight * term.of(batch) for (_, weight, term), share in zip(self._terms, shares, strict=True)]
        )

    def _share(self, term: _Term, target: Tensor, whole: Tensor) -> float | Tensor:
        if term.counted is None:
            return len(target) / len(whole)
        return term.counted(target) / term.counted(whole).clamp_min(_TINY)


def build_loss(
    terms: Sequence[tuple[str, float, Mapping[str, Any]]],
    *,
    n_classes: int,
    activation: Literal["softmax", "sigmoid"],
    auxiliary_weights: Sequence[float] = (),
    class_pixels: Sequence[int] | None = None,
    class_frames: Sequence[int] | None = None,
) -> TermLoss:
    """Sum of weight x term for a map of logits; for a tuple, of the main map and the auxiliary ones.

    ``auxiliary_weights``: one per map beside the main one; empty: all 1. ``class_pixels`` and ``class_frames``:
    counts of the training split, one per class index, for the terms whose weights come from them.
    Raises ValueError, at once, for names, options and counts that make no loss.
    """
    if activation not in ("softmax", "sigmoid"):
        raise ValueError(f'the activation is "softmax" or "sigmoid", not {activation!r}')
    if not terms:
        raise ValueError("a loss needs at least one term")
    for counts in (class_pixels, class_frames):
        if counts is not None and len(counts) != n_classes:
            raise ValueError(f"{len(counts)} counts for {n_classes} classes")
    setting = _Setting(n_classes, activation == "softmax", class_pixels, class_frames)
    built = [(name, weight, _build_term(name, options, setting)) for name, weight, options in terms]
    n_channels = n_classes if setting.is_softmax else n_classes - 1

    return TermLoss(built, n_channels, setting, auxiliary_weights)


def _build_term(name: str, options: Mapping[str, Any], setting: _Setting) -> _Term:
    if name not in _TERMS:
        raise ValueError(f"there is no loss {name!r}; known are {', '.join(sorted(_TERMS))}")
    build, activation = _TERMS[name]
    if activation not in ("both", "softmax" if setting.is_softmax else "sigmoid"):
        raise ValueError(f"the loss {name!r} needs {activation} outputs")
    try:
        inspect.signature(build).bind(setting, **options)
    except TypeError as error:
        raise ValueError(f"the loss {name!r}: {error}") from error
    return build(setting, **options)


# Cross-entropies


def _cross_entropy(
    setting: _Setting, *, label_smoothing: float = 0.0, weights: str | Sequence[float] = "equal"
) -> _Term:
    n_classes = setting.n_classes
    if weights == "equal":
        of_classes = [1.0] * n_classes
    elif weights == "inverse":
        counts = _counts(setting.class_pixels, "pixels")
        of_classes = [sum(counts) / (n_classes * count) for count in counts]
    else:
        of_classes = _listed(weights, n_classes)
    return _weighted_cross_entropy(of_classes, label_smoothing)


def _weighted_cross_entropy(of_classes: Sequence[float], label_smoothing: float = 0.0) -> _Term:
    if len(set(of_classes)) == 1 and of_classes[0] > 0:
        return _Term(lambda batch: _even_cross_entropy(batch, label_smoothing), _n_pixels)

    def weight_in(target: Tensor) -> Tensor:
        weights = torch.tensor(of_classes, device=target.device)
        return weights[target[target != IGNORE_INDEX]].sum()

    def term(batch: _Batch) -> Tensor:
        weights = torch.tensor(of_classes, device=batch.logits.device)
        total = F.cross_entropy(
            batch.logits, batch.target, weight=weights, ignore_index=IGNORE_INDEX, label_smoothing=label_smoothing,
            reduction="sum",
        )  # fmt: skip
        # Not reduction="mean": it is 0 / 0 where every pixel has a weight of 0.
        return total / weight_in(batch.target).clamp_min(_TINY)

    return _Term(term, weight_in)


def _even_cross_entropy(batch: _Batch, label_smoothing: float) -> Tensor:
    """Where all classes weigh the same: of the logarithms that other terms use too."""
    entropy = batch.entropy * (1 - label_smoothing)
    if label_smoothing:
        spread = batch.log_probability.mean(dim=1, keepdim=True) * batch.is_counted
        entropy = entropy - label_smoothing * spread
    return batch.mean(entropy)


def _bce(setting: _Setting) -> _Term:
    return _Term(lambda batch: batch.mean(batch.entropy), _n_pixels)


def _ohem(setting: _Setting, *, threshold: float = 0.7, min_share: float = 1 / 16) -> _Term:
    if not 0 < threshold < 1 or not 0 < min_share <= 1:
        raise ValueError(f"a threshold and a share lie between 0 and 1, got {threshold} and {min_share}")
    limit = -math.log(threshold)

    def term(batch: _Batch) -> Tensor:
        losses = batch.entropy[batch.is_counted]
        n_min = max(1, int(losses.numel() * min_share))  # at least one: the mean of none is 0 / 0
        hard = losses[losses > limit]
        return (hard if hard.numel() >= n_min else losses.topk(n_min).values).mean()

    return _Term(term)


def _focal(setting: _Setting, *, gamma: float = 2.0) -> _Term:
    if gamma < 0:
        raise ValueError(f"gamma is at least 0, got {gamma}")

    def term(batch: _Batch) -> Tensor:
        doubt = -torch.expm1(-batch.entropy)  # 1 - p, without the loss of digits where p is almost 1
        # Bounded from below: with a gamma under 1 the slope of doubt^gamma at 0 is infinite.
        return batch.mean(doubt.clamp_min(1e-6) ** gamma * batch.entropy)

    return _Term(term, _n_pixels)


def _focal_released(setting: _Setting, *, gamma: float = 2.0) -> _Term:
    def term(batch: _Batch) -> Tensor:
        means = batch.channel_means()
        return (means * (1 - torch.exp(-means)) ** gamma).sum()

    return _Term(term)


def _class_balanced(setting: _Setting, *, beta: float = 0.9999, counts: str = "frames") -> _Term:
    if counts not in ("frames", "pixels"):
        raise ValueError(f'counts is "frames" or "pixels", not {counts!r}')
    given = setting.class_frames if counts == "frames" else setting.class_pixels
    if setting.is_softmax:
        return _weighted_cross_entropy(_effective_weights(_counts(given, counts), beta))
    return _weighted_channels(_effective_weights(_counts(given, counts, first=1), beta))


def _class_balanced_released(
    setting: _Setting, *, beta: float = 0.9999, weights: str | Sequence[float] = "complement"
) -> _Term:
    return _weighted_channels(_effective_weights(_channel_weights(setting, weights), beta))


def _weighted_bce(setting: _Setting, *, weights: str | Sequence[float] = "complement") -> _Term:
    return _weighted_channels(_channel_weights(setting, weights))


def _weighted_channels(of_channels: Sequence[float]) -> _Term:
    def term(batch: _Batch) -> Tensor:
        return (batch.channel_means() * torch.tensor(of_channels, device=batch.logits.device)).sum()

    return _Term(term, _n_pixels)


# Overlaps


def _dice(
    setting: _Setting,
    *,
    denominator: str = "plain",
    pool: str = "batch",
    classes: str = "each",
    smooth: float = 1.0,
    include_background: bool = False,
) -> _Term:
    for name, value, known in (
        ("denominator", denominator, ("plain", "squared")),
        ("pool", pool, ("batch", "frame")),
        ("classes", classes, ("each", "together")),
    ):
        if value not in known:
            raise ValueError(f"{name} is one of {', '.join(known)}, not {value!r}")
    if include_background and not setting.is_softmax:
        raise ValueError("sigmoid outputs have no background to include")
    first = 1 if setting.is_softmax and not include_background else 0
    dims = ((0,) if pool == "batch" else ()) + ((1,) if classes == "together" else ()) + (2, 3)

    def term(batch: _Batch) -> Tensor:
        probability, truth = batch.probability[:, first:], batch.truth[:, first:]
        overlap = (probability * truth).sum(dims, keepdim=True)
        size = (probability.square() if denominator == "squared" else probability).sum(dims, keepdim=True)
        size = size + truth.sum(dims, keepdim=True)
        score = (2 * overlap + smooth) / (size + smooth).clamp_min(_TINY)
        lost = 1 - score.flatten(1)  # (1 or N, 1 or K)
        return lost.mean() if pool == "batch" else batch.mean_over_frames(lost)

    return _Term(term, _n_frames if pool == "frame" else None)


def _iou(setting: _Setting, *, smooth: float = 1.0) -> _Term:
    first = 1 if setting.is_softmax else 0

    def term(batch: _Batch) -> Tensor:
        probability, truth = batch.probability[:, first:], batch.truth[:, first:]
        overlap = (probability * truth).sum((2, 3))
        union = (probability + truth).sum((2, 3)) - overlap
        return batch.mean_over_frames(1 - (overlap + smooth) / (union + smooth).clamp_min(_TINY))

    return _Term(term, _n_frames)


def _tversky(setting: _Setting, *, alpha: float = 0.5, beta: float = 0.5, smooth: float = 0.0) -> _Term:
    from segmentation_models_pytorch.losses import TverskyLoss

    mode = "multiclass" if setting.is_softmax else "multilabel"
    classes = list(range(1, setting.n_classes)) if setting.is_softmax else None
    tversky = TverskyLoss(mode, classes=classes, alpha=alpha, beta=beta, smooth=smooth, ignore_index=IGNORE_INDEX)

    def term(batch: _Batch) -> Tensor:
        truth = batch.target if setting.is_softmax else batch.truth.masked_fill(~batch.is_counted, IGNORE_INDEX)
        of_batch: Tensor = tversky(batch.logits, truth)
        return of_batch

    return _Term(term)


def _lovasz(setting: _Setting, *, stride: int = 1) -> _Term:
    from segmentation_models_pytorch.losses import LovaszLoss

    if stride < 1:
        raise ValueError(f"a stride is at least 1, got {stride}")
    lovasz = LovaszLoss("multiclass" if setting.is_softmax else "binary", ignore_index=IGNORE_INDEX)

    def term(batch: _Batch) -> Tensor:
        rows, columns = torch.randint(stride, (2,)).tolist() if stride > 1 else (0, 0)
        logits, target = (whole[..., rows::stride, columns::stride] for whole in (batch.logits, batch.target))
        if not (target != IGNORE_INDEX).any():  # also where the phase misses a small map
            return (logits * 0).sum()
        if setting.is_softmax:
            of_batch: Tensor = lovasz(logits, target)
            return of_batch
        of_channels = [
            lovasz(logits[:, c], (target == c + 1).long().masked_fill(target == IGNORE_INDEX, IGNORE_INDEX))
            for c in range(logits.shape[1])
        ]
        return torch.stack(of_channels).mean()

    return _Term(term)


# Weights


def _counts(counts: Sequence[int] | None, what: str, first: int = 0) -> Sequence[int]:
    """Counts from class ``first`` on. Raises ValueError where they are missing or a class has none."""
    if counts is None:
        raise ValueError(f"weights by class need the number of {what} of each class")
    for index, count in enumerate(counts):
        if index >= first and count < 1:
            raise ValueError(f"class {index} has no {what} in the training split to compute its weight from")
    return counts[first:]


def _listed(weights: str | Sequence[float], n: int) -> list[float]:
    if isinstance(weights, str) or len(weights) != n or not all(weight >= 0 for weight in weights):
        raise ValueError(f"the weights are {n} numbers of at least 0, not {weights!r}")
    return [float(weight) for weight in weights]


def _channel_weights(setting: _Setting, weights: str | Sequence[float]) -> list[float]:
    n_defect_classes = setting.n_classes - 1
    if weights != "complement":
        return _listed(weights, n_defect_classes)
    counts = _counts(setting.class_pixels, "pixels", first=1)
    if n_defect_classes == 1:
        return [1.0]
    return [(1 - count / sum(counts)) / (n_defect_classes - 1) for count in counts]


def _effective_weights(counts: Sequence[float], beta: float) -> list[float]:
    """(1 - beta) / (1 - beta^n), scaled to add up to 1."""
    if not 0 <= beta < 1 or not all(count > 0 for count in counts):
        raise ValueError(f"beta lies in [0, 1) and counts are above 0, got {beta} and {counts!r}")
    weights = [(1 - beta) / (1 - beta**count) for count in counts]
    return [weight / sum(weights) for weight in weights]


_TERMS: dict[str, tuple[Callable[..., _Term], str]] = {
    "cross-entropy": (_cross_entropy, "softmax"),
    "bce": (_bce, "sigmoid"),
    "dice": (_dice, "both"),
    "iou": (_iou, "both"),
    "ohem": (_ohem, "softmax"),
    "focal": (_focal, "both"),
    "focal-released": (_focal_released, "sigmoid"),
    "class-balanced": (_class_balanced, "both"),
    "class-balanced-released": (_class_balanced_released, "sigmoid"),
    "weighted-bce": (_weighted_bce, "sigmoid"),
    "lovasz": (_lovasz, "both"),
    "tversky": (_tversky, "both"),
}
