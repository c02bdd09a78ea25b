"""How tiles go into a network and how its scores come out, as the network itself shows.

    tiles (N, C, h, w) float32  ->  to_network: what the network takes, in its type, layout and number at once
    what the network gives      ->  to_scores: (N, K, h, w) float32, K the classes of the card, background first

Networks as Inspector exports them take and give exactly this, and nothing is converted then. What exports of other
programs do is undone here: 16 bits, bytes, channels last, a fixed number of tiles, no plane for the background, scores
of a half or a quarter of the size, a class map in the place of scores.

NumPy and OpenCV only: it does not matter which runtime is in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from inspector.inference.backend import Tiles

NetworkArray = npt.NDArray[Any]  # in the network's own type and layout
BYTE_MAX = 255


@dataclass(frozen=True, slots=True)
class Contract:
    """Facts about one network. ``n_planes`` and ``scale`` are those of its scores."""

    input_name: str
    output_name: str
    input_type: np.dtype[Any]  # float32, float16 or uint8
    output_type: np.dtype[Any]  # float32, float16, whole numbers or bool
    n_channels: int
    takes_channels_last: bool  # (N, h, w, C)
    gives_channels_last: bool
    batch: int | None  # how many tiles it takes at once, where it takes no other number
    fixed_tile: tuple[int, int] | None  # (height, width) where it takes no other
    n_classes: int  # of the card
    n_planes: int  # as many as classes, one fewer without the background's, or one that is a class map
    has_planes_axis: bool  # False: (N, h, w)
    is_class_map: bool
    background: float | None  # score of the background's plane, where the network has none
    scale: int  # one score for this many pixels in height and width

    @property
    def is_plain(self) -> bool:
        """Scores are those of the card's classes as they come."""
        return (
            self.scale == 1 and self.background is None and not self.is_class_map and not self.gives_channels_last
            and self.output_type == np.float32 and self.batch in (None, 1)
        )  # fmt: skip

    def taken_shape(self, n_tiles: int, height: int, width: int) -> tuple[int, ...]:
        n_tiles = self.batch or n_tiles
        if self.takes_channels_last:
            return n_tiles, height, width, self.n_channels
        return n_tiles, self.n_channels, height, width

    def given_shape(self, n_tiles: int, height: int, width: int) -> tuple[int, ...]:
        n_tiles, height, width = self.batch or n_tiles, height // self.scale, width // self.scale
        if not self.has_planes_axis:
            return n_tiles, height, width
        if self.gives_channels_last:
            return n_tiles, height, width, self.n_planes
        return n_tiles, self.n_planes, height, width

    def to_network(self, tiles: Tiles) -> NetworkArray:
        """Of prepared tiles; at most ``batch`` of them."""
        taken: NetworkArray = tiles
        if self.input_type == np.uint8:
            taken = np.rint(tiles * np.float32(BYTE_MAX)).clip(0, BYTE_MAX).astype(np.uint8)
        elif self.input_type != np.float32:
            taken = tiles.astype(self.input_type)
        if self.takes_channels_last:
            taken = np.ascontiguousarray(np.moveaxis(taken, 1, 3))
        if self.batch is not None and len(taken) < self.batch:
            taken = np.concatenate([taken, np.repeat(taken[-1:], self.batch - len(taken), axis=0)])
        return taken

    def to_scores(self, given: NetworkArray, tiles: tuple[int, ...]) -> Tiles:
        """Of tiles of shape (N, C, h, w). Raises ValueError where it is of another size, and for a class map with
        classes that the card does not name."""
        n_tiles, _, height, width = tiles
        if given.shape != self.given_shape(n_tiles, height, width):
            raise ValueError(f"a tile of {height} x {width} gives an output of {given.shape}")
        if self.is_plain:
            return given
        planes = self.planes(given)[:n_tiles]
        if self.is_class_map:
            return self._votes(planes[:, 0])
        if self.scale > 1:
            planes = _enlarged(planes, self.scale)
        if self.background is not None:
            shape = (len(planes), 1, *planes.shape[2:])
            planes = np.concatenate([np.full(shape, self.background, np.float32), planes], axis=1)
        return planes

    def planes(self, given: NetworkArray) -> NetworkArray:
        """(N, planes, h / scale, w / scale); 32-bit floats, or the whole numbers of a class map."""
        planes = given if self.has_planes_axis else given[:, None]
        if self.gives_channels_last:
            planes = np.moveaxis(planes, 3, 1)
        if self.is_class_map:
            return planes
        return np.ascontiguousarray(planes, np.float32)

    def _votes(self, class_maps: NetworkArray) -> Tiles:
        """One for the class of each pixel, zero for all others."""
        if class_maps.dtype != np.bool_:
            lowest, highest = int(class_maps.min()), int(class_maps.max())
            if lowest < 0 or highest >= self.n_classes:
                raise ValueError(f"it gave the classes {lowest} to {highest}, its card names 0 to {self.n_classes - 1}")
        votes = np.stack([class_maps == index for index in range(self.n_classes)], axis=1).astype(np.float32)
        return votes.repeat(self.scale, axis=2).repeat(self.scale, axis=3) if self.scale > 1 else votes


def _enlarged(planes: Tiles, scale: int) -> Tiles:
    """Linearly in both directions, each score in the middle of its pixels."""
    height, width = planes.shape[2] * scale, planes.shape[3] * scale
    enlarged = np.empty((*planes.shape[:2], height, width), np.float32)
    for tile, scores in zip(planes, enlarged, strict=True):
        for plane, out in zip(tile, scores, strict=True):
            cv2.resize(plane, (width, height), dst=out, interpolation=cv2.INTER_LINEAR)
    return enlarged
