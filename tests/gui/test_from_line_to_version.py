"""The way of one frame: inspected, “That's wrong”, in the queue, painted, reviewed, in a dataset version, counted."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from inspector.annotation.frame_list import Why
from inspector.core.remark import RemarkKind
from inspector.core.source_options import SourceOptions
from inspector.datasets.version import open_version
from inspector.presenters.train_presenter import TrainPresenter
from inspector.screens.annotate import FrameMark, VersionAsked
from inspector.screens.live import RunState
from inspector.screens.painting_actions import ANNOTATE
from inspector.screens.train_actions import TRAIN
from inspector.store.database import reading
from inspector.store.queries import evidence
from inspector.workspace.workspace import create_workspace
from tests.gui.real_window import real_window
from tests.gui.test_annotate_page import CTRL, SHIFT, TIMEOUT_MS, Labeller
from tests.tiny_model import CLEAN, DULL, write_tiny_model


def test_a_live_frame_that_is_wrong_becomes_a_sample_of_a_version(qtbot: QtBot, tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "plant")
    frames = tmp_path / "frames"
    frames.mkdir()
    for number in range(6):
        pixels = np.full((120, 200), CLEAN, np.uint8)
        pixels[30:50, 40:48] = DULL
        pixels[0, :8] = number  # no two frames are alike
        Image.fromarray(pixels).save(frames / f"{number}.png")
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
        parts.page.source_chosen.emit(str(frames), SourceOptions(is_watched=True))
        qtbot.waitUntil(lambda: parts.presenter.run_state is RunState.RUNNING, timeout=TIMEOUT_MS)

        def n_recorded() -> int:
            with reading(workspace.database) as rows:
                return int(rows.execute("SELECT count(*) FROM frames").fetchone()[0])

        qtbot.waitUntil(lambda: n_recorded() == 6, timeout=TIMEOUT_MS)
        parts.page.remarked.emit(RemarkKind.MISSED.value, None)

        def n_kept() -> int:
            with reading(workspace.database) as rows:
                return len(evidence.kept_frames(rows))

        qtbot.waitUntil(lambda: n_kept() >= 2, timeout=TIMEOUT_MS)  # how many, the frame on the screen says
        labeller = Labeller(parts, qtbot)
        labeller.key(Qt.Key.Key_K, CTRL)
        listing = labeller.presenter.listing
        assert len(listing) == n_kept()
        assert listing.reasons()[0].why is Why.REMARKED
        row = labeller.page.list.rows.shown_row(0)
        assert "somebody at the line said that something is wrong" in row.second
        assert "found: dull" in row.second
        assert all((frame.least_score or 0) > 0.4 for frame in listing.frames if frame.class_names)
        filters = labeller.page.list
        assert filters.from_m.isVisible()
        for field, value in ((filters.max_percent, 1), (filters.from_m, 900)):
            field.setValue(value)
            labeller.wait(lambda: len(listing) == 0)
            field.setValue(0)
            labeller.wait(lambda: len(listing) == n_kept())
        labeller.calm()
        labeller.page.author_chosen.emit("ada")
        labeller.drag((100, 90), (150, 90))
        current = labeller.presenter.desk.current
        assert current is not None
        source = current.editor.sheet.source
        with reading(workspace.database) as rows:
            (annotated,) = [one for one in _whole_frames(rows) if one.is_annotated]
        assert f"frames/{annotated.path}" == source.path, "the line never makes room at its cost"
        labeller.key(Qt.Key.Key_Return, CTRL)
        labeller.key(Qt.Key.Key_A)
        labeller.page.author_chosen.emit("ben")
        labeller.key(Qt.Key.Key_Return, CTRL | SHIFT)
        labeller.page.version_asked.emit(VersionAsked("made", "", with_done=False, leaves_unfit=False, terms="ours"))
        labeller.wait(lambda: "made" in labeller.said)
        assert labeller.said == "The dataset version “made” was made; it has 1 frames."
        labeller.calm()
        assert labeller.marks().count(FrameMark.REVIEWED) == 1, "the list has not forgotten it"

        # What is made is mostly trained on: the message says so, and Enter does it.
        button = QApplication.focusWidget()
        assert isinstance(button, QPushButton)
        assert button.text() == "Train on it"
        QTest.keyClick(button, Qt.Key.Key_Return)
        assert parts.window.shown_page == TRAIN
        training = parts.presenters[TRAIN]
        assert isinstance(training, TrainPresenter)
        labeller.wait(lambda: training.is_calm and training.setup.is_open and training.setup.wish.name == "made-1")
        assert training.setup.wish.dataset == "made"
        parts.window.show_page(ANNOTATE)
        assert not labeller.said, "it was heard"
        labeller.key(Qt.Key.Key_T, CTRL | SHIFT)  # and later, by its key
        assert parts.window.shown_page == TRAIN
    version = open_version(workspace.datasets / "made")
    (sample,) = version.samples
    pixels, class_map = version.read(sample)
    assert (pixels[40, 44], class_map[90, 125], class_map[40, 44]) == (DULL, 1, 0)
    assert version.class_names[1:] == ("dull", "bright"), "also what the model of today knows and nobody painted"
    assert sample.group == source.piece
    ran = subprocess.run(
        [sys.executable, "-m", "inspector", "dataset", "stats", str(workspace.datasets / "made")],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert "dull" in ran.stdout


def _whole_frames(rows: sqlite3.Connection) -> list[evidence.EvidenceRecord]:
    found = rows.execute("SELECT DISTINCT inspection_id FROM evidence").fetchall()
    return [one for (inspection_id,) in found for one in evidence.whole_frames(rows, inspection_id)]
