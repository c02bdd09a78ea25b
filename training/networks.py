"""``python -m training.networks > resources/networks.json``: what the program knows of networks without PyTorch.

Names, sizes, options, recipes: all from the registry and the recipe files, nothing by hand. A test compares.
"""

from __future__ import annotations

import sys

import models
from inspector.runs.network_catalogue import Network, NetworkCatalogue, NetworkOption
from models.counting import size_of
from training.recipes import recipe_called, recipe_names

SIDE_PX = 384  # a frame that every network takes
FOR_ANY = "rail"  # recipes made for data, not for a network


def options_of(entry: models.NetworkEntry) -> tuple[NetworkOption, ...]:
    return tuple(NetworkOption(each.name, each.default, each.choices, each.help) for each in entry.options)


def catalogue() -> NetworkCatalogue:
    networks = []
    for entry in models.REGISTRY.values():
        size = size_of(entry.name, n_classes=1, height=SIDE_PX, width=SIDE_PX)
        paper = entry.recipe.partition("/")[0]
        recipes = {name: recipe_called(name) for name in recipe_names() if name.partition("/")[0] in (paper, FOR_ANY)}
        network = Network(
            name=entry.name, parameters=size.n_parameters, mac=size.n_mac, mac_of_frame_px=SIDE_PX,
            size_multiple=entry.size_multiple, input_channels=entry.input_channels, options=options_of(entry),
            recipe=entry.recipe, recipes=recipes, reference=entry.reference, licence=entry.licence,
            weights=entry.weights,
        )  # fmt: skip
        networks.append(network)
    return NetworkCatalogue(tuple(networks))


def main() -> int:
    sys.stdout.write(catalogue().to_json())
    return 0


if __name__ == "__main__":
    sys.exit(main())
