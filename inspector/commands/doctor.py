"""``inspector doctor``: what this PC can do, found by trying."""

from __future__ import annotations

import math
import os
import platform
import shutil
import sqlite3
import sys
import time
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import click
import numpy as np
import psutil

from inspector.commands.output import print_json
from inspector.core.messages import InspectorError
from inspector.inference.backend import Provider
from inspector.inference.model_file import open_model
from inspector.inference.nvidia import is_nvidia_driver_present
from inspector.inference.predictor import Predictor
from inspector.models_store.shipped import shipped_model
from inspector.texts.messages import one_line
from inspector.workspace.workspace import default_folder

PROBE_SHAPE = (256, 448)
LIBRARIES = ("numpy", "opencv-python", "onnxruntime-gpu", "openvino", "PySide6-Essentials")
RUNTIMES = {Provider.CPU: (Provider.CPU, Provider.OPENVINO), Provider.CUDA: (Provider.CUDA,)}


@dataclass(frozen=True, slots=True)
class RuntimeFinding:
    """One way to run networks on a provider."""

    runtime: str
    is_used: bool
    detail: str
    ms_per_tile: float | None = None  # one tile of 256 x 448, median of five
    mpx_per_s: float | None = None


@dataclass(frozen=True, slots=True)
class ProviderFinding:
    """The fastest of a provider's runtimes, and all that were tried."""

    provider: str
    is_used: bool
    detail: str
    ms_per_tile: float | None
    mpx_per_s: float | None
    runtimes: tuple[RuntimeFinding, ...]


def examine(workspace: Path | None, as_json: bool) -> int:
    folder = workspace or default_folder()
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    disk, memory = shutil.disk_usage(existing), psutil.virtual_memory()
    findings = [_try_provider(provider) for provider in RUNTIMES]
    facts: dict[str, Any] = {
        "system": platform.platform(),
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "sqlite": sqlite3.sqlite_version,
        "cores": os.cpu_count(),
        "memory_free_gb": round(memory.available / 1e9, 1),
        "memory_gb": round(memory.total / 1e9, 1),
        "workspace": str(folder),
        "disk_free_gb": round(disk.free / 1e9, 1),
        "is_workspace_writable": os.access(existing, os.W_OK),
        "nvidia_driver": is_nvidia_driver_present(),
        "providers": [asdict(finding) for finding in findings],
        "cameras": _local_cameras(),
        "display": os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
        or ("native" if sys.platform == "win32" else None),
    }  # fmt: skip
    if as_json:
        print_json(facts)
        return 0
    click.echo(f"System      {facts['system']}, Python {facts['python']}, SQLite {facts['sqlite']}")
    click.echo("Libraries   " + ", ".join(f"{name} {_version(name)}" for name in LIBRARIES))
    click.echo(f"Processor   {facts['cores']} cores, {facts['memory_free_gb']} of {facts['memory_gb']} GB memory free")
    writable = "" if facts["is_workspace_writable"] else "  NOT WRITABLE"
    click.echo(f"Workspace   {folder}, {facts['disk_free_gb']} GB free{writable}")
    for finding in findings:
        used = "used" if finding.is_used else "not used"
        click.echo(f"{finding.provider.upper():<11} {used}: {finding.detail}{_speed(finding)}")
        for runtime in finding.runtimes if len(finding.runtimes) > 1 else ():
            click.echo(f"{'':<11} {runtime.runtime}: {runtime.detail}{_speed(runtime)}")
    cameras = facts["cameras"]
    click.echo(f"Cameras     {', '.join(cameras) if cameras else 'none on this PC (network cameras are not searched)'}")
    click.echo(f"Display     {facts['display'] or 'none: the window needs one, or a virtual one'}")
    return 0


def _speed(finding: ProviderFinding | RuntimeFinding) -> str:
    return f", {finding.ms_per_tile:.1f} ms a tile, {finding.mpx_per_s:.1f} Mpx/s" if finding.ms_per_tile else ""


def _try_provider(provider: Provider) -> ProviderFinding:
    tried = tuple(_try_runtime(runtime) for runtime in RUNTIMES[provider])
    best = min(tried, key=lambda finding: finding.ms_per_tile or math.inf)  # the first where none works
    return ProviderFinding(provider.value, best.is_used, best.detail, best.ms_per_tile, best.mpx_per_s, tried)


def _try_runtime(runtime: Provider) -> RuntimeFinding:
    try:
        model = open_model(shipped_model(), runtime)
    except InspectorError as error:
        return RuntimeFinding(runtime.value, False, one_line(error.message))
    report = model.provider
    if report.used is not runtime:
        why = str(report.notice.params.get("detail", "")) if report.notice else ""
        return RuntimeFinding(runtime.value, False, why)
    predictor, frame = Predictor(model), np.full(PROBE_SHAPE, 128, np.uint8)
    times = []
    for _ in range(6):
        started_s = time.perf_counter()
        predictor.predict(frame, 8)
        times.append(time.perf_counter() - started_s)
    model.backend.close()
    seconds = float(np.median(times[1:]))
    return RuntimeFinding(
        runtime.value, True, report.device, round(seconds * 1e3, 2), round(frame.size / seconds / 1e6, 2)
    )


def _local_cameras() -> list[str]:
    """Camera devices that Linux lists. Elsewhere they would have to be opened one by one, which takes seconds each."""
    return sorted(str(path) for path in Path("/dev").glob("video*"))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"
