"""A frame that comes by blocks is painted as one that is held, once they are there; before, from afar."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage

from inspector.core.looking import turned_pixels
from inspector.core.source_view import QuarterTurns
from inspector.presenters.large_look import part_under
from inspector.screens.painting import BLOCK_PX, PictureBlock
from inspector.views.canvas.frame_image import Pyramid
from inspector.views.canvas.large_image import MAX_BLOCKS, LargeImage
from inspector.views.canvas.layer import PlacedImage
from inspector.views.canvas.viewport import Viewport

H, W = 2100, 1300
PIXELS = np.random.default_rng(0).integers(0, 256, (H, W)).astype(np.uint8)
STEP = 8
OVERVIEW = PIXELS[STEP // 2 :: STEP, STEP // 2 :: STEP]


def block_of(block: PictureBlock, pixels: np.ndarray = PIXELS) -> np.ndarray:
    side, step = BLOCK_PX << block.level, 1 << block.level
    part = pixels[block.row * side : (block.row + 1) * side, block.column * side : (block.column + 1) * side]
    rows, columns = (np.minimum(np.arange(0, n, step) + step // 2, n - 1) for n in part.shape)
    return part[rows][:, columns]


def grey(placed: PlacedImage) -> np.ndarray:
    image = placed.image.convertToFormat(QImage.Format.Format_Grayscale8)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)[:, : image.width()].copy()


def seen(image: LargeImage | Pyramid, viewport: Viewport) -> np.ndarray:
    return grey(image.image(viewport, viewport.visible(H, W)))


class Asked(list):
    def __call__(self, blocks: tuple[PictureBlock, ...]) -> None:
        self.append(blocks)


@pytest.mark.parametrize("zoom", [1.0, 3.0, 17.5])
@pytest.mark.parametrize("origin", [(0, 0), (-700, -900), (40, 60)])
def test_from_100_percent_on_it_is_the_frame_to_the_pixel(zoom: float, origin: tuple[int, int]) -> None:
    asked = Asked()
    image = LargeImage((H, W), OVERVIEW, STEP, asked)
    viewport = Viewport(zoom, *origin, 900, 600)
    seen(image, viewport)
    image.put([(block, block_of(block)) for block in asked[-1]])
    assert (seen(image, viewport) == seen(Pyramid(PIXELS), viewport)).all()
    assert asked[-1] == ()  # nothing is missing any more


def test_before_blocks_come_the_small_picture_stands_for_them() -> None:
    image = LargeImage((H, W), OVERVIEW, STEP, Asked())
    viewport = Viewport(1.0, 0, 0, 400, 300)
    assert (seen(image, viewport) == np.kron(OVERVIEW, np.ones((STEP, STEP), np.uint8))[:300, :400]).all()


def test_it_asks_once_for_what_is_missing_and_only_for_that() -> None:
    asked = Asked()
    image = LargeImage((H, W), OVERVIEW, STEP, asked)
    viewport = Viewport(1.0, 0, 0, 900, 600)
    seen(image, viewport)
    seen(image, viewport)
    first = PictureBlock(0, 0, 0)
    assert asked == [(first, PictureBlock(0, 0, 1), PictureBlock(0, 1, 0), PictureBlock(0, 1, 1))]
    image.put([(first, block_of(first))])
    seen(image, viewport)
    assert asked[1] == asked[0][1:]


def test_it_keeps_no_more_than_so_many_blocks() -> None:
    asked = Asked()
    image = LargeImage((H, W), OVERVIEW, STEP, asked)
    viewport = Viewport(1.0, 0, 0, 400, 300)
    first = PictureBlock(0, 0, 0)
    others = [(PictureBlock(0, 100 + row, 0), np.zeros((BLOCK_PX, BLOCK_PX), np.uint8)) for row in range(MAX_BLOCKS)]
    image.put([(first, block_of(first)), *others[:-1]])
    seen(image, viewport)
    assert not asked
    image.put(others[-1:])  # one must go, and it was looked at just now: another goes
    seen(image, viewport)
    assert not asked
    image.put([(PictureBlock(0, 1000 + block.row, 0), pixels) for block, pixels in others])
    seen(image, viewport)
    assert asked == [(first,)]


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_block_of_the_turned_picture_shows_that_part_of_the_frame(turns: QuarterTurns, level: int) -> None:
    turned = turned_pixels(PIXELS, turns)
    side = BLOCK_PX << level
    for row in range(-(-turned.shape[0] // side)):
        for column in range(-(-turned.shape[1] // side)):
            box = part_under(PictureBlock(level, row, column), (H, W), turns)
            part = PIXELS[box.y : box.y + box.height, box.x : box.x + box.width]
            expected = turned[row * side : (row + 1) * side, column * side : (column + 1) * side]
            assert (turned_pixels(np.ascontiguousarray(part), turns) == expected).all()
