"""Labels of a frame, as a bad disk or a kind hand leaves them: mask, mask before, facts and journal."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import numpy as np

from inspector.annotation.label_index import LabelIndex
from inspector.annotation.label_store import LabelStore
from inspector.annotation.mask_step import StepFacts
from inspector.core.class_map import ClassMap
from inspector.core.messages import InspectorError
from tests.fuzz.mutations import mutated, mutated_json
from tests.unit.annotation.label_samples import act_at_random, facts_of, paint, sha_of, sheet_of

STATES = "states.npz"
GOOD, HOSTILE = "good", "hostile"


def write_labels(folder: Path) -> None:
    """Three masks were saved, and steps came after the last; every state that the labels ever had is kept beside."""
    store = LabelStore(folder / GOOD, lambda _: None)
    editor = store.open(sheet_of()).editor
    rng = random.Random(5)
    states = [editor.class_map.copy()]
    for number in range(16):
        act_at_random(editor, rng)
        states.append(editor.class_map.copy())
        if number in (5, 9, 12):
            editor.saved(store.save(editor.snapshot(facts_of("saved"))))
    with LabelIndex(store) as index:
        index.labels()
    assert store.close()
    np.savez_compressed(folder / STATES, *states)


def use_damaged(folder: Path, rng: random.Random | None) -> None:
    """Open, list and work on them. What is refused stays as it is; what is taken was once on the screen."""
    hostile = folder / HOSTILE
    shutil.rmtree(hostile, ignore_errors=True)
    shutil.copytree(folder / GOOD, hostile)
    files = sorted(path for path in hostile.rglob("*") if path.is_file() and path.suffix != ".lock")
    damaged = [] if rng is None else rng.sample(files, rng.choice((1, 1, 2)))
    for path in damaged:
        assert rng is not None
        if path.suffix == ".json" and rng.random() < 0.5:
            path.write_text(json.dumps(mutated_json(json.loads(path.read_bytes()), rng)), encoding="utf-8")
        else:
            path.write_bytes(mutated(path.read_bytes(), rng))
    store = LabelStore(hostile, lambda _: None)
    try:
        with LabelIndex(store) as index:
            assert set(index.labels()) == {sha_of("frame 1")}
        before = {path: path.read_bytes() for path in hostile.glob("??/*")}
        try:
            editor = store.open(sheet_of()).editor
        except InspectorError:
            assert {path: path.read_bytes() for path in hostile.glob("??/*")} == before, "what was refused was changed"
            raise
        is_facts_damaged = any(path.suffix == ".json" for path in damaged)
        assert is_facts_damaged or _was_on_the_screen(folder, editor.class_map), "a mask that nobody ever painted"
        paint(editor, 3, 3, 20, 20, 1)
        editor.saved(store.save(editor.snapshot(StepFacts("saved", "ada", "2026-01-02T03:04:05.000Z"))))
        now = editor.class_map.copy()
    finally:
        store.close()
    again = LabelStore(hostile, lambda _: None)
    try:
        assert (again.open(sheet_of()).editor.class_map == now).all(), "work on what was taken was lost"
    finally:
        again.close()


def _was_on_the_screen(folder: Path, class_map: ClassMap) -> bool:
    with np.load(folder / STATES) as states:
        return any(bool((states[name] == class_map).all()) for name in states.files)
