"""``python -m research.import_dataset``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from research_samples import small_neu_seg

from inspector.datasets.version import open_version
from inspector.workspace.workspace import create_workspace
from research.import_dataset import main

ROWS = [("test", "1", "1", "g1", "train"), ("training", "2", "1", "g2", "val")]


def test_neu_seg_is_imported_as_a_version(workspace_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    source = small_neu_seg(tmp_path / "neu", ROWS)
    assert main(["neu-seg", str(source), "--json"]) == 0
    printed = capsys.readouterr()
    facts = json.loads(printed.out)
    assert (facts["splits"], printed.err) == ({"train": 1, "val": 1}, "")
    assert facts["folder"] == str(workspace_folder / "datasets" / "neu-seg")
    assert open_version(Path(facts["folder"])).id == facts["id"]
    assert main(["neu-seg", str(source)]) == 1
    assert "versions do not change" in capsys.readouterr().err
    plant = create_workspace(tmp_path / "plant").folder
    assert main(["neu-seg", str(source), "--name", "second", "--workspace", str(plant)]) == 0
    assert "2 samples in 2 groups (train 1, val 1)" in capsys.readouterr().out
    assert (plant / "datasets" / "second" / "manifest.json").exists()


def test_a_group_in_two_splits_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    twins = [("test", "1", "1", "twins", "train"), ("training", "2", "1", "twins", "test")]
    assert main(["neu-seg", str(small_neu_seg(tmp_path / "neu", twins)), "--json"]) == 1
    printed = capsys.readouterr()
    assert (printed.out, "Group twins lies in several splits" in printed.err) == ("", True)


@pytest.mark.parametrize(
    ("data_format", "missing"),
    [("neu-seg", "groups.csv"), ("magnetic-tile", "groups.csv"), ("rail400", "boxes_coco.json")],
)
def test_a_folder_without_the_authors_files_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data_format: str, missing: str
):
    assert main([data_format, str(tmp_path)]) == 1
    assert missing in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [("neu-seg",), ("coco", "."), ("neu-seg", ".", "--dry-run"), ("neu-seg", ".", "--name", "..")]
)
def test_wrong_usage_ends_with_2(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        main([*words])
    assert (end.value.code, capsys.readouterr().out) == (2, "")
