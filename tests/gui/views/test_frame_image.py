"""How frames become pixels of the screen."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from inspector.views.canvas.frame_image import FrameImage, Pyramid, StreamedImage
from inspector.views.canvas.viewport import Viewport


def test_each_level_of_the_pyramid_is_the_mean_of_two_by_two():
    pyramid = Pyramid(np.array([[0, 4, 8], [4, 8, 8], [100, 100, 9]], np.uint8))
    assert pyramid.level(1).tolist() == [[4, 8], [100, 9]]
    assert [pyramid.level_for(zoom) for zoom in (1.0, 0.6, 0.5, 0.26, 0.1)] == [0, 0, 1, 1, 1]


@pytest.mark.parametrize("kind", [Pyramid, StreamedImage])
@pytest.mark.parametrize("zoom", [0.9, 0.4, 0.13])
def test_a_large_frame_zoomed_out_keeps_its_positions(kind: type[FrameImage], zoom: float):
    pixels = np.zeros((600, 800), np.uint8)
    pixels[:, 400:] = 240
    viewport = Viewport(zoom, -40, 0, 500, 300)
    visible = viewport.visible(600, 800)
    placed = kind(pixels).image(viewport, visible)
    edge = -40 + 400 * zoom - placed.left
    row = [QColor(placed.image.pixel(x, 10)).red() for x in range(placed.image.width())]
    assert sum(value < 120 for value in row) == pytest.approx(edge, abs=1)


@pytest.mark.parametrize("kind", [Pyramid, StreamedImage])
def test_half_the_size_is_the_mean_of_two_by_two(kind: type[FrameImage]):
    pixels = np.array([[0, 40, 8, 8], [40, 80, 8, 8], [200, 200, 90, 90], [200, 200, 90, 90]], np.uint8)
    viewport = Viewport(0.5, 3, 2, 10, 10)
    placed = kind(pixels).image(viewport, viewport.visible(4, 4))
    assert (placed.left, placed.top, placed.image.width(), placed.image.height()) == (3, 2, 2, 2)
    found = [[QColor(placed.image.pixel(x, y)).red() for x in range(2)] for y in range(2)]
    assert np.abs(np.array(found) - [[40, 8], [200, 90]]).max() <= 2  # Qt's own smoothing rounds down
