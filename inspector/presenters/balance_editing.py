"""The settings of the dataset that is open: each change is a step to undo, and is saved in the background."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.balancing import BalanceSettings, ClassRules, Verdict
from inspector.core.messages import Code, WorkspaceError, message
from inspector.screens.history import History
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.datasets.version import DatasetVersion
    from inspector.workspace.workspace import Workspace


class BalanceEditor:
    """Nothing can be changed before a dataset is open. ``changed`` is called after each step."""

    def __init__(self, background: Background, changed: Callable[[], object]) -> None:
        self._background = background
        self._changed = changed
        self._workspace: Workspace | None = None
        self._version: DatasetVersion | None = None
        self._history = History(BalanceSettings())

    def open(self, workspace: Workspace, version: DatasetVersion, settings: BalanceSettings) -> None:
        """Settings of another dataset, as they are saved. What of the one before waits to be saved still is."""
        self._workspace, self._version, self._history = workspace, version, History(settings)

    @property
    def settings(self) -> BalanceSettings:
        return self._history.now

    @property
    def can_undo(self) -> bool:
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        return self._history.can_redo

    def change(self, kind: str = "", **changes: object) -> None:
        """Steps of one kind in a row are one step to undo: a slider that is dragged."""
        # ``replace`` checks the names of fields and nothing their types: the callers are presenters of this page.
        self._put(replace(self.settings, **changes), kind)  # type: ignore[arg-type]

    def choose_share(self, class_index: int, share: float) -> None:
        """How much of a class there is to be, of 1: as much as of the others."""
        if self._version is None:
            return
        version, now = self._version, self.settings.target
        names = [name for name in version.class_names[1:] if name not in version.non_defects]
        target = {name: now.get(name, 0.0) if now else 1.0 for name in names}
        target[version.class_names[class_index]] = share
        if all(math.isclose(value, 1.0) for value in target.values()):
            target = {}
        self.change(f"share {class_index}", target=target)

    def choose_rules(self, class_name: str, rules: ClassRules) -> None:
        self.change(f"rules {class_name}", rules=self.settings.rules.changed(class_name, rules))

    def judge(self, verdict: Verdict) -> None:
        self._put(self.settings.judged(verdict))

    def exclude(self, donor_key: str, is_excluded: bool) -> None:
        now = self.settings.excluded
        self.change(excluded=now | {donor_key} if is_excluded else now - {donor_key})

    def favour(self, donor_key: str, is_favourite: bool) -> None:
        now = self.settings.favourites
        self.change(favourites=now | {donor_key} if is_favourite else now - {donor_key})

    def undo(self) -> None:
        self._history.undo()
        self._step_made()

    def redo(self) -> None:
        self._history.redo()
        self._step_made()

    def _put(self, settings: BalanceSettings, kind: str = "") -> None:
        if self._version is None or settings == self.settings:
            return
        self._history.put(settings, kind)
        self._step_made()

    def _step_made(self) -> None:
        self._save()
        self._changed()

    def _save(self) -> None:
        workspace, version, settings = self._workspace, self._version, self.settings
        if workspace is None or version is None:
            return

        def save() -> None:
            from inspector.workspace.balance_settings import save_balance_settings, settings_file

            with catching_disk_errors(settings_file(workspace, version.name)):
                save_balance_settings(workspace, version.name, settings)

        # Of a slider that is dragged only the newest value is saved; each dataset's own is.
        self._background.run(save, key=f"save {version.name}")


@contextmanager
def catching_disk_errors(path: Path) -> Iterator[None]:
    """Whatever the disk refuses while ``path`` is written becomes a WorkspaceError."""
    try:
        yield
    except OSError as error:
        detail = error.strerror or str(error)
        raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(path), detail=detail)) from error
