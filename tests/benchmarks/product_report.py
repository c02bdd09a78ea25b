"""Edges on real rails: how much of the annotated boxes is kept, how much of the frames is masked, what that saves.

    python -m tests.benchmarks.product_report FOLDER [--every N] [--predict N]

FOLDER holds ``images`` and ``boxes_coco.json``, as Rail-400 does. Every N-th frame is looked at by itself; as many
of them as ``--predict`` says are predicted by the rail model, whole and only the product: the
processor time of both is compared.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.frame import Pixels
from inspector.core.product import ProductMode, ProductRegion, ProductSettings
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.measuring.product import find_product
from inspector.models_store.shipped import shipped_model
from inspector.pictures.decoding import read_frame_pixels

NO_DEFECTS = ("dirt", "unknown")
SETTINGS = ProductSettings(ProductMode.EDGES)


def shares_of(mask: npt.NDArray[np.bool_], boxes: list[list[int]]) -> list[float]:
    return [float(mask[max(0, y) : y + h, max(0, x) : x + w].mean()) for x, y, w, h in boxes]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--predict", type=int, default=0)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    sheet = json.loads((options.folder / "boxes_coco.json").read_text(encoding="utf-8"))
    others = {one["id"] for one in sheet["categories"] if one["name"] in NO_DEFECTS}
    boxes: dict[int, list[list[int]]] = {}
    for one in sheet["annotations"]:
        if one["category_id"] not in others:
            boxes.setdefault(one["image_id"], []).append([round(value) for value in one["bbox"]])
    kept, masked, confidence, times_s = list[float](), list[float](), list[float](), list[float]()
    n_blind, seen = 0, list[tuple[Pixels, ProductRegion]]()
    images = sheet["images"][:: options.every]
    predicted_every = max(1, len(images) // options.predict) if options.predict else 0
    for number, image in enumerate(images):
        pixels = read_frame_pixels(options.folder / "images" / image["file_name"]).pixels
        begin = time.process_time()
        region = find_product(pixels, 8, SETTINGS)
        times_s.append(time.process_time() - begin)
        if not isinstance(region, ProductRegion):
            n_blind += 1
            kept += [0.0] * len(boxes.get(image["id"], []))
            continue
        masked.append(region.masked_share)
        confidence.append(region.confidence)
        kept += shares_of(region.mask(), boxes.get(image["id"], []))
        if predicted_every and number % predicted_every == 0 and len(seen) < options.predict:
            seen.append((pixels, region))
    share = np.array(kept)
    print(f"{len(images)} frames, {n_blind} said to show no product")
    print(
        f"{len(share)} boxes of defects: {(share > 0).sum()} touched, {(share >= 0.9).sum()} kept by 90 % or more, "
        f"{(share >= 0.999).sum()} whole, mean share kept {share.mean():.4f}, least {share.min():.3f}"
    )
    print(f"masked {np.mean(masked):.3f} of the pixels on average ({np.min(masked):.3f} to {np.max(masked):.3f})")
    print(f"confidence {np.mean(confidence):.2f} on average, {np.mean(np.array(confidence) < 0.15):.3f} unclear")
    print(f"finding {1e3 * statistics.median(times_s):.1f} ms of processor time per frame (median)")
    if seen:
        _predict(seen)


def _predict(seen: list[tuple[Pixels, ProductRegion]]) -> None:
    predictor = Predictor(open_model(shipped_model("rail-anet")))
    whole_s, only_s, n_run, n_tiles = 0.0, 0.0, 0, 0
    for pixels, region in seen:
        begin = time.process_time()
        predictor.predict(pixels, 8)
        middle = time.process_time()
        part = predictor.predict(pixels, 8, wanted=region.mask())
        whole_s, only_s = whole_s + middle - begin, only_s + time.process_time() - middle
        n_run, n_tiles = n_run + part.n_tiles_run, n_tiles + part.n_tiles_whole
    print(
        f"predicting {len(seen)} of them on {predictor.model.provider.device}: {whole_s:.1f} s of processor time whole,"
        f" {only_s:.1f} s the product alone: {whole_s / only_s:.2f} times as fast; {n_run} of {n_tiles} tiles run"
    )


if __name__ == "__main__":
    main()
