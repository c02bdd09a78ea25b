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

import cv2
import numpy as np
import numpy.typing as npt

from inspector.datasets.balancing.blending import Mask
from inspector.datasets.balancing.donors import Donor
from inspector.datasets.duplicates import LIKENESS, N_WAVES, Signatures, likeness, link, signature_of

LEAST_PX = 9
MOST_OTHERS = 100  # named in one flag

# Of two crops of one defect, at most this apart; annotations of the same defect differ by so much.
_SIDE_PX, _SIDE_SHARE, _AREA_SHARE = 2.0, 0.1, 0.2

# Chosen on the train splits of magnetic-tile, NEU-Seg and rail400, by eye: 0.25 already finds defects that are seen.
MOST_DISTANCE = 0.2  # of the distributions inside and around
MOST_OUTSIDE = 0.03  # of the pixels inside, beyond 98 of 100 around in light, or rougher than 99 of 100
_LEAST_COMPARED_PX = 50  # inside and around
_OUTLINE_PX = 2  # next to the mask, neither inside nor around
_N_PAIRS = 20_000  # compared at once

Report = Callable[[int, int], None]


class FlagKind(StrEnum):
    NEAR_DUPLICATE = "near-duplicate"
    HARDLY_SEEN = "hardly-seen"
    TINY = "tiny"


@dataclass(frozen=True, slots=True)
class Flag:
    kind: FlagKind
    others: tuple[str, ...] = ()  # keys of the donors that it is like, on other frames; MOST_OTHERS at most

    @property
    def words(self) -> str:
        if self.kind is FlagKind.NEAR_DUPLICATE:
            n = len(self.others)
            return f"like {n}{' or more' if n == MOST_OTHERS else ''} other{'s' if n > 1 else ''}"
        return _WORDS[self.kind]


_WORDS = {
    FlagKind.HARDLY_SEEN: "hardly differs from around it",
    FlagKind.TINY: f"smaller than {LEAST_PX} px",
}


def flags_of(donors: Sequence[Donor], report: Report = lambda done, total: None) -> dict[str, tuple[Flag, ...]]:
    """Flags by donor key; donors without one are not in it.

    ``report`` takes steps done and in all, two a donor: looked at, compared. What it raises ends the search.
    """
    total = 2 * len(donors)
    found: dict[str, list[Flag]] = defaultdict(list)
    signatures: list[Signatures | None] = []
    for done, donor in enumerate(donors):
        report(done, total)
        if donor.area_px < LEAST_PX:
            found[donor.key].append(Flag(FlagKind.TINY))
        elif is_hardly_seen(donor):
            found[donor.key].append(Flag(FlagKind.HARDLY_SEEN))
        signatures.append(signature_of(donor.pixels))
    done = len(donors)
    for class_index in sorted({donor.class_index for donor in donors}):
        of_class = [
            (donor, signature)
            for donor, signature in zip(donors, signatures, strict=True)
            if donor.class_index == class_index and signature is not None
        ]

        def compared(n: int, before: int = done) -> None:
            report(before + n, total)

        rows = np.array([signature for _, signature in of_class], np.float32)
        for alike in _repeated([donor for donor, _ in of_class], rows, compared):
            for donor in alike:
                others = [other.key for other in alike if other.frame_name != donor.frame_name][:MOST_OTHERS]
                found[donor.key].append(Flag(FlagKind.NEAR_DUPLICATE, tuple(others)))
        done += len(of_class)
    report(total, total)
    return {key: tuple(flags) for key, flags in found.items()}


def is_hardly_seen(donor: Donor) -> bool:
    """Whether light and roughness inside the mask are those around it. False where too little is there to compare."""
    reach = 2 * _OUTLINE_PX + 1
    around = cv2.dilate(donor.mask.astype(np.uint8), np.ones((reach, reach), np.uint8)) == 0
    if min(donor.area_px, int(np.count_nonzero(around))) < _LEAST_COMPARED_PX:
        return False
    grey = donor.pixels if donor.pixels.ndim == 2 else cv2.cvtColor(donor.pixels, cv2.COLOR_RGB2GRAY)
    levels = np.asarray(grey, np.float32)
    light = np.asarray(cv2.GaussianBlur(levels, (0, 0), 1.0), np.float32)
    if not _is_alike(light, donor.mask, around, (0.01, 0.99)):
        return False
    detail = np.abs(levels - cv2.GaussianBlur(levels, (0, 0), 2.0))
    rough = np.asarray(cv2.blur(detail, (5, 5)), np.float32)
    return _is_alike(8 * rough, donor.mask, around, (0.0, 0.99))


def _is_alike(values: npt.NDArray[np.float32], inside: Mask, around: Mask, usual: tuple[float, float]) -> bool:
    """Whether ``values`` are distributed inside as around, and stay within these quantiles of those around."""
    whole = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    within, without = (np.bincount(whole[where], minlength=256) / np.count_nonzero(where) for where in (inside, around))
    cumulated = np.cumsum(without)
    if np.abs(np.cumsum(within) - cumulated).max() >= MOST_DISTANCE:
        return False
    low, high = (int(np.searchsorted(cumulated, share)) for share in usual)
    outside = float(within[high + 2 :].sum() + within[: max(0, low - 1)].sum())
    return outside < MOST_OUTSIDE


def _repeated(donors: Sequence[Donor], signatures: Signatures, report: Callable[[int], None]) -> Iterator[list[Donor]]:
    """Donors of one class that are one defect on several frames: chains of crops alike in picture, shape and area."""
    labels = link(signatures.reshape(-1, N_WAVES), LIKENESS, lambda done, _: report(done))
    chains: dict[int, list[int]] = defaultdict(list)
    for row, label in enumerate(labels.tolist()):
        chains[label].append(row)
    for rows in chains.values():
        if len(rows) == 1:
            continue
        # Chains of pictures only, however long, are parted by shape and area.
        sizes = np.array([[*sorted(donors[row].mask.shape), donors[row].area_px] for row in rows], np.float64)
        own = signatures[rows]
        part = np.arange(len(rows))
        for row in range(len(rows)):
            report(len(donors))
            others = np.flatnonzero(part != part[row])
            others = others[_is_size_alike(sizes[row], sizes[others])]
            for first in range(0, len(others), _N_PAIRS):
                some = others[first : first + _N_PAIRS]
                joined = part[some[likeness(own[row], own[some]) >= LIKENESS]]
                part[np.isin(part, joined)] = part[row]
        for number in np.unique(part):
            alike = [donors[rows[place]] for place in np.flatnonzero(part == number)]
            if len({donor.frame_name for donor in alike}) > 1:
                yield alike


def _is_size_alike(one: npt.NDArray[np.float64], others: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Of shorter side, longer side and area (3,) and (N, 3)."""
    is_shape = np.abs(others[:, :2] - one[:2]) <= _SIDE_PX + _SIDE_SHARE * one[:2]
    smaller, larger = np.minimum(others[:, 2], one[2]), np.maximum(others[:, 2], one[2])
    alike: npt.NDArray[np.bool_] = is_shape.all(axis=1) & (smaller >= (1 - _AREA_SHARE) * larger)
    return alike
