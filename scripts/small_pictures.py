"""Pictures of the manual from screenshots: few colours, so that they are small; into docs/images.

    small_pictures.py SCREENSHOTS

`make screenshots` does it last. A picture that is too large still ends it, with its name.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

REPOSITORY = Path(__file__).resolve().parents[1]
IMAGES = REPOSITORY / "docs" / "images"
MAX_BYTES = 150_000
# Of docs/images, and of which screenshot each is made.
PICTURES = {
    "live.png": "live-hot-rolled.png",
    "operator.png": "operator.png",
    "operator-marks.png": "operator-marks.png",
    "operator-marks.de.png": "operator-marks.de.png",
    "operator-marks.zh_CN.png": "operator-marks.zh_CN.png",
    "balance.png": "balance.png",
    "review.png": "review.png",
    "annotate.png": "annotate.png",
    "train.png": "train.png",
    "models.png": "models.png",
    "grading.png": "grading.png",
    "settings.png": "settings.png",
}
STRONG = 48  # between the least and the most of red, green and blue: a colour that tells something
N_STRONG = 64
N_QUIET = (160, 96, 64, 48, 32)  # greys of steel and of the window, the most with which it is small enough


def main() -> int:
    screenshots = Path(sys.argv[1])
    too_large = [name for name, source in PICTURES.items() if not make_small(screenshots / source, IMAGES / name)]
    for name in too_large:
        sys.stderr.write(f"docs/images/{name} is larger than {MAX_BYTES} bytes\n")
    return 1 if too_large else 0


def make_small(source: Path, target: Path) -> bool:
    """Colours that tell something are chosen apart: beside the many greys of steel an alarm's red would turn brown."""
    with Image.open(source) as opened:
        picture = opened.convert("RGB")
    pixels = np.asarray(picture).reshape(-1, 3)
    is_strong = np.ptp(pixels.astype(np.int16), axis=1) > STRONG
    strong = _palette(pixels[is_strong], N_STRONG)
    for n_quiet in N_QUIET:
        chosen = Image.new("P", (1, 1))
        chosen.putpalette([*strong, *_palette(pixels[~is_strong], n_quiet)])
        picture.quantize(palette=chosen, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size <= MAX_BYTES:
            return True
    return False


def _palette(pixels: npt.NDArray[np.uint8], n_colours: int) -> list[int]:
    """Of pixels, shape (N, 3): so many colours as one list of reds, greens and blues."""
    if not len(pixels):
        return []
    few = Image.fromarray(pixels[np.newaxis]).quantize(n_colours, method=Image.Quantize.MEDIANCUT)
    return (few.getpalette() or [])[: 3 * n_colours]


if __name__ == "__main__":
    sys.exit(main())
