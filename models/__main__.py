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
    rows = [
        {
            "name": entry.name,
            "parameters": (size := size_of(entry.name, n_classes=1, height=SIDE_PX, width=SIDE_PX)).n_parameters,
            "mac": size.n_mac,
            "mac_of_frame_px": SIDE_PX,
            "multiple_of": entry.size_multiple,
            "options": {option.name: list(option.choices) or option.default for option in entry.options},
            "recipe": entry.recipe,
            "reference": entry.reference,
            "weights": entry.weights,
        }
        for entry in REGISTRY.values()
    ]
    if arguments.json:
        json.dump(rows, sys.stdout, indent=1)
        return 0
    sys.stdout.write(
        f"{'network':<28} {'parameters':>10} {'GMAC':>7} {'x':>4}  {'recipe':<15} source; weights\n"
        f"(3 channels, 1 output; MAC of a frame of {SIDE_PX} x {SIDE_PX}; x: height and width are multiples of it)\n"
    )
    for row in rows:
        sys.stdout.write(
            f"{row['name']:<28} {row['parameters']:>10,} {row['mac'] / 1e9:>7.2f} {row['multiple_of']:>4}  "
            f"{row['recipe']:<15} {row['reference']}; {row['weights']}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
