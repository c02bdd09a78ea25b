"""Pictures of the manual from screenshots: few colours, so that they are small; into docs/images.

    small_pictures.py SCREENSHOTS

`make screenshots` does it last. A picture that is too large still ends it, with its name.
"""

from __future__ import annotations

import sys
from pathlib import Path

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
COLOURS = (192, 128, 96, 64, 48)  # the most with which it is small enough


def main() -> int:
    screenshots = Path(sys.argv[1])
    too_large = [name for name, source in PICTURES.items() if not make_small(screenshots / source, IMAGES / name)]
    for name in too_large:
        sys.stderr.write(f"docs/images/{name} is larger than {MAX_BYTES} bytes\n")
    return 1 if too_large else 0


def make_small(source: Path, target: Path) -> bool:
    with Image.open(source) as opened:
        picture = opened.convert("RGB")
    for n_colours in COLOURS:
        few = picture.quantize(n_colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(target, optimize=True)
        if target.stat().st_size <= MAX_BYTES:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
