"""Batches for training: frames of dataset versions, varied, balanced, prepared as inspection prepares them.

Which frames a step sees and how they vary depends on (seed, step) alone, so a resumed run sees what an unbroken one
would have seen. One thread builds the next batches while the network works.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from inspector.core.balancing import BalanceMode
from inspector.core.bits import to_bits
from inspector.core.class_map import defects_only
from inspector.core.classes import BACKGROUND_INDEX
from inspector.core.preparation import InputRule, prepare
from inspector.datasets.balancing.balancer import Balancer
from inspector.datasets.balancing.portions import Portion
from inspector.datasets.balancing.survey import used_hosts
from inspector.runs.request import Balance, Recipe
from training.augmentation import View, class_map_of, draw_variation, render
from training.data import FrameList, LoadedFrame
from training.frame_index import FrameIndex, Injecting, look_through

INJECTED, GIVEN_UP = "injected", "given up"
# Per class index and INJECTED, GIVEN_UP or the reason why an attempt was rejected: how often.
Made: TypeAlias = Counter[tuple[int, str]]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    step: int
    inputs: npt.NDArray[np.float32]  # (N, C, height, width)
    targets: npt.NDArray[np.uint8]  # (N, height, width)
    made: tuple[Made, ...] = field(default=())  # by pool: what became of injections for this batch


class Pool:
    """Training frames of one dataset version, and which of them hold a defect class.

    With a ``balance`` clean views get defects of the version's other frames; ``class_names`` are then needed. Classes
    of the indices ``non_defects`` are learnt, leave a frame clean and are never injected.
    Raises ValueError for a target of a class that there is not.
    """

    def __init__(
        self, frames: FrameList, balance: Balance | None = None, class_names: Sequence[str] = (),
        non_defects: Sequence[int] = (), index: FrameIndex | None = None,
    ) -> None:  # fmt: skip
        """``index``: of these frames with this balance; None: they are looked through here."""
        self.frames = frames
        self._non_defects = non_defects
        if index is None:
            index = look_through(frames, Injecting(balance or Balance(), tuple(class_names), tuple(non_defects)))
        self.balancer = _balancer_of(index, balance, class_names, non_defects) if balance is not None else None
        # Class index: indices of frames.
        self.holding = {
            class_index: np.flatnonzero(index.held[:, class_index])
            for class_index in range(1, index.held.shape[1])
            if class_index not in non_defects and index.held[:, class_index].any()
        }
        is_defective = index.held[:, list(self.holding)].any(axis=1)
        self.defective = np.flatnonzero(is_defective)
        self._index = index
        self.kept_clean: frozenset[int] = frozenset()  # that the settings keep from being hosts
        if self.balancer is not None:
            # The others are those of a snapshot.
            clean = np.flatnonzero(~is_defective & ~index.is_injected & index.held[:, BACKGROUND_INDEX])
            used = used_hosts(len(clean), self.balancer.settings)
            self.kept_clean = frozenset(clean.tolist()) - frozenset(clean[used].tolist())

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
            return index, int(rng.choice([held for held in self.holding if self._index.held[index, held]]))
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
    index: FrameIndex, balance: Balance, class_names: Sequence[str], non_defects: Sequence[int]
) -> Balancer | None:
    if balance.mode is BalanceMode.NONE:
        return None
    defects = [name for index, name in enumerate(class_names) if index and index not in non_defects]
    unknown = sorted(set(balance.settings.target) - set(defects))
    if unknown:
        raise ValueError(f"the balance aims at {', '.join(unknown)}; classes of defects are {', '.join(defects)}")
    return Balancer(balance.mode, class_names, index.donors, balance.settings)


def _made_by(pool: Pool) -> Made:
    """Since it was opened."""
    balancer = pool.balancer
    if balancer is None:
        return Counter()
    made: Made = Counter({(index, INJECTED): n for index, n in balancer.n_injected.items()})
    made.update({(index, GIVEN_UP): n for index, n in balancer.n_given_up.items()})
    made.update({(index, why.value): n for index, of in balancer.rejections.items() for why, n in of.items()})
    return made


def batch_of_step(pools: Sequence[Pool], shares: Sequence[float], rule: InputRule, recipe: Recipe, step: int) -> Batch:
    """The batch of one step, the same for the same seed and step."""
    rng = np.random.default_rng((recipe.seed, step))
    views: list[View] = []
    made_before = [_made_by(pool) for pool in pools]
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
    targets = np.stack([view.class_map for view in views])
    made = tuple(_made_by(pool) - before for pool, before in zip(pools, made_before, strict=True))
    return Batch(step, inputs, targets, made)


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
