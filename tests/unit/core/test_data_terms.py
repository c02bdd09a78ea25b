"""The terms of several versions in one text, and whether each of them says anything."""

from __future__ import annotations

from inspector.core.data_terms import are_stated, joined_terms


def test_terms_are_joined_behind_their_sources_and_what_nobody_stated_shows():
    said = joined_terms([("line 2", "own frames"), ("neu-seg", "research use; no licence stated")])
    assert said == "line 2: own frames; neu-seg: research use; no licence stated"
    assert are_stated(said)
    unsaid = joined_terms([("line 2", "own frames"), ("a folder", " ")])
    assert unsaid == "line 2: own frames; a folder: not stated"
    assert not are_stated(unsaid)
    assert not are_stated("")
