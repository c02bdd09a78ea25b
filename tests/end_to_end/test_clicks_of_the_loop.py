"""How many keys and buttons the loop of a new kind takes beside the painting, in the real window: each is a key or
mouse event, and is counted. docs/results/new-kind.md shows the table that this tells (``-rP``).

Typing a name or a reason counts as one with its Enter. What is trained on is what the painting left, for a few steps
alone: how well the model finds the new kind is measured elsewhere, and changes no key.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from inspector.app import Parts
from inspector.demo.marked_strip import HELD_OUT, KIND, write_held_out
from inspector.demo.story import LoopStory, Plan, settled
from inspector.models_store.shipped import shipped_model
from inspector.pictures.large_picture import LargePicture
from inspector.presenters import many_done
from inspector.presenters.second_press import SOONEST_S
from inspector.runs import build_request
from inspector.runs.build_request import BuiltRequest, TrainingOptions
from inspector.runs.network_catalogue import NetworkCatalogue
from inspector.screens.live_actions import LIVE
from inspector.screens.models_actions import MODELS
from inspector.screens.train_actions import TRAIN
from inspector.sources.roll_marks import ROLL_MARK
from inspector.sources.synthetic import Surface, SyntheticStrip
from inspector.views.operator.operator_foot import OperatorFoot
from inspector.workspace.workspace import Workspace, create_workspace
from tests.end_to_end.test_loop import ROWS, SEED, WIDTH_PX, Line
from tests.gui.real_window import real_window
from tests.gui.test_annotate_page import Labeller

Key = Qt.Key
NO, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
N_REMARKS = 4
GOAL = 25


class Hand:
    """Presses, and counts what it pressed, by what it was for."""

    def __init__(self, parts: Parts) -> None:
        self._window = parts.window
        self.counts: dict[str, int] = {}

    def key(self, purpose: str, key: Qt.Key, modifier: Qt.KeyboardModifier = NO) -> None:
        """Wherever the keys are now."""
        self._count(purpose)
        QTest.keyClick(QApplication.focusWidget() or self._window, key, modifier)

    def text(self, purpose: str, text: str) -> None:
        """With its Enter."""
        self._count(purpose)
        for letter in text:  # each where the keys are by then
            QTest.keyClicks(QApplication.focusWidget(), letter)
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)

    def click(self, purpose: str, inside: type[QWidget] | QWidget, text: str) -> None:
        """The button of this name."""
        page = inside if isinstance(inside, QWidget) else self._window.findChild(inside)
        assert isinstance(page, QWidget)
        buttons = page.findChildren(QAbstractButton)
        (button,) = [one for one in buttons if one.isVisible() and one.accessibleName() == text]
        self._count(purpose)
        is_box = isinstance(button, QCheckBox)  # its square, not the empty room behind its text
        QTest.mouseClick(
            button, Qt.MouseButton.LeftButton, pos=QPoint(8, button.height() // 2) if is_box else button.rect().center()
        )

    def _count(self, purpose: str) -> None:
        self.counts[purpose] = self.counts.get(purpose, 0) + 1


@pytest.fixture
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    build = build_request.build_request

    def build_small(asked: TrainingOptions, workspace: Workspace, catalogue: NetworkCatalogue) -> BuiltRequest:
        built = build(asked, workspace, catalogue)
        recipe = replace(built.request.recipe, batch=2, view_px=(64, 64), n_steps=4)
        return replace(built, request=replace(built.request, recipe=recipe, n_threads=1))

    monkeypatch.setattr(build_request, "build_request", build_small)


@pytest.mark.slow("a training and a proof, to count keys; tests/end_to_end/test_loop.py plays the same way")
@pytest.mark.timeout(1200)
def test_the_loop_takes_no_more_keys_than_its_goal(
    qtbot: QtBot, few_steps: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(many_done, "LOOK_S", 0.0)  # a mouse of a test is quicker than eyes
    workspace = create_workspace(tmp_path / "plant")
    strips = [SyntheticStrip(seed, WIDTH_PX, Surface.HOT_ROLLED, 2.0, 0.5, 4.0) for seed in range(SEED + 1, SEED + 4)]
    write_held_out(workspace.datasets / HELD_OUT, strips, ROWS, 3)
    with real_window(qtbot, workspace.folder, shipped_model("steel-plain")) as parts:
        qtbot.waitUntil(lambda: parts.session.is_ready, timeout=60_000)
        hand, line = Hand(parts), Line(qtbot, workspace, tmp_path / "frames")
        story = LoopStory(parts, line.strip, Plan())  # here only to wait for what the window does

        # The operator's view is on the screen already, and the line inspects.
        line.play(story.inspect())
        parts.window.show_operator_view(True)
        for number in range(N_REMARKS):
            line.deliver(f"coil{number}-")
            n_kept = line.n_kept()
            purpose = "at the line, four times"
            hand.click(purpose, OperatorFoot, "That's wrong")
            hand.click(purpose, OperatorFoot, "A defect was missed")
            line.wait(lambda n_kept=n_kept: line.n_kept() > n_kept)  # type: ignore[misc]  # mypy sees no default's type
        parts.window.show_operator_view(False)
        assert parts.session.stop(), "beside it a training would wait for a PC that does much else"

        purpose = "Annotate page, the frames kept at the line"
        hand.key(purpose, Key.Key_3, ALT)
        labeller = Labeller(parts, qtbot)
        hand.key(purpose, Key.Key_K, CTRL)
        labels = labeller.presenter
        line.wait(settled(lambda: labels.is_calm and labels.desk.current is not None))
        purpose = "a new class with its name"
        hand.key(purpose, Key.Key_N, CTRL | SHIFT)
        hand.text(purpose, KIND)
        line.wait(settled(lambda: labels.is_calm and KIND in labeller.sheet.class_names))
        hand.key("the tool", Key.Key_O)
        hand.key("from frame to frame", Key.Key_W, SHIFT)
        n_frames = len(labels.listing)
        assert n_frames >= N_REMARKS
        for _ in range(n_frames):  # the painting itself counts for nothing
            paint(labeller, line)
        hand.key("all seen are done", Key.Key_Return, CTRL | ALT)
        line.wait(settled(lambda: labels.is_calm))
        assert labeller.said == f"Frames that are done now: {n_frames}."

        purpose = "a dataset version"
        hand.key(purpose, Key.Key_V, CTRL | SHIFT)
        line.wait(settled(lambda: labels.is_calm))
        hand.click(purpose, labeller.page, "Also done, not reviewed")
        hand.key(purpose, Key.Key_Return)
        line.wait(settled(lambda: labels.is_calm and "was made" in labeller.said))

        purpose = "train on it: the form, check and start, start all the same"
        hand.key(purpose, Key.Key_Return)
        line.wait(lambda: parts.window.shown_page == TRAIN)
        training = story.training
        line.wait(settled(lambda: training.is_calm and training.setup.is_open and bool(training.setup.wish.name)))
        assert training.setup.wish.dataset == "labelled"
        assert "steel-plain" in training.setup.wish.start
        hand.key(purpose, Key.Key_Return, CTRL)
        line.wait(settled(lambda: training.is_calm))
        hand.key(purpose, Key.Key_Return, CTRL)
        story.plan = Plan(run=training.setup.wish.name)
        line.play(story.learn())
        line.wait(settled(lambda: training.is_calm))

        hand.key("its model becomes one of the workspace, and is proved", Key.Key_R, CTRL)
        line.wait(lambda: parts.window.shown_page == MODELS)
        models = story.models
        line.wait(settled(lambda: models.is_calm and models.details is not None and models.details.proof is not None))
        candidate = story.candidate
        assert candidate is not None
        assert models.details is not None
        assert models.details.model.sha256 == candidate.sha256

        purpose = "promote, reason, once more"
        hand.key(purpose, Key.Key_P, CTRL)
        line.wait(settled(lambda: models.is_calm))
        hand.text(purpose, "roll 4 is damaged")
        qtbot.wait(round(1500 * SOONEST_S))  # a second press that comes sooner is a double click
        hand.key(purpose, Key.Key_Return)
        line.wait(lambda: parts.session.in_use is not None and parts.session.in_use.model.sha256 == candidate.sha256)
        line.wait(settled(lambda: models.is_calm))
        parts.window.show_page(LIVE)
    told = [f"| {purpose} | {n} |" for purpose, n in hand.counts.items()]
    sys.stdout.write("\n".join([*told, f"| in all, for {n_frames} frames | {sum(hand.counts.values())} |", ""]))
    assert sum(hand.counts.values()) <= GOAL


def paint(labeller: Labeller, line: Line) -> None:
    """An ellipse round the mark of the open frame, by mouse; the next open frame follows by itself."""
    labeller.calm()
    current = labeller.presenter.desk.current
    assert current is not None
    assert not isinstance(current.read.pixels, LargePicture)
    rows, columns = np.nonzero(line.strip.truth_of(current.read.pixels) == ROLL_MARK)
    first, last = (int(columns.min()), int(rows.min())), (int(columns.max()), int(rows.max()))
    labeller.drag(first, last)
    line.wait(settled(lambda: labeller.presenter.is_calm))
