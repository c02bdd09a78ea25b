"""Screening on the Settings page: figures before a yes, a yes to these two files alone, and its end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspector.core.screen_card import Kept, KeptOf, Measured
from inspector.inference.screening import read_screen
from inspector.models_store.screens import USES, Screens
from inspector.presenters.screening_desk import ScreeningDesk, figures_of
from inspector.screens.screening import KeptRow, ScreeningState
from inspector.session import Session
from inspector.workspace.workspace import create_workspace
from tests.tiny_model import write_tiny_model
from tests.tiny_screen import screen_card, write_tiny_screen
from tests.unit.presenters.stand_ins import HandBackground, NotingPage


class Page(NotingPage):
    SIGNALS = ("screen_opened", "screen_chosen", "screen_approved", "screening_ended")


class Driver:
    def __init__(self, folder: Path) -> None:
        self.page, self.background = Page(), HandBackground()
        self.session = Session(create_workspace(folder / "plant").folder)
        self.session.open_workspace()
        page: Any = self.page
        background: Any = self.background
        self.desk = ScreeningDesk(page, self.session, background)

    def finish(self) -> ScreeningState:
        while self.background.is_busy:
            self.background.finish()
        state = self.page.last("show_screening")
        assert isinstance(state, ScreeningState)
        return state

    @property
    def screens(self) -> Screens:
        return Screens(self.session.open_workspace().models)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.onnx")


@pytest.fixture
def driver(tmp_path: Path) -> Driver:
    return Driver(tmp_path)


def test_without_a_model_nothing_can_be_chosen(driver: Driver):
    driver.desk.refresh()
    state = driver.finish()
    assert "No model is loaded yet" in state.line
    assert (state.can_choose, state.can_approve, state.can_end) == (False, False, False)


def test_a_screen_is_read_said_yes_to_and_ended_and_the_line_has_it_at_once(
    driver: Driver, model: Path, tmp_path: Path
):
    driver.session.load_model(model)
    driver.desk.refresh()
    state = driver.finish()
    assert state.line == "Off: tiny 1 looks at every frame whole."
    assert (state.screens, state.can_approve) == ((), False)

    driver.desk.open(str(write_tiny_screen(tmp_path / "screen.onnx", model)))
    state = driver.finish()
    assert state.figures is not None
    assert state.figures.title == "tiny-screen, made for tiny 1"
    assert state.can_approve
    assert driver.session.in_use.screening is None  # only looked at so far
    assert driver.screens.uses() == ()

    driver.desk.approve()
    state = driver.finish()
    (use,) = driver.screens.uses()
    assert f"On for tiny 1: {use.approved_by} said yes to tiny-screen on" in state.line
    assert (state.can_approve, state.can_end) == (False, True)
    assert "in use" in state.screens[0].text
    screening = driver.session.in_use.screening
    assert screening is not None
    assert screening.screen.sha256 == use.screen_sha256 == state.chosen

    driver.desk.end()
    state = driver.finish()
    assert state.line == "Off: tiny 1 looks at every frame whole."
    assert state.can_approve  # the screen is kept, and can be said yes to again
    assert driver.session.in_use.screening is None
    assert not driver.screens.uses()[0].holds


def test_a_screen_of_another_model_is_refused_in_words(driver: Driver, model: Path, tmp_path: Path):
    other = write_tiny_model(tmp_path / "other.onnx", name="other")
    driver.session.load_model(model)
    driver.desk.refresh()
    driver.desk.open(str(write_tiny_screen(tmp_path / "foreign.onnx", other)))
    state = driver.finish()
    assert "is not for tiny 1" in state.fault
    assert state.figures is None
    assert not state.can_approve


def test_a_yes_belongs_to_the_model_whose_figures_were_shown(driver: Driver, model: Path, tmp_path: Path):
    """Another model is loaded between the figures and the yes."""
    driver.session.load_model(model)
    driver.desk.refresh()
    driver.desk.open(str(write_tiny_screen(tmp_path / "screen.onnx", model)))
    assert driver.finish().can_approve
    driver.session.load_model(write_tiny_model(tmp_path / "other.onnx", name="other"))
    driver.desk.approve()
    state = driver.finish()
    assert "Another model is in use by now: other 1." in state.fault
    assert state.line == "Off: other 1 looks at every frame whole."  # and what is so now is shown
    assert state.figures is None
    assert driver.screens.uses() == ()


def test_look_everywhere_ends_the_yes_of_the_model_shown_alone(driver: Driver, model: Path, tmp_path: Path):
    with_a_yes(driver, model, tmp_path)
    driver.session.load_model(write_tiny_model(tmp_path / "other.onnx", name="other"))
    other = driver.session.in_use
    own = read_screen(write_tiny_screen(tmp_path / "own.onnx", other.model.path, name="own"))
    driver.session.use_screen(own, other.model.sha256)
    driver.desk.end()  # the page still shows the model of before
    state = driver.finish()
    assert "Another model is in use by now: other 1." in state.fault
    assert "said yes to own on" in state.line
    assert all(use.holds for use in driver.screens.uses())
    assert driver.session.in_use.screening is not None


def test_a_yes_is_given_to_the_screen_that_is_shown_not_to_one_that_was_just_read(
    driver: Driver, model: Path, tmp_path: Path
):
    driver.session.load_model(model)
    driver.desk.refresh()
    driver.desk.open(str(write_tiny_screen(tmp_path / "one.onnx", model, name="one")))
    shown = driver.finish()
    driver.desk.open(str(write_tiny_screen(tmp_path / "two.onnx", model, name="two")))
    driver.background.finish_one()  # it is read; its figures are not shown yet
    driver.desk.approve()
    state = driver.finish()
    assert driver.screens.use_of(driver.session.in_use.model.sha256).screen_sha256 == shown.chosen
    assert driver.session.in_use.screening.screen.card.name == "one"
    assert state.figures.title.startswith("two,")  # what was chosen last is shown, and no yes was given to it
    assert state.can_approve


def with_a_yes(driver: Driver, model: Path, folder: Path, name: str = "tiny-screen") -> ScreeningState:
    driver.session.load_model(model)
    driver.desk.refresh()
    driver.desk.open(str(write_tiny_screen(folder / f"{name}.onnx", model, name=name)))
    driver.finish()
    driver.desk.approve()
    return driver.finish()


def test_a_yes_that_was_ended_elsewhere_is_said_while_the_screen_still_runs_here(
    driver: Driver, model: Path, tmp_path: Path
):
    with_a_yes(driver, model, tmp_path)
    driver.screens.end(driver.session.in_use.model.sha256)  # as “inspector models screen --off” does
    driver.desk.refresh()
    state = driver.finish()
    assert state.line == (
        "On for tiny 1: tiny-screen is still in use here, though its yes was ended or changed elsewhere."
    )
    assert state.can_end
    assert state.can_approve  # so that it has a yes again
    assert "in use" in state.screens[0].text
    driver.desk.end()
    state = driver.finish()
    assert state.line == "Off: tiny 1 looks at every frame whole."
    assert driver.session.in_use.screening is None
    assert not state.can_end


def test_a_yes_that_was_changed_elsewhere_is_said_as_well(driver: Driver, model: Path, tmp_path: Path):
    with_a_yes(driver, model, tmp_path, "one")
    in_use = driver.session.in_use
    other = read_screen(write_tiny_screen(tmp_path / "two.onnx", model, name="two"))
    driver.screens.approve(other, in_use.model.sha256, in_use.card)
    driver.desk.refresh()
    state = driver.finish()
    assert "one is still in use here" in state.line
    assert [("in use" in choice.text, choice.text.split()[0]) for choice in state.screens] == [
        (False, "two"), (True, "one")
    ]  # fmt: skip


def test_it_ends_here_also_where_who_said_yes_cannot_be_read(driver: Driver, model: Path, tmp_path: Path):
    with_a_yes(driver, model, tmp_path)
    (driver.screens.folder / USES).write_text("{")
    driver.desk.refresh()
    state = driver.finish()
    assert "said yes to tiny-screen on" in state.line  # it runs on, by what was read before
    assert "cannot be used" in state.fault
    assert state.can_end
    driver.desk.end()
    state = driver.finish()
    assert driver.session.in_use.screening is None
    assert state.line == "Off: tiny 1 looks at every frame whole."
    assert "cannot be used" in state.fault


def test_of_two_screens_the_one_chosen_is_shown_and_used(driver: Driver, model: Path, tmp_path: Path):
    driver.session.load_model(model)
    driver.desk.refresh()
    for name in ("one", "two"):
        driver.desk.open(str(write_tiny_screen(tmp_path / f"{name}.onnx", model, name=name)))
        driver.finish()
        driver.desk.approve()
        state = driver.finish()
    assert [choice.text.split()[0] for choice in state.screens] == ["two", "one"]
    driver.desk.choose(state.screens[1].value)
    state = driver.finish()
    assert state.figures is not None
    assert state.figures.title.startswith("one,")
    driver.desk.approve()
    assert driver.finish().chosen == driver.screens.use_of(driver.session.in_use.model.sha256).screen_sha256
    assert driver.session.in_use.screening.screen.card.name == "one"


def test_shares_are_rounded_down_and_what_was_not_asked_is_said(model: Path):
    rows = (
        Kept(KeptOf.ALL, "", 2000, 1999, 0.9966, 0.99999), Kept(KeptOf.CLASS, "dull", 2000, 1999, 0.9966, 0.99999),
        Kept(KeptOf.CLASS, "bright", 0, 0, None, None),
    )  # fmt: skip
    figures = figures_of(screen_card(model, val=Measured("tiny 0123 val", 100, 20, 20, 0.3, 0.05, rows)))
    assert figures.rows == (
        KeptRow("all that the model finds", "1\u202f999 of 2\u202f000", "99.9 %", "99.6 to 99.9 %"),
        KeptRow("dull", "1\u202f999 of 2\u202f000", "99.9 %", "99.6 to 99.9 %"),
        KeptRow("bright", "", "not known: the model finds none there", "", is_known=False),
    )
    assert "the model would look at 30.0 % of the surface" in figures.on_val
    assert "finds nothing: 5.0 %" in figures.on_val
