"""Small frames for the tests of runs."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
from PIL import Image


def png_of(pixels: npt.NDArray[np.uint8]) -> bytes:
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "PNG")
    return encoded.getvalue()
