"""``inspector doctor``: what this PC can do, found by trying."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import psutil

from inspector.commands.output import print_json, say
from inspector.commands.progress import Progress
from inspector.core.audit import utc_now
from inspector.core.cores import Cores, cores
from inspector.core.messages import InspectorError, Message, WorkspaceError
from inspector.inference.backend import Tuning
from inspector.inference.choosing import try_out
from inspector.inference.model_file import check_file
from inspector.inference.nvidia import is_nvidia_driver_present
from inspector.inference.provider_trials import ProviderFinding, RuntimeFinding
from inspector.inference.tuning import forget_tuning, known_tuning, processor_name
from inspector.models_store.shipped import SHIPPED_MODELS, shipped_model
from inspector.self_check.check import SelfCheck, Wishes
from inspector.self_check.disk import nearest_folder, why_not_writable
from inspector.self_check.finding import Finding, State, worst
from inspector.self_check.networks import RUNTIME_NAMES, detail_of
from inspector.self_check.pc import local_cameras
from inspector.self_check.words import STATES, TITLES, verdict_text
from inspector.texts.messages import one_line
from inspector.workspace.places import default_folder

LIBRARIES = ("numpy", "opencv-python-headless", "onnxruntime-gpu", "openvino", "PySide6-Essentials")


def examine(workspace: Path | None, as_json: bool, *, again: bool = False) -> int:
    """``again``: what trials found before is not believed. 1 where a fault would stop an inspection."""
    began = utc_now()
    of_pc, n_cores = _facts_of_pc(workspace), cores()
    facts: dict[str, Any] = of_pc | {
        "cores": n_cores.of_pc, "usable_cores": n_cores.usable, "cpu_quota_cores": n_cores.quota,
        "cameras": local_cameras(), "nvidia_driver": is_nvidia_driver_present(),
    }  # fmt: skip
    if not as_json:  # at once: trying models takes a while
        _say_pc(facts, n_cores)
    with Progress("looked at", is_quiet=as_json) as progress:
        report = SelfCheck(
            Wishes(workspace),
            lambda done, total, subject: progress.show(done, total, TITLES[subject].translated()),
            lambda finding: None if as_json else _say_finding(finding),
        ).run()
    tunings: dict[str, Tuning | Message] = {}
    with Progress("tried", is_quiet=as_json) as progress:
        for n_tried, name in enumerate(SHIPPED_MODELS):
            progress.show(n_tried, len(SHIPPED_MODELS), name)
            tunings[name] = _tuning_of(shipped_model(name), again=again)
    is_fault = worst(report.findings) is State.FAULT
    if as_json:
        facts["providers"] = [_provider_facts(finding) for finding in report.providers]
        facts["models"] = {name: _tuning_facts(tuning, began) for name, tuning in tunings.items()}
        facts["findings"] = [asdict(finding) for finding in report.findings]
        print_json(facts)
        return int(is_fault)
    _say_row("Models", "how each that comes with the program runs best on this processor, as a trial found:")
    for name, tuning in tunings.items():
        _say_row(name, *_tuning_in_words(tuning, began))
    _say_row("", "`inspector doctor --again` tries them anew, best while the PC does nothing else")
    say("")
    say(verdict_text(report.findings))
    return int(is_fault)


def _facts_of_pc(workspace: Path | None) -> dict[str, Any]:
    try:
        folder = workspace or default_folder()
    except WorkspaceError:  # a user without a home, which a finding says
        folder = Path("~")
    existing = nearest_folder(folder)
    memory = psutil.virtual_memory()
    try:
        disk_free_gb = round(shutil.disk_usage(existing).free / 1e9, 1)
    except OSError:  # a share that is away, which a finding says
        disk_free_gb = 0.0
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "sqlite": sqlite3.sqlite_version,
        "processor": processor_name(),
        "memory_free_gb": round(memory.available / 1e9, 1),
        "memory_gb": round(memory.total / 1e9, 1),
        "workspace": str(folder),
        "has_workspace": folder.is_dir(),
        "disk_free_gb": disk_free_gb,
        "is_workspace_writable": not why_not_writable(folder),
        "display": os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
        or ("native" if sys.platform == "win32" else None),
    }  # fmt: skip


def _say_pc(facts: dict[str, Any], n_cores: Cores) -> None:
    _say_row("System", f"{facts['system']}, Python {facts['python']}, SQLite {facts['sqlite']}")
    _say_row("Libraries", ", ".join(f"{name} {version}" for name, version in facts["libraries"].items()))
    _say_row("Processor", f"{facts['processor']}, {_cores_in_words(n_cores)}")
    there = "" if facts["has_workspace"] else ", made at first use"
    _say_row("Workspace", f"{facts['workspace']}{there}")
    _say_row("Display", facts["display"] or "none: the window needs one, or a virtual one")
    say("")


def _say_finding(finding: Finding) -> None:
    """Its state in a word where it is not well, so that it is found in a long list."""
    state = "" if finding.state is State.OK else f"{STATES[finding.state].translated().upper()}: "
    _say_row(
        TITLES[finding.subject].translated(), f"{state}{finding.found}",
        *(line for line in (finding.means, finding.to_do and f"→ {finding.to_do}") if line),
    )  # fmt: skip


def _say_row(name: str, *lines: str) -> None:
    for title, line in zip((name, *("" for _ in lines[1:])), lines, strict=True):
        say(f"{title:<11} {line}")


def _cores_in_words(n_cores: Cores) -> str:
    """With the reason where not all of them can be used."""
    of_pc = f"{n_cores.of_pc} core{'s' if n_cores.of_pc > 1 else ''}"
    if n_cores.usable == n_cores.of_pc:
        return of_pc
    if n_cores.usable == n_cores.given:
        return f"{of_pc}, {n_cores.usable} used: the system lets this program run on no others"
    quota = f"the CPU quota of this container or service is the time of {n_cores.quota:.3g}"
    return f"{of_pc}, {n_cores.usable} used: {quota}"


def _tuning_of(path: Path, *, again: bool) -> Tuning | Message:
    """How a model runs best here, or why that cannot be told."""
    try:
        file = check_file(path)
        if again:
            forget_tuning(file.sha256)
        return known_tuning(file.sha256, file.card) or try_out(file)
    except InspectorError as error:
        return error.message


def _is_new(tuning: Tuning, began: datetime) -> bool:
    """Of this call; opening a model may have tried it before."""
    return datetime.fromisoformat(tuning.measured_at) >= began.replace(microsecond=0)  # it is kept in whole seconds


def _tuning_facts(tuning: Tuning | Message, began: datetime) -> dict[str, Any]:
    if isinstance(tuning, Message):
        return {"failure": one_line(tuning)}
    return asdict(tuning) | {"is_new": _is_new(tuning, began)}


def _tuning_in_words(tuning: Tuning | Message, began: datetime) -> tuple[str, ...]:
    """Lines."""
    if isinstance(tuning, Message):
        return (one_line(tuning),)
    measured = datetime.fromisoformat(tuning.measured_at).astimezone(UTC)
    when = "measured now" if _is_new(tuning, began) else f"measured {measured:%Y-%m-%d %H:%M} UTC"
    speed = f"{tuning.mpx_per_s:.1f} Mpx/s on each core" if tuning.mpx_per_s else "too quick to be timed"
    at_once = f"{tuning.n_streams} tiles at once" if tuning.n_streams > 1 else "one tile at a time"
    far = "how far the network looks is not known" if tuning.reach_px is None else (
        f"the network looks {tuning.reach_px} px far"
    )  # fmt: skip
    lines = (
        f"{RUNTIME_NAMES[tuning.runtime]}, {speed}, {when}",
        f"{at_once}, of {tuning.tile_px} px, that share {tuning.overlap_px} px ({far})",
    )
    return (*lines, f"not on OpenVINO: {tuning.why_not}") if tuning.why_not else lines


def _provider_facts(finding: ProviderFinding) -> dict[str, Any]:
    runtimes = [{"runtime": runtime.runtime, **_runtime_facts(runtime)} for runtime in finding.runtimes]
    return {"provider": finding.provider, **_runtime_facts(finding.best), "runtimes": runtimes}


def _runtime_facts(finding: RuntimeFinding) -> dict[str, Any]:
    return {
        "is_used": finding.is_used, "detail": detail_of(finding), "ms_per_tile": finding.ms_per_frame,
        "mpx_per_s": finding.mpx_per_s,
    }  # fmt: skip


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"
