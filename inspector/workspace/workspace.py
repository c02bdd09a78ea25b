"""The folder that holds one plant's data, and its settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector.core.files import write_whole
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.typed_json import from_entries, parsed_toml
from inspector.core.untrusted import read_bounded
from inspector.workspace.places import (
    MAX_SETTINGS_BYTES,
    SETTINGS_NAME,
    broken_workspace,
    chosen_folder,
    default_folder,
    is_folder_named,
)
from inspector.workspace.settings import (
    SETTINGS,
    SETTINGS_VERSION,
    TEMPLATE,
    WorkspaceSettings,
    migrate,
    settings_of,
)

MODELS = "models"
DATABASE_NAME = "inspection.sqlite"
FOLDERS = ("frames", "annotations", "datasets", "runs", MODELS)


@dataclass(frozen=True, slots=True)
class Workspace:
    folder: Path
    settings: WorkspaceSettings

    @property
    def database(self) -> Path:
        return self.folder / DATABASE_NAME

    @property
    def frames(self) -> Path:
        return self.folder / "frames"

    @property
    def annotations(self) -> Path:
        return self.folder / "annotations"

    @property
    def datasets(self) -> Path:
        return self.folder / "datasets"

    @property
    def balancing(self) -> Path:
        """How each dataset is balanced, one file per name of a dataset; see ``balance_settings``."""
        return self.folder / "balancing"

    @property
    def runs(self) -> Path:
        return self.folder / "runs"

    @property
    def models(self) -> Path:
        return self.folder / MODELS

    @property
    def audit(self) -> Path:
        """Who decided what about models, screens and settings; see ``inspector.audit.log``."""
        return self.folder / "audit.jsonl"

    @property
    def grading(self) -> Path:
        """Grading tables by name, one file per version; see ``grading_tables``."""
        return self.folder / "grading"

    @property
    def classes(self) -> Path:
        """What each class means, with examples; see ``class_guides``. How classes look stands in the settings."""
        return self.folder / "classes"

    @property
    def locks(self) -> Path:
        """Who inspects; see ``inspector.store.liveness``."""
        return self.folder / "locks"

    @property
    def written_trees(self) -> tuple[Path, ...]:
        """What the program fills by itself, at any depth. Datasets are not among them: people may inspect one anew."""
        return self.frames, self.runs, self.models, self.balancing, self.classes, self.locks


def create_workspace(folder: Path) -> Workspace:
    """Make the folders and an example of the settings. Raises WorkspaceError where there is one already."""
    if (folder / SETTINGS_NAME).exists():
        raise WorkspaceError(message(Code.WORKSPACE_EXISTS, path=str(folder)))
    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        write_whole(folder / SETTINGS_NAME, TEMPLATE.encode())
    except OSError as error:
        raise broken_workspace(folder, f"it cannot be made: {error.strerror}") from error
    return open_workspace(folder)


def open_workspace(folder: Path) -> Workspace:
    """Raises WorkspaceError for a missing, broken or newer one; it is left as it is."""
    try:
        # Windows' Notepad puts a byte order mark before the text.
        loaded = parsed_toml(read_bounded(folder / SETTINGS_NAME, MAX_SETTINGS_BYTES).decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise WorkspaceError(message(Code.WORKSPACE_MISSING, path=str(folder))) from error
    except OSError as error:
        raise broken_workspace(folder, f"workspace.toml cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise broken_workspace(folder, f"workspace.toml is not understood: {error}") from error
    return Workspace(folder, checked_settings(folder, loaded))


def checked_settings(folder: Path, loaded: dict[str, Any]) -> WorkspaceSettings:
    """Settings from what workspace.toml of this folder holds. Raises WorkspaceError naming what is wrong."""
    version = loaded.get("version", SETTINGS_VERSION)
    if isinstance(version, int) and version > SETTINGS_VERSION:
        raise WorkspaceError(message(Code.WORKSPACE_TOO_NEW, path=str(folder), found=version, known=SETTINGS_VERSION))
    part = "the file"
    try:
        from_entries(SETTINGS, {"version": version})  # its own, which must be one
        settings = settings_of(migrate(loaded))
        part = "calibration"
        settings.scale  # noqa: B018  its sizes make sense
        part = "severity"
        settings.severity_table  # noqa: B018  its rules are checked as it is made
        part = "classes"
        settings.catalogue  # noqa: B018  names and colours, too
    except ValueError as error:
        where = "" if part == "the file" else f" {part}:"  # else it says itself where
        raise broken_workspace(folder, f"workspace.toml,{where} {error}") from error
    return settings


def open_or_create(folder: Path | None) -> Workspace:
    """The named workspace, which must exist; or the default one, made at first use. One that somebody chose must exist
    too: its disk may be away, and records must not go elsewhere unseen."""
    if folder is not None:
        return open_workspace(folder)
    default = default_folder()
    if not (default / SETTINGS_NAME).exists() and (is_folder_named() or default != chosen_folder()):
        try:
            return create_workspace(default)
        except WorkspaceError as error:
            if error.message.code is not Code.WORKSPACE_EXISTS:  # another program made it in this moment
                raise
    return open_workspace(default)
