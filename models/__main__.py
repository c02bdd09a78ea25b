"""``python -m models list``: every network with its parameters and source."""

from __future__ import annotations

import argparse
import json
import sys

from models import REGISTRY, build


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m models", description=__doc__)
    parser.add_argument("command", choices=["list"])
    parser.add_argument("--json", action="store_true", help="one JSON document instead of a table")
    arguments = parser.parse_args()
    rows = [
        {
            "name": entry.name,
            "parameters": sum(p.numel() for p in build(entry.name, n_classes=1).parameters()),
            "multiple_of": entry.size_multiple,
            "recipe": entry.recipe,
            "reference": entry.reference,
            "weights": entry.weights,
        }
        for entry in REGISTRY.values()
    ]
    if arguments.json:
        json.dump(rows, sys.stdout, indent=1)
        return 0
    for row in rows:
        sys.stdout.write(
            f"{row['name']:<12} {row['parameters']:>10,} parameters at 3 channels, 1 output; "
            f"sizes in multiples of {row['multiple_of']}; {row['reference']}; {row['weights']}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
