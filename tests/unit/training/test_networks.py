"""The list of networks that the program reads is the registry's."""

from __future__ import annotations

import pytest

from inspector.runs.build_request import shipped_networks
from models.counting import Size, size_of
from resources import resource
from tests.long_form import IS_LONG
from training import networks
from training.recipes import recipe_called


def test_the_shipped_list_is_what_the_registry_and_the_recipes_give(monkeypatch: pytest.MonkeyPatch):
    """Else: python -m training.networks > resources/networks.json. In short, two networks are counted anew: all
    take half a minute."""
    if not IS_LONG:
        stored = {network.name: Size(network.parameters, network.mac) for network in shipped_networks().networks}
        for name in ("a-net", "plain-net-m"):
            assert size_of(name, n_classes=1, height=networks.SIDE_PX, width=networks.SIDE_PX) == stored[name]
        monkeypatch.setattr(networks, "size_of", lambda name, **_: stored.get(name, Size(0, 0)))
    assert resource("networks.json").read_text(encoding="utf-8") == networks.catalogue().to_json()


def test_recipes_come_back_from_the_list_as_they_are():
    for network in shipped_networks().networks:
        assert network.recipe in network.recipes
        for name, recipe in network.recipes.items():
            assert recipe == recipe_called(name)
