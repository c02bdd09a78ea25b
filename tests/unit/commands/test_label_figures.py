"""``inspector dataset labels``, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from inspector.annotation.label_sheet import FinishNote, LabelState
from inspector.annotation.label_store import LabelStore
from inspector.cli import cli
from inspector.workspace.workspace import create_workspace
from tests.unit.annotation.label_samples import AT, facts_of, paint, sheet_of


def typed(*words: object) -> tuple[int, str]:
    found = CliRunner().invoke(cli, [str(word) for word in words])
    return found.exit_code, found.output


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    """Ada draws 100 px, ben 100 more; on a second frame neither draws anything."""
    workspace = create_workspace(tmp_path / "plant")
    store = LabelStore(workspace.annotations, lambda _: None)
    for name in ("a", "b"):
        editor = store.open(sheet_of(name)).editor
        for at, author in enumerate(("ada", "ben")):
            if name == "a":
                paint(editor, 0, 10 * at, 10, 10, 1, author=author)
            note = FinishNote(author, AT, editor.number)
            authors = editor.sheet.authors if author in editor.sheet.authors else (*editor.sheet.authors, author)
            editor.change(state=LabelState.DONE, authors=authors, finishes=editor.sheet.with_finish(note))
        editor.saved(store.save(editor.snapshot(facts_of(""))))
    assert store.close()
    return workspace.folder


def test_labels_are_counted_in_words(plant: Path):
    code, output = typed("dataset", "labels", "-w", plant, "--agreement")
    assert code == 0
    assert "2 frames with labels: 2 done" in output
    assert "1 finished without a defect; 0 cannot be read" in output
    assert "2 handovers" in output
    assert "0.50  a: ada to ben" in output
    assert "-  b: ada to ben" in output


def test_programs_read_the_same_as_json(plant: Path):
    code, output = typed("dataset", "labels", "-w", plant, "--agreement", "--json")
    found = json.loads(output)
    assert code == 0
    assert (found["n_frames"], found["states"]["done"], found["n_empty"]) == (2, 2, 1)
    scratch, other = found["classes"]
    assert (scratch["n_instances"], scratch["n_px"], scratch["largest"]) == (1, 200, 20.0)
    assert other["largest"] is None
    assert [(one["name"], one["iou"]) for one in found["agreement"]["frames"]] == [("a", 0.5), ("b", None)]
    assert "agreement" not in json.loads(typed("dataset", "labels", "-w", plant, "--json")[1])


def test_a_workspace_without_labels_says_so(tmp_path: Path):
    folder = create_workspace(tmp_path / "empty").folder
    code, output = typed("dataset", "labels", "-w", folder, "--agreement")
    assert (code, "0 frames with labels" in output) == (0, True)
