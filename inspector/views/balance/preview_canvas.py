"""An injection before and after: one of them, both parted by a line, or by turns; two injections side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from inspector.core.classes import DefectClass
from inspector.screens.balance import PreviewImage
from inspector.views.balance.tags import TagLayer, Tags
from inspector.views.canvas.canvas import Canvas
from inspector.views.canvas.colour_tables import outline_table
from inspector.views.canvas.frame_image import Pixels, Pyramid
from inspector.views.canvas.layer import Pane
from inspector.views.canvas.outline_layer import OutlineLayer
from inspector.views.canvas.picture_layer import PictureLayer
from inspector.views.canvas.tools import PanTool, ZoomKeys
from inspector.views.canvas.wipe import WipeLine, WipeTool

BLINK_MS = 500


class PreviewLayers:
    """The layers of one pane: one image, before and after its injection."""

    def __init__(self) -> None:
        self.image: PreviewImage | None = None
        self.before, self.after = PictureLayer(), PictureLayer()
        self.outline = OutlineLayer()
        self.line, self.tags = WipeLine(), TagLayer()
        self.pane = Pane((self.before, self.after, self.outline, self.line, self.tags))

    def show_image(self, image: PreviewImage, before: Pyramid, after: Pyramid, class_index: int) -> None:
        """``class_index`` is that of the outline."""
        self.image = image
        self.pane.n_rows, self.pane.n_columns = after.n_rows, after.n_columns
        self.before.show_frame(before)
        self.after.show_frame(after)
        self.outline.show_outlines({class_index: image.outline})


class PreviewCanvas(Canvas):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Injection"))
        self.setMinimumSize(200, 160)
        self._all_layers: list[PreviewLayers] = []  # made when first needed, and kept
        self._shown: list[PreviewLayers] = []
        self._pyramids: dict[int, Pyramid] = {}  # of the frames shown, by id of their pixels
        self._is_wiping = self._is_before_held = self._is_blinking = self._is_blinked = False
        self._has_outline = True
        self._wipe = WipeTool(self, lambda _share: self._refresh())
        self.use_tools([self._wipe, PanTool(self, left_needs_key=False), ZoomKeys(self)])
        self._blink = QTimer(self)
        self._blink.setInterval(BLINK_MS)
        self._blink.timeout.connect(self._on_blink)

    def show_images(self, images: Sequence[PreviewImage], defect_class: DefectClass | None) -> None:
        """One, two side by side, or none. Their arrays must not change while they are shown.

        Zoom and position stay as they are where the frame is as large as the one before.
        """
        size_before = self._frame_size()
        self._keep_pyramids([pixels for image in images for pixels in (image.before, image.after)])
        while len(self._all_layers) < len(images):
            self._all_layers.append(PreviewLayers())
        self._shown = self._all_layers[: len(images)]
        for layers, image in zip(self._shown, images, strict=True):
            before, after = self._pyramids[id(image.before)], self._pyramids[id(image.after)]
            layers.show_image(image, before, after, 0 if defect_class is None else defect_class.index)
            if defect_class is not None:
                layers.outline.show_colours(outline_table({defect_class.index: defect_class}))
        self.show_panes([layers.pane for layers in self._shown])
        self.refit(fits=self._frame_size() != size_before)
        self._refresh()

    def set_wiping(self, is_wiping: bool) -> None:
        self._is_wiping = is_wiping
        self._wipe.set_on(is_wiping)
        self.refresh_cursor()
        self._refresh()

    def set_blinking(self, is_blinking: bool) -> None:
        """By turns, beginning with before."""
        self._is_blinking = self._is_blinked = is_blinking
        self._run_blink()
        self._refresh()

    def set_before(self, is_before: bool) -> None:
        """Before alone, whatever else is on, while a key is held."""
        self._is_before_held = is_before
        self._refresh()

    def set_outline(self, has_outline: bool) -> None:
        self._has_outline = has_outline
        self._refresh()

    def wipe_x(self, pane: int = 0) -> float:
        """Where the line between before and after lies in the widget."""
        return self.x_of_share(self._wipe.share, pane)

    def _keep_pyramids(self, frames: Sequence[Pixels]) -> None:
        """Frames that are still shown keep their halves, in whichever pane they are now."""
        self._pyramids = {id(one): self._pyramids.get(id(one)) or Pyramid(one) for one in frames}

    def _frame_size(self) -> tuple[int, int]:
        """Rows and columns of the largest frame shown."""
        return (
            max((layers.pane.n_rows for layers in self._shown), default=0),
            max((layers.pane.n_columns for layers in self._shown), default=0),
        )

    def _refresh(self) -> None:
        """Which layers are seen, and from where on."""
        is_before = self._is_before_held or (self._is_blinking and self._is_blinked)
        is_parted = self._is_wiping and not is_before
        for layers in self._shown:
            layers.before.set_visible(is_before or is_parted)
            layers.after.set_visible(not is_before)
            layers.outline.set_visible(self._has_outline and not is_before)
            for layer in (layers.after, layers.outline):
                layer.show_from(self._wipe.share if is_parted else 0.0)
            layers.line.set_visible(is_parted)
            layers.line.show_at(self._wipe.share)
            layers.tags.show_tags(self._tags(layers.image, is_before=is_before, is_parted=is_parted))

    def _tags(self, image: PreviewImage | None, *, is_before: bool, is_parted: bool) -> Tags:
        if image is None:
            return Tags()
        return Tags(
            image.title,
            image.note,
            self.tr("before") if is_before or is_parted else "",
            self.tr("after") if is_parted or (self._is_blinking and not is_before) else "",
        )

    # Blinking rests while nobody can see it

    def _run_blink(self) -> None:
        if self._is_blinking and self.isVisible():
            self._blink.start()
        else:
            self._blink.stop()

    def _on_blink(self) -> None:
        self._is_blinked = not self._is_blinked
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run_blink()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._blink.stop()
