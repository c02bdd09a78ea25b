"""What the README promises, where a test can hold it."""

from __future__ import annotations

import re
from pathlib import Path

from inspector.core.model_card import ModelCard

README = Path(__file__).parents[2] / "README.md"


def test_the_card_of_the_readme_is_one():
    (text,) = re.findall(r'^    (\{"name".*?\})$', README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    card = ModelCard.from_json(text)
    assert card.class_names == ("background", "crack", "dent")
