"""One injection: a donor transformed, placed by the rules of its class, blended, judged, and labelled.

The label is exactly the pixels that changed visibly: inside the placed mask, and within a pixel of one whose grey
moved by ``VISIBLE``. A blend fades out in a rim of ``RIM_PX`` around the mask; what changed visibly there, which the
annotator of the donor left out, is ignored rather than called clean. Beyond, and on all that is annotated in the host,
no pixel changes. What is not seen, clips, or does not look real is drawn again.

Frames keep their depth. Limits are in grey levels of 255; ``level`` is one such in the host's values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.balancing import ClassRules, Zone
from inspector.core.bits import container_bits, full_scale
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.frame import Pixels
from inspector.datasets.balancing.blending import Mask, offset_blend
from inspector.datasets.balancing.donors import Crop, Donor, Side

VISIBLE = 4  # grey levels of 255: below, a change drowns in the camera's noise
MIN_SEEN_SHARE = 0.35  # of a placed mask; what changes less is no defect any more
MATCH_RING_PX = 8  # of surroundings, over which light and texture are compared; no less than RIM_PX + RING_PX
CLEARANCE_PX = 2  # from other defects
MAX_STRETCH = 1.6  # of a defect that crosses its frame, either way
N_PLACES = 12  # tried per transform
N_ATTEMPTS = 8  # transforms tried per injection


class Blend(StrEnum):
    CUT_PASTE = "cut-paste"
    OFFSET = "offset"  # see blending.offset_blend
    POISSON_REGION = "poisson-region"
    POISSON_WHOLE = "poisson-whole"


class Rejected(StrEnum):
    """Why an attempt was not taken."""

    NO_ROOM = "no place"  # so in progress files of runs; the zone, the size and what is there already leave none
    WRONG_ANGLE = "wrong angle"
    WRONG_SIZE = "wrong size"
    UNSEEN = "unseen"  # hardly a pixel changed
    CLIPPED = "clipped"  # black or white is all that would be left of it
    UNREAL = "unreal"  # realism below the class's least


@dataclass(frozen=True, slots=True)
class Transform:
    """Of a donor, in this order: stretched down and across, mirrored left to right, mirrored top to bottom, turned
    (positive: counter-clockwise) and scaled about its centre."""

    mirrored: bool = False
    flipped: bool = False
    turn_deg: float = 0.0
    scale: float = 1.0
    stretch: tuple[float, float] = (1.0, 1.0)  # of a defect that crosses its frame, so that it crosses its host


@dataclass(frozen=True, slots=True)
class Realism:
    """How well an injection sits in its host; each part and ``score`` from 0 to 1."""

    seam: float  # no edge along the mask's outline that neither donor nor host shows
    texture: float  # the donor's surroundings are as rough as the host's
    light: float  # and about as bright, before they were matched

    @property
    def score(self) -> float:
        return self.seam * float(np.sqrt(self.texture * self.light))


@dataclass(frozen=True, slots=True)
class Injection:
    """Where each pixel of an injection comes from."""

    host_name: str
    donor: str  # its key
    class_index: int
    transform: Transform
    top: int  # of the placed mask's bounding box, on the host
    left: int
    height: int
    width: int
    blend: Blend
    contrast: float
    realism: Realism
    n_pixels: int  # labelled


@dataclass(frozen=True, slots=True, eq=False)
class Injected:
    pixels: Pixels
    class_map: ClassMap
    injection: Injection


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """A transformed donor cut to what matters: its mask with ``MATCH_RING_PX`` around it."""

    pixels: Pixels
    mask: Mask
    seen: Mask  # where pixels come from the donor's frame, not from reflection
    sides: Side


def inject(
    host: Pixels,
    class_map: ClassMap,
    host_name: str,
    donors: Sequence[Donor],
    rules: ClassRules,
    rng: np.random.Generator,
    rejections: Counter[Rejected] | None = None,
    *,
    bits: int | None = None,
) -> Injected | None:
    """One defect of one of ``donors`` (all of one class) put into ``host`` (H, W[, 3]); None if no attempt fitted.

    ``bits`` are the host's, None: all that its numbers hold; a donor of another depth is brought to it. A grey donor
    enters a colour host as equal channels, a colour one a grey host by its luminance. The arrays given are not changed.
    ``rejections`` counts why attempts were not taken. Raises ValueError for no donors.
    """
    if not donors:
        raise ValueError("there are no donors")
    rejected = Counter[Rejected]() if rejections is None else rejections
    bits = bits or container_bits(host)
    for _ in range(N_ATTEMPTS):
        donor = donors[int(rng.integers(len(donors)))].in_depth(bits)
        if donor.pixels.ndim != host.ndim:
            code = cv2.COLOR_GRAY2RGB if host.ndim == 3 else cv2.COLOR_RGB2GRAY
            pixels = donor.pixels
            crop = Crop(np.asarray(cv2.cvtColor(pixels, code), pixels.dtype), donor.mask)
            donor = replace(donor, crop=crop)
        transform = draw_transform(donor, rules, rng)
        if rules.keep_touching_border:
            transform = crossing(donor, transform, (host.shape[0], host.shape[1]))
        outcome = _try(host, class_map, host_name, donor, transform, rules, rng)
        if isinstance(outcome, Injected):
            return outcome
        rejected[outcome] += 1
    return None


def draw_transform(donor: Donor, rules: ClassRules, rng: np.random.Generator) -> Transform:
    """A transform within the rules. A donor that its frame's border cuts is not turned: the cut would show."""
    is_cut = rules.keep_touching_border and donor.sides is not Side.NONE
    return Transform(
        mirrored=rules.flips and bool(rng.random() < 0.5),
        flipped=rules.flips and bool(rng.random() < 0.5),
        turn_deg=0.0 if is_cut else float(rng.uniform(-rules.turn_deg, rules.turn_deg)),
        scale=float(rng.uniform(*rules.scale)),
    )


def crossing(donor: Donor, transform: Transform, size: tuple[int, int]) -> Transform:
    """Where the donor runs from side to side of its frame, stretched to do the same on a host of this height and
    width instead of being scaled; as it was where that would be by more than ``MAX_STRETCH``."""
    runs_down = Side.TOP in donor.sides and Side.BOTTOM in donor.sides
    runs_across = Side.LEFT in donor.sides and Side.RIGHT in donor.sides
    if not (runs_down or runs_across):
        return transform
    down = size[0] / donor.shape[0] if runs_down else 1.0
    across = size[1] / donor.shape[1] if runs_across else 1.0
    if max(down, across, 1 / down, 1 / across) > MAX_STRETCH:
        return transform
    return replace(transform, stretch=(down, across), scale=1.0)


def _try(
    host: Pixels, class_map: ClassMap, host_name: str, donor: Donor, transform: Transform, rules: ClassRules,
    rng: np.random.Generator,
) -> Injected | Rejected:  # fmt: skip
    white = full_scale(donor.bits)
    level = white / 255
    placed = _transformed(donor, transform)
    if placed is None:
        return Rejected.UNSEEN
    rows, columns = (np.flatnonzero(placed.mask.any(axis)) for axis in (1, 0))
    height, width = int(rows[-1] - rows[0] + 1), int(columns[-1] - columns[0] + 1)
    if not rules.size_px[0] <= max(height, width) <= rules.size_px[1]:
        return Rejected.WRONG_SIZE
    angle = long_axis_deg(placed.mask)
    if angle is not None and not rules.angle_deg[0] <= angle <= rules.angle_deg[1]:
        return Rejected.WRONG_ANGLE
    tight = placed.mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    position = _find_position(host, class_map, tight, donor, transform, placed.sides, rules, rng)
    if position is None:
        return Rejected.NO_ROOM
    # The host's window that the placed donor covers, cut where the frame ends.
    top, left = position[0] - int(rows[0]), position[1] - int(columns[0])
    upper, leftmost = max(0, -top), max(0, -left)
    lower = min(placed.mask.shape[0], host.shape[0] - top)
    rightmost = min(placed.mask.shape[1], host.shape[1] - left)
    cut = np.s_[upper:lower, leftmost:rightmost]
    window = np.s_[top + upper : top + lower, left + leftmost : left + rightmost]
    around, pixels, mask, seen = host[window], placed.pixels[cut], placed.mask[cut], placed.seen[cut]
    is_free = class_map[window] == BACKGROUND_INDEX
    ring = seen & ~mask & is_free
    light, texture, contrast = _match(around, pixels, ring, rules, level)
    if rng.random() < rules.blended_share:
        blend, levels = Blend.OFFSET, offset_blend(around, pixels, mask, contrast)
    else:
        blend, contrast, levels = Blend.CUT_PASTE, 1.0, _pasted(around, pixels, mask, ring, rules)
    is_new_clip = _any_channel((levels < -0.5) | (levels > white + 0.5))
    is_new_clip &= ~_any_channel((pixels == 0) | (pixels == white))  # what the donor's camera clipped may stay so
    if is_new_clip.sum() > 0.01 * mask.sum():
        return Rejected.CLIPPED
    blended = around.copy()
    blended[is_free] = np.clip(np.rint(levels[is_free]), 0, white).astype(host.dtype)
    change = np.abs(blended.astype(np.int32) - around)
    is_changed = np.asarray((change if change.ndim == 2 else change.max(axis=2)) >= VISIBLE * level)
    label = mask & cv2.dilate(is_changed.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(np.bool_)
    if label.sum() < max(1.0, MIN_SEEN_SHARE * float(mask.sum())):
        return Rejected.UNSEEN
    realism = Realism(_seam(blended, around, pixels, mask, level), texture, light)
    if realism.score < rules.min_realism:
        return Rejected.UNREAL
    result, labels = host.copy(), class_map.copy()
    result[window] = blended
    labels[window][is_changed & ~mask] = IGNORE_INDEX
    labels[window][label] = donor.class_index
    injection = Injection(
        host_name, donor.key, donor.class_index, transform, *position, height, width, blend, contrast, realism,
        int(label.sum()),
    )  # fmt: skip
    return Injected(result, labels, injection)


def _transformed(donor: Donor, transform: Transform) -> _Placed | None:
    """None if nothing of the mask is left."""
    pixels, mask, sides = donor.pixels, donor.mask, donor.sides
    if transform.stretch != (1.0, 1.0):
        down, across = transform.stretch
        to = (round(mask.shape[1] * across), round(mask.shape[0] * down))
        stretched = cv2.resize(mask.astype(np.uint8) * np.uint8(255), to, interpolation=cv2.INTER_LINEAR)
        pixels = np.asarray(cv2.resize(pixels, to, interpolation=cv2.INTER_LINEAR), pixels.dtype)
        mask = np.asarray(stretched, np.uint8) > 127
    if transform.mirrored:
        pixels, mask, sides = pixels[:, ::-1], mask[:, ::-1], _swapped(sides, Side.LEFT, Side.RIGHT)
    if transform.flipped:
        pixels, mask, sides = pixels[::-1], mask[::-1], _swapped(sides, Side.TOP, Side.BOTTOM)
    seen = np.ones(mask.shape, np.bool_)
    if transform.turn_deg or transform.scale != 1:
        height, width = mask.shape
        angle = np.deg2rad(transform.turn_deg)
        cos, sin = abs(np.cos(angle)) * transform.scale, abs(np.sin(angle)) * transform.scale
        # A canvas that holds the whole crop; the tiny share taken off keeps 1.0 from becoming one pixel more.
        size = int(np.ceil(height * sin + width * cos - 1e-6)), int(np.ceil(height * cos + width * sin - 1e-6))
        matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), transform.turn_deg, transform.scale)
        matrix[:, 2] += ((size[0] - width) / 2, (size[1] - height) / 2)

        def turned(plane: Pixels, border: int) -> Pixels:
            warped = cv2.warpAffine(
                np.ascontiguousarray(plane), matrix, size, flags=cv2.INTER_LINEAR, borderMode=border
            )
            return np.asarray(warped, plane.dtype)

        # Masks are interpolated as the pixels are, byte by byte, and cut at one half: so both agree.
        pixels = turned(pixels, cv2.BORDER_REFLECT_101)
        mask = turned(mask.astype(np.uint8) * np.uint8(255), cv2.BORDER_CONSTANT) > 127
        seen = turned(seen.astype(np.uint8) * np.uint8(255), cv2.BORDER_CONSTANT) > 252
    if not mask.any():
        return None
    # A ring of surroundings on each side where the crop has one, reflected where its frame ended.
    rows, columns = (np.flatnonzero(mask.any(axis)) for axis in (1, 0))
    (top, bottom), (left, right) = ((int(ends[0]), int(ends[-1]) + 1) for ends in (rows, columns))
    ring = MATCH_RING_PX
    above, below = max(0, ring - top), max(0, bottom + ring - mask.shape[0])
    before, after = max(0, ring - left), max(0, right + ring - mask.shape[1])
    if above or below or before or after:
        reflected = cv2.copyMakeBorder(
            np.ascontiguousarray(pixels), above, below, before, after, cv2.BORDER_REFLECT_101
        )
        pixels = np.asarray(reflected, pixels.dtype)
        mask, seen = (np.pad(plane, ((above, below), (before, after))) for plane in (mask, seen))
        top, bottom, left, right = top + above, bottom + above, left + before, right + before
    window = np.s_[top - ring : bottom + ring, left - ring : right + ring]
    return _Placed(np.ascontiguousarray(pixels[window]), np.ascontiguousarray(mask[window]), seen[window], sides)


def _swapped(sides: Side, one: Side, other: Side) -> Side:
    result = sides & ~(one | other)
    if sides & one:
        result |= other
    if sides & other:
        result |= one
    return result


def long_axis_deg(mask: Mask) -> float | None:
    """Angle of the long axis to the direction of travel (down the rows), in (-90, 90], positive where it goes to
    larger columns as it goes along; None for a shape that is not twice as long as wide."""
    rows, columns = np.nonzero(mask)
    if len(rows) < 2:
        return None
    spread = np.cov(np.stack([rows, columns]).astype(np.float64))
    values, axes = np.linalg.eigh(spread)
    if values[1] < 4 * max(values[0], 1 / 12):
        return None
    along, across = axes[:, 1]
    angle = float(np.rad2deg(np.arctan2(across, along)))
    angle = angle - 180 if angle > 90 else angle + 180 if angle <= -90 else angle
    return angle


def product_columns(pixels: Pixels, share: float = 0.35) -> tuple[int, int]:
    """First and one past the last column of the product: the longest run at least ``share`` as bright as its brightest
    part. A face of a rail is the same with a larger share. The whole width where all is alike."""
    grey = pixels if pixels.ndim == 2 else pixels.mean(axis=2)
    profile = grey[:: max(1, grey.shape[0] // 64)].mean(axis=0, dtype=np.float64)
    window = max(1, len(profile) // 64)
    smooth = np.convolve(np.pad(profile, window, mode="edge"), np.ones(2 * window + 1) / (2 * window + 1), "valid")
    is_product = smooth >= share * np.percentile(smooth, 95)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_product.astype(np.int8), [0]])))
    starts, ends = edges[::2], edges[1::2]
    longest = int(np.argmax(ends - starts))
    return int(starts[longest]), int(ends[longest])


def _find_position(
    host: Pixels, class_map: ClassMap, mask: Mask, donor: Donor, transform: Transform, sides: Side, rules: ClassRules,
    rng: np.random.Generator,
) -> tuple[int, int] | None:  # fmt: skip
    """Row and column for the tight ``mask``, or None."""
    height, width = mask.shape
    last_row, last_column = host.shape[0] - height, host.shape[1] - width
    low_row, high_row, low_column, high_column = 0, last_row, 0, last_column
    if rules.zone is Zone.AS_DONOR:
        down, across = 0.0625 * host.shape[0], 0.0625 * host.shape[1]  # the paper's shift
        rows, columns = (np.flatnonzero(donor.mask.any(axis)) for axis in (1, 0))
        row, column = donor.top + int(rows[0]), donor.left + int(columns[0])
        # A mirrored corner belongs into the opposite corner; hosts are taken to be of the donor's frame's size.
        if transform.flipped:
            row = host.shape[0] - row - height
        if transform.mirrored:
            column = host.shape[1] - column - width
        low_row, high_row = max(0, round(row - down)), min(last_row, round(row + down))
        low_column, high_column = max(0, round(column - across)), min(last_column, round(column + across))
    elif rules.zone is not Zone.ANYWHERE:
        left, right = product_columns(host, 0.6 if rules.zone is Zone.FACE else 0.35)
        if rules.zone is Zone.CENTRE:
            left, right = left + round(rules.zone_px), right - round(rules.zone_px)
        elif rules.zone is Zone.EDGE:
            band = round(rules.zone_px)
            if rng.random() < 0.5:
                right = min(right, left + band + width)
            else:
                left = max(left, right - band - width)
        low_column, high_column = max(0, left), min(last_column, right - width)
    if rules.keep_touching_border and sides:
        # Cut off on two opposite sides, it needs a host of just its size.
        if (sides & Side.TOP and sides & Side.BOTTOM and last_row != 0) or (
            sides & Side.LEFT and sides & Side.RIGHT and last_column != 0
        ):
            return None
        if sides & Side.TOP:
            low_row = high_row = 0
        if sides & Side.BOTTOM:
            low_row = high_row = last_row
        if sides & Side.LEFT:
            low_column = high_column = 0
        if sides & Side.RIGHT:
            low_column = high_column = last_column
    if min(last_row, last_column) < 0 or low_row > high_row or low_column > high_column:
        return None
    is_taken = class_map != BACKGROUND_INDEX
    is_clean = not is_taken.any()
    for _ in range(1 if is_clean else N_PLACES):
        row, column = int(rng.integers(low_row, high_row + 1)), int(rng.integers(low_column, high_column + 1))
        if is_clean:
            return row, column
        near = is_taken[
            max(0, row - CLEARANCE_PX) : row + height + CLEARANCE_PX,
            max(0, column - CLEARANCE_PX) : column + width + CLEARANCE_PX,
        ]
        if not near.any():
            return row, column
    return None


def _match(host: Pixels, donor: Pixels, ring: Mask, rules: ClassRules, level: float) -> tuple[float, float, float]:
    """Likeness of light and of texture of both surroundings, 0 to 1, and the contrast that makes textures alike."""
    if ring.sum() < 16:
        return 1.0, 1.0, float(np.clip(1.0, *rules.contrast))
    (host_mean, host_std), (donor_mean, donor_std) = (_mean_and_std(pixels[ring], level) for pixels in (host, donor))
    ratio = (host_std + 1) / (donor_std + 1)
    contrast = float(np.clip(np.sqrt(ratio), *rules.contrast))  # half way: the defect's own depth counts too
    light = float(np.exp(-abs(host_mean - donor_mean) / 96))
    texture = float(np.exp(-abs(np.log(ratio / contrast))))
    return light, texture, contrast


def _mean_and_std(values: Pixels, level: float) -> tuple[float, float]:
    plane = np.ascontiguousarray(values, np.float32)
    return float(plane.mean()) / level, float(plane.std()) / level


def _pasted(host: Pixels, donor: Pixels, mask: Mask, ring: Mask, rules: ClassRules) -> npt.NDArray[np.float32]:
    levels = host.astype(np.float32)
    shift = 0.0
    if rules.matches_brightness and ring.any():
        shift = float(np.median(host[ring])) - float(np.median(donor[ring]))
    levels[mask] = donor[mask].astype(np.float32) + np.float32(round(shift))
    return levels


def _any_channel(is_set: npt.NDArray[np.bool_]) -> Mask:
    return is_set if is_set.ndim == 2 else np.asarray(is_set.any(axis=2))


def _seam(blended: Pixels, host: Pixels, donor: Pixels, mask: Mask, level: float) -> float:
    """1 where steps across the mask's outline are no larger than the donor's there or the host's anywhere near."""
    planes = [(p if p.ndim == 2 else p.mean(axis=2)).astype(np.float32) for p in (blended, host, donor)]
    across, expected, own = (_steps(plane, mask) for plane in planes)
    if across[0].size == 0:
        return 1.0
    too_much = float(across[0].mean()) - max(float(own[0].mean()), float(expected[1]))
    return float(np.exp(-max(0.0, too_much / level) / 12))


def _steps(plane: npt.NDArray[np.float32], mask: Mask) -> tuple[npt.NDArray[np.float32], float]:
    """Steps between neighbours where exactly one is inside the mask; and the mean step over the whole window."""
    down, right = np.abs(np.diff(plane, axis=0)), np.abs(np.diff(plane, axis=1))
    at_seam = np.concatenate([down[mask[1:] != mask[:-1]], right[mask[:, 1:] != mask[:, :-1]]])
    return at_seam, float((down.mean() + right.mean()) / 2) if down.size and right.size else 0.0
