"""How fast networks run on this PC, against the lines that they would have to follow.

    python -m tests.benchmarks.inference_report [--model FILE] [--int8 FILE] [--threads N] [--rounds N] [--json]

Every backend that is there is timed on the same tiles, in turns, so that whatever else the PC does falls on all of
them; figures are medians, and what counts is the ratio to ONNX Runtime on the CPU. With one thread (the default)
times are CPU seconds of the process, in which nothing else works meanwhile: another program on the same core changes
little. GPUs are timed by the wall clock.

- network: ms per frame inside the backend, tiles prepared before; alone, and at the best number of frames per call
- whole: ms per frame of the program's own prediction: preparing, tiling, network, joining, deciding
- the bare runtime: OpenVINO compiled for that one shape and called without anything of ours
- A-Net against a U-Net with a ResNet-18 encoder, fresh weights, exported the same way
- the lines of the table: Mpx/s that they need, and how many such cores that would take

``--threads 2`` instead compares, by the wall clock, a tile per thread side by side with one tile over both threads; it
needs two free cores (``taskset -c 0,1 python -m tests.benchmarks.inference_report --threads 2``).
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from inspector.core.messages import InspectorError
from inspector.inference.backend import Backend, BackendChoice, Precision, Provider, Tiles
from inspector.inference.choosing import trial_tiles
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_file import check_file
from inspector.inference.nvidia import open_on_gpu
from inspector.inference.onnx_runtime import CheckedFile, OnnxRuntimeBackend
from inspector.inference.openvino_runtime import COMPILE_AFTER, OpenVinoBackend, OpenVinoMissing, import_openvino
from inspector.inference.predictor import Predictor
from resources import resource

SIZES = ((200, 200), (512, 512), (256, 1600), (2000, 2048))  # height, width
FRAMES_PER_CALL = (1, 2, 4, 8)
PLAIN = "ONNX Runtime"
ANET_GOAL, BARE_GOAL = 0.30, 1.1
ANET_SIDES = (224, 512)

LINES = (  # Mpx/s of the whole line: speed x width / pixel area, all sides or views
    ("rail in track, 2 heads, 100 km/h, 0.5 mm", 16),
    ("rail hot, 6 views, 6 m/s, 0.25 mm", 86),
    ("rail cold, 4 views, 1.5 m/s, 0.1 mm", 120),
    ("plate, 2 sides, 1.5 m/s, 0.3 mm", 133),
    ("pickling, 2 sides, 6 m/s, 0.3 mm", 240),
    ("galvanising, 2 sides, 3 m/s, 0.2 mm", 270),
    ("hot strip, 2 sides, 20 m/s, 0.5 mm", 320),
    ("tandem cold mill, 2 sides, 25 m/s, 0.5 mm", 320),
    ("tinplate, 2 sides, 15 m/s, 0.25 mm", 480),
)

Job = Callable[[], object]
Jobs = dict[str, tuple[Job, Callable[[], float]]]  # by name: what to time, and by which clock


@dataclass(frozen=True)
class Figures:
    """One backend at one frame size."""

    backend: str
    height: int
    width: int
    network_ms: float  # one frame per call
    best_frames_per_call: int
    best_network_ms: float  # per frame
    whole_ms: float
    mpx_per_s: float  # of the whole
    network_ratio: float  # to ONNX Runtime, one frame per call
    best_ratio: float  # of the best number of frames per call, to the same
    whole_ratio: float


def makers(file: CheckedFile) -> dict[str, Callable[[], Backend]]:
    """What can run the file here, by name. Each call makes one with nothing compiled for a shape yet."""
    found: dict[str, Callable[[], Backend]] = {PLAIN: partial(OnnxRuntimeBackend.on_cpu, file)}
    for name, precision in (("OpenVINO", Precision.F32), ("OpenVINO bf16", Precision.BF16)):
        try:
            backend = OpenVinoBackend(file, precision)
        except OpenVinoMissing as error:
            sys.stderr.write(f"{name}: {error}\n")
            continue
        if name.endswith("bf16") == ("bf16" in backend.provider.device):
            found[name] = partial(OpenVinoBackend, file, precision)
    for word in ("cuda", "cuda+graph", "tensorrt:f16"):
        opened = open_on_gpu(file, BackendChoice.parse(word))
        if not isinstance(opened, str):
            found[word] = partial(_same, opened)
    return found


def _same(backend: Backend) -> Backend:
    return backend


def again(job: Job, n: int) -> None:
    for _ in range(n):
        job()


def clock_of(backend: Backend) -> Callable[[], float]:
    is_on_cpu = backend.provider.used in (Provider.CPU, Provider.OPENVINO)
    return time.process_time if is_on_cpu else time.perf_counter  # OpenVINO may compute in threads of its own


def medians_ms(jobs: Jobs, n_rounds: int) -> dict[str, float]:
    """Each job in turn, again and again; warm before."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for round_number in range(n_rounds + 1):
        for name, (job, clock) in jobs.items():
            begin = clock()
            job()
            if round_number:
                times[name].append(clock() - begin)
    return {name: statistics.median(values) * 1e3 for name, values in times.items()}


def settled(backend: Backend, tiles: Tiles) -> Backend:
    """Run a tile shape until the backend has compiled for it."""
    for _ in range(COMPILE_AFTER if isinstance(backend, OpenVinoBackend) else 1):
        backend.run(tiles)
    backend.close()
    return backend


def in_calls(backend: Backend, tiles: Tiles, n: int) -> Job:
    parts = [np.ascontiguousarray(tiles[start : start + n]) for start in range(0, len(tiles), n)]
    return lambda: [backend.run(part) for part in parts]


def figures_at(file: CheckedFile, height: int, width: int, n_rounds: int) -> list[Figures]:
    made = makers(file)
    frame = np.random.default_rng(1).integers(0, 256, (height, width), np.uint8)
    predictors = {name: _predictor(file, make()) for name, make in made.items()}
    plan = predictors[PLAIN].plan(height, width)
    tiles = np.concatenate([predictors[PLAIN].tiles_of_row(frame, 8, plan, top) for top in plan.tops])
    is_tiled = len(tiles) > 1
    per_call: dict[str, dict[int, float]] = {name: {} for name in made}  # ms per frame
    for n in FRAMES_PER_CALL:
        if file.takes_one_tile and n > 1:
            continue
        work = tiles if is_tiled else np.repeat(tiles, n, axis=0)
        backends = {name: settled(make(), work[:n]) for name, make in made.items()}
        jobs = {name: (in_calls(backend, work, n), clock_of(backend)) for name, backend in backends.items()}
        for name, ms in medians_ms(jobs, n_rounds).items():
            per_call[name][n] = ms if is_tiled else ms / n
    for predictor in predictors.values():
        settled(predictor.model.backend, tiles[:1])
    whole = medians_ms(
        {
            name: (partial(predictor.predict, frame), clock_of(predictor.model.backend))
            for name, predictor in predictors.items()
        },
        n_rounds,
    )
    found = []
    for name in made:
        best = min(per_call[name], key=per_call[name].__getitem__)
        found.append(
            Figures(
                name, height, width, per_call[name][1], best, per_call[name][best], whole[name],
                height * width / whole[name] / 1e3, per_call[name][1] / per_call[PLAIN][1],
                per_call[name][best] / per_call[PLAIN][1], whole[name] / whole[PLAIN],
            )
        )  # fmt: skip
    return found


def _predictor(file: CheckedFile, backend: Backend) -> Predictor:
    return Predictor(LoadedModel(file.path, file.sha256, file.card, backend, file.fixed_tile))


def against_the_bare_runtime(file: CheckedFile, n_rounds: int) -> list[dict[str, Any]]:
    """Our OpenVINO backend on a shape that it knows, against OpenVINO compiled for that shape alone."""
    openvino = import_openvino()
    found = []
    for side in ANET_SIDES:
        tiles = trial_tiles(file.card, (side, side))
        core = openvino.Core()
        graph = core.read_model(file.path)
        graph.reshape(list(tiles.shape))
        settings = {
            "PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": 1, "INFERENCE_PRECISION_HINT": "f32",
            "ENABLE_CPU_PINNING": False,
        }  # fmt: skip
        request = core.compile_model(graph, "CPU", settings).create_infer_request()
        shared = openvino.Tensor(tiles, shared_memory=True)
        request.set_input_tensor(shared)
        ours, plain = settled(OpenVinoBackend(file), tiles), OnnxRuntimeBackend.on_cpu(file)
        clock = time.process_time
        ms = medians_ms(
            {
                "bare": (request.infer, clock),
                "ours": (partial(ours.run, tiles), clock),
                PLAIN: (partial(plain.run, tiles), clock),
            },
            2 * n_rounds,
        )
        found.append({"side_px": side, "ms": ms, "ours_to_bare": ms["ours"] / ms["bare"]})
    return found


def against_unet(file: CheckedFile, folder: Path, n_rounds: int) -> list[dict[str, Any]]:
    """A-Net's time as a share of U-Net ResNet-18's, one tile at a time, on each backend."""
    import torch

    from models.registry import build
    from training.exporting import export_onnx

    torch.manual_seed(0)
    name = "unet-resnet18"
    unet = build(name, n_classes=file.card.n_classes, in_channels=file.card.input_channels)
    path = folder / "unet.onnx"
    card = replace(file.card, name=name, network=name, scores=())
    export_onnx(unet, card, path)
    other = check_file(path)
    found = []
    for side in ANET_SIDES:
        tiles = trial_tiles(file.card, (side, side))
        jobs: Jobs = {}
        for which, opened in (("this", file), ("unet", other)):
            for backend_name, make in makers(opened).items():
                backend = settled(make(), tiles)
                jobs[f"{backend_name}, {which}"] = (partial(backend.run, tiles), clock_of(backend))
        ms = medians_ms(jobs, n_rounds)
        ratios = {
            backend_name: ms[f"{backend_name}, this"] / ms[f"{backend_name}, unet"] for backend_name in makers(file)
        }
        found.append({"side_px": side, "ratios": ratios, "ms": ms})
    return found


def on_threads(job: Job, n_threads: int, n: int) -> None:
    threads = [threading.Thread(target=again, args=(job, n)) for _ in range(n_threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def side_by_side(file: CheckedFile, n_threads: int, n_rounds: int, n_frames: int = 12) -> list[dict[str, Any]]:
    """Tiles per second by the wall clock: one per thread, against one over all threads."""
    openvino = import_openvino()
    found = []
    for side in ANET_SIDES:
        tiles = trial_tiles(file.card, (side, side))
        streams = {name: settled(make(), tiles) for name, make in makers(file).items()}

        core = openvino.Core()
        graph = core.read_model(file.path)
        graph.reshape(list(tiles.shape))
        settings = {
            "PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": n_threads, "INFERENCE_PRECISION_HINT": "f32",
            "ENABLE_CPU_PINNING": False,
        }  # fmt: skip
        request = core.compile_model(graph, "CPU", settings).create_infer_request()
        request.set_input_tensor(openvino.Tensor(tiles, shared_memory=True))
        jobs: Jobs = {
            name: (partial(on_threads, partial(backend.run, tiles), n_threads, n_frames), time.perf_counter)
            for name, backend in streams.items()
        }
        jobs["OpenVINO, one tile over all threads"] = (
            partial(again, request.infer, n_threads * n_frames),
            time.perf_counter,
        )
        ms = medians_ms(jobs, n_rounds)
        found.append({"side_px": side, "ms_per_tile": {k: v / (n_threads * n_frames) for k, v in ms.items()}})
    return found


def report(options: argparse.Namespace) -> dict[str, Any]:
    file = check_file(options.model)
    facts: dict[str, Any] = {"model": f"{file.card.name} {file.card.version}", "sha256": file.sha256, "figures": []}
    if options.threads > 1:
        return facts | {"side_by_side": side_by_side(file, options.threads, options.rounds)}
    for height, width in SIZES:
        sys.stderr.write(f"{width} x {height} …\n")
        n_rounds = max(2, options.rounds // 2) if height * width > 1_000_000 else options.rounds
        facts["figures"] += [asdict(figures) for figures in figures_at(file, height, width, n_rounds)]
    if options.int8 is not None:
        small = check_file(options.int8)
        facts["int8"] = []
        for side in ANET_SIDES:
            tiles = trial_tiles(file.card, (side, side))
            backends = {
                f"{name}{suffix}": settled(make(), tiles)
                for opened, suffix in ((file, ""), (small, ", int8")) for name, make in makers(opened).items()
            }  # fmt: skip
            jobs: Jobs = {name: (partial(backend.run, tiles), clock_of(backend)) for name, backend in backends.items()}
            facts["int8"].append({"side_px": side, "ms": medians_ms(jobs, options.rounds)})
    if any(figures["backend"] == "OpenVINO" for figures in facts["figures"]):
        sys.stderr.write("the bare runtime …\n")
        facts["bare"] = against_the_bare_runtime(file, options.rounds)
    sys.stderr.write("U-Net ResNet-18 …\n")
    with tempfile.TemporaryDirectory() as folder:
        facts["unet_resnet18"] = against_unet(file, Path(folder), options.rounds)
    fastest = {  # on the frame of a line: wide, in tiles that overlap
        figures["backend"]: figures["mpx_per_s"]
        for figures in facts["figures"]
        if (figures["height"], figures["width"]) == SIZES[-1]
    }
    facts["mpx_per_s_per_core"] = fastest
    facts["lines"] = [
        {"line": line, "mpx_per_s": needed, "cores": {name: needed / speed for name, speed in fastest.items()}}
        for line, needed in LINES
    ]
    return facts


def say(facts: dict[str, Any]) -> None:
    print(f"{facts['model']} ({facts['sha256'][:12]}); ms per frame, ratio to {PLAIN} in brackets")
    for f in facts["figures"]:
        size = f"{f['width']} x {f['height']}"
        print(
            f"  {size:<12} {f['backend']:<14} network {f['network_ms']:8.1f} ({f['network_ratio']:.2f})"
            f"  best at {f['best_frames_per_call']} per call {f['best_network_ms']:8.1f} ({f['best_ratio']:.2f})"
            f"  whole {f['whole_ms']:8.1f} ({f['whole_ratio']:.2f})  {f['mpx_per_s']:6.2f} Mpx/s"
        )
    for f in facts.get("int8", ()):
        plain = f["ms"][PLAIN]
        cells = ", ".join(f"{name} {ms:.1f} ({ms / plain:.2f})" for name, ms in f["ms"].items())
        print(f"8 bits, tile of {f['side_px']}: {cells}")
    for f in facts.get("bare", ()):
        print(
            f"our OpenVINO backend against the bare runtime, tile of {f['side_px']}: {f['ours_to_bare']:.3f}"
            f" (goal at most {BARE_GOAL}); {PLAIN} against it {f['ms'][PLAIN] / f['ms']['bare']:.2f}"
        )
    for f in facts.get("side_by_side", ()):
        cells = ", ".join(f"{name} {ms:.1f} ms" for name, ms in f["ms_per_tile"].items())
        print(f"side by side, wall clock per tile of {f['side_px']}: {cells}")
    if not facts["figures"]:
        return
    for f in facts["unet_resnet18"]:
        cells = ", ".join(f"{name} {ratio:.2f}" for name, ratio in f["ratios"].items())
        print(f"against U-Net ResNet-18, tile of {f['side_px']}: {cells} (goal at most {ANET_GOAL})")
    speeds = ", ".join(f"{name} {speed:.1f}" for name, speed in facts["mpx_per_s_per_core"].items())
    print(f"Mpx/s per core: {speeds}. Cores that a line would take:")
    for row in facts["lines"]:
        cells = ", ".join(f"{name} {math.ceil(cores)}" for name, cores in row["cores"].items())
        print(f"  {row['line']:<44} {row['mpx_per_s']:>4} Mpx/s  {cells}")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.inference_report", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--model", type=Path, default=resource("models/steel-anet.onnx"))
    parser.add_argument("--int8", type=Path, help="the same model by training.quantising, to compare")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        facts = report(options)
    except InspectorError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if options.json:
        sys.stdout.write(json.dumps(facts, indent=1) + "\n")
    else:
        say(facts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
