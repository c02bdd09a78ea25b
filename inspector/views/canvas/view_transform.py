"""Where a frame lies in its pane: zoom, corner, and whether it follows the pane's size.

*Fitting* (the whole frame in view, or the part of it that ``fit_to`` names) until someone zooms or moves it; then
*free*, until it is asked to fit again, or has its placement before put back. All
in device px: a zoom of 1 is one pixel of the frame on one of the screen, whatever its scaling.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.core.defect import Box
from inspector.views.canvas.viewport import Viewport

DEFAULT_MAX_ZOOM = 32.0
MIN_ZOOM_OF_FIT = 0.5  # of the zoom that fits
WHEEL_STEP = 1.2
ROOM_PX, ROOM_SHARE = 24.0, 0.75  # around what is shown: frame px, and of its larger side
MAX_ZOOM_OF_SHOW = 6.0  # a speck is shown large, and with what lies around it


@dataclass(frozen=True, slots=True)
class Sight:
    """What one looks at: the zoom and the corner, or whatever fits."""

    zoom: float
    x: float
    y: float
    is_fitting: bool


@dataclass(slots=True)
class ViewTransform:
    """``pane`` is width and height of the pane, ``frame`` of the frame; (0, 0) for none."""

    pane: tuple[int, int] = (0, 0)
    frame: tuple[int, int] = (0, 0)
    max_zoom: float = DEFAULT_MAX_ZOOM
    min_zoom: float = 1.0  # that one may zoom out to, whatever fits
    zoom: float = 1.0
    x: float = 0.0  # of the frame's corner
    y: float = 0.0
    is_fitting: bool = True
    is_shown: bool = False  # ``show`` led here, and nobody has zoomed or moved since
    fit_to: Box | None = None  # what of the frame is in view while fitting; None: all of it

    @property
    def sight(self) -> Sight:
        return Sight(self.zoom, self.x, self.y, self.is_fitting)

    def look(self, sight: Sight) -> None:
        self.zoom, self.x, self.y, self.is_fitting = sight.zoom, sight.x, sight.y, sight.is_fitting
        self.refit()

    def show(self, box: Box) -> None:
        """A part of the frame in the middle, with room around it, never smaller than what fits."""
        room = max(ROOM_PX, ROOM_SHARE * max(box.width, box.height))
        wanted = min(self.pane[0] / (box.width + 2 * room), self.pane[1] / (box.height + 2 * room), MAX_ZOOM_OF_SHOW)
        self.is_fitting = False
        self._centre(box, min(self.max_zoom, max(wanted, self.fit_zoom)))
        self._keep_in_view()
        self.is_shown = True

    @property
    def fit_zoom(self) -> float:
        """Of the whole frame."""
        return self._zoom_for(*self.frame) if self.frame != (0, 0) else 1.0

    def _zoom_for(self, width: float, height: float) -> float:
        room_x, room_y = self.pane
        return float(min(room_x / max(1, width), room_y / max(1, height), self.max_zoom))

    @property
    def viewport(self) -> Viewport:
        return Viewport(self.zoom, round(self.x), round(self.y), *self.pane)

    def refit(self) -> None:
        """Pane or frame are of another size: still fitting, or as it was and kept in view."""
        if self.is_fitting and self.fit_zoom > 0:
            if self.fit_to is None:
                self.zoom = self.fit_zoom
            else:
                self._centre(self.fit_to, self._zoom_for(self.fit_to.width, self.fit_to.height))
        self._keep_in_view()

    def _centre(self, box: Box, zoom: float) -> None:
        self.zoom = zoom
        self.x = self.pane[0] / 2 - (box.x + box.width / 2) * zoom
        self.y = self.pane[1] / 2 - (box.y + box.height / 2) * zoom

    def zoom_about(self, x: float, y: float, zoom: float) -> None:
        """The frame's pixel under (x, y) of the pane stays there."""
        zoom = min(self.max_zoom, max(zoom, min(self.min_zoom, MIN_ZOOM_OF_FIT * self.fit_zoom)))
        at_x, at_y = self.viewport.to_frame(x, y)
        self.is_fitting, self.is_shown, self.zoom = False, False, zoom
        self.x, self.y = x - at_x * zoom, y - at_y * zoom
        self._keep_in_view()

    def move(self, right: float, down: float) -> None:
        self.is_fitting = self.is_shown = False
        self.x, self.y = self.x + right, self.y + down
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        """A frame smaller than the pane is centred; a larger one leaves no edge inside it."""
        self.x = _kept_in_view(self.x, self.frame[0] * self.zoom, self.pane[0])
        self.y = _kept_in_view(self.y, self.frame[1] * self.zoom, self.pane[1])


def _kept_in_view(corner: float, size: float, room: float) -> float:
    if size <= room:
        return float(round((room - size) / 2))
    return min(0.0, max(corner, room - size))
