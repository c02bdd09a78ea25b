"""Write resources/own_models.json anew, after a model in resources/models was replaced.

    python scripts/own_models.py

Each model answers two golden pictures on the CPU; wherever it is opened later, it must answer so.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime

from inspector.core.golden import golden_of, golden_picture
from inspector.core.preparation import padded_size, prepare
from inspector.inference.model_content import read_content
from inspector.inference.own_models import FILE, SHAPE, OwnModel

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
SEEDS = (0, 1)
HEIGHT, WIDTH = 96, 160  # or the next multiple


def main() -> None:
    models = tuple(_answers(file) for file in sorted((RESOURCES / "models").glob("*.onnx")))
    (RESOURCES / FILE).write_bytes(SHAPE.dump_json(models, indent=1) + b"\n")


def _answers(file: Path) -> OwnModel:
    """By ONNX Runtime as it is, past all that the program does with a model it opens."""
    content = read_content(file)
    card = content.card
    session = onnxruntime.InferenceSession(content.onnx, providers=["CPUExecutionProvider"])
    goldens = []
    for seed in SEEDS:
        picture = golden_picture(seed, *padded_size(HEIGHT, WIDTH, card.size_multiple), card.input_channels)
        (scores,) = session.run(None, {session.get_inputs()[0].name: prepare(picture, card, 8)[None]})
        goldens.append(golden_of(np.asarray(scores)[0], card.output, seed))
    return OwnModel(file.name, content.sha256, tuple(goldens))


if __name__ == "__main__":
    main()
