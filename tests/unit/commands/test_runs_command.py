"""``inspector runs``: the trainings of a workspace, in words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from inspector.cli import cli
from inspector.runs.request import DatasetShare, RunRequest
from inspector.workspace.workspace import Workspace, create_workspace


def a_run(workspace: Workspace, name: str, *lines: dict[str, object], request: str | None = None) -> None:
    folder = workspace.runs / name
    folder.mkdir()
    asked = RunRequest(name, (DatasetShare("v", 1.0),), "a-net", name, "1", recipe_name="a-net/ours")
    (folder / "request.json").write_text(asked.to_json() if request is None else request)
    (folder / "progress.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def test_every_run_is_listed_with_how_far_it_came(tmp_path: Path):
    workspace = create_workspace(tmp_path / "plant")
    a_run(
        workspace, "old", {"state": "training", "step": 20, "n_steps": 60, "at": "2026-02-01T08:30:00.000Z"},
        {"state": "training", "step": 40, "validation": {"miou_with_background": 0.8125}},
    )  # fmt: skip
    a_run(workspace, "new", {"state": "failed", "detail": "disk full", "at": "2026-02-02T08:30:00.000Z"}, request="{")
    words = ["runs", "--workspace", str(workspace.folder)]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.stderr
    *rows, problem = result.stdout.splitlines()
    assert [row.split() for row in rows] == [
        ["run", "state", "network", "started", "(UTC)", "step", "views/s", "val", "mIoU"],
        ["new", "failed", "2026-02-02", "08:30", "0", "of", "0"],
        ["old", "interrupted", "a-net", "2026-02-01", "08:30", "40", "of", "60", "0.812"],
    ]
    assert problem.startswith("The request of new cannot be read: ")
    new, old = json.loads(CliRunner().invoke(cli, [*words, "--json"]).stdout)["runs"]
    assert (new["state"], new["detail"], new["network"]) == ("failed", "disk full", None)
    assert (old["state"], old["step"], old["recipe"], old["datasets"]) == ("interrupted", 40, "a-net/ours", ["v"])
    assert old["validations"] == [{"step": 40, "miou_with_background": 0.8125}]
