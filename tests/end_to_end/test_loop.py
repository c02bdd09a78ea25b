"""The whole loop in the real window: a kind of defect that the model of today does not know is flagged at the line,
corrected on the canvas, learned while the line goes on inspecting, promoted on the running line, found, and given back.

The line watches a folder into which strip is written frame by frame, as a camera's program writes it. The model of
today is the one that ships; the new kind are the marks of a damaged roll. The long form learns longer, on more
frames.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.app import Parts
from inspector.core.balancing import BalanceSettings
from inspector.core.class_map import ClassMap
from inspector.core.remark import RemarkKind
from inspector.core.source_options import SourceOptions
from inspector.datasets.version import NewSample, Split, open_version, write_version
from inspector.inference.model_file import open_model
from inspector.models_store.gate import CheckId, CheckState, read_gate
from inspector.models_store.of_run import model_of_run
from inspector.models_store.promotions import Promotions
from inspector.models_store.proving import prove_model
from inspector.models_store.shipped import shipped_model
from inspector.runs.build_request import DatasetChoice, TrainingOptions, build_request, shipped_networks
from inspector.runs.history import read_run
from inspector.runs.launcher import launch
from inspector.runs.progress import RunState as TrainingState
from inspector.screens.annotate import VersionAsked
from inspector.screens.live import RunState
from inspector.sources.roll_marks import ROLL_MARK, WITH_ROLL_MARKS
from inspector.sources.synthetic import Surface, SyntheticStrip
from inspector.store.database import reading
from inspector.store.queries import evidence
from inspector.workspace.balance_settings import save_balance_settings
from inspector.workspace.workspace import Workspace, create_workspace
from tests.gui.real_window import real_window
from tests.gui.test_annotate_page import CTRL, Labeller
from tests.long_form import IS_LONG

N_FRAMES, N_STEPS, BATCH, VIEW_PX = (16, 600, 6, 192) if IS_LONG else (6, 80, 4, 128)
ROWS, WIDTH_PX = 192, 320
PATIENCE_MS = 600_000  # for what a busy machine does in seconds
SEED = 1_300_003
KIND = "roll mark"


class Line:
    """Strip of a damaged roll, and the folder that the line watches."""

    def __init__(self, parts: Parts, qtbot: QtBot, workspace: Workspace, folder: Path) -> None:
        self.parts, self.qtbot, self.workspace, self.folder = parts, qtbot, workspace, folder
        self.truth: list[ClassMap] = []  # of each file, whose number its first pixel is
        strip = SyntheticStrip(SEED, WIDTH_PX, Surface.HOT_ROLLED, 0.0, 0.5, 12.0)
        self.views = []
        for index in range(200):
            view = strip.render(index * ROWS, ROWS)
            mark = view.class_map == ROLL_MARK
            if mark.any() and not mark[[0, -1]].any():  # whole
                self.views.append(view)
            if len(self.views) == N_FRAMES:
                break
        folder.mkdir()

    def start(self) -> None:
        self.parts.page.source_chosen.emit(str(self.folder), SourceOptions(is_watched=True))
        self.wait(lambda: self.parts.presenter.run_state is RunState.RUNNING)

    def deliver(self, name: str) -> set[str]:
        """All frames once more, under other names; returns those once they are recorded."""
        names = set()
        for number, view in enumerate(self.views):
            pixels = view.pixels.copy()
            pixels[0, 0] = len(self.truth)  # no two files are alike
            file = self.folder / f"{name}{number:02d}.png"
            Image.fromarray(pixels).save(file.with_suffix(".part"), "PNG")
            file.with_suffix(".part").rename(file)
            self.truth.append(view.class_map)
            names.add(file.name)
        self.wait(lambda: names <= self.recorded())
        return names

    def recorded(self) -> set[str]:
        with reading(self.workspace.database) as rows:
            return {str(name) for (name,) in rows.execute("SELECT name FROM frames")}

    def n_kept(self) -> int:
        with reading(self.workspace.database) as rows:
            return len(evidence.kept_frames(rows))

    def found(self) -> dict[str, int]:
        """Defects by class over all inspections."""
        with reading(self.workspace.database) as rows:
            found = rows.execute("SELECT class_name, count(*) FROM defects GROUP BY class_name").fetchall()
        return {str(name): int(n) for name, n in found}

    def wait(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so, timeout=PATIENCE_MS)

    def off_thread(self, work: Callable[[], object]) -> None:
        """As the window's background does it."""
        with ThreadPoolExecutor(1) as pool:
            done = pool.submit(work)
            self.wait(done.done)
            done.result()


def held_out(folder: Path) -> None:
    """Strip of coils that nobody labelled, with its truth; some of it clean."""
    samples = []
    for seed in range(SEED + 1, SEED + 4):
        strip = SyntheticStrip(seed, WIDTH_PX, Surface.HOT_ROLLED, 2.0, 0.5, 4.0)
        for index in range(8 if IS_LONG else 3):
            view, encoded = strip.render(index * ROWS, ROWS), io.BytesIO()
            Image.fromarray(view.pixels).save(encoded, "PNG")
            samples.append(
                NewSample(f"{seed}-{index}", encoded.getvalue(), ".png", view.class_map, f"coil {seed}", Split.TEST)
            )
    write_version(
        folder, name="held-out", class_names=WITH_ROLL_MARKS, source="the generator", terms="ours", samples=samples
    )


def first_pixel(labeller: Labeller) -> int:
    current = labeller.presenter.desk.current
    assert current is not None
    return int(current.read.pixels[0, 0])


def paint_marks(labeller: Labeller, class_map: ClassMap) -> None:
    """An ellipse round each, by mouse."""
    rows, columns = np.nonzero(class_map == ROLL_MARK)
    corners = (columns.min(), rows.min()), (columns.max(), rows.max())
    first, last = (QPoint(*(round(one) for one in labeller.at(*map(int, corner)))) for corner in corners)
    QTest.mousePress(labeller.canvas, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(labeller.canvas, last)
    QTest.mouseRelease(labeller.canvas, Qt.MouseButton.LeftButton, pos=last)
    labeller.calm()


@pytest.mark.timeout(3600 if IS_LONG else 1200)  # two minutes of two idle cores; many times that on a busy machine
def test_a_new_kind_is_flagged_corrected_learned_promoted_found_and_given_back(qtbot: QtBot, tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "plant")
    with real_window(qtbot, workspace.folder, shipped_model("steel-plain")) as parts:
        qtbot.waitUntil(lambda: parts.session.is_ready, timeout=PATIENCE_MS)
        line = Line(parts, qtbot, workspace, tmp_path / "frames")

        # The operator flags what the model does not see.
        line.start()
        n_kept = 0
        for name in ("first", "second"):
            line.deliver(name)
            assert KIND not in line.found()
            parts.page.remarked.emit(RemarkKind.MISSED.value, None)
            n_kept += 2  # at least: how many more depends on the frame that is on the screen when the key is pressed
            line.wait(lambda n_kept=n_kept: line.n_kept() >= n_kept)  # type: ignore[misc]  # mypy sees no default's type

        # The engineer paints it on the canvas, as a class that is new.
        labeller = Labeller(parts, qtbot)
        labeller.key(Qt.Key.Key_K, CTRL)
        labeller.page.author_chosen.emit("ada")
        n_labelled = len(labeller.presenter.listing)
        assert n_labelled >= n_kept
        for _ in range(n_labelled):
            labeller.page.class_added.emit(KIND)
            labeller.calm()
            labeller.wait(lambda: KIND in labeller.sheet.class_names)
            labeller.key(Qt.Key.Key_O)
            paint_marks(labeller, line.truth[first_pixel(labeller)])
            labeller.key(Qt.Key.Key_Return, CTRL)
        labeller.page.version_asked.emit(VersionAsked("marks", "", with_done=True, leaves_unfit=False, terms="ours"))
        labeller.wait(lambda: "marks" in labeller.said)
        version = open_version(workspace.datasets / "marks")
        assert len(version.samples) == n_labelled
        assert KIND in version.class_names
        painted = {sample.n_pixels[version.class_names.index(KIND)] for sample in version.samples}
        assert min(painted) > 100, "each frame shows a whole mark, and its ellipse was painted"

        # Balance: trainings on it inject the marks into what is clean.
        save_balance_settings(workspace, "marks", BalanceSettings(is_used_in_training=True))

        # It is learned in a process of its own, from the model of today, while the line inspects.
        today = str(shipped_model("steel-plain"))
        wish = TrainingOptions(
            "plain-net-m", (DatasetChoice("marks"),), run_name="second", recipe_name="plain-net/new-kind",
            n_steps=N_STEPS, start_from=today, teachers=(today,),
        )  # fmt: skip
        built = build_request(wish, workspace, shipped_networks())
        assert built.mapping is not None
        assert (built.mapping.new, built.mapping.left) == ((KIND,), ())
        recipe = replace(built.request.recipe, batch=BATCH, view_px=(VIEW_PX, VIEW_PX))
        started = launch(replace(built.request, recipe=recipe, n_threads=1), built.folder)
        line.wait(lambda: read_run(built.folder).progress.step > 0 or started.is_gone())
        line.deliver("meanwhile")
        assert not started.is_gone(), "inspection went on beside it"
        assert KIND not in line.found()
        line.wait(started.is_gone)
        run = read_run(built.folder)
        assert run.state is TrainingState.DONE, run.progress.detail
        injections = [told.injections for told in run.lines if told.injections is not None]
        assert sum(of_class[KIND].injected for of_class in injections) > 0

        # Proved on strip of other coils against the model of today. One piece is one group, so no frame was left to
        # validate by, and the gate says what it could not check. A person answers for that and for what fails: it is
        # recorded with who, when and why.
        held_out(workspace.datasets / "held-out")
        version = open_version(workspace.datasets / "held-out")
        file, proved = model_of_run(run), []
        begun_with = "model steel-plain (new: roll mark); taught by model steel-plain (plain-net-m)"
        assert open_model(file).card.begun_with == begun_with

        def prove() -> None:
            proved.append(
                prove_model(
                    open_model(file), open_model(Path(today)), version, Split.TEST,
                    models=workspace.models, runs=workspace.runs, datasets=workspace.datasets,
                    margins=workspace.settings.proof,
                )
            )  # fmt: skip

        line.off_thread(prove)
        gate = proved[0].gate
        states = {check.key: check.state for check in gate.checks}
        assert states[CheckId.GOLDEN.value] is CheckState.NOT_CHECKED
        assert states[CheckId.CARD.value] is CheckState.FAILED, "its card has no scores, for the same reason"
        assert any(check.id is CheckId.RECALL for check in gate.checks)
        assert read_gate(workspace.models, gate.candidate_sha256) == gate

        # Promoted on the running line.
        against = (*gate.failed, *gate.not_checked)
        line.off_thread(lambda: parts.session.promote(file, "roll 4 is damaged", "ada", overridden=against))
        in_use = parts.session.in_use
        assert in_use is not None
        assert in_use.card.class_names[-1] == KIND
        line.deliver("again")
        line.wait(lambda: line.found().get(KIND, 0) > 0)
        assert parts.presenter.run_state is RunState.RUNNING, "the line never stopped"

        # And given back.
        n_found = line.found()[KIND]
        line.off_thread(lambda: parts.session.roll_back("to see that it can be", "ben"))
        in_use = parts.session.in_use
        assert in_use is not None
        assert in_use.card.name == "steel-plain"
        line.deliver("at last")
        assert line.found()[KIND] == n_found
        history = Promotions(workspace.models).history()
        assert [one.because for one in history] == ["roll 4 is damaged", "to see that it can be"]
        assert (history[0].by, history[0].overridden) == ("ada", against)
        assert Promotions(workspace.models).verify_audit().is_whole
