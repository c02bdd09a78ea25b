"""Where networks really run on this PC, found by running one on every provider."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from inspector.core.messages import InspectorError, Message
from inspector.inference.backend import Provider
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.inference.stopwatch import Stopwatch

PROBE_SHAPE = (256, 448)  # of the frame that is predicted
N_RUNS = 6  # the first is not counted
RUNTIMES = {Provider.CPU: (Provider.CPU, Provider.OPENVINO), Provider.CUDA: (Provider.CUDA,)}


@dataclass(frozen=True, slots=True)
class RuntimeFinding:
    """One way to run networks on a provider."""

    runtime: Provider
    is_used: bool
    detail: str = ""  # the device where it is used, else why it is not
    failure: Message | None = None  # the model could not be opened
    ms_per_frame: float | None = None  # of ``PROBE_SHAPE``, median
    mpx_per_s: float | None = None


@dataclass(frozen=True, slots=True)
class ProviderFinding:
    """All runtimes of a provider that were tried."""

    provider: Provider
    runtimes: tuple[RuntimeFinding, ...]

    @property
    def best(self) -> RuntimeFinding:
        """The fastest; the first where none works."""
        return min(self.runtimes, key=lambda finding: finding.ms_per_frame or math.inf)


def try_providers(model_file: Path) -> tuple[ProviderFinding, ...]:
    return tuple(
        ProviderFinding(provider, tuple(_try_runtime(model_file, runtime) for runtime in runtimes))
        for provider, runtimes in RUNTIMES.items()
    )


def _try_runtime(model_file: Path, runtime: Provider) -> RuntimeFinding:
    try:
        model = open_model(model_file, runtime)
    except InspectorError as error:
        return RuntimeFinding(runtime, False, failure=error.message)
    report = model.provider
    if report.used is not runtime:
        why = str(report.notice.params.get("detail", "")) if report.notice else ""
        return RuntimeFinding(runtime, False, why)
    predictor, frame = Predictor(model), np.full(PROBE_SHAPE, 128, np.uint8)
    watch = Stopwatch()
    timed_s = watch.wall_s if runtime is Provider.CUDA else watch.timed_s  # a GPU's time is no processor time
    times_s = [timed_s(partial(predictor.predict, frame, 8)) for _ in range(N_RUNS)]
    model.backend.close()
    seconds = float(np.median(times_s[1:]))
    return RuntimeFinding(
        runtime, True, report.device, None, round(seconds * 1e3, 2), round(frame.size / seconds / 1e6, 2)
    )
