"""The contract between prediction and whatever runs the network.

A backend takes tiles of one shape at a time and gives scores of the same height and width. It says
where the network really runs: a provider asked for but not used is never hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from inspector.core.messages import Message


class Provider(StrEnum):
    AUTO = "auto"  # CUDA where it works, else the CPU; which one is said
    CUDA = "cuda"
    CPU = "cpu"


@dataclass(frozen=True, slots=True)
class ProviderReport:
    """Where the network runs, as found by running it."""

    used: Provider  # CUDA or CPU
    device: str  # for people: "CPU, 2 threads" or "CUDA"
    notice: Message | None = None  # why a wanted provider is not used


class Backend(Protocol):
    @property
    def provider(self) -> ProviderReport: ...

    @property
    def tiles_at_once(self) -> int:
        """How many tiles one call should take."""
        ...

    @property
    def n_streams(self) -> int:
        """How many threads should call ``run`` side by side."""
        ...

    def run(self, tiles: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """(N, C, h, w) -> scores (N, K, h, w), from several threads at once if wished.

        Raises ModelError; MODEL_OUT_OF_MEMORY where fewer tiles may fit.
        """
        ...

    def close(self) -> None: ...
