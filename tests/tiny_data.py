"""A dataset version that the tiny model scores perfectly: squares on clean steel, in as many groups as wanted."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from inspector.datasets.version import DatasetVersion, NewSample, Split, write_version
from tests.tiny_model import BRIGHT, DULL

NAMES = ("background", "dull", "bright")
DULL_PX, BRIGHT_PX = 8, 20  # sides of the squares: one below 16 px, one from 16 to 32 px


def tiny_version(
    folder: Path, n_groups: int = 10, *, class_names: tuple[str, ...] = NAMES, seed: int = 0, name: str = "tiny",
    n_train: int = 2, annotated: tuple[int, ...] = (1, 2),
) -> DatasetVersion:  # fmt: skip
    """In the test split each group has a frame with a dull and a bright square, and a clean one. 64 by 64 px."""
    rng = np.random.default_rng(seed)

    def sample(name: str, group: str, split: Split, *, is_clean: bool) -> NewSample:
        pixels = rng.integers(40, 60, (64, 64), np.uint8)
        class_map = np.zeros((64, 64), np.uint8)
        if not is_clean:
            for index, grey, side, at in ((1, DULL, DULL_PX, 4), (2, BRIGHT, BRIGHT_PX, 30)):
                pixels[at : at + side, at : at + side] = grey
                if index in annotated:
                    class_map[at : at + side, at : at + side] = index
        encoded = io.BytesIO()
        Image.fromarray(pixels).save(encoded, "PNG")
        return NewSample(name, encoded.getvalue(), ".png", class_map, group, split)

    tested = [
        sample(f"{kind}-{n}", f"group {n}", Split.TEST, is_clean=kind == "clean")
        for n in range(n_groups)
        for kind in ("marked", "clean")
    ]
    trained = [sample(f"train-{n}", f"train {n}", Split.TRAIN, is_clean=False) for n in range(n_train)]
    return write_version(
        folder, name=name, class_names=class_names, source="made for a test", terms="none", samples=[*trained, *tested]
    )
