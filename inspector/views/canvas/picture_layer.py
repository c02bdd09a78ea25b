"""The frame itself."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.screens.painting import PictureBlock
from inspector.views.canvas.frame_image import FrameImage, Pixels
from inspector.views.canvas.large_image import LargeImage
from inspector.views.canvas.layer import ImageLayer, PaneView, PlacedImage


class PictureLayer(ImageLayer):
    def __init__(self) -> None:
        super().__init__()
        self._frame: FrameImage | LargeImage | None = None

    def show_frame(self, frame: FrameImage | LargeImage) -> None:
        if frame is not self._frame:
            self._frame = frame
            self._renew()

    def put(self, blocks: Sequence[tuple[PictureBlock, Pixels]], overview: Pixels | None = None) -> None:
        """Of a frame that comes by blocks; a better picture of all of it."""
        if isinstance(self._frame, LargeImage):
            self._frame.put(blocks)
            if overview is not None:
                self._frame.see(overview)
            self._renew()

    def _image(self, view: PaneView) -> PlacedImage | None:
        return None if self._frame is None else self._frame.image(view.viewport, view.visible)
