"""ONNX Runtime on an NVIDIA GPU: CUDA, TensorRT, fixed buffers and captured graphs.

Without the CUDA libraries, or when they fail, ONNX Runtime would go on with the CPU and say so only on a
standard stream. Here a provider is tried only where an NVIDIA driver answers, the session must list it
afterwards, and a message says what is missing.

Options as ONNX Runtime documents them:
https://onnxruntime.ai/docs/execution-providers/CUDA-ExecutionProvider.html
https://onnxruntime.ai/docs/execution-providers/TensorRT-ExecutionProvider.html
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from inspector.inference.backend import Backend, BackendChoice, Precision, Provider, ProviderReport, Tiles
from inspector.inference.known_models import cache_folder
from inspector.inference.nvidia_pc import DRIVER_LIBRARY, gpu_trouble, has_nvidia_card
from inspector.inference.onnx_runtime import (
    ORT_ERRORS,
    CheckedFile,
    OnnxRuntimeBackend,
    catching_failures,
    create_session,
)
from inspector.texts import gpu as texts

GPU_MEMORY_LIMIT_MB = 4096
TILES_AT_ONCE = 8
MAX_GRAPHS = 16  # tile shapes with buffers and a graph of their own: a frame size has two, full calls and the last
NO_GRAPH = "-1"  # ONNX Runtime's word for a run that is neither captured nor replayed

CUDA, TENSORRT = "CUDAExecutionProvider", "TensorrtExecutionProvider"
NO_DRIVER = texts.NO_DRIVER.source  # compared with, so it is never translated


def is_nvidia_driver_present() -> bool:
    """True where the driver's library loads; asking for CUDA without it only makes noise."""
    try:
        ctypes.CDLL(DRIVER_LIBRARY)
    except OSError:
        return False
    return True


@lru_cache(maxsize=1)
def _cuda_libraries_notice() -> str:
    """Load CUDA and cuDNN once from where pip put them; what it printed, or "" when all is well."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):  # standard output belongs to --json
        onnxruntime.preload_dlls()
    return printed.getvalue().strip()


def cuda_options(choice: BackendChoice) -> dict[str, str]:
    # The arena otherwise doubles at each growth and never shrinks (onnxruntime issue 22297).
    options = {
        "gpu_mem_limit": str(GPU_MEMORY_LIMIT_MB << 20),
        "arena_extend_strategy": "kSameAsRequested",
        "cudnn_conv_algo_search": "HEURISTIC",
        # On by default there; 32 bits mean 32 bits here, or a GPU would see other defects than the CPU.
        "use_tf32": "1" if choice.precision is Precision.TF32 else "0",
    }
    if choice.has_graph:
        options["enable_cuda_graph"] = "1"
    return options


def tensorrt_options(choice: BackendChoice, file: CheckedFile, cache: Path) -> dict[str, str]:
    """One engine for every tile that the card allows: without a profile each new shape would build for minutes.

    ``cache`` belongs to this file and precision: TensorRT does not notice that a model has changed.
    """
    options = {
        "trt_max_workspace_size": str(GPU_MEMORY_LIMIT_MB << 20),
        "trt_fp16_enable": "1" if choice.precision is Precision.F16 else "0",
        "trt_engine_cache_enable": "1",
        "trt_engine_cache_path": str(cache),
        "trt_timing_cache_enable": "1",
        "trt_timing_cache_path": str(cache),
    }
    if file.fixed_tile is None:
        card, contract = file.card, file.contract
        for bound, n_tiles, side in (("min", 1, card.size_multiple), ("opt", TILES_AT_ONCE, card.tile_px),
                                     ("max", TILES_AT_ONCE, card.tile_px)):  # fmt: skip
            shape = "x".join(map(str, contract.taken_shape(n_tiles, side, side)))
            options[f"trt_profile_{bound}_shapes"] = f"{contract.input_name}:{shape}"
    if choice.has_graph:
        options["trt_cuda_graph_enable"] = "1"
    return options


def engine_folder(choice: BackendChoice, file: CheckedFile) -> Path:
    version = onnxruntime.__version__
    return cache_folder() / "tensorrt" / f"{file.sha256[:16]}-{choice}-{version}"


def open_on_gpu(file: CheckedFile, choice: BackendChoice) -> Backend | str:
    """The file on CUDA or TensorRT, or why not, as text."""
    if not is_nvidia_driver_present():
        return texts.CARD_WITHOUT_DRIVER.translated() if has_nvidia_card() else NO_DRIVER
    notice = _cuda_libraries_notice()
    providers: list[object] = [(CUDA, cuda_options(choice))]
    needed, device, missing = CUDA, "CUDA", "its CUDA 13 or cuDNN 9 libraries were not found"
    try:
        if choice.provider is Provider.TENSORRT:
            cache = engine_folder(choice, file)
            cache.mkdir(parents=True, exist_ok=True)
            # What TensorRT cannot take runs on CUDA, in full precision.
            providers.insert(0, (TENSORRT, tensorrt_options(choice, file, cache)))
            needed, device, missing = TENSORRT, "TensorRT", "its libraries (TensorRT 10 for CUDA 13) were not found"
        session = create_session(file.content.onnx, providers)
    except (*ORT_ERRORS, OSError) as error:
        return _exact_trouble() or f"{notice} {error}".strip()
    if needed not in session.get_providers():
        return _exact_trouble() or notice or missing
    if choice.precision is not Precision.F32:
        device += f" {choice.precision}"
    if choice.has_graph:
        return BoundBackend(file, session, ProviderReport(choice.provider, f"{device}, captured graphs"))
    report = ProviderReport(choice.provider, device)
    return OnnxRuntimeBackend(file, session, report, tiles_at_once=TILES_AT_ONCE, n_streams=1)


def _exact_trouble() -> str:
    """Which library or version it is, where that can be told."""
    trouble = gpu_trouble()
    return trouble.why if trouble is not None and trouble.could_run else ""


@dataclass(frozen=True, slots=True)
class _Bound:
    """Buffers of one tile shape on the device, and the run that reads and writes them."""

    tiles: onnxruntime.OrtValue
    binding: onnxruntime.IOBinding
    options: onnxruntime.RunOptions


class BoundBackend:
    """Tiles are copied into buffers that never move, so a graph captured once can be replayed. See ``Backend``.

    One call at a time: ONNX Runtime replays a captured graph for one thread only. Each tile shape has a graph
    of its own; shapes beyond MAX_GRAPHS run without.
    """

    def __init__(
        self,
        file: CheckedFile,
        session: onnxruntime.InferenceSession,
        provider: ProviderReport,
        *,
        device: str = "cuda",
    ) -> None:
        self._path = file.path
        self._session = session
        self._contract = file.contract
        self.provider = provider
        self._tiles_at_once = file.contract.batch or TILES_AT_ONCE
        self._device = device  # as ONNX Runtime names it
        self._lock = threading.Lock()
        self._bound: dict[tuple[int, ...], _Bound] = {}

    @property
    def tiles_at_once(self) -> int:
        return self._tiles_at_once

    @property
    def n_streams(self) -> int:
        return 1

    @property
    def n_bound(self) -> int:
        """Tile shapes that have buffers."""
        return len(self._bound)

    def run(self, tiles: Tiles) -> Tiles:
        contract = self._contract
        with self._lock, catching_failures(self._path):
            taken = contract.to_network(tiles)
            bound = self._bound_for(tiles.shape)
            if bound is None:
                options = _run_options(NO_GRAPH)
                given = self._session.run([contract.output_name], {contract.input_name: taken}, options)[0]
            else:
                bound.tiles.update_inplace(taken)
                self._session.run_with_iobinding(bound.binding, bound.options)
                given = bound.binding.copy_outputs_to_cpu()[0]
            return contract.to_scores(given, tiles.shape)

    def _bound_for(self, shape: tuple[int, ...]) -> _Bound | None:
        if shape not in self._bound and len(self._bound) < MAX_GRAPHS:
            n_tiles, _, height, width = shape
            contract = self._contract
            tiles = self._buffer(contract.taken_shape(n_tiles, height, width), contract.input_type)
            scores = self._buffer(contract.given_shape(n_tiles, height, width), contract.output_type)
            binding = self._session.io_binding()
            binding.bind_ortvalue_input(contract.input_name, tiles)
            binding.bind_ortvalue_output(contract.output_name, scores)
            # A graph's number is never used for a second shape: ONNX Runtime would replay the first one's.
            self._bound[shape] = _Bound(tiles, binding, _run_options(str(len(self._bound) + 1)))
        return self._bound.get(shape)

    def _buffer(self, shape: tuple[int, ...], kind: np.dtype[Any]) -> onnxruntime.OrtValue:
        return onnxruntime.OrtValue.ortvalue_from_shape_and_type(shape, kind.type, self._device, 0)

    def close(self) -> None:
        """Nothing to do: buffers and session go with their last reference."""


def _run_options(graph: str) -> onnxruntime.RunOptions:
    options = onnxruntime.RunOptions()
    options.add_run_config_entry("gpu_graph_id", graph)
    return options
