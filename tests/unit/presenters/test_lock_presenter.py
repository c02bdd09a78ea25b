"""Who is signed in, when the window is locked, what is asked for, and how long a wrong PIN makes the next try wait."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest

from inspector.core.audit import current_actor, sign_in, system_user
from inspector.core.pin import hash_of
from inspector.core.roles import Role
from inspector.presenters.lock_presenter import LockPresenter
from inspector.screens.lock import LockState, SignIn
from inspector.workspace.settings import WorkspaceSettings, settings_of
from tests.unit.presenters.stand_ins import HandBackground, Signal


@cache
def kept(pin: str = "2041") -> str:
    return hash_of(pin)


def person(name: str, role: str, pin: str = "2041") -> dict[str, str]:
    return {"name": name, "role": role, "pin": kept(pin) if pin else ""}


class Window:
    def __init__(self) -> None:
        self.lock_wished, self.pin_given, self.unlock_left = Signal(), Signal(), Signal()
        self.state = LockState()
        self.question: SignIn | None = None
        self.is_operator_view = False
        self.notices: list[str] = []

    @property
    def is_locked(self) -> bool:
        return self.state.is_locked

    @property
    def prompt(self) -> str | None:
        return self.question.prompt if self.question is not None else None

    def show_lock(self, state: LockState) -> None:
        self.state = state

    def show_operator_view(self, is_shown: bool) -> None:
        self.is_operator_view = is_shown

    def show_unlock(self, question: SignIn | None) -> None:
        self.question = question

    def show_lock_notice(self, notice: str) -> None:
        self.notices.append(notice)


class Driver:
    def __init__(self) -> None:
        self.window, self.background = Window(), HandBackground()
        self.session = SimpleNamespace(workspace=None, settings_at_opening=None, reread_workspace=self._reread)
        self.on_disk: WorkspaceSettings | None = None  # where another program changed it
        self.now_s, self.unused_s = 0.0, 0.0
        stand_ins: Any = (self.window, self.session, self.background)
        self.lock = LockPresenter(*stand_ins, unused_s=lambda: self.unused_s, clock=lambda: self.now_s)

    def open(self, *people: Any, is_operator_view: bool = False, **lock: Any) -> WorkspaceSettings:
        loaded = {"lock": lock, "start": {"is_operator_view": is_operator_view}, "people": list(people)}
        settings = settings_of(loaded)
        self.session.workspace = SimpleNamespace(settings=settings)
        self.session.settings_at_opening = self.session.settings_at_opening or settings
        self.lock.tick()
        return settings

    def open_one(self, **more: Any) -> None:
        self.open({"role": "administrator", "pin": kept()}, **more)

    def _reread(self) -> None:
        if self.on_disk is not None:
            self.session.workspace = SimpleNamespace(settings=self.on_disk)

    def give(self, pin: str, name: str = "") -> None:
        self.window.pin_given.emit(name, pin)
        self.background.finish()


@pytest.fixture
def driver() -> Iterator[Driver]:
    yield Driver()
    sign_in("")


def test_without_people_nothing_is_ever_locked_and_its_key_says_so(driver: Driver) -> None:
    driver.open()
    driver.unused_s = 1e6
    driver.lock.tick()
    driver.window.lock_wished.emit()
    assert driver.window.state == LockState(Role.ADMINISTRATOR, has_lock=False)
    assert driver.window.notices == ["Nothing is locked: no PIN is set (Settings, or: inspector workspace pin)"]


def test_a_workspace_with_a_pin_starts_locked_and_the_pin_unlocks(driver: Driver) -> None:
    driver.lock.tick()  # it is not open yet
    assert not driver.window.is_locked
    driver.open_one()
    assert driver.window.is_locked
    driver.window.lock_wished.emit()
    assert driver.window.question == SignIn("PIN of the engineer")
    driver.window.pin_given.emit("", "2041")
    assert driver.window.prompt == "One moment …"
    driver.background.finish()
    assert driver.window.state == LockState(Role.ADMINISTRATOR, has_lock=True, who="Administrator")
    assert (driver.window.prompt, current_actor()) == (None, system_user())  # nobody's name is known
    driver.window.lock_wished.emit()
    assert driver.window.is_locked


def test_each_has_a_role_and_is_the_author_of_what_is_recorded_until_the_sign_off(driver: Driver) -> None:
    driver.open(
        person("Anna", "administrator"), person("Ben", "engineer", "5678"), person("Özge", "operator", ""),
        relock_after_min=2.0,
    )  # fmt: skip
    driver.window.lock_wished.emit()
    assert driver.window.question == SignIn("Name and PIN", ("Anna", "Ben", "Özge"))
    driver.give("2041", "Ben")  # the PIN of another
    assert driver.window.is_locked
    driver.now_s += 60
    driver.give("5678", "Ben")
    assert (driver.window.state, current_actor()) == (LockState(Role.ENGINEER, has_lock=True, who="Ben"), "Ben")
    driver.unused_s = 120.0
    driver.lock.tick()
    assert (driver.window.is_locked, current_actor()) == (True, system_user())
    driver.unused_s = 0.0
    driver.window.lock_wished.emit()
    driver.give("", "Özge")  # an operator without a PIN: more is not allowed, but the name is known
    assert (driver.window.state, current_actor()) == (LockState(Role.OPERATOR, has_lock=True, who="Özge"), "Özge")
    driver.window.lock_wished.emit()
    assert (driver.window.state.who, current_actor()) == ("", system_user())
    driver.window.lock_wished.emit()
    driver.give("", "Anna")  # nothing is typed yet
    assert (driver.window.prompt, driver.window.is_locked) == ("Name and PIN", True)


def test_who_gets_another_role_has_it_at_once_and_who_is_removed_is_signed_off(driver: Driver) -> None:
    anna = person("Anna", "administrator")
    driver.open(anna, person("Ben", "engineer", "5678"))
    driver.window.lock_wished.emit()
    driver.give("5678", "Ben")
    driver.open(anna, person("Ben", "administrator", "5678"))
    assert driver.lock.role is Role.ADMINISTRATOR
    driver.open(anna, person("Ben", "operator", "5678"))
    assert (driver.lock.role, driver.window.state.who) == (Role.OPERATOR, "Ben")
    driver.open(anna)
    assert (driver.window.is_locked, driver.window.state.who, current_actor()) == (True, "", system_user())


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ([{"name": "Anna", "role": "boss", "pin": ""}], "role"),
        ([{"name": "Anna", "role": "administrator", "pin": "2041"}], "no hash of a PIN"),
        ([{"name": "Anna", "role": "operator"}, {"name": "ANNA", "role": "operator"}], "two people are called ANNA"),
        ([{"role": "engineer"}], "has no pin"),
        ("Anna", "people"),
    ],
)
def test_a_table_that_cannot_be_used_leaves_the_operators_what_they_have(driver: Driver, people: Any, why: str) -> None:
    settings = settings_of({"people": people})
    assert why in settings.people_fault
    assert settings.people == ()
    driver.session.workspace = SimpleNamespace(settings=settings)
    driver.session.settings_at_opening = settings
    driver.lock.tick()
    assert driver.window.state == LockState(Role.OPERATOR, has_lock=True)
    driver.window.lock_wished.emit()
    assert driver.window.prompt is None
    assert why in driver.window.notices[-1]
    assert "inspector workspace pin --reset" in driver.window.notices[-1]


def test_a_pin_that_was_reset_from_the_command_line_holds_as_soon_as_it_is_asked_for(driver: Driver) -> None:
    driver.open_one()
    driver.on_disk = settings_of({"people": [{"role": "administrator", "pin": kept("9999")}]})
    driver.window.lock_wished.emit()
    driver.background.finish()
    assert driver.window.prompt == "PIN of the engineer"
    driver.give("2041")
    assert driver.window.is_locked
    driver.now_s += 60
    driver.give("9999")
    assert not driver.window.is_locked


def test_a_table_that_was_corrected_lets_people_in_again(driver: Driver) -> None:
    driver.session.workspace = SimpleNamespace(settings=settings_of({"people": "?"}))
    driver.lock.tick()
    driver.on_disk = settings_of({"people": [{"role": "administrator", "pin": kept()}]})
    driver.window.lock_wished.emit()
    driver.background.finish()
    driver.window.lock_wished.emit()
    driver.background.finish()
    driver.give("2041")
    assert driver.lock.role is Role.ADMINISTRATOR


def test_a_pin_that_is_set_before_the_first_look_does_not_lock_who_set_it(driver: Driver) -> None:
    driver.session.settings_at_opening = settings_of({})
    driver.open_one()
    assert driver.window.state == LockState(Role.ADMINISTRATOR, has_lock=True)


def test_one_that_does_not_start_locked_is_locked_by_its_key_and_by_time(driver: Driver) -> None:
    driver.open_one(is_locked_at_start=False, relock_after_min=2.0)
    assert not driver.window.is_locked
    driver.unused_s = 119.0
    driver.lock.tick()
    assert not driver.window.is_locked
    driver.unused_s = 120.0
    driver.lock.tick()
    assert driver.window.is_locked


def test_a_wrong_pin_makes_the_next_try_wait_and_says_how_long(driver: Driver) -> None:
    driver.open_one()
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
    driver.open_one()
    driver.window.lock_wished.emit()
    driver.window.pin_given.emit("", "0000")
    driver.window.unlock_left.emit()
    driver.background.finish()
    assert (driver.window.is_locked, driver.window.prompt) == (True, None)


def test_people_who_are_taken_away_unlock_and_new_ones_count(driver: Driver) -> None:
    driver.open_one()
    driver.open()
    assert driver.window.state == LockState(Role.ADMINISTRATOR, has_lock=False)
    driver.open_one()
    assert not driver.window.is_locked  # who has just added somebody is no operator
    driver.window.lock_wished.emit()
    assert driver.window.is_locked


def test_where_the_plant_wishes_it_the_operators_view_comes_at_the_start_and_with_the_lock(driver: Driver) -> None:
    driver.open_one(is_locked_at_start=False, is_operator_view=True)
    assert driver.window.is_operator_view
    driver.window.show_operator_view(False)  # an engineer works
    driver.window.lock_wished.emit()
    assert driver.window.is_locked
    assert driver.window.is_operator_view


def test_whoever_gives_the_pin_in_the_operators_view_has_the_engineers(driver: Driver) -> None:
    driver.open_one(is_operator_view=True)
    driver.window.lock_wished.emit()
    driver.give("1111")
    assert driver.window.is_operator_view
    driver.now_s += 60
    driver.give("2041")
    assert (driver.window.is_locked, driver.window.is_operator_view) == (False, False)


def test_without_that_wish_the_view_stays_as_it_is(driver: Driver) -> None:
    driver.open_one()
    assert driver.window.is_locked
    assert not driver.window.is_operator_view


def test_whoever_adds_the_first_person_at_this_window_is_that_person(driver: Driver) -> None:
    driver.open()
    driver.session.workspace = SimpleNamespace(settings=settings_of({"people": [person("Anna", "administrator")]}))
    driver.lock.person_added("Anna")
    assert driver.window.state == LockState(Role.ADMINISTRATOR, has_lock=True, who="Anna")
    assert current_actor() == "Anna"
    people = [person("Anna", "administrator"), person("Ben", "engineer")]
    driver.session.workspace = SimpleNamespace(settings=settings_of({"people": people}))
    driver.lock.person_added("Ben")  # by Anna, who stays
    assert driver.window.state.who == "Anna"


def test_somebody_whom_another_program_added_is_not_taken_to_be_there(driver: Driver) -> None:
    driver.open()
    driver.open(person("Anna", "administrator"))
    assert driver.window.state == LockState(Role.ADMINISTRATOR, has_lock=True)
