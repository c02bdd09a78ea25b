"""``inspector demo --loop``: the loop of a new kind of defect, shown in the real window with captions.

    part of the story ► caption, and a look: Next, or ``look_s`` ► next part … ► Close
    Stop, Escape, Ctrl-C, the window's cross ► the training is thrown away, the window closes

A thread writes strip into a folder, as a camera's program does; a timer plays the story on the Qt thread. All of it
lies in a workspace of its own, which is removed at the end where nobody named it.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from inspector.app import Parts, build, ended_in_order, start_application
from inspector.commands.output import say
from inspector.core.messages import InspectorError
from inspector.core.programs import why_no_training
from inspector.demo.marked_strip import HELD_OUT, KIND, MarkedStrip, write_held_out
from inspector.demo.pictures import save_picture
from inspector.demo.story import LoopStory, Part, Plan, StoryError, Until, after
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import Sink
from inspector.presenters.train_composer import foot_of
from inspector.presenters.train_presenter import TrainPresenter
from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.screens.live_actions import LIVE
from inspector.screens.shell import CaptionState
from inspector.screens.train_actions import TRAIN
from inspector.sources.synthetic import EVALUATION_SEEDS, Surface, SyntheticStrip
from inspector.texts import loop_demo as texts
from inspector.texts.translate import Text
from inspector.workspace.editing import change_settings
from inspector.workspace.first_look import FirstLook, first_look
from inspector.workspace.setting_edits import SettingEdit, changing
from inspector.workspace.workspace import Workspace, create_workspace, open_workspace

log = logging.getLogger("inspector.demo")

ROWS, WIDTH_PX, MM_PER_PX = 256, 512, 0.5
DEFECTS_PER_M, MARKS_PER_M = 3.0, 6.0  # a ring in three of four frames
FRAMES_PER_S = 1.5
MAX_FRAMES = 3000  # half an hour of strip: nobody looks longer, and a disk is not filled by a demo that is forgotten
SEED = EVALUATION_SEEDS[300_000]  # of a plain look, whose rings were found with scores of 0.8 after 200 steps
OTHER_COILS, FRAMES_EACH = EVALUATION_SEEDS[300_100:300_112], 3  # that nobody labels
N_REMARKS, FRAMES_BETWEEN = 3, 6  # each keeps the frames around it
PAINTED_S = 0.8  # that a labelled frame is shown
TICK_MS = 50
REFRESH_TICKS = 10  # between two looks at what a caption counts
PATIENCE_S = 300.0  # for what takes seconds; a training has as long as it takes
ENDS_S, LOOK_S = 60.0, 0.2  # that a training has to hear that it is to end; between two looks whether it did
N_PARTS = 10


@dataclass(slots=True)
class LoopOptions:
    look_s: float = 0.0  # that each look lasts; 0: until somebody goes on
    screenshot: Path | None = None  # of each look, its number behind the name
    seed: int | None = None


def run_loop_demo(workspace: Path | None, options: LoopOptions) -> int:
    """Returns 0 when the loop was shown to its end or somebody ended it, 1 where it could not go on."""
    if missing := why_no_training():
        say(f"The loop trains a network: {missing}.", is_trouble=True)
        say("`inspector demo` shows an inspection without it.", is_trouble=True)
        return 1
    look = first_look(workspace)
    application = start_application(look)  # before anything is made: where no window opens, nothing is left behind
    with workspace_of(workspace) as made:
        return 1 if made is None else _show(made, options, application, look)


@contextmanager
def workspace_of(named: Path | None) -> Iterator[Workspace | None]:
    """One of its own; None where the one that was named is in use by a plant."""
    if named is not None:
        made = open_workspace(named) if (named / "workspace.toml").exists() else create_workspace(named)
        if made.database.exists() or any(made.runs.glob("*")):
            say(f"{named} was worked with before: the loop promotes a model, so it wants a new one.", is_trouble=True)
            say("Name a folder that is not there yet, or leave --workspace out.", is_trouble=True)
            yield None
            return
        say(f"Workspace: {made.folder.resolve()}. It is kept.")
        yield made
        return
    folder = Path(tempfile.mkdtemp(prefix="inspector-loop-"))
    say(f"Workspace: {folder}. It is removed at the end; --workspace FOLDER keeps one.")
    try:
        yield create_workspace(folder / "workspace")
    finally:
        try:
            shutil.rmtree(folder)
        except OSError as error:
            say(f"{folder} could not be removed: {error.strerror or error}.", is_trouble=True)


def _coil(seed: int) -> SyntheticStrip:
    return SyntheticStrip(seed, WIDTH_PX, Surface.HOT_ROLLED, DEFECTS_PER_M, MM_PER_PX, MARKS_PER_M)


def _show(workspace: Workspace, options: LoopOptions, application: QApplication, look: FirstLook) -> int:
    change_settings(
        workspace,
        changing([SettingEdit(("calibration", f"mm_per_px_{way}"), MM_PER_PX) for way in ("across", "along")]),
    )
    seed = SEED if options.seed is None else options.seed
    strip = MarkedStrip(
        workspace.folder / "strip",
        _coil(seed), ROWS,
    )  # fmt: skip
    seen, writer = Seen(), StripWriter(strip, workspace)
    parts = build(workspace.folder, extra_sinks=lambda: [seen], look=look)
    show = LoopShow(parts, LoopStory(parts, strip, Plan(look_s=PAINTED_S)), seen, writer, options)
    try:
        with ended_in_order(parts):
            parts.window.show()
            writer.start()
            show.begin()
            code = application.exec()
    finally:
        writer.end()
        _end_training(parts, workspace)
    if show.stuck_because:
        say(texts.STUCK.translated(detail=show.stuck_because), is_trouble=True)
    return code or (1 if show.stuck_because or parts.presenter.n_lost else 0)


def _end_training(parts: Parts, workspace: Workspace) -> None:
    """Nothing is left running: whoever ended the demo wants no model of it."""
    running = [run for path in workspace.runs.glob("*") if (run := RunFolder(path)).is_held()]
    if not running:
        return
    say("Ending the training …")
    for run in running:
        try:
            run.ask(Control.CANCEL)
        except OSError as error:
            log.warning("the training cannot be asked to end: %s", error)
    gives_up_at_s = time.monotonic() + ENDS_S
    try:
        while any(run.is_held() for run in running) and time.monotonic() < gives_up_at_s:
            time.sleep(LOOK_S)  # the window is gone: nobody waits but this
    finally:  # also where somebody who waits presses Ctrl-C
        presenter = parts.presenters.get(TRAIN)
        for started in presenter.processes if isinstance(presenter, TrainPresenter) else ():
            if not started.wait(LOOK_S):
                started.kill()
                started.wait(ENDS_S)


class Seen(Sink):
    """What the line has inspected and found; read on the Qt thread, where a number that is late by one does no harm."""

    is_required: ClassVar[bool] = False

    def __init__(self) -> None:
        self.n_inspected = 0
        self._kinds: set[int] = set()  # defects of the new kind

    @property
    def n_of_kind(self) -> int:
        return len(self._kinds)

    def inspected(self, result: InspectionResult) -> None:
        self.n_inspected += 1
        names = result.card.class_names
        self._kinds |= {one.defect_id for one in result.defects if names[one.class_index] == KIND}


class StripWriter:
    """The camera's program: a frame after the other at the line's pace, on a thread of its own."""

    def __init__(self, strip: MarkedStrip, workspace: Workspace) -> None:
        self._strip, self._workspace = strip, workspace
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._write, name="demo strip")
        self.fault = ""

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _write(self) -> None:
        coils = [_coil(seed) for seed in OTHER_COILS]
        try:
            for index in range(MAX_FRAMES):
                self._strip.write(f"strip-{index:05d}", self._strip.view(index))
                if index == 0:  # once the line has something to look at
                    write_held_out(self._workspace.datasets / HELD_OUT, coils, ROWS, FRAMES_EACH)
                if self._stop.wait(1 / FRAMES_PER_S):
                    return
        except OSError as error:
            self.fault = error.strerror or str(error)
        except InspectorError as error:
            self.fault = str(error)


@dataclass(slots=True)
class _Caption:
    part: int
    text: Text
    params: Callable[[], dict[str, int | str]] = field(default=dict)
    next_text: Text | None = None  # None: it goes on by itself


class LoopShow:
    """PLAYING ► LOOKING ► PLAYING … ► closed; STUCK where a part cannot go on: said, and the window stays."""

    def __init__(
        self, parts: Parts, story: LoopStory, seen: Seen, writer: StripWriter, options: LoopOptions
    ) -> None:  # fmt: skip
        self._parts, self._story, self._seen, self._writer, self._options = parts, story, seen, writer, options
        self._script = self._parts_in_turn()
        self._until: Until = lambda: True
        self._waits_since_s = self._began_s = time.monotonic()
        self._patience_s = PATIENCE_S
        self._caption = _Caption(1, texts.INSPECT)
        self._is_next = False  # somebody has looked
        self._n_pictures = self._n_ticks = 0
        self.stuck_because = ""
        self._timer = QTimer(parts.window)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        parts.window.caption_next.connect(self._go_on)
        parts.window.caption_stop.connect(parts.window.close_unasked)

    def begin(self) -> None:
        self._timer.start()
        self._show_caption()

    def _go_on(self) -> None:
        self._is_next = True

    def _tick(self) -> None:
        self._n_ticks += 1
        if self._n_ticks % REFRESH_TICKS == 0:
            self._show_caption()
        if self.stuck_because:
            if self._is_next or self._options.look_s:
                self._close()
            return
        try:
            if self._writer.fault:
                raise StoryError(texts.NO_STRIP.translated(detail=self._writer.fault))
            if self._until():
                self._until = next(self._script)
                self._waits_since_s = time.monotonic()
            elif time.monotonic() - self._waits_since_s > self._patience_s:
                raise StoryError(texts.WAITED.translated(seconds=round(self._patience_s)))
        except StopIteration:
            self._close()
        except StoryError as error:
            log.error("the loop cannot go on: %s", error)
            self._get_stuck(str(error))
        except Exception as error:  # whatever it was, the script is over by it, and that must not look like its end
            log.exception("the loop cannot go on")
            self._get_stuck(f"{type(error).__name__}: {error}")

    def _get_stuck(self, detail: str) -> None:
        self.stuck_because = detail.rstrip(".")
        self._say(self._caption.part, texts.STUCK, lambda: {"detail": self.stuck_because}, texts.CLOSE)

    def _close(self) -> None:
        self._timer.stop()
        self._parts.window.close_unasked()

    # the parts, and what is said of them

    def _parts_in_turn(self) -> Part:
        story, seen, window = self._story, self._seen, self._parts.window
        yield lambda: self._parts.session.is_ready
        yield from story.inspect()
        yield lambda: seen.n_inspected >= FRAMES_BETWEEN
        yield from self._look(1, texts.INSPECT)

        for k in range(1, N_REMARKS + 1):
            self._say(2, texts.FLAG, lambda k=k: {"n": k})  # type: ignore[misc]  # mypy sees no default's type
            story.flag()
            then = seen.n_inspected + FRAMES_BETWEEN
            yield lambda then=then: seen.n_inspected >= then  # type: ignore[misc]  # mypy sees no default's type
        yield from self._look(2, texts.FLAG, lambda: {"n": N_REMARKS})

        self._say(3, texts.PAINT, lambda: {"k": story.n_painted + 1, "n": story.n_to_paint})
        yield from story.open_kept()
        yield from story.paint()
        self._say(3, texts.FINISH)
        yield from story.finish()
        yield from self._look(3, texts.LABELLED, lambda: {"n": story.n_to_paint})

        self._say(4, texts.VERSION, lambda: {"name": story.plan.dataset})
        yield from story.make_version()
        yield from self._look(4, texts.VERSION, lambda: {"name": story.plan.dataset})

        self._say(5, texts.BALANCE)
        yield from story.balance()
        yield from self._look(5, texts.BALANCE)

        self._say(6, texts.SET_UP)
        yield from story.set_up()
        yield from self._look(6, texts.SET_UP)
        self._patience_s = float("inf")  # its minutes were asked for; what hangs can be stopped
        self._say(6, texts.TRAIN)
        n_before = seen.n_inspected
        yield from story.train()
        yield from self._look(6, texts.TRAIN)
        window.show_page(LIVE)
        yield from self._look(6, texts.TRAIN_LIVE, lambda: {"n": seen.n_inspected - n_before})
        window.show_page(TRAIN)
        self._say(6, texts.TRAIN)
        yield from story.learn()
        self._patience_s = PATIENCE_S
        yield from self._look(6, texts.LEARNED)

        self._say(7, texts.PROVE)
        yield from story.add_model()
        yield from story.prove()
        yield from self._look(7, texts.PROVED)

        self._say(8, texts.PROMOTE)
        yield from story.promote(texts.BECAUSE.translated(), texts.ENGINEER.translated())
        yield from self._look(8, texts.PROMOTE)

        window.show_page(LIVE)
        self._say(9, texts.FOUND, lambda: {"n": seen.n_of_kind})
        yield lambda: seen.n_of_kind > 0
        yield from self._look(9, texts.FOUND, lambda: {"n": seen.n_of_kind})

        self._say(10, texts.ROLL_BACK)
        yield from story.roll_back(texts.BECAUSE_BACK.translated(), texts.ENGINEER.translated())
        yield from self._look(10, texts.ROLL_BACK)
        minutes = max(1, round((time.monotonic() - self._began_s) / 60))
        yield from self._look(10, texts.OVER, lambda: {"minutes": minutes}, texts.CLOSE)

    def _say(
        self, part: int, text: Text, params: Callable[[], dict[str, int | str]] = dict, next_text: Text | None = None
    ) -> None:
        self._is_next = False
        self._caption = _Caption(part, text, params, next_text)
        self._show_caption()

    def _look(
        self, part: int, text: Text, params: Callable[[], dict[str, int | str]] = dict, next_text: Text = texts.NEXT
    ) -> Part:
        """Until somebody goes on, or for the time that was asked for."""
        self._say(part, text, params, next_text)
        is_long_enough = after(self._options.look_s) if self._options.look_s else None
        yield lambda: self._is_next or (is_long_enough is not None and is_long_enough())
        if self._options.screenshot is not None:
            self._n_pictures += 1
            file = self._options.screenshot
            save_picture(self._parts, file.with_stem(f"{file.stem}-{self._n_pictures:02d}"))

    def _show_caption(self) -> None:
        said, run = self._caption, self._story.run if TRAIN in self._parts.presenters else None
        self._parts.window.show_caption(
            CaptionState(
                texts.PLACE.translated(k=said.part, n=N_PARTS), said.text.translated(**said.params()), foot_of(run),
                can_go_on=said.next_text is not None, next_text=(said.next_text or texts.WAIT).translated(),
            )
        )  # fmt: skip
