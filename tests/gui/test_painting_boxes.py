"""A box dragged round a defect becomes a mask, in a real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from inspector.core.frame import Pixels
from inspector.screens.painting import BoxRule, PaintTool
from tests.gui.painting_window import SHIFT, SIZE, PaintingWindow, painting_window

Key = Qt.Key


@pytest.fixture
def paint(qtbot: QtBot, tmp_path: Path) -> Iterator[PaintingWindow]:
    with painting_window(qtbot, tmp_path / "labels") as hand:
        yield hand


def surface(scale: int = 1) -> tuple[Pixels, np.ndarray]:
    """Grain with a dark spot, and where that is."""
    rows, columns = np.ogrid[: SIZE[0], : SIZE[1]]
    spot = ((rows - 150) / 14) ** 2 + ((columns - 200) / 24) ** 2 <= 1
    grey = np.random.default_rng(0).normal(140, 5, SIZE)
    grey[spot] -= 60
    return (np.clip(grey, 0, 255) * scale).astype(np.uint16 if scale > 1 else np.uint8), spot


def iou(paint: PaintingWindow, truth: np.ndarray) -> float:
    return float((truth & (paint.labels > 0)).sum() / (truth | (paint.labels > 0)).sum())


@pytest.mark.parametrize(("scale", "bits"), [(1, 8), (16, 12)])
@pytest.mark.parametrize("rule", [BoxRule.AROUND, BoxRule.ALONG])
def test_what_stands_out_in_a_box_waits_for_enter(paint: PaintingWindow, rule: BoxRule, scale: int, bits: int) -> None:
    pixels, spot = surface(scale)
    paint.open(pixels, bits=bits)
    paint.key(Key.Key_X, SHIFT)
    assert paint.presenter.options.tool is PaintTool.MASK_BOX
    paint.take(PaintTool.MASK_BOX, box_rule=rule, class_index=2)
    paint.drag([(165.5, 125.5), (200.5, 150.5), (235.5, 175.5)])
    assert not paint.labels.any()
    paint.key(Key.Key_Return)
    assert iou(paint, spot) > 0.85
    assert set(np.unique(paint.labels)) == {0, 2}
    assert [step.facts.name for step in paint.steps] == ["mask from a box, scratch"]


def test_another_rule_shows_it_anew_and_escape_leaves_it(paint: PaintingWindow) -> None:
    pixels, _ = surface()
    paint.open(pixels)
    paint.take(PaintTool.MASK_BOX)
    paint.drag([(30.5, 30.5), (90.5, 70.5)])  # grain: somebody says that there is something faint
    assert paint.presenter.state.has_preview
    options = paint.page.painting.options
    (choice,) = [one for one in options.findChildren(QComboBox) if one.isVisible()]
    choice.activated.emit(2)  # a straight mark: there is none
    paint.settle()
    assert paint.presenter.options.box_rule is BoxRule.MARK
    assert not paint.presenter.state.has_preview
    assert paint.presenter.state.hint == "Nothing stands out in this box"
    choice.activated.emit(0)
    paint.settle()
    assert paint.presenter.state.has_preview
    paint.key(Key.Key_Escape)
    paint.key(Key.Key_Return)
    assert not paint.labels.any()


def test_a_box_reaches_beyond_the_frame_and_may_be_clicked(paint: PaintingWindow) -> None:
    pixels = np.full(SIZE, 140, np.uint8)
    pixels[0:12, 0:20] = 60
    paint.open(pixels)
    paint.take(PaintTool.MASK_BOX)
    paint.click((30.5, 20.5))
    paint.click((-6.5, -6.5))
    paint.key(Key.Key_Return)
    truth = np.zeros(SIZE, np.bool_)
    truth[0:12, 0:20] = True
    assert iou(paint, truth) > 0.9
