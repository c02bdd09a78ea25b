"""Three ways to balance a batch by injection, behind one shape; named as ``inspector train --balance`` names them.

    dli-paper     until the batch is even; donors are whole frames, transformed as in the paper's tables, blended on the
                  region's boundary or cut and pasted, at even chances
    dli-released  what the authors' code does: every clean view gets a defect; the gradient blend changes pixels
                  outside the mask, and its label is the dilated mask
    dli           ours: a chosen share of clean views stays clean, single defects as ``injecting`` makes them

``plan`` says which clean view gets which class, ``inject`` makes one. Both depend on the random generator they are
given and on nothing else, so any number of workers makes the same batch from the same seeds.

The released code blends normalised floats without clipping; here results are whole grey levels like all others, so what
it drives below black or above white (the sheet of the paper's facts counts 73 of 100 blends that do, in part) is
clipped. Its sources are resized to the nearest pixel; so are ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from inspector.core.balancing import BalanceMode, BalanceSettings
from inspector.core.bits import container_bits, full_scale
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.frame import Pixels
from inspector.datasets.balancing.blending import (
    Mask,
    cut_paste,
    poisson_region,
    poisson_whole,
    released_mask,
)
from inspector.datasets.balancing.donors import (
    Donor,
    choose_donors,
    cut_donors,
    whole_frame_donors,
    with_keys_before_resizing,
)
from inspector.datasets.balancing.injecting import (
    Blend,
    Injected,
    Injection,
    Realism,
    Rejected,
    Transform,
    inject,
)
from inspector.datasets.balancing.portions import Portion, amount_in, portions_of
from inspector.datasets.balancing.quotas import Stop, quotas

N_REDRAWS = 8  # of a whole-frame donor whose mask comes out empty


@dataclass(frozen=True, slots=True)
class WholeFrameTransform:
    """How the paper's code varies a whole donor frame, mask alike."""

    flips: bool = True  # one of the three mirrorings, in half of the draws
    turn_deg: float = 0.0
    shift: float = 0.0  # share of each side
    scale: tuple[float, float] = (1.0, 1.0)


# Of the magnetic tiles, by class name (dli.md, section 4); other classes are mirrored only.
WHOLE_FRAME_TRANSFORMS = {
    "blowhole": WholeFrameTransform(True, 10.0, 0.0625, (0.9, 1.1)),
    "crack": WholeFrameTransform(False, 5.0, 0.0625, (0.9, 1.1)),
}


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """An injection to be made: into which view of a batch, and what it adds to."""

    view: int
    portion: Portion


@dataclass(slots=True)
class Balancer:
    """``donors`` by class index: whole frames for the modes of the paper, single defects for ours, which alone follows
    all settings; the others follow the target.

    ``rejections`` counts, per class, why attempts were not taken; ``n_injected`` and ``n_given_up`` what became of the
    injections asked for.
    """

    mode: BalanceMode
    class_names: Sequence[str]
    donors: Mapping[int, Sequence[Donor]]
    settings: BalanceSettings = field(default_factory=BalanceSettings)
    gradient_share: float = 0.5  # of the paper's injections that are blended rather than pasted
    rejections: dict[int, Counter[Rejected]] = field(default_factory=dict)
    n_injected: Counter[int] = field(default_factory=Counter)
    n_given_up: Counter[int] = field(default_factory=Counter)
    portions: list[Portion] = field(init=False)  # those with donors

    def __post_init__(self) -> None:
        if self.mode is not BalanceMode.DLI:
            self.settings = BalanceSettings(target=self.settings.target)
        every = portions_of(self.class_names, self.donors, self.settings)
        self.portions = [portion for portion in every if portion.donors]

    def plan(
        self, views: Sequence[ClassMap], rng: np.random.Generator, may_host: Sequence[bool] | None = None
    ) -> list[Wanted]:
        """Injections into views that show no defect, by the order they are made. ``may_host``: of each view, whether
        its frame may be used; None: all may."""
        settings = self.settings
        free = [
            view for view, class_map in enumerate(views)
            if not classes_in(class_map) and (may_host is None or may_host[view])
        ]  # fmt: skip
        n_hosts = len(free)
        if self.mode is BalanceMode.DLI:
            # The part of a view that is left over is drawn, so that small batches keep the share too.
            n_hosts = min(int(n_hosts * (1 - settings.clean_share) + rng.random()), len(free))
        given = quotas(
            [amount_in(portion, views, settings) for portion in self.portions], n_hosts * settings.per_host,
            stop=Stop.WHEN_EVEN if self.mode is BalanceMode.DLI_PAPER else Stop.WHEN_USED_UP,
            target=[self._target_of(portion) for portion in self.portions] if settings.target else None,
            amount_of_one=[portion.amount_of_one for portion in self.portions],
        )  # fmt: skip
        wanted = [portion for portion, n in zip(self.portions, given, strict=True) for _ in range(n)]
        if self.mode is BalanceMode.DLI:
            free = [free[k] for k in rng.permutation(len(free))]
        return [Wanted(free[k % n_hosts], portion) for k, portion in enumerate(wanted)]

    def _target_of(self, portion: Portion) -> float:
        return self.settings.target.get(self.class_names[portion.class_index], 0.0)

    def inject(
        self, host: Pixels, class_map: ClassMap, host_name: str, portion: Portion, rng: np.random.Generator, *,
        bits: int | None = None,
    ) -> Injected | None:  # fmt: skip
        """A defect of the portion in ``host`` of ``bits`` bits, None: all its numbers hold; None where no attempt
        fitted."""
        injected = self._inject(host, class_map, host_name, portion, rng, bits or container_bits(host))
        (self.n_given_up if injected is None else self.n_injected)[portion.class_index] += 1
        return injected

    def _inject(
        self, host: Pixels, class_map: ClassMap, host_name: str, portion: Portion, rng: np.random.Generator, bits: int
    ) -> Injected | None:
        rejections = self.rejections.setdefault(portion.class_index, Counter())
        donors, name = portion.donors, self.class_names[portion.class_index]
        if self.mode is BalanceMode.DLI:
            return inject(host, class_map, host_name, donors, self.settings.rules[name], rng, rejections, bits=bits)
        transform = WHOLE_FRAME_TRANSFORMS.get(name, WholeFrameTransform())
        for _ in range(N_REDRAWS):
            donor = donors[int(rng.integers(len(donors)))].in_depth(bits)
            pixels, mask, drawn = _whole_frame(donor, transform, (class_map.shape[0], class_map.shape[1]), rng)
            mask &= class_map == BACKGROUND_INDEX
            is_blended = bool(rng.random() < self.gradient_share)
            is_released = self.mode is BalanceMode.DLI_RELEASED
            label = released_mask(mask) & (class_map == BACKGROUND_INDEX) if is_blended and is_released else mask
            if not label.any():
                rejections[Rejected.UNSEEN] += 1
                continue
            return _whole_frame_injection(host, class_map, host_name, donor, pixels, label, drawn, is_blended,
                                          is_released)  # fmt: skip
        return None


@dataclass(frozen=True, slots=True, eq=False)
class DonorFrame:
    """A training frame that may give donors; see ``donors.refuse_leak``."""

    pixels: Pixels
    class_map: ClassMap
    name: str
    group: str
    bits: int | None = None  # of each value; None: all that the numbers hold
    original: ClassMap | None = None  # the class map as it was, where the frame was resized


def donors_by_class(
    frames: Sequence[DonorFrame], mode: BalanceMode, class_names: Sequence[str], *, excluded: Collection[str] = (),
    favourites: Collection[str] = (),
) -> dict[int, list[Donor]]:  # fmt: skip
    """Donors of training frames by class index, chosen by their keys as ``choose_donors`` does."""
    donors: dict[int, list[Donor]] = {}
    for frame in frames:
        cut = cut_donors if mode is BalanceMode.DLI else whole_frame_donors
        found = cut(frame.pixels, frame.class_map, class_names, frame.name, frame.group, bits=frame.bits)
        if frame.original is not None and (excluded or favourites):
            height, width = frame.class_map.shape
            found = with_keys_before_resizing(found, (height, width), frame.original, class_names)
        for donor in choose_donors(found, excluded, favourites):
            donors.setdefault(donor.class_index, []).append(donor)
    return donors


def classes_in(class_map: ClassMap) -> frozenset[int]:
    """Defect classes with at least one pixel."""
    counts = np.bincount(class_map.ravel(), minlength=IGNORE_INDEX + 1)
    counts[[BACKGROUND_INDEX, IGNORE_INDEX]] = 0
    return frozenset(int(index) for index in np.flatnonzero(counts))


def _whole_frame(
    donor: Donor, transform: WholeFrameTransform, size: tuple[int, int], rng: np.random.Generator
) -> tuple[Pixels, Mask, Transform]:
    """Donor frame and mask, transformed at their own size and brought to the host's. Outside is mirrored in."""
    pixels, mask = donor.pixels, donor.mask.astype(np.uint8)
    drawn = Transform()
    if transform.flips and rng.random() < 0.5:
        kind = int(rng.integers(3))
        drawn = Transform(mirrored=kind in (0, 2), flipped=kind in (1, 2))
        if drawn.mirrored:
            pixels, mask = pixels[:, ::-1], mask[:, ::-1]
        if drawn.flipped:
            pixels, mask = pixels[::-1], mask[::-1]
    if transform.turn_deg and rng.random() < 0.5:
        height, width = mask.shape
        turn_deg = float(rng.uniform(-transform.turn_deg, transform.turn_deg))
        scale = float(rng.uniform(*transform.scale))
        down, across = (float(rng.uniform(-transform.shift, transform.shift)) for _ in range(2))
        drawn = Transform(drawn.mirrored, drawn.flipped, turn_deg, scale)
        matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), turn_deg, scale)
        matrix[:, 2] += (across * width, down * height)
        reach = (width, height)
        turned = cv2.warpAffine(
            np.ascontiguousarray(pixels), matrix, reach, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
        )
        turned_mask = cv2.warpAffine(
            np.ascontiguousarray(mask), matrix, reach, flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_REFLECT_101
        )
        pixels, mask = np.asarray(turned, pixels.dtype), np.asarray(turned_mask, np.uint8)
    to = (size[1], size[0])
    pixels = np.asarray(cv2.resize(np.ascontiguousarray(pixels), to, interpolation=cv2.INTER_NEAREST), pixels.dtype)
    mask = np.asarray(cv2.resize(np.ascontiguousarray(mask), to, interpolation=cv2.INTER_NEAREST), np.uint8)
    return pixels, mask > 0, drawn


def _whole_frame_injection(
    host: Pixels, class_map: ClassMap, host_name: str, donor: Donor, pixels: Pixels, label: Mask, transform: Transform,
    is_blended: bool, is_released: bool,
) -> Injected:  # fmt: skip
    if is_blended:
        levels = (poisson_whole if is_released else poisson_region)(host, pixels, label)
        result = np.clip(np.rint(levels), 0, full_scale(donor.bits)).astype(host.dtype)
        blend = Blend.POISSON_WHOLE if is_released else Blend.POISSON_REGION
    else:
        result, blend = cut_paste(host, pixels, label), Blend.CUT_PASTE
    labels = class_map.copy()
    labels[label] = donor.class_index
    rows, columns = (np.flatnonzero(label.any(axis)) for axis in (1, 0))
    injection = Injection(
        host_name, donor.key, donor.class_index, transform, int(rows[0]), int(columns[0]),
        int(rows[-1] - rows[0] + 1), int(columns[-1] - columns[0] + 1), blend, 1.0, Realism(1.0, 1.0, 1.0),
        int(label.sum()),
    )  # fmt: skip
    return Injected(result, labels, injection)
