"""OpenVINO on the CPU, where the optional library is installed: `pip install 'inspector[openvino]'` (Apache-2.0).

    stream of frames  ->  one network for tiles of any shape, from the start
                      ->  one of its own for a tile shape that keeps coming, compiled beside the work

A network of fixed shape is a sixth faster than one for any shape, but takes a quarter of a second to compile:
worth it for a camera, not for a folder in which every picture has another size.

OpenVINO's manners that this module deals with (2026.4):

- Importing the package sends a usage event with an id of the user to a web service, unless that was refused
  before. The modules that do so are only its model converter, which inspection does not need: they are
  barred before the import, so neither is loaded and nothing is written to the user's home.
- Where memory runs out it returns as if all were well and leaves the scores of the run before in place. So each
  run gets a buffer of its own, full of NaN: one that comes back untouched is a failure. What was compiled before
  never answers again, and what is compiled beside it may crash: all is made anew, from a core of its own.
- Compiling an 8-bit network for one shape may end the whole program (DBRNet, 224 x 224), and an 8-bit network gave
  other scores than ONNX Runtime. Such files are left to ONNX Runtime.
- It computes in bfloat16 by itself where the CPU can. 32 bits are asked for unless somebody chose otherwise.
- A buffer that it shares is not kept alive by it.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from inspector.core.messages import Code, ModelError, message
from inspector.inference.backend import Precision, Provider, ProviderReport, Tiles
from inspector.inference.onnx_runtime import CPU_TILES_AT_ONCE, TOGETHER, CheckedFile, n_cpu_streams

log = logging.getLogger("inspector.inference")

SENDS_USAGE_EVENTS = ("openvino_telemetry", "openvino.tools.ovc")
COMPILE_AFTER = 8  # tiles of one shape, then it gets a network of its own; twice as many for the next shape
MAX_OWN_SHAPES = 2  # each costs some 50 MB per stream at 512 x 512


class OpenVinoMissing(Exception):  # noqa: N818  a finding, told in words where somebody asked for it
    """OpenVINO cannot be used here, or not for this network; the text says why."""

    def __init__(self, why: str, *, is_absent: bool = False) -> None:
        super().__init__(why)
        self.is_absent = is_absent  # never installed, which is no fault


def import_openvino() -> Any:
    """The library, without its model converter and its usage events. Raises OpenVinoMissing."""
    if "openvino" not in sys.modules:
        for name in SENDS_USAGE_EVENTS:
            sys.modules[name] = None  # type: ignore[assignment]  # Python's way to make an import fail
    try:
        import openvino
    except ModuleNotFoundError as error:
        raise OpenVinoMissing("the library “openvino” is not installed", is_absent=True) from error
    except (ImportError, OSError) as error:
        raise OpenVinoMissing(f"the library “openvino” does not load: {error}") from error
    return openvino


@dataclass(frozen=True, slots=True, eq=False)
class _Network:
    """A compiled network and the requests that no thread uses just now."""

    compiled: Any
    idle: list[Any] = field(default_factory=list)

    def request(self) -> Any:
        try:
            return self.idle.pop()
        except IndexError:
            return self.compiled.create_infer_request()


class OpenVinoBackend:
    """One stream per core, each run by the thread that calls. See ``Backend``."""

    def __init__(self, file: CheckedFile, precision: Precision = Precision.F32, *, is_spread: bool = False) -> None:
        """Compile for tiles of any shape. Raises OpenVinoMissing where library, file or processor do not do.

        ``is_spread``: each call over all cores, one at a time; else a core for each.
        """
        self._openvino = import_openvino()
        self._path = file.path
        self._onnx = file.content.onnx
        self._contract = file.contract
        self._has_fixed_tile = file.fixed_tile is not None
        self._precision = precision
        self._n_streams = 1 if is_spread else n_cpu_streams()
        self._lock = threading.Lock()
        self._own: dict[tuple[int, ...], _Network] = {}
        self._n_seen: dict[tuple[int, ...], int] = {}
        self.n_compiled = 0
        self._compiling: threading.Thread | None = None
        try:
            self._any: _Network | None = self._load()
            used = Precision(self._any.compiled.get_property("INFERENCE_PRECISION_HINT").get_type_name())
        except (RuntimeError, MemoryError) as error:
            raise OpenVinoMissing(f"OpenVINO cannot run this network: {_last_line(error)}") from error
        suffix = "" if used is Precision.F32 else f" {used}"  # for f16 OpenVINO takes the 16 bits that the CPU has
        device = f"CPU (OpenVINO{suffix}), {n_cpu_streams()} threads{TOGETHER if is_spread else ''}"
        self.provider = ProviderReport(Provider.OPENVINO, device)

    @property
    def tiles_at_once(self) -> int:
        return self._contract.batch or CPU_TILES_AT_ONCE

    @property
    def n_streams(self) -> int:
        return self._n_streams

    @property
    def n_own_shapes(self) -> int:
        """Tile shapes that have a network of their own."""
        with self._lock:
            return len(self._own)

    def run(self, tiles: Tiles) -> Tiles:
        contract = self._contract
        n_tiles, _, height, width = tiles.shape
        taken = contract.to_network(tiles)
        given = np.full(contract.given_shape(n_tiles, height, width), np.nan, contract.output_type)
        tensor = self._openvino.Tensor
        try:
            network = self._network_for(taken.shape)
            request = network.request()
            request.set_input_tensor(tensor(taken, shared_memory=True))
            request.set_tensor(contract.output_name, tensor(given, shared_memory=True))
            request.infer()
        except MemoryError as error:
            raise self._failure(Code.MODEL_OUT_OF_MEMORY, "") from error
        except RuntimeError as error:
            is_memory = "alloc" in str(error).lower()
            code = Code.MODEL_OUT_OF_MEMORY if is_memory else Code.MODEL_FAILED
            raise self._failure(code, _last_line(error)) from error
        if np.isnan(given[0, ..., 0]).all() and np.isnan(given).all():
            self._forget(network)
            raise self._failure(Code.MODEL_OUT_OF_MEMORY, "OpenVINO gave no answer")
        network.idle.append(request)
        return contract.to_scores(given, tiles.shape)

    def close(self) -> None:
        """Wait for a network that is being compiled; the rest goes with its last reference."""
        compiling = self._compiling
        if compiling is not None:
            compiling.join()

    def _failure(self, code: Code, detail: str) -> ModelError:
        return ModelError(message(code, path=str(self._path), detail=detail))

    def _network_for(self, shape: tuple[int, ...]) -> _Network:
        with self._lock:
            own = self._own.get(shape)
            if own is not None:
                return own
            n_seen = self._n_seen[shape] = self._n_seen.get(shape, 0) + 1
            is_idle = self._compiling is None or not self._compiling.is_alive()
            if n_seen >= COMPILE_AFTER << self.n_compiled and is_idle and not self._has_fixed_tile:
                self._n_seen[shape] = 0
                self.n_compiled += 1  # each next one has to be worth more: shapes that alternate must not compile on
                self._compiling = threading.Thread(target=self._give_own, args=(shape,), name="openvino-compile")
                self._compiling.start()
            if self._any is None:
                self._any = self._load()
            return self._any

    def _load(self) -> _Network:
        if self._contract.is_class_map:
            raise OpenVinoMissing("it gives a class map in whole numbers, which is left to ONNX Runtime")
        self._core = self._openvino.Core()
        self._graph = self._core.read_model(self._onnx)
        if any(operation.get_type_name() == "FakeQuantize" for operation in self._graph.get_ops()):
            raise OpenVinoMissing("it computes in 8 bits, in which OpenVINO gives other scores, or ends the program")
        return self._compile(self._core, self._graph)

    def _give_own(self, shape: tuple[int, ...]) -> None:
        started_s = time.perf_counter()
        with self._lock:
            core, graph = self._core, self._graph.clone()
        try:
            graph.reshape(list(shape))
            own = self._compile(core, graph)
        except (RuntimeError, MemoryError) as error:  # the network for any shape goes on
            log.warning("OpenVINO could not compile for tiles of %s: %s", shape, _last_line(error))
            return
        with self._lock:
            if core is not self._core:  # memory ran out meanwhile
                return
            while len(self._own) >= MAX_OWN_SHAPES:
                del self._own[next(iter(self._own))]
            self._own[shape] = own
        log.info("OpenVINO compiled for tiles of %s in %.2f s", shape, time.perf_counter() - started_s)

    def _forget(self, network: _Network) -> None:
        with self._lock:
            if network is self._any or network in self._own.values():
                self._own.clear()
                self._any = None

    def _compile(self, core: Any, graph: Any) -> _Network:
        settings = {
            "NUM_STREAMS": self._n_streams,
            "INFERENCE_NUM_THREADS": n_cpu_streams(),  # one for each stream, or all for one
            "ENABLE_CPU_PINNING": False,  # the threads are ours, and the window shares the processor
            "INFERENCE_PRECISION_HINT": self._precision.value,
        }
        return _Network(core.compile_model(graph, "CPU", settings))


def _last_line(error: BaseException) -> str:
    """OpenVINO puts its own source lines first and the reason last."""
    lines = str(error).strip().splitlines()
    return lines[-1][-300:] if lines else type(error).__name__
