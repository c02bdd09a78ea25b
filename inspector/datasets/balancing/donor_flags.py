"""Doubts about donors, for a person to look at: nothing is left out by them.

    donors  ->  flags by donor key; most donors have none

NEAR_DUPLICATE: the same defect on another frame, also mirrored or turned by quarter turns: injections of both are one
sample twice. Crops are compared by the signatures of ``duplicates``, which squeeze a picture to a square; so crops of
another shape or masks of another area are no repetition, however alike. Of the train split of NEU-Seg, where whole
frames come back turned, two of three donors are found again on a twin of their frame; the others were outlined
otherwise there. What is found on frames that are no known twins was, by eye, the same surface too: a shifted view.

HARDLY_SEEN: inside the mask neither light nor roughness is distributed otherwise than around it (Kolmogorov and
Smirnov's distance), and hardly a pixel leaves the range of the surroundings: a wrong or a far too wide label. A dark
patch between dark patches has the distribution of its surroundings too, hence limits that find few.

TINY: too few pixels to show what the class looks like.

That a mask is much larger than what shows in it is not flagged: on ground or rolled steel the texture around a defect
differs as often from the smooth ideal as the defect does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.bits import to_eight_bit
from inspector.datasets.balancing.blending import Mask
from inspector.datasets.balancing.donors import Donor
from inspector.datasets.duplicates import LIKENESS, Signatures, bounds_of, joined, likeness, signature_of

MIN_PX = 9
MAX_OTHERS = 100  # named in one flag

# Shorter side, longer side and area of the larger of two crops of one defect: at most factor x the smaller one + more.
# Annotations of the same defect differ by so much.
_MAX_SIZE = ((1.1, 2.0), (1.1, 2.0), (1.25, 0.0))

# Chosen on the train splits of magnetic-tile, NEU-Seg and rail400, by eye: 0.25 already finds defects that are seen.
MAX_DISTANCE = 0.2  # of the distributions inside and around
MAX_OUTSIDE = 0.03  # of the pixels inside, beyond 98 of 100 around in light, or rougher than 99 of 100
_MIN_COMPARED_PX = 50  # inside and around
_OUTLINE_PX = 2  # next to the mask, neither inside nor around
_ROWS = 64  # of one matrix product
_N_PAIRS = 20_000  # compared at once
_SLACK = 1e-5  # of 32-bit floats

Report = Callable[[int, int], None]


class FlagKind(StrEnum):
    NEAR_DUPLICATE = "near-duplicate"
    HARDLY_SEEN = "hardly-seen"
    TINY = "tiny"


@dataclass(frozen=True, slots=True)
class Flag:
    kind: FlagKind
    others: tuple[str, ...] = ()  # keys of the donors that it is like, on other frames; MAX_OTHERS at most


def flags_of(donors: Sequence[Donor], report: Report = lambda done, total: None) -> dict[str, tuple[Flag, ...]]:
    """Flags by donor key; donors without one are not in it.

    ``report`` takes steps done and in all, two a donor: looked at, compared. What it raises ends the search.
    """
    total = 2 * len(donors)
    found: dict[str, list[Flag]] = defaultdict(list)
    signatures: list[Signatures | None] = []
    for done, kept in enumerate(donors):
        report(done, total)
        donor = kept.in_depth(kept.bits)
        if donor.area_px < MIN_PX:
            found[donor.key].append(Flag(FlagKind.TINY))
        elif is_hardly_seen(donor):
            found[donor.key].append(Flag(FlagKind.HARDLY_SEEN))
        signatures.append(signature_of(donor.pixels, donor.bits))
    done = len(donors)
    for class_index in sorted({donor.class_index for donor in donors}):
        of_class = [
            (donor, signature)
            for donor, signature in zip(donors, signatures, strict=True)
            if donor.class_index == class_index and signature is not None
        ]
        if not of_class:
            continue

        def compared(n: int, before: int = done) -> None:
            report(before + n, total)

        rows = np.array([signature for _, signature in of_class], np.float32)
        for alike in _repeated([donor for donor, _ in of_class], rows, compared):
            by_frame: dict[str, list[str]] = defaultdict(list)
            for donor in alike:
                by_frame[donor.frame_name].append(donor.key)
            for donor in alike:
                elsewhere = (key for frame, keys in by_frame.items() if frame != donor.frame_name for key in keys)
                found[donor.key].append(Flag(FlagKind.NEAR_DUPLICATE, tuple(islice(elsewhere, MAX_OTHERS))))
        done += len(of_class)
    report(total, total)
    return {key: tuple(flags) for key, flags in found.items()}


def is_hardly_seen(donor: Donor) -> bool:
    """Whether light and roughness inside the mask are those around it. False where too little is there to compare."""
    reach = 2 * _OUTLINE_PX + 1
    around = cv2.dilate(donor.mask.astype(np.uint8), np.ones((reach, reach), np.uint8)) == 0
    if min(donor.area_px, int(np.count_nonzero(around))) < _MIN_COMPARED_PX:
        return False
    pixels = to_eight_bit(donor.pixels, donor.bits)
    grey = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    levels = np.asarray(grey, np.float32)
    light = np.asarray(cv2.GaussianBlur(levels, (0, 0), 1.0), np.float32)
    if not _is_alike(light, donor.mask, around, (0.01, 0.99)):
        return False
    detail = np.abs(levels - cv2.GaussianBlur(levels, (0, 0), 2.0))
    rough = np.asarray(cv2.blur(detail, (5, 5)), np.float32)
    return _is_alike(8 * rough, donor.mask, around, (0.0, 0.99))


def _is_alike(values: npt.NDArray[np.float32], inside: Mask, around: Mask, quantiles: tuple[float, float]) -> bool:
    """Whether ``values`` are distributed inside as around, and stay within these quantiles of those around."""
    whole = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    within, without = (np.bincount(whole[where], minlength=256) / np.count_nonzero(where) for where in (inside, around))
    cumulated = np.cumsum(without)
    if np.abs(np.cumsum(within) - cumulated).max() >= MAX_DISTANCE:
        return False
    low, high = (int(np.searchsorted(cumulated, share)) for share in quantiles)
    outside = float(within[high + 2 :].sum() + within[: max(0, low - 1)].sum())
    return outside < MAX_OUTSIDE


def _repeated(donors: Sequence[Donor], signatures: Signatures, report: Callable[[int], None]) -> Iterator[list[Donor]]:
    """Donors of one class that are one defect on several frames: chains of crops alike in picture, shape and area."""
    by_length = sorted(range(len(donors)), key=lambda row: max(donors[row].shape))
    sizes = np.array([[*sorted(donors[row].shape), donors[row].area_px] for row in by_length], np.float64)
    families: dict[int, list[Donor]] = defaultdict(list)
    labels = _link(signatures[by_length], sizes, report)
    for row, label in sorted(zip(by_length, labels.tolist(), strict=True)):
        families[label].append(donors[row])
    for family in families.values():
        if len({donor.frame_name for donor in family}) > 1:
            yield family


def _link(
    signatures: Signatures, sizes: npt.NDArray[np.float64], report: Callable[[int], None]
) -> npt.NDArray[np.int32]:
    """As ``duplicates.link``, of those alike in ``sizes``: shorter side, longer side (rising) and area, (N, 3)."""
    n, bounds = len(signatures), bounds_of(signatures)
    labels = np.arange(n, dtype=np.int32)
    for top in range(0, n, _ROWS):
        report(top)
        last = min(top + _ROWS, n)
        factor, more = _MAX_SIZE[1]
        end = int(np.searchsorted(sizes[:, 1], factor * sizes[last - 1, 1] + more, side="right"))
        is_candidate = bounds[top:last] @ bounds[top:end].T >= LIKENESS - _SLACK
        is_candidate &= labels[top:last, None] != labels[top:end]
        is_candidate &= _are_sizes_alike(sizes[top:last, None], sizes[top:end])
        rows, columns = np.nonzero(np.triu(is_candidate))
        rows, columns = rows + top, columns + top
        while rows.size:
            report(top)
            is_apart = labels[rows] != labels[columns]
            rows, columns = rows[is_apart], columns[is_apart]
            some = slice(_N_PAIRS)
            is_alike = likeness(signatures[rows[some]], signatures[columns[some]]) >= LIKENESS
            labels = joined(labels, rows[some][is_alike], columns[some][is_alike])
            rows, columns = rows[_N_PAIRS:], columns[_N_PAIRS:]
    return labels


def _are_sizes_alike(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Of (..., 3) and (..., 3), broadcast."""
    alike: npt.NDArray[np.bool_] = np.ones(np.broadcast_shapes(one.shape, other.shape)[:-1], np.bool_)
    for kind, (factor, more) in enumerate(_MAX_SIZE):
        smaller, larger = np.minimum(one[..., kind], other[..., kind]), np.maximum(one[..., kind], other[..., kind])
        alike &= larger <= factor * smaller + more
    return alike
