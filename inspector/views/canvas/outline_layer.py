"""Borders of regions, as thick on the screen at any zoom."""

from __future__ import annotations

from collections.abc import Mapping

from inspector.views.canvas.layer import IndexImageLayer, PaneView, PlacedImage
from inspector.views.canvas.raster import Segments, outline_picture

OUTLINE_PX = 2  # widget px
HALO_PX = 4  # the whole width, border included


class OutlineLayer(IndexImageLayer):
    """Colours are ``show_colours``: see ``colour_tables.outline_table``."""

    def __init__(self, *, has_halo: bool = False) -> None:
        """``has_halo``: a dark rim, for borders that have to be seen on bright and on dark steel without a fill."""
        super().__init__()
        self._halo_px = HALO_PX if has_halo else 0
        self._outlines: dict[int, Segments] = {}
        self._on_top = 0

    def show_outlines(self, outlines: Mapping[int, Segments]) -> None:
        """By class index, (n, 4) x1, y1, x2, y2 along pixel edges, in frame px."""
        self._outlines = dict(outlines)
        self._renew()

    def show_on_top(self, class_index: int) -> None:
        """The class whose border lies over all others; 0: none."""
        if class_index != self._on_top:
            self._on_top = class_index
            self._renew()

    def _image(self, view: PaneView) -> PlacedImage | None:
        return self._coloured(
            outline_picture(
                self._outlines,
                view.viewport,
                view.visible,
                thickness_px=round(OUTLINE_PX * view.pixel_ratio),
                halo_px=round(self._halo_px * view.pixel_ratio),
                on_top=self._on_top,
            )
        )
