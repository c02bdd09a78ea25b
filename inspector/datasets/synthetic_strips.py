"""Tiles of generated strip as a dataset version: data to begin with, where there are none.

The generator's training seeds make the train split and its evaluation seeds val and test, so no coil is
ever in two of them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from inspector.datasets.version import DatasetVersion, NewSample, Origin, Split, write_version
from inspector.sources.strip_defects import CLASS_NAMES
from inspector.sources.strip_texture import Surface
from inspector.sources.synthetic import EVALUATION_SEEDS, TRAINING_SEEDS, SyntheticStrip

TILE_PX = 224
STRIP_PX = 896
TILES_PER_STRIP = 4
MM_PER_PX = 0.5
CLEAN_SHARE = 0.4  # of the strips carry no defect at all: they teach what to leave alone
RAIL_SHARE = 0.3
DEFECTS_PER_M = 50.0  # far denser than any real strip, so that most tiles of the others hold one
SPLIT_SHARES = {Split.TRAIN: 0.8, Split.VAL: 0.1, Split.TEST: 0.1}


def import_synthetic(
    folder: Path, n_strips: int, report: Callable[[int, int], None] = lambda done, total: None
) -> DatasetVersion:
    def samples() -> Iterator[NewSample]:
        done = 0
        # Far from the first evaluation seeds, which demos and the figures of docs/results use.
        seeds = {
            Split.TRAIN: iter(TRAINING_SEEDS),
            Split.VAL: iter(EVALUATION_SEEDS[500_000:]),
            Split.TEST: iter(EVALUATION_SEEDS[700_000:]),
        }
        for split, share in SPLIT_SHARES.items():
            for _ in range(round(n_strips * share)):
                yield from _tiles_of(next(seeds[split]), split)
                done += 1
                report(done, n_strips)

    return write_version(
        folder,
        name="synthetic-strip",
        class_names=CLASS_NAMES,
        source="the program's own strip generator",
        terms="no third-party data",
        samples=samples(),
    )


def _tiles_of(seed: int, split: Split) -> Iterator[NewSample]:
    rng = np.random.default_rng(seed)
    surface = Surface.RAIL if rng.random() < RAIL_SHARE else Surface.HOT_ROLLED
    density = 0.0 if rng.random() < CLEAN_SHARE else DEFECTS_PER_M
    strip = SyntheticStrip(seed, STRIP_PX, surface, defects_per_m=density, mm_per_px=MM_PER_PX)
    for tile in range(TILES_PER_STRIP):
        first_row = int(rng.integers(0, 200_000))
        left = int(rng.integers(0, STRIP_PX - TILE_PX))
        view = strip.render(first_row, TILE_PX)
        encoded = io.BytesIO()
        Image.fromarray(np.ascontiguousarray(view.pixels[:, left : left + TILE_PX])).save(encoded, "PNG")
        yield NewSample(
            name=f"strip{seed}_{tile}",
            frame_bytes=encoded.getvalue(),
            frame_suffix=".png",
            class_map=np.ascontiguousarray(view.class_map[:, left : left + TILE_PX]),
            group=f"strip {seed}",
            split=split,
            origin=Origin.SYNTHETIC,
            note=f"{surface.value} seed {seed}, rows from {first_row}, columns from {left}",
        )
