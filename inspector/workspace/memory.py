"""What the window remembers from one start to the next: window.json in the workspace. Losing it loses no record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pydantic import ConfigDict, TypeAdapter

from inspector.core.files import write_whole
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.source_options import SourceOptions
from inspector.core.source_view import SourceView
from inspector.core.typed_json import from_json
from inspector.core.untrusted import read_bounded
from inspector.workspace.places import MAX_MEMORY_BYTES, MEMORY_NAME
from inspector.workspace.workspace import Workspace

FORMAT = 1
MAX_RECENT = 10
MAX_VIEWS = 100  # sources whose view is remembered; the oldest is forgotten


@dataclass(frozen=True, slots=True)
class RecentSource:
    """A folder, video or camera that was opened; "" as ``text`` is the demo strip."""

    text: str  # as the command line names it
    options: SourceOptions = field(default_factory=SourceOptions)


@dataclass(frozen=True, slots=True)
class WindowMemory:
    geometry: str = ""  # base64, Qt's own
    splitters: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # sizes in px, by name
    recent: tuple[RecentSource, ...] = ()  # newest first
    last_piece_id: str = ""
    last_piece_kind: str = ""
    last_model: str = ""  # path
    last_dataset: str = ""  # name of the one that was open for balancing
    author: str = ""  # who labels here; "" for the system's user
    shows_proposals: bool = False  # of the model, while labelling
    are_first_steps_open: bool = False  # the workspace was made by them, and they were not closed yet
    folders: Mapping[str, str] = field(default_factory=dict)  # in which a file was chosen last, by its kind
    views: Mapping[str, SourceView] = field(default_factory=dict)  # by ``RecentSource.text``, oldest first

    def with_source(self, source: RecentSource) -> WindowMemory:
        others = [one for one in self.recent if one.text != source.text]
        return replace(self, recent=(source, *others[: MAX_RECENT - 1]))

    def with_view(self, text: str, view: SourceView) -> WindowMemory:
        views = {name: one for name, one in self.views.items() if name != text} | {text: view}
        return replace(self, views=dict(list(views.items())[-MAX_VIEWS:]))


@dataclass(frozen=True, slots=True)
class _Saved:
    __pydantic_config__ = ConfigDict(extra="forbid")

    memory: WindowMemory
    format: int = FORMAT


_SHAPE = TypeAdapter(_Saved)


def read_memory(workspace: Workspace) -> WindowMemory:
    """An empty one where none is saved. Raises WorkspaceError for one that is broken; it is left as it is."""
    file = workspace.folder / MEMORY_NAME
    try:
        saved = from_json(_SHAPE, read_bounded(file, MAX_MEMORY_BYTES))
        if saved.format != FORMAT:
            raise ValueError(f"it has format {saved.format}; this program knows {FORMAT}")
    except FileNotFoundError:
        return WindowMemory()
    except OSError as error:
        raise _broken(workspace, f"it cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise _broken(workspace, str(error)) from error
    return saved.memory


def save_memory(workspace: Workspace, memory: WindowMemory) -> None:
    """Raises OSError where the disk refuses."""
    write_whole(workspace.folder / MEMORY_NAME, _SHAPE.dump_json(_Saved(memory), indent=1), is_synced=False)


def _broken(workspace: Workspace, detail: str) -> WorkspaceError:
    return WorkspaceError(message(Code.WINDOW_FORGOTTEN, path=str(workspace.folder / MEMORY_NAME), detail=detail))
