"""A picture of frames with its buttons, what is read under the cursor, and the grey along its ruler."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.core.ruler import GreyProfile
from inspector.core.source_view import SourceView
from inspector.screens.live import DisplayFrame
from inspector.screens.live_actions import LIVE
from inspector.screens.shell import EmptyState
from inspector.views.action_set import ActionSet
from inspector.views.canvas.canvas_panel import CanvasPanel
from inspector.views.live.strip_canvas import PointedPixel, StripCanvas
from inspector.views.small_widgets import SteadyLabel
from inspector.views.theme import SMALL_PX, font

if TYPE_CHECKING:
    from inspector.views.live.profile_panel import ProfilePanel

BUTTONS = (
    ("live.freeze", "live.overlay_style"),
    ("live.fit", "live.fit_product", "live.actual_size", "live.turn"),
    ("live.auto_contrast", "live.ruler"),
)
BUTTON_WIDTH_PX = 30


class PicturePanel(CanvasPanel):
    def __init__(
        self,
        actions: ActionSet,
        scope: str = LIVE,
        buttons: Sequence[Sequence[str]] = BUTTONS,
        *,
        has_reading: bool = True,
        is_captioned_above: bool = False,
        canvas: StripCanvas | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``buttons`` are ids of actions of ``scope``; ``has_reading``: of the pixel under the cursor;
        ``is_captioned_above``: see ``CanvasPanel``."""
        canvas, below = canvas or StripCanvas(), QWidget()
        reading = SteadyLabel() if has_reading else None
        super().__init__(
            canvas, actions, buttons, reading=reading, below=below, is_captioned_above=is_captioned_above, parent=parent
        )
        self._below = QVBoxLayout(below)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._profile: ProfilePanel | None = None  # made when it is first needed
        self._last_profile: GreyProfile | None = None
        self._states = {verb: actions.qaction(f"{scope}.{verb}") for verb in ("fit_product", "auto_contrast", "ruler")}
        for action in self._states.values():
            action.setCheckable(True)
        self.canvas, self._reading = canvas, reading
        for button in self.buttons.values():
            button.setFixedWidth(BUTTON_WIDTH_PX)
        if reading is not None:
            reading.setFont(font(SMALL_PX))
            reading.setProperty("dim", True)
            reading.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.canvas.pointed.connect(self._on_pointed)
        self.canvas.profile_drawn.connect(self._on_profile)

    def show_empty(self, state: EmptyState | None) -> None:
        super().show_empty(state)
        if state is not None:
            self._on_pointed(None)

    def show_frame(self, frame: DisplayFrame) -> None:
        self.canvas.show_frame(frame)
        self.show_caption(frame.caption, self.canvas.zoom)
        self.show_empty(None)

    def show_picture_view(self, view: SourceView) -> None:
        self._states["fit_product"].setChecked(view.fits_product)
        self._states["auto_contrast"].setChecked(view.is_auto)

    def set_measuring(self, is_on: bool) -> None:
        self.canvas.set_measuring(is_on)
        self._states["ruler"].setChecked(is_on)
        if self._profile is not None:
            self._profile.setVisible(is_on)

    def show_profile(self) -> None:
        """What draws it is loaded."""
        if self._profile is None:
            from inspector.views.live.profile_panel import ProfilePanel

            self._profile = ProfilePanel()
            self._below.addWidget(self._profile)
            self._profile.show_profile(self._last_profile)
            self._profile.setVisible(self.canvas.is_measuring)

    def refresh_colours(self) -> None:
        if self._profile is not None:
            self._profile.refresh_colours()

    def _on_profile(self, profile: GreyProfile | None) -> None:
        self._last_profile = profile
        if self._profile is not None:
            self._profile.show_profile(profile)

    def _on_pointed(self, pixel: PointedPixel | None) -> None:
        if self._reading is None:
            return
        if pixel is None:
            self._reading.setText("")
            self._reading.forget_width()  # the caption needs the room
            return
        parts = [f"x {pixel.x}  y {pixel.y}"]
        if pixel.across_mm is not None and pixel.along_mm is not None:
            parts.append(f"{pixel.across_mm:.1f} × {pixel.along_mm:.1f} mm")
        name = self.tr("grey") if len(pixel.value) == 1 else self.tr("RGB")
        parts.append(f"{name} {' '.join(str(one) for one in pixel.value)}")
        self._reading.setText(" · ".join(parts))
