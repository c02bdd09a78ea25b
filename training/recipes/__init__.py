"""Recipes by name, "PAPER/as_published" or "PAPER/ours": small TOML files beside this one, a comment at each choice."""

from __future__ import annotations

from importlib.resources import files

from inspector.core.typed_json import parsed_toml
from inspector.runs.request import Recipe, recipe_from


def recipe_names() -> tuple[str, ...]:
    names = []
    for file in files(__package__).iterdir():
        if file.name.endswith(".toml"):
            paper = file.name.removesuffix(".toml")
            names += [f"{paper}/{form}" for form in parsed_toml(file.read_text(encoding="utf-8"))]
    return tuple(sorted(names))


def recipe_called(name: str) -> Recipe:
    """Raises KeyError naming the known recipes."""
    paper, _, form = name.partition("/")
    if name not in recipe_names():
        raise KeyError(f"no recipe is called {name!r}; known: {', '.join(recipe_names())}")
    text = (files(__package__) / f"{paper}.toml").read_text(encoding="utf-8")
    return recipe_from(parsed_toml(text)[form])
