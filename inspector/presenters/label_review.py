"""A second look at the open frame: its labels beside another state of them, as a difference or by blinking.

    NOTHING ► S held: the other state in the place of the labels ► NOTHING
    NOTHING ► Alt+D: DIFFERENCE (nothing can be painted) ► Alt+D, Escape, or a step of the history ► NOTHING

The other state is the mask as it was saved last, as somebody left it who finished the frame, as its dataset version has
it, or what the model of today says. Runs on the Qt thread; states are read and compared in the background.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from inspector.annotation.comparing import ClassAgreement, agreement, by_names, difference_map, total
from inspector.core.class_map import ArgmaxPrediction, ClassMap
from inspector.core.classes import DefectClass
from inspector.core.messages import Code, LabelError, Message, message
from inspector.pictures.large_picture import LargePicture
from inspector.presenters.annotate_composer import local_moment
from inspector.presenters.large_look import too_large_text
from inspector.screens.annotate import Choice
from inspector.screens.label_review import DIFFERENCE_LOOKS, NOT_COMPARED, AgreementRow, CompareState, LegendRow
from inspector.screens.painting import PaintKey
from inspector.texts import label_review as texts
from inspector.texts.formats import area_px
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.annotation.label_store import LabelStore
    from inspector.in_use import InUse
    from inspector.presenters.annotate_presenter import AnnotatePresenter
    from inspector.presenters.label_desk import OpenFrame
    from inspector.session import Session
    from inspector.views.annotate.annotate_page import AnnotatePage

SAVED, VERSION, MODEL, FINISH = "saved", "version", "model", "finish:"
COMPARE = "compare"  # key of the background work
WRITTEN_S = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The labels as they were when they were compared, and the other state, both by ``class_names``."""

    choice: str
    other: ClassMap | None  # None: it cannot be had
    class_names: tuple[str, ...] = ()
    difference: ClassMap | None = None
    counts: tuple[int, ...] = ()  # pixels by ``Difference``, from 0 on
    classes: tuple[ClassAgreement, ...] = ()


class LabelReview:
    def __init__(self, frames: AnnotatePresenter, page: AnnotatePage, session: Session, background: Background) -> None:
        self._frames, self._page, self._session, self._background = frames, page, session, background
        self._choice = SAVED
        self._is_on = False  # the difference is shown, or on its way
        self._is_blinking = False
        self._compared: Compared | None = None
        self._wanted: object = None  # what is being compared; a model gives up once it is something else
        page.compare_held.connect(self.blink)
        page.beside.compare.other_chosen.connect(self._choose)
        page.painting.canvas.key_pressed.connect(self._key)

    def acts(self) -> dict[str, Callable[[], object]]:
        return {"annotate.difference": self._toggle}

    @property
    def is_on(self) -> bool:
        return self._is_on

    # frames

    def frame_opened(self) -> None:
        """The difference stays on from frame to frame."""
        self._is_blinking, self._compared = False, None
        if self._is_on:
            self._show()

    def give_up(self) -> None:
        """Nobody waits any more for what a model says."""
        self._wanted = None

    def frame_left(self) -> None:
        self.give_up()
        self._is_blinking, self._compared = False, None
        self._page.painting.canvas.show_difference(None)
        self._only_look(False)
        self._page.beside.compare.show_state(NOT_COMPARED)

    def leave(self) -> None:
        """Back to the labels, which can be painted again."""
        self.blink(False)
        if self._is_on:
            self.give_up()
            self._is_on = False
            self._compared = None
            self._show_off()

    def _only_look(self, only_looks: bool) -> None:
        self._frames.painting.only_look(only_looks)
        self._page.proposals.set_aside(only_looks)

    # blinking

    def blink(self, is_other_shown: bool) -> None:
        """The other state in the place of the labels: that of the difference, else the one that was saved last."""
        current = self._frames.desk.current
        if current is None or is_other_shown is self._is_blinking:
            return
        self._is_blinking = is_other_shown
        canvas, compared = self._page.painting.canvas, self._compared
        if not is_other_shown:
            self._frames.painting.show_classes(self._session.catalogue)
            self._frames.painting.show_map(current.editor.class_map)
            canvas.show_difference(compared.difference if compared is not None else None)
            return
        canvas.show_difference(None)
        if compared is not None and compared.other is not None:
            canvas.show_classes(self._looks(compared.class_names))
            canvas.show_labels(compared.other)
        elif not self._is_on:
            self._frames.painting.show_map(current.opened.found.saved_map)

    def toggle_blink(self) -> None:
        self.blink(not self._is_blinking)

    # the difference

    def _toggle(self) -> None:
        if self._is_on:
            self.leave()
        elif self._frames.desk.current is not None:
            self._frames.painting.when_free(self._begin)

    def _begin(self) -> None:
        if self._frames.desk.current is None:
            return
        self._only_look(True)  # what is in hand becomes a step before anything is compared
        self._frames.painting.when_free(self._begun)

    def _begun(self) -> None:
        if self._frames.desk.current is None:
            self._only_look(False)
            return
        self._is_on = True
        self._show()

    def _key(self, key: PaintKey) -> None:
        if key is PaintKey.CANCEL and self._is_on:
            self.leave()

    def _choose(self, choice: str) -> None:
        self._choice = choice
        if self._is_on:
            self.blink(False)
            self._compared = None
            self._show()

    def _show(self) -> None:
        current, store = self._frames.desk.current, self._frames.desk.store
        if current is None or store is None:
            return
        if reason := too_large_text(current.read.pixels):
            self.leave()
            self._frames.painting.hint(reason)
            return
        self._only_look(True)
        choices = self._choices(current)
        choice = self._choice if self._choice in [one.id for one in choices] else choices[0].id
        self._page.beside.compare.show_state(
            CompareState(True, choices, choice, texts.COMPARING.translated())
        )  # fmt: skip
        here = current.editor.recorder.map_before()
        names = current.editor.sheet.class_names
        in_use = self._session.in_use
        answer = self._frames.help.answer_of(in_use)
        wanted = self._wanted = object()

        def gives_up() -> bool:
            return self._wanted is not wanted

        def done(compared: Compared) -> None:
            if self._frames.desk.current is current and self._is_on:
                self._compared = compared
                self._show_compared(choices, compared)

        def failed(reason: Message) -> None:
            self.leave()
            self._frames.answer(reason)

        self._background.run(
            partial(_compare, here, names, choice, current, store, in_use, answer, gives_up), done=done, failed=failed,
            key=COMPARE,
        )  # fmt: skip

    def _choices(self, current: OpenFrame) -> tuple[Choice, ...]:
        found = [Choice(SAVED, texts.SAVED.translated())]
        for place, one in enumerate(current.editor.sheet.finishes):
            text = texts.AS_LEFT.translated(name=one.author, time=local_moment(one.at))
            found.append(Choice(f"{FINISH}{place}", text))
        if current.read.start is not None:
            found.append(Choice(VERSION, texts.OF_VERSION.translated()))
        if self._session.in_use is not None:
            found.append(Choice(MODEL, texts.OF_MODEL.translated()))
        return tuple(found)

    def _show_compared(self, choices: tuple[Choice, ...], compared: Compared) -> None:
        self._page.painting.canvas.show_difference(compared.difference)
        if compared.difference is None:
            says = texts.NOT_KNOWN.translated()
        else:
            n_other = sum(compared.counts[2:])
            nothing = [] if n_other else [texts.NOTHING_DIFFERS.translated()]
            says = " ".join([*nothing, texts.LOOKS_ONLY.translated()])
        legend = tuple(
            LegendRow(look, texts.DIFFERENCES[look.index].translated(), area_px(n))
            for look, n in zip(DIFFERENCE_LOOKS, compared.counts[1:], strict=False)  # no counts where nothing is known
        )
        looks = {one.name: one for one in self._looks(compared.class_names)}
        rows = agreement_rows(compared.classes, looks)
        self._page.beside.compare.show_state(CompareState(True, choices, compared.choice, says, legend, rows))

    def _show_off(self) -> None:
        self._page.painting.canvas.show_difference(None)
        self._page.beside.compare.show_state(NOT_COMPARED)
        self._only_look(False)

    def _looks(self, names: tuple[str, ...]) -> tuple[DefectClass, ...]:
        catalogue = self._session.catalogue.with_names(names[1:])
        return tuple(catalogue.look_of(name, index) for index, name in enumerate(names[1:], 1))


def agreement_rows(classes: tuple[ClassAgreement, ...], looks: dict[str, DefectClass]) -> tuple[AgreementRow, ...]:
    """Of all together, then of each that either side has, the least agreement first."""
    seen = [one for one in classes if one.n_first_px or one.n_second_px]
    if not seen:
        return ()
    whole = [total("", seen)] if len(seen) > 1 else []
    return tuple(
        AgreementRow(
            looks.get(one.class_name), one.class_name or texts.ALL_CLASSES.translated(), iou_text(one.iou),
            facts := texts.FACTS.translated(
                first=one.n_first_px, second=one.n_second_px, first_met=one.n_first_met,
                n_first=one.n_first, second_met=one.n_second_met, n_second=one.n_second,
            ),
            f"{facts}\n{texts.FACTS_TIP.translated()}",
        )
        for one in (*whole, *sorted(seen, key=lambda one: one.iou))
    )  # fmt: skip


def iou_text(iou: float) -> str:
    return texts.NO_IOU.translated() if np.isnan(iou) else texts.IOU.translated(value=f"{iou:.2f}")


def _compare(
    here: ClassMap, names: tuple[str, ...], choice: str, current: OpenFrame, store: LabelStore, in_use: InUse | None,
    answer: ArgmaxPrediction | None, gives_up: Callable[[], bool],
) -> Compared:  # fmt: skip
    found = _other(choice, current, store, in_use, answer, gives_up)
    if found is None:
        return Compared(choice, None, names)
    other, all_names = by_names(*found, names)
    difference = difference_map(here, other)
    counts = tuple(int(n) for n in np.bincount(difference.ravel(), minlength=5))
    return Compared(choice, other, all_names, difference, counts, agreement(here, other, all_names))


def _other(
    choice: str, current: OpenFrame, store: LabelStore, in_use: InUse | None, answer: ArgmaxPrediction | None,
    gives_up: Callable[[], bool],
) -> tuple[ClassMap, tuple[str, ...]] | None:  # fmt: skip
    """The other state and how it numbers its classes; None where it cannot be had. ``answer``: the model's, where it
    was asked about the frame already."""
    sheet, read = current.editor.sheet, current.read
    if choice == VERSION and read.start is not None:
        return read.start, read.class_names
    if choice == MODEL and in_use is not None:
        from inspector.inference.predictor import PredictionGivenUp, Predictor

        assert not isinstance(read.pixels, LargePicture)  # see ``LabelReview._show``
        try:
            prediction = answer or Predictor(in_use.model).predict(read.pixels, current.bits, gives_up)
        except PredictionGivenUp:
            return None  # nobody hears of it
        limits = np.array(in_use.settings.thresholds, np.float32)
        is_sure = prediction.probability >= limits[prediction.index]
        return np.where(is_sure, prediction.index, np.uint8(0)), in_use.card.class_names
    if choice.startswith(FINISH):
        if not store.wait(WRITTEN_S):
            raise LabelError(store.trouble or message(Code.LABELS_UNSAVED, path=str(store.folder), detail="it is slow"))
        number = sheet.finishes[int(choice.removeprefix(FINISH))].number
        found = store.read_maps_at(sheet, (number,))[number]
        return None if found is None else (found, sheet.class_names)
    return current.opened.found.saved_map, sheet.class_names
