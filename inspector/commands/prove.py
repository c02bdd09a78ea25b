"""``inspector models prove`` and ``inspector models compare``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from inspector.commands.named_model import named_model, told_opening
from inspector.commands.named_version import named_version
from inspector.commands.output import print_json, say
from inspector.commands.progress import Progress
from inspector.commands.table import table
from inspector.core.calibration import Calibration
from inspector.datasets.version import Split
from inspector.evaluation.frames import frames_of_version
from inspector.evaluation.intervals import Interval
from inspector.evaluation.proof import Compared, Proof
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_file import open_model
from inspector.models_store.catalogue import ModelCatalogue, parent_of
from inspector.models_store.gate import CheckState, GateReport, proof_file
from inspector.models_store.proof_words import check_name, check_text, points, verdict
from inspector.models_store.proving import compare_models, prove_model
from inspector.texts.formats import decimal
from inspector.workspace.workspace import Workspace, open_or_create

_SIGNS = {CheckState.PASSED: "passed", CheckState.FAILED: "FAILED", CheckState.NOT_CHECKED: "not checked"}


def prove(
    candidate: str, against: str | None, dataset: str, split: str, mm_per_px: str | None, workspace: Path | None,
    as_json: bool,
) -> int:  # fmt: skip
    """Returns 1 where a check fails. Raises InspectorError where the two cannot be compared."""
    opened = open_or_create(workspace)
    version = named_version(dataset, workspace)
    new = _opened(candidate, opened)
    if against is None and (parent := parent_of(new.card, ModelCatalogue(opened.models).models().models)) is not None:
        against = str(parent.file)
    active = _opened(against, opened)
    with Progress("step", is_quiet=as_json) as progress:
        found = prove_model(
            new, active, version, Split(split), models=opened.models, runs=opened.runs, datasets=opened.datasets,
            margins=opened.settings.proof, calibration=_calibration(mm_per_px, opened), report=progress.show,
        )  # fmt: skip
    if as_json:
        print_json(
            {"verdict": verdict(found.proof), "passes": found.gate.passes, "failed": found.gate.failed}
            | {"gate": asdict(found.gate), "proof": asdict(found.proof)}
        )
    else:
        for line in (*_lines(found.proof), "", *_check_lines(found.gate)):
            say(line)
        say(f"Kept in {proof_file(opened.models, new.sha256)}")
    return 0 if found.gate.passes else 1


def compare(
    first: str, second: str, dataset: str, split: str, mm_per_px: str | None, workspace: Path | None, as_json: bool
) -> int:
    opened = open_or_create(workspace)
    frames = frames_of_version(named_version(dataset, workspace), Split(split))
    active, new = _opened(first, opened), _opened(second, opened)
    with Progress("step", is_quiet=as_json) as progress:
        proof = compare_models(new, active, frames, _calibration(mm_per_px, opened), progress.show)
    if as_json:
        print_json({"verdict": verdict(proof), "proof": asdict(proof)})
    else:
        for line in _lines(proof):
            say(line)
    return 0


def _opened(name: str | None, workspace: Workspace) -> LoadedModel:
    file = named_model(name, workspace)
    return open_model(file, opening=told_opening(file))


def _calibration(mm_per_px: str | None, workspace: Workspace) -> Calibration | None:
    return Calibration.parse(mm_per_px) if mm_per_px else workspace.settings.scale


def _lines(proof: Proof) -> Iterator[str]:
    data = proof.data
    groups = f"in {data.n_groups} groups" if data.has_groups else "each taken for a group of its own"
    yield f"{proof.candidate.title} beside {proof.active.title}, on {data.name}, {data.split}"
    yield verdict(proof)
    length = f", {decimal(data.length_m, 1)} m" if data.length_m else ""
    yield f"{data.n_frames} frames {groups}, {data.n_clean_frames} without a defect{length}."
    yield "Differences are candidate less active, with 95 % intervals."
    yield ""
    rows = [
        ("mIoU of defects", "", proof.miou_defects), ("mIoU with background", "", proof.miou_with_background),
        ("defects found", str(sum(one.n_defects for one in proof.classes if one.is_common)), proof.recall),
    ]  # fmt: skip
    for one in proof.classes:
        rows.append((f"IoU {one.name}", "", one.iou))
        if one.is_defect:
            rows.append((f"found {one.name}", str(one.n_defects), one.recall))
    rows += [(f"found, {band.name}", str(band.n_defects), band.recall) for band in proof.bands]
    yield from table(
        ["", "defects", "active", "candidate", "difference"],
        [[name, n, *_share_cells(compared)] for name, n, compared in rows if not _is_empty(compared)],
    )
    yield ""
    alarms = proof.alarms
    per_1000 = [
        ("false alarms per 1,000 frames", alarms.per_frame, 1000.0),
        ("the same, clean frames", alarms.per_clean_frame, 1000.0),
        ("false alarms per km", alarms.per_m, 1000.0),
    ]
    yield from table(
        ["", "active", "candidate", "difference"],
        [[name, *_rate_cells(compared, factor)] for name, compared, factor in per_1000 if not _is_empty(compared)],
    )
    if proof.speed is not None:
        speed = proof.speed
        yield (
            f"Speed on {speed.device}: {decimal(speed.candidate, 2)} Mpx/s, the active model {decimal(speed.active, 2)}"
        )


def _is_empty(compared: Compared) -> bool:
    return compared.active is None and compared.candidate is None


def _share_cells(compared: Compared) -> list[str]:
    values = ["" if value is None else f"{value:.3f}" for value in (compared.active, compared.candidate)]
    found = compared.difference
    if found is None:
        return [*values, ""]
    if found.low is None or found.high is None:
        return [*values, _too_few(found)]
    ends = [points(end, 0.0) for end in (found.value, found.low, found.high)]
    few = f" ({_too_few(found)})" if found.has_too_few_groups else ""
    return [*values, f"{ends[0]} points, {ends[1]} to {ends[2]}{few}"]


def _rate_cells(compared: Compared, factor: float) -> list[str]:
    values = ["" if value is None else decimal(factor * value, 1) for value in (compared.active, compared.candidate)]
    found = compared.difference
    if found is None:
        return [*values, ""]
    if found.low is None or found.high is None:
        return [*values, _too_few(found)]
    few = f" ({_too_few(found)})" if found.has_too_few_groups else ""
    middle, low, high = (decimal(factor * end, 1) for end in (found.value, found.low, found.high))
    return [*values, f"{middle}, {low} to {high}{few}"]


def _too_few(found: Interval) -> str:
    return f"too few groups: {found.n_groups}"


def _check_lines(gate: GateReport) -> Iterator[str]:
    rows: list[list[Any]] = [[_SIGNS[one.state], check_name(one), check_text(one)] for one in gate.checks]
    yield from table(["check", "", ""], rows, n_left=3)
    if gate.failed:
        yield f"Not good enough yet: {len(gate.failed)} of {len(gate.checks)} checks failed."
    elif gate.passes:
        n = len(gate.not_checked)
        yield "All checks that could be made have passed" + (f"; {n} could not be made." if n else ".")
    else:
        yield "Nothing failed, but of no class it could be shown that as much is found: too little to promote by."
