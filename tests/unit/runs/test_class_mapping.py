"""Which classes of a network are those of a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspector.runs.class_mapping import ClassMapping, class_names_of_run
from inspector.runs.folder import RunFolder


def test_classes_go_by_name_wherever_they_stand():
    before, now = ("background", "inclusion", "patches", "scratches"), ("bg", "roll mark", "scratches", "patches")
    mapping = ClassMapping(before, now)
    assert mapping.pairs == ((0, 0), (3, 2), (2, 3))
    assert (mapping.kept, mapping.new, mapping.left) == (("scratches", "patches"), ("roll mark",), ("inclusion",))
    assert mapping.new_indices == (1,)
    assert not mapping.is_same


def test_a_class_of_the_name_of_a_background_is_a_class():
    mapping = ClassMapping(("background", "dent"), ("clean", "background", "dent"))
    assert mapping.pairs == ((0, 0), (1, 2))
    assert mapping.new == ("background",)


def test_the_same_classes_at_the_same_places_are_the_same():
    assert ClassMapping(("background", "dent"), ("clean", "dent")).is_same
    assert not ClassMapping(("background", "dent", "rust"), ("background", "rust", "dent")).is_same
    assert not ClassMapping(("background", "dent"), ("background", "dent", "rust")).is_same


def test_a_finished_run_says_its_classes_and_a_broken_one_that_it_does_not(tmp_path: Path):
    run = RunFolder(tmp_path)
    run.confusions_file.write_text(json.dumps({"class_names": ["background", "dent"]}))
    assert class_names_of_run(run) == ("background", "dent")
    run.confusions_file.write_text("[]")
    with pytest.raises(ValueError, match="name no classes"):
        class_names_of_run(run)
    run.confusions_file.unlink()
    with pytest.raises(FileNotFoundError):
        class_names_of_run(run)
