"""Samples of dataset versions, made on the spot."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from inspector.datasets.version import DatasetVersion, NewSample, Split, write_version

CLASS_NAMES = ("background", "inclusion", "patches")


def encoded(pixels: npt.NDArray[np.generic], kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind)
    return out.getvalue()


def sample(number: int, group: str = "", split: Split = Split.TRAIN, **changes: object) -> NewSample:
    rng = np.random.default_rng(number)
    new = NewSample(
        name=f"frame{number}", frame_bytes=encoded(rng.integers(0, 256, (20, 30), np.uint8)), frame_suffix=".png",
        class_map=rng.choice(np.array([0, 1, 2, 255], np.uint8), (20, 30)), group=group or f"coil {number}",
        split=split,
    )  # fmt: skip
    return replace(new, **changes)  # type: ignore[arg-type]


def write(
    folder: Path,
    *samples: NewSample,
    class_names: tuple[str, ...] = CLASS_NAMES,
    non_defects: tuple[str, ...] = (),
) -> DatasetVersion:
    return write_version(
        folder, name="squares", class_names=class_names, source="a test", terms="none", samples=samples,
        non_defects=non_defects,
    )  # fmt: skip
