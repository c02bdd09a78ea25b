"""ONNX Runtime as a backend, its own quiet fallback switched off.

Without the CUDA libraries, or when they fail, ONNX Runtime would go on with the CPU and say so only on a
standard stream. Here the provider is decided openly: CUDA is tried only where an NVIDIA driver answers,
the session must list it afterwards, and the report names what is used and why.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import sys
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as errors

from inspector.core.messages import Code, Message, ModelError, message
from inspector.inference.backend import Provider, ProviderReport

onnxruntime.disable_telemetry_events()

ORT_ERRORS = (
    errors.EPFail, errors.EngineError, errors.Fail, errors.InvalidArgument, errors.InvalidGraph,
    errors.InvalidProtobuf, errors.NoModel, errors.NoSuchFile, errors.NotImplemented, errors.RuntimeException,
)  # fmt: skip

GPU_MEMORY_LIMIT_MB = 4096
CPU_TILES_AT_ONCE = 1  # a batch is no faster on a CPU, and one tile stays in its cache
CUDA_TILES_AT_ONCE = 8
MOST_CPU_STREAMS = 8


def is_nvidia_driver_present() -> bool:
    """True where the driver's library loads; asking for CUDA without it only makes noise."""
    name = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


@lru_cache(maxsize=1)
def _cuda_libraries_notice() -> str:
    """Load CUDA and cuDNN once from where pip put them; what it printed, or "" when all is well."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):  # standard output belongs to --json
        onnxruntime.preload_dlls()
    return said.getvalue().strip()


def load_session(path: Path, wanted: Provider) -> tuple[onnxruntime.InferenceSession, ProviderReport]:
    """A session on the provider wanted, or on the CPU with a report that says why. Raises ModelError."""
    notice: Message | None = None
    if wanted is not Provider.CPU:
        if is_nvidia_driver_present():
            detail = _cuda_libraries_notice()
            try:
                cuda = _create(path, [("CUDAExecutionProvider", _cuda_options())])
                if "CUDAExecutionProvider" in cuda.get_providers():
                    return cuda, ProviderReport(Provider.CUDA, "CUDA")
            except ORT_ERRORS as error:
                detail = f"{detail} {error}".strip()
            detail = detail or "its CUDA 13 or cuDNN 9 libraries were not found"
            notice = message(Code.PROVIDER_NOT_USED, wanted="CUDA", used="CPU", detail=detail)
        elif wanted is Provider.CUDA:
            detail = "no NVIDIA driver answers on this PC"
            notice = message(Code.PROVIDER_NOT_USED, wanted="CUDA", used="CPU", detail=detail)
    session = _create(path, ["CPUExecutionProvider"])
    return session, ProviderReport(Provider.CPU, f"CPU, {n_cpu_streams()} threads", notice)


def n_cpu_streams() -> int:
    """One frame per core side by side is faster than one frame over all cores: small layers share badly."""
    return min(os.cpu_count() or 1, MOST_CPU_STREAMS)


def _cuda_options() -> dict[str, str]:
    # The arena otherwise doubles at each growth and never shrinks (onnxruntime issue 22297).
    return {
        "gpu_mem_limit": str(GPU_MEMORY_LIMIT_MB << 20),
        "arena_extend_strategy": "kSameAsRequested",
        "cudnn_conv_algo_search": "HEURISTIC",
    }


def _create(path: Path, providers: list[object]) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # failures reach us as exceptions
    options.intra_op_num_threads = 1  # streams run side by side, see n_cpu_streams
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=providers, enable_fallback=0)


class OnnxRuntimeBackend:
    """See ``Backend``."""

    def __init__(self, path: Path, session: onnxruntime.InferenceSession, provider: ProviderReport) -> None:
        self._path = path
        self._session = session
        self._input_name = session.get_inputs()[0].name
        self._output_name = session.get_outputs()[0].name
        self._provider = provider

    @property
    def provider(self) -> ProviderReport:
        return self._provider

    @property
    def tiles_at_once(self) -> int:
        if isinstance(self._session.get_inputs()[0].shape[0], int):
            return 1  # exported for one tile; the check of the file lets no other number in
        return CUDA_TILES_AT_ONCE if self._provider.used is Provider.CUDA else CPU_TILES_AT_ONCE

    @property
    def n_streams(self) -> int:
        return 1 if self._provider.used is Provider.CUDA else n_cpu_streams()

    def run(self, tiles: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        try:
            scores: npt.NDArray[np.float32] = self._session.run([self._output_name], {self._input_name: tiles})[0]
        except ORT_ERRORS as error:
            is_memory = "allocate" in str(error).lower() or "out of memory" in str(error).lower()
            code = Code.MODEL_OUT_OF_MEMORY if is_memory else Code.MODEL_FAILED
            raise ModelError(message(code, path=str(self._path), detail=str(error))) from error
        except MemoryError as error:
            raise ModelError(message(Code.MODEL_OUT_OF_MEMORY, path=str(self._path), detail="")) from error
        return scores

    def close(self) -> None:
        """Nothing to do: the session's memory goes with its last reference."""
