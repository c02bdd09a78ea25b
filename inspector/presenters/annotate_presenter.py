"""What the Annotate page decides: which frame is open, and what becomes of its labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.annotation.frame_editor import FrameEditor
from inspector.core.classes import ClassCatalogue
from inspector.core.frame import Pixels
from inspector.presenters.painting_presenter import PaintingPresenter
from inspector.workers.background import ignore

if TYPE_CHECKING:
    from inspector.presenters.source_views import SourceViews
    from inspector.views.annotate.annotate_page import AnnotatePage


class AnnotatePresenter:
    def __init__(self, page: AnnotatePage, views: SourceViews) -> None:
        self.painting = PaintingPresenter(page.painting, views, step_made=ignore, failed=ignore)

    def open(self, editor: FrameEditor, pixels: Pixels, bits: int, catalogue: ClassCatalogue) -> None:
        self.painting.open(editor, pixels, bits, catalogue)

    def end(self) -> bool:
        return self.painting.end()
