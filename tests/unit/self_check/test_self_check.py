"""The whole self-check on real folders and a real model, and what each finding of the networks says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inspector.core.messages import Code
from inspector.inference.backend import Provider
from inspector.inference.nvidia_pc import GpuTrouble
from inspector.inference.provider_trials import ProviderFinding, RuntimeFinding
from inspector.jobs.job import Cancelled
from inspector.self_check import check as check_module
from inspector.self_check.check import SelfCheck, Wishes
from inspector.self_check.finding import Finding, State, Subject, worst
from inspector.self_check.line_pace import LinePace
from inspector.self_check.networks import Pace, cuda_finding, pace_finding
from inspector.self_check.words import as_text, verdict_text
from inspector.store.liveness import Liveness
from inspector.workspace.workspace import create_workspace
from tests.tiny_model import write_tiny_model

LINE = LinePace(frames_per_s=20.0, height=500, width=2000, mm_along=0.5)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.onnx")


def by_subject(findings: list[Finding]) -> dict[Subject, Finding]:
    return {one.subject: one for one in findings}


def test_all_is_looked_at_in_order_and_nothing_is_made(tiny: Path, workspace_folder: Path):
    seen: list[Subject] = []
    told: list[Finding] = []
    report = SelfCheck(Wishes(workspace_folder, model=tiny), lambda done, n, now: seen.append(now), told.append).run()
    assert told == report.findings
    assert [one.subject for one in told] == [one for one in Subject if one is not Subject.SCREEN]  # there is no window
    assert list(dict.fromkeys(seen)) == list(Subject)
    assert not workspace_folder.exists()
    found = by_subject(told)
    assert found[Subject.MODEL].code == "model.opens"
    assert found[Subject.CPU].state is State.OK
    assert found[Subject.PACE].code == "pace.line_unknown"
    assert " m/min, at the demo strip's 0.5 mm " in found[Subject.PACE].found
    assert [one.provider for one in report.providers] == [Provider.CPU, Provider.CUDA]


def test_a_missing_model_is_a_fault_and_the_rest_is_looked_at(tmp_path: Path, workspace_folder: Path):
    report = SelfCheck(Wishes(workspace_folder, model=tmp_path / "gone.onnx")).run()
    found = by_subject(report.findings)
    assert (found[Subject.MODEL].state, found[Subject.MODEL].code) == (State.FAULT, Code.MODEL_MISSING.value)
    assert "gone.onnx" in found[Subject.MODEL].found
    assert found[Subject.CPU].state is State.FAULT
    assert Subject.PACE not in found  # that there is no model is said
    assert found[Subject.CAMERAS].found
    assert worst(report.findings) is State.FAULT


def test_nothing_is_measured_while_another_program_inspects(tiny: Path, tmp_path: Path):
    workspace = create_workspace(tmp_path / "plant")
    workspace.locks.mkdir()
    held = Liveness(workspace.database, "0" * 32)
    try:
        report = SelfCheck(Wishes(workspace.folder, model=tiny)).run()
    finally:
        held.release()
    found = by_subject(report.findings)
    for subject in (Subject.DISK_SPEED, Subject.CPU, Subject.PACE):
        assert found[subject].state is State.NOT_LOOKED
    assert found[Subject.INSTANCES].code == "instances.inspects"
    assert report.providers == ()
    assert not list(workspace.folder.glob(".inspector-*"))


@pytest.mark.parametrize("at", [Subject.PROGRAM, Subject.DISK_SPEED, Subject.PACE])
def test_it_can_be_ended_within_every_look(at: Subject, tiny: Path, workspace_folder: Path):
    def progress(done: int, total: int, now: Subject) -> None:
        if now is at:
            raise Cancelled

    told: list[Finding] = []
    with pytest.raises(Cancelled):
        SelfCheck(Wishes(workspace_folder, model=tiny), progress, told.append).run()
    assert [one.subject for one in told] == [one for one in Subject if one is not Subject.SCREEN][: len(told)]
    assert not list(workspace_folder.parent.glob(".inspector-*"))


def test_a_look_that_fails_is_told_and_hides_nothing(tiny: Path, workspace_folder: Path, monkeypatch):
    def fails() -> Finding:
        raise RuntimeError("no such sensor")

    monkeypatch.setattr(check_module, "memory_finding", fails)
    monkeypatch.setattr(check_module, "try_providers", lambda _: ())
    report = SelfCheck(Wishes(workspace_folder, model=tiny)).run()
    found = by_subject(report.findings)
    assert (found[Subject.MEMORY].state, found[Subject.MEMORY].code) == (State.WARNING, "look.failed")
    assert "RuntimeError: no such sensor" in found[Subject.MEMORY].found
    assert found[Subject.CPU].code == "look.failed"  # nothing was tried
    assert found[Subject.CLOCK].state is State.OK


# What is said of networks


NOT_USED = ProviderFinding(Provider.CUDA, (RuntimeFinding(Provider.CUDA, False, "no CUDA"),))


def test_a_gpu_that_is_there_and_not_used_is_a_warning_with_the_exact_reason():
    trouble = GpuTrouble("gpu.library_missing", "CUDA cannot start without libcudnn.so.9 (not found)", "Install it.")
    found = cuda_finding(NOT_USED, lambda: trouble)
    assert (found.state, found.code) == (State.WARNING, "gpu.library_missing")
    assert found.found == "not used: CUDA cannot start without libcudnn.so.9 (not found)"
    assert found.to_do == "Install it."
    assert "what the GPU of this PC could do" in found.means
    assert cuda_finding(NOT_USED, lambda: GpuTrouble("gpu.none", "no driver", could_run=False)).state is State.OK
    unexplained = cuda_finding(NOT_USED, lambda: None)
    assert (unexplained.state, unexplained.found) == (State.WARNING, "not used: no CUDA")


@pytest.mark.parametrize(
    ("fps", "state", "code", "words"),
    [
        (48.0, State.OK, "pace.keeps_up", "every one is inspected"),
        (22.0, State.WARNING, "pace.tight", "hardly any reserve"),
        (15.0, State.WARNING, "pace.too_slow", "about 25 % of them would be skipped"),
    ],
)
def test_the_pace_is_held_against_the_line(fps: float, state: State, code: str, words: str):
    found = pace_finding(Pace("steel 1", "CUDA", fps), LINE)
    assert (found.state, found.code) == (state, code)
    assert words in found.means
    assert f": {fps * 500 * 0.5 / 1000 * 60:.1f} m/min, at 0.5 mm along each pixel" in found.found


def test_what_was_assumed_of_the_line_is_said():
    assumed = replace(LINE, is_rate_known=False, is_frame_known=False, is_mpx_known=False, is_scale_known=False)
    found = pace_finding(Pace("steel 1", "CPU", 5.0), assumed)
    assert (found.state, found.code) == (State.OK, "pace.line_unknown")
    assert "since this line has no scale yet" in found.found
    assert "as large as those of the demo strip" in found.means
    assert found.to_do
    assert "1 megapixels" in pace_finding(Pace("s", "CPU", 50.0), replace(LINE, is_frame_known=False)).means


def test_the_verdict_counts_what_is_wrong():
    well = Finding(Subject.MEMORY, State.OK, "memory.free", "8 GB")
    warning = Finding(Subject.CUDA, State.WARNING, "gpu.no_driver", "no driver", "slow", "install it")
    fault = Finding(Subject.CLOCK, State.FAULT, "clock.wrong", "1970")
    assert verdict_text([well]) == "This PC is ready to inspect."
    assert verdict_text([well, warning]) == "This PC can inspect; 1 thing should be known."
    assert verdict_text([well, warning, fault]).startswith("This PC is not ready: 1 fault ")
    assert as_text([warning, well]).split("\n\n")[1] == ("CUDA [warning, gpu.no_driver]\nno driver\nslow\ninstall it")
    assert (worst([]), worst([well, warning]), worst([fault, warning])) == (State.OK, State.WARNING, State.FAULT)
