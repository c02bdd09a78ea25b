"""A screen is used after somebody said yes to it, for the very model that it was made for, and until it is ended."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from inspector.cli import cli
from inspector.core.audit import current_actor
from inspector.core.files import sha256_of
from inspector.core.messages import Code, ModelError
from inspector.core.piece import Piece
from inspector.inference.model_content import read_content
from inspector.models_store.screens import Screens
from inspector.pipeline.lane import Lane
from inspector.reports.document import document_of
from inspector.reports.piece_report import gather
from inspector.screens.report import Facts
from inspector.session import Session
from inspector.sources.folder import FolderSource
from inspector.workspace.workspace import Workspace, create_workspace
from tests.tiny_model import BRIGHT, CLEAN, write_tiny_model
from tests.tiny_screen import write_tiny_screen


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.onnx")


@pytest.fixture
def screen(tmp_path: Path, model: Path) -> Path:
    return write_tiny_screen(tmp_path / "screen.onnx", model, training="by hand")


@pytest.fixture
def session(workspace: Workspace) -> Iterator[Session]:
    made = Session(workspace.folder)
    yield made
    made.close()


@pytest.fixture
def frames(tmp_path: Path) -> Path:
    import cv2
    import numpy as np

    folder = tmp_path / "frames"
    folder.mkdir()
    for number in range(3):
        pixels = np.full((64, 64), CLEAN, np.uint8)
        pixels[8:20, 8:20] = BRIGHT
        cv2.imwrite(str(folder / f"{number}.png"), pixels)
    return folder


def call(workspace: Workspace, *words: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, words), "--workspace", str(workspace.folder)])


def screen_command(workspace: Workspace, *words: object) -> Result:
    return call(workspace, "models", "screen", *words)


def approved(workspace: Workspace, model: Path, screen: Path) -> None:
    assert screen_command(workspace, model, "--screen", screen, "--yes").exit_code == 0


def test_it_is_shown_without_a_yes_and_used_with_one(workspace: Workspace, model: Path, screen: Path, session: Session):
    shown = screen_command(workspace, model, "--screen", screen)
    assert shown.exit_code == 0, shown.stderr
    rows = [line.split() for line in shown.stdout.splitlines()]
    assert ["all", "400", "400", "100.00", "%", "99.1", "to", "100.0"] in rows
    assert ["bright", "0", "not", "known"] in rows
    assert "The model found no bright there: what the screen keeps of them is not known." in shown.stdout
    assert "Not in use." in shown.stdout
    assert session.load_model(model)
    assert session.in_use is not None
    assert session.in_use.screening is None
    said = screen_command(workspace, model, "--screen", screen, "--yes")
    assert f"In use from now on for tiny 1: {current_actor()} said yes on " in said.stdout
    session.load_model(model)
    in_use = session.in_use.screening
    assert in_use is not None
    assert (in_use.screen.sha256, in_use.approved_by) == (sha256_of(screen.read_bytes()), current_actor())


def test_what_is_in_use_and_what_was_is_listed(workspace: Workspace, model: Path, screen: Path):
    assert "No screen is in use for tiny 1" in screen_command(workspace, model).stdout
    approved(workspace, model, screen)
    approved(workspace, model, screen)
    assert "Screening ended" in screen_command(workspace, model, "--off").stdout
    assert "No screen was in use" in screen_command(workspace, model, "--off").stdout
    listed: dict[str, Any] = json.loads(screen_command(workspace, model, "--json").stdout)
    assert listed["in_use"] is None
    assert [(use["approved_by"], use["ended_by"], bool(use["ended_at"])) for use in listed["uses"]] == [
        (current_actor(), current_actor(), True)
    ] * 2
    lines = screen_command(workspace, model).stdout.splitlines()
    assert len([line for line in lines if f"until {current_actor()} ended it on" in line]) == 2


def test_options_that_contradict_each_other_are_refused(workspace: Workspace, model: Path, screen: Path):
    assert screen_command(workspace, model, "--yes").exit_code == 2
    assert screen_command(workspace, model, "--off", "--screen", screen).exit_code == 2
    assert Screens(workspace.models).uses() == ()


def test_a_yes_to_a_screen_of_another_model_is_refused(workspace: Workspace, tmp_path: Path, screen: Path):
    other = write_tiny_model(tmp_path / "other.onnx", name="other")
    refused = screen_command(workspace, other, "--screen", screen, "--yes")
    assert refused.exit_code == 1
    assert "is not for other 1" in refused.stderr
    assert Screens(workspace.models).uses() == ()


def test_a_screen_that_was_exchanged_or_is_gone_is_not_used_and_that_is_said(
    workspace: Workspace, model: Path, screen: Path, session: Session, frames: Path, tmp_path: Path
):
    approved(workspace, model, screen)
    kept = workspace.models / "screens" / f"{sha256_of(screen.read_bytes())}.onnx"
    other = write_tiny_screen(tmp_path / "other screen.onnx", model, training="by others")
    for change in (lambda: kept.write_bytes(other.read_bytes()), kept.unlink):
        change()
        content = read_content(model)
        with pytest.raises(ModelError) as caught:
            Screens(workspace.models).open(content.sha256, content.card)
        assert str(caught.value.message.params["path"]) == str(kept)
        ran = call(workspace, "run", frames, "--model", model)
        assert ran.exit_code == 0
        assert str(kept) in ran.stderr
        assert "Screening was on" not in ran.stdout


def test_a_broken_list_of_uses_is_left_as_it_is(workspace: Workspace, model: Path, screen: Path):
    approved(workspace, model, screen)
    uses = workspace.models / "screens" / "uses.json"
    whole = uses.read_text()
    for broken in (whole[:-5], whole.replace('"format": 1', '"format": 9'), whole.replace('"ended_by"', '"by"')):
        uses.write_text(broken)
        for words in (["--screen", screen, "--yes"], ["--off"], []):
            assert screen_command(workspace, model, *words).exit_code == 1
        assert uses.read_text() == broken
    with pytest.raises(ModelError) as caught:
        Screens(workspace.models).uses()
    assert caught.value.message.code is Code.SCREEN_BROKEN


def test_a_run_says_that_screening_was_on_or_looks_everywhere(
    workspace: Workspace, model: Path, screen: Path, frames: Path
):
    approved(workspace, model, screen)
    ran = call(workspace, "run", frames, "--model", model)
    assert ran.exit_code == 0, ran.stderr
    assert "Screening on: tiny-screen, kept 100.0 %" in ran.stderr
    assert "tiny-screen let the model look at 100.0 % of the surface. Of 1 defects in 1 frames" in ran.stdout
    off = call(workspace, "run", frames, "--model", model, "--no-screening")
    assert "creening" not in off.stdout + off.stderr


def test_a_report_says_that_screening_was_on(
    workspace: Workspace, model: Path, screen: Path, session: Session, frames: Path
):
    approved(workspace, model, screen)
    session.open_records()
    session.load_model(model)
    session.start(lambda: [Lane(FolderSource(frames))], Piece("R-1"))
    assert session.wait(60)
    status = session.state.status
    assert status is not None
    head = next(
        block for block in document_of(gather(workspace, status.inspection_id)).blocks if isinstance(block, Facts)
    )
    said = [value for name, value in head.rows if name == "Screening"]
    assert len(said) == 2
    assert said[0].startswith("Screening on: tiny-screen, kept 100.0 % (99.1 to 100.0)")
    assert said[1].startswith("Screening would have missed 0 of 1 defects in 1 frames looked at whole.")
