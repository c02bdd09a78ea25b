"""A plant's settings: made once, read strictly, never changed by reading, and never misunderstood in silence."""

from __future__ import annotations

import errno
import os
import stat
import sys
import threading
import tomllib
from pathlib import Path

import pytest

from inspector.core.calibration import Calibration
from inspector.core.defect import Severity
from inspector.core.frame_keeping import FLAGGED_ONLY, FrameKeeping
from inspector.core.messages import Code, WorkspaceError, message
from inspector.measuring.severity import DEFAULT_TABLE
from inspector.texts.messages import message_text
from inspector.workspace import workspace as module
from inspector.workspace.places import default_folder, remember_folder
from inspector.workspace.settings import TEMPLATE, WorkspaceSettings
from inspector.workspace.workspace import create_workspace, open_or_create, open_workspace


def with_settings(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "workspace.toml").write_bytes(text.encode(encoding))
    return folder


def refused(folder: Path) -> WorkspaceError:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert caught.value.message.params["path"] == str(folder)
    return caught.value


def test_a_new_workspace_has_its_folders_and_settings_that_open(tmp_path):
    made = create_workspace(tmp_path / "plant" / "line 2")
    assert sorted(path.name for path in made.folder.iterdir()) == [
        "annotations", "datasets", "frames", "models", "runs", "workspace.toml",
    ]  # fmt: skip
    again = open_workspace(made.folder)
    assert again == made
    assert again.settings.scale is None  # nothing is pretended to be calibrated
    assert again.database == made.folder / "inspection.sqlite"


def test_the_template_says_what_the_program_would_do_without_it():
    shipped = WorkspaceSettings.model_validate(tomllib.loads(TEMPLATE))
    plain = WorkspaceSettings()
    assert shipped.severity_table == DEFAULT_TABLE == plain.severity_table
    assert (shipped.version, shipped.name, shipped.piece_kind) == (plain.version, plain.name, plain.piece_kind)
    assert shipped.evidence == plain.evidence
    assert shipped.severity_table.is_example


def test_a_workspace_is_not_made_over_another(tmp_path):
    made = create_workspace(tmp_path)
    (made.folder / "workspace.toml").write_text("version = 1\nname = 'ours'")
    with pytest.raises(WorkspaceError) as caught:
        create_workspace(tmp_path)
    assert caught.value.message.code is Code.WORKSPACE_EXISTS
    assert open_workspace(tmp_path).settings.name == "ours"


def test_every_setting_arrives_as_it_was_written(tmp_path):
    text = """
        name = "Walzwerk Süd"
        piece_kind = "rail"
        [calibration]
        mm_per_px_across = 0.5
        mm_per_px_along = 0.25
        [evidence]
        quota_mb = 10
        keep_frames_with = "major"
        keep_uncertain_band = 0.125
        keep_every_nth = 50
        [severity]
        version = 7
        [[severity.rules]]
        class_name = "scratch"
        measure = "length_mm"
        at_least = 20
        severity = "critical"
    """
    settings = open_workspace(with_settings(tmp_path, text)).settings
    assert (settings.name, settings.piece_kind, settings.evidence.quota_mb) == ("Walzwerk Süd", "rail", 10)
    assert settings.evidence.frame_keeping == FrameKeeping(Severity.MAJOR, 0.125, 50)
    assert settings.scale == Calibration(0.5, 0.25)
    (rule,) = settings.severity_table.rules
    assert (rule.class_name, rule.measure, rule.at_least, rule.severity) == (
        "scratch", "length_mm", 20, Severity.CRITICAL,
    )  # fmt: skip
    assert (settings.severity_table.version, settings.severity_table.is_example) == (7, False)


def test_whole_frames_may_be_kept_for_no_reason_but_a_persons(tmp_path):
    text = '[evidence]\nkeep_frames_with = "never"\nkeep_uncertain_band = 0'
    assert open_workspace(with_settings(tmp_path, text)).settings.evidence.frame_keeping == FLAGGED_ONLY


def test_settings_with_a_byte_order_mark_open(tmp_path):
    assert open_workspace(with_settings(tmp_path, "name = 'ü'", "utf-8-sig")).settings.name == "ü"


def test_a_plant_may_have_no_rules_at_all(tmp_path):
    settings = open_workspace(with_settings(tmp_path, "[severity]\nrules = []")).settings
    assert settings.severity_table.rules == ()


RULE = "[[severity.rules]]\nmeasure = {}\nat_least = {}\nseverity = {}\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("colour = 'red'", "colour"),
        ("[evidence]\nquota_mb = 0", "evidence.quota_mb"),
        ("[evidence]\nquota = 5", "evidence.quota"),
        ('[evidence]\nkeep_frames_with = "none"', "evidence.keep_frames_with"),
        ("[evidence]\nkeep_uncertain_band = 0.6", "evidence.keep_uncertain_band"),
        ("[evidence]\nkeep_every_nth = -1", "evidence.keep_every_nth"),
        ("[calibration]\nmm_per_px_across = 1", "calibration.mm_per_px_along"),
        ("[calibration]\nmm_per_px_across = 0\nmm_per_px_along = 1", "calibration.mm_per_px_across"),
        ("[calibration]\nmm_per_px_across = nan\nmm_per_px_along = 1", "nan is no finite number"),
        ("[calibration]\nmm_per_px_across = 1\nmm_per_px_along = inf", "inf is no finite number"),
        ("[calibration]\nmm_per_px_across = 1e300\nmm_per_px_along = 1", "calibration: a pixel size lies between"),
        ("[calibration]\nmm_per_px_across = '1'\nmm_per_px_along = 1", "calibration.mm_per_px_across"),
        ("calibration = 0.25", "calibration"),
        ("name = ''", "name: it is empty"),
        ('name = "a\\u001b[2J"', "name: it holds the control character"),
        ("name = 1979-05-27", "neither text nor number"),
        ("[evidence]\nquota_mb = true", "evidence.quota_mb"),
        ("[evidence]\nquota_mb = '7'", "evidence.quota_mb"),
        ("[evidence]\nquota_mb = 10000000000000000000000", "evidence.quota_mb"),
        ("[severity]\nversion = 10000000000000000000000", "count from 1 to"),
        ("[severity]\nis_example = 1", "severity.is_example"),
        ("[[classes]]\nname = ''\ncolour = '#E69F00'\nhatch = 'dots'", "classes: the class “”: it is empty"),
        ("a = " + "9" * 5000, "digits"),
        ("a = " + "[" * 5000, "nests too deeply"),
        ("version = 'one'", "version"),
        ("version = 0", "version"),
        ("version = true", "version"),
        (RULE.format("'girth'", 1, "'minor'"), "“girth” is no measure"),
        (RULE.format("'area_mm2'", "nan", "'minor'"), "nan is no finite number"),
        (RULE.format("'area_mm2'", -1, "'minor'"), "a limit is a number"),
        (RULE.format("'area_mm2'", 1, "'none'"), "minor, major or critical"),
        (RULE.format("'area_mm2'", 1, "'huge'"), "severity.rules.0.severity"),
        (RULE.format("'area_mm2'", 1, "'minor'") * 2, "two rules"),
        ("a = [1, 2", "is not understood"),
        ("name = 'a'\nname = 'b'", "is not understood"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused_with_their_place(tmp_path, text, place):
    error = refused(with_settings(tmp_path, text))
    assert error.message.code is Code.WORKSPACE_BROKEN
    assert place in error.message.params["detail"]
    assert place in message_text(error.message).why


def test_text_of_another_encoding_is_refused(tmp_path):
    assert "not understood" in refused(with_settings(tmp_path, "name = 'ü'", "latin-1")).message.params["detail"]


@pytest.mark.parametrize(
    "text", ["version = 5", "version = 99\n[lines.north]\nx = 1", "version = '5'", "version = 5.0"]
)
def test_settings_of_a_newer_program_are_left_alone(tmp_path, text):
    error = refused(with_settings(tmp_path, text))
    assert error.message.code in (Code.WORKSPACE_TOO_NEW, Code.WORKSPACE_BROKEN)
    if text in ("version = 4", "version = 99\n[lines.north]\nx = 1"):
        assert error.message.code is Code.WORKSPACE_TOO_NEW


def test_a_folder_without_settings_is_no_workspace(tmp_path):
    assert refused(tmp_path).message.code is Code.WORKSPACE_MISSING


def test_a_file_is_no_workspace(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(tmp_path / "file")
    assert caught.value.message.code in (Code.WORKSPACE_BROKEN, Code.WORKSPACE_MISSING)
    with pytest.raises(WorkspaceError) as caught:
        create_workspace(tmp_path / "file" / "below")
    assert caught.value.message.code is Code.WORKSPACE_BROKEN


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="root reads everything"
)
def test_settings_nobody_may_read_are_told(tmp_path):
    with_settings(tmp_path, "version = 1")
    (tmp_path / "workspace.toml").chmod(0)
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(tmp_path)
    (tmp_path / "workspace.toml").chmod(stat.S_IRWXU)
    assert "Permission denied" in caught.value.message.params["detail"]


def test_a_full_disk_makes_no_half_workspace(tmp_path, monkeypatch):
    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(module, "write_whole", full)
    with pytest.raises(WorkspaceError) as caught:
        create_workspace(tmp_path / "w")
    assert "No space left" in caught.value.message.params["detail"]
    monkeypatch.undo()
    assert create_workspace(tmp_path / "w").settings.name == "Inspector"  # and it can be made later


# Which one


def test_the_environment_names_the_default(workspace_folder, monkeypatch):
    assert default_folder() == workspace_folder
    monkeypatch.delenv("INSPECTOR_WORKSPACE")
    assert default_folder().name == "workspace"
    assert default_folder().parent.name == "Inspector"


def test_the_default_is_made_at_first_use_and_opened_later(workspace_folder):
    made = open_or_create(None)
    assert made.folder == workspace_folder
    (workspace_folder / "workspace.toml").write_text("name = 'mine'")
    assert open_or_create(None).settings.name == "mine"


def test_a_named_workspace_is_never_made_by_itself(tmp_path):
    with pytest.raises(WorkspaceError) as caught:
        open_or_create(tmp_path / "typo")
    assert caught.value.message.code is Code.WORKSPACE_MISSING
    assert not (tmp_path / "typo").exists()


def test_a_broken_default_is_not_replaced_by_a_new_one(workspace_folder):
    with_settings(workspace_folder, "colour = 'red'")
    with pytest.raises(WorkspaceError) as caught:
        open_or_create(None)
    assert caught.value.message.code is Code.WORKSPACE_BROKEN


def test_programs_that_start_at_once_share_one_new_workspace(workspace_folder):
    found: list[object] = []

    def start() -> None:
        try:
            found.append(open_or_create(None).folder)
        except WorkspaceError as error:
            found.append(error)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [workspace_folder] * 8


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user whose folders lie here, and for whom no workspace is named."""
    if sys.platform != "linux":
        pytest.skip("folders of a user are moved by XDG variables on Linux")
    monkeypatch.delenv("INSPECTOR_WORKSPACE")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def test_the_folder_that_a_user_chose_is_the_default_until_another_is_named(
    user: Path, monkeypatch: pytest.MonkeyPatch
):
    usual = default_folder()
    assert usual == user / "data" / "Inspector" / "workspace"
    chosen = create_workspace(user / "große Linie").folder
    remember_folder(chosen)
    assert default_folder() == chosen
    assert open_or_create(None).folder == chosen
    monkeypatch.setenv("INSPECTOR_WORKSPACE", str(user / "named"))
    assert default_folder() == user / "named"
    assert open_or_create(None).folder == user / "named"  # one that the environment names is made, as ever


def test_a_chosen_folder_that_is_away_is_told_and_nothing_is_made_elsewhere(user: Path):
    remember_folder(user / "disk" / "line1")
    with pytest.raises(WorkspaceError) as caught:
        open_or_create(None)
    assert caught.value.message == message(Code.WORKSPACE_MISSING, path=str(user / "disk" / "line1"))
    assert not (user / "data").exists()
    assert not (user / "disk").exists()


@pytest.mark.parametrize("content", [b"", b"\n", b"relative/folder", b"/a\0b", b"\xff\xfe"])
def test_a_choice_that_cannot_be_one_counts_as_none(user: Path, content: bytes):
    remember_folder(user / "x")
    (file,) = (user / "config").rglob("workspace.txt")
    file.write_bytes(content)
    assert default_folder() == user / "data" / "Inspector" / "workspace"


def test_a_choice_that_cannot_be_kept_is_told(user: Path):
    (user / "config").write_text("a file in the way")
    with pytest.raises(WorkspaceError, match="cannot be kept"):
        remember_folder(user / "x")
