"""ONNX Runtime: opens every model file, and runs it on the CPU.

Whatever runs a model later, ONNX Runtime opened it first: cards, shapes and errors are read in one way.
Its settings on the CPU are those that measured best (docs/decisions/0004-inference-backends.md): all graph
optimisations, which is its default and what lays convolutions out for the cache; one thread per session.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as errors

from inspector.core.cores import usable_cores
from inspector.core.messages import Code, ModelError, message
from inspector.core.model_card import Golden, ModelCard
from inspector.inference.backend import Provider, ProviderReport, Tiles
from inspector.inference.contract import Contract
from inspector.inference.model_content import ModelContent
from inspector.inference.own_models import own_goldens
from inspector.inference.runtime_words import plain_words

onnxruntime.disable_telemetry_events()

ORT_ERRORS = (
    errors.EPFail, errors.EngineError, errors.Fail, errors.InvalidArgument, errors.InvalidGraph,
    errors.InvalidProtobuf, errors.ModelRequiresCompilation, errors.NoModel, errors.NoSuchFile, errors.NotFound,
    errors.NotImplemented, errors.RuntimeException,
    RuntimeError, ValueError, TypeError, IndexError, OverflowError,  # of its Python side: names that are no UTF-8, say
)  # fmt: skip

CPU_TILES_AT_ONCE = 1  # a batch is no faster on a CPU, and one tile stays in its cache
MAX_CPU_STREAMS = 8
TOGETHER = " together"  # on one tile at a time


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A model that ONNX Runtime has opened on the CPU, with what was found in it."""

    content: ModelContent
    contract: Contract
    session: onnxruntime.InferenceSession

    @property
    def path(self) -> Path:
        return self.content.path

    @property
    def sha256(self) -> str:
        return self.content.sha256

    @property
    def card(self) -> ModelCard:
        return self.content.card

    @property
    def goldens(self) -> tuple[Golden, ...]:
        """What it must answer: by its card, and by the program where it is one of its own."""
        return self.card.goldens + own_goldens(self.sha256)

    @property
    def fixed_tile(self) -> tuple[int, int] | None:
        """(height, width) where the graph takes no other."""
        return self.contract.fixed_tile

    @property
    def smallest_tile(self) -> tuple[int, int]:
        return self.fixed_tile or (self.card.size_multiple, self.card.size_multiple)

    @property
    def trial_tile(self) -> tuple[int, int]:
        return self.fixed_tile or (self.card.tile_px, self.card.tile_px)


def n_cpu_streams() -> int:
    """One frame per core side by side is faster than one frame over all cores: small layers share badly."""
    return min(usable_cores(), MAX_CPU_STREAMS)


def cpu_session(onnx: bytes) -> onnxruntime.InferenceSession:
    return create_session(onnx, ["CPUExecutionProvider"])


def create_session(onnx: bytes, providers: list[object], *, n_threads: int = 1) -> onnxruntime.InferenceSession:
    """A session whose own fallback is off, of one whole file's bytes: no file is mapped that may change under it.

    Raises one of ORT_ERRORS.
    """
    return onnxruntime.InferenceSession(onnx, _options(n_threads), providers=providers, enable_fallback=0)


def _options(n_threads: int) -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # failures reach us as exceptions
    options.intra_op_num_threads = n_threads  # one where streams run side by side, see n_cpu_streams
    options.inter_op_num_threads = 1
    return options


@contextmanager
def catching_failures(path: Path, tile: str = "") -> Iterator[None]:
    """What ONNX Runtime raises while it runs, as ModelError; ``tile`` is said of the tile where that matters."""
    try:
        yield
    except ORT_ERRORS as error:
        is_memory = any(sign in str(error).lower() for sign in ("allocate", "out of memory", "bad_alloc"))
        code = Code.MODEL_OUT_OF_MEMORY if is_memory else Code.MODEL_FAILED
        raise ModelError(
            message(code, path=str(path), detail=": ".join(filter(None, (plain_words(error), tile))))
        ) from error
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
        self._contract = file.contract
        self.provider = provider
        self._tiles_at_once = file.contract.batch or tiles_at_once
        self._n_streams = n_streams

    @classmethod
    def on_cpu(cls, file: CheckedFile, *, is_spread: bool = False) -> OnnxRuntimeBackend:
        """``is_spread``: each call over all cores, one at a time; else a core for each. Raises one of ORT_ERRORS."""
        device = f"CPU (ONNX Runtime), {n_cpu_streams()} threads"
        session, n_streams = file.session, n_cpu_streams()
        if is_spread:
            session, n_streams = create_session(file.content.onnx, ["CPUExecutionProvider"], n_threads=n_streams), 1
            device += TOGETHER
        report = ProviderReport(Provider.CPU, device)
        return cls(file, session, report, tiles_at_once=CPU_TILES_AT_ONCE, n_streams=n_streams)

    @property
    def tiles_at_once(self) -> int:
        return self._tiles_at_once

    @property
    def n_streams(self) -> int:
        return self._n_streams

    def run(self, tiles: Tiles) -> Tiles:
        contract = self._contract
        with catching_failures(self._path):
            given = self._session.run([contract.output_name], {contract.input_name: contract.to_network(tiles)})[0]
            return contract.to_scores(given, tiles.shape)

    def close(self) -> None:
        """Nothing to do: the session's memory goes with its last reference."""
