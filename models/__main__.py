"""``python -m models list``: every network with its parameters, cost, recipe and source."""

from __future__ import annotations

import argparse
import json
import sys

from models import REGISTRY
from models.counting import size_of

SIDE_PX = 384  # what every network takes


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m models", description=__doc__)
    parser.add_argument("command", choices=["list"])
    parser.add_argument("--json", action="store_true", help="one JSON document instead of a table")
    arguments = parser.parse_args()
    sizes = {name: size_of(name, n_classes=1, height=SIDE_PX, width=SIDE_PX) for name in REGISTRY}
    if arguments.json:
        rows = [
            {
                "name": entry.name, "parameters": sizes[entry.name].n_parameters, "mac": sizes[entry.name].n_mac,
                "mac_of_frame_px": SIDE_PX, "multiple_of": entry.size_multiple,
                "options": {option.name: list(option.choices) or option.default for option in entry.options},
                "input_channels": list(entry.input_channels), "recipe": entry.recipe, "reference": entry.reference,
                "licence": entry.licence, "weights": entry.weights,
            }
            for entry in REGISTRY.values()
        ]  # fmt: skip
        json.dump(rows, sys.stdout, indent=1)
        return 0
    sys.stdout.write(
        f"{'network':<28} {'parameters':>10} {'GMAC':>7} {'x':>4}  {'recipe':<15} source; licence; weights\n"
        f"(3 channels, 1 output; MAC of a frame of {SIDE_PX} x {SIDE_PX}; x: height and width are multiples of it.\n"
        "All begin from scratch unless weights are named: inspector train --pretrained FILE)\n"
    )
    for entry in REGISTRY.values():
        size = sizes[entry.name]
        sys.stdout.write(
            f"{entry.name:<28} {size.n_parameters:>10,} {size.n_mac / 1e9:>7.2f} {entry.size_multiple:>4}  "
            f"{entry.recipe:<15} {entry.reference}; {entry.licence}; {entry.weights}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
