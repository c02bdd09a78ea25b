"""Write what the program's own models must answer anew, after a model in resources/models was replaced.

    python scripts/own_models.py

    resources/own_models.json            two golden pictures of each; asked for wherever the model is opened
    resources/models/NAME.golden.npz     golden tiles of each, from seeds; asked for by the gate of a proof

ONNX Runtime answers on the CPU, in 32 bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from inspector.core.class_map import argmax_prediction, class_map_of, defects_only
from inspector.core.frame import Pixels
from inspector.core.golden import golden_of, golden_picture
from inspector.core.golden_strip import golden_strip
from inspector.core.golden_tiles import GoldenFrame, GoldenTiles, Seeds, golden_beside, named, quantised
from inspector.core.model_card import Golden, ModelCard
from inspector.core.preparation import padded_size, prepare
from inspector.inference.model_content import ModelContent, read_content
from inspector.inference.own_models import FILE, SHAPE, OwnModel
from inspector.measuring.regions import find_regions

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
SEEDS = (0, 1)
HEIGHT, WIDTH = 96, 160  # or the next multiple

N_TILES, TILE_PX, SCORE_STEP = 208, 128, 16
N_FRAMES, FRAME_PX = 20, 256
N_LOOKED_AT = 5  # times as many pictures are looked at as are kept: those with classes that are rare go first
FIRST_OF_FRAMES = 100_000  # frames show other pictures than tiles
MIN_PX = 16  # of a class that a tile shows

Scores = npt.NDArray[np.float32]


def main() -> None:
    models = []
    for file in sorted((RESOURCES / "models").glob("*.onnx")):
        content = read_content(file)
        asked = _network(content)
        models.append(OwnModel(file.name, content.sha256, tuple(_golden(content.card, asked, seed) for seed in SEEDS)))
        golden_beside(file).write_bytes(golden_tiles(content.card, asked).to_bytes())
    (RESOURCES / FILE).write_bytes(SHAPE.dump_json(tuple(models), indent=1) + b"\n")


def _network(content: ModelContent) -> Callable[[Pixels], Scores]:
    """Scores (K, H, W) of a picture, by ONNX Runtime as it is, past all that the program does with a model it opens."""
    session = onnxruntime.InferenceSession(content.onnx, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda picture: np.asarray(session.run(None, {name: prepare(picture, content.card, 8)[None]})[0])[0]


def _golden(card: ModelCard, asked: Callable[[Pixels], Scores], seed: int) -> Golden:
    picture = golden_picture(seed, *padded_size(HEIGHT, WIDTH, card.size_multiple), card.input_channels)
    return golden_of(asked(picture), card.output, seed)


def golden_tiles(card: ModelCard, asked: Callable[[Pixels], Scores]) -> GoldenTiles:
    def classes_of_tile(seed: int) -> list[int]:
        index, _ = named(asked(golden_strip(seed, TILE_PX, TILE_PX)), card.output)
        n_px = np.bincount(index.ravel(), minlength=card.n_classes)
        return [kind for kind in range(1, card.n_classes) if n_px[kind] >= MIN_PX]

    tiles = _chosen(range(N_LOOKED_AT * N_TILES), N_TILES, classes_of_tile)
    of_frames = range(FIRST_OF_FRAMES, FIRST_OF_FRAMES + N_LOOKED_AT * N_FRAMES)
    frames = _chosen(of_frames, N_FRAMES, lambda seed: _reported(card, asked(_frame(seed))))
    pixels = np.stack([golden_strip(seed, TILE_PX, TILE_PX) for seed in tiles])
    answers = [named(asked(tile), card.output) for tile in pixels]
    sampled = slice(SCORE_STEP // 2, None, SCORE_STEP)
    return GoldenTiles(
        pixels, np.full(len(tiles), 8, np.uint8), np.stack([index for index, _ in answers]),
        np.stack([quantised(score[sampled, sampled]) for _, score in answers]),
        tuple(GoldenFrame(_frame(seed), 8, tuple(_reported(card, asked(_frame(seed))))) for seed in frames),
        card.n_classes, Seeds(tuple(tiles), tuple(frames)),
    )  # fmt: skip


def _frame(seed: int) -> Pixels:
    return golden_strip(seed, FRAME_PX, FRAME_PX)


def _reported(card: ModelCard, scores: Scores) -> list[int]:
    """Classes that inspection reports by the card."""
    best = argmax_prediction(scores, card.output)
    class_map = defects_only(class_map_of(best, card.thresholds), card.non_defect_indices)
    regions = find_regions(class_map, best.probability, min_area_px=card.min_area_px)
    return sorted({region.class_index for region in regions})


def _chosen(seeds: Iterable[int], n: int, classes: Callable[[int], list[int]]) -> list[int]:
    """Half of them by the classes that they show, one of each in turn; the others as they come."""
    shown = {seed: classes(seed) for seed in seeds}
    kinds = sorted({kind for one in shown.values() for kind in one})
    waiting = {kind: [seed for seed in shown if kind in shown[seed]] for kind in kinds}
    found: dict[int, None] = {}
    while len(found) < n // 2 and any(waiting.values()):
        for of_class in waiting.values():
            while of_class and of_class[0] in found:
                del of_class[0]
            if of_class and len(found) < n // 2:
                found[of_class.pop(0)] = None
    for seed in shown:
        if len(found) < n:
            found[seed] = None
    return sorted(found)


if __name__ == "__main__":
    main()
