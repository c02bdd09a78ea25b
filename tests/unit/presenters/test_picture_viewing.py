"""How the live picture is looked at, kept for each source: with plain stand-ins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from inspector.core.source_view import SourceView
from inspector.presenters.picture_viewing import PictureViewing
from inspector.presenters.source_views import SourceViews
from inspector.workspace.memory import WindowMemory
from tests.unit.presenters.stand_ins import NotingPage, Signal

TURNED = SourceView(quarter_turns=1)


class Page(NotingPage):
    SIGNALS = ("window_chosen",)


class Keeper:
    """``WindowMemoryKeeper`` without a disk: what is remembered is read when a test says so."""

    def __init__(self) -> None:
        self.changed = Signal()
        self.memory: WindowMemory | None = None
        self._waiting: list[Callable[[WindowMemory], WindowMemory]] = []

    def read(self, **views: SourceView) -> None:
        self.memory = WindowMemory(views=views)
        self.changed.emit()
        for change in self._waiting:
            self.change(change)

    def change(self, change: Callable[[WindowMemory], WindowMemory]) -> None:
        if self.memory is None:
            self._waiting.append(change)
            return
        self.memory = change(self.memory)
        self.changed.emit()


class Driver:
    def __init__(self) -> None:
        self.page, self.keeper = Page(), Keeper()
        self.shown: list[SourceView] = []
        page: Any = self.page
        keeper: Any = self.keeper
        views = SourceViews()
        self.viewing = PictureViewing(page, views, self.shown.append)
        views.remember_in(keeper)

    def act(self, verb: str) -> None:
        self.viewing.acts("live")[f"live.{verb}"]()

    def saved(self, source: str) -> SourceView | None:
        assert self.keeper.memory is not None
        return self.keeper.memory.views.get(source)


@pytest.fixture
def driver() -> Driver:
    return Driver()


def test_each_source_is_looked_at_as_it_was_the_last_time(driver: Driver) -> None:
    driver.viewing.use_source("rails")
    assert driver.viewing.view == SourceView()
    driver.keeper.read(rails=TURNED)
    assert driver.viewing.view == TURNED
    driver.viewing.use_source("strip")
    assert driver.viewing.view == SourceView()
    driver.act("auto_contrast")
    assert (driver.saved("rails"), driver.saved("strip")) == (TURNED, SourceView(is_auto=True))
    driver.viewing.use_source("rails")
    driver.viewing.use_source("strip")
    assert driver.viewing.view == SourceView(is_auto=True)
    assert driver.page.last("show_picture_view") == SourceView(is_auto=True)


def test_what_is_chosen_before_the_views_are_read_counts_more(driver: Driver) -> None:
    driver.viewing.use_source("rails")
    driver.act("local_contrast")
    driver.keeper.read(rails=TURNED)
    assert driver.viewing.view == SourceView(has_clahe=True)
    assert driver.saved("rails") == SourceView(has_clahe=True)


def test_a_view_that_comes_after_another_source_was_chosen_changes_nothing(driver: Driver) -> None:
    driver.viewing.use_source("rails")
    driver.viewing.use_source("strip")
    driver.keeper.read(rails=TURNED)
    assert driver.viewing.view == SourceView()


def test_a_drag_is_shown_at_once_and_kept_at_its_end(driver: Driver) -> None:
    driver.keeper.read()
    driver.viewing.use_source("strip")
    driver.act("auto_contrast")
    for step in range(1, 5):
        driver.page.window_chosen.emit(0.01 * step, 0.5, False)
    assert driver.viewing.view == SourceView(low=0.04, high=0.5)  # not automatic any more
    assert driver.saved("strip") == SourceView(is_auto=True)
    driver.page.window_chosen.emit(0.05, 0.5, True)
    assert driver.saved("strip") == SourceView(low=0.05, high=0.5)


def test_the_keys_do_what_they_say(driver: Driver) -> None:
    driver.keeper.read()
    driver.viewing.use_source("strip")
    expected = SourceView()
    for verb, changes in (
        ("turn", {"quarter_turns": 1}), ("turn", {"quarter_turns": 2}), ("turn_back", {"quarter_turns": 1}),
        ("fit_product", {"fits_product": True}), ("brighter", {"gamma": 0.8}), ("local_contrast", {"has_clahe": True}),
        ("as_captured", {"gamma": 1.0, "has_clahe": False}), ("fit", {"fits_product": False}),
        ("darker", {"gamma": 1.25}),
    ):  # fmt: skip
        driver.act(verb)
        expected = replace(expected, **changes)  # type: ignore[arg-type]
        assert driver.viewing.view == expected, verb
    assert driver.saved("strip") == expected
    assert driver.shown[-1] == expected
    driver.act("fit")  # as it is
    assert len(driver.shown) == 9


def test_without_a_memory_views_last_as_long_as_the_program() -> None:
    page: Any = Page()
    viewing = PictureViewing(page, SourceViews(), lambda view: None)
    viewing.use_source("rails")
    viewing.acts("review")["review.turn"]()
    viewing.use_source("strip")
    assert viewing.view == SourceView()
    viewing.use_source("rails")
    assert viewing.view == TURNED


def test_two_pages_show_a_source_in_one_view(driver: Driver) -> None:
    """One asks before what is remembered was read, the other after."""
    page: Any = Page()
    keeper: Any = driver.keeper
    views = SourceViews()
    views.remember_in(keeper)
    live, review = (PictureViewing(page, views, lambda view: None) for _ in range(2))
    live.use_source("rails")
    review.use_source("strip")
    driver.keeper.read(rails=TURNED)
    assert (live.view, review.view) == (TURNED, SourceView())
    live.acts("live")["live.turn"]()
    review.use_source("rails")
    assert review.view == SourceView(quarter_turns=2)
