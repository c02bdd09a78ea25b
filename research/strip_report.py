"""Recall and false alarms per metre of a model on synthetic strip of seeds that no training has seen.

    python -m research.strip_report [MODEL.onnx]

Frames run through the program's own prediction, thresholds and minimum areas. Per surface: 10 coils of 2 m with
defects, and 10 of 2 m without any. A defect counts as found when predicted pixels of any class cover a tenth of
it; a predicted region is a false alarm when annotated defects cover less than a tenth of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from inspector.core.class_map import class_map_of
from inspector.core.rendering import without_small_regions
from inspector.evaluation.detections import DetectionAccumulator
from inspector.evaluation.metrics import ConfusionAccumulator
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.models_store.shipped import shipped_model
from inspector.sources.synthetic import EVALUATION_SEEDS, Surface, SyntheticStrip

# Neither the demo's (the first dozen) nor those of the synthetic dataset version (from 500,000 on).
SEEDS = EVALUATION_SEEDS[100_000:100_010]
LENGTH_M, MM_PER_PX, ROWS, WIDTH_PX = 2.0, 0.5, 256, 1024
DENSITY = 6.0  # defects per metre, as in the demo


def report(
    model: LoadedModel, surface: Surface, defects_per_m: float
) -> tuple[DetectionAccumulator, ConfusionAccumulator]:
    card, predictor = model.card, Predictor(model)
    found, pixels = DetectionAccumulator(card.n_classes), ConfusionAccumulator(card.n_classes)
    frame_m = ROWS * MM_PER_PX / 1000
    for seed in SEEDS:
        strip = SyntheticStrip(seed, WIDTH_PX, surface, defects_per_m=defects_per_m, mm_per_px=MM_PER_PX)
        for index in range(round(LENGTH_M / frame_m)):
            view = strip.render(index * ROWS, ROWS)
            class_map = class_map_of(predictor.predict(view.pixels, 8), card.thresholds)
            shown = without_small_regions(class_map, card.min_area_px)
            found.add(view.class_map, shown, frame_m)
            pixels.add(str(seed), view.class_map, shown)
    return found, pixels


def main() -> None:
    model = open_model(Path(sys.argv[1]) if len(sys.argv) > 1 else shipped_model())
    print(f"{model.card.name} {model.card.version} {model.sha256[:12]}, seeds {SEEDS[0]} to {SEEDS[-1]}")
    for surface in Surface:
        for density in (DENSITY, 0.0):
            found, pixels = report(model, surface, density)
            recall = ", ".join(
                f"{name} {found.recall()[index]:.3f} of {found.n_defects[index]}"
                for index, name in enumerate(model.card.class_names)
                if index and found.n_defects[index]
            )
            iou = f"; mIoU over defect classes {pixels.scores().miou_defects:.3f}" if density else ""
            print(
                f"{surface.value}, {density:g} defects/m, {found.length_m:.1f} m: "
                f"{found.false_alarms_per_m():.3f} false alarms/m{f'; recall {recall}' if recall else ''}{iou}"
            )


if __name__ == "__main__":
    main()
