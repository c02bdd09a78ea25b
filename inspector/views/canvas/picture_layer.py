"""The frame itself."""

from __future__ import annotations

from inspector.views.canvas.frame_image import FrameImage
from inspector.views.canvas.layer import ImageLayer, PaneView, PlacedImage


class PictureLayer(ImageLayer):
    def __init__(self) -> None:
        super().__init__()
        self._frame: FrameImage | None = None

    def show_frame(self, frame: FrameImage) -> None:
        if frame is not self._frame:
            self._frame = frame
            self._renew()

    def _image(self, view: PaneView) -> PlacedImage | None:
        return None if self._frame is None else self._frame.image(view.viewport, view.visible)
