"""Where a picture lies in its view: zoom, place, and whether it follows the view's size.

*Fitting* (the whole picture in view) until someone zooms or moves it; then *free*, until it is asked to fit again. All
in device pixels: a zoom of 1 is one pixel of the picture on one of the screen, whatever its scaling.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.views.raster import Sight

MAX_ZOOM = 32.0
MIN_ZOOM_OF_FIT = 0.5  # of the zoom that fits
WHEEL_STEP = 1.2


@dataclass(slots=True)
class Zooming:
    """``view`` is width and height of the view, ``picture`` of the picture; (0, 0) for none."""

    view: tuple[int, int] = (0, 0)
    picture: tuple[int, int] = (0, 0)
    zoom: float = 1.0
    x: float = 0.0  # of the picture's corner
    y: float = 0.0
    is_fitting: bool = True

    @property
    def fit_zoom(self) -> float:
        if self.picture == (0, 0):
            return 1.0
        (room_x, room_y), (width, height) = self.view, self.picture
        return float(min(room_x / max(1, width), room_y / max(1, height), MAX_ZOOM))

    @property
    def sight(self) -> Sight:
        return Sight(self.zoom, round(self.x), round(self.y), *self.view)

    def refit(self) -> None:
        """View or picture are of another size: still fitting, or as it was and kept in view."""
        if self.is_fitting and self.fit_zoom > 0:
            self.zoom = self.fit_zoom
        self._keep_in_view()

    def zoom_about(self, x: float, y: float, zoom: float) -> None:
        """The picture's pixel under (x, y) of the view stays there."""
        zoom = min(MAX_ZOOM, max(zoom, min(1.0, MIN_ZOOM_OF_FIT * self.fit_zoom)))
        at_x, at_y = self.sight.to_frame(x, y)
        self.is_fitting, self.zoom = False, zoom
        self.x, self.y = x - at_x * zoom, y - at_y * zoom
        self._keep_in_view()

    def move(self, right: float, down: float) -> None:
        self.is_fitting = False
        self.x, self.y = self.x + right, self.y + down
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        """A picture smaller than the view is centred; a larger one leaves no edge inside it."""
        self.x = _kept(self.x, self.picture[0] * self.zoom, self.view[0])
        self.y = _kept(self.y, self.picture[1] * self.zoom, self.view[1])


def _kept(corner: float, shown: float, room: float) -> float:
    if shown <= room:
        return float(round((room - shown) / 2))
    return min(0.0, max(corner, room - shown))
