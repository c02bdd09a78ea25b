"""A frame with what today's model finds in it, and left of a line that is dragged what was recorded of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from inspector.core.classes import DefectClass
from inspector.screens.live import DisplayFrame, OverlayLook, OverlayStyle
from inspector.views.canvas.colour_tables import fill_table, outline_table
from inspector.views.canvas.frame_image import StreamedImage
from inspector.views.canvas.index_layer import IndexLayer
from inspector.views.canvas.outline_layer import OutlineLayer
from inspector.views.canvas.picture_layer import PictureLayer
from inspector.views.canvas.wipe import WipeLine, WipeTool
from inspector.views.live.strip_canvas import StripCanvas


class WipedCanvas(StripCanvas):
    _recorded: DisplayFrame | None = None  # what is shown left of the line; None: there is no line

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recorded_fill, self._recorded_outline = IndexLayer(), OutlineLayer()
        self._picture_at_right, self._line_between = PictureLayer(), WipeLine()  # covers what was recorded there
        picture, *others = self._pane.layers
        self._pane.layers = (
            picture, self._recorded_fill, self._recorded_outline, self._picture_at_right, *others, self._line_between,
        )  # fmt: skip
        self.show_panes([self._pane])
        self._wipe = WipeTool(self, lambda _share: self._part())
        self.use_tools([self._wipe, *self._tools])
        self._part()

    def show_recorded(self, recorded: DisplayFrame | None) -> None:
        """Of the frame that is shown, turned and as large as it; None for no line."""
        self._recorded = recorded
        if recorded is not None and self._frame is not None:
            self._picture_at_right.show_frame(StreamedImage(self._frame.pixels))
            self._recorded_fill.show_class_map(recorded.overlay)
            self._recorded_fill.show_hatches({one.index: one.hatch for one in recorded.classes})
            self._recorded_outline.show_outlines(recorded.outlines)
            self._colour()
        self._part()
        self.refresh_cursor()

    def show_look(self, look: OverlayLook) -> None:
        super().show_look(look)
        self._part()

    def _colour(self) -> None:
        super()._colour()
        if self._recorded is not None:
            known = {one.index: one for one in self._recorded.classes}
            solo = self._solo_of(known)
            self._recorded_fill.show_colours(fill_table(known, self._look.opacity, solo))
            self._recorded_outline.show_colours(outline_table(known, solo))

    def _solo_of(self, known: dict[int, DefectClass]) -> int:
        """The class that is alone has another index in another model; one that is not known hides all."""
        if not self._look.solo:
            return 0
        alone = self._classes.get(self._look.solo)
        found = [index for index, one in known.items() if alone is not None and one.name == alone.name]
        return found[0] if found else max(known, default=0) + 1

    def _part(self) -> None:
        is_parted = self._recorded is not None
        share = self._wipe.share if is_parted else 0.0
        self._wipe.set_on(is_parted)
        self._recorded_fill.set_visible(is_parted and self._fill.is_visible)
        self._recorded_outline.set_visible(is_parted and self._outline.is_visible)
        self._recorded_outline.show_edges_only(self._look.style is OverlayStyle.FILL)
        self._picture_at_right.set_visible(is_parted)
        for layer in (self._picture_at_right, self._fill, self._outline):
            layer.show_from(share)
        self._line_between.set_visible(is_parted)
        self._line_between.show_at(self._wipe.share)
