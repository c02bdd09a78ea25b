"""The list of networks that the program reads is the registry's."""

from __future__ import annotations

from inspector.runs.build_request import shipped_networks
from resources import resource
from training.networks import catalogue
from training.recipes import recipe_called


def test_the_shipped_list_is_what_the_registry_and_the_recipes_give():
    """Else: python -m training.networks > resources/networks.json"""
    assert resource("networks.json").read_text(encoding="utf-8") == catalogue().to_json()


def test_recipes_come_back_from_the_list_as_they_are():
    for network in shipped_networks().networks:
        assert network.recipe in network.recipes
        for name, recipe in network.recipes.items():
            assert recipe == recipe_called(name)
