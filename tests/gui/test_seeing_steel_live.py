"""The real window on dark rails: turned, lit and fitted by keys, kept for their source; a defect looked at and back."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from inspector.core.source_view import SourceView
from inspector.screens.live import RunState
from inspector.views.live.gallery import Gallery
from inspector.views.live.piece_map import PieceMap
from inspector.views.live.profile_panel import ProfilePanel
from inspector.workspace.memory import read_memory
from tests.gui.test_live_inspection import Driver, driver, ready, shown  # noqa: F401  the fixture
from tests.tiny_model import BRIGHT, CLEAN, DULL

SHIFT = Qt.KeyboardModifier.ShiftModifier


def write_rails(folder: Path, n: int = 4) -> Path:
    """A bright rail of 60 px in the middle of 300 × 240 dark ones, with a dull spot of 8 × 20 px in each frame."""
    folder.mkdir()
    for number in range(n):
        pixels = np.zeros((240, 300), np.uint8)
        pixels[:, 120:180] = CLEAN
        pixels[100:120, 140:148] = DULL
        if number == 2:
            pixels[30:36, 160:166] = BRIGHT
        (folder / f"rail_{number}.png").write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return folder


@pytest.fixture
def rails(tmp_path: Path) -> Path:
    return write_rails(tmp_path / "rails")


def test_a_rail_lies_flat_fills_the_picture_and_does_so_the_next_time(driver: Driver, rails: Path) -> None:  # noqa: F811
    ready(driver)
    driver.inspect(rails)
    driver.wait(lambda: driver.frame is not None)
    captured = shown(driver)
    before = driver.page.canvas.zoom
    driver.key(Qt.Key.Key_R)
    driver.wait(lambda: shown(driver).quarter_turns == 1)
    assert shown(driver).pixels.shape == (300, 240)
    driver.key(Qt.Key.Key_F, SHIFT)
    driver.wait(lambda: shown(driver).fit_to is not None)
    fit_to = shown(driver).fit_to
    assert fit_to is not None
    assert (fit_to.y, fit_to.height, fit_to.width) == (120, 60, 240)
    assert driver.page.canvas.zoom > 1.5 * before
    driver.key(Qt.Key.Key_A)
    driver.wait(lambda: not shown(driver).is_as_captured)
    values = shown(driver).values
    assert values is not None
    assert np.array_equal(values, captured.pixels)  # what is inspected is as it was
    assert int(shown(driver).pixels.max()) == 255
    expected = SourceView(quarter_turns=1, fits_product=True, is_auto=True)
    driver.wait(lambda: _saved(driver).get(str(rails)) == expected)
    other = write_rails(rails.parent / "others", 1)
    driver.inspect(other)
    driver.wait(lambda: shown(driver).quarter_turns == 0 and shown(driver).is_as_captured)
    driver.inspect(rails)
    driver.wait(lambda: shown(driver).quarter_turns == 1 and shown(driver).fit_to == fit_to)
    assert not shown(driver).is_as_captured
    driver.key(Qt.Key.Key_N)
    driver.wait(lambda: shown(driver).is_as_captured)
    assert shown(driver).quarter_turns == 1


def _saved(driver: Driver) -> dict[str, SourceView]:  # noqa: F811
    workspace = driver.session.workspace
    assert workspace is not None
    return dict(read_memory(workspace).views)


def test_the_right_button_lights_the_picture(driver: Driver, rails: Path) -> None:  # noqa: F811
    ready(driver)
    driver.inspect(rails)
    driver.wait(lambda: driver.frame is not None)
    canvas = driver.page.canvas
    QTest.mousePress(canvas, Qt.MouseButton.RightButton, pos=QPoint(100, 100))
    QTest.mouseMove(canvas, QPoint(200, 60))
    driver.wait(lambda: not shown(driver).is_as_captured)  # while it is dragged
    QTest.mouseRelease(canvas, Qt.MouseButton.RightButton, pos=QPoint(200, 60))
    low, high = shown(driver).window
    assert high - low < 0.9
    assert driver.state is RunState.ENDED
    driver.wait(lambda: _saved(driver).get(str(rails), SourceView()).high < 0.9)


def test_a_chosen_defect_is_looked_at_and_escape_goes_back(driver: Driver, rails: Path) -> None:  # noqa: F811
    """Also at the end, when no other frame comes; and the mark on the map goes with it."""
    ready(driver)
    driver.inspect(rails)
    driver.wait(lambda: driver.table.n_rows() == 5)
    canvas = driver.page.canvas
    before = canvas.zoom
    driver.key(Qt.Key.Key_Right)
    driver.wait(lambda: shown(driver).focus is not None)
    assert canvas.zoom > 1.2 * before
    focus = shown(driver).focus
    assert focus is not None
    at = canvas.frame_position(canvas.width() / 2, canvas.height() / 2)
    assert at == pytest.approx((focus.x + focus.width / 2, focus.y + focus.height / 2), abs=2)
    driver.key(Qt.Key.Key_Escape)
    driver.wait(lambda: shown(driver).focus is None)
    assert canvas.zoom == pytest.approx(before)
    assert driver.table.chosen() is None


def test_by_keys_from_map_and_gallery_to_a_defect(driver: Driver, rails: Path) -> None:  # noqa: F811
    ready(driver)
    driver.inspect(rails)
    driver.wait(lambda: driver.table.n_rows() == 5)
    assert driver.live_state is not None
    for kind, keys in ((PieceMap, (Qt.Key.Key_End,)), (Gallery, (Qt.Key.Key_Right, Qt.Key.Key_Right))):
        part = driver.page.findChild(kind)
        assert isinstance(part, QWidget)
        part.setFocus()
        for key in keys:
            QTest.keyClick(part, key)
        assert not driver.live_state.is_frozen
        QTest.keyClick(part, Qt.Key.Key_Return)
        driver.wait(lambda: driver.live_state is not None and driver.live_state.is_frozen)
        assert driver.table.chosen() is not None
        driver.key(Qt.Key.Key_Escape)
        driver.wait(lambda: driver.live_state is not None and not driver.live_state.is_frozen)


def test_the_ruler_shows_the_grey_once_what_draws_it_is_loaded(driver: Driver, rails: Path) -> None:  # noqa: F811
    ready(driver)
    driver.inspect(rails)
    driver.wait(lambda: driver.frame is not None)
    driver.key(Qt.Key.Key_M)
    driver.wait(lambda: driver.page.findChild(ProfilePanel) is not None, 60_000)
    panel = driver.page.findChild(ProfilePanel)
    assert isinstance(panel, ProfilePanel)
    assert panel.isVisible()
    canvas = driver.page.canvas
    driver.qtbot.waitUntil(lambda: canvas.height() < 300)
    start, end = (canvas.widget_position(x, 60).toPoint() for x in (100, 200))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    profile = panel.profile
    assert profile is not None
    assert (profile.unit, profile.distance[-1]) == ("mm", pytest.approx(50, abs=2))  # 100 px of 0.5 mm
    assert (profile.grey.min(), profile.grey.max()) == (0, CLEAN)
    driver.key(Qt.Key.Key_Escape)
    assert not panel.isVisible()
