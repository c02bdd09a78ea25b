"""Batches for training: samples of dataset versions, varied, prepared as inspection prepares them.

Which samples a step sees and how they vary depends on (seed, step) alone, so a resumed run sees what an
unbroken one would have seen. One thread builds the next batches while the network works.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.balancing import BalanceMode
from inspector.core.bits import full_scale, to_bits
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.frame import Pixels
from inspector.core.preparation import InputRule, prepare, to_channels
from inspector.datasets.balancing.balancer import Balancer, DonorFrame, donors_by_class
from inspector.datasets.balancing.portions import Portion
from inspector.datasets.balancing.survey import used_hosts
from inspector.datasets.version import DatasetVersion, Origin, Sample, Split
from inspector.runs.request import Balance, Recipe


@dataclass(frozen=True, slots=True, eq=False)
class LoadedSample:
    sample: Sample
    pixels: Pixels  # (H, W) or (H, W, 3), in the model's channels
    class_map: ClassMap
    bits: int  # of each value
    original: ClassMap | None = None  # the class map as it was, where the frame was resized


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What a network is shown of a sample."""

    pixels: Pixels  # (height, width[, 3])
    class_map: ClassMap  # (height, width)
    bits: int


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    step: int
    inputs: npt.NDArray[np.float32]  # (N, C, height, width)
    targets: npt.NDArray[np.int64]  # (N, height, width)


def load_split(
    version: DatasetVersion, split: Split, channels: int, resize_px: tuple[int, int] | None = None
) -> list[LoadedSample]:
    return load_samples(version, version.of_split(split), channels, resize_px)


def load_samples(
    version: DatasetVersion, samples: Iterable[Sample], channels: int, resize_px: tuple[int, int] | None = None
) -> list[LoadedSample]:
    """Samples in memory, hashes checked, as deep as their frames are.

    With ``resize_px`` (height, width) frames are resized with averaging, class maps to the pixel whose centre is
    nearest.
    """
    loaded = []
    for sample in samples:
        picture, class_map = version.read_picture(sample), version.read_class_map(sample)
        pixels = to_channels(picture.pixels, channels)
        original = None
        if resize_px is not None:
            original = class_map
            pixels, class_map = _resized(pixels, class_map, *resize_px)
        loaded.append(LoadedSample(sample, pixels, class_map, picture.bits, original))
    return loaded


def _resized(pixels: Pixels, class_map: ClassMap, height: int, width: int) -> tuple[Pixels, ClassMap]:
    """Both with their corners where they were. OpenCV's plain nearest rounds down, which would lay masks up to half a
    pixel beside their frames, and its averaging does the like where one side shrinks and the other grows."""
    old_height, old_width = class_map.shape
    shrunk = cv2.resize(pixels, (min(width, old_width), min(height, old_height)), interpolation=cv2.INTER_AREA)
    resized = cv2.resize(shrunk, (width, height), interpolation=cv2.INTER_LINEAR)
    labels = cv2.resize(class_map, (width, height), interpolation=cv2.INTER_NEAREST_EXACT)
    return np.asarray(resized, pixels.dtype), np.asarray(labels, np.uint8)


def vary(loaded: LoadedSample, recipe: Recipe, rng: np.random.Generator, shown_class: int | None = None) -> View:
    """One varied view: shift, zoom, small turn, flips, turns, light.

    With ``shown_class`` the view lies so that it shows a pixel of that class, which the sample must hold.
    """
    varied = recipe.augmentation
    view_height, view_width = recipe.view_px
    height, width = loaded.class_map.shape
    zoom, turn_deg = 1.0, 0.0
    if varied.zooms:
        zoom = float(rng.choice(varied.zooms))
    elif rng.random() < 0.5:
        zoom = varied.zoom ** rng.uniform(-1, 1)
        turn_deg = varied.turn_deg * rng.uniform(-1, 1)
    # The view's centre lies anywhere that keeps the view on the frame, or the whole frame in the view.
    reach_y, reach_x = abs(height * zoom - view_height) / 2, abs(width * zoom - view_width) / 2
    centre = (width / 2 + rng.uniform(-reach_x, reach_x) / zoom, height / 2 + rng.uniform(-reach_y, reach_y) / zoom)
    if shown_class is not None:
        places = np.flatnonzero(loaded.class_map == shown_class)
        row, column = divmod(int(rng.choice(places)), width)
        reach = (reach_x / zoom, reach_y / zoom)
        # Anywhere in the middle half of the view, so that defects are not learned to be central.
        wanted = (
            column + rng.uniform(-0.25, 0.25) * view_width / zoom, row + rng.uniform(-0.25, 0.25) * view_height / zoom
        )  # fmt: skip
        centre = tuple(
            float(np.clip(place, size / 2 - far, size / 2 + far))
            for place, size, far in zip(wanted, (width, height), reach, strict=True)
        )  # type: ignore[assignment]
    matrix = cv2.getRotationMatrix2D(centre, turn_deg, zoom)
    matrix[:, 2] += (view_width / 2 - centre[0], view_height / 2 - centre[1])
    if zoom == 1.0 and turn_deg == 0.0:
        matrix[:, 2] = np.round(matrix[:, 2])  # whole pixels: nothing is blurred
    size = (view_width, view_height)
    pixels = cv2.warpAffine(loaded.pixels, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    class_map = cv2.warpAffine(
        loaded.class_map, matrix, size, flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_REFLECT_101
    )
    if varied.quarter_turns:
        turns = int(rng.integers(4)) if view_height == view_width else 2 * int(rng.integers(2))
        pixels, class_map = np.rot90(pixels, turns), np.rot90(class_map, turns)
    if varied.flips:
        if rng.random() < 0.5:
            pixels, class_map = pixels[:, ::-1], class_map[:, ::-1]
        if rng.random() < 0.5:
            pixels, class_map = pixels[::-1], class_map[::-1]
    view = np.ascontiguousarray(pixels, loaded.pixels.dtype)
    if varied.light:
        view = _vary_light(view, loaded.bits, rng)
    return View(view, np.ascontiguousarray(class_map, np.uint8), loaded.bits)


def _vary_light(pixels: Pixels, bits: int, rng: np.random.Generator) -> Pixels:
    """Brighter, darker, flatter, noisier or softer by so many levels of 255, at the frame's depth."""
    levels = np.float32(full_scale(bits) / 255)
    lit = pixels.astype(np.float32) / levels
    level = float(lit.mean())
    lit = (lit - level) * rng.uniform(0.7, 1.35) + level * rng.uniform(0.8, 1.2) + rng.uniform(-25, 25)
    if rng.random() < 0.25:
        lit += rng.normal(0, rng.uniform(1, 6), lit.shape).astype(np.float32)
    if rng.random() < 0.15:
        lit = np.asarray(cv2.GaussianBlur(np.ascontiguousarray(lit), (0, 0), rng.uniform(0.4, 1.0)), np.float32)
    return np.asarray(np.clip(np.rint(lit * levels), 0, full_scale(bits)), pixels.dtype)


class Pool:
    """Training samples of one dataset version, and which of them hold a defect class.

    With a ``balance`` clean views get defects of the version's other samples; ``class_names`` are then needed.
    Raises ValueError for a target of a class that there is not.
    """

    def __init__(
        self, samples: Sequence[LoadedSample], balance: Balance | None = None, class_names: Sequence[str] = ()
    ) -> None:
        self.samples = samples
        self.balancer = _balancer_of(samples, balance, class_names) if balance is not None else None
        holding: dict[int, list[int]] = {}
        for number, loaded in enumerate(samples):
            for class_index in np.unique(loaded.class_map):
                if class_index not in (BACKGROUND_INDEX, IGNORE_INDEX):
                    holding.setdefault(int(class_index), []).append(number)
        self.holding = dict(sorted(holding.items()))  # class index: numbers of samples
        self.defective = sorted({number for numbers in holding.values() for number in numbers})
        self.kept_clean = self._kept_clean() if self.balancer is not None else frozenset()

    def _kept_clean(self) -> frozenset[int]:
        """Numbers of the clean frames that the settings keep from being hosts; the others are those of a snapshot."""
        assert self.balancer is not None
        defective = set(self.defective)
        clean = [
            number for number, loaded in enumerate(self.samples)
            if loaded.sample.origin is not Origin.INJECTED and number not in defective
            and (loaded.class_map == BACKGROUND_INDEX).any()
        ]  # fmt: skip
        return frozenset(clean) - {clean[k] for k in used_hosts(len(clean), self.balancer.settings)}

    def views(
        self, n: int, recipe: Recipe, rng: np.random.Generator, *, are_balanced: bool = True,
        injecting: np.random.Generator | None = None,
    ) -> list[View]:  # fmt: skip
        """Varied views of samples drawn evenly, then balanced. Where nothing is injected the recipe's share of them is
        of samples that hold a defect. ``injecting``: what injections are drawn by; None: ``rng`` too."""
        balancer = self.balancer if are_balanced else None
        defect_share = recipe.augmentation.defect_share if balancer is None else 0.0
        numbers, views = [], []
        for _ in range(n):
            number, shown_class = self._drawn(defect_share, rng, balance_classes=recipe.augmentation.balance_classes)
            numbers.append(number)
            views.append(vary(self.samples[number], recipe, rng, shown_class))
        if balancer is not None:
            rng = injecting or rng
            may_host = [number not in self.kept_clean for number in numbers]
            wanted: dict[int, list[Portion]] = {}
            for one in balancer.plan([view.class_map for view in views], rng, may_host):
                wanted.setdefault(one.view, []).append(one.portion)
            for k, portions in wanted.items():
                changed, shown_class = _injected(balancer, self.samples[numbers[k]], portions, rng)
                if shown_class is not None:
                    views[k] = vary(changed, recipe, rng, shown_class)
        return views

    def _drawn(self, defect_share: float, rng: np.random.Generator, *, balance_classes: bool) -> tuple[int, int | None]:
        """Number of a sample, and the class that its view must show, if any."""
        if defect_share and self.holding and rng.random() < defect_share:
            if balance_classes:
                class_index = int(rng.choice(list(self.holding)))
                return int(rng.choice(self.holding[class_index])), class_index
            number = int(rng.choice(self.defective))
            return number, int(rng.choice([index for index, held in self.holding.items() if number in held]))
        return int(rng.integers(len(self.samples))), None


def _injected(
    balancer: Balancer, host: LoadedSample, portions: Sequence[Portion], rng: np.random.Generator
) -> tuple[LoadedSample, int | None]:
    """The host with a defect of each portion that fitted, and the class of the first; None where none did."""
    shown_class = None
    for portion in portions:
        made = balancer.inject(host.pixels, host.class_map, host.sample.name, portion, rng, bits=host.bits)
        if made is not None:
            host = LoadedSample(host.sample, made.pixels, made.class_map, host.bits)
            shown_class = portion.class_index if shown_class is None else shown_class
    return host, shown_class


def _balancer_of(samples: Sequence[LoadedSample], balance: Balance, class_names: Sequence[str]) -> Balancer | None:
    if balance.mode is BalanceMode.NONE:
        return None
    settings = balance.settings
    unknown = sorted(set(settings.target) - set(class_names[1:]))
    if unknown:
        raise ValueError(f"the balance aims at {', '.join(unknown)}; classes are {', '.join(class_names[1:])}")
    frames = [DonorFrame(s.pixels, s.class_map, s.sample.name, s.sample.group, s.bits, s.original) for s in samples]
    is_ours = balance.mode is BalanceMode.DLI
    donors = donors_by_class(
        frames, balance.mode, class_names, excluded=settings.excluded if is_ours else (),
        favourites=settings.favourites if is_ours else (),
    )  # fmt: skip
    return Balancer(balance.mode, class_names, donors, settings)


def batch_of_step(pools: Sequence[Pool], shares: Sequence[float], rule: InputRule, recipe: Recipe, step: int) -> Batch:
    """The batch of one step, the same for the same seed and step."""
    rng = np.random.default_rng((recipe.seed, step))
    views: list[View] = []
    # Injections shift how often each class is seen. The last steps put that right, which takes few and small ones.
    is_ours = recipe.balance.mode is BalanceMode.DLI
    is_over = is_ours and step >= recipe.balance.until * recipe.n_steps
    seed = recipe.balance.settings.seed
    # Seed 0, the default, has no stream of its own: so runs of before it was followed stay what they were.
    injecting = np.random.default_rng((recipe.seed, step, 2, seed)) if is_ours and seed else None
    for pool, n in zip(pools, _n_of_each(shares, recipe, step), strict=True):
        views += pool.views(n, recipe, rng, are_balanced=not is_over, injecting=injecting)
    for i in range(len(views)):
        if rng.random() < recipe.augmentation.mix_share:
            views[i] = _mix(views[i], views[int(rng.integers(len(views)))], rng)
    inputs = np.stack([prepare(view.pixels, rule, view.bits) for view in views])
    targets = np.stack([view.class_map for view in views]).astype(np.int64)
    return Batch(step, inputs, targets)


def _n_of_each(shares: Sequence[float], recipe: Recipe, step: int) -> npt.NDArray[np.int64]:
    """How many samples of the batch each pool gives. Parts of a sample are drawn: a share too small for one
    sample in each batch comes up in its share of the batches."""
    rng = np.random.default_rng((recipe.seed, step, 1))
    ends = np.floor(np.cumsum(shares) * recipe.batch + 1e-6 + rng.uniform(0, 1 - 2e-6)).astype(np.int64)
    ends[-1] = recipe.batch
    return np.diff(np.minimum(ends, recipe.batch), prepend=0)


def _mix(into: View, other: View, rng: np.random.Generator) -> View:
    """A rectangle of another view in its place (CutMix for segmentation, French et al., BMVC 2020).

    Views of two depths make one of the deeper.
    """
    view_height, view_width = into.class_map.shape
    height, width = (int(side * rng.uniform(0.25, 0.75)) for side in (view_height, view_width))
    top, left = int(rng.integers(view_height - height)), int(rng.integers(view_width - width))
    window = np.s_[top : top + height, left : left + width]
    bits = max(into.bits, other.bits)
    pixels, class_map = to_bits(into.pixels, into.bits, bits).copy(), into.class_map.copy()
    pixels[window] = to_bits(other.pixels, other.bits, bits)[window]
    class_map[window] = other.class_map[window]
    return View(pixels, class_map, bits)


class BatchLoader:
    """Batches from ``first_step`` on, two ahead. Use as a context manager: its thread ends with the block."""

    def __init__(
        self,
        pools: Sequence[Sequence[LoadedSample]],
        shares: Sequence[float],
        rule: InputRule,
        recipe: Recipe,
        first_step: int,
        class_names: Sequence[str] = (),
    ) -> None:
        self.pools = [Pool(samples, recipe.balance, class_names) for samples in pools]
        self._arguments = (self.pools, shares, rule, recipe)
        self._steps = range(first_step, recipe.n_steps)
        self._ready: queue.Queue[Batch | Exception | None] = queue.Queue(maxsize=2)
        self._is_closed = threading.Event()
        self._thread = threading.Thread(target=self._build, name="batches")

    def __enter__(self) -> BatchLoader:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_closed.set()
        while self._thread.is_alive():
            try:
                self._ready.get(timeout=0.05)
            except queue.Empty:
                continue
        self._thread.join()

    def __iter__(self) -> Iterator[Batch]:
        while (item := self._ready.get()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item

    def _build(self) -> None:
        try:
            for step in self._steps:
                if self._is_closed.is_set():
                    return
                self._ready.put(batch_of_step(*self._arguments, step))
            self._ready.put(None)
        except Exception as error:  # noqa: BLE001  handed to the loop, which raises it
            self._ready.put(error)
