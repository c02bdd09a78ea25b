"""``inspector grading`` and ``inspector report`` as the plant's scripts use them."""

from __future__ import annotations

from pathlib import Path

import pytest
from run_program import InThisProcess, Program, drawn, save, table

from inspector.workspace.workspace import create_workspace
from tests.tiny_model import BRIGHT

PLATE = "EN 10163-like plate (example)"


@pytest.fixture
def graded(commands: InThisProcess, tmp_path: Path) -> InThisProcess:
    """Two inspections of one piece, graded by the plant's choice of an example."""
    made = create_workspace(commands.workspace)
    assert commands("grading", "add", "en-10163-like-plate").code == 0
    settings = made.folder / "workspace.toml"
    text = settings.read_text(encoding="utf-8").replace('[grading]\ntable = ""', f'[grading]\ntable = "{PLATE}"')
    settings.write_text(text, encoding="utf-8")
    frames = tmp_path / "frames"
    save(frames / "=1+2.png", drawn(value=BRIGHT))
    for _ in range(2):
        ran = commands.run(
            frames, "--piece", "=R-7", "--mm-per-px", "0.5", "--out", tmp_path / "out", "--csv", "semicolon"
        )
        assert ran.code == 0, ran.err
        assert "Verdict: Accept. No rule is met." in ran.out
        assert "an example and not a standard" in ran.out
        assert "Depth not measured" in ran.out
    return commands


def test_a_report_is_the_same_bytes_from_two_processes(graded: InThisProcess, program: Program, tmp_path: Path) -> None:
    first = program(
        "report", "=R-7", "--out", tmp_path / "a.pdf", PYTHONHASHSEED="1", QT_QPA_PLATFORM="xcb", DISPLAY=""
    )
    second = program("report", "=R-7", "--out", tmp_path / "b", PYTHONHASHSEED="2")
    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert "was inspected 2 times" in first.out
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b" / "report.pdf").read_bytes()
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    (row,) = table(tmp_path / "b" / "report.csv")
    assert (row["piece"], row["frame"]) == ("'=R-7", "'=1+2.png")
    listed = [line.split()[0] for line in first.out.splitlines() if "=R-7" in line and "completed" in line]
    by_id = graded("report", listed[1][:8], "--out", tmp_path / "c.csv", "--json")
    assert by_id.facts["inspection_id"] == listed[1]
    unknown = graded("report", "R-8", "--out", tmp_path / "d.pdf")
    assert unknown.code == 1
    assert "There is no piece or inspection “R-8”" in unknown.err
    assert (tmp_path / "out" / "defects.csv").read_bytes().startswith(b"\xef\xbb\xbfnumber;piece;")


def test_a_replay_tells_what_a_new_version_would_change(graded: InThisProcess) -> None:
    folder = graded.workspace / "grading" / PLATE
    text = (folder / "v1.toml").read_text(encoding="utf-8")
    new = text.replace("version = 1", "version = 2").replace("max_count = 5", "max_count = 0").replace("major", "minor")
    (folder / "v2.toml").write_text(new, encoding="utf-8")
    ran = graded("grading", "replay", PLATE)
    assert ran.code == 0, ran.err
    assert "Under version 2 of “EN 10163-like plate (example)”, 2 of 2 would change." in ran.out
    assert graded("grading", "replay", PLATE, "--since", "2999-01-01", "--json").facts["n_inspections"] == 0
    recorded = graded("grading", "replay", PLATE, "--record", "--json").facts
    assert [(one["before"], one["after"]) for one in recorded["inspections"]] == [("accept", "downgrade")] * 2
    assert graded("grading", "replay", PLATE, "--json").facts["n_changed"] == 0
    assert "more than 0" not in graded("grading", "show", PLATE).out
    assert PLATE in graded("grading", "list").out
