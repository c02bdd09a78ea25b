"""How large a network is and what a frame costs it, by one rule for all.

A multiply-accumulate (MAC) counts one, in convolutions, transposed convolutions and matrix products alone;
norms, activations and resizing are left out. Counted in evaluation mode on shapes alone: nothing is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import torch
from torch.utils.flop_counter import FlopCounterMode

from models.registry import build, entry_of


@dataclass(frozen=True, slots=True)
class Size:
    n_parameters: int  # of training; auxiliary heads included
    n_mac: int  # of one frame at inference


@cache
def size_of(
    name: str, *, n_classes: int = 4, in_channels: int = 3, height: int = 512, width: int = 512, **options: Any
) -> Size:
    """Raises what ``models.build`` raises, and ValueError for a size the network cannot take."""
    entry = entry_of(name)
    if height % entry.size_multiple or width % entry.size_multiple:
        raise ValueError(f"{name} takes multiples of {entry.size_multiple}, got {height} x {width}")
    with torch.device("meta"):  # weights without memory: nobody draws them
        network = build(name, n_classes=n_classes, in_channels=in_channels, **options).eval()
    network = network.to("meta")  # what a builder has made otherwise
    frame = torch.empty(1, in_channels, height, width, device="meta")
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network(frame)
    return Size(sum(p.numel() for p in network.parameters()), counter.get_total_flops() // 2)
