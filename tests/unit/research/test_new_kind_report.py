"""The figure of a new kind: its frames, what is counted, and the table."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from inspector.core.classes import IGNORE_INDEX
from inspector.datasets.version import Origin, Split, open_version
from inspector.sources.roll_marks import ROLL_MARK
from inspector.workspace.workspace import create_workspace
from research.new_kind_report import (
    Case,
    Figures,
    Row,
    Shown,
    _note,
    _table,
    measured,
    synthetic_case,
    write_data,
    write_table,
)
from tests.tiny_model import BRIGHT, CLEAN, DULL, write_tiny_model

NAMES = ("background", "dull", "bright", "ring")


def shown(name: str, *boxes: tuple[int, int, int]) -> Shown:
    """``boxes``: column, grey and class of 10 x 10 px."""
    pixels, class_map = np.full((64, 96), CLEAN, np.uint8), np.zeros((64, 96), np.uint8)
    for column, grey, class_index in boxes:
        pixels[20:30, column : column + 10] = grey
        class_map[20:30, column : column + 10] = class_index
    return Shown(name, name, pixels, class_map, 0.5)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """The model of today names a ring bright, finds one of two dull ones, and alarms once where nothing is."""
    unseen = (shown("a", (5, DULL, 1), (40, BRIGHT, 3)), shown("b", (5, CLEAN, 1), (70, DULL, 0)))
    flagged = tuple(shown(f"f{k}", (5 + k, 200, 3)) for k in range(10))
    before = (shown("x", (5, DULL, 1)), shown("y"))
    model = write_tiny_model(tmp_path / "tiny.onnx")
    return Case(
        "small", "ring", NAMES, lambda seed: flagged, lambda: before, lambda: unseen, model, str(model), 0,
        Origin.SYNTHETIC,
    )  # fmt: skip


def test_what_the_model_of_today_finds_is_counted_by_any_class_and_by_its_own(case: Case) -> None:
    figures = measured(case, case.model)
    assert figures == Figures(
        n={"dull": 2, "bright": 0, "ring": 1}, found={"dull": 1, "bright": 0, "ring": 1},
        named={"dull": 1, "bright": 0, "ring": 0}, false_alarms=1, alarms_by_class={"dull": 1, "bright": 0, "ring": 0},
        n_frames=2, length_m=1.0, megapixels=2 * 64 * 96 / 1e6,
    )  # fmt: skip


def test_a_model_of_other_classes_is_refused(case: Case, tmp_path: Path) -> None:
    other = write_tiny_model(tmp_path / "other.onnx", class_names=("background", "bright", "dull"))
    with pytest.raises(ValueError, match="has the classes background, bright, dull"):
        measured(case, other)


def test_frames_of_before_are_background_where_the_model_says_so_and_void_elsewhere(case: Case, tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "plant")
    version = open_version(workspace.datasets / write_data(case, 3, workspace))
    samples = {sample.name: sample for sample in version.samples}
    x = version.read_class_map(samples["x"])
    assert (x[20:30, 5:15] == IGNORE_INDEX).all()
    assert (np.delete(x, np.s_[20:30], axis=0) == 0).all()
    assert version.class_names == NAMES
    assert (version.read_class_map(samples["f2"])[20:30, 7:17] == 3).all(), "labels of flagged frames are whole"
    of_val = [sample.name for sample in version.of_split(Split.VAL)]
    assert of_val == ["f8", "f9"], "a fifth of the flagged pieces chooses thresholds"
    assert write_data(case, 3, workspace) == version.folder.name, "made once"


def test_the_table_by_hand(case: Case) -> None:
    today = Row("small", "ring", "", 0, 0, 0, 0, measured(case, case.model), "tiny")
    learned = replace(today, balance="dli", seed=1, n_steps=600, minutes=9.04, cpu_minutes=3.1)
    head, _, first, second = _table([asdict(today), asdict(learned)])
    assert head.startswith("| model | seed | steps | minutes | of a processor | ring (1) | dull (2) | bright (0) |")
    assert first == "| of today (tiny) | – | – | – | – | 1.000 (0.000) | 0.500 (0.500) | – | 1.00 | 0.00 |"
    assert second.startswith("| learned, balance dli | 1 | 600 | 9.0 | 3.1 | 1.000 (0.000) |")


def test_a_table_keeps_what_other_workspaces_measured(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("research.new_kind_report.FOLDER", tmp_path)
    (tmp_path / "new-kind.md").write_text("<!-- new-kind -->\n<!-- /new-kind -->\n")
    first, second = (create_workspace(tmp_path / name) for name in ("first", "second"))
    with pytest.raises(ValueError, match="nothing was measured"):
        write_table(first)
    row = Row("small", "ring", "dli", 1, 600, 9.0, 3.0, measured(case, case.model), "tiny")
    _note(first, row)
    _note(first, replace(row, n_steps=1800))
    write_table(first)
    _note(second, replace(row, minutes=4.0))
    write_table(second)
    told = (tmp_path / "new-kind.md").read_text()
    assert ("| 1 | 600 | 4.0 |" in told, "| 1 | 600 | 9.0 |" in told, "| 1 | 1800 | 9.0 |" in told) == (
        True,
        False,
        True,
    )


def test_each_flagged_frame_of_the_strip_shows_a_mark_and_none_of_before_does() -> None:
    flagged = list(synthetic_case().flagged(1))
    assert len(flagged) == 20
    assert len({frame.group for frame in flagged}) == 10
    assert all((frame.class_map == ROLL_MARK).any() for frame in flagged)
    first = next(iter(synthetic_case().before()))
    assert not (first.class_map == ROLL_MARK).any()
