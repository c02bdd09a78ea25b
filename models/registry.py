"""One registry: the name of a network -> how to build it and what it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch import nn

from models import a_net


@dataclass(frozen=True, slots=True)
class NetworkEntry:
    name: str
    builder: Callable[..., nn.Module]  # (n_classes, in_channels, **options)
    size_multiple: int  # of height and width
    input_channels: tuple[int, ...]  # possible numbers
    recipe: str  # name of the recipe used when nothing else is asked for
    reference: str
    weights: str  # where pretrained weights come from, with their licence


_ENTRIES = (
    NetworkEntry(
        name="a-net",
        builder=a_net.ANet,
        size_multiple=a_net.SIZE_MULTIPLE,
        input_channels=(1, 3),
        recipe="a-net-ours",
        reference="Chen et al., IEEE TIM 73, 2024",
        weights="from scratch; none published",
    ),
)
REGISTRY = {entry.name: entry for entry in _ENTRIES}


def entry_of(name: str) -> NetworkEntry:
    """Raises KeyError naming the known networks."""
    try:
        return REGISTRY[name]
    except KeyError:
        raise KeyError(f"no network is called {name!r}; known: {', '.join(sorted(REGISTRY))}") from None


def build(name: str, *, n_classes: int, in_channels: int = 3, **options: Any) -> nn.Module:
    """A network with fresh weights. Raises KeyError for an unknown name, ValueError for impossible numbers."""
    entry = entry_of(name)
    if n_classes < 1:
        raise ValueError(f"a network needs at least one output, got {n_classes}")
    if in_channels not in entry.input_channels:
        raise ValueError(f"{name} takes {entry.input_channels} input channels, got {in_channels}")
    return entry.builder(n_classes=n_classes, in_channels=in_channels, **options)
