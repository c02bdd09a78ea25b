"""Learning rate, optimiser, and the averaged weights that are validated and exported."""

from __future__ import annotations

import copy
import math
from typing import Any

import torch
from torch import nn

from inspector.runs.request import Optimiser, Recipe, Schedule


def learning_rate_at(step: int, recipe: Recipe) -> float:
    """Of the step that is about to be made, 0 … ``n_steps`` - 1."""
    warm = round(recipe.n_steps * recipe.warm_up)
    along = min(1.0, (step - warm) / max(1, recipe.n_steps - warm))
    match recipe.schedule:
        case Schedule.ONE_CYCLE:
            warm = max(1, warm)
            if step < warm:
                return recipe.learning_rate * (step + 1) / warm
            along = (step - warm) / max(1, recipe.n_steps - warm)
            return recipe.learning_rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * along)))
        case Schedule.COSINE:
            return recipe.learning_rate * 0.5 * (1 + math.cos(math.pi * step / recipe.n_steps))
        case Schedule.POLY:
            if step < warm:
                return float(recipe.learning_rate * 0.1 ** (1 - step / warm))
            return float(recipe.learning_rate * (1 - along) ** 0.9)
        case Schedule.CONSTANT:
            return recipe.learning_rate


def optimiser_of(network: nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    groups = parameter_groups(network, recipe)
    match recipe.optimiser:
        case Optimiser.ADAMW:
            return torch.optim.AdamW(groups, lr=recipe.learning_rate, fused=True)
        case Optimiser.ADAM:
            return torch.optim.Adam(groups, lr=recipe.learning_rate, fused=True)
        case Optimiser.SGD:
            return torch.optim.SGD(groups, lr=recipe.learning_rate, momentum=recipe.momentum, fused=True)


def parameter_groups(network: nn.Module, recipe: Recipe) -> list[dict[str, Any]]:
    """Weight decay on convolution weights only, unless asked: it would pull norms and slopes towards nothing."""
    parameters = [p for p in network.parameters() if p.requires_grad]
    decayed = [p for p in parameters if p.ndim > 1 or recipe.decays_all]
    spared = [p for p in parameters if not (p.ndim > 1 or recipe.decays_all)]
    return [
        {"params": decayed, "weight_decay": recipe.weight_decay},
        {"params": spared, "weight_decay": 0.0},
    ]


class AveragedWeights:
    """Exponential moving average of weights and of batch-norm statistics; decay 0 gives the weights themselves."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.network = copy.deepcopy(network).eval()
        self._decay = decay
        self.follow(network, torch.channels_last)

    def follow(self, network: nn.Module, layout: torch.memory_format) -> None:
        """Average this network from here on; both lie in memory so, whose tensors a change of layout replaces."""
        self.network.to(memory_format=layout)
        pairs = zip(self.network.state_dict().values(), network.state_dict().values(), strict=True)
        floating = [(averaged, live) for averaged, live in pairs if averaged.is_floating_point()]
        self._averaged, self._live = [averaged for averaged, _ in floating], [live for _, live in floating]

    @torch.no_grad()
    def update(self, step: int) -> None:
        # A young average follows faster, so that the first weights do not weigh for ever.
        weight = 1 - min(self._decay, (1 + step) / (10 + step))
        torch._foreach_lerp_(self._averaged, self._live, weight)
