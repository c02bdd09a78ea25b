"""Borders of regions, as thick on the screen at any zoom, between a dark and a light edge: seen on any grey."""

from __future__ import annotations

from collections.abc import Mapping

from inspector.views.canvas.layer import IndexImageLayer, PaneView, PlacedImage
from inspector.views.canvas.raster import Segments, outline_picture

# Whole widths in widget px, border, dark and light edge; the edges alone round what is filled.
OUTLINE_PX, DARK_PX, LIGHT_PX = 2, 4, 6
BARE_DARK_PX, BARE_LIGHT_PX = 2, 4


class OutlineLayer(IndexImageLayer):
    """Colours are ``show_colours``: see ``colour_tables.outline_table``."""

    def __init__(self) -> None:
        super().__init__()
        self._outlines: dict[int, Segments] = {}
        self._alone = 0
        self._has_edges_only = False

    def show_outlines(self, outlines: Mapping[int, Segments]) -> None:
        """By class index, (n, 4) x1, y1, x2, y2 along pixel edges, in frame px."""
        self._outlines = dict(outlines)
        self._renew()

    def show_alone(self, class_index: int) -> None:
        """The only class whose border is shown; 0: all."""
        if class_index != self._alone:
            self._alone = class_index
            self._renew()

    def show_edges_only(self, has_edges_only: bool) -> None:
        """Without the border's colour, round areas that have it."""
        if has_edges_only != self._has_edges_only:
            self._has_edges_only = has_edges_only
            self._renew()

    def _image(self, view: PaneView) -> PlacedImage | None:
        shown = self._outlines
        if self._alone:
            shown = {index: segments for index, segments in shown.items() if index == self._alone}
        widths = (0, BARE_DARK_PX, BARE_LIGHT_PX) if self._has_edges_only else (OUTLINE_PX, DARK_PX, LIGHT_PX)
        border, dark, light = (round(width * view.pixel_ratio) for width in widths)
        picture = outline_picture(shown, view.viewport, view.visible, thickness_px=border, halo_px=dark, light_px=light)
        return self._coloured(picture)
