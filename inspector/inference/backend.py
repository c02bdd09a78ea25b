"""The contract between prediction and whatever runs the network.

A backend takes tiles of one shape at a time and gives scores of the same height and width. It says
where the network really runs: a provider asked for but not used is never hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from inspector.core.messages import Message

Tiles = npt.NDArray[np.float32]


class Provider(StrEnum):
    AUTO = "auto"  # CUDA where it works, else whichever runtime is faster on this CPU; which one is said
    CPU = "cpu"  # ONNX Runtime on the CPU
    OPENVINO = "openvino"  # OpenVINO on the CPU
    CUDA = "cuda"  # ONNX Runtime on an NVIDIA GPU
    TENSORRT = "tensorrt"  # the same, through TensorRT: builds its engine for minutes the first time


class Precision(StrEnum):
    """Of the arithmetic inside the network; what goes in and comes out is 32-bit always."""

    F32 = "f32"
    TF32 = "tf32"  # NVIDIA: products of 10-bit mantissas
    BF16 = "bf16"
    F16 = "f16"


POSSIBLE: Mapping[Provider, tuple[Precision, ...]] = {
    Provider.AUTO: (Precision.F32,),
    Provider.CPU: (Precision.F32,),
    Provider.OPENVINO: (Precision.F32, Precision.BF16, Precision.F16),
    Provider.CUDA: (Precision.F32, Precision.TF32),  # 16 bits on CUDA are a property of the file
    Provider.TENSORRT: (Precision.F32, Precision.F16),
}
GPUS = (Provider.CUDA, Provider.TENSORRT)
WITH_GRAPH = GPUS
GRAPH_SUFFIX = "+graph"


@dataclass(frozen=True, slots=True)
class BackendChoice:
    """What somebody asked for. Written PROVIDER[:PRECISION][+graph], e.g. "openvino:bf16", "cuda:tf32+graph".

    Raises ValueError, with what is possible, for a combination that is not.
    """

    provider: Provider = Provider.AUTO
    precision: Precision = Precision.F32
    has_graph: bool = False  # GPU: fixed buffers and one captured CUDA graph per tile shape

    def __post_init__(self) -> None:
        possible = POSSIBLE[self.provider]
        if self.precision not in possible:
            raise ValueError(f"{self.provider} computes in {', '.join(possible)}, not in {self.precision}")
        if self.has_graph and self.provider not in WITH_GRAPH:
            raise ValueError(f"{self.provider} captures no graph; {' and '.join(WITH_GRAPH)} can")

    @classmethod
    def parse(cls, text: str) -> BackendChoice:
        named, has_graph = text.removesuffix(GRAPH_SUFFIX), text.endswith(GRAPH_SUFFIX)
        provider, _, precision = named.partition(":")
        try:
            chosen = Provider(provider)
        except ValueError as error:
            raise ValueError(f"no backend is called “{provider}”; there are {', '.join(Provider)}") from error
        if not precision and ":" not in named:
            return cls(chosen, has_graph=has_graph)
        try:
            return cls(chosen, Precision(precision), has_graph)
        except ValueError as error:
            raise ValueError(f"{chosen} computes in {', '.join(POSSIBLE[chosen])}, not in “{precision}”") from error

    def __str__(self) -> str:
        precision = "" if self.precision is Precision.F32 else f":{self.precision}"
        return f"{self.provider}{precision}{GRAPH_SUFFIX if self.has_graph else ''}"


@dataclass(frozen=True, slots=True)
class Trial:
    """ONNX Runtime and OpenVINO on one tile, timed alternately on one thread when the model was opened."""

    tile: tuple[int, int]  # height, width
    onnx_runtime_ms: float  # best run
    openvino_ms: float
    same_pixels: float  # share of the tile's pixels to which both give the same class
    largest_difference: float  # of the scores


@dataclass(frozen=True, slots=True)
class Tuning:
    """How one model runs best on one PC, as found by trying."""

    runtime: Provider  # CPU or OPENVINO
    n_streams: int  # calls side by side; one call over all cores where it is 1
    tile_px: int  # longest side
    overlap_px: int
    reach_px: int | None  # how far the network looks; None: farther than was looked at, or not known
    mpx_per_s: float  # of one core, on a tile; 0 where a run took too little time to tell
    measured_at: str  # UTC, ISO 8601
    trial: Trial | None = None  # where the runtimes were compared
    why_not: str = ""  # OpenVINO is there and cannot be used


@dataclass(frozen=True, slots=True)
class ProviderReport:
    """Where the network runs, as found by running it."""

    used: Provider  # any but AUTO
    device: str  # for people: "CPU (OpenVINO), 2 threads" or "CUDA"
    notice: Message | None = None  # why a wanted provider is not used
    unused: Provider | None = None  # which one that is
    trial: Trial | None = None  # where the CPU's runtimes were compared
    tuning: Tuning | None = None  # what a trial on this PC found, where it was followed
    is_untried: bool = False  # the trial is still to come: it runs as safely as anywhere until then

    @property
    def leaves_gpu_idle(self) -> bool:
        """The processor does what a GPU of this PC was wanted for."""
        return self.unused in GPUS and self.used not in GPUS


class Backend(Protocol):
    provider: ProviderReport  # whoever chose the backend adds the reasons

    @property
    def tiles_at_once(self) -> int:
        """How many tiles one call should take."""
        ...

    @property
    def n_streams(self) -> int:
        """How many threads should call ``run`` side by side."""
        ...

    def run(self, tiles: Tiles) -> Tiles:
        """(N, C, h, w) -> scores (N, K, h, w), the caller's to write into; from several threads at once if wished.

        Raises ModelError; MODEL_OUT_OF_MEMORY where fewer tiles may fit.
        """
        ...

    def close(self) -> None: ...
