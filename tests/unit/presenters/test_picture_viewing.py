"""How the live picture is looked at, kept for each source: with plain stand-ins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from inspector.core.messages import Code, InspectorError, WorkspaceError, message
from inspector.core.source_view import SourceView
from inspector.presenters.live_view import LiveView
from inspector.presenters.picture_viewing import PictureViewing
from inspector.presenters.source_views import SourceViews
from tests.unit.presenters.stand_ins import HandBackground, NotingPage

TURNED = SourceView(quarter_turns=1)


class Page(NotingPage):
    SIGNALS = ("window_chosen",)


class Disk:
    def __init__(self) -> None:
        self.saved: dict[str, SourceView] = {"rails": TURNED}
        self.fails: InspectorError | None = None
        self.n_read = 0

    def read(self) -> Mapping[str, SourceView]:
        self.n_read += 1
        if self.fails is not None:
            raise self.fails
        return dict(self.saved)

    def write(self, source: str, view: SourceView) -> None:
        if self.fails is not None:
            raise self.fails
        self.saved[source] = view


class Driver:
    def __init__(self) -> None:
        self.page, self.disk, self.background = Page(), Disk(), HandBackground()
        self.live = SimpleNamespace(view=LiveView(), n_shown=0)
        self.live.show_picture = self._show
        views = SourceViews(self.background, self.disk.read, self.disk.write)  # type: ignore[arg-type]
        viewing: Any = self.live
        page: Any = self.page
        self.viewing = PictureViewing(page, viewing, views)

    def _show(self, view: SourceView) -> None:
        self.live.view = replace(self.live.view, picture=view)
        self.live.n_shown += 1

    def act(self, verb: str) -> None:
        self.viewing.acts()[f"live.{verb}"]()

    def use(self, source: str) -> None:
        self.viewing.use_source(source)
        self.background.finish()


@pytest.fixture
def driver() -> Driver:
    return Driver()


def test_each_source_is_looked_at_as_it_was_the_last_time(driver: Driver) -> None:
    driver.use("rails")
    assert driver.viewing.view == TURNED
    driver.use("strip")
    assert driver.viewing.view == SourceView()
    driver.act("auto_contrast")
    driver.background.finish()
    assert driver.disk.saved == {"rails": TURNED, "strip": SourceView(is_auto=True)}
    driver.use("rails")
    driver.use("strip")
    assert driver.viewing.view == SourceView(is_auto=True)
    assert driver.disk.n_read == 1
    assert driver.page.last("show_picture_view") == SourceView(is_auto=True)


def test_what_is_chosen_while_the_views_are_being_read_counts_more(driver: Driver) -> None:
    driver.viewing.use_source("rails")
    driver.act("local_contrast")
    driver.background.finish()
    assert driver.viewing.view == SourceView(has_clahe=True)
    assert driver.disk.saved["rails"] == SourceView(has_clahe=True)


def test_a_view_that_comes_after_another_source_was_chosen_changes_nothing(driver: Driver) -> None:
    driver.viewing.use_source("rails")
    driver.viewing.use_source("strip")
    driver.background.finish()
    assert driver.viewing.view == SourceView()


def test_a_drag_is_shown_at_once_and_kept_at_its_end(driver: Driver) -> None:
    driver.use("strip")
    driver.act("auto_contrast")
    driver.background.finish()
    for step in range(1, 5):
        driver.page.window_chosen.emit(0.01 * step, 0.5, False)
    assert driver.viewing.view == SourceView(low=0.04, high=0.5)  # not automatic any more
    assert not driver.background.is_busy
    driver.page.window_chosen.emit(0.05, 0.5, True)
    driver.background.finish()
    assert driver.disk.saved["strip"] == SourceView(low=0.05, high=0.5)


def test_the_keys_do_what_they_say(driver: Driver) -> None:
    driver.use("strip")
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
    driver.background.finish()
    assert driver.disk.saved["strip"] == expected


def test_where_the_disk_refuses_views_last_as_long_as_the_program(driver: Driver) -> None:
    driver.disk.fails = WorkspaceError(message(Code.WORKSPACE_BROKEN, path="x", detail="y"))
    driver.use("rails")
    assert driver.viewing.view == SourceView()
    driver.act("turn")
    driver.use("strip")
    driver.disk.fails = None
    driver.use("rails")
    assert driver.viewing.view == TURNED
    assert driver.background.failures == []  # nobody is held up by it
