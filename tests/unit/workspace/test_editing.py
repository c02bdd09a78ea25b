"""Changing workspace.toml: comments and order stay, so does what people wrote meanwhile; a bad change does nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.core.classes import CLASS_COLOURS, Hatch
from inspector.core.messages import Code, WorkspaceError
from inspector.core.untrusted import name_fault
from inspector.workspace.editing import change_settings, remember_classes
from inspector.workspace.workspace import Workspace, create_workspace, open_workspace

EDITED = """\
# Line 2, set up by Mehmet.
version = 1   # do not touch
piece_kind = "rail"
name = "Süd"

[calibration]  # measured on 2026-03-01
mm_per_px_along = 0.25
mm_per_px_across = 0.5

# the end
"""


def workspace_of(folder: Path, text: str) -> Workspace:
    folder.mkdir(exist_ok=True)
    (folder / "workspace.toml").write_bytes(text.encode())
    return open_workspace(folder)


def text_of(workspace: Workspace) -> str:
    return (workspace.folder / "workspace.toml").read_bytes().decode()


def rename(name: str):
    def change(document: tomlkit.TOMLDocument) -> None:
        document["name"] = name

    return change


def test_one_key_is_changed_and_every_comment_and_line_stays(tmp_path: Path):
    changed = change_settings(workspace_of(tmp_path, EDITED), rename("Nord"))
    assert text_of(changed) == EDITED.replace("version = 1 ", "version = 4 ").replace("Süd", "Nord")
    assert changed == open_workspace(tmp_path)
    assert changed.settings.name == "Nord"


def test_what_people_wrote_since_the_program_started_is_kept(tmp_path: Path):
    opened = workspace_of(tmp_path, EDITED)
    by_hand = EDITED.replace("0.25", "0.3").replace("# the end", "# the end, now")
    (tmp_path / "workspace.toml").write_bytes(by_hand.encode())
    changed = change_settings(opened, rename("Nord"))
    assert "# the end, now" in text_of(changed)
    assert changed.settings.calibration is not None
    assert changed.settings.calibration.mm_per_px_along == 0.3


@pytest.mark.parametrize("text", ["name = 'x'\n[evidence]\nquota_mb = 3\n", "[evidence]\nquota_mb = 3\n", ""])
def test_a_file_without_a_version_gets_one_where_it_belongs(tmp_path: Path, text: str):
    changed = change_settings(workspace_of(tmp_path, text), rename("Nord"))
    loaded = tomllib.loads(text_of(changed))
    assert (loaded["version"], loaded["name"]) == (4, "Nord")
    assert open_workspace(tmp_path) == changed


def test_windows_line_ends_and_byte_order_marks_are_no_trouble(tmp_path: Path):
    text = "\ufeff" + EDITED.replace("\n", "\r\n")
    changed = change_settings(workspace_of(tmp_path, text), rename("Nord"))
    assert text_of(changed) == text[1:].replace("version = 1 ", "version = 4 ").replace("Süd", "Nord")


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [("magic", 1, "magic"), ("piece_kind", 3, "piece_kind"), ("evidence", {"quota_mb": 0}, r"evidence\.quota_mb"),
     ("classes", [{"name": "a", "colour": "red", "hatch": "dots"}], "classes: a colour is written as"),
     ("severity", {"rules": [{"measure": "moons", "at_least": 1, "severity": "minor"}]}, "severity: ")],
)  # fmt: skip
def test_a_change_that_would_not_open_is_refused_and_nothing_is_written(
    tmp_path: Path, key: str, value: object, reason: str
):
    opened = workspace_of(tmp_path, EDITED)

    def change(document: tomlkit.TOMLDocument) -> None:
        document[key] = value

    with pytest.raises(WorkspaceError, match=reason):
        change_settings(opened, change)
    assert text_of(opened) == EDITED
    assert {path.name for path in tmp_path.iterdir()} == {"workspace.toml", "locks"}  # what waits for each other


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"[[[", Code.WORKSPACE_BROKEN), (b"\xff", Code.WORKSPACE_BROKEN), (b"version = 99\n", Code.WORKSPACE_TOO_NEW),
     (b"magic = 1\n", Code.WORKSPACE_BROKEN), (None, Code.WORKSPACE_MISSING)],
)  # fmt: skip
def test_a_file_that_was_broken_meanwhile_is_left_as_it_is(tmp_path: Path, content: bytes | None, code: Code):
    opened = workspace_of(tmp_path, EDITED)
    file = tmp_path / "workspace.toml"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(WorkspaceError) as caught:
        change_settings(opened, rename("Nord"))
    assert caught.value.message.code is code
    assert (file.read_bytes() if file.exists() else None) == content


def test_a_disk_that_refuses_is_told_and_the_last_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    opened = workspace_of(tmp_path, EDITED)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(WorkspaceError, match="No space left") as caught:
        change_settings(opened, rename("Nord"))
    assert caught.value.message.code is Code.OUTPUT_UNWRITABLE
    assert text_of(opened) == EDITED


comments = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)


@given(
    st.lists(comments, min_size=6, max_size=6), st.permutations([0, 1, 2]),
    st.text(st.characters(codec="utf-8"), max_size=12).filter(lambda name: not name_fault(name)),
)  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_comments_and_order_survive_any_change(tmp_path: Path, notes: list[str], order: list[int], name: str):
    lines = [f'name = "old" # {notes[0]}', f"version = 4 # {notes[1]}", f'piece_kind = "rail" # {notes[2]}']
    head = [
        f"# {notes[3]}",
        *(lines[k] for k in order),
        "",
        f"# {notes[4]}",
        "[evidence]",
        f"quota_mb = 7 # {notes[5]}",
    ]
    changed = change_settings(workspace_of(tmp_path / "w", "\n".join(head) + "\n"), rename(name))
    assert changed.settings.name == name
    after = text_of(changed).split("\n")
    if "\n" not in name:
        before = ["" if line.startswith("name") else line for line in [*head, ""]]
        assert ["" if line.startswith("name") else line for line in after] == before
        (row,) = (row for row in after if row.startswith("name"))
        assert row.endswith(f"# {notes[0]}")


# classes


def test_classes_that_are_met_are_saved_and_keep_their_looks(tmp_path: Path):
    made = create_workspace(tmp_path)
    before = text_of(made)
    once = remember_classes(made, ["crack", "dent"])
    twice = remember_classes(once, ["pit", "dent"])
    assert text_of(twice).startswith(before)
    assert open_workspace(tmp_path) == twice
    assert [(entry.name, entry.colour) for entry in twice.settings.catalogue.entries] == list(
        zip(("crack", "dent", "pit"), CLASS_COLOURS, strict=False)
    )


def test_known_classes_are_not_written_again(tmp_path: Path):
    made = remember_classes(create_workspace(tmp_path), ["crack"])
    before = (tmp_path / "workspace.toml").stat().st_mtime_ns
    assert remember_classes(made, ["crack"]) is made
    assert (tmp_path / "workspace.toml").stat().st_mtime_ns == before


def test_a_look_that_somebody_chose_is_used_and_its_colour_given_to_no_other(tmp_path: Path):
    text = f'classes = [{{name = "dent", colour = "{CLASS_COLOURS[0]}", hatch = "dots"}}]  # ours\n'
    opened = workspace_of(tmp_path, text)
    known = remember_classes(opened, ["crack", "dent"]).settings.catalogue
    assert known.look_of("dent", 2).hatch is Hatch.DOTS
    assert known.look_of("crack", 1).colour == CLASS_COLOURS[1]
    assert "# ours" in text_of(opened)


def test_classes_written_by_hand_meanwhile_are_kept(tmp_path: Path):
    opened = workspace_of(tmp_path, EDITED)
    own = '\n[[classes]]\nname = "crack"\ncolour = "#123456"\nhatch = "cross"\nis_defect = false\n'
    (tmp_path / "workspace.toml").write_bytes((EDITED + own).encode())
    known = remember_classes(opened, ["crack", "dent"]).settings.catalogue
    assert [(entry.name, entry.colour, entry.is_defect) for entry in known.entries] == [
        ("crack", "#123456", False), ("dent", CLASS_COLOURS[0], True),
    ]  # fmt: skip
