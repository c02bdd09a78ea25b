"""Thresholds that hands move: steps, undo, sets, what is recorded, and what does not travel to another source."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.core.messages import Code, SourceError, message
from inspector.screens.live import SetEntry, ThresholdState
from inspector.sources.choice import SourceChoice
from tests.unit.presenters.test_live_presenter import Driver

DULL = "dull", "threshold"


@pytest.fixture
def driver(tmp_path: Path) -> Driver:
    """Records and the model “first” are open: three classes, thresholds of 0.5 and areas of 4 px."""
    driver = Driver()
    driver.session.folder = tmp_path
    driver.finish()
    assert driver.session.in_use is not None
    assert driver.session.in_use.settings.limits == ((0.0, 0.5, 0.5), (0, 4, 4))
    return driver


def drag(driver: Driver, class_index: int, *values: float) -> None:
    for value in values:
        driver.page.threshold_chosen.emit(class_index, value)
    driver.page.threshold_settled.emit()
    driver.finish()


def shown(driver: Driver) -> ThresholdState:
    state = driver.page.last("show_thresholds")
    assert isinstance(state, ThresholdState)
    return state


def thresholds(driver: Driver) -> tuple[float, ...]:
    assert driver.session.in_use is not None
    return driver.session.in_use.settings.thresholds


def test_a_drag_is_one_step_and_one_record_with_before_and_after(driver: Driver) -> None:
    drag(driver, 1, 0.55, 0.625, 0.75)
    assert driver.session.changes == [(*DULL, 0.5, 0.75, "")]
    assert (shown(driver).steps, shown(driver).step) == (("model's own", "dull ≥ 0.75"), 1)
    assert (shown(driver).label, shown(driver).n_changed) == ("model's own · changed by hand: 1", 1)
    drag(driver, 1)  # nothing was moved
    assert len(driver.session.changes) == 1


def test_while_it_is_dragged_it_acts_and_is_no_step_yet(driver: Driver) -> None:
    driver.page.threshold_chosen.emit(1, 0.75)
    driver.finish()
    assert thresholds(driver)[1] == 0.75
    assert (len(shown(driver).steps), driver.session.changes) == (1, [])


def test_undo_and_redo_walk_over_the_steps_and_are_recorded_too(driver: Driver) -> None:
    drag(driver, 1, 0.75)
    driver.page.min_area_chosen.emit(2, 9.0)
    driver.act("undo")
    driver.act("undo")
    driver.act("undo")  # there is none before the first
    driver.finish()
    assert driver.session.in_use is not None
    assert driver.session.in_use.settings.limits == ((0.0, 0.5, 0.5), (0, 4, 4))
    driver.act("redo")
    driver.finish()
    assert thresholds(driver) == (0.0, 0.75, 0.5)
    assert driver.session.changes == [
        (*DULL, 0.5, 0.75, ""),
        ("bright", "min_area_px", 4, 9, ""),
        ("bright", "min_area_px", 9, 4, "undo"),
        (*DULL, 0.75, 0.5, "undo"),
        (*DULL, 0.5, 0.75, "redo"),
    ]
    assert shown(driver).steps == ("model's own", "dull ≥ 0.75", "bright ≥ 9 px")
    driver.page.step_chosen.emit(2)
    assert driver.session.in_use.settings.min_area_px == (0, 4, 9)


def test_a_step_after_an_undo_takes_the_place_of_what_was_undone(driver: Driver) -> None:
    drag(driver, 1, 0.75)
    driver.act("undo")
    drag(driver, 2, 0.25)
    assert shown(driver).steps == ("model's own", "bright ≥ 0.25")


def test_undo_in_the_middle_of_a_drag_settles_it_first(driver: Driver) -> None:
    driver.page.threshold_chosen.emit(1, 0.75)
    driver.act("undo")
    driver.finish()
    assert thresholds(driver)[1] == 0.5
    assert [one[-1] for one in driver.session.changes] == ["", "undo"]


def test_a_class_is_put_back_with_its_area_and_others_stay(driver: Driver) -> None:
    drag(driver, 1, 0.75)
    driver.page.min_area_chosen.emit(1, 9.0)
    drag(driver, 2, 0.25)
    driver.page.limits_reset.emit(1)
    driver.finish()
    assert driver.session.in_use is not None
    assert driver.session.in_use.settings.limits == ((0.0, 0.5, 0.25), (0, 4, 4))
    assert driver.session.changes[-2:] == [(*DULL, 0.75, 0.5, "reset"), ("dull", "min_area_px", 9, 4, "reset")]
    driver.act("undo")
    assert thresholds(driver) == (0.0, 0.75, 0.25)


def test_another_source_begins_with_the_models_own_and_undo_brings_the_hand_back(driver: Driver) -> None:
    drag(driver, 1, 0.75)
    driver.run("first")  # what was set before the first source is for it
    assert thresholds(driver)[1] == 0.75
    driver.end()
    driver.act("start_stop")  # the same source once more
    driver.finish()
    assert thresholds(driver)[1] == 0.75
    driver.end()
    driver.run("second")
    assert thresholds(driver)[1] == 0.5
    assert driver.session.changes[-1] == (*DULL, 0.75, 0.5, "source")
    assert shown(driver).steps[-1] == "put back for second"
    assert shown(driver).n_changed == 0
    driver.act("undo")
    assert thresholds(driver)[1] == 0.75


def test_what_a_start_that_was_given_up_has_put_back_is_no_step_of_a_hand(driver: Driver) -> None:
    drag(driver, 1, 0.75)
    driver.session.put_back("second")  # and its answer never came: somebody pressed Stop
    drag(driver, 2, 0.25)
    assert driver.session.changes[1:] == [(*DULL, 0.75, 0.5, "source"), ("bright", "threshold", 0.5, 0.25, "")]
    assert shown(driver).steps == ("model's own", "dull ≥ 0.75", "put back for second", "bright ≥ 0.25")


def test_what_is_put_back_is_told_once_stopping_has_ended(driver: Driver) -> None:
    drag(driver, 1, 0.75)
    driver.presenter.choose(SourceChoice("second", object))
    driver.act("start_stop")
    driver.session.put_back("second")  # the start was under way
    driver.finish()
    assert driver.session.changes[1:] == [(*DULL, 0.75, 0.5, "source")]
    assert shown(driver).n_changed == 0


def test_a_start_that_fails_late_has_put_back_too_and_a_hand_in_the_middle_of_a_drag_goes_on(driver: Driver) -> None:
    driver.run("first")
    driver.end()
    drag(driver, 1, 0.75)
    driver.session.line_fails = SourceError(message(Code.STILL_RUNNING))
    put_back = driver.session.put_back

    def and_a_hand_moves(source: str) -> None:
        put_back(source)
        driver.page.threshold_chosen.emit(2, 0.25)

    driver.session.put_back = and_a_hand_moves  # type: ignore[method-assign]
    driver.presenter.choose(SourceChoice("second", object))
    driver.finish()
    assert driver.session.changes[1:] == [(*DULL, 0.75, 0.5, "source")]
    drag(driver, 2, 0.375)
    assert driver.session.changes[2:] == [("bright", "threshold", 0.5, 0.375, "")]


def test_the_same_address_is_the_same_source_and_a_new_piece_is_no_other(driver: Driver) -> None:
    driver.presenter.choose(SourceChoice("frames", object, text="frames"))
    driver.finish()
    drag(driver, 1, 0.75)
    driver.page.piece_chosen.emit("R-2", "rail")
    driver.finish()
    driver.presenter.choose(SourceChoice("frames", object, text="frames"))
    driver.finish()
    assert thresholds(driver)[1] == 0.75


def test_another_model_begins_with_its_own_and_without_the_steps_of_the_one_before(driver: Driver) -> None:
    drag(driver, 1, 0.75)
    driver.page.model_chosen.emit("second.onnx")
    driver.finish()
    assert (shown(driver).steps, shown(driver).label) == (("model's own",), "model's own")
    driver.act("undo")
    assert thresholds(driver)[1] == 0.5


def test_a_set_is_saved_chosen_kept_over_sources_and_deleted(driver: Driver) -> None:
    drag(driver, 1, 0.75)
    driver.page.set_named.emit("rail", "winter")
    driver.finish()
    assert (shown(driver).label, shown(driver).n_changed) == ("set “winter” for rail", 0)
    assert shown(driver).sets == (SetEntry("winter", "rail", is_chosen=True),)
    driver.run("first")
    driver.end()
    driver.run("second")
    assert thresholds(driver)[1] == 0.75  # a set was chosen: it is no hand's change
    driver.page.set_chosen.emit("", "")
    driver.finish()
    assert (thresholds(driver)[1], shown(driver).label) == (0.5, "model's own")
    driver.page.set_chosen.emit("rail", "winter")
    driver.finish()
    assert thresholds(driver)[1] == 0.75
    assert driver.session.changes[-2:] == [(*DULL, 0.75, 0.5, "reset"), (*DULL, 0.5, 0.75, "set winter")]
    drag(driver, 1, 0.875)
    assert shown(driver).label == "set “winter” for rail · changed by hand: 1"
    driver.page.limits_reset.emit(1)
    assert thresholds(driver)[1] == 0.75  # of the set
    driver.page.set_deleted.emit("rail", "winter")
    driver.finish()
    assert (shown(driver).sets, thresholds(driver)[1]) == ((), 0.75)


def test_what_is_moved_while_a_set_is_being_saved_stays_moved(driver: Driver) -> None:
    drag(driver, 1, 0.75)
    driver.page.set_named.emit("", "winter")
    driver.page.threshold_chosen.emit(1, 0.875)  # the hand has not let go when it is saved
    driver.finish()
    assert thresholds(driver)[1] == 0.875
    assert shown(driver).label == "set “winter” · changed by hand: 1"
    assert len(driver.session.changes) == 1
    drag(driver, 1)
    assert driver.session.changes[1:] == [(*DULL, 0.75, 0.875, "")]
    assert shown(driver).steps == ("model's own", "dull ≥ 0.75", "set “winter”", "dull ≥ 0.88")


def test_a_set_or_step_chosen_while_another_is_being_saved_holds(driver: Driver) -> None:
    drag(driver, 1, 0.75)
    driver.page.set_named.emit("", "winter")
    driver.page.set_chosen.emit("", "")
    driver.finish()
    assert (thresholds(driver)[1], shown(driver).label) == (0.5, "model's own")
    assert shown(driver).sets == (SetEntry("winter", "", is_chosen=False),)
    driver.page.set_named.emit("", "spring")
    driver.page.set_named.emit("", "summer")  # the later of two
    driver.finish()
    assert shown(driver).label == "set “summer”"
    driver.page.set_named.emit("", "autumn")
    driver.act("undo")
    driver.finish()
    assert (thresholds(driver)[1], shown(driver).label) == (0.5, "model's own")


def test_sets_of_another_model_are_not_offered(driver: Driver) -> None:
    driver.page.set_named.emit("", "summer")
    driver.finish()
    driver.page.model_chosen.emit("second.onnx")
    driver.finish()
    assert shown(driver).sets == ()


def test_a_name_that_none_can_bear_is_refused_in_words(driver: Driver) -> None:
    driver.page.set_named.emit("", "x" * 500)
    driver.finish()
    (refused,) = driver.background.failures
    assert refused.code == "thresholds.set_wrong"
    assert shown(driver).sets == ()
    assert driver.page.all("show_message") == []
