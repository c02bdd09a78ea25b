"""The networks that can be trained, as the program knows them without PyTorch: names, costs, options, recipes.

``python -m training.networks`` writes the file (resources/networks.json) from the registry of networks and from the
recipe files; what a recipe leaves at its default is not in it. Here it becomes typed, and here alone the value of an
option is checked: for what people ask before a run starts, and for what stands in a request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import TypeAdapter

from inspector.runs.request import Recipe

OptionValue: TypeAlias = bool | int | float | str
_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class NetworkOption:
    """One typed choice of a network; its type is that of its default."""

    name: str
    default: OptionValue
    choices: tuple[OptionValue, ...] = ()  # empty: any value of the type
    help: str = ""

    def checked(self, value: OptionValue) -> OptionValue:
        """The value in the option's type, also from its text ("true", "0.25"). Raises ValueError for another one."""
        try:
            found = self._in_type(value)
        except (KeyError, ValueError, TypeError):
            kind = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
            raise ValueError(f"the option {self.name} is {kind[type(self.default)]}, got {value!r}") from None
        if self.choices and found not in self.choices:
            raise ValueError(f"the option {self.name} is one of {', '.join(map(str, self.choices))}, got {value!r}")
        return found

    def _in_type(self, value: OptionValue) -> OptionValue:
        kind = type(self.default)
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        if not isinstance(value, str):
            raise TypeError
        return _TRUTHS[value] if kind is bool else kind(value)


def checked_options(
    network: str, options: Sequence[NetworkOption], given: Mapping[str, OptionValue]
) -> dict[str, OptionValue]:
    """The given options in their types. Raises ValueError naming what there is."""
    known = {option.name: option for option in options}
    if unknown := sorted(given.keys() - known):
        raise ValueError(f"{network} has no option {unknown[0]!r}; it has {', '.join(known) or 'none'}")
    return {name: known[name].checked(value) for name, value in given.items()}


@dataclass(frozen=True, slots=True)
class Network:
    name: str
    parameters: int
    mac: int  # multiplications of a frame of 3 channels, ``mac_of_frame_px`` high and wide
    mac_of_frame_px: int
    size_multiple: int  # of height and width
    input_channels: tuple[int, ...]  # possible numbers
    options: tuple[NetworkOption, ...]
    recipe: str  # the one used when nothing else is asked for
    recipes: Mapping[str, Recipe]  # of its paper, and those made for a kind of data
    reference: str
    licence: str  # of its code
    weights: str  # what it can begin with, with licence and terms

    def recipe_called(self, name: str | None) -> tuple[str, Recipe]:
        """(name, recipe), the network's own one where none is named. Raises ValueError naming what there is."""
        chosen = name or self.recipe
        if chosen not in self.recipes:
            raise ValueError(f"{self.name} has no recipe {chosen!r}; it has {', '.join(sorted(self.recipes))}")
        return chosen, self.recipes[chosen]


@dataclass(frozen=True, slots=True)
class NetworkCatalogue:
    networks: tuple[Network, ...]

    def network(self, name: str) -> Network:
        """Raises ValueError naming what networks there are."""
        for network in self.networks:
            if network.name == name:
                return network
        known = ", ".join(sorted(network.name for network in self.networks))
        raise ValueError(f"no network is called {name!r}; there are {known}")

    def to_json(self) -> str:
        return _NETWORKS.dump_json(self.networks, indent=1, exclude_defaults=True).decode() + "\n"

    @classmethod
    def from_json(cls, content: bytes) -> NetworkCatalogue:
        """Of a file that comes with the program: what is wrong in it is a bug, a ValueError."""
        return cls(_NETWORKS.validate_json(content))


_NETWORKS = TypeAdapter(tuple[Network, ...])
