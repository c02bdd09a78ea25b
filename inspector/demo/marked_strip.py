"""Strip of a damaged roll with its truth, and the folder that a line watches for it.

    MarkedStrip.write(name, view)     one frame more, as a camera's program writes it: whole, or not there yet
    MarkedStrip.truth_of(pixels)      what the generator drew into it
    write_held_out(folder, …)         a dataset version of strip that nobody labelled, with its truth

NumPy and files only: no Qt. A thread may write while another asks for the truth of what is written.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import numpy as np
from PIL import Image

from inspector.core.class_map import ClassMap
from inspector.core.frame import Pixels
from inspector.datasets.version import NewSample, Origin, Split, write_version
from inspector.sources.roll_marks import ROLL_MARK, WITH_ROLL_MARKS
from inspector.sources.synthetic import StripView, SyntheticStrip

KIND = WITH_ROLL_MARKS[ROLL_MARK]
HELD_OUT = "held-out"  # name of the version


class MarkedStrip:
    def __init__(self, folder: Path, strip: SyntheticStrip, rows: int) -> None:
        """``rows`` of each frame. Raises OSError where the folder cannot be made."""
        self.folder, self.strip, self.rows = folder, strip, rows
        self._truth: dict[bytes, bytes] = {}  # packed: half an hour of class maps would be 400 MB
        folder.mkdir(parents=True, exist_ok=True)

    def view(self, index: int) -> StripView:
        return self.strip.render(index * self.rows, self.rows)

    def write(self, name: str, view: StripView) -> None:
        """``name`` without its suffix. Raises OSError."""
        self._truth[_key(view.pixels)] = zlib.compress(view.class_map.tobytes(), 1)
        file = self.folder / f"{name}.png"
        part = file.with_suffix(".part")
        part.write_bytes(_png(view.pixels))
        part.rename(file)

    def truth_of(self, pixels: Pixels) -> ClassMap:
        """(H, W), by the indices of ``WITH_ROLL_MARKS``. KeyError for a frame that was not written here."""
        packed = self._truth[_key(pixels)]
        return np.frombuffer(zlib.decompress(packed), np.uint8).reshape(pixels.shape)


def write_held_out(folder: Path, strips: Iterable[SyntheticStrip], rows: int, n_each: int) -> None:
    """``n_each`` frames of each strip, which is a group; all of them to be tested on. Raises OSError."""
    samples = []
    for strip in strips:
        for index in range(n_each):
            view, name = strip.render(index * rows, rows), f"{strip.seed}-{index}"
            samples.append(
                NewSample(
                    name, _png(view.pixels), ".png", view.class_map, f"coil {strip.seed}", Split.TEST, Origin.SYNTHETIC
                )
            )
    write_version(
        folder, name=folder.name, class_names=WITH_ROLL_MARKS, source="the generator of the demo strip",
        terms="made by this program", samples=samples,
    )  # fmt: skip


def _key(pixels: Pixels) -> bytes:
    return sha256(pixels.tobytes()).digest()


def _png(pixels: Pixels) -> bytes:
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "PNG")
    return encoded.getvalue()
