"""What is dropped on the window, or opened with the program from the desktop: a folder or a video becomes the source, a
model the model, a model as one file is taken into the workspace; else words say why not.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.messages import Code, Message, message
from inspector.core.source_options import SourceOptions
from inspector.screens.live_actions import LIVE
from inspector.texts.messages import message_text
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.views.live.live_page import LivePage
    from inspector.views.main_window import MainWindow

MODEL_SUFFIX = ".onnx"
BUNDLE_SUFFIX = ".inspector-model"  # of models_store.bundle, which is loaded when it is needed
DROP = "drop"  # key of the background work


class Dropping:
    """It asks the Live page's own signals, so whatever guards a running inspection guards it here too."""

    def __init__(self, window: MainWindow, page: LivePage, background: Background) -> None:
        self._window = window
        self._page = page
        self._background = background
        window.files_dropped.connect(self._dropped)

    def _dropped(self, paths: tuple[str, ...]) -> None:
        if len(paths) != 1:
            self._tell(message(Code.DROPPED_SEVERAL, n=len(paths)))
            return
        (path,) = paths
        self._background.run(lambda: _kind(Path(path)), done=lambda kind: self._open(path, kind), key=DROP)

    def _open(self, path: str, kind: str) -> None:
        # What it would end is asked there: on another page a second drop would say yes unseen.
        self._window.show_page(LIVE)
        if kind == "source":
            self._page.source_wished.emit(path, SourceOptions())
        elif kind == "model":
            self._page.model_wished.emit(path)
        elif kind == "bundle":
            self._window.model_import_wished.emit(path)
        else:
            self._tell(message(Code.DROPPED_UNKNOWN, name=Path(path).name))

    def _tell(self, what: Message) -> None:
        self._page.show_message(message_text(what), is_answer=True)


def _kind(path: Path) -> str:
    """Off the Qt thread: a share that is away may take its time."""
    from inspector.sources.video import VIDEO_SUFFIXES

    suffix = path.suffix.lower()
    if path.is_dir() or suffix in VIDEO_SUFFIXES:
        return "source"
    return {MODEL_SUFFIX: "model", BUNDLE_SUFFIX: "bundle"}.get(suffix, "")
