"""What can be undone: by number of steps and by bytes, the oldest forgotten first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from label_samples import paint, sheet_of

from inspector.annotation.frame_editor import FrameEditor
from inspector.annotation.history import EditHistory
from inspector.annotation.label_sheet import LabelState
from inspector.annotation.label_store import LabelStore
from inspector.annotation.mask_step import MaskStep, StepFacts, StepRecorder, TileDelta


def step(name: str, n_bytes: int = 10) -> MaskStep:
    return MaskStep(StepFacts(name, "ada", ""), (TileDelta(0, 0, 1, 1, 0, 0, b"x" * n_bytes),))


def names(history: EditHistory) -> list[str]:
    return [one.facts.name for one in history.steps]


def test_a_new_step_forgets_what_was_undone():
    history = EditHistory()
    for name in "abc":
        history.add(step(name))
    history.moved_back()
    history.moved_back()
    redone = history.next_redo
    assert redone is not None
    assert redone.facts.name == "b"
    history.add(step("d"))
    assert (names(history), history.position, history.next_redo) == (["a", "d"], 2, None)


def test_the_oldest_steps_make_room_and_the_newest_stays_however_large():
    history = EditHistory(max_bytes=100, max_steps=5)
    for at in range(20):
        history.add(step(str(at), 30))
    assert (names(history), history.position) == (["17", "18", "19"], 3)
    for at in range(20):
        history.add(step(str(at), 1))
    assert names(history) == ["15", "16", "17", "18", "19"]
    history.add(step("huge", 1000))
    assert (names(history), history.position) == (["huge"], 1)


def test_five_hundred_strokes_on_a_large_frame_fit_many_times_over():
    class_map = np.zeros((4096, 4096), np.uint8)
    rng = np.random.default_rng(7)
    history = EditHistory()
    recorder = StepRecorder(class_map)
    n_bytes = 0
    for _ in range(500):
        top, left = rng.integers(0, 3900, 2)
        recorder.about_to_change(top, left, top + 190, left + 190)
        rows, columns = np.ogrid[:190, :190]
        disc = (rows - 95) ** 2 + (columns - 95) ** 2 < 95**2
        class_map[top : top + 190, left : left + 190][disc] = 1 + len(history.steps) % 3
        found = recorder.finish(StepFacts("brush", "ada", ""))
        if found is not None:
            history.add(found)
            n_bytes += found.n_bytes
    assert len(history.steps) > 490
    assert n_bytes < 2_000_000  # of 256 MB


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LabelStore]:
    made = LabelStore(tmp_path, lambda _: None)
    yield made
    assert made.close()


def worked_on(store: LabelStore, *people: str) -> FrameEditor:
    """A frame that ada has drawn in and finished, and that others went on with, a stroke each."""
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 5, 5, 1)
    editor.state_as(LabelState.DONE)
    for place, author in enumerate(people, 1):
        paint(editor, 20 * place, 50, 5, 5, 1, author=author)
    return editor


def facts(editor: FrameEditor) -> tuple[tuple[str, ...], LabelState]:
    return editor.sheet.authors, editor.sheet.state


def test_who_takes_back_all_that_he_did_has_done_nothing(store: LabelStore):
    editor = worked_on(store, "ben", "ben", "eve")
    assert facts(editor) == (("ada", "ben", "eve"), LabelState.IN_WORK)
    editor.undo("eve")
    assert facts(editor) == (("ada", "ben"), LabelState.IN_WORK)
    editor.undo("eve")
    assert facts(editor) == (("ada", "ben", "eve"), LabelState.IN_WORK), "eve took back what ben had done"
    editor.redo("eve")
    assert facts(editor) == (("ada", "ben"), LabelState.IN_WORK)
    editor.undo("ben")
    editor.undo("ben")
    assert facts(editor) == (("ada",), LabelState.DONE)
    editor.undo("ben")
    assert facts(editor) == (("ada", "ben"), LabelState.IN_WORK)
    editor.redo("ben")
    assert facts(editor) == (("ada",), LabelState.DONE)


def test_what_came_instead_of_what_was_taken_back_is_work(store: LabelStore):
    editor = worked_on(store)
    editor.undo("ben")
    paint(editor, 100, 100, 5, 5, 2, author="ben")  # as many steps as before
    assert facts(editor) == (("ada", "ben"), LabelState.IN_WORK)
    editor.undo("ben")
    editor.redo("ben")
    assert facts(editor) == (("ada", "ben"), LabelState.IN_WORK)


def test_steps_that_are_forgotten_lead_back_to_nobody(store: LabelStore):
    editor = store.open(sheet_of()).editor
    editor.state_as(LabelState.DONE, authors=("ada",))
    editor.history = EditHistory(max_steps=3)
    for place in range(5):
        paint(editor, 20 * place, 10, 5, 5, 1, author="ben")
    while editor.undo("ben") is not None:
        pass
    assert editor.class_map.any(), "two are not to be taken back any more"
    assert facts(editor) == (("ada", "ben"), LabelState.IN_WORK)


def test_what_somebody_states_is_not_taken_back_by_undo(store: LabelStore):
    editor = worked_on(store, "ben")
    editor.state_as(LabelState.FLAGGED)
    editor.undo("ben")
    assert facts(editor) == (("ada", "ben"), LabelState.FLAGGED)
