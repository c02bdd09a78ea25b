"""ONNX Runtime: opens every model file, and runs it on the CPU.

Whatever runs a model later, ONNX Runtime opened it first: cards, shapes and errors are read in one way.
Its settings on the CPU are those that measured best (docs/decisions/0004-inference-backends.md): all graph
optimisations, which is its default and what lays convolutions out for the cache; one thread per session.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as errors

from inspector.core.messages import Code, ModelError, message
from inspector.core.model_card import ModelCard
from inspector.inference.backend import Provider, ProviderReport, Tiles

onnxruntime.disable_telemetry_events()

ORT_ERRORS = (
    errors.EPFail, errors.EngineError, errors.Fail, errors.InvalidArgument, errors.InvalidGraph,
    errors.InvalidProtobuf, errors.NoModel, errors.NoSuchFile, errors.NotImplemented, errors.RuntimeException,
)  # fmt: skip

CPU_TILES_AT_ONCE = 1  # a batch is no faster on a CPU, and one tile stays in its cache
MAX_CPU_STREAMS = 8


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A model file that ONNX Runtime has opened on the CPU, with what was found in it."""

    path: Path
    sha256: str
    card: ModelCard
    fixed_tile: tuple[int, int] | None  # (height, width) where the graph takes no other
    session: onnxruntime.InferenceSession

    @property
    def trial_tile(self) -> tuple[int, int]:
        return self.fixed_tile or (self.card.tile_px, self.card.tile_px)

    @property
    def takes_one_tile(self) -> bool:
        """Exported for one tile at a time; the check of the file lets no other fixed number in."""
        return isinstance(self.session.get_inputs()[0].shape[0], int)


def n_cpu_streams() -> int:
    """One frame per core side by side is faster than one frame over all cores: small layers share badly."""
    return min(os.cpu_count() or 1, MAX_CPU_STREAMS)


def cpu_session(path: Path) -> onnxruntime.InferenceSession:
    return create_session(path, ["CPUExecutionProvider"])


def reading_session(path: Path) -> onnxruntime.InferenceSession:
    """A session to read a file's card with: opened without optimising what will not run. Raises one of ORT_ERRORS."""
    options = _options()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"], enable_fallback=0)


def create_session(path: Path, providers: list[object]) -> onnxruntime.InferenceSession:
    """A session whose own fallback is off. Raises one of ORT_ERRORS."""
    return onnxruntime.InferenceSession(str(path), _options(), providers=providers, enable_fallback=0)


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # failures reach us as exceptions
    options.intra_op_num_threads = 1  # streams run side by side, see n_cpu_streams
    options.inter_op_num_threads = 1
    return options


@contextmanager
def catching_failures(path: Path) -> Iterator[None]:
    """What ONNX Runtime raises while it runs, as ModelError."""
    try:
        yield
    except (*ORT_ERRORS, RuntimeError) as error:  # a plain RuntimeError where buffers are bound
        is_memory = "allocate" in str(error).lower() or "out of memory" in str(error).lower()
        code = Code.MODEL_OUT_OF_MEMORY if is_memory else Code.MODEL_FAILED
        raise ModelError(message(code, path=str(path), detail=str(error))) from error
    except MemoryError as error:
        raise ModelError(message(Code.MODEL_OUT_OF_MEMORY, path=str(path), detail="")) from error


class OnnxRuntimeBackend:
    """One session that threads may share. See ``Backend``."""

    def __init__(
        self,
        file: CheckedFile,
        session: onnxruntime.InferenceSession,
        provider: ProviderReport,
        *,
        tiles_at_once: int,
        n_streams: int,
    ) -> None:
        self._path = file.path
        self._session = session
        self._input_name = session.get_inputs()[0].name
        self._output_name = session.get_outputs()[0].name
        self.provider = provider
        self._tiles_at_once = 1 if file.takes_one_tile else tiles_at_once
        self._n_streams = n_streams

    @classmethod
    def on_cpu(cls, file: CheckedFile) -> OnnxRuntimeBackend:
        report = ProviderReport(Provider.CPU, f"CPU (ONNX Runtime), {n_cpu_streams()} threads")
        return cls(file, file.session, report, tiles_at_once=CPU_TILES_AT_ONCE, n_streams=n_cpu_streams())

    @property
    def tiles_at_once(self) -> int:
        return self._tiles_at_once

    @property
    def n_streams(self) -> int:
        return self._n_streams

    def run(self, tiles: Tiles) -> Tiles:
        with catching_failures(self._path):
            scores: Tiles = self._session.run([self._output_name], {self._input_name: tiles})[0]
            return scores

    def close(self) -> None:
        """Nothing to do: the session's memory goes with its last reference."""
