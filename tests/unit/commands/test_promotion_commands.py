"""``inspector models promote`` and its kin, ``inspector audit``, and which model a run takes where none is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from click.testing import CliRunner, Result

from inspector.cli import cli
from inspector.commands.named_model import named_model
from inspector.core.messages import Code, ModelError
from inspector.models_store import promotions as promotions_module
from inspector.models_store.promotions import Promotions, default_model
from inspector.models_store.shipped import shipped_model
from inspector.workspace.workspace import Workspace, create_workspace
from tests.tiny_model import CLEAN, DULL, write_tiny_model


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


@pytest.fixture
def model(workspace: Workspace, tmp_path: Path) -> Path:
    file = write_tiny_model(tmp_path / "tiny.onnx")
    assert call(workspace, "models", "add", file).exit_code == 0
    return file


def call(workspace: Workspace, *words: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, words), "--workspace", str(workspace.folder)])


def facts(result: Result) -> Any:
    return json.loads(result.stdout)


def overriding(workspace: Workspace, name: object = "tiny") -> Result:
    return call(
        workspace, "models", "promote", name, "--because", "finds frays", "--by", "ana", "--override", "no data yet"
    )  # fmt: skip


def test_a_model_that_was_not_proved_is_promoted_only_by_somebody_who_says_why(workspace: Workspace, model: Path):
    refused = call(workspace, "models", "promote", "tiny", "--because", "finds frays")
    assert refused.exit_code == 1
    assert f"it was not proved beside {default_model().title}, which is in use" in refused.stderr
    nameless = call(workspace, "models", "promote", "tiny", "--because", "finds frays", "--override", "no data yet")
    assert (nameless.exit_code, "--by" in nameless.stderr) == (2, True)
    assert Promotions(workspace.models).history() == ()
    made = overriding(workspace)
    assert made.exit_code == 0, made.stderr
    assert made.stdout.startswith(f"ana promoted tiny 1; before it, {default_model().title} was in use.\n")
    active = Promotions(workspace.models).active()
    assert active is not None
    assert active.overridden == (
        f"it was not proved beside {default_model().title}, which is in use", "the reason: no data yet",
    )  # fmt: skip


def test_a_model_that_passed_the_gate_needs_no_override(
    workspace: Workspace, model: Path, monkeypatch: pytest.MonkeyPatch
):
    """The gate's own checks have tests of their own; here only that nothing speaks against it."""
    monkeypatch.setattr("inspector.commands.promotions.objections", lambda promotions, sha256: ())
    result = call(workspace, "models", "promote", "tiny", "--because", "it passed", "--json")
    assert result.exit_code == 0, result.stderr
    assert (facts(result)["model"], facts(result)["overridden"]) == ("tiny 1", [])


def test_history_and_lineage_and_the_way_back(workspace: Workspace, model: Path):
    assert "Nothing was promoted yet" in call(workspace, "models", "history").stdout
    overriding(workspace)
    back = call(workspace, "models", "rollback", "--because", "too many alarms", "--by", "ben", "--json")
    assert (back.exit_code, facts(back)["kind"], facts(back)["by"]) == (0, "rolled-back", "ben")
    listed = facts(call(workspace, "models", "history", "--json"))["promotions"]
    assert [(one["kind"], one["model"]) for one in listed] == [
        ("promoted", "tiny 1"), ("rolled-back", default_model().title),
    ]  # fmt: skip
    assert "too many alarms" in call(workspace, "models", "history").stdout
    shown = call(workspace, "models", "show", "tiny")
    assert shown.exit_code == 0
    assert "not the active model; promoted on: Inspector" in shown.stdout
    assert "Run: not known, since its card names no run" in shown.stdout
    again = call(workspace, "models", "rollback", "--because", "once more")
    assert (again.exit_code, "Nothing was rolled back." in again.stderr) == (1, True)


def test_a_run_without_a_named_model_takes_the_promoted_one_and_never_another(
    workspace: Workspace, model: Path, tmp_path: Path
):
    frames = tmp_path / "frames"
    frames.mkdir()
    pixels = np.full((64, 64), CLEAN, np.uint8)
    pixels[10:30, 10:30] = DULL
    cv2.imwrite(str(frames / "a.png"), pixels)
    overriding(workspace)
    ran = call(workspace, "run", frames, "--json")
    assert ran.exit_code == 0, ran.stderr
    assert (facts(ran)["model"]["name"], facts(ran)["n_defects"]) == ("tiny", 1)
    other = write_tiny_model(tmp_path / "other.onnx", version="2")
    tried = call(workspace, "run", frames, "--model", other, "--json")
    assert "tiny 2 is on trial: it is not the promoted model, tiny 1." in tried.stderr
    write_tiny_model(workspace.models / "tiny-1.onnx", notes="another")
    refused = call(workspace, "run", frames, "--json")
    assert refused.exit_code == 1
    assert "The promoted model tiny 1 cannot be used." in refused.stderr
    assert call(workspace, "models", "history").exit_code == 1
    (workspace.models / "tiny-1.onnx").unlink()
    with pytest.raises(ModelError) as caught:
        named_model(None, workspace)
    assert caught.value.message.code is Code.PROMOTED_MODEL_LOST


def test_where_nothing_was_promoted_the_model_of_the_program_is_meant(workspace: Workspace, tmp_path: Path):
    assert named_model(None, workspace) == shipped_model()
    assert named_model(None, tmp_path / "nowhere") == shipped_model()
    assert not (tmp_path / "nowhere").exists()


def test_a_model_is_carried_to_another_workspace(workspace: Workspace, model: Path, tmp_path: Path):
    file = tmp_path / "tiny.inspector-model"
    assert call(workspace, "models", "export", "tiny", file).exit_code == 0
    other = create_workspace(tmp_path / "other")
    taken = call(other, "models", "import", file, "--json")
    assert (taken.exit_code, facts(taken)["model"]) == (0, "tiny 1")
    assert Promotions(other.models).active() is None
    file.write_bytes(file.read_bytes()[:-200])
    refused = call(create_workspace(tmp_path / "third"), "models", "import", file)
    assert (refused.exit_code, "No model was taken from" in refused.stderr) == (1, True)


def test_the_chain_is_listed_and_verified_and_a_break_is_told_with_its_place(workspace: Workspace, model: Path):
    assert call(workspace, "audit", "verify").exit_code == 0
    overriding(workspace)
    listed = facts(call(workspace, "audit", "list", "--json"))["entries"]
    assert [one["what"] for one in listed] == ["model-added", "gate-overridden", "model-promoted"]
    assert [one["what"] for one in facts(call(workspace, "audit", "list", "--last", 1, "--json"))["entries"]] == [
        "model-promoted"
    ]
    assert "because: finds frays" in call(workspace, "audit", "list").stdout
    whole = call(workspace, "audit", "verify")
    assert whole.exit_code == 0
    head = f"3:{listed[-1]['sha256']}"
    assert whole.stdout.endswith(f"Note this to recognise the chain later: {head}\n")
    assert call(workspace, "audit", "verify", "--kept", head).exit_code == 0
    other = call(workspace, "audit", "verify", "--kept", f"3:{'0' * 64}")
    assert (other.exit_code, "Entry 3, which --kept names, is not in the chain" in other.stdout) == (1, True)
    assert call(workspace, "audit", "verify", "--kept", "3").exit_code == 2
    lines = workspace.audit.read_text(encoding="utf-8").splitlines(keepends=True)
    workspace.audit.write_text("".join([lines[0].replace("tiny", "tony"), *lines[1:]]))
    broken = call(workspace, "audit", "verify")
    assert broken.exit_code == 1
    assert broken.stdout.splitlines() == [
        "The chain is broken at 1 place.", "Line 1: entry 1 is not as it was written.",
    ]  # fmt: skip
    assert not facts(call(workspace, "audit", "verify", "--json"))["is_whole"]


def test_what_speaks_against_a_model_is_said_check_by_check(
    workspace: Workspace, model: Path, monkeypatch: pytest.MonkeyPatch
):
    from inspector.models_store import gate

    def report(*checks: gate.GateCheck) -> gate.GateReport:
        return gate.GateReport("1" * 64, default_model().sha256, "strip 12ab", "test", checks, "now", "ana")

    def said(found: gate.GateReport | None) -> tuple[str, ...]:
        monkeypatch.setattr(gate, "read_gate", lambda models, sha256, active: found)
        return promotions_module.objections(Promotions(workspace.models), "1" * 64)

    passed = gate.GateCheck(gate.CheckId.RECALL, gate.CheckState.PASSED, subject="dent")
    failed = gate.GateCheck(gate.CheckId.RECALL, gate.CheckState.FAILED, subject="crack")
    unasked = gate.GateCheck(gate.CheckId.GOLDEN, gate.CheckState.NOT_CHECKED)
    assert said(report(passed, unasked)) == ()
    assert said(report(passed, failed)) == ("the gate's check “recall: crack” failed",)
    assert said(report(unasked)) == ("the gate is not passed: of no class was it shown that as much is found",)
    assert said(None) == (f"it was not proved beside {default_model().title}, which is in use",)
