"""What a screen saves on clean strip, and what of its model's defects is found in the end, by the program's own way.

    python -m research.screening_report MODEL.onnx SCREEN.onnx [--metres 2] [--dataset VERSION --split test]

Clean synthetic strip of seeds that no training has seen: each frame is predicted whole and with the screen, one after
the other, in processor time of this thread, so that a busy PC changes both alike. Of a dataset version: of the regions
that the model reports on whole frames, how many are found again with the screen, half of their pixels or more in the
same class. No frame is looked at whole as a check here.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from inspector.core.frame import Pixels
from inspector.core.screen_card import CELL_PX
from inspector.datasets.version import Split, open_version, read_all
from inspector.inference.backend import Provider
from inspector.inference.inspect_frame import inspect_prediction
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.inference.screening import Screened, Screening, open_screen, read_screen
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.measuring.regions import paint_regions
from inspector.sources.synthetic import EVALUATION_SEEDS, Surface, SyntheticStrip

SEEDS = EVALUATION_SEEDS[200_000:200_100]  # neither the demo's nor those of other reports
ROWS, WIDTH_PX, MM_PER_PX = 1024, 2048, 0.5
COIL_M = 2.0  # of one seed


@dataclass(slots=True)
class Compared:
    """Frames predicted whole and with a screen."""

    n_frames: int = 0
    whole_s: float = 0.0  # of this thread's processor time
    screened_s: float = 0.0
    n_tiles_whole: int = 0
    n_tiles_run: int = 0
    looked_at: float = 0.0  # sum of shares
    n_found: Counter[str] = field(default_factory=Counter)  # regions by class
    n_kept: Counter[str] = field(default_factory=Counter)

    def add(self, predictor: Predictor, screening: Screening, pixels: Pixels, bits: int) -> None:
        card = predictor.model.card
        started_s = time.thread_time()
        whole = predictor.predict(pixels, bits)
        between_s = time.thread_time()
        screened: Screened = screening.predict(predictor, pixels, bits, frame_index=1)
        self.screened_s += time.thread_time() - between_s
        self.whole_s += between_s - started_s
        self.n_frames += 1
        self.looked_at += screened.looked_at
        self.n_tiles_whole += whole.n_tiles_whole
        self.n_tiles_run += screened.prediction.n_tiles_run
        settings = InspectionSettings.of_card(card)
        again = inspect_prediction(screened.prediction, card, settings).reported_map
        for region in inspect_prediction(whole, card, settings).regions:
            is_region = paint_regions([region], again.shape) == region.class_index
            name = card.class_names[region.class_index]
            self.n_found[name] += 1
            self.n_kept[name] += bool(2 * np.count_nonzero(again[is_region] == region.class_index) >= region.area_px)

    def report(self, title: str) -> None:
        kept = ", ".join(f"{name} {self.n_kept[name]} of {n}" for name, n in sorted(self.n_found.items()))
        print(
            f"{title}: {self.n_frames} frames, {self.whole_s / self.screened_s:.2f} times as fast "
            f"({1000 * self.whole_s / self.n_frames:.1f} ms and {1000 * self.screened_s / self.n_frames:.1f} ms of a "
            f"core), {100 * self.looked_at / self.n_frames:.1f} % of the surface looked at, {self.n_tiles_run} tiles "
            f"run instead of {self.n_tiles_whole}; kept {sum(self.n_kept.values())} of {self.n_found.total()}"
            f"{f' ({kept})' if kept else ''}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("screen", type=Path)
    parser.add_argument("--metres", type=float, default=2.0, help="of clean strip, of each surface")
    parser.add_argument("--dataset", type=Path, action="append", default=[])
    parser.add_argument("--split", type=Split, choices=["val", "test"], default=Split.TEST)
    options = parser.parse_args()
    model = open_model(options.model, Provider.CPU)
    screening = Screening(open_screen(read_screen(options.screen), model.sha256, model.card), "nobody", "")
    predictor = Predictor(model)
    card = model.card
    print(
        f"{card.name} {card.version} {model.sha256[:12]}, screen {screening.screen.sha256[:12]}, cells of {CELL_PX} px"
    )
    for surface in Surface if options.metres else ():
        compared = Compared()
        for number in range(round(options.metres / (ROWS * MM_PER_PX / 1000))):
            seed, place = divmod(number, round(COIL_M / (ROWS * MM_PER_PX / 1000)))
            strip = SyntheticStrip(SEEDS[seed], WIDTH_PX, surface, defects_per_m=0.0, mm_per_px=MM_PER_PX)
            compared.add(predictor, screening, strip.render(place * ROWS, ROWS).pixels, 8)
        compared.report(f"clean {surface.value} of {WIDTH_PX} x {ROWS} px")
    for folder in options.dataset:
        version, compared = open_version(folder), Compared()
        for _, picture, _ in read_all(version, options.split):
            compared.add(predictor, screening, picture.pixels, picture.bits)
        compared.report(f"{version.name} {version.id} {options.split}")


if __name__ == "__main__":
    main()
