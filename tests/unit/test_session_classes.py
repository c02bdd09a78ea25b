"""Looks of classes belong to the session: the same for all models, kept in the workspace, defects or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.core.classes import CLASS_COLOURS
from inspector.core.messages import Code, WorkspaceError
from inspector.session import Session
from inspector.workspace.workspace import create_workspace, open_workspace
from tests.tiny_model import card, write_tiny_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create_workspace(tmp_path / "plant").folder


def colours(session: Session) -> dict[str, str]:
    return {entry.name: entry.colour for entry in session.state.catalogue.entries}


def test_classes_of_two_models_keep_their_colours_through_a_change_and_a_restart(folder: Path, tmp_path: Path):
    one = write_tiny_model(tmp_path / "one.onnx")
    other = write_tiny_model(tmp_path / "other.onnx", class_names=("background", "bright", "dull"))
    session = Session(folder)
    session.load_model(one)
    first = colours(session)
    assert first == {"dull": CLASS_COLOURS[0], "bright": CLASS_COLOURS[1]}
    model = session.load_model(other)
    assert colours(session) == first
    assert [(known.index, known.colour) for known in session.catalogue.classes_of(model.card)] == [
        (1, first["bright"]), (2, first["dull"]),
    ]  # fmt: skip
    again = Session(folder)
    again.load_model(other)
    assert colours(again) == first


def test_what_the_workspace_calls_no_defect_is_none_for_any_model(folder: Path, tmp_path: Path):
    file = folder / "workspace.toml"
    file.write_text(
        file.read_text() + '\n[[classes]]\nname = "dull"\ncolour = "#101010"\nhatch = "dots"\nis_defect = false\n'
    )
    model = Session(folder).load_model(write_tiny_model(tmp_path / "m.onnx"))
    assert (model.card.non_defects, model.card.defect_indices) == (("dull",), (2,))
    with pytest.raises(WorkspaceError, match="all classes after background") as caught:
        Session(folder).load_model(write_tiny_model(tmp_path / "dull.onnx", class_names=("background", "dull")))
    assert caught.value.message.code is Code.WORKSPACE_BROKEN


def test_looks_that_cannot_be_saved_hold_as_long_as_the_program_runs(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    session = Session(folder)
    session.open_workspace()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    session.meet_classes(card())
    unsaved = colours(session)
    assert unsaved == {"dull": CLASS_COLOURS[0], "bright": CLASS_COLOURS[1]}
    monkeypatch.undo()
    assert open_workspace(folder).settings.classes == ()
    session.meet_classes(card(class_names=("background", "pit")))
    assert colours(session) == {**unsaved, "pit": CLASS_COLOURS[2]}
    assert open_workspace(folder).settings.catalogue == session.catalogue
