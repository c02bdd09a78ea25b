"""The real window with a rail whose edges are found: lines and a dimmed table, on Live and again on Review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.core.piece import GapCause
from inspector.screens.live import ShownProduct
from inspector.views.live.strip_canvas import StripCanvas
from inspector.workspace.workspace import create_workspace
from tests.gui.real_window import real_window
from tests.gui.test_live_inspection import SCALE, Driver, ready, shown
from tests.gui.test_review import Reviewing
from tests.product_frames import product_frame
from tests.tiny_model import DULL, write_tiny_model

HEIGHT, WIDTH, LEFT, RIGHT, MARGIN = 240, 300, 120, 180, 16


@pytest.fixture
def rails(tmp_path: Path) -> Path:
    """A rail with a dull spot over its left edge and one on the table beside it, and a frame without a rail."""
    folder = tmp_path / "rails"
    folder.mkdir()
    rail = product_frame(LEFT, RIGHT, height=HEIGHT, width=WIDTH, level=70, beside=30, noise=1)
    rail[100:120, 114:130] = DULL
    rail[30:50, 250:270] = DULL
    for name, pixels in (("a", product_frame(0, 0, height=HEIGHT, width=WIDTH, beside=16, noise=1)), ("b", rail)):
        (folder / f"{name}.png").write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return folder


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    workspace = create_workspace(tmp_path / "plant")
    settings = workspace.folder / "workspace.toml"
    text = settings.read_text(encoding="utf-8") + SCALE
    settings.write_text(text.replace('mode = "whole"', 'mode = "edges"').replace("margin_px = 32", "margin_px = 16"))
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        yield Driver(parts, qtbot, workspace.database)


def grey_at(canvas: StripCanvas, image: QImage, x: float, y: float) -> float:
    """Of a few pixels of the screen round a point of the frame."""
    at = canvas.widget_position(x, y)
    around = [(at.x() + right, at.y() + down) for right in (-2, 0, 2) for down in (-2, 0, 2)]
    return float(np.mean([QColor(image.pixel(round(right), round(down))).lightness() for right, down in around]))


def check_picture(canvas: StripCanvas, product: ShownProduct | None) -> None:
    """Told where it lies, and seen: what is masked is dimmed, the margin is not."""
    assert product is not None
    left, right = product.edges
    assert [round(x) for x, _ in (left[0], right[0])] == [LEFT, RIGHT]
    image = canvas.grab().toImage()
    margin, masked = grey_at(canvas, image, LEFT - MARGIN / 2, 200), grey_at(canvas, image, 60, 200)
    assert masked < margin - 3
    assert grey_at(canvas, image, 150, 200) > margin + 30


def test_the_edges_are_shown_what_is_masked_is_dimmed_and_review_shows_the_same(
    driver: Driver, rails: Path, tmp_path: Path
) -> None:
    ready(driver)
    driver.inspect(rails)
    driver.wait(lambda: driver.frame is not None and driver.table.n_rows() == 1)
    canvas = driver.page.canvas
    product = shown(driver).product
    driver.wait(lambda: canvas.grab().toImage().width() > 0)
    check_picture(canvas, product)
    before = canvas.grab().toImage()
    driver.key(Qt.Key.Key_R)
    driver.wait(lambda: shown(driver).quarter_turns == 1)
    turned = shown(driver).product
    assert turned is not None
    assert {round(y) for edge in turned.edges for _, y in edge} == {LEFT, RIGHT}
    for _ in range(3):
        driver.key(Qt.Key.Key_R)
    driver.wait(lambda: shown(driver).quarter_turns == 0)
    QTest.keyPress(canvas, Qt.Key.Key_H)  # the overlay is hidden while it is held
    driver.wait(lambda: driver.look.is_hidden)
    table, margin = (grey_at(canvas, canvas.grab().toImage(), x, 200) for x in (60, LEFT - MARGIN / 2))
    assert abs(table - margin) < 2
    assert grey_at(canvas, before, 60, 200) < table - 3
    QTest.keyRelease(canvas, Qt.Key.Key_H)
    status = driver.session.state.status
    assert status is not None
    assert status.coverage.not_inspected == {GapCause.CANNOT_SEE: pytest.approx(HEIGHT * 0.25)}
    assert "frame.no_product" in driver.alarmed
    reviewing = Reviewing(driver.parts, driver.qtbot, tmp_path)
    reviewing.open_page()
    reviewing.open(0, 1)
    reviewing.key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    reviewing.wait(lambda: reviewing.frame is not None and reviewing.frame.name == "b.png")
    assert reviewing.frame is not None
    check_picture(reviewing.page.canvas, reviewing.frame.product)
