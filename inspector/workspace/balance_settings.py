"""How a dataset is balanced, saved in the workspace: balancing/NAME.json, one file for all versions of a name.

What is saved about single defects names them by frame, class and mask (``Donor.key``), so it holds in every version in
which that defect was not changed. The program writes the file whenever somebody changes a setting; people may read it,
and edit it while the program is closed.

    format 1  named a defect by its running number on its frame; see ``datasets/balancing/saved_settings.py``.
              Some rules had other names.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from inspector.core.audit import current_actor, utc_now, utc_text
from inspector.core.balancing import BalanceSettings
from inspector.core.files import write_whole
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.typed_json import from_entries, parsed_json
from inspector.core.untrusted import file_inside, read_bounded
from inspector.workspace.workspace import Workspace

FORMAT = 2
MAX_BYTES = 100_000_000  # verdicts and donors of many years


@dataclass(frozen=True, slots=True)
class _Saved:
    __pydantic_config__ = ConfigDict(extra="forbid")  # of all that is in it, too: a misspelt rule is no default one

    settings: BalanceSettings
    changed_at: str
    changed_by: str
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class SavedBalance:
    """``changed_at`` as UTC text, "" where nothing is saved. ``numbers_donors``: defects are named as format 1 did."""

    settings: BalanceSettings
    changed_at: str = ""
    numbers_donors: bool = False


_SHAPE = TypeAdapter(_Saved)


def settings_file(workspace: Workspace, dataset: str) -> Path:
    """Raises WorkspaceError for a name that no file can have; no dataset that was opened has such a one."""
    try:
        return file_inside(workspace.balancing, f"{dataset}.json")
    except ValueError as error:
        raise WorkspaceError(message(Code.WORKSPACE_BROKEN, path=str(workspace.folder), detail=str(error))) from error


def read_balance_settings(workspace: Workspace, dataset: str) -> SavedBalance:
    """What is saved for the dataset of this name, or the default settings where nothing is.

    Raises WorkspaceError for a file that is broken, of a newer program or cannot be read; it is left as it is.
    """
    file = settings_file(workspace, dataset)

    def broken(detail: str) -> WorkspaceError:
        return WorkspaceError(message(Code.WORKSPACE_BROKEN, path=str(workspace.folder), detail=detail))

    try:
        loaded = parsed_json(read_bounded(file, MAX_BYTES))
        found = loaded.get("format") if isinstance(loaded, dict) else None
        if type(found) is not int or found < 1:
            raise ValueError("format: it is missing, or no number from 1 up")
        if found > FORMAT:  # before its entries, which may be unknown
            raise broken(f"{file.name} was written by a newer program")
        saved = from_entries(_SHAPE, _with_names_of_today(loaded))
        return SavedBalance(saved.settings, saved.changed_at, numbers_donors=saved.format < 2)
    except FileNotFoundError:
        return SavedBalance(BalanceSettings())
    except OSError as error:
        raise broken(f"{file.name} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise broken(f"{file.name}, {error}") from error


_RENAMED = {"least_realism": "min_realism", "keeps_sides": "keep_touching_border"}


def _with_names_of_today(loaded: Any) -> Any:
    """What format 1 called otherwise, in the rules. What is not understood is left to the check that follows."""
    rules = loaded.get("settings", {}).get("rules") if isinstance(loaded.get("settings", {}), dict) else None
    if loaded["format"] > 1 or not isinstance(rules, dict):
        return loaded
    of_class = rules.get("of_class", {})
    for one in (rules.get("other"), *(of_class.values() if isinstance(of_class, dict) else ())):
        if isinstance(one, dict):
            for old, new in _RENAMED.items():
                if old in one:
                    one[new] = one.pop(old)
    return loaded


def save_balance_settings(workspace: Workspace, dataset: str, settings: BalanceSettings) -> None:
    """Raises OSError where the disk refuses."""
    workspace.balancing.mkdir(exist_ok=True)
    saved = _Saved(settings, utc_text(utc_now()), current_actor())
    write_whole(settings_file(workspace, dataset), _SHAPE.dump_json(saved, indent=1))
