"""``inspector dataset stats``, ``duplicates``, ``split`` and ``diff``: what they print, and how they end."""

from __future__ import annotations

import io
import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from inspector.cli import cli
from inspector.commands import dataset_tools
from inspector.commands.named_version import named_version
from inspector.datasets import new_splits
from inspector.datasets.duplicates import LIKENESS
from inspector.datasets.version import DatasetVersion, NewSample, Split, open_version, write_version
from inspector.workspace.workspace import create_workspace


def call(*words: object) -> Result:
    return CliRunner().invoke(cli, ["dataset", *(str(word) for word in words)])


def facts_of(*words: object) -> dict:
    result = call(*words, "--json")
    assert (result.exit_code, result.stderr) == (0, "")

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(result.stdout, parse_constant=refuse)


def says(result: Result, *parts: str) -> None:
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 4, result.stderr
    for part in parts:
        assert part in result.stderr


def frame(
    number: int, group: str, split: Split, *, like: int | None = None, turn: int = 0, index: int = 1
) -> NewSample:
    """A rough frame of 64 px; the class has one square of 10 px, or none where ``index`` is 0."""
    noise = np.random.default_rng(number if like is None else like).standard_normal((16, 16))
    pixels = np.clip(120 + 30 * cv2.resize(noise, (64, 64)), 0, 255).astype(np.uint8)
    data = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(np.rot90(pixels, turn))).save(data, "PNG")
    class_map = np.zeros((64, 64), np.uint8)
    class_map[10:20, 10:20] = index
    return NewSample(f"f{number}", data.getvalue(), ".png", class_map, group, split)


@pytest.fixture
def version(workspace_folder: Path) -> DatasetVersion:
    """Twelve frames on ten coils; f1 on coil 1 is f0 on coil 0 turned, in another split."""
    CliRunner().invoke(cli, ["workspace", "init", str(workspace_folder)])
    frames = [frame(0, "coil 0", Split.TRAIN), frame(1, "coil 1", Split.TEST, like=0, turn=1)]
    frames += [frame(n, f"coil {n}", (Split.TRAIN, Split.VAL, Split.TEST)[n % 3], index=n % 2) for n in range(2, 10)]
    frames += [frame(10, "coil 0", Split.TRAIN, index=2), frame(11, "coil 9", Split.UNUSED)]
    return write_version(
        workspace_folder / "datasets" / "strip", name="strip", class_names=("background", "dent", "scale"),
        source="test", terms="none", samples=frames,
    )  # fmt: skip


def test_the_default_threshold_is_the_one_that_splits_use():
    result = call("duplicates", "--help")
    assert f"default: {LIKENESS}" in result.stdout


def test_statistics_as_json(version):
    facts = facts_of("stats", "strip")
    assert (facts["name"], facts["version_id"]) == ("strip", version.id)
    assert facts["band_names"] == ["below 16 px", "16 to 32 px", "32 to 64 px", "64 px or more"]
    dent, scale = facts["total"]["classes"]
    assert (dent["n_frames"], dent["n_instances"], dent["n_pixels"]) == (6, 6, 600)
    assert dent["n_by_band"] == [6, 0, 0, 0]
    assert (scale["n_groups"], scale["largest_group"], scale["area_mm2"]) == (1, "coil 0", None)
    assert (facts["total"]["n_frames"], facts["total"]["n_clean"], facts["total"]["sizes"]) == (11, 4, {"64x64": 11})
    assert [part["name"] for part in facts["splits"]] == ["train", "val", "test", "unused"]
    assert facts["warnings"] == ["scale is in one group only, coil 0: it can be in one split only."]


def test_statistics_in_words_and_mm(version):
    result = call("stats", version.folder, "--mm-per-px", "0.5,2", "--bands", "9,20")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == f"strip {version.id}: 11 frames in 10 groups"
    (at,) = [n for n, line in enumerate(lines) if line.startswith("train: 5 frames in 4 groups, 1 clean, grey ")]
    assert lines[at + 1] == "  frame sizes: 64 x 64 px: 5"
    assert lines[at + 2].split("  ")[-1] == "mm²"
    assert lines[at + 3].split() == ["dent", "3", "3", "3", "0", "3", "0", "300", "300.0"]
    assert lines[-1] == "Mind: scale is in one group only, coil 0: it can be in one split only."
    alone = call("stats", "strip", "--split", "val").stdout
    assert "train" not in alone
    assert "Mind: scale is on no frame." in alone


def test_statistics_of_nothing(workspace_folder: Path):
    CliRunner().invoke(cli, ["workspace", "init", str(workspace_folder)])
    write_version(
        workspace_folder / "datasets" / "none", name="none", class_names=("background", "dent"), source="", terms="",
        samples=(),
    )  # fmt: skip
    assert "Mind: there is no frame." in call("stats", "none").stdout
    assert facts_of("stats", "none")["total"]["grey_mean"] is None
    assert facts_of("duplicates", "none")["clusters"] == []
    says(call("split", "none", "--out", "x"), "cannot be split", "counted as one: 0")


def test_duplicates_name_what_leaks_first(version):
    facts = facts_of("duplicates", "strip")
    assert (facts["n_frames"], facts["n_clusters"], facts["n_frames_in_clusters"]) == (11, 1, 2)
    assert (facts["n_crossing_groups"], facts["n_crossing_splits"]) == (1, 1)
    ((first, second),) = facts["clusters"]
    assert (first["name"], first["group"], first["split"], first["likeness"]) == ("f0", "coil 0", "train", 1)
    assert (second["name"], second["split"]) == ("f1", "test")
    assert second["likeness"] > 0.99
    words = call("duplicates", "strip").stdout.splitlines()
    assert words[0] == f"strip {version.id}: 2 of 11 frames are in 1 clusters of duplicates"
    assert words[3].split() == ["f0", "(keep)", "coil", "0", "train", "1.000"]


def test_a_leak_ends_the_check_and_a_new_split_heals_it(version):
    says(call("split", "strip", "--check"), "leak", "“f0” in train and “f1” in test", "inspector dataset split")
    facts = facts_of("split", "strip", "--out", "dealt", "--shares", "0.5,0.2,0.3", "--seed", "4")
    (made,) = facts["versions"]
    assert (facts["base"], made["name"], made["n_groups"], made["n_groups_joined"]) == (version.id, "dealt", 9, 1)
    assert {name: part["n_frames"] for name, part in made["splits"].items()}.keys() == {
        "train",
        "val",
        "test",
        "unused",
    }
    assert sorted(made["lacking"].values()) == [["scale"], ["scale"]]
    opened = open_version(Path(made["folder"]))
    assert opened.id == made["id"]
    split_of = {sample.name: sample.split for sample in opened.samples}
    assert split_of["f0"] is split_of["f1"] is split_of["f10"]
    assert opened.source == (
        f"test; strip {version.id} split by shares 0.5, 0.2, 0.3 with seed 4, duplicates kept together"
    )
    checked = call("split", "dealt", "--check")
    assert (checked.exit_code, checked.stdout) == (
        0, f"dealt {opened.id}: no group and no duplicate lies in two splits\n",
    )  # fmt: skip
    assert facts_of("split", "dealt", "--check")["leaks"] is False
    assert (
        facts_of("split", "strip", "--out", "again", "--shares", "5,2,3", "--seed", "4")["versions"][0]["id"]
        == opened.id
    )


def test_folds_are_a_version_each(version):
    result = call("split", "strip", "--out", "fold", "--folds", "3")
    assert result.exit_code == 0
    folds = [open_version(version.folder.with_name(f"fold-{number}")) for number in (1, 2, 3)]
    tested = sorted(sample.name for fold in folds for sample in fold.of_split(Split.TEST))
    assert tested == sorted(f"f{number}" for number in range(11))
    for fold in folds:
        assert f"Written to {fold.folder}" in result.stdout
        assert fold.name in result.stdout


def test_without_looking_for_duplicates_the_leak_stays(version):
    made = facts_of("split", "strip", "--out", "blind", "--no-duplicates")["versions"][0]
    assert (made["n_groups"], made["n_groups_joined"]) == (10, 0)


def test_a_name_that_is_taken_is_refused_before_any_work(version, monkeypatch):
    def forbidden(*args: object, **kwargs: object) -> None:
        raise AssertionError("it searched")

    monkeypatch.setattr(dataset_tools, "find_duplicates", forbidden)
    says(call("split", "strip", "--out", "strip"), "Results cannot be written", "versions do not change")
    version.folder.with_name("x-2").mkdir()
    says(call("split", "strip", "--out", "x", "--folds", "3"), "x-2")


def test_a_full_disk_is_told_in_words(version, monkeypatch):
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(new_splits, "derive_version", full)
    says(call("split", "strip", "--out", "new"), "No space left on device", "“")


def test_too_few_groups_are_told(version):
    says(call("split", "strip", "--out", "x", "--folds", "10"), "counted as one: 9; parts asked for: 10")
    assert not version.folder.with_name("x-1").exists()


def test_differences(version):
    call("split", "strip", "--out", "dealt", "--shares", "0.2,0.2,0.6")
    facts = facts_of("diff", "strip", "dealt")
    assert (facts["added"], facts["removed"], facts["mask_changed"], facts["is_none"]) == ([], [], [], False)
    assert facts["regrouped"] == ["f1"]
    moved = {move["name"]: (move["before"], move["after"]) for move in facts["moved"]}
    new = open_version(version.folder.with_name("dealt"))
    assert moved == {
        was.name: (was.split.value, is_.split.value)
        for was, is_ in zip(version.samples, new.samples, strict=True)
        if was.split is not is_.split
    }
    words = call("diff", "strip", "dealt").stdout
    assert f"in another split, {len(moved)}: " in words
    assert "in another group, 1: f1\n" in words
    assert "Nothing differs." in call("diff", "strip", version.folder).stdout


@pytest.mark.parametrize(
    "words",
    [["split", "strip"], ["split", "strip", "--out", "a", "--check"], ["split", "strip", "--out", "../a"],
     ["split", "strip", "--out", ""], ["split", "strip", "--out", "a", "--shares", "1,2"],
     ["split", "strip", "--out", "a", "--shares", "0,0,0"], ["split", "strip", "--out", "a", "--shares", "1,-1,1"],
     ["split", "strip", "--out", "a", "--shares", "nan,1,1"], ["split", "strip", "--out", "a", "--shares", "x"],
     ["split", "strip", "--out", "a", "--folds", "2"], ["stats", "strip", "--bands", "5,4"],
     ["stats", "strip", "--bands", "0"], ["stats", "strip", "--split", "most"], ["stats"],
     ["duplicates", "strip", "--threshold", "1.1"], ["diff", "strip"]],
)  # fmt: skip
def test_wrong_usage_is_refused(version, words: list[str]):
    before = sorted(path.name for path in version.folder.parent.iterdir())
    result = call(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sorted(path.name for path in version.folder.parent.iterdir()) == before


def test_what_is_missing_or_broken_is_told(version):
    for words in (
        ["stats", "none"],
        ["duplicates", "none"],
        ["split", "none", "--out", "a"],
        ["diff", "strip", "none"],
    ):
        says(call(*words), "its manifest cannot be read")
    says(call("stats", "strip", "--mm-per-px", "wide"), "is no pixel size")
    (version.folder / "masks" / "f3.png").write_bytes(b"")
    says(call("stats", "strip"), "masks/f3.png was changed")
    (version.folder / "frames" / "f3.png").unlink()
    says(call("duplicates", "strip"), "frames/f3.png")


def test_a_folder_that_holds_no_version_does_not_hide_the_one_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = create_workspace(tmp_path / "line1")
    frame = NewSample("a", picture(), ".png", np.zeros((8, 8), np.uint8), "g", Split.TRAIN)
    made = write_version(
        workspace.datasets / "line1",
        name="v",
        class_names=("background", "crack"),
        source="",
        terms="",
        samples=[frame],
    )
    monkeypatch.chdir(tmp_path)  # where "line1" is the workspace's folder
    assert named_version("line1", workspace.folder).id == made.id
    assert named_version(str(made.folder), None).id == made.id


def picture() -> bytes:
    encoded = io.BytesIO()
    Image.fromarray(np.zeros((8, 8), np.uint8)).save(encoded, "PNG")
    return encoded.getvalue()
