from __future__ import annotations

import cv2
import numpy as np

from tests.fuzz.mutations import mutated


def mutated_picture(rng: np.random.Generator) -> tuple[str, bytes]:
    suffix = str(rng.choice([".png", ".jpg", ".bmp", ".tif"]))
    pixels = rng.integers(0, 256, (40, 30)).astype(np.uint8)
    return suffix, mutated(cv2.imencode(suffix, pixels)[1].tobytes(), rng)
