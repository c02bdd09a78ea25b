"""One registry: the name of a network -> how to build it, what it takes and what it gives.

Every network here keeps the same promises:

    frame (N, C, H, W), H and W multiples of ``size_multiple``  ->  logits (N, n_classes, H, W)

- Logits always, full size always: soft-max or sigmoid belongs to the loss and to the model's card.
- In training mode a network with auxiliary heads gives a tuple, the main map first, all at full size; in
  evaluation mode it gives the main map alone.
- Sizes it cannot take raise ValueError naming the rule (not while being traced or compiled).
- Fresh weights, from scratch: nothing is fetched. Weights of others are loaded from a file by who has them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch import nn

from models import a_net


@dataclass(frozen=True, slots=True)
class Option:
    """One typed choice of a network; its type is that of its default."""

    name: str
    default: Any  # bool, int, float or str
    choices: tuple[Any, ...] = ()  # empty: any value of the type
    help: str = ""


@dataclass(frozen=True, slots=True)
class NetworkEntry:
    name: str
    builder: Callable[..., nn.Module]  # (n_classes, in_channels, **options), options by keyword
    size_multiple: int  # of height and width
    recipe: str  # the recipe used when nothing else is asked for
    reference: str
    input_channels: tuple[int, ...] = (1, 3)  # possible numbers
    min_side_px: int = 0  # least height and width; 0: one multiple
    options: tuple[Option, ...] = ()
    exports_any_size: bool = True  # else a model file has one height and width
    n_auxiliary: int = 0  # maps that training mode gives beside the main one
    weights: str = "from scratch; none published"  # where pretrained weights come from, with their licence


_ENTRIES = (
    NetworkEntry(
        name="a-net",
        builder=a_net.ANet,
        size_multiple=a_net.SIZE_MULTIPLE,
        recipe="a-net/ours",
        reference="Chen et al., IEEE TIM 73, 2024",
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
    """A network with fresh weights.

    Raises KeyError for an unknown name, ValueError for impossible numbers and for options that the network
    does not know, of the wrong type or outside their choices.
    """
    entry = entry_of(name)
    if n_classes < 1:
        raise ValueError(f"a network needs at least one output, got {n_classes}")
    if in_channels not in entry.input_channels:
        raise ValueError(f"{name} takes {entry.input_channels} input channels, got {in_channels}")
    known = {option.name: option for option in entry.options}
    for given, value in options.items():
        if given not in known:
            raise ValueError(f"{name} has no option {given!r}; it has: {', '.join(known) or 'none'}")
        option = known[given]
        is_number = isinstance(option.default, float) and type(value) is int
        if type(value) is not type(option.default) and not is_number:
            raise ValueError(f"{name}: {given} is {type(option.default).__name__}, got {value!r}")
        if option.choices and value not in option.choices:
            raise ValueError(f"{name}: {given} is one of {option.choices}, got {value!r}")
    chosen = {option.name: options.get(option.name, option.default) for option in entry.options}
    return entry.builder(n_classes=n_classes, in_channels=in_channels, **chosen)
