"""What the program knows of networks, and the values that their options take."""

from __future__ import annotations

import pytest

from inspector.runs.build_request import shipped_networks
from inspector.runs.network_catalogue import (
    Network,
    NetworkCatalogue,
    NetworkOption,
    OptionValue,
    checked_options,
)
from inspector.runs.request import Recipe

SWITCH = NetworkOption("switch", True)
FORM = NetworkOption("form", "sum", ("sum", "row"))
FILTERS = NetworkOption("filters", 16, (8, 16))
ALPHA = NetworkOption("alpha", 0.5, (0.25, 0.5, 1.0))
NET = Network(
    name="net", parameters=10, mac=20, mac_of_frame_px=384, size_multiple=8, input_channels=(1, 3),
    options=(SWITCH, FORM, FILTERS, ALPHA), recipe="paper/ours",
    recipes={"paper/ours": Recipe(n_steps=7), "rail/ours": Recipe(batch=3)}, reference="R", licence="L", weights="none",
)  # fmt: skip


@pytest.mark.parametrize(
    ("option", "given", "found"),
    [
        (SWITCH, "false", False), (SWITCH, False, False), (FORM, "row", "row"), (FILTERS, "8", 8), (FILTERS, 8, 8),
        (ALPHA, "0.25", 0.25), (ALPHA, 1, 1.0), (ALPHA, "1", 1.0),
    ],
)  # fmt: skip
def test_an_option_takes_its_type_and_its_text(option: NetworkOption, given: OptionValue, found: OptionValue):
    value = option.checked(given)
    assert (value, type(value)) == (found, type(found))


@pytest.mark.parametrize(
    ("option", "given", "reason"),
    [
        (SWITCH, "1", "true or false"), (SWITCH, 1, "true or false"), (FORM, "sum6", "one of sum, row"),
        (FORM, 3, "a text"), (FILTERS, "eight", "a whole number"), (FILTERS, 8.0, "a whole number"),
        (FILTERS, True, "a whole number"), (FILTERS, 9, "one of 8, 16"), (ALPHA, True, "a number"),
        (ALPHA, 0.3, "one of 0.25, 0.5, 1.0"),
    ],
)  # fmt: skip
def test_another_value_is_refused_with_what_there_is(option: NetworkOption, given: OptionValue, reason: str):
    with pytest.raises(ValueError, match=f"the option {option.name} is {reason}"):
        option.checked(given)


def test_an_option_that_a_network_does_not_have_is_refused():
    assert checked_options("net", NET.options, {"alpha": "1", "switch": False}) == {"alpha": 1.0, "switch": False}
    with pytest.raises(ValueError, match="net has no option 'beta'; it has switch, form, filters, alpha"):
        checked_options("net", NET.options, {"beta": 1})
    with pytest.raises(ValueError, match="plain has no option 'beta'; it has none"):
        checked_options("plain", (), {"beta": 1})


def test_a_network_has_a_recipe_of_its_own_and_others_by_name():
    assert NET.recipe_called(None) == ("paper/ours", Recipe(n_steps=7))
    assert NET.recipe_called("rail/ours") == ("rail/ours", Recipe(batch=3))
    with pytest.raises(ValueError, match="net has no recipe 'x'; it has paper/ours, rail/ours"):
        NET.recipe_called("x")


def test_a_catalogue_comes_back_as_it_was_written():
    catalogue = NetworkCatalogue((NET,))
    assert NetworkCatalogue.from_json(catalogue.to_json().encode()) == catalogue
    with pytest.raises(ValueError, match="no network is called 'b-net'; there are net"):
        catalogue.network("b-net")


def test_every_shipped_network_can_be_asked_for_as_it_is():
    for network in shipped_networks().networks:
        network.recipe_called(None)
        defaults = {option.name: option.default for option in network.options}
        assert checked_options(network.name, network.options, defaults) == defaults
