"""Which keys each person uses: ``keys/NAME.toml`` in the workspace, by the system's user.

In the workspace, beside what the window remembers, so that it moves and is backed up with it; but a file of its own for
each person, and none of the plant's settings: keys are a habit of hands. As text, to be read, edited, given to a
colleague.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import tomlkit
from pydantic import ConfigDict, TypeAdapter

from inspector.core.files import write_whole
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.typed_json import from_entries, parsed_toml
from inspector.core.untrusted import file_name_fault, read_bounded
from inspector.screens.key_presets import KeyPreset
from inspector.screens.keymap import KeyChoice, normal_key
from inspector.workspace.workspace import Workspace

FORMAT = 1
FOLDER = "keys"
MAX_BYTES = 200_000
MAX_ASIDE = 1000
ABOUT = "Keys of the window. Single changes stand under [changes]; [] is no key."


@dataclass(frozen=True, slots=True)
class _Saved:
    __pydantic_config__ = ConfigDict(extra="forbid")

    format: int
    preset: str
    changes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_SHAPE = TypeAdapter(_Saved)


def key_file(workspace: Workspace, user: str) -> Path:
    name = user if not file_name_fault(user) else f"user-{hashlib.sha256(user.encode()).hexdigest()[:12]}"
    return workspace.folder / FOLDER / f"{name}.toml"


def read_keys(workspace: Workspace, user: str) -> KeyChoice:
    """The program's own keys where none are saved. Raises WorkspaceError for a file that is broken; it is left as it
    is."""
    file = key_file(workspace, user)
    try:
        saved = from_entries(_SHAPE, parsed_toml(read_bounded(file, MAX_BYTES).decode("utf-8-sig")))
        if saved.format != FORMAT:
            raise ValueError(f"it has format {saved.format}; this program knows {FORMAT}")
        if saved.preset not in list(KeyPreset):
            raise ValueError(f"there is no preset “{saved.preset}”; there are {', '.join(KeyPreset)}")
        changes = {known: tuple(dict.fromkeys(map(normal_key, keys))) for known, keys in saved.changes.items()}
    except FileNotFoundError:
        return KeyChoice()
    except OSError as error:
        raise _broken(file, f"it cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise _broken(file, str(error)) from error
    return KeyChoice(KeyPreset(saved.preset), changes)


def save_keys(workspace: Workspace, user: str, choice: KeyChoice) -> None:
    """Raises OSError where the disk refuses."""
    file = key_file(workspace, user)
    document = tomlkit.document()
    document.add(tomlkit.comment(ABOUT))
    document["format"], document["preset"] = FORMAT, choice.preset.value
    changes = tomlkit.table()
    for action_id, keys in sorted(choice.changes.items()):
        changes[action_id] = list(keys)
    document["changes"] = changes
    file.parent.mkdir(exist_ok=True)
    write_whole(file, tomlkit.dumps(document).encode())


def put_aside(workspace: Workspace, user: str) -> Path | None:
    """A file that is not understood goes beside its place, so that keys can be saved and nothing of it is lost.

    None where it is gone meanwhile. Raises OSError where the disk refuses.
    """
    file = key_file(workspace, user)
    for n in range(1, MAX_ASIDE):
        aside = file.with_name(f"{file.name}.broken-{n}")
        if not aside.exists():
            try:
                return file.rename(aside)
            except FileNotFoundError:
                return None
    raise OSError(f"there are {MAX_ASIDE} broken files beside {file}")


def _broken(file: Path, detail: str) -> WorkspaceError:
    return WorkspaceError(message(Code.KEYS_FORGOTTEN, path=str(file), detail=detail))
