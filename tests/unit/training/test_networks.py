"""The list of networks that the program reads is the registry's."""

from __future__ import annotations

import json

from inspector.runs.request import recipe_from
from resources import resource
from training.networks import text
from training.recipes import recipe_called


def test_the_shipped_list_is_what_the_registry_and_the_recipes_give():
    """Else: python -m training.networks > resources/networks.json"""
    assert resource("networks.json").read_text(encoding="utf-8") == text()


def test_recipes_come_back_from_the_list_as_they_are():
    for row in json.loads(resource("networks.json").read_bytes()):
        assert row["recipe"] in row["recipes"]
        for name, facts in row["recipes"].items():
            assert recipe_from(facts) == recipe_called(name)
