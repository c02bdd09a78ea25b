"""Where networks really run on this PC, how fast, and what that is in metres a minute of this line.

    model ► opened ► run once on every runtime (timed) ► run as a line would run it ► metres a minute

Built on ``inference.provider_trials``, which runs the model on each runtime, and ``inference.nvidia_pc``, which tells
what keeps a GPU from being used.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inspector.core.messages import InspectorError
from inspector.inference.backend import Provider
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_file import open_model
from inspector.inference.nvidia_pc import GpuTrouble, gpu_trouble
from inspector.inference.predictor import PredictionGivenUp, Predictor
from inspector.inference.provider_trials import PROBE_SHAPE, ProviderFinding, RuntimeFinding
from inspector.self_check.finding import Finding, State, Subject
from inspector.self_check.line_pace import LinePace
from inspector.texts import formats
from inspector.texts import self_check as texts
from inspector.texts.messages import message_text, one_line

RUNTIME_NAMES = {Provider.CPU: "ONNX Runtime", Provider.OPENVINO: "OpenVINO", Provider.CUDA: "CUDA"}
TIMED_S, MIN_ROUNDS, MAX_ROUNDS = 1.0, 2, 50  # of all streams together; the first round warms them up
RESERVE = 1.2  # below it a line has hardly any: other programs, larger pieces, a warmer PC


@dataclass(frozen=True, slots=True)
class Pace:
    """Of one model as a line would run it."""

    model: str
    device: str
    frames_per_s: float


def detail_of(finding: RuntimeFinding) -> str:
    return finding.detail if finding.failure is None else one_line(finding.failure)


def provider_in_words(finding: ProviderFinding) -> str:
    if not finding.best.is_used:
        return texts.NOT_USED.translated(detail=detail_of(finding.best))
    height, width = PROBE_SHAPE
    times = ", ".join(
        texts.ON_RUNTIME.translated(ms=f"{each.ms_per_frame:.1f}", runtime=RUNTIME_NAMES[each.runtime])
        for each in finding.runtimes
        if each.is_used
    )
    refused = [
        texts.RUNS_NOT_ON.translated(runtime=RUNTIME_NAMES[each.runtime], detail=detail_of(each))
        for each in finding.runtimes
        if not each.is_used
    ]
    return "; ".join((texts.RUNS.translated(height=height, width=width, times=times), *refused))


def cpu_finding(tried: ProviderFinding) -> Finding:
    said = provider_in_words(tried)
    if tried.best.is_used:
        return Finding(Subject.CPU, State.OK, "cpu.works", said)
    return Finding(Subject.CPU, State.FAULT, "cpu.fails", said, texts.CPU_FAILS_MEANS.translated())


def cuda_finding(tried: ProviderFinding, trouble: Callable[[], GpuTrouble | None] = gpu_trouble) -> Finding:
    """A GPU that is there and not used is a warning, always; ``trouble`` tells the library or version at fault."""
    if tried.best.is_used:
        return Finding(Subject.CUDA, State.OK, "gpu.works", provider_in_words(tried))
    found = trouble()
    if found is None:  # all of it loads, and still the model did not run there
        return Finding(
            Subject.CUDA, State.WARNING, "gpu.model_fails", provider_in_words(tried), texts.GPU_IDLE_MEANS.translated()
        )
    return gpu_finding(found)


def gpu_finding(trouble: GpuTrouble) -> Finding:
    said = texts.NOT_USED.translated(detail=trouble.why)
    if not trouble.could_run:
        return Finding(Subject.CUDA, State.OK, trouble.code, said, texts.NO_GPU_FINE.translated())
    return Finding(Subject.CUDA, State.WARNING, trouble.code, said, texts.GPU_IDLE_MEANS.translated(), trouble.to_do)


def model_finding(model: LoadedModel | InspectorError, subject: Subject = Subject.MODEL) -> Finding:
    if isinstance(model, LoadedModel):
        said = texts.MODEL_FINE.translated(model=model.card.title)
        return Finding(subject, State.OK, "model.opens", said)
    text = message_text(model.message)
    return Finding(
        subject, State.FAULT, model.message.code.value, text.line, texts.MODEL_MEANS.translated(), text.next_step
    )


def opened(file: Callable[[], Path]) -> LoadedModel | InspectorError:
    """As inspection opens it: on whatever is fastest here."""
    try:
        return open_model(file())
    except InspectorError as error:
        return error


def timed_pace(model: LoadedModel, line: LinePace, tick: Callable[[], None]) -> Pace:
    """Frames of the line's size through as many streams as a line would use. ``tick`` may raise to end it, and is
    called often. Raises ModelError where the model fails on such a frame."""
    predictor, n_streams = Predictor(model), model.backend.n_streams
    frame = _frame_like_steel(line)
    is_given_up = False

    def predict(_: int) -> None:
        predictor.predict(frame, 8, lambda: is_given_up)

    with ThreadPoolExecutor(n_streams, "self-check") as streams:

        def round_s() -> float:
            nonlocal is_given_up
            began_s = time.perf_counter()
            waiting = [streams.submit(predict, n) for n in range(n_streams)]
            try:
                for one in waiting:
                    while not _has_ended(one.done, tick):
                        pass
                    one.result()
            except PredictionGivenUp:  # of a tick that raised already
                pass
            except BaseException:
                is_given_up = True
                raise
            return time.perf_counter() - began_s

        times = [round_s()]  # warming up
        while len(times) <= MIN_ROUNDS or (sum(times[1:]) < TIMED_S and len(times) < MAX_ROUNDS):
            times.append(round_s())
    return Pace(model.card.title, model.provider.device, n_streams * (len(times) - 1) / sum(times[1:]))


def _has_ended(is_done: Callable[[], bool], tick: Callable[[], None]) -> bool:
    tick()
    if not is_done():
        time.sleep(0.005)  # the streams have the processor; who waits only looks whether somebody cancelled
    return is_done()


def pace_finding(pace: Pace, line: LinePace) -> Finding:
    scale = texts.SCALE_OF_LINE if line.is_scale_known else texts.SCALE_OF_DEMO
    said = texts.PACE_IS.translated(
        fps=formats.decimal(pace.frames_per_s, 1), width=line.width, height=line.height, model=pace.model,
        device=pace.device, speed=formats.decimal(line.m_per_min(pace.frames_per_s), 1),
        scale=scale.translated(mm=f"{line.mm_along:g}"),
    )  # fmt: skip
    assumed = []
    if not line.is_frame_known and line.is_mpx_known:
        mpx = f"{line.height * line.width / 1e6:.3g}"
        assumed.append(texts.FRAMES_BY_SIZE.translated(mpx=mpx))
    elif not line.is_frame_known:
        assumed.append(texts.FRAMES_AS_DEMO.translated())
    fps = formats.decimal(line.frames_per_s, 1)
    if not line.is_rate_known:
        means = texts.LINE_UNKNOWN.translated(fps=fps, width=line.width, height=line.height)
        return Finding(Subject.PACE, State.OK, "pace.line_unknown", said, _joined(means, assumed), _to_set())
    times = pace.frames_per_s / line.frames_per_s
    if times >= RESERVE:
        means = texts.LINE_SLOWER.translated(fps=fps)
        return Finding(Subject.PACE, State.OK, "pace.keeps_up", said, _joined(means, assumed))
    if times >= 1:
        means = texts.LINE_TIGHT.translated(fps=fps)
        return Finding(
            Subject.PACE, State.WARNING, "pace.tight", said, _joined(means, assumed), texts.PACE_TO_DO.translated()
        )
    means = texts.LINE_FASTER.translated(fps=fps, percent=formats.decimal(100 * (1 - times), 0) + " %")
    return Finding(
        Subject.PACE, State.WARNING, "pace.too_slow", said, _joined(means, assumed), texts.PACE_TO_DO.translated()
    )


def _joined(first: str, more: Sequence[str]) -> str:
    return " ".join((first, *more))


def _to_set() -> str:
    return texts.SET_LINE.translated()


def _frame_like_steel(line: LinePace) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Grey with noise, always the same: what a network takes to look at it does not depend on what is on it."""
    chance = np.random.default_rng(0)
    return np.clip(chance.normal(128, 12, (line.height, line.width)), 1, 254).astype(np.uint8)
