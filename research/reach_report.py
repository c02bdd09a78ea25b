"""How far a network looks, and what its tiles answer otherwise than the whole frame.

    python -m research.reach_report [--model FILE] [--frames N] [--folder PICTURES] [--overlap PX]

Frames are squares of 1000 px: of the synthetic strip (evaluation seeds that no training uses), or the middle of every
n-th picture of a folder. Each is predicted in one tile and in the tiles of the card; the class maps after thresholds
are compared. A region of at least 64 px is lost where the other map holds no defect in any of its pixels.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from inspector.core.class_map import ClassMap, class_map_of
from inspector.core.frame import Pixels
from inspector.inference.backend import Provider
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.inference.reach import measure_reach
from inspector.pictures.decoding import read_frame_pixels
from inspector.sources.strip_texture import Surface
from inspector.sources.synthetic import EVALUATION_SEEDS, SyntheticStrip
from resources import resource

SIDE_PX = 1000
ONE_TILE_PX = 1024
FIRST_SEED = 900_000
MIN_REGION_PX = 64


def strip_frames(n: int) -> Iterator[Pixels]:
    for seed in EVALUATION_SEEDS[FIRST_SEED : FIRST_SEED + n]:
        surface = Surface.RAIL if seed % 4 == 3 else Surface.HOT_ROLLED
        view = SyntheticStrip(seed, ONE_TILE_PX, surface, defects_per_m=20.0).render(1000, ONE_TILE_PX)
        yield np.ascontiguousarray(view.pixels[:SIDE_PX, :SIDE_PX])


def frames_of(folder: Path, n: int) -> Iterator[Pixels]:
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".png", ".jpg", ".bmp", ".tif"))
    for path in files[:: max(1, len(files) // n)][:n]:
        pixels = read_frame_pixels(path).pixels
        top, left = ((size - SIDE_PX) // 2 for size in pixels.shape[:2])
        if min(top, left) >= 0:
            yield np.ascontiguousarray(pixels[top : top + SIDE_PX, left : left + SIDE_PX])


def n_lost(whole: ClassMap, other: ClassMap) -> int:
    count, labels = cv2.connectedComponents((whole > 0).astype(np.uint8))
    sizes = np.bincount(labels.ravel(), minlength=count)
    kept = np.bincount(labels[other > 0], minlength=count)
    return int(((sizes >= MIN_REGION_PX) & (kept == 0))[1:].sum())


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m research.reach_report", description=__doc__)
    parser.add_argument("--model", type=Path, default=resource("models/steel-anet.onnx"))
    parser.add_argument("--frames", type=int, default=6)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--overlap", type=int, help="px that tiles share, instead of what the card says")
    options = parser.parse_args()
    model = open_model(options.model, Provider.CPU)
    card = model.card if options.overlap is None else replace(model.card, overlap_px=options.overlap)
    in_tiles = Predictor(replace(model, card=card, tuning=None))
    in_one = Predictor(replace(model, card=replace(card, tile_px=ONE_TILE_PX), tuning=None))
    reach = measure_reach(model.backend.run, card)
    shares, lost, new = [], 0, 0
    for frame in frames_of(options.folder, options.frames) if options.folder else strip_frames(options.frames):
        whole, tiles = (class_map_of(each.predict(frame, 8), card.thresholds) for each in (in_one, in_tiles))
        shares.append(float((whole != tiles).mean()))
        lost, new = lost + n_lost(whole, tiles), new + n_lost(tiles, whole)
    sys.stdout.write(
        f"{options.model.name}: reach {'none' if reach is None else f'{reach} px'}; tiles of {card.tile_px} that share "
        f"{card.overlap_px} px against one tile, {len(shares)} frames: {np.mean(shares):.4%} of the pixels differ, "
        f"{lost} regions lost, {new} only in tiles\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
