"""Where in the open frame the model of today contradicts its labels: one place after the other, in view and in words.

    a frame of the order “likely label errors” is opened, or F8 ► the model is asked ► the worst place ► F8: the next

What is found follows the labels: a place that was put right is none any more. Runs on the Qt thread and never waits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from inspector.annotation.comparing import Disagreement, DisagreementKind, disagreements, in_model_classes
from inspector.annotation.frame_list import Why
from inspector.annotation.frame_queue import QueueOrder
from inspector.annotation.mask_step import LabelOrigin, OriginKind
from inspector.annotation.tools.painting import Paint
from inspector.core.classes import BACKGROUND_INDEX
from inspector.core.defect import Box
from inspector.presenters.label_proposals import is_same_model, percent_of
from inspector.presenters.model_asking import ModelAsking
from inspector.presenters.painting_desk import Put
from inspector.screens.proposals import ErrorState
from inspector.texts import painting as painting_texts
from inspector.texts import proposals as texts
from inspector.texts.messages import message_text
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.in_use import InUse
    from inspector.presenters.annotate_presenter import AnnotatePresenter
    from inspector.presenters.label_desk import OpenFrame
    from inspector.views.annotate.annotate_page import AnnotatePage

WHO = "errors"
FIND = "find"  # key of the background work


class LabelErrors:
    def __init__(self, frames: AnnotatePresenter, page: AnnotatePage, asking: ModelAsking) -> None:
        self._frames, self._page, self._asking = frames, page, asking
        self._painting, self._canvas = frames.painting, page.painting.canvas
        self._background = Background(frames.answer, name="label errors")
        self._is_wanted = False
        self._open: OpenFrame | None = None
        self._in_use: InUse | None = None  # that contradicts
        self._found: tuple[Disagreement, ...] | None = None  # the worst first; None: not known
        self._place = 0
        self._goes_there = False  # as soon as it is known where that is
        asking.changed.connect(self._asked)
        page.errors_closed.connect(lambda: self._want(False))

    def acts(self) -> dict[str, Callable[[], object]]:
        return {
            "annotate.next_error": lambda: self._step(1),
            "annotate.previous_error": lambda: self._step(-1),
            "annotate.take_error": self._take_it,
        }

    # life

    @property
    def is_busy(self) -> bool:
        return self._background.is_busy

    def opened(self, frame: OpenFrame | None) -> None:
        """None: nothing is open."""
        self._open, self._place = frame, 0
        self._forget()
        if frame is not None:
            listing = self._frames.listing
            is_of_order = listing.wish.order is QueueOrder.DISAGREEMENT
            self._want(is_of_order and any(one.why is Why.DISAGREES for one in listing.reasons()))

    def end(self) -> None:
        self._background.end()

    def join(self, timeout_s: float) -> bool:
        return self._background.join(timeout_s)

    def labels_changed(self) -> None:
        self._find()

    # what people ask for

    def _want(self, is_wanted: bool) -> None:
        self._is_wanted = self._goes_there = is_wanted
        if is_wanted and not self._background.is_started:
            self._background.start()
        if not is_wanted:
            self._forget()
        self._asking.want(WHO, is_wanted)
        self._find()
        self._show()

    def _step(self, by: int) -> None:
        if self._open is None:
            return
        if not self._is_wanted:
            self._want(True)
        elif self._found:
            self._place = (self._place + by) % len(self._found)
            self._go()
            self._show()

    def _take_it(self) -> None:
        """The labels become what the model says there."""
        found, place = self._found, self._place

        def paint() -> None:
            if not found or found is not self._found or not self._can_take:
                return
            one, in_use, current = found[place], self._in_use, self._open
            assert in_use is not None  # something was found
            assert current is not None
            names = current.editor.sheet.class_names
            name = in_use.card.class_names[one.model_index]
            value = names.index(name) if one.model_index else BACKGROUND_INDEX
            protected, rect = self._painting.protected, one.patch.rect
            part = current.editor.class_map[rect.top : rect.bottom, rect.left : rect.right]
            touched = set(part[one.patch.mask].tolist())
            if hidden := (touched | {value}) & self._painting.hidden:
                self._painting.hint(painting_texts.HIDDEN_CLASS.translated(name=names[min(hidden)]))
                return
            if touched <= protected:
                self._painting.hint(painting_texts.STAYS.translated(name=names[min(touched)]))
                return
            self._goes_there = True
            self._painting.apply(
                [Put(one.patch, Paint(value, protected))],
                texts.TAKEN_STEP.translated(model=in_use.card.name, name=name),
                LabelOrigin(OriginKind.MODEL, in_use.model.sha256),
            )

        self._painting.when_free(paint)

    @property
    def _can_take(self) -> bool:
        current, in_use = self._open, self._in_use
        if not self._found or current is None or in_use is None or self._painting.state.is_read_only:
            return False
        index = self._found[self._place].model_index
        return index == BACKGROUND_INDEX or in_use.card.class_names[index] in current.editor.sheet.class_names

    # finding them

    def _asked(self) -> None:
        if self._in_use is not None and not is_same_model(self._asking.in_use, self._in_use):
            self._forget()
        self._find()
        self._show()

    def _find(self) -> None:
        if self._is_wanted and self._open is not None and self._asking.answer is not None:
            self._painting.when_free(self._find_now)

    def _find_now(self) -> None:
        current, prediction, in_use = self._open, self._asking.answer, self._asking.in_use
        if not self._is_wanted or current is None or prediction is None or in_use is None:
            return
        labels, names = current.editor.recorder.map_before(), current.editor.sheet.class_names

        def work() -> tuple[Disagreement, ...]:
            return disagreements(in_model_classes(labels, names, in_use.card.class_names), prediction)

        def done(found: tuple[Disagreement, ...]) -> None:
            if self._open is current and self._is_wanted and is_same_model(self._asking.in_use, in_use):
                self._found, self._in_use = found, in_use
                self._place = min(self._place, max(0, len(found) - 1))
                if self._goes_there:
                    self._goes_there = False
                    self._go()
                else:
                    self._point()
                self._show()

        self._background.run(work, done=done, key=FIND)

    def _forget(self) -> None:
        self._found = self._in_use = None
        self._background.outdate(FIND)
        self._canvas.show_error(None)

    def _go(self) -> None:
        """Its place is in view."""
        if self._found:
            patch = self._found[self._place].patch
            rows, columns = patch.mask.shape
            self._canvas.look_at_instance(Box(patch.left, patch.top, columns, rows))
        self._point()

    def _point(self) -> None:
        if not self._found:
            self._canvas.show_error(None)
            return
        one = self._found[self._place]
        self._canvas.show_error(one.patch.mask, one.patch.left, one.patch.top, self._tag(one))

    # what is shown

    def _tag(self, one: Disagreement) -> str:
        if one.kind is DisagreementKind.FALSE:
            return texts.NOTHING_TAG.translated()
        return texts.TAG.translated(name=self._name(one.model_index), percent=percent_of(one.score))

    def _name(self, model_index: int) -> str:
        assert self._in_use is not None  # something was found
        return self._in_use.card.class_names[model_index]

    def _show(self) -> None:
        self._page.show_errors(self._state())

    def _state(self) -> ErrorState:
        if not self._is_wanted or self._open is None:
            return ErrorState()
        in_use, asking = self._asking.in_use, self._asking
        if in_use is None:
            return _said(texts.LIKELY_ERRORS.translated(), texts.NO_MODEL_NEXT.translated())
        model = in_use.card.name
        if asking.is_too_large:
            return _said(texts.TOO_LARGE.translated())
        if asking.refusal is not None:
            return _said(texts.NOT_ASKED.translated(model=model), message_text(asking.refusal).why)
        if self._found is None:
            return _said(texts.ASKING.translated(model=model))
        if not self._found:
            return _said(texts.NO_ERRORS.translated(model=model))
        one, n = self._found[self._place], len(self._found)
        what = texts.ERRORS[one.kind.value].translated(
            percent=percent_of(one.score), model_class=self._name(one.model_index),
            label_class=self._name(one.label_index),
        )  # fmt: skip
        text = texts.LIKELY_ERROR.translated(place=self._place + 1, n=n)
        return ErrorState(True, text, what, n, self._can_take)


def _said(text: str, detail: str = "") -> ErrorState:
    return ErrorState(True, text, detail)
