"""Steps, undo and redo."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspector.screens.history import MAX_STEPS, History


def test_undo_goes_back_and_redo_forward_again():
    history = History(1)
    history.put(2)
    history.put(3)
    assert (history.undo(), history.undo(), history.undo()) == (2, 1, 1)
    assert not history.can_undo
    assert (history.redo(), history.redo(), history.redo()) == (2, 3, 3)
    assert not history.can_redo


def test_a_new_step_drops_what_was_undone():
    history = History("a")
    history.put("b")
    history.undo()
    history.put("c")
    assert not history.can_redo
    assert history.undo() == "a"


def test_a_dragged_slider_is_one_step_and_another_slider_another():
    history = History(0)
    for value in (1, 2, 3):
        history.put(value, "size")
    history.put(4, "angle")
    assert history.undo() == 3
    assert history.undo() == 0


def test_after_an_undo_the_same_slider_begins_a_new_step():
    history = History(0)
    history.put(1, "size")
    history.put(2)
    history.undo()
    history.put(3, "size")
    assert history.undo() == 1


def test_the_same_value_is_no_step():
    history = History(0)
    history.put(0)
    assert not history.can_undo


def test_the_oldest_steps_are_forgotten():
    history = History(0)
    for value in range(1, MAX_STEPS + 50):
        history.put(value)
    for _ in range(MAX_STEPS + 50):
        history.undo()
    assert history.now == 49


@given(st.lists(st.one_of(st.integers(0, 5), st.sampled_from(["undo", "redo"]))))
def test_it_is_a_list_with_a_place_in_it(wishes: list[int | str]):
    history, steps, place = History(0), [0], 0
    for wish in wishes:
        if wish == "undo":
            place = max(0, place - 1)
            history.undo()
        elif wish == "redo":
            place = min(len(steps) - 1, place + 1)
            history.redo()
        elif wish != steps[place]:
            steps, place = [*steps[: place + 1], wish], place + 1
            history.put(wish)
        assert history.now == steps[place]
        assert (history.can_undo, history.can_redo) == (place > 0, place < len(steps) - 1)
