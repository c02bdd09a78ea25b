"""What every network here refuses to take, in words."""

from __future__ import annotations

import torch
from torch import Tensor


def refuse_misfit(x: Tensor, in_channels: int, size_multiple: int, network: str) -> None:
    """Raises ValueError unless ``x`` is (N, in_channels, H, W) with H and W multiples of ``size_multiple``.

    Not while being traced: sizes are symbols there, and the exporter states the rule in the card instead.
    """
    if torch.compiler.is_compiling():
        return
    if x.ndim != 4 or x.shape[1] != in_channels:
        raise ValueError(f"{network} takes frames (N, {in_channels}, H, W), got {tuple(x.shape)}")
    height, width = x.shape[2:]
    if height % size_multiple or width % size_multiple or not height or not width:
        raise ValueError(
            f"{network} takes heights and widths that are multiples of {size_multiple}, got {height} x {width}: pad by "
            "reflection first"
        )
