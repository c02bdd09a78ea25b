"""Where a dialog for files begins: the folder used last for this kind of file, else where people keep such files.

The window has one, and its presenter keeps it from start to start.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QFileInfo, QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QWidget


class FileKind(StrEnum):
    """The values are kept on the disk."""

    FRAMES = "frames"
    VIDEOS = "videos"
    PICTURES = "pictures"  # to be labelled
    DATASETS = "datasets"
    MODELS = "models"
    SCREENS = "screens"
    NETWORKS = "networks"  # that make masks of clicks
    REPORTS = "reports"
    EXPORTS = "exports"  # rows, sheets and pages for other programs
    BACKUPS = "backups"
    UPDATES = "updates"
    BUNDLES = "bundles"


_USUAL = {
    FileKind.FRAMES: QStandardPaths.StandardLocation.PicturesLocation,
    FileKind.PICTURES: QStandardPaths.StandardLocation.PicturesLocation,
    FileKind.VIDEOS: QStandardPaths.StandardLocation.MoviesLocation,
}


class LastFolders(QObject):
    chosen = Signal(str, str)  # value of a FileKind, folder

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders: dict[str, str] = {}

    @classmethod
    def of(cls, page: QWidget) -> LastFolders:
        """Of the window in which ``page`` is, also in a dialog of it; of nobody else where there is no such window."""
        widget: QWidget | None = page.window()
        while widget is not None:
            found = widget.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if isinstance(found, cls):
                return found
            above = widget.parentWidget()
            widget = above.window() if above is not None else None
        return cls(page)

    def show(self, folders: Mapping[str, str]) -> None:
        """As they were kept; those used since stand."""
        self._folders = {**folders, **self._folders}

    def start(self, kind: FileKind) -> str:
        """A folder that is there."""
        usual = QStandardPaths.writableLocation(_USUAL[kind]) if kind in _USUAL else ""
        known = (one for one in (self._folders.get(kind, ""), usual) if one and QFileInfo(one).isDir())
        return next(known, QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation))

    def used(self, kind: FileKind, path: str) -> None:
        """A file, or a folder, was chosen: the next one most likely lies beside it."""
        folder = str(Path(path).parent)
        if self._folders.get(kind) != folder:
            self._folders[kind] = folder
            self.chosen.emit(kind.value, folder)
