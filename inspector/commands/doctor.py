"""``inspector doctor``: what this PC can do, found by trying."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import psutil

from inspector.commands.output import print_json, say
from inspector.core.messages import InspectorError, Message
from inspector.inference.backend import Tuning
from inspector.inference.choosing import NAMES, try_out
from inspector.inference.model_file import check_file
from inspector.inference.nvidia import is_nvidia_driver_present
from inspector.inference.provider_trials import ProviderFinding, RuntimeFinding, try_providers
from inspector.inference.tuning import forget_tuning, known_tuning
from inspector.models_store.shipped import SHIPPED_MODELS, shipped_model
from inspector.texts.messages import one_line
from inspector.workspace.places import default_folder

LIBRARIES = ("numpy", "opencv-python", "onnxruntime-gpu", "openvino", "PySide6-Essentials")


def examine(workspace: Path | None, as_json: bool, *, again: bool = False) -> int:
    """``again``: what trials found before is not believed."""
    folder = workspace or default_folder()
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    disk, memory = shutil.disk_usage(existing), psutil.virtual_memory()
    findings = try_providers(shipped_model())
    tunings = {name: _tuned(shipped_model(name), again=again) for name in SHIPPED_MODELS}
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
        "providers": [_provider_facts(finding) for finding in findings],
        "models": {name: _tuning_facts(tuned) for name, tuned in tunings.items()},
        "cameras": _local_cameras(),
        "display": os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
        or ("native" if sys.platform == "win32" else None),
    }  # fmt: skip
    if as_json:
        print_json(facts)
        return 0
    say(f"System      {facts['system']}, Python {facts['python']}, SQLite {facts['sqlite']}")
    say("Libraries   " + ", ".join(f"{name} {_version(name)}" for name in LIBRARIES))
    say(f"Processor   {facts['cores']} cores, {facts['memory_free_gb']} of {facts['memory_gb']} GB memory free")
    writable = "" if facts["is_workspace_writable"] else "  NOT WRITABLE"
    say(f"Workspace   {folder}, {facts['disk_free_gb']} GB free{writable}")
    for finding in findings:
        used = "used" if finding.best.is_used else "not used"
        say(f"{finding.provider.upper():<11} {used}: {_detail(finding.best)}{_speed(finding.best)}")
        for runtime in finding.runtimes if len(finding.runtimes) > 1 else ():
            say(f"{'':<11} {runtime.runtime}: {_detail(runtime)}{_speed(runtime)}")
    for name, tuned in tunings.items():
        say(f"{name:<11} {_in_words(tuned)}")
    say(f"{'':<11} `inspector doctor --again` tries models anew")
    cameras = facts["cameras"]
    say(f"Cameras     {', '.join(cameras) if cameras else 'none on this PC (network cameras are not searched)'}")
    say(f"Display     {facts['display'] or 'none: the window needs one, or a virtual one'}")
    return 0


@dataclass(frozen=True, slots=True)
class _Tuned:
    tuning: Tuning
    is_new: bool  # found just now


def _tuned(path: Path, *, again: bool) -> _Tuned | Message:
    """How a model runs best here, or why that cannot be told."""
    try:
        file = check_file(path)
        if again:
            forget_tuning(file.sha256)
        known = known_tuning(file.sha256, file.card)
        return _Tuned(known, False) if known is not None else _Tuned(try_out(file), True)
    except InspectorError as error:
        return error.message


def _tuning_facts(tuned: _Tuned | Message) -> dict[str, Any]:
    if isinstance(tuned, Message):
        return {"failure": one_line(tuned)}
    return asdict(tuned.tuning) | {"is_new": tuned.is_new}


def _in_words(tuned: _Tuned | Message) -> str:
    if isinstance(tuned, Message):
        return one_line(tuned)
    tuning = tuned.tuning
    at_once = f"{tuning.n_streams} tiles at once" if tuning.n_streams > 1 else "one tile at a time"
    reach = "not known or farther than looked at" if tuning.reach_px is None else f"{tuning.reach_px} px"
    speed = f", {tuning.mpx_per_s:.1f} Mpx/s a core" if tuning.mpx_per_s else ""
    refused = f"; not on OpenVINO: {tuning.why_not}" if tuning.why_not else ""
    when = "measured now" if tuned.is_new else f"measured {tuning.measured_at}"
    return (
        f"{NAMES[tuning.runtime]}, {at_once}, tiles of {tuning.tile_px} px that share {tuning.overlap_px} px "
        f"(reach {reach}){speed}{refused}; {when}"
    )


def _provider_facts(finding: ProviderFinding) -> dict[str, Any]:
    runtimes = [{"runtime": runtime.runtime, **_runtime_facts(runtime)} for runtime in finding.runtimes]
    return {"provider": finding.provider, **_runtime_facts(finding.best), "runtimes": runtimes}


def _runtime_facts(finding: RuntimeFinding) -> dict[str, Any]:
    return {
        "is_used": finding.is_used, "detail": _detail(finding), "ms_per_tile": finding.ms_per_frame,
        "mpx_per_s": finding.mpx_per_s,
    }  # fmt: skip


def _detail(finding: RuntimeFinding) -> str:
    return finding.detail if finding.failure is None else one_line(finding.failure)


def _speed(finding: RuntimeFinding) -> str:
    return f", {finding.ms_per_frame:.1f} ms a tile, {finding.mpx_per_s:.1f} Mpx/s" if finding.ms_per_frame else ""


def _local_cameras() -> list[str]:
    """Camera devices that Linux lists. Elsewhere they would have to be opened one by one, which takes seconds each."""
    return sorted(str(path) for path in Path("/dev").glob("video*"))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"
