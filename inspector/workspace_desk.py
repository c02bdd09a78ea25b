"""The workspace of a session: opened or made, its settings changed and read again, the looks of classes that were met.

    open, or make  ►  change_settings … ► replace

Knows neither model nor line: whoever must follow another setting at once is told. Waits for the disk, so off the Qt
thread; properties may be read from any thread.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.classes import BACKGROUND_INDEX, ClassCatalogue, HasClasses
from inspector.core.messages import InspectorError, Message
from inspector.sources.source import ListingSource, Source

if TYPE_CHECKING:
    from inspector.workspace.grading_tables import TablesInUse
    from inspector.workspace.setting_edits import SettingEdit
    from inspector.workspace.settings import WorkspaceSettings
    from inspector.workspace.workspace import Workspace

log = logging.getLogger("inspector.session")


class WorkspaceDesk:
    def __init__(self, named: Path | None, changed: Callable[[Workspace], None], *, makes_default: bool) -> None:
        """``named`` None: the default workspace, made where there is none yet; without ``makes_default`` that waits for
        ``make``. ``changed`` is told of a workspace whose settings are others now."""
        self.named_folder = named
        self._changed = changed
        self._makes_default = makes_default
        self._opening = threading.Lock()
        self._workspace: Workspace | None = None
        self._settings_at_opening: WorkspaceSettings | None = None
        self._catalogue = ClassCatalogue()
        self._tables: TablesInUse | None = None

    @property
    def now(self) -> Workspace | None:
        """None until it is open."""
        return self._workspace

    @property
    def settings_at_opening(self) -> WorkspaceSettings | None:
        return self._settings_at_opening

    @property
    def catalogue(self) -> ClassCatalogue:
        """Looks of all classes met so far; the workspace's, once it is open."""
        return self._catalogue

    @property
    def tables(self) -> TablesInUse | None:
        """That grade the pieces to come; None before they were read."""
        return self._tables

    def open(self) -> Workspace:
        """Open it, or give the one that is open. Raises WorkspaceError, and may be tried again then."""
        from inspector.workspace.places import default_folder
        from inspector.workspace.workspace import open_or_create

        with self._opening:
            if self._workspace is None:
                named = self.named_folder
                self._workspace = open_or_create(named if named or self._makes_default else default_folder())
                self._opened(self._workspace)
            return self._workspace

    def make(self, folder: Path | None = None) -> Workspace:
        """Make it in this folder, else where the named or the default one is missing, and open it; one that is there is
        opened. Nothing happens where one is open. Raises WorkspaceError."""
        from inspector.workspace.places import SETTINGS_NAME, default_folder
        from inspector.workspace.workspace import create_workspace, open_workspace

        with self._opening:
            if self._workspace is None:
                place = folder or self.named_folder or default_folder()
                is_there = (place / SETTINGS_NAME).exists()
                self._workspace = open_workspace(place) if is_there else create_workspace(place)
                self._opened(self._workspace)
            return self._workspace

    def _opened(self, workspace: Workspace) -> None:
        from inspector.workspace.known import remember_workspace

        remember_workspace(workspace.folder)
        self._settings_at_opening = workspace.settings
        # With the classes met before there was a workspace, else a model loaded by then would have them all alike.
        self._catalogue = workspace.settings.catalogue.with_names([entry.name for entry in self._catalogue.entries])

    def meet_classes(self, owner: HasClasses) -> ClassCatalogue:
        """Give looks to classes that are new, and save them in the workspace, so that they stay.

        Where they cannot be saved they hold as long as the program runs; the log tells why.
        """
        from inspector.workspace.editing import remember_classes

        met = [entry.name for entry in self._catalogue.entries]  # also those that could not be saved so far
        names = [*met, *owner.class_names[BACKGROUND_INDEX + 1 :]]
        try:
            opened = self.open()
            with self._opening:
                self._workspace = remember_classes(self._workspace or opened, names)
                self._catalogue = self._workspace.settings.catalogue
        except InspectorError as error:
            log.warning("the looks of new classes are not saved: %s", error)
            self._catalogue = self._catalogue.with_names(names)
        return self._catalogue

    def change_settings(self, edits: Sequence[SettingEdit]) -> Workspace:
        """Write these settings and use them from now on: looks and the quota at once, what an inspection was started
        with from the next one on. Raises WorkspaceError; nothing is changed then.
        """
        from inspector.audit.log import Audited, AuditLog
        from inspector.workspace.editing import change_settings
        from inspector.workspace.setting_edits import changing

        # A PIN's hash is nobody's to read; that it was changed is.
        facts = {".".join(edit.path): "" if edit.path[0] == "people" else str(edit.value) for edit in edits}
        with AuditLog(self.open().audit).recorded(Audited.SETTINGS_CHANGED, facts):
            return self.replace(lambda workspace: change_settings(workspace, changing(edits)))

    def replace(self, change: Callable[[Workspace], Workspace]) -> Workspace:
        """``change`` writes settings and gives the workspace as it is then. Raises what it raises."""
        opened = self.open()
        with self._opening:
            made = self._workspace = change(self._workspace or opened)
            met = [entry.name for entry in self._catalogue.entries]  # also those that could not be saved so far
            self._catalogue = made.settings.catalogue.with_names(met)
        self._changed(made)
        return made

    def reread(self) -> Workspace:
        """Settings as they are on the disk now: another program may have changed them. Raises WorkspaceError."""
        from inspector.workspace.workspace import open_workspace

        return self.replace(lambda workspace: open_workspace(workspace.folder))

    def read_grading_tables(self) -> tuple[Message, ...]:
        """The tables that [grading] names, in their newest versions: for the pieces that begin from now on.

        Gives what is wrong with them: a piece whose table cannot be read is inspected, and not graded.
        """
        from inspector.workspace.grading_tables import tables_in_use
        from inspector.workspace.workspace import open_workspace

        with self._opening:
            workspace = self._workspace
            if workspace is None:
                return ()
            try:
                workspace = open_workspace(workspace.folder)  # as it is now: the Grading page may have changed it
            except InspectorError as error:
                log.warning("[grading] is taken as it was: %s", error)
        self._tables = tables = tables_in_use(workspace)
        return tuple(error.message for error in tables.troubles)

    def check_apart(self, source: Source) -> None:
        """Raises SourceError (SOURCE_IS_OURS) for a source that would read what the program writes."""
        if isinstance(source, ListingSource):
            workspace = self.open()
            source.check_apart(folders=[workspace.folder], trees=workspace.written_trees)
