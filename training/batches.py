"""Batches for training: frames of dataset versions, varied, balanced, prepared as inspection prepares them.

Which frames a step sees and how they vary depends on (seed, step) alone, so a resumed run sees what an unbroken one
would have seen. One thread builds the next batches while the network works.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspector.core.balancing import BalanceMode
from inspector.core.bits import to_bits
from inspector.core.class_map import defects_only
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.preparation import InputRule, prepare
from inspector.datasets.balancing.balancer import Balancer, DonorFrame, donors_by_class
from inspector.datasets.balancing.portions import Portion
from inspector.datasets.balancing.survey import used_hosts
from inspector.datasets.version import Origin
from inspector.runs.request import Balance, Recipe
from training.augmentation import View, class_map_of, draw_variation, render
from training.data import LoadedFrame


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    step: int
    inputs: npt.NDArray[np.float32]  # (N, C, height, width)
    targets: npt.NDArray[np.int64]  # (N, height, width)


class Pool:
    """Training frames of one dataset version, and which of them hold a defect class.

    With a ``balance`` clean views get defects of the version's other frames; ``class_names`` are then needed. Classes
    of the indices ``non_defects`` are learnt, leave a frame clean and are never injected.
    Raises ValueError for a target of a class that there is not.
    """

    def __init__(
        self, frames: Sequence[LoadedFrame], balance: Balance | None = None, class_names: Sequence[str] = (),
        non_defects: Sequence[int] = (),
    ) -> None:  # fmt: skip
        self.frames = frames
        self._non_defects = non_defects
        self.balancer = _balancer_of(frames, balance, class_names, non_defects) if balance is not None else None
        holding: dict[int, list[int]] = {}
        for index, frame in enumerate(frames):
            for class_index in np.unique(frame.class_map):
                if class_index not in (BACKGROUND_INDEX, IGNORE_INDEX, *non_defects):
                    holding.setdefault(int(class_index), []).append(index)
        self.holding = dict(sorted(holding.items()))  # class index: indices of frames
        self.defective = sorted({index for indices in holding.values() for index in indices})
        self.kept_clean = self._kept_clean() if self.balancer is not None else frozenset()

    def _kept_clean(self) -> frozenset[int]:
        """Indices of the clean frames that the settings keep from being hosts; the others are those of a snapshot."""
        assert self.balancer is not None
        defective = set(self.defective)
        clean = [
            index for index, frame in enumerate(self.frames)
            if frame.sample.origin is not Origin.INJECTED and index not in defective
            and (frame.class_map == BACKGROUND_INDEX).any()
        ]  # fmt: skip
        return frozenset(clean) - {clean[k] for k in used_hosts(len(clean), self.balancer.settings)}

    def views(
        self, n: int, recipe: Recipe, rng: np.random.Generator, *, are_balanced: bool = True,
        injecting: np.random.Generator | None = None,
    ) -> list[View]:  # fmt: skip
        """Varied views of frames chosen evenly, then balanced. Where nothing is injected, the recipe's share of them
        are of frames that hold a defect. ``injecting``: the generator that injections use; None: ``rng`` too.

        Pixels are computed last: the view that an injection replaces costs its class map alone. The generators are
        asked in the order of the recorded experiments, so that these give the same batches today.
        """
        balancer = self.balancer if are_balanced else None
        defect_share = recipe.augmentation.defect_share if balancer is None else 0.0
        indices, chosen = [], []
        for _ in range(n):
            index, shown_class = self._choose(defect_share, rng, balance_classes=recipe.augmentation.balance_classes)
            indices.append(index)
            frame = self.frames[index]
            chosen.append((frame, draw_variation(frame, recipe, rng, shown_class)))
        if balancer is not None:
            rng = injecting or rng
            may_host = [index not in self.kept_clean for index in indices]
            wanted: dict[int, list[Portion]] = {}
            shown = [defects_only(class_map_of(*each), self._non_defects) for each in chosen]
            for one in balancer.plan(shown, rng, may_host):
                wanted.setdefault(one.view, []).append(one.portion)
            for k, portions in wanted.items():
                changed, shown_class = _injected(balancer, chosen[k][0], portions, rng)
                if shown_class is not None:
                    chosen[k] = changed, draw_variation(changed, recipe, rng, shown_class)
        return [render(frame, variation) for frame, variation in chosen]

    def _choose(
        self, defect_share: float, rng: np.random.Generator, *, balance_classes: bool
    ) -> tuple[int, int | None]:
        """Index of a frame, and the class that its view must show, if any."""
        if defect_share and self.holding and rng.random() < defect_share:
            if balance_classes:
                class_index = int(rng.choice(list(self.holding)))
                return int(rng.choice(self.holding[class_index])), class_index
            index = int(rng.choice(self.defective))
            return index, int(rng.choice([held for held, indices in self.holding.items() if index in indices]))
        return int(rng.integers(len(self.frames))), None


def _injected(
    balancer: Balancer, host: LoadedFrame, portions: Sequence[Portion], rng: np.random.Generator
) -> tuple[LoadedFrame, int | None]:
    """The host with a defect of each portion that fitted, and the class of the first; None where none did."""
    shown_class = None
    for portion in portions:
        made = balancer.inject(host.pixels, host.class_map, host.sample.name, portion, rng, bits=host.bits)
        if made is not None:
            host = LoadedFrame(host.sample, made.pixels, made.class_map, host.bits)
            shown_class = portion.class_index if shown_class is None else shown_class
    return host, shown_class


def _balancer_of(
    frames: Sequence[LoadedFrame], balance: Balance, class_names: Sequence[str], non_defects: Sequence[int]
) -> Balancer | None:
    if balance.mode is BalanceMode.NONE:
        return None
    settings = balance.settings
    defects = [name for index, name in enumerate(class_names) if index and index not in non_defects]
    unknown = sorted(set(settings.target) - set(defects))
    if unknown:
        raise ValueError(f"the balance aims at {', '.join(unknown)}; classes of defects are {', '.join(defects)}")
    giving = [
        DonorFrame(f.pixels, defects_only(f.class_map, non_defects), f.sample.name, f.sample.group, f.bits, f.original)
        for f in frames
    ]
    is_ours = balance.mode is BalanceMode.DLI
    donors = donors_by_class(
        giving, balance.mode, class_names, excluded=settings.excluded if is_ours else (),
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
    # Seed 0, the default, has no generator of its own, as when the recorded experiments ran.
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
    """How many views of the batch each pool gives. A share too small for one view in each batch comes up in its share
    of the batches."""
    rng = np.random.default_rng((recipe.seed, step, 1))
    ends = np.floor(np.cumsum(shares) * recipe.batch + 1e-6 + rng.uniform(0, 1 - 2e-6)).astype(np.int64)
    ends[-1] = recipe.batch
    return np.diff(np.minimum(ends, recipe.batch), prepend=0)


def _mix(into: View, other: View, rng: np.random.Generator) -> View:
    """With a rectangle of another view laid in (CutMix for segmentation, French et al., BMVC 2020).

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
        pools: Sequence[Sequence[LoadedFrame]],
        shares: Sequence[float],
        rule: InputRule,
        recipe: Recipe,
        first_step: int,
        class_names: Sequence[str] = (),
        non_defects: Sequence[int] = (),
    ) -> None:
        self.pools = [Pool(frames, recipe.balance, class_names, non_defects) for frames in pools]
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
