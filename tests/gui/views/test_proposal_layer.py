"""Proposals on the screen: no label looks like one, the steel is seen between their stripes, a part made anew is the
whole."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from inspector.core.class_map import ClassMap
from inspector.core.classes import DefectClass
from inspector.core.defect import Box
from inspector.views.canvas.canvas import Canvas
from inspector.views.canvas.colour_tables import proposal_table
from inspector.views.canvas.label_layer import LabelLayer
from inspector.views.canvas.label_raster import BORDER, STROKE
from inspector.views.canvas.layer import Pane
from inspector.views.canvas.proposal_layer import ProposalLayer
from inspector.views.canvas.proposal_raster import SHADE, proposal_picture
from inspector.views.canvas.raster import HALO, LIGHT_EDGE

MARGIN = 8
CLASSES = {index: DefectClass.with_default_look(index, f"class {index}") for index in (1, 2, 3)}


def square() -> ClassMap:
    values = np.zeros((80 + 2 * MARGIN, 80 + 2 * MARGIN), np.uint8)
    values[MARGIN + 10 : MARGIN + 70, MARGIN + 10 : MARGIN + 70] = 2
    return values


def test_stripes_leave_the_steel_to_be_seen_and_the_edge_is_of_two_colours() -> None:
    picture = proposal_picture(square(), (0, 0), 1, MARGIN)
    inside = picture[15:65, 15:65]
    assert set(np.unique(inside)) == {0, STROKE + 2, SHADE}
    shares = [float((inside == value).mean()) for value in (0, STROKE + 2, SHADE)]
    assert shares[0] > 0.5
    assert shares[1] > 0.2
    edge = picture[9:11, 12:68]
    assert set(np.unique(edge)) == {BORDER + 2, LIGHT_EDGE}
    assert 0.4 < float((edge == LIGHT_EDGE).mean()) < 0.6
    assert (picture[8, 12:68] == HALO).all(), "black round both: seen on white steel too"
    assert not picture[:7].any()


def test_a_part_that_is_decided_is_painted_anew_as_the_whole_would_be(qtbot: QtBot) -> None:
    rng = np.random.default_rng(1)
    values = np.zeros((120, 160), np.uint8)
    for number in range(9):
        row, column = rng.integers(0, 100), rng.integers(0, 130)
        values[row : row + 18, column : column + 25] = number % 3 + 1
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    layer = ProposalLayer()
    canvas.show_panes([Pane((layer,), *values.shape)])
    layer.show_colours(proposal_table(CLASSES))
    layer.show_map(values)
    canvas.zoom_about_middle(1.7)
    before = canvas.grab().toImage()
    values[40:80, 50:110] = 0
    layer.change(Box(50, 40, 60, 40))
    in_part = canvas.grab().toImage()
    layer.show_map(values)  # from the start
    assert in_part == canvas.grab().toImage()
    assert in_part != before


def test_labels_and_proposals_of_one_class_look_otherwise_and_share_its_colour(qtbot: QtBot) -> None:
    values = np.full((60, 60), 1, np.uint8)
    seen: list[QImage] = []
    for layer in (ProposalLayer(), LabelLayer()):
        canvas = Canvas()
        qtbot.addWidget(canvas)
        canvas.resize(240, 240)
        canvas.show_panes([Pane((layer,), 60, 60)])
        layer.show_colours(proposal_table(CLASSES))
        layer.show_map(values)
        seen.append(canvas.grab().toImage())
    assert seen[0] != seen[1]
    colour = QColor(CLASSES[1].colour)
    opaque = {seen[0].pixelColor(x, 120).name() for x in range(60, 180)}
    assert any(abs(QColor(one).red() - colour.red()) < 25 for one in opaque)
    assert len(opaque) >= 3, "stripe, its dark side, and what lies below"
