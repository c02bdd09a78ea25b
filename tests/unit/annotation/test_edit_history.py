"""What can be undone: by number of steps and by bytes, the oldest forgotten first."""

from __future__ import annotations

import numpy as np

from inspector.annotation.history import EditHistory
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
