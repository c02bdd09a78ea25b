"""Defects as a file for a spreadsheet, the picture with what was found in it."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from inspector.core.classes import DefectClass
from inspector.core.defect import Severity
from inspector.core.messages import Code, WorkspaceError
from inspector.presenters.handing_over import with_overlay, write_defects
from inspector.screens.live import DefectRow, DisplayFrame

PITS = DefectClass.with_default_look(1, "=1+2")


def test_names_begin_no_formula_and_numbers_stay_numbers(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    row = DefectRow(
        7, PITS, "1.250 m", "4.0 × 0.5 mm", Severity.MAJOR, 0.87654, 1.25, 99.0, 0.004, 0.5, (4.0, 0.5), "-1.png"
    )
    assert write_defects(path, [row]) == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        (found,) = csv.DictReader(file)
    assert (found["class"], found["file"]) == ("'=1+2", "'-1.png")
    assert (float(found["along"]), float(found["size_larger"]), found["score"]) == (1.25, 4.0, "0.8765")
    assert found["severity"] == "major"


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as refused:
        write_defects(tmp_path / "no" / "out.csv", [])
    assert refused.value.message.code is Code.EXPORT_FAILED


def test_the_picture_has_the_colour_of_the_class_where_it_was_found() -> None:
    overlay = np.zeros((20, 30), np.uint8)
    overlay[5:10, 5:10] = 1
    frame = DisplayFrame(0, "a", np.full((20, 30), 100, np.uint8), overlay, {}, "", classes=(PITS,))
    rgb = with_overlay(frame)
    assert rgb.shape == (20, 30, 3)
    assert rgb[0, 0].tolist() == [100, 100, 100]
    assert rgb[7, 7].tolist() != [100, 100, 100]
