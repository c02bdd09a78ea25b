"""Pictures and data sets in their authors' layouts, made on the spot."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image


def encoded(pixels: npt.NDArray[np.generic], kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind)
    return out.getvalue()


def small_neu_seg(root: Path, rows: Sequence[tuple[str, str, str, str, str]]) -> Path:
    """``rows`` as in groups.csv: folder, name, classes, group, split. Frame k is of level 40 k; its mask holds 16 px of
    class k modulo 4."""
    for k, (folder, name, *_) in enumerate(rows):
        for part in ("images", "annotations"):
            (root / part / folder).mkdir(parents=True, exist_ok=True)
        grey = np.full((20, 20, 3), 40 * k, np.uint8)
        (root / "images" / folder / f"{name}.jpg").write_bytes(encoded(grey, "JPEG"))
        mask = np.zeros((20, 20), np.uint8)
        mask[5:9, 5:9] = k % 4
        (root / "annotations" / folder / f"{name}.png").write_bytes(encoded(mask))
    with (root / "groups.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("folder", "name", "classes", "group", "split"), *rows])
    return root
