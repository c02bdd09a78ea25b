"""Five hundred cards that somebody or chance got wrong: each is refused in words, or its model answers rightly."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from inspector.core.messages import InspectorError
from tests.fuzz.models import WORKS, model_with_damaged_card, use_carded
from tests.network_kinds import FORMS

N = 500


def test_no_mutated_card_gives_a_wrong_answer_or_anything_but_words(tmp_path: Path):
    rng, found = random.Random(16), Counter[str]()
    for _ in range(N):
        form = rng.choice(FORMS)
        path = model_with_damaged_card(tmp_path, rng, form)
        try:
            found[use_carded(path, form)] += 1
        except InspectorError as error:
            found[error.message.code.value] += 1
    assert found.keys() <= {
        WORKS, "taken", "model.card_broken", "model.card_contradicted", "model.changed", "model.wrong_rank",
        "model.failed", "model.no_card",
    }  # fmt: skip
    assert min(found[name] for name in (WORKS, "model.card_broken", "model.card_contradicted", "model.changed")) >= 10
