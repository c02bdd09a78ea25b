"""A class map as fill and hatch."""

from __future__ import annotations

from collections.abc import Mapping

from inspector.core.class_map import ClassMap
from inspector.core.classes import Hatch
from inspector.views.canvas.layer import IndexImageLayer, PaneView, PlacedImage
from inspector.views.canvas.raster import fill_picture


class IndexLayer(IndexImageLayer):
    """Colours and opacity are ``show_colours``: see ``colour_tables.fill_table``."""

    def __init__(self) -> None:
        super().__init__()
        self._class_map: ClassMap | None = None
        self._hatches: dict[int, Hatch] = {}

    def show_class_map(self, class_map: ClassMap) -> None:
        """(H, W) as large as the pane's frame; it must not change while it is shown."""
        self._class_map = class_map if class_map.any() else None  # most frames of a good strip hold nothing
        self._renew()

    def show_hatches(self, hatches: Mapping[int, Hatch]) -> None:
        """By class index; a class without one is filled evenly."""
        if dict(hatches) != self._hatches:
            self._hatches = dict(hatches)
            self._renew()

    def _image(self, view: PaneView) -> PlacedImage | None:
        if self._class_map is None:
            return None
        scale = max(1, round(view.pixel_ratio))
        return self._coloured(
            fill_picture(self._class_map, self._hatches, view.viewport, view.visible, hatch_scale=scale)
        )
