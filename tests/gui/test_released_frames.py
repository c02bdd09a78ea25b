"""What the window shows of frames whose buffers were filled again long before."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from inspector.core.piece import Piece
from inspector.in_use import InUse
from inspector.inference.backend import Provider
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_file import open_model
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.lane import Lane
from inspector.pipeline.line import Line
from inspector.presenters.live_composer import THUMBNAIL_PX, LiveComposer, LiveUpdate
from inspector.presenters.live_view import DefectRequest, LiveView
from inspector.session import SessionState
from inspector.workers.inspection_worker import InspectionWorker, News
from tests.overwriting_source import OVERWRITTEN, OverwritingSource, expected_pixels
from tests.tiny_model import write_tiny_model

N = 12
TIMEOUT_MS = 20_000


@pytest.fixture
def model(tmp_path: Path) -> LoadedModel:
    return open_model(write_tiny_model(tmp_path / "tiny.onnx"), Provider.CPU)


class Window:
    """The worker and the composer as the Live page joins them, composing only when it is allowed to."""

    def __init__(self, model: LoadedModel) -> None:
        self.updates: list[LiveUpdate] = []
        self.may_compose = threading.Event()
        self.worker = InspectionWorker(self._compose)
        self.composer = LiveComposer(lambda: self.worker.recent)
        self.view = LiveView()
        self.state = SessionState(InUse(model, InspectionSettings.of_card(model.card)))
        self.worker.composed.connect(self._show)

    def _compose(self, news: News) -> LiveUpdate:
        self.may_compose.wait()
        return self.composer.compose(news, self.view, self.state)

    def _show(self, update: LiveUpdate) -> None:
        self.updates.append(update)
        self.worker.shown()


@pytest.fixture
def window(qtbot: QtBot, model: LoadedModel) -> Iterator[Window]:
    made = Window(model)
    made.worker.start()
    yield made
    made.may_compose.set()
    assert made.worker.stop()


def test_newest_frozen_and_recent_frames_and_thumbnails_are_copies(
    qtbot: QtBot, model: LoadedModel, window: Window
) -> None:
    """Nothing is composed before the inspection has ended and every buffer shows something else."""
    source = OverwritingSource(N, n_buffers=2)
    settings = InspectionSettings.of_card(model.card)
    line = Line([Lane(source)], model, settings, sinks=lambda piece: [window.worker.sink()])
    line.start(Piece("R-1", "rail"))
    assert line.join(TIMEOUT_MS / 1000)
    assert all((buffer == OVERWRITTEN).all() for buffer in source.buffers)
    window.may_compose.set()
    updates = window.updates
    qtbot.waitUntil(lambda: any(update.ended is not None for update in updates), timeout=TIMEOUT_MS)
    newest = [update.frame for update in updates if update.frame is not None][-1]
    assert np.array_equal(newest.pixels, expected_pixels(N - 1))
    thumbnails = [thumbnail for update in updates for thumbnail in update.thumbnails]
    assert len(thumbnails) == N
    for frame_index, thumbnail in enumerate(thumbnails):
        assert thumbnail.pixels.shape == (THUMBNAIL_PX, THUMBNAIL_PX)
        assert set(np.unique(thumbnail.pixels)) == set(np.unique(expected_pixels(frame_index)))
    for defect_id in (3, 9):
        updates.clear()
        window.view = replace(window.view, is_frozen=True, request=DefectRequest(defect_id))
        window.worker.wake()
        qtbot.waitUntil(lambda: any(update.frame is not None for update in updates), timeout=TIMEOUT_MS)
        frozen = next(update.frame for update in updates if update.frame is not None)
        assert np.array_equal(frozen.pixels, expected_pixels(defect_id - 1))
