"""Keys of a person on the disk: readable, given back as they were, and never lost where they are not understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.core.messages import Code, WorkspaceError
from inspector.screens.key_presets import KeyPreset
from inspector.screens.keymap import KeyChoice
from inspector.workspace.key_file import key_file, put_aside, read_keys, save_keys
from inspector.workspace.workspace import Workspace, create_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "line1")


def write(workspace: Workspace, text: str) -> Path:
    file = key_file(workspace, "ada")
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_what_is_saved_is_read_and_each_person_has_their_own(workspace: Workspace):
    assert read_keys(workspace, "ada") == KeyChoice()
    choice = KeyChoice(KeyPreset.NAPARI, {"annotate.brush": ("F2", "Ctrl+Shift+B"), "annotate.undo": ()})
    save_keys(workspace, "ada", choice)
    assert read_keys(workspace, "ada") == choice
    assert read_keys(workspace, "ben") == KeyChoice()
    text = key_file(workspace, "ada").read_text(encoding="utf-8")
    assert '"annotate.brush" = ["F2", "Ctrl+Shift+B"]' in text


def test_what_people_write_by_hand_is_read(workspace: Workspace):
    write(workspace, 'format = 1\npreset = "cvat"\n[changes]\n"annotate.brush" = ["shift+ctrl+b", "esc"]\n')
    assert read_keys(workspace, "ada") == KeyChoice(KeyPreset.CVAT, {"annotate.brush": ("Ctrl+Shift+B", "Escape")})


@pytest.mark.parametrize(("text", "says"), [
    ("preset = ", "Invalid value"), ('format = 1\npreset = "vim"', "there is no preset “vim”; there are inspector"),
    ('format = 2\npreset = "cvat"', "it has format 2"), ('format = 1\npreset = "cvat"\nkeys = 3', "no such entry"),
    ('format = 1\npreset = "cvat"\n[changes]\n"annotate.brush" = "B"', "changes.annotate.brush"),
    ('format = 1\npreset = "cvat"\n[changes]\n"annotate.brush" = ["Bang"]', "“Bang” is no key"),
])  # fmt: skip
def test_a_broken_file_is_told_of_and_left_and_can_be_put_aside(workspace: Workspace, text: str, says: str):
    file = write(workspace, text)
    with pytest.raises(WorkspaceError) as caught:
        read_keys(workspace, "ada")
    told = caught.value.message
    assert told.code is Code.KEYS_FORGOTTEN
    assert told.params["path"] == str(file)
    assert says in str(told.params["detail"])
    assert file.read_text(encoding="utf-8") == text
    asides = [put_aside(workspace, "ada")]
    save_keys(workspace, "ada", KeyChoice(KeyPreset.CVAT))
    asides.append(put_aside(workspace, "ada"))
    assert asides[0] is not None
    assert asides[0].read_text(encoding="utf-8") == text
    assert len(set(asides)) == 2
    assert put_aside(workspace, "ada") is None, "nothing is there any more"


@pytest.mark.parametrize("user", ["PLANT\\ada", "../../etc", "a/b", "", "con", "x" * 300])
def test_a_user_whose_name_is_no_file_name_has_a_file_all_the_same(workspace: Workspace, user: str):
    save_keys(workspace, user, KeyChoice(KeyPreset.SLICER))
    assert read_keys(workspace, user).preset is KeyPreset.SLICER
    assert key_file(workspace, user).parent == workspace.folder / "keys"
