"""Which tool paints what: from the hand on the canvas to steps of a ``FrameEditor``.

    open(editor, pixels, …) ► hand presses, moves, lets go ► Painter ► step ► step_made(step)
                                     slow work, in the background; what the hand does meanwhile waits

Runs on the Qt thread; it imports no widget. While ``is_busy`` the editor is in the hands of the background: whoever
else wants something of it asks ``when_free``.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from inspector.annotation.frame_editor import FrameEditor
from inspector.annotation.mask_step import BY_HAND, LabelOrigin, MaskStep, StepFacts
from inspector.annotation.tools.painting import NOWHERE, Paint, Painter, Patch, Rect
from inspector.core.audit import current_actor, utc_now, utc_text
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX, ClassCatalogue, DefectClass
from inspector.core.defect import Box
from inspector.core.halving import halves_of
from inspector.core.looking import ShownPicture, shown_picture
from inspector.core.messages import Message
from inspector.core.ruler import read_ruler
from inspector.pictures.large_picture import AnyPixels, LargePicture
from inspector.presenters.brush_sizes import brush_look, resized, size_of, stepped
from inspector.presenters.hidden_classes import HiddenClasses
from inspector.presenters.instance_steps import InstanceSteps
from inspector.presenters.large_look import LargeLook, full_text, no_contrast_text, too_large_text
from inspector.presenters.painting_desk import Hand, Proposal, Put, Segmenter
from inspector.presenters.painting_hands import hand_of
from inspector.presenters.painting_names import class_name
from inspector.presenters.painting_regions import FrameBefore, RelabelHand, repeat
from inspector.presenters.picture_viewing import PictureViewing
from inspector.screens.painting import (
    BrushLook,
    LabelLook,
    LabelStyle,
    PaintKey,
    PaintOptions,
    PaintState,
    PaintTool,
    Pointer,
    SketchState,
)
from inspector.screens.painting_actions import ANNOTATE, N_DIGITS
from inspector.texts import painting as texts
from inspector.workers.background import Background, ignore

if TYPE_CHECKING:
    from inspector.presenters.source_views import SourceViews
    from inspector.views.annotate.paint_panel import PaintPanel

log = logging.getLogger("inspector.annotation")

T = TypeVar("T")
LOOK = "look"  # key of the background work
MUCH_PX = 3_000_000  # to be painted or packed on the Qt thread
MANY_TILES = 80  # of a step that is undone
OPACITY_STEP, MIN_OPACITY = 0.1, 0.1
STYLES = (LabelStyle.BOTH, LabelStyle.OUTLINE, LabelStyle.FILL)


class PaintingPresenter:
    """NOTHING ► OPEN ► (SLOW ►) OPEN …; ``close`` ends the stroke in hand first."""

    def __init__(
        self,
        panel: PaintPanel,
        views: SourceViews,
        *,
        step_made: Callable[[MaskStep], object],
        failed: Callable[[Message], object],
        state_shown: Callable[[PaintState], object] = ignore,
        segmenter: Segmenter | None = None,
        background: Background | None = None,
    ) -> None:
        """``step_made`` hears of each step, also of one that is undone or done again; ``state_shown`` of what tools and
        classes are now."""
        self.author = current_actor()
        self.key_left_over: Callable[[PaintKey], bool] = lambda key: False  # asked for one that means nothing in hand
        self.painted: Callable[[], object] = lambda: None  # told after each step that a hand has painted
        self.segmenter = segmenter
        self._panel, self._canvas = panel, panel.canvas
        self._step_made, self._failed, self._state_shown = step_made, failed, state_shown
        self._background = background or Background(failed, name="painting")
        self._viewing = PictureViewing(panel, views, lambda _view: self._relight())
        self._large = LargeLook(self._canvas, failed)
        self._editor: FrameEditor | None = None
        self._painter: Painter | None = None
        self._pixels: AnyPixels | None = None
        self._bits = 8
        self._mm_per_px: tuple[float, float] | None = None
        self._before: FrameBefore | None = None
        self._classes: tuple[DefectClass, ...] = ()
        self._hiding = HiddenClasses()
        self._options, self._look = PaintOptions(), LabelLook()
        self._hand: Hand = Hand(self)
        self._proposal: Proposal | None = None
        self._pointer: Pointer | None = None
        self._is_pen_down = False  # by keys
        self._hint = ""
        self._n_slow = 0
        self._waiting: deque[Callable[[], object]] = deque()
        self._instances = InstanceSteps(self, self._canvas.look_at_instance)
        self._is_shown = False  # the picture of the frame that is open
        self._has_ended = False
        self._only_looks = False  # something else stands in the place of the labels
        self._acts = self._all_acts()
        panel.action_triggered.connect(self.act)
        panel.options_chosen.connect(self.choose)
        panel.labels_hidden.connect(self.hide_labels)
        canvas = self._canvas
        canvas.pressed.connect(lambda at: self.when_free(lambda: self._press(at)))
        canvas.moved.connect(lambda at: self.when_free(lambda: self._hand.move(at)))
        canvas.released.connect(lambda: self.when_free(lambda: self._hand.release()))
        canvas.hovered.connect(self._hover)
        canvas.key_pressed.connect(lambda key: self.when_free(lambda: self._key(key)))
        canvas.size_wished.connect(self._resize_to)
        canvas.size_turned.connect(lambda notches: self._resize_to(stepped(self._options, notches)))
        canvas.ruler_drawn.connect(self._draw_ruler)
        canvas.as_captured_wished.connect(lambda: self.act("annotate.as_captured"))
        self._take_tool()
        self._refresh()

    # frames

    def open(
        self,
        editor: FrameEditor,
        pixels: AnyPixels,
        bits: int,
        catalogue: ClassCatalogue,
        *,
        mm_per_px: tuple[float, float] | None = None,
        before: FrameBefore | None = None,
    ) -> None:
        """Paint into this frame from now on. ``pixels`` (H, W[, 3]) as captured; ``mm_per_px``: across, along;
        ``before``: the frame before it on the line, for ``repeat``. Waits until slow work on the one before is done."""
        self.when_free(self._leave_hand)
        self.when_free(lambda: self._open(editor, pixels, bits, catalogue, mm_per_px, before))

    def look_at_large(self, picture: LargePicture) -> None:
        """Its labels follow by ``open``, once its file was read: until then it can be looked at."""
        self._panel.show_empty(None)
        self._large.show(picture, self._viewing.view)
        self._refresh()

    def _open(
        self, editor: FrameEditor, pixels: AnyPixels, bits: int, catalogue: ClassCatalogue,
        mm_per_px: tuple[float, float] | None, before: FrameBefore | None,
    ) -> None:  # fmt: skip
        if not self._background.is_started:
            self._background.start()
        self._editor, self._pixels, self._bits = editor, pixels, bits
        self._painter = Painter(editor.class_map, editor.recorder, pixels)
        if pixels is not self._large.picture:
            self._large.leave()
        self._mm_per_px, self._before = mm_per_px, before
        self._is_shown = False
        self._instances.forget(is_other=True)
        self._panel.show_empty(None)
        self.show_classes(catalogue)
        self._viewing.use_source(str(PurePath(editor.sheet.source.path).parent))
        self._relight()
        self._take_tool()
        self._refresh()

    def show_classes(self, catalogue: ClassCatalogue) -> None:
        """The sheet of the frame, or how its classes look, has changed."""
        names = self.editor.sheet.class_names
        looks = catalogue.with_names(names[1:])
        self._classes = tuple(looks.look_of(name, index) for index, name in enumerate(names[1:], 1))
        options = self._options
        known = {*range(len(names)), IGNORE_INDEX}
        if options.class_index not in known or options.class_index == BACKGROUND_INDEX:
            options = replace(options, class_index=1 if len(names) > 1 else IGNORE_INDEX)
        self._options = replace(options, locked=frozenset(options.locked & known))
        self._hiding.use(self._classes)
        self._canvas.show_classes(self._classes)
        self._canvas.show_hidden(self._hiding.indices)
        self._refresh()

    def close(self) -> None:
        """Nothing is open any more. A stroke in hand becomes a step first; what waits for Enter is left."""
        if self._editor is None and self._large.picture is None:
            return
        self.when_free(self._close)

    def _close(self) -> None:
        self._leave_hand()
        self._large.leave()
        self._editor = self._painter = self._pixels = self._before = None
        self._canvas.show_nothing()
        self._refresh()

    def end(self, timeout_s: float = 20.0) -> bool:
        """After the event loop. True if in time."""
        self._has_ended = True
        self._background.end()
        self._large.end()
        return self._background.join(timeout_s) and self._large.join(timeout_s)

    @property
    def is_busy(self) -> bool:
        """Slow work has the editor; a stroke is not in this."""
        return self._n_slow > 0

    @property
    def is_calm(self) -> bool:
        """Nothing waits for anything; the picture is shown as it is wished."""
        return not (self.is_busy or self._waiting or self._background.is_busy or self._large.is_busy)

    def when_free(self, act: Callable[[], object]) -> None:
        """At once, or after the slow work that runs, in the order of asking."""
        if self.is_busy or self._waiting:
            self._waiting.append(act)
        else:
            act()

    # what people ask for

    def act(self, action_id: str) -> None:
        act = self._acts.get(action_id)
        if act is not None:
            self.when_free(act)

    def choose(self, options: PaintOptions) -> None:
        """Other options, of whatever tool."""
        self.when_free(lambda: self._choose(options))

    def choose_class(self, index: int) -> None:
        """It is painted from now on; background: every tool erases."""
        self.when_free(lambda: self._choose_class(index))

    def lock_class(self, index: int, is_locked: bool) -> None:
        """What is painted of a class already stays as it is, or not."""
        locked = self._options.locked | {index} if is_locked else self._options.locked - {index}
        self.choose(replace(self._options, locked=frozenset(locked)))

    def hide_class(self, index: int, is_hidden: bool) -> None:
        """Not to be seen, or again; see ``HiddenClasses``."""
        self.when_free(lambda: self._hide_class(index, is_hidden))

    def _hide_class(self, index: int, is_hidden: bool) -> None:
        self._hiding.hide(self._classes, index, is_hidden)
        self._instances.forget()  # Tab steps through those that are seen
        self._canvas.show_hidden(self._hiding.indices)
        self._take_tool()  # what is in hand might be of it
        self._refresh()

    def only_look(self, only_looks: bool) -> None:
        """While something else than the labels is shown nothing can be painted. What is in hand becomes a step first;
        call it when nothing slow runs."""
        if only_looks != self._only_looks:
            self._leave_hand()
            self._only_looks = only_looks
            self._hint = ""
            self._refresh()

    @property
    def _is_read_only(self) -> bool:
        return self._only_looks or (self._editor is not None and self._editor.is_read_only)

    def look_at(self, box: Box) -> None:
        """Zoom to a box of the frame."""
        self._canvas.look_at_instance(box)

    @property
    def options(self) -> PaintOptions:
        return self._options

    @property
    def state(self) -> PaintState:
        editor = self._editor
        return PaintState(
            self._options, self._classes, editor is not None, self._is_read_only,
            self._mm_per_px is not None, self.is_busy, self._hint_text(), self._proposal is not None,
            editor is not None,  # what is in hand can be taken back as well, and what is under way
            editor is not None and (editor.history.next_redo is not None or self.is_busy),
            self._hiding.indices,
        )  # fmt: skip

    def _all_acts(self) -> dict[str, Callable[[], object]]:
        acts: dict[str, Callable[[], object]] = {
            f"annotate.{tool.value}": partial(self._choose_tool, tool, is_erasing=False) for tool in PaintTool
        }
        acts |= self._viewing.acts(ANNOTATE)
        for number in range(1, N_DIGITS + 1):
            acts[f"annotate.class_{number}"] = partial(self._choose_class, number)
            acts[f"annotate.relabel_{number}"] = partial(self._relabel, number)
        acts |= {
            "annotate.eraser": lambda: self._choose_tool(PaintTool.BRUSH, is_erasing=True),
            "annotate.swap": lambda: self._choose(replace(self._options, is_erasing=not self._options.is_erasing)),
            "annotate.pick": self._pick,
            "annotate.ignore": lambda: self._choose_class(IGNORE_INDEX),
            "annotate.background": lambda: self._choose_class(BACKGROUND_INDEX),
            "annotate.next_class": lambda: self._step_class(1),
            "annotate.previous_class": lambda: self._step_class(-1),
            "annotate.smaller": lambda: self._resize_to(stepped(self._options, -1)),
            "annotate.larger": lambda: self._resize_to(stepped(self._options, 1)),
            "annotate.smaller_by_one": lambda: self._resize_to(size_of(self._options) - 1),
            "annotate.larger_by_one": lambda: self._resize_to(size_of(self._options) + 1),
            "annotate.square": lambda: self._choose(replace(self._options, is_square=not self._options.is_square)),
            "annotate.lock": self._toggle_lock,
            "annotate.hide_class": self._toggle_hidden,
            "annotate.repeat": self._repeat,
            "annotate.undo": self._undo,
            "annotate.redo": self._redo,
            "annotate.label_style": self._next_style,
            "annotate.opacity_up": lambda: self._step_opacity(1),
            "annotate.opacity_down": lambda: self._step_opacity(-1),
        }
        return acts

    @property
    def is_picture_shown(self) -> bool:
        """Of the frame that is open."""
        return self._is_shown

    def hide_labels(self, is_hidden: bool) -> None:
        """While a key is held. It changes no label."""
        self._look = replace(self._look, is_hidden=is_hidden)
        self._canvas.show_look(self._look)

    # the hand on the canvas

    def _press(self, at: Pointer) -> None:
        if self._editor is None or not self._is_shown:
            return
        self._hint = ""
        if self._is_read_only:
            self.hint(texts.READ_ONLY.translated())
            return
        value = self.value_for(at)
        takes_away = value == BACKGROUND_INDEX or self._options.tool is PaintTool.RULER
        if not takes_away and self._refuses(full_text(self._pixels, self._editor, NOWHERE)):
            return
        self._pointer = at
        if value in self.hidden:
            self.hint(texts.HIDDEN_CLASS.translated(name=class_name(self, value)))
            return
        self._hand.press(at)
        self._refresh()

    def _hover(self, at: Pointer | None) -> None:
        self._pointer = at
        if at is None or self._editor is None:
            return
        self._show_brush()
        if self._is_pen_down and at.is_by_key:
            self.when_free(lambda: self._hand.move(at))
        elif not self.is_busy:  # a way that is looked for need not follow what the mouse did meanwhile
            self._hand.hover(at)

    def _key(self, key: PaintKey) -> None:
        if self._editor is None:
            return
        if key is PaintKey.ACCEPT:
            self._accept()
        elif key is PaintKey.PEN:
            self._move_pen()
        elif key is PaintKey.BACK:
            if not self._hand.back() and (self._proposal is not None or not self.key_left_over(key)):
                self.propose(None)
        elif key is PaintKey.CANCEL:
            self._is_pen_down = False
            self._hand.cancel()
            self.propose(None)
        elif self.key_left_over(key):
            if self._pointer is not None:  # Enter is about what was stepped to, and clicks where arrows led no more
                self._pointer = replace(self._pointer, is_by_key=False)
        else:
            self._instances.step(1 if key is PaintKey.NEXT else -1)
        self._refresh()

    def _accept(self) -> None:
        if self._proposal is not None:
            self.take()
        elif self._is_pen_down:
            self._move_pen()
        elif self._pointer is not None and self._pointer.is_by_key:
            self._press(self._pointer)
            self._hand.release()
        elif not self._hand.accept():
            self.key_left_over(PaintKey.ACCEPT)

    def _move_pen(self) -> None:
        if self._is_pen_down:
            self._is_pen_down = False
            self._hand.release()
        elif self._pointer is not None:
            self._is_pen_down = True
            self._press(self._pointer)

    def _leave_hand(self) -> None:
        self._is_pen_down = False
        if self._editor is not None and not self._editor.is_read_only:
            self._hand.release()
        self._hand.cancel()
        self.propose(None)
        self.sketch(SketchState())

    # Desk: what hands ask for

    @property
    def editor(self) -> FrameEditor:
        assert self._editor is not None  # hands act only while a frame is open
        return self._editor

    @property
    def painter(self) -> Painter:
        assert self._painter is not None
        return self._painter

    @property
    def pixels(self) -> AnyPixels:
        assert self._pixels is not None
        return self._pixels

    @property
    def bits(self) -> int:
        return self._bits

    @property
    def hidden(self) -> frozenset[int]:
        return self._hiding.indices

    @property
    def protected(self) -> frozenset[int]:
        return self._options.locked | self._hiding.indices

    @property
    def mm_per_px(self) -> tuple[float, float] | None:
        return self._mm_per_px

    def window_at(self, x: float, y: float, side_px: int) -> Rect:
        box = self._canvas.visible_box
        height, width = self.editor.class_map.shape
        top, bottom = _side(y, box.y, box.y + box.height, side_px)
        left, right = _side(x, box.x, box.x + box.width, side_px)
        return Rect(top, left, bottom, right).cut_to(height, width)

    def px_of_screen(self, n: float) -> float:
        return n / self._canvas.zoom

    def value_for(self, at: Pointer) -> int:
        erases = self._options.is_erasing or at.has_ctrl or at.is_pen_turned
        return BACKGROUND_INDEX if erases else self._options.class_index

    def changed(self, rect: Rect) -> None:
        rect = rect.cut_to(*self.editor.class_map.shape)
        if not rect.is_empty:
            box = Box(rect.left, rect.top, rect.right - rect.left, rect.bottom - rect.top)
            self._canvas.labels_changed(box)

    def finish(self, name: str, touched: Rect, origin: LabelOrigin = BY_HAND) -> None:
        editor, facts = self.editor, StepFacts(name, self.author, utc_text(utc_now()), origin)
        if touched.cut_to(*editor.class_map.shape).n_px > MUCH_PX:
            self.slow(lambda: editor.finish_step(facts), self._finished)
        else:
            self._finished(editor.finish_step(facts))

    def apply(self, puts: Sequence[Put], name: str, origin: LabelOrigin = BY_HAND) -> None:
        editor, painter = self.editor, self.painter
        n_px = sum(put.patch.mask.size for put in puts)

        def paint() -> Rect:
            rect = NOWHERE
            for put in puts:
                rect = rect.joined(painter.put(put.patch, put.paint))
            return rect

        def painted(rect: Rect) -> None:
            self.changed(rect)
            self.finish(name, rect, origin)

        if n_px > MUCH_PX:
            self.slow(paint, painted)
        else:
            painted(paint())
        assert editor is self._editor

    def draw(self, make: Callable[[], Patch], room: Rect, paint: Paint, name: str) -> None:
        if self._refuses(full_text(self._pixels, self.editor, room)):
            return
        if room.cut_to(*self.editor.class_map.shape).n_px > MUCH_PX:
            self.slow(make, lambda patch: self.apply([Put(patch, paint)], name))
        else:
            self.apply([Put(make(), paint)], name)

    def propose(self, proposal: Proposal | None, hint: str = "") -> None:
        if proposal is None and self._proposal is None and hint == self._hint:
            self._canvas.show_preview(None)  # of seeds
            return
        is_empty = proposal is None or proposal.is_empty
        self._proposal = None if is_empty else proposal
        self._hint = hint
        if self._proposal is None:
            self._canvas.show_preview(None)
        else:
            values, left, top = self._proposal.shown(*self.editor.class_map.shape)
            self._canvas.show_preview(values, left, top)
        self._refresh()

    def take(self) -> None:
        proposal = self._proposal
        if proposal is not None and not self._is_read_only:
            self.propose(None)
            self._hand.accept()
            self.apply(proposal.puts, proposal.name)
            self._hand.cancel()

    def show_seeds(self, values: ClassMap, left: int, top: int) -> None:
        self._proposal = None
        self._canvas.show_preview(values, left, top)

    def sketch(self, sketch: SketchState) -> None:
        self._canvas.show_sketch(sketch)

    def hint(self, text: str) -> None:
        self._hint = text
        self._refresh()

    def slow(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        self._n_slow += 1

        def finished(result: T) -> None:
            try:
                done(result)
            finally:
                self._n_slow -= 1
                self._go_on()

        def failed(reason: Message) -> None:
            if self._editor is not None:
                self._editor.recorder.cancel()
                self.show_map(self._editor.class_map)
            self._n_slow -= 1
            self._failed(reason)
            self._go_on()

        self._background.run(work, done=finished, failed=failed)
        self._refresh()

    def _go_on(self) -> None:
        """What waited for slow work, until the next begins."""
        while self._waiting and not self.is_busy:
            self._waiting.popleft()()
        self._refresh()

    # inside

    def _finished(self, step: MaskStep | None) -> None:
        self._made(step)
        if step is not None and step.facts.origin == BY_HAND and not self._options.is_erasing:
            self.painted()

    def _made(self, step: MaskStep | None) -> None:
        if step is not None:
            self._instances.forget()
            self._step_made(step)
        self._refresh()

    def _undo(self) -> None:
        self._take_back(lambda editor: editor.history.next_undo, lambda editor: editor.undo(self.author))

    def _redo(self) -> None:
        self._take_back(lambda editor: editor.history.next_redo, lambda editor: editor.redo(self.author))

    def _take_back(
        self, next_step: Callable[[FrameEditor], MaskStep | None], move: Callable[[FrameEditor], MaskStep | None]
    ) -> None:
        """A stroke or shape in hand goes first, and alone."""
        editor = self._editor
        if editor is None or self._is_read_only:
            return
        had_proposal = self._proposal is not None
        if self._hand.cancel() or had_proposal:
            self.propose(None)
            return
        step = next_step(editor)
        if step is None:
            return
        rect = _rect_of(step)

        def moved(made: MaskStep | None) -> None:
            self.changed(rect)
            self._made(made)
            if self.hidden:  # what has changed may not be seen
                self.hint(texts.UNSEEN_CHANGE.translated(name=step.facts.name))

        if len(step.tiles) > MANY_TILES:
            self.slow(lambda: move(editor), moved)
        else:
            moved(move(editor))

    def _choose(self, options: PaintOptions) -> None:
        before, self._options = self._options, options
        if before == options:
            return
        if (options.tool, options.island_choice) != (before.tool, before.island_choice):
            self._take_tool()
        else:
            if self._editor is not None:
                self._hand.begin()
        self._show_brush()
        self._refresh()

    def _choose_tool(self, tool: PaintTool, *, is_erasing: bool) -> None:
        self._choose(replace(self._options, tool=tool, is_erasing=is_erasing))

    def _choose_class(self, index: int) -> None:
        if index == BACKGROUND_INDEX:
            self._choose(replace(self._options, is_erasing=True))
        elif index == IGNORE_INDEX or 0 < index <= len(self._classes):
            self._choose(replace(self._options, class_index=index, is_erasing=False))

    def _step_class(self, by: int) -> None:
        n = len(self._classes)
        if n:
            index = self._options.class_index
            self._choose_class(1 if index == IGNORE_INDEX else (index - 1 + by) % n + 1)

    def _pick(self) -> None:
        if self._editor is not None and self._pointer is not None:
            pixel = self._hand.pixel_of(self._pointer)
            if pixel is not None:
                self._choose_class(int(self._editor.class_map[pixel]))

    def _toggle_lock(self) -> None:
        index = BACKGROUND_INDEX if self._options.is_erasing else self._options.class_index
        locked = self._options.locked ^ {index}
        self._choose(replace(self._options, locked=frozenset(locked)))
        if index in locked and self._editor is not None:
            self.hint(texts.LOCKED_CLASS.translated(name=class_name(self, index)))

    def _toggle_hidden(self) -> None:
        index = self._options.class_index
        self._hide_class(index, index not in self.hidden)

    def _relabel(self, index: int) -> None:
        if self._editor is None or self._pointer is None or self._is_read_only:
            return
        if index in self.hidden:
            self.hint(texts.HIDDEN_CLASS.translated(name=class_name(self, index)))
        elif index <= len(self._classes):
            RelabelHand(self).relabel(self._pointer, index)

    def _repeat(self) -> None:
        if self._editor is None or self._is_read_only or self._refuses(too_large_text(self._pixels)):
            return
        if self._before is None:
            self.hint(texts.NO_FRAME_BEFORE.translated())
        else:
            self._hand.cancel()
            repeat(self, self._before, self.protected)

    def _take_tool(self) -> None:
        self._leave_hand()
        self._canvas.set_measuring(self._options.tool is PaintTool.RULER)
        if self._editor is None:
            self._hand = Hand(self)
            return
        self._hand = hand_of(self)
        self._hint = ""
        self._hand.begin()
        self._show_brush()

    def _resize_to(self, size_px: int) -> None:
        """Of the brush, or of the cells."""
        self.choose(resized(self._options, size_px))

    def _show_brush(self) -> None:
        if self._editor is None:
            self._canvas.show_brush(BrushLook())
            return
        at = self._pointer
        erases = at is not None and self.value_for(at) == BACKGROUND_INDEX
        self._canvas.show_brush(brush_look(self._options, self._mm_per_px, erases=erases))

    # looks

    def _next_style(self) -> None:
        self._show_look(replace(self._look, style=STYLES[(STYLES.index(self._look.style) + 1) % len(STYLES)]))

    def _step_opacity(self, steps: int) -> None:
        opacity = min(1.0, max(MIN_OPACITY, round(self._look.opacity + steps * OPACITY_STEP, 2)))
        self._show_look(replace(self._look, opacity=opacity))

    def _show_look(self, look: LabelLook) -> None:
        self._look = look
        self._canvas.show_look(look)

    def _relight(self) -> None:
        """Show the picture in the view of now."""
        pixels, bits, view, editor = self._pixels, self._bits, self._viewing.view, self._editor
        picture = pixels if isinstance(pixels, LargePicture) else self._large.picture
        if picture is not None:
            self._large.show(picture, view, self._picture_shown)
            self._refuses(no_contrast_text(view))
            return
        if pixels is None or editor is None:
            return
        assert not isinstance(pixels, LargePicture)  # see above

        def light() -> tuple[ShownPicture, tuple[npt.NDArray[np.uint8], ...]]:
            shown = shown_picture(pixels, bits, view)
            return shown, halves_of(shown.pixels)

        def show(made: tuple[ShownPicture, tuple[npt.NDArray[np.uint8], ...]]) -> None:
            if self._editor is not editor:
                return
            shown, halves = made
            is_as_captured = view.is_as_captured
            self._canvas.show_picture(
                shown.pixels, halves, view.quarter_turns, shown.window, is_as_captured=is_as_captured
            )
            self._picture_shown()

        self._background.run(light, done=show, key=LOOK)

    def _picture_shown(self) -> None:
        if self._editor is not None and not self._is_shown:
            self._is_shown = True
            self.show_map(self._editor.class_map)

    def show_map(self, class_map: ClassMap) -> None:
        """The labels of the frame that is open, or as they were before, in their place."""
        self._canvas.show_labels(class_map, self.editor.recorder.painted.boxes)

    def _draw_ruler(self, line: tuple[tuple[float, float], tuple[float, float]]) -> None:
        self._canvas.show_ruler(line, texts.ruler_text(read_ruler(*line, self._mm_per_px), read_ruler(*line, None)))

    def _refuses(self, reason: str) -> bool:
        if reason:
            self.hint(reason)
        return bool(reason)

    # what is shown of it

    def _hint_text(self) -> str:
        if self._editor is None:
            return texts.LABELS_FOLLOW.translated() if self._large.picture is not None else ""
        if self.is_busy:
            return texts.WORKING.translated()
        if self._only_looks:
            return texts.READ_ONLY.translated()
        return self._hint or self._hand.says or texts.HINTS[self._options.tool].translated()

    def _refresh(self) -> None:
        state = self.state
        self._panel.show_state(state)
        self._state_shown(state)


def _side(at: float, first: int, after: int, side_px: int) -> tuple[int, int]:
    """Of what is in view, at most so many pixels round a point."""
    low = max(first, min(int(at) - side_px // 2, after - side_px))
    return low, min(after, low + side_px)


def _rect_of(step: MaskStep) -> Rect:
    rect = NOWHERE
    for tile in step.tiles:
        rect = rect.joined(Rect(tile.top, tile.left, tile.top + tile.height, tile.left + tile.width))
    return rect
