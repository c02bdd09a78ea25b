"""``python -m training.networks > resources/networks.json``: what the program knows of networks without PyTorch.

Names, sizes, options, recipes: all from the registry and the recipe files, nothing by hand. A test compares.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

import models
from models.counting import size_of
from training.recipes import recipe_called, recipe_names

SIDE_PX = 384  # a frame that every network takes
FOR_ANY = "rail"  # recipes made for data, not for a network


def networks() -> list[dict[str, Any]]:
    rows = []
    for entry in models.REGISTRY.values():
        size = size_of(entry.name, n_classes=1, height=SIDE_PX, width=SIDE_PX)
        paper = entry.recipe.partition("/")[0]
        rows.append(
            {
                "name": entry.name, "parameters": size.n_parameters, "mac": size.n_mac, "mac_of_frame_px": SIDE_PX,
                "size_multiple": entry.size_multiple, "input_channels": entry.input_channels,
                "options": [asdict(option) for option in entry.options], "recipe": entry.recipe,
                "recipes": {
                    name: asdict(recipe_called(name))
                    for name in recipe_names()
                    if name.partition("/")[0] in (paper, FOR_ANY)
                },
                "reference": entry.reference, "licence": entry.licence, "weights": entry.weights,
            }
        )  # fmt: skip
    return rows


def text() -> str:
    return json.dumps(networks(), indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    sys.stdout.write(text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
