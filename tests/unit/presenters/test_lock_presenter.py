"""When the window is locked, what is asked for, and how long a wrong PIN makes the next try wait."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest

from inspector.core.pin import hash_of
from inspector.presenters.lock_presenter import LockPresenter
from inspector.workspace.settings import LockSettings, StartSettings
from tests.unit.presenters.stand_ins import HandBackground, Signal


@cache
def kept() -> str:
    return hash_of("2041")


class Window:
    def __init__(self) -> None:
        self.lock_wished, self.pin_given, self.unlock_left = Signal(), Signal(), Signal()
        self.is_locked = self.has_lock = False
        self.prompt: str | None = None
        self.is_operator_view = False
        self.notices: list[str] = []

    def show_lock(self, is_locked: bool) -> None:
        self.is_locked = is_locked

    def show_operator_view(self, is_shown: bool) -> None:
        self.is_operator_view = is_shown

    def show_has_lock(self, has_lock: bool) -> None:
        self.has_lock = has_lock

    def show_unlock(self, prompt: str | None) -> None:
        self.prompt = prompt

    def show_lock_notice(self, notice: str) -> None:
        self.notices.append(notice)


class Driver:
    def __init__(self) -> None:
        self.window, self.background = Window(), HandBackground()
        self.session = SimpleNamespace(workspace=None, settings_at_opening=None)
        self.now_s, self.unused_s = 0.0, 0.0
        stand_ins: Any = (self.window, self.session, self.background)
        self.lock = LockPresenter(*stand_ins, unused_s=lambda: self.unused_s, clock=lambda: self.now_s)

    def open(self, *, is_operator_view: bool = False, **lock: Any) -> None:
        start = StartSettings(is_operator_view=is_operator_view)
        settings = SimpleNamespace(lock=LockSettings(**lock), start=start)
        self.session.workspace = SimpleNamespace(settings=settings)
        self.session.settings_at_opening = self.session.settings_at_opening or settings
        self.lock.tick()

    def give(self, pin: str) -> None:
        self.window.pin_given.emit(pin)
        self.background.finish()


@pytest.fixture
def driver() -> Driver:
    return Driver()


def test_without_a_pin_nothing_is_ever_locked_and_its_key_says_so(driver: Driver) -> None:
    driver.open()
    driver.unused_s = 1e6
    driver.lock.tick()
    driver.window.lock_wished.emit()
    assert not driver.window.is_locked
    assert not driver.window.has_lock
    assert driver.window.notices == ["Nothing is locked: no PIN is set (Settings, or: inspector workspace pin)"]


def test_a_workspace_with_a_pin_starts_locked_and_the_pin_unlocks(driver: Driver) -> None:
    driver.lock.tick()  # it is not open yet
    assert not driver.window.is_locked
    driver.open(pin=kept())
    assert driver.window.is_locked
    driver.window.lock_wished.emit()
    assert driver.window.prompt == "PIN of the engineer"
    driver.window.pin_given.emit("2041")
    assert driver.window.prompt == "One moment …"
    driver.background.finish()
    assert (driver.window.is_locked, driver.window.prompt) == (False, None)
    driver.window.lock_wished.emit()
    assert driver.window.is_locked


def test_a_pin_that_is_set_before_the_first_look_does_not_lock_who_set_it(driver: Driver) -> None:
    driver.session.settings_at_opening = SimpleNamespace(lock=LockSettings(), start=StartSettings())
    driver.open(pin=kept())
    assert (driver.window.is_locked, driver.window.has_lock) == (False, True)


def test_one_that_does_not_start_locked_is_locked_by_its_key_and_by_time(driver: Driver) -> None:
    driver.open(pin=kept(), is_locked_at_start=False, relock_after_min=2.0)
    assert not driver.window.is_locked
    driver.unused_s = 119.0
    driver.lock.tick()
    assert not driver.window.is_locked
    driver.unused_s = 120.0
    driver.lock.tick()
    assert driver.window.is_locked


def test_a_wrong_pin_makes_the_next_try_wait_and_says_how_long(driver: Driver) -> None:
    driver.open(pin=kept())
    driver.window.lock_wished.emit()
    driver.give("0000")
    assert driver.window.prompt == "That is not the PIN. Try again in 1 s"
    driver.give("2041")  # too soon: it is not even looked at
    assert driver.window.is_locked
    driver.now_s += 1.0
    driver.lock.tick()
    assert driver.window.prompt == "Try again"
    driver.give("0000")
    driver.now_s += 0.5
    driver.lock.tick()
    assert driver.window.prompt == "That is not the PIN. Try again in 2 s"
    driver.window.unlock_left.emit()
    assert driver.window.prompt is None
    driver.window.lock_wished.emit()
    assert driver.window.prompt == "That is not the PIN. Try again in 2 s"  # leaving it shortens nothing
    driver.now_s += 2.0
    driver.give("2041")
    assert not driver.window.is_locked


def test_who_leaves_the_prompt_stays_locked_also_where_the_answer_comes_late(driver: Driver) -> None:
    driver.open(pin=kept())
    driver.window.lock_wished.emit()
    driver.window.pin_given.emit("0000")
    driver.window.unlock_left.emit()
    driver.background.finish()
    assert (driver.window.is_locked, driver.window.prompt) == (True, None)


def test_a_pin_that_is_taken_away_unlocks_and_a_new_one_counts(driver: Driver) -> None:
    driver.open(pin=kept())
    driver.open()
    assert (driver.window.is_locked, driver.window.has_lock) == (False, False)
    driver.open(pin=kept())
    assert not driver.window.is_locked  # who has just set it is an engineer
    driver.window.lock_wished.emit()
    assert driver.window.is_locked


def test_where_the_plant_wishes_it_the_operators_view_comes_at_the_start_and_with_the_lock(driver: Driver) -> None:
    driver.open(pin=kept(), is_locked_at_start=False, is_operator_view=True)
    assert driver.window.is_operator_view
    driver.window.show_operator_view(False)  # an engineer works
    driver.window.lock_wished.emit()
    assert driver.window.is_locked
    assert driver.window.is_operator_view


def test_whoever_gives_the_pin_in_the_operators_view_has_the_engineers(driver: Driver) -> None:
    driver.open(pin=kept(), is_operator_view=True)
    driver.window.lock_wished.emit()
    driver.give("1111")
    assert driver.window.is_operator_view
    driver.now_s += 60
    driver.give("2041")
    assert (driver.window.is_locked, driver.window.is_operator_view) == (False, False)


def test_without_that_wish_the_view_stays_as_it_is(driver: Driver) -> None:
    driver.open(pin=kept())
    assert driver.window.is_locked
    assert not driver.window.is_operator_view
